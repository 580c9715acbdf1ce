import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { huaweiServicestage } from '../../src/providers/huawei-servicestage.ts';
import type { Observation } from '../../src/task.ts';
import { http, json, type Server, watchOne } from './ask.ts';

const EXECUTED = 1_722_933_900_000;
const FIELDS = { 'release-plan-id': 'plan', 'project-id': 'project' };

interface Fields {
  readonly [field: string]: unknown;
}
const job = (id: string, job_status: unknown = 'SUCCEEDED', more: Fields = {}): Fields => ({
  id,
  name: `component-${id}`,
  status: 'RUNNING',
  job_status,
  start_time: EXECUTED + 1000,
  ...more,
});
const plan = (status: unknown, ...ids: readonly string[]): Fields => ({
  id: 'plan',
  status,
  execute_time: EXECUTED,
  components: ids.map((component_id) => ({ component_id, name: `component-${component_id}` })),
});
const serve =
  (planned: Fields | undefined, ...components: readonly Fields[]): Server =>
  (path) => {
    if (path.endsWith('/deploy-info')) return json({ id: 'plan', components });
    return planned === undefined ? http(500) : json(planned);
  };

/** What looks see one after another, each of another server. */
async function looks(...servers: readonly Server[]): Promise<readonly Observation[]> {
  let server: Server = () => http(500);
  const look = watchOne(huaweiServicestage, FIELDS, (path, query) => server(path, query));
  const seen: Observation[] = [];
  for (server of servers) seen.push(await look());
  return seen;
}

const stateOf = (seen: Observation | undefined): string | undefined =>
  seen?.kind === 'seen' ? seen.state : seen?.kind;

/** Words of the vendor's pages, of whichever status, and what looks like them. */
const DOCUMENTED = [
  ...['SUCCESS', 'SUCCEEDED', 'CREATED', 'RUNNING', 'FAILED', 'PARTIALLY_FAILED', 'ABORTED'],
  ...['ROLLBACK_FAILED', 'ROLLBACK_SUCCEED', 'SUBMITTED', 'SCHEDULED', 'CANCELLED', 'UNKNOWN'],
  ...['ROLLBACKING', 'ROLLBACKED', 'ERROR', 'Released', 'TERMINATED', 'null', 'undefined', '0', ' '],
];
const anyStatus = fc.oneof(
  fc.string(),
  fc.constantFrom<unknown>(...DOCUMENTED, null, undefined, '', 0, 1),
  fc
    .constantFrom(...DOCUMENTED)
    .chain((word) =>
      fc.constantFrom(word.toLowerCase(), `${word} `, ` ${word}`, `${word}\u0000`, `${word}S`),
    ),
);
const NONE: readonly unknown[] = [null, undefined, ''];

/** The statuses that a success reads, each with the values at which there can be one. */
const READ: readonly (readonly [
  name: string,
  good: (status: unknown) => boolean,
  put: (status: unknown) => Server,
])[] = [
  [
    'of the plan',
    (status) => status === 'SUCCESS' || NONE.includes(status),
    (status) => serve(plan(status, 'a'), job('a')),
  ],
  [
    'of the plan that does not name what is listed',
    (status) => status === 'SUCCESS',
    (status) => serve(plan(status, 'a', 'b'), job('a')),
  ],
  [
    'of a job',
    (status) => status === 'SUCCEEDED',
    (status) => serve(plan('SUCCESS', 'a', 'b'), job('a', 'any', { job_status: status }), job('b')),
  ],
  [
    'of a rollback',
    (status) => status === 'null' || NONE.includes(status),
    (status) => serve(plan('SUCCESS', 'a'), job('a', 'SUCCEEDED', { rollback_job_status: status })),
  ],
  [
    'of a component itself, which is its health at run time if it is not a bad end of a release',
    (status) =>
      !['FAILED', 'PARTIALLY_FAILED', 'ROLLBACK_FAILED', 'ROLLBACK_SUCCEED', 'ABORTED'].includes(
        String(status),
      ),
    (status) => serve(plan('SUCCESS', 'a'), job('a', 'SUCCEEDED', { status })),
  ],
];

describe('any text, null or nothing as the status', () => {
  it.each(READ)('%s is success at the documented values alone', async (_name, good, put) => {
    await fc.assert(
      fc.asyncProperty(anyStatus, async (status) => {
        const [seen] = await looks(put(status));
        expect(stateOf(seen) === 'succeeded', `${JSON.stringify(status)}: ${stateOf(seen)}`).toBe(
          good(status),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('a component that is no longer listed', () => {
  const success = plan('SUCCESS', 'a', 'b');
  const going = plan('RELEASING', 'a', 'b');

  it('and had failed does not turn green by another one of its name', async () => {
    const namesake = job('x', 'SUCCEEDED', { name: 'component-a' });
    expect(
      await looks(serve(going, job('a', 'FAILED'), job('b', 'RUNNING')), serve(success, namesake, job('b'))),
    ).toMatchObject([
      { state: 'running', lost: 'failed' },
      { state: 'running', reason: 'component-a had failed, and is not listed any more' },
    ]);
  });

  it('and had failed in a look without the plan is not forgotten', async () => {
    const failed = job('z', 'FAILED');
    expect(await looks(serve(undefined, failed, job('a')), serve(success, job('a'), job('b')))).toMatchObject(
      [
        { kind: 'unreachable' },
        { state: 'running', reason: 'component-z had failed, and is not listed any more' },
      ],
    );
  });

  it('and had failed is not forgotten for a rollback of before', async () => {
    const failed = job('z', 'FAILED', { rollback_job_status: 'SUCCEEDED', rollback_start_time: 1 });
    expect(await looks(serve(going, failed, job('a')), serve(success, job('a'), job('b')))).toMatchObject([
      { lost: 'failed' },
      { state: 'running', reason: 'component-z had failed, and is not listed any more' },
    ]);
  });

  it('and had failed in an execution before is forgotten', async () => {
    const before = job('z', 'FAILED', { start_time: EXECUTED - 60_000 });
    expect(await looks(serve(going, before), serve(success, job('a'), job('b')))).toMatchObject([
      { state: 'running', reason: 'jobs of an earlier execution: component-z' },
      { state: 'succeeded' },
    ]);
  });

  it.each<[what: string, first: Server]>([
    ['and went on', serve(going, job('a'), job('b', 'RUNNING'))],
    ['and had succeeded', serve(going, job('a'), job('b'))],
    ['and was of an execution before', serve(going, job('a'), job('b', 'FAILED', { start_time: 1 }))],
    ['in a look without the plan', serve(undefined, job('b'))],
  ])('%s keeps back the success of a plan that names more than are listed', async (_what, first) => {
    const [, gone, back] = await looks(first, serve(success, job('a')), serve(success, job('a'), job('b')));
    expect(gone).toMatchObject({ state: 'running', reason: 'no longer listed: component-b' });
    expect(back).toMatchObject({ state: 'succeeded' });
  });

  it('and was in progress keeps back the success, also of a plan that does not name it any more', async () => {
    const first = serve(going, job('a'), job('b', 'RUNNING'));
    expect(await looks(first, serve(plan('SUCCESS', 'a'), job('a')))).toMatchObject([
      { state: 'running' },
      { state: 'running', reason: 'no longer listed: component-b' },
    ]);
  });

  it('and had not failed is no loss where all that the plan names are listed', async () => {
    expect(await looks(serve(going, job('z'), job('a')), serve(success, job('a'), job('b')))).toMatchObject([
      { state: 'running' },
      { state: 'succeeded' },
    ]);
  });
});

describe('an answer about an execution before one that was seen', () => {
  const before = { start_time: EXECUTED - 900_000, end_time: EXECUTED - 800_000 };
  const stale = (more: Fields): Server =>
    serve(
      { ...plan('SUCCESS', 'a', 'b'), ...more },
      job('a', 'SUCCEEDED', before),
      job('b', 'SUCCEEDED', before),
    );
  it.each<[what: string, more: Fields]>([
    ['with its time', { execute_time: EXECUTED - 900_000 }],
    ['without a time', { execute_time: 0 }],
    ['without time or status', { execute_time: null, status: null }],
  ])('is no success, %s', async (_what, more) => {
    const going = serve(plan('RELEASING', 'a', 'b'), job('a', 'FAILED'), job('b', 'RUNNING'));
    const [, back] = await looks(going, stale(more));
    expect(back).toMatchObject({ state: 'running', reason: expect.stringContaining('after that of') });
  });
});

describe('a rollback in a look without the plan', () => {
  const undone = (more: Fields): Fields => job('a', 'SUCCEEDED', { rollback_job_status: 'RUNNING', ...more });
  const done = serve(plan('SUCCESS', 'a'), job('a'));

  it.each<[what: string, rollback: Fields, state: string]>([
    ['of this execution is not forgotten', undone({ rollback_start_time: EXECUTED }), 'rolled-back'],
    ['of an execution before is none of it', undone({ rollback_start_time: EXECUTED - 60_000 }), 'succeeded'],
  ])('%s', async (_what, rollback, state) => {
    const seen = await looks(serve(undefined, rollback), serve(undefined, job('a')), done);
    expect(seen.map(stateOf)).toEqual(['unreachable', 'unreachable', state]);
  });

  it('of this execution is not forgotten once the plan was seen, either', async () => {
    const seen = await looks(
      serve(plan('RELEASING', 'a'), job('a', 'RUNNING')),
      serve(undefined, undone({})),
      done,
    );
    expect(seen.map(stateOf)).toEqual(['running', 'unreachable', 'rolled-back']);
  });
});
