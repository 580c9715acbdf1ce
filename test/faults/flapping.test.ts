import { describe, it } from 'vitest';

import {
  DEPLOYED,
  deployed,
  execution,
  item,
  job,
  lastExecution,
  type Make,
  OURS,
  OVER,
  publishTask,
  record,
  release,
  version,
} from '../dist/entries.ts';
import { one, play } from '../dist/scene.ts';
import { type Emulator, inTurn } from '../emulator/index.ts';

/** What each look finds: a success, or that it is not over. */
type Looks = readonly [boolean, ...boolean[]];

const HOLDS_AT_LAST: Looks = [true, false, true, false, true];
const NEVER_HOLDS: Looks = [true, false, true, false, true, false, true, false, true, false];

function each<T>([first, ...rest]: Looks, yes: T, no: T): readonly [T, ...T[]] {
  return [first ? yes : no, ...rest.map((is) => (is ? yes : no))];
}

/** Each provider, and how many requests a look takes where it finds a success. */
const cases: readonly (readonly [
  what: string,
  requests: number,
  make: (e: Emulator, looks: Looks) => ReturnType<Make>,
])[] = [
  ['a publish task', 1, (e, looks) => publishTask(e, ...each(looks, [OVER], [deployed('RUNNING')]))],
  ['a version', 2, (e, looks) => version(e, ...each(looks, [item(OURS, 'ONLINE')], [item(OURS, 'x')]))],
  [
    'a release task',
    2,
    (e, looks) =>
      release(
        e,
        ...each(
          looks,
          { status: 'SUCCESS', jobs: DEPLOYED },
          { status: 'x', jobs: [job('cart', 'RUNNING'), job('search', 'SUCCEEDED')] },
        ),
      ),
  ],
  [
    'a record',
    1,
    (e, looks) => {
      const entry = record(e, 'pending');
      const result = (status: string): object => ({ record_id: 'ours', task_id: 'task', status });
      // A record that fell behind what the task has shown would make that an execution before ours.
      const until = looks.slice(0, looks.indexOf(true)).map(() => result('pending'));
      e.codearts.task('task', {
        last: inTurn(...each(looks, execution('succeeded', 8), execution('running', 8))),
        records: { ours: inTurn(until[0] ?? result('succeeded'), ...until.slice(1), result('succeeded')) },
      });
      return entry;
    },
  ],
  [
    'the last execution',
    1,
    (e, looks) =>
      lastExecution(e, inTurn(...each(looks, execution('succeeded', 8), execution('pending', 8))), {
        'after-release': '7',
      }),
  ],
];

describe('row 59: a state that flaps between success and not → a success must hold for the whole window', () => {
  it.concurrent.for(cases)('%s, which holds at last', async ([, , make], { expect }) => {
    const step = await play((e) => one(make(e, HOLDS_AT_LAST), { settle: '2s' }));
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    const [result] = JSON.parse(step.outputs['results'] ?? '');
    expect(result.duration_seconds).toBeGreaterThanOrEqual(6);
  });

  it.concurrent.for(cases)('%s, which never holds', async ([, , make], { expect }) => {
    const step = await play((e) => one(make(e, NEVER_HOLDS), { settle: '2s', timeout: '4s' }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
  });
});

describe('row 59: a state that flaps, without a window → the first success of ours ends it', () => {
  it.concurrent.for(cases)('%s', async ([, requests, make], { expect }) => {
    const step = await play((e) => one(make(e, [false, ...HOLDS_AT_LAST])));
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(step.emulator.requests).toHaveLength(2 * requests);
  });
});
