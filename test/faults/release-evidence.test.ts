import { describe, it } from 'vitest';

import { DEPLOYED, EXECUTED_AT, job, type Release, release } from '../dist/entries.ts';
import { one, type Played, play } from '../dist/scene.ts';

const done: Release = { status: 'SUCCESS', jobs: DEPLOYED };

/** The reason of the one task. */
function reasonOf({ outputs }: Played): string {
  const [result]: readonly { reason: string }[] = JSON.parse(outputs['results'] ?? '');
  return result?.reason ?? '';
}

/** A step that waits for a release task for 3 s, one look after the other. */
const wait = (...looks: readonly [Release, ...Release[]]): Promise<Played> =>
  play((e) => one(release(e, ...looks), { timeout: '3s' }));

describe('row 73: jobs of an earlier execution, without an input that says so → never success, "jobs of an earlier execution"', () => {
  const HOUR = 3_600_000;
  const times = (start_time: unknown, end_time: unknown): Release['jobs'] =>
    ['cart', 'search'].map((id) => job(id, 'SUCCEEDED', { start_time, end_time }));

  it.concurrent.for<readonly [what: string, jobs: Release['jobs']]>([
    ['all ended before it', times(EXECUTED_AT - HOUR, EXECUTED_AT - HOUR / 2)],
    ['all ended just before it', times(EXECUTED_AT - 5000, EXECUTED_AT - 1)],
    ['all began before it, and show no end', times(EXECUTED_AT - 10_001, null)],
    ['all have ended, and show no time', times(null, null)],
    ['one of them is of before', [job('cart', 'SUCCEEDED'), job('search', 'SUCCEEDED', { start_time: 1 })]],
    [
      'one that the plan does not name is of before',
      [...DEPLOYED, job('old', 'FAILED', { start_time: EXECUTED_AT - HOUR })],
    ],
  ])('%s', async ([, jobs], { expect }) => {
    const step = await wait({ status: 'SUCCESS', jobs });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    expect(reasonOf(step)).toMatch(/^still running after .*jobs of an earlier execution: /);
  });

  it.concurrent('what began up to 10 s before it counts, and the reason names it', async ({ expect }) => {
    const step = await wait({ status: 'SUCCESS', jobs: times(EXECUTED_AT - 10_000, EXECUTED_AT + 1) });
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(reasonOf(step)).toBe('2 of 2 components deployed (the execution of 2024-08-06T08:45:24.000Z)');
  });
});

describe('row 74: a plan status other than SUCCESS beside jobs that have all succeeded → never success', () => {
  it.concurrent.for(['ERROR', 'Released', 'success', 'TERMINATED', 'CREATED'])(
    '%s',
    async (status, { expect }) => {
      const step = await wait({ ...done, status });
      expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
      expect(reasonOf(step)).toContain(`2 of 2 components deployed; the plan says ${status}`);
    },
  );

  it.concurrent('none at all is judged by the components that the plan names', async ({ expect }) => {
    const all = await wait({ ...done, status: '' });
    expect(all).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    const one = await wait({ status: '', jobs: [job('cart', 'SUCCEEDED')] });
    expect(one).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    expect(reasonOf(one)).toContain('1 of 2 components deployed; not begun: search');
  });

  it.concurrent('SUCCESS with fewer components than the plan names says so', async ({ expect }) => {
    const step = await wait({ status: 'SUCCESS', jobs: [job('cart', 'SUCCEEDED')] });
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(reasonOf(step)).toBe(
      'the plan says SUCCESS, with 1 of its 2 components listed (the execution of 2024-08-06T08:45:24.000Z)',
    );
  });
});

describe('row 75: a number in another unit → refused at once, naming milliseconds', () => {
  const UNITS = [
    ...['1722933923', '1722933923000000', '172293392300000000', '20240806', '1'],
    ...['946684799999', '4102444800000', '2024-08-06T08:45:24Z'],
  ];

  it.concurrent('seconds, microseconds, a day, 1999, 2100', async ({ expect }) => {
    const step = await play((e) => ({
      tasks: UNITS.map((after) => ({ ...release(e, done), name: after, 'after-execution': after })),
    }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error', results: '[]' } });
    for (const [at, after] of UNITS.entries()) {
      expect(step.stdout).toMatch(
        new RegExp(`entry ${at + 1}\\b.*after-execution: "${after}" is not a time in milliseconds\\. Give `),
      );
    }
    expect(step.emulator.requests).toEqual([]);
  });

  it.concurrent('0 and every millisecond from 2000 to 2099 are taken', async ({ expect }) => {
    const [past, later] = [
      ['0', '946684800000', '1722933923999'],
      ['1722933924000', '4102444799999'],
    ];
    const step = await play((e) => ({
      tasks: [...past, ...later].map((after) => ({
        ...release(e, done),
        name: after,
        'after-execution': after,
      })),
      inputs: { wait: 'false', timeout: '10s' },
    }));
    const states = (times: readonly string[], state: string): object =>
      Object.fromEntries(times.map((time) => [time, state]));
    expect(JSON.parse(step.outputs['states'] ?? '')).toEqual({
      ...states(past, 'succeeded'),
      ...states(later, 'pending'),
    });
  });
});

describe('row 78: a component that is no longer listed → known by its id, never by its name', () => {
  const failed: Release = {
    status: 'RELEASING',
    jobs: [job('cart', 'FAILED'), job('search', 'RUNNING')],
  };

  it.concurrent.for<readonly [what: string, says: string, looks: readonly [Release, ...Release[]]]>([
    [
      'a failed one vanishes, and another one has its name',
      'cart FAILED',
      [
        failed,
        { status: 'SUCCESS', jobs: [job('x', 'SUCCEEDED', { name: 'cart' }), job('search', 'SUCCEEDED')] },
      ],
    ],
    [
      'a failed one vanishes',
      'cart FAILED',
      [failed, { status: 'SUCCESS', jobs: [job('search', 'SUCCEEDED')] }],
    ],
    [
      'one in progress vanishes',
      'no longer listed: search',
      [
        { status: 'RELEASING', jobs: [job('cart', 'SUCCEEDED'), job('search', 'RUNNING')] },
        { status: 'SUCCESS', jobs: [job('cart', 'SUCCEEDED')] },
      ],
    ],
    [
      'one has no id',
      'listed without an id: search',
      [{ status: 'SUCCESS', jobs: [job('cart', 'SUCCEEDED'), job('', 'SUCCEEDED', { name: 'search' })] }],
    ],
  ])('%s: no success', async ([, says, looks], { expect }) => {
    const step = await wait(...looks);
    expect(step).toMatchObject({ exitCode: 1 });
    expect(step.outputs['state']).toMatch(/^(timed-out|failed)$/);
    expect(reasonOf(step)).toContain(says);
  });

  it.concurrent('a failed one that is tried again may succeed', async ({ expect }) => {
    expect(await wait(failed, done)).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
  });
});
