import { describe, expect, it } from 'vitest';

import { EXECUTION_STATE, foreign, RecordState } from '../../src/providers/codearts-execution.ts';
import type { Place } from '../../src/providers/codearts-number.ts';
import { readHeld, readRecord } from '../../src/providers/codearts-record.ts';
import type { IsOurs } from '../../src/providers/identity.ts';
import { type Seen, seen, unreachable } from '../../src/task.ts';

const record = (status: string | null | undefined, overrides: Partial<RecordState> = {}): RecordState => ({
  status: 'success',
  result: { record_id: 'ours', task_id: 'task', status, start_time: '10:00', end_time: '' },
  ...overrides,
});

/** Ids that are compared to the letter. */
const isOurs: IsOurs = (_operation, ...ids) => ids.every(([, ours, theirs]) => theirs === ours);

const NONE = 'there is no execution yet (no execution_state)';

const NO_STATUS = 'the answer has no status of its own beside "result", which must be "success"';
const CONTRADICTS = (code: string): string =>
  `the answer contradicts itself: status "succeeded" beside error_code "${code}"`;

describe('what a record says', () => {
  const part = (state: Seen['state'], providerState: string): Seen['parts'][number] => ({
    name: 'record ours',
    state,
    providerState,
    reason: '',
    times: { start_time: '10:00' },
  });
  it.each([
    ['running', seen('running', 'running', 'record ours', [part('running', 'running')])],
    [
      'succeeded',
      seen('succeeded', 'succeeded', 'record ours has succeeded', [part('succeeded', 'succeeded')]),
    ],
    ['not_executed', seen('pending', 'not_executed', NONE, [part('pending', 'not_executed')])],
    ['paused', seen('running', 'paused', 'record ours', [part('running', 'paused')], ['paused'])],
    ['', seen('pending', '', NONE)],
    [null, seen('pending', '', NONE)],
    [undefined, seen('pending', '', NONE)],
  ])('%s', (status, observation) => {
    expect(readRecord(record(status), 'task', 'ours', isOurs)).toStrictEqual(observation);
  });

  it.each([
    [undefined, NO_STATUS],
    [null, NO_STATUS],
    ['error', 'the answer\'s own status is "error" instead of "success"'],
  ])('in an answer that says %s is nothing: %s', (status, reason) => {
    expect(readRecord(record('succeeded', { status }), 'task', 'ours', isOurs)).toEqual(unreachable(reason));
  });

  it.each([
    ['succeeded', 'Deploy.0001', unreachable(CONTRADICTS('Deploy.0001'))],
    ['succeeded', 500, unreachable(CONTRADICTS('500'))],
    ['succeeded', { code: 1 }, unreachable(CONTRADICTS('(object)'))],
    ['succeeded', '', { state: 'succeeded' }],
    ['succeeded', null, { state: 'succeeded' }],
    ['succeeded', '0', { state: 'succeeded' }],
    ['succeeded', 0, { state: 'succeeded' }],
    ['failed', 'Deploy.0001', { state: 'failed' }],
    ['running', 'Deploy.0001', { state: 'running' }],
  ])('%s beside the error code %j', (status, error_code, observation) => {
    const answer = RecordState.parse({
      status: 'success',
      result: { record_id: 'ours', status, error_code },
    });
    expect(readRecord(answer, 'task', 'ours', isOurs)).toMatchObject(observation);
  });

  it('may leave out its task', () => {
    const result = { record_id: 'ours', status: 'succeeded' };
    expect(readRecord({ status: 'success', result }, 'task', 'ours', isOurs)).toMatchObject({
      state: 'succeeded',
    });
  });

  it('of another record or task is nothing', () => {
    expect(foreign).toEqual(unreachable('an answer about another task or execution'));
    expect(readRecord(record('succeeded'), 'task', 'theirs', isOurs)).toBe(foreign);
    expect(readRecord(record('succeeded'), 'other', 'ours', isOurs)).toBe(foreign);
  });
});

describe('a success beside the last execution', () => {
  const success = seen('succeeded', 'succeeded', 'record ours has succeeded');
  const held = (status: string, place: Place | undefined): Seen =>
    readHeld(success, { number: 8n, status }, place);
  const but = (reason: string): Seen => ({
    ...success,
    state: 'running',
    reason: `record ours has succeeded, ${reason}`,
  });
  const STATUSES = [...Object.keys(EXECUTION_STATE), '', 'paused'];
  const LATER = {
    pending: 'running',
    not_executed: 'running',
    '': 'running',
    paused: 'running',
    not_started: 'succeeded',
    running: 'superseded',
    succeeded: 'superseded',
    failed: 'superseded',
    timeout: 'superseded',
    abort: 'superseded',
  };

  it.each(Object.entries(LATER))('one after ours that is "%s": %s', (status, state) => {
    expect(held(status, 'after').state).toBe(state);
    expect(STATUSES).toContain(status);
    expect(Object.keys(LATER)).toHaveLength(STATUSES.length);
  });

  it.each(STATUSES)('as long as ours is "%s" itself', (status) => {
    expect(held(status, 'ours').state).toBe(status === 'succeeded' ? 'succeeded' : 'running');
  });

  it.each(STATUSES)(
    'one before ours, another one, and one of which nothing is known, "%s": running',
    (status) => {
      for (const place of ['before', 'another', undefined] as const) {
        expect(held(status, place).state).toBe('running');
      }
    },
  );

  it.each<[status: string, place: Place | undefined, observation: Seen]>([
    ['succeeded', 'ours', success],
    ['running', 'ours', but('but the task still shows its execution, number 8 (running), otherwise')],
    ['failed', 'before', but("but the task's last execution is still number 8 (failed), a previous one")],
    [
      'failed',
      'another',
      but("but the task's last execution, number 8 (failed), is another one, and may be newer"),
    ],
    [
      '',
      undefined,
      but("but the task's last execution, number 8 (no status), is not known to be this deployment yet"),
    ],
    ['pending', 'after', but('but a newer execution, number 8 (pending), may replace it')],
    [
      'not_started',
      'after',
      {
        ...success,
        reason: 'record ours has succeeded; a newer execution, number 8 (not_started), never began',
      },
    ],
    [
      'running',
      'after',
      {
        ...success,
        state: 'superseded',
        reason: 'a newer execution, number 8 (running), replaced this deployment, which had succeeded',
      },
    ],
  ])('%s, %s, says why', (status, place, observation) => {
    expect(held(status, place)).toStrictEqual(observation);
  });
});
