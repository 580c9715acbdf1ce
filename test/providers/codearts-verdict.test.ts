import { describe, expect, it } from 'vitest';

import {
  type DeployTaskDetail,
  DeployTaskDetail as DetailShape,
  foreign,
  type Held,
  numberOurs,
  type RecordState,
  readHeld,
  readLast,
  readRecord,
} from '../../src/providers/codearts-verdict.ts';
import { type Seen, seen, unreachable } from '../../src/task.ts';

const record = (status: string | null | undefined, overrides: Partial<RecordState> = {}): RecordState => ({
  status: 'success',
  result: { record_id: 'ours', task_id: 'task', status, start_time: '10:00', end_time: '' },
  ...overrides,
});
const last = (
  execution_state: string | null | undefined,
  release_id: string | number | null | undefined,
): DeployTaskDetail => ({ task_id: 'task', execution_state, release_id, execution_time: '10:00' });

const NONE = 'there is no execution yet (no execution_state)';

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
    expect(readRecord(record(status), 'task', 'ours')).toStrictEqual(observation);
  });

  it.each([
    [undefined, 'the answer\'s own status is "nothing" instead of "success"'],
    [null, 'the answer\'s own status is "nothing" instead of "success"'],
    ['error', 'the answer\'s own status is "error" instead of "success"'],
  ])('in an answer that says %s is nothing: %s', (status, reason) => {
    expect(readRecord(record('succeeded', { status }), 'task', 'ours')).toEqual(unreachable(reason));
  });

  it('of another record or task is nothing', () => {
    expect(foreign).toEqual(unreachable('an answer about another task or execution'));
    expect(readRecord(record('succeeded'), 'task', 'theirs')).toBe(foreign);
    expect(readRecord(record('succeeded'), 'other', 'ours')).toBe(foreign);
  });
});

describe('what the last execution says', () => {
  const execution = (
    number: number,
    state: Seen['state'],
    word: string,
    reason = `execution ${number}${state === 'succeeded' ? ' has succeeded' : ''}`,
  ): Seen =>
    seen(state, word, reason, [
      {
        name: `execution ${number}`,
        state,
        providerState: word,
        reason: '',
        times: { execution_time: '10:00' },
      },
    ]);
  const skipped = ' (numbers after 7 were skipped: it may not be the one that was started)';
  const bare = (reason: string, state: Seen['state'] = 'pending', word = ''): Seen =>
    seen(state, word, reason);

  it.each<
    [
      what: string,
      answer: DeployTaskDetail,
      after: bigint | undefined,
      ours: bigint | undefined,
      settles: boolean,
      observation: Seen,
      next: bigint | undefined,
    ]
  >([
    ['the next', last('running', 8), 7n, undefined, false, execution(8, 'running', 'running'), 8n],
    ['the next, as text', last('failed', '8'), 7n, undefined, true, execution(8, 'failed', 'failed'), 8n],
    [
      'the one after the next',
      last('succeeded', 9),
      7n,
      undefined,
      false,
      execution(9, 'succeeded', 'succeeded', `execution 9 has succeeded${skipped}`),
      9n,
    ],
    ['ours again', last('succeeded', 8), 7n, 8n, true, execution(8, 'succeeded', 'succeeded'), 8n],
    [
      'the one before',
      last('succeeded', 7),
      7n,
      undefined,
      false,
      bare('not started yet: the last execution is still number 7 (succeeded)'),
      undefined,
    ],
    [
      'an older one after ours',
      last('succeeded', 7),
      7n,
      8n,
      false,
      bare('the answer is older than execution 8: it speaks of number 7', 'running'),
      8n,
    ],
    [
      'a newer one after ours',
      last('succeeded', 9),
      7n,
      8n,
      false,
      {
        ...execution(
          9,
          'superseded',
          'succeeded',
          'execution 9 (succeeded) took the place of ours, number 8',
        ),
        parts: [
          { name: 'execution 9', state: 'succeeded', providerState: 'succeeded', reason: '', times: {} },
        ],
      },
      8n,
    ],
    [
      'whichever',
      last('succeeded', 3),
      undefined,
      undefined,
      false,
      execution(3, 'succeeded', 'succeeded'),
      3n,
    ],
    [
      'a newer one of whichever',
      last('succeeded', 4),
      undefined,
      3n,
      false,
      execution(4, 'succeeded', 'succeeded'),
      4n,
    ],
    [
      'a newer one of whichever, that must hold',
      last('succeeded', 4),
      undefined,
      3n,
      true,
      {
        ...execution(
          4,
          'succeeded',
          'succeeded',
          'execution 4 (succeeded) is the last one now, instead of number 3',
        ),
        state: 'running',
      },
      4n,
    ],
    [
      'a newer one of whichever, that failed',
      last('failed', 4),
      undefined,
      3n,
      true,
      execution(4, 'failed', 'failed', 'execution 4 (failed) is the last one now, instead of number 3'),
      4n,
    ],
    ['none', last(undefined, undefined), undefined, 3n, false, bare(NONE), 3n],
    [
      'one that was never executed',
      last('not_executed', null),
      7n,
      undefined,
      false,
      seen('pending', 'not_executed', NONE, [
        {
          name: 'the last execution',
          state: 'pending',
          providerState: 'not_executed',
          reason: '',
          times: {},
        },
      ]),
      undefined,
    ],
    [
      'one without a number',
      last('succeeded', null),
      7n,
      undefined,
      false,
      bare('the answer says succeeded, but not of which execution (no release_id)', 'running', 'succeeded'),
      undefined,
    ],
  ])('%s', (_what, answer, after, ours, settles, observation, next) => {
    expect(readLast(answer, after, ours, settles)).toStrictEqual({ observation, ours: next });
  });

  it.each(['8x', 'x8', '', ' 8', '-8'])('is another shape with the number %j', (release_id) => {
    expect(DetailShape.safeParse(last('succeeded', release_id)).success).toBe(false);
  });
});

describe('the number of our execution', () => {
  it.each<[state: string | null, release: number | null, held: Held, number: bigint | undefined]>([
    ['running', 8, {}, 8n],
    ['pending', 8, {}, 8n],
    ['succeeded', 8, {}, undefined],
    [null, 8, {}, undefined],
    ['running', null, {}, undefined],
    ['running', 9, { number: 8n }, 8n],
  ])('while it goes on and the task says %s of %s: from %o it is %s', (state, release, held, number) => {
    expect(numberOurs(last(state, release), held).number).toBe(number);
  });
});

describe('a success that must hold', () => {
  const success = seen('succeeded', 'succeeded', 'record ours');
  const doubt = (number: number, word: string): Seen => ({
    ...success,
    state: 'running',
    reason: `our record has succeeded, but the task's last execution, number ${number}, is ${word}`,
  });
  const gone = (number: number, word: string): Seen => ({
    ...success,
    state: 'superseded',
    reason: `execution ${number} (${word}) began after ours had succeeded`,
  });
  it.each<[what: string, answer: DeployTaskDetail, held: Held, observation: unknown, next: Held]>([
    ['is confirmed by the task', last('succeeded', 8), {}, success, { number: 8n }],
    ['is confirmed by the same number', last('succeeded', '8'), { number: 8n }, success, { number: 8n }],
    [
      'is in doubt while another state is told',
      last('running', 8),
      {},
      doubt(8, 'running'),
      { doubted: { number: 8n, looks: 1 } },
    ],
    [
      'is in doubt for a second look',
      last('running', 8),
      { doubted: { number: 8n, looks: 1 } },
      doubt(8, 'running'),
      { doubted: { number: 8n, looks: 2 } },
    ],
    [
      'is lost with the third',
      last('running', 8),
      { doubted: { number: 8n, looks: 2 } },
      gone(8, 'running'),
      { doubted: { number: 8n, looks: 2 } },
    ],
    [
      'is confirmed at the third',
      last('succeeded', 8),
      { doubted: { number: 8n, looks: 2 } },
      success,
      { number: 8n, doubted: { number: 8n, looks: 2 } },
    ],
    [
      'is in doubt however long its own number is told in another state',
      last('running', 8),
      { number: 8n, doubted: { number: 8n, looks: 9 } },
      doubt(8, 'running'),
      { number: 8n, doubted: { number: 8n, looks: 10 } },
    ],
    [
      'is in doubt anew with an older number',
      last('running', 6),
      { doubted: { number: 8n, looks: 2 } },
      doubt(6, 'running'),
      { doubted: { number: 6n, looks: 1 } },
    ],
    ['is lost to a newer number', last('failed', 9), { number: 8n }, gone(9, 'failed'), { number: 8n }],
    [
      'is lost to a newer number than the doubtful one',
      last('succeeded', 9),
      { doubted: { number: 8n, looks: 1 } },
      gone(9, 'succeeded'),
      { doubted: { number: 8n, looks: 1 } },
    ],
    [
      'is not judged by an older number',
      last('succeeded', 7),
      { number: 8n },
      unreachable('the task still tells of execution 7, before ours'),
      { number: 8n },
    ],
    [
      'is not judged without a number',
      last('succeeded', null),
      { number: 8n },
      unreachable('the task does not tell its last execution (no release_id)'),
      { number: 8n },
    ],
    [
      'is in doubt without a state',
      last(null, 8),
      { number: 8n },
      doubt(8, 'unknown'),
      { number: 8n, doubted: { number: 8n, looks: 1 } },
    ],
  ])('%s', (_what, answer, held, observation, next) => {
    expect(readHeld(success, answer, held)).toEqual({ observation, held: next });
  });
});
