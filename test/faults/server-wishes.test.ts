import { describe, it } from 'vitest';

import type { HttpAnswer } from '../../src/clouds/http.ts';
import { OVER, publishTask, record } from '../dist/entries.ts';
import { type Played, play } from '../dist/scene.ts';
import { type Act, faults } from '../emulator/index.ts';
import { http } from '../providers/ask.ts';
import { firstOfEach } from './hooks.ts';
import { type VirtualOutcome, watchInVirtualTime } from './virtual-gate.ts';

/** Milliseconds from the first request to the second. */
const gapOf = ({ emulator }: Played): number =>
  (emulator.requests[1]?.at ?? Number.NaN) - (emulator.requests[0]?.at ?? Number.NaN);
/** What the emulator has to measure of 3 s: its clock counts whole milliseconds, and is not that of the step. */
const THREE_SECONDS = 2990;

const onceThrottled = (throttling: Act): Promise<Played> =>
  play((e) => {
    e.rules.hook = firstOfEach(1, () => throttling);
    return { tasks: [publishTask(e, [OVER])] };
  });

const RECORD = { provider: 'huawei-codearts-deploy', 'task-id': 'task', 'record-id': 'ours' };
const SUCCEEDED = http(200, {
  status: 'success',
  result: { record_id: 'ours', task_id: 'task', status: 'succeeded' },
});
/** A record that is looked at in virtual time; only its first answer is another. */
const afterFirst = (first: HttpAnswer, timeout = '30m'): Promise<VirtualOutcome> =>
  watchInVirtualTime({
    tasks: [RECORD],
    inputs: { timeout },
    answer: (_asked, count) => (count === 1 ? first : SUCCEEDED),
  });
const timesOf = ({ requests }: VirtualOutcome): readonly number[] => requests.map(({ at }) => at);
const statesOf = ({ tasks }: VirtualOutcome): readonly string[] => tasks.map(({ waiting }) => waiting.state);

describe('row 17: 429 with Retry-After → waits at least that long, then succeeds', () => {
  const rows: readonly (readonly [string, Act])[] = [
    ['Retry-After of 3 s', faults.httpError(429, '', { 'retry-after': '3' })],
    [
      'the header of Alibaba Cloud',
      faults.alibabaError('Throttling.User', 400, { 'x-acs-retry-after': '3000' }),
    ],
    ['a 503 that asks for it', faults.httpError(503, '', { 'retry-after': '3' })],
  ];
  it.concurrent.for(rows)('%s', async ([, throttling], { expect }) => {
    const step = await onceThrottled(throttling);
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(step.emulator.requests).toHaveLength(2);
    expect(gapOf(step)).toBeGreaterThanOrEqual(THREE_SECONDS);
  });

  it.concurrent.for([
    [429, { 'retry-after': '120' }],
    [503, { 'retry-after': '120' }],
    [429, { 'x-acs-retry-after': '120000' }],
  ] as const)('120 s in virtual time: HTTP %i', async ([status, headers], { expect }) => {
    const outcome = await afterFirst(http(status, '', headers));
    // At most 1 s of chance: a server names the same time to all who ask.
    expect(timesOf(outcome)).toEqual([0, 120_500]);
    expect(statesOf(outcome)).toEqual(['succeeded']);
  });
});

describe('row 17: 429 with Retry-After beyond the deadline → timed-out at the deadline, without another request', () => {
  it.concurrent('120 s of a timeout of 3 s', async ({ expect }) => {
    const step = await play((e) => {
      e.rules.hook = () => faults.httpError(429, '', { 'retry-after': '120' });
      return { tasks: [record(e, 'succeeded')], inputs: { timeout: '3s' } };
    });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    expect(step.emulator.requests).toHaveLength(1);
    expect(step.outputs['results']).toContain('HTTP 429');
  });

  it('120 s of a timeout of 119 s, in virtual time', async ({ expect }) => {
    const outcome = await afterFirst(http(429, '', { 'retry-after': '120' }), '119s');
    expect(timesOf(outcome)).toEqual([0]);
    expect(statesOf(outcome)).toEqual(['timed-out']);
    expect(outcome.elapsedMs).toBe(119_000);
  });

  it('120 s of a timeout of 120 s, in virtual time: the last look is just in time', async ({ expect }) => {
    const outcome = await afterFirst(http(429, '', { 'retry-after': '120' }), '120s');
    expect(timesOf(outcome)).toEqual([0, 120_000]);
    expect(statesOf(outcome)).toEqual(['succeeded']);
  });
});

describe('row 18: a Retry-After that is a date, in the past, no number or enormous → read, or left aside, or the deadline', () => {
  const date = 'Mon, 16 Mar 2026 08:00:00 GMT';
  /** What the back-off after a first fault is, without a wish. */
  const BACKOFF = 750;
  const rows: readonly (readonly [string, Readonly<Record<string, string>>, number])[] = [
    ['a date 2 min ahead', { date, 'retry-after': 'Mon, 16 Mar 2026 08:02:00 GMT' }, 120_500],
    ['a date an hour ago', { date, 'retry-after': 'Mon, 16 Mar 2026 07:00:00 GMT' }, BACKOFF],
    ['a date, and no Date of the server', { 'retry-after': 'Mon, 16 Mar 2026 08:02:00 GMT' }, BACKOFF],
    ['negative', { date, 'retry-after': '-120' }, BACKOFF],
    ['a word', { date, 'retry-after': 'abc' }, BACKOFF],
    ['a number written as 1e9', { date, 'retry-after': '1e9' }, BACKOFF],
    ['zero', { date, 'retry-after': '0' }, BACKOFF],
    ['less than the back-off', { 'x-acs-retry-after': '1' }, BACKOFF],
  ];
  it.for(rows)('%s, in virtual time', async ([, headers, waits], { expect }) => {
    const outcome = await afterFirst(http(429, '', headers));
    expect(timesOf(outcome)).toEqual([0, waits]);
    expect(statesOf(outcome)).toEqual(['succeeded']);
  });

  it.for([
    ['a thousand million', '1000000000'],
    ['a number of 400 digits', '9'.repeat(400)],
  ] as const)('%s, in virtual time', async ([, wish], { expect }) => {
    const outcome = await afterFirst(http(429, '', { 'retry-after': wish }));
    expect(timesOf(outcome)).toEqual([0]);
    expect(statesOf(outcome)).toEqual(['timed-out']);
    expect(outcome.elapsedMs).toBe(30 * 60_000);
  });

  it.concurrent('a date 3 s ahead of that of the server', async ({ expect }) => {
    const step = await onceThrottled(
      faults.httpError(429, '', { date, 'retry-after': 'Mon, 16 Mar 2026 08:00:03 GMT' }),
    );
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(gapOf(step)).toBeGreaterThanOrEqual(THREE_SECONDS);
  });

  it.concurrent.for(['-5', 'abc', '1e9', 'Mon, 16 Mar 2020 08:00:00 GMT'])(
    '%s is left aside',
    async (wish, { expect }) => {
      const step = await onceThrottled(faults.httpError(429, '', { 'retry-after': wish }));
      expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
      expect(step.emulator.requests).toHaveLength(2);
    },
  );

  it.concurrent('a thousand million seconds', async ({ expect }) => {
    const step = await play((e) => {
      e.rules.hook = () => faults.httpError(429, '', { 'retry-after': '1000000000' });
      return { tasks: [publishTask(e, [OVER])], inputs: { timeout: '2s' } };
    });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    expect(step.emulator.requests).toHaveLength(1);
  });
});
