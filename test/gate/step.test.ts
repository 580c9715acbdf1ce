import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { giveUpAt, type Next, step } from '../../src/gate/step.ts';
import { BEFORE, type Patience, type Waiting } from '../../src/gate/waiting.ts';
import {
  type Absent,
  ENDED_STATES,
  isOpen,
  type Observation,
  OPEN_STATES,
  type Refused,
  type Seen,
  type TaskState,
  type Unreachable,
} from '../../src/task.ts';
import { patienceOf, seen } from '../builders.ts';
import { atMost } from '../runs.ts';

const MINUTE = 60_000;

const absent = (overrides: Partial<Absent> = {}): Absent => ({
  kind: 'absent',
  providerState: 'NotFoundTask',
  reason: 'HTTP 400 NotFoundTask',
  ...overrides,
});

const running = (retryAfterMs?: number): Seen =>
  seen('running', retryAfterMs === undefined ? {} : { retryAfterMs });

const fault = (overrides: Partial<Unreachable> = {}): Unreachable => ({
  kind: 'unreachable',
  reason: 'HTTP 502',
  throttled: false,
  retryAfterMs: 0,
  ...overrides,
});

const refused = (overrides: Partial<Refused> = {}): Refused => ({
  kind: 'refused',
  providerState: 'NoPermission',
  reason: 'grant it',
  ...overrides,
});

const tentative = (state: Seen['state']): Seen => seen(state, { tentative: true });
const hopeless = (): Unreachable => fault({ reason: 'the host x does not exist', hopelessAfterMs: 30_000 });

/** Seconds since the gate began, and what the look that ended then saw. */
type Look = readonly [seconds: number, observation: Observation];

const FIRST: Waiting = { ...BEFORE, lookedSince: 0 };

/** Steps through all looks; none of them but the last may end the waiting. */
function watch(
  looks: readonly Look[],
  patience: Patience,
  random = 0.5,
): { readonly waiting: Waiting; readonly next: Next } {
  let at: { readonly waiting: Waiting; readonly next: Next } = {
    waiting: FIRST,
    next: { kind: 'again', delayMs: 0, atLeastMs: 0 },
  };
  for (const [seconds, observation] of looks) {
    if (at.next.kind !== 'again')
      throw new Error(`over before the look at ${seconds} s: ${at.waiting.reason}`);
    at = step(at.waiting, observation, seconds * 1000, patience, random);
  }
  return at;
}

interface Row {
  readonly what: string;
  readonly looks: readonly Look[];
  readonly patience?: Partial<Patience>;
  readonly state: TaskState;
  readonly next: Next['kind'];
  readonly reason?: RegExp;
}

function check({ looks, patience, state, next, reason }: Row): void {
  const result = watch(looks, patienceOf(patience));
  expect({ state: result.waiting.state, next: result.next.kind }).toEqual({ state, next });
  if (reason !== undefined) expect(result.waiting.reason).toMatch(reason);
}

describe('a state that a look sees', () => {
  it.each(OPEN_STATES)('%s is watched on', (state) => {
    check({ what: state, looks: [[1, seen(state)]], state, next: 'again' });
  });

  it.each(ENDED_STATES)('%s ends the task at once', (state) => {
    check({ what: state, looks: [[1, seen(state)]], state, next: 'end' });
  });

  it.each(ENDED_STATES)('%s ends it after open states, too', (state) => {
    const looks: readonly Look[] = [
      [0, seen('pending')],
      [1, seen('running')],
      [2, fault()],
      [3, seen(state)],
    ];
    check({ what: state, looks, state, next: 'end' });
  });

  it('is told with the words of the provider', () => {
    const part = {
      name: 'a',
      state: 'failed',
      providerState: 'FAIL',
      reason: 'no quota',
      times: {},
    } as const;
    const look = seen('failed', { providerState: 'FAIL', reason: 'a: no quota', parts: [part] });
    expect(watch([[1, look]], patienceOf()).waiting).toMatchObject({
      providerState: 'FAIL',
      reason: 'a: no quota',
      parts: [part],
    });
  });

  it('ends in error when the provider refuses, with its words', () => {
    const { waiting, next } = watch([[1, refused()]], patienceOf());
    expect(waiting).toMatchObject({ state: 'error', providerState: 'NoPermission', reason: 'grant it' });
    expect(next.kind).toBe('end');
  });
});

describe('an unknown id', () => {
  const rows: readonly Row[] = [
    {
      what: 'is pending at first',
      looks: [[5, absent()]],
      state: 'pending',
      next: 'again',
      reason: /NotFoundTask/,
    },
    {
      what: 'is waited for until just before the grace ends',
      looks: [
        [5, absent()],
        [64.999, absent()],
      ],
      state: 'pending',
      next: 'again',
    },
    {
      what: 'is an error when the grace ends',
      looks: [
        [5, absent()],
        [65, absent()],
      ],
      state: 'error',
      next: 'end',
      reason: /unknown to the provider/,
    },
    {
      what: 'is an error after the grace',
      looks: [
        [5, absent()],
        [300, absent()],
      ],
      state: 'error',
      next: 'end',
    },
    {
      what: 'that was found before has disappeared',
      looks: [
        [0, seen('running')],
        [10, absent()],
        [70, absent()],
      ],
      state: 'error',
      next: 'end',
      reason: /disappeared/,
    },
    {
      what: 'that was found before gets a whole grace of its own',
      looks: [
        [0, absent()],
        [59, seen('running')],
        [61, absent()],
        [120.999, absent()],
        [121, seen('succeeded')],
      ],
      state: 'succeeded',
      next: 'end',
    },
    {
      what: 'has its grace start again after a fault, which has found nothing',
      looks: [
        [0, absent()],
        [30, fault()],
        [60, absent()],
        [119, absent()],
      ],
      state: 'pending',
      next: 'again',
    },
    {
      what: 'has its grace end after looks in a row, whatever was before them',
      looks: [
        [0, absent()],
        [30, fault()],
        [60, absent()],
        [120, absent()],
      ],
      state: 'error',
      next: 'end',
    },
    {
      what: 'is not judged by a fault after the grace',
      looks: [
        [0, absent()],
        [90, fault()],
      ],
      state: 'pending',
      next: 'again',
    },
    {
      what: 'has its grace start again after it was found',
      looks: [
        [0, absent()],
        [30, seen('pending')],
        [60, absent()],
        [119, absent()],
      ],
      state: 'running',
      next: 'again',
    },
    {
      what: 'without any grace is an error at once',
      patience: { notFoundGraceMs: 0 },
      looks: [[0, absent()]],
      state: 'error',
      next: 'end',
    },
    {
      what: 'with a grace beyond the deadline times out',
      patience: { notFoundGraceMs: 60 * MINUTE },
      looks: [
        [0, absent()],
        [1800, absent()],
      ],
      state: 'timed-out',
      next: 'end',
      reason: /NotFoundTask/,
    },
  ];
  it.each(rows)('$what', check);
});

describe('a doubtful end', () => {
  const rows: readonly Row[] = [
    { what: 'is running at first', looks: [[3, tentative('rolled-back')]], state: 'running', next: 'again' },
    {
      what: 'is running until just before the grace ends',
      looks: [
        [3, tentative('rolled-back')],
        [62.999, tentative('rolled-back')],
      ],
      state: 'running',
      next: 'again',
    },
    {
      what: 'counts when every look of a grace has said it',
      looks: [
        [3, tentative('rolled-back')],
        [63, tentative('rolled-back')],
      ],
      state: 'rolled-back',
      next: 'end',
    },
    {
      what: 'counts as superseded likewise',
      looks: [
        [3, tentative('superseded')],
        [63, tentative('superseded')],
      ],
      state: 'superseded',
      next: 'end',
    },
    {
      what: 'has its grace start again after a fault, which has found nothing',
      looks: [
        [3, tentative('rolled-back')],
        [30, fault()],
        [63, tentative('rolled-back')],
        [122, tentative('rolled-back')],
      ],
      state: 'running',
      next: 'again',
    },
    {
      what: 'has its grace end after looks in a row, whatever was before them',
      looks: [
        [3, tentative('rolled-back')],
        [30, fault()],
        [63, tentative('rolled-back')],
        [123, tentative('rolled-back')],
      ],
      state: 'rolled-back',
      next: 'end',
    },
    {
      what: 'has its grace start again after another state',
      looks: [
        [3, tentative('rolled-back')],
        [30, seen('running')],
        [63, tentative('rolled-back')],
      ],
      state: 'running',
      next: 'again',
    },
    {
      what: 'gives way to a success',
      looks: [
        [3, tentative('superseded')],
        [30, seen('succeeded')],
      ],
      state: 'succeeded',
      next: 'end',
    },
    {
      what: 'counts at once after a success was seen',
      patience: { settleMs: MINUTE },
      looks: [
        [3, seen('succeeded')],
        [4, tentative('rolled-back')],
      ],
      state: 'rolled-back',
      next: 'end',
    },
    {
      what: 'counts at once also when faults lie between',
      patience: { settleMs: MINUTE },
      looks: [
        [3, seen('succeeded')],
        [4, fault()],
        [5, tentative('superseded')],
      ],
      state: 'superseded',
      next: 'end',
    },
  ];
  it.each(rows)('$what', check);
});

describe('settle', () => {
  const settle = { settleMs: MINUTE };
  const rows: readonly Row[] = [
    {
      what: 'keeps the first success open',
      patience: settle,
      looks: [[10, seen('succeeded')]],
      state: 'running',
      next: 'again',
    },
    {
      what: 'keeps it open until just before the window ends',
      patience: settle,
      looks: [
        [10, seen('succeeded')],
        [69.999, seen('succeeded')],
      ],
      state: 'running',
      next: 'again',
    },
    {
      what: 'ends with a success at the end of the window',
      patience: settle,
      looks: [
        [10, seen('succeeded')],
        [70, seen('succeeded')],
      ],
      state: 'succeeded',
      next: 'end',
    },
    {
      what: 'ends with a success after the window, even with no look in between',
      patience: settle,
      looks: [
        [10, seen('succeeded')],
        [700, seen('succeeded')],
      ],
      state: 'succeeded',
      next: 'end',
    },
    {
      what: 'starts again after another state',
      patience: settle,
      looks: [
        [10, seen('succeeded')],
        [40, seen('pending')],
        [50, seen('succeeded')],
        [109.999, seen('succeeded')],
      ],
      state: 'running',
      next: 'again',
    },
    {
      what: 'ends a whole window after it started again',
      patience: settle,
      looks: [
        [10, seen('succeeded')],
        [40, seen('pending')],
        [50, seen('succeeded')],
        [110, seen('succeeded')],
      ],
      state: 'succeeded',
      next: 'end',
    },
    {
      what: 'starts again after the id was unknown',
      patience: settle,
      looks: [
        [10, seen('succeeded')],
        [40, absent()],
        [50, seen('succeeded')],
        [70, seen('succeeded')],
      ],
      state: 'running',
      next: 'again',
    },
    {
      what: 'does not start again after faults',
      patience: settle,
      looks: [
        [10, seen('succeeded')],
        [40, fault()],
        [60, fault()],
        [70, seen('succeeded')],
      ],
      state: 'succeeded',
      next: 'end',
    },
    {
      what: 'is not ended by a fault after the window',
      patience: settle,
      looks: [
        [10, seen('succeeded')],
        [100, fault()],
      ],
      state: 'running',
      next: 'again',
    },
    {
      what: 'shows a rollback within the window',
      patience: settle,
      looks: [
        [10, seen('succeeded')],
        [40, seen('rolled-back')],
      ],
      state: 'rolled-back',
      next: 'end',
    },
    {
      what: 'not over at the deadline times out, and says how far it came',
      patience: { ...settle, timeoutMs: 100_000 },
      looks: [
        [88, seen('succeeded')],
        [100, seen('succeeded')],
      ],
      state: 'timed-out',
      next: 'end',
      reason: /succeeded for 12 s of 60 s/,
    },
    {
      what: 'over at the deadline succeeds',
      patience: { ...settle, timeoutMs: 100_000 },
      looks: [
        [40, seen('succeeded')],
        [100, seen('succeeded')],
      ],
      state: 'succeeded',
      next: 'end',
    },
  ];
  it.each(rows)('$what', check);
});

describe('a success that is answered late', () => {
  const patience = patienceOf({ settleMs: MINUTE });
  const { waiting } = watch([[10, seen('succeeded')]], patience);

  it.each([
    { began: 69_999, state: 'running' },
    { began: 70_000, state: 'succeeded' },
  ])('counts from when it was asked for: at $began ms it is $state', ({ began, state }) => {
    const late = step({ ...waiting, lookedAt: began }, seen('succeeded'), 75_000, patience, 0.5);
    expect(late.waiting.state).toBe(state);
  });
});

describe('a task that has lost a part', () => {
  const lost = seen('running', { lost: 'failed', reason: 'api@RELEASE: no quota' });
  const rows: readonly Row[] = [
    { what: 'is watched on', looks: [[1, lost]], state: 'running', next: 'again' },
    {
      what: 'is failed at the deadline, not timed out',
      looks: [
        [1, lost],
        [1800, lost],
      ],
      state: 'failed',
      next: 'end',
      reason: /no quota/,
    },
    {
      what: 'is failed at the deadline also when the last look met a fault',
      looks: [
        [1, lost],
        [1800, fault()],
      ],
      state: 'failed',
      next: 'end',
      reason: /no quota/,
    },
    {
      what: 'is failed at the deadline also when later looks do not speak of the part',
      looks: [
        [1, lost],
        [2, seen('running')],
        [3, fault()],
        [1800, seen('pending')],
      ],
      state: 'failed',
      next: 'end',
    },
    {
      what: 'takes the provider’s word where that comes first',
      looks: [
        [1, lost],
        [2, seen('cancelled')],
      ],
      state: 'cancelled',
      next: 'end',
    },
  ];
  it.each(rows)('$what', check);
});

describe('a rollback that was seen', () => {
  it('ends as rolled back where something newer took its place', () => {
    const { waiting } = watch(
      [
        [1, seen('rolling-back')],
        [2, seen('superseded')],
      ],
      patienceOf(),
    );
    expect(waiting.state).toBe('rolled-back');
  });

  const rows: readonly Row[] = [
    {
      what: 'turns a later success into rolled-back',
      looks: [
        [1, seen('rolling-back')],
        [2, seen('succeeded')],
      ],
      state: 'rolled-back',
      next: 'end',
    },
    {
      what: 'does so also after other open states and faults',
      looks: [
        [1, seen('rolling-back')],
        [2, fault()],
        [3, seen('running')],
        [4, seen('pending')],
        [5, seen('succeeded')],
      ],
      state: 'rolled-back',
      next: 'end',
    },
    {
      what: 'does so also where success must hold',
      patience: { settleMs: MINUTE },
      looks: [
        [1, seen('rolling-back')],
        [2, seen('succeeded')],
      ],
      state: 'rolled-back',
      next: 'end',
    },
    {
      what: 'ends as rolled-back by the provider’s word',
      looks: [
        [1, seen('rolling-back')],
        [2, seen('rolled-back')],
      ],
      state: 'rolled-back',
      next: 'end',
    },
    {
      what: 'ends as failed where the rollback failed',
      looks: [
        [1, seen('rolling-back')],
        [2, seen('failed', { reason: 'rollback failed' })],
      ],
      state: 'failed',
      next: 'end',
      reason: /rollback failed/,
    },
    {
      what: 'is not forgotten while the id is unknown',
      looks: [
        [1, seen('rolling-back')],
        [2, absent()],
        [3, seen('succeeded')],
      ],
      state: 'rolled-back',
      next: 'end',
    },
    {
      what: 'times out at the deadline where it did not end',
      looks: [
        [1, seen('rolling-back')],
        [1800, seen('rolling-back')],
      ],
      state: 'timed-out',
      next: 'end',
      reason: /rolling-back/,
    },
  ];
  it.each(rows)('$what', check);
});

describe('a transient fault', () => {
  const rows: readonly Row[] = [
    { what: 'leaves a new task pending', looks: [[1, fault()]], state: 'pending', next: 'again' },
    {
      what: 'leaves a running task running',
      looks: [
        [1, seen('running')],
        [2, fault()],
      ],
      state: 'running',
      next: 'again',
    },
    {
      what: 'is survived ten times in a row',
      looks: [
        ...Array.from({ length: 10 }, (_, index): Look => [index * 5, fault()]),
        [50, seen('succeeded')] as const,
      ],
      state: 'succeeded',
      next: 'end',
    },
    {
      what: 'after all others times out with the last one, their number and since when',
      looks: [
        [600, fault({ reason: 'HTTP 500' })],
        [900, fault({ reason: 'connection reset' })],
        [1800, fault({ reason: 'HTTP 503' })],
      ],
      state: 'timed-out',
      next: 'end',
      reason: /\b3\b.*20m.*HTTP 503/,
    },
    {
      what: 'is counted from the last word of the provider',
      looks: [
        [600, fault()],
        [700, seen('running')],
        [900, fault()],
        [1800, fault({ reason: 'Throttling.User', throttled: true })],
      ],
      state: 'timed-out',
      next: 'end',
      reason: /\b2\b.*15m.*Throttling\.User/,
    },
  ];
  it.each(rows)('$what', check);

  it('at the deadline also names the state that was seen last', () => {
    const strange = seen('running', { providerState: 'SUPER_OK', unknown: ['SUPER_OK'] });
    const { waiting } = watch(
      [
        [1, strange],
        [1800, fault()],
      ],
      patienceOf(),
    );
    expect(waiting.reason).toContain('SUPER_OK');
  });
});

describe('a fault that is unlikely to pass', () => {
  const rows: readonly Row[] = [
    {
      what: 'is transient for 30 s',
      looks: [
        [5, hopeless()],
        [34.999, hopeless()],
      ],
      state: 'pending',
      next: 'again',
    },
    {
      what: 'is an error after 30 s that names it',
      looks: [
        [5, hopeless()],
        [35, hopeless()],
      ],
      state: 'error',
      next: 'end',
      reason: /the host x does not exist/,
    },
    {
      what: 'starts again after an answer',
      looks: [
        [5, hopeless()],
        [20, seen('running')],
        [21, hopeless()],
        [36, hopeless()],
      ],
      state: 'running',
      next: 'again',
    },
    {
      what: 'starts again after another fault',
      looks: [
        [5, hopeless()],
        [20, fault()],
        [21, hopeless()],
        [36, hopeless()],
      ],
      state: 'pending',
      next: 'again',
    },
  ];
  it.each(rows)('$what', check);
});

describe('an error code that no list names', () => {
  const unlisted = (): Unreachable =>
    fault({ reason: 'HTTP 400 X.New', hopelessAfterMs: 'grace', providerState: 'X.New' });
  const parameter = (): Unreachable => fault({ ...unlisted(), onceSeen: true });
  const wait = { wait: false };
  const rows: readonly Row[] = [
    {
      what: 'is borne for not-found-grace',
      looks: [
        [5, unlisted()],
        [64.999, unlisted()],
      ],
      state: 'pending',
      next: 'again',
    },
    {
      what: 'is an error after it',
      looks: [
        [5, unlisted()],
        [65, unlisted()],
      ],
      state: 'error',
      next: 'end',
      reason: /X\.New \(for 60 s\)/,
    },
    {
      what: 'about a parameter is an error at once',
      looks: [[0, parameter()]],
      state: 'error',
      next: 'end',
      reason: /X\.New$/,
    },
    {
      what: 'about a parameter is borne after a good answer',
      looks: [
        [0, seen('running')],
        [1, parameter()],
      ],
      state: 'running',
      next: 'again',
    },
    {
      what: 'is an error at the third attempt without waiting',
      patience: wait,
      looks: [
        [0, unlisted()],
        [1, unlisted()],
        [3, unlisted()],
      ],
      state: 'error',
      next: 'end',
      reason: /3 times/,
    },
    {
      what: 'among other faults leaves the task without waiting',
      patience: wait,
      looks: [
        [0, fault()],
        [1, unlisted()],
        [3, unlisted()],
      ],
      state: 'pending',
      next: 'leave',
    },
    {
      what: 'leaves the task without waiting where the time for attempts is over before the third',
      patience: wait,
      looks: [[30, unlisted()]],
      state: 'pending',
      next: 'leave',
    },
  ];
  it.each(rows)('$what', check);
});

describe('an unknown word', () => {
  it('times out at the end, naming the word', () => {
    const look = seen('running', { providerState: 'SUPER_OK', unknown: ['SUPER_OK'] });
    const looks: readonly Look[] = [
      [0, look],
      [1800, look],
    ];
    check({ what: 'word', looks, state: 'timed-out', next: 'end', reason: /SUPER_OK/ });
  });
});

describe('without waiting', () => {
  const wait = { wait: false };
  const rows: readonly Row[] = [
    {
      what: 'leaves a running task',
      patience: wait,
      looks: [[0, seen('running')]],
      state: 'running',
      next: 'leave',
    },
    {
      what: 'leaves a pending task',
      patience: wait,
      looks: [[0, seen('pending')]],
      state: 'pending',
      next: 'leave',
    },
    {
      what: 'leaves a rollback',
      patience: wait,
      looks: [[0, seen('rolling-back')]],
      state: 'rolling-back',
      next: 'leave',
    },
    {
      what: 'ends a success',
      patience: wait,
      looks: [[0, seen('succeeded')]],
      state: 'succeeded',
      next: 'end',
    },
    { what: 'ends a failure', patience: wait, looks: [[0, seen('failed')]], state: 'failed', next: 'end' },
    { what: 'ends a refusal in error', patience: wait, looks: [[0, refused()]], state: 'error', next: 'end' },
    {
      what: 'leaves an unknown id pending, with the reason',
      patience: wait,
      looks: [[0, absent()]],
      state: 'pending',
      next: 'leave',
      reason: /NotFoundTask/,
    },
    {
      what: 'leaves a doubtful end running',
      patience: wait,
      looks: [[0, tentative('rolled-back')]],
      state: 'running',
      next: 'leave',
    },
    {
      what: 'tries a second time',
      patience: wait,
      looks: [[0, fault()]],
      state: 'pending',
      next: 'again',
    },
    {
      what: 'tries a third time',
      patience: wait,
      looks: [
        [0, fault()],
        [1, fault()],
      ],
      state: 'pending',
      next: 'again',
    },
    {
      what: 'does not try a fourth time, and leaves the task pending with the fault',
      patience: wait,
      looks: [
        [0, fault()],
        [1, fault()],
        [3, fault({ reason: 'HTTP 503' })],
      ],
      state: 'pending',
      next: 'leave',
      reason: /HTTP 503/,
    },
    {
      what: 'takes the answer of the third attempt',
      patience: wait,
      looks: [
        [0, fault()],
        [1, fault()],
        [3, seen('succeeded')],
      ],
      state: 'succeeded',
      next: 'end',
    },
    {
      what: 'does not try again after 30 s',
      patience: wait,
      looks: [[30, fault()]],
      state: 'pending',
      next: 'leave',
      reason: /HTTP 502/,
    },
    {
      what: 'does not try again where the server’s wish reaches beyond 30 s',
      patience: wait,
      looks: [[1, fault({ reason: 'Throttling.User', throttled: true, retryAfterMs: 29_500 })]],
      state: 'pending',
      next: 'leave',
      reason: /Throttling\.User/,
    },
  ];
  it.each(rows)('$what', check);
});

it('the wish of the server counts also where the id is unknown', () => {
  const { next } = watch([[1, absent({ retryAfterMs: 8000 })]], patienceOf());
  expect(next).toEqual({ kind: 'again', delayMs: 8000, atLeastMs: 8000 });
});

it('the wish of the server counts also where all is well', () => {
  const { next } = watch([[1, seen('running', { retryAfterMs: 8000 })]], patienceOf());
  expect(next).toEqual({ kind: 'again', delayMs: 8000, atLeastMs: 8000 });
});

describe('at the deadline', () => {
  it('a success that had to hold is told with how long it has held, also when the last looks met faults', () => {
    const { waiting } = watch(
      [
        [88, seen('succeeded')],
        [95, fault()],
        [100, fault()],
      ],
      patienceOf({ timeoutMs: 100_000, settleMs: MINUTE }),
    );
    expect(waiting.state).toBe('timed-out');
    expect(waiting.reason).toContain('succeeded for 12 s of 60 s');
    expect(waiting.reason).toContain('the last 2 looks failed');
    expect(waiting.reason).not.toContain('succeeded for 0 s');
  });

  it('a part that failed is told with its own reason, whatever came after it', () => {
    const { waiting } = watch(
      [
        [10, seen('running', { lost: 'failed', reason: 'search: image not found' })],
        [100, seen('running', { reason: '1 of 3 components deployed' })],
      ],
      patienceOf({ timeoutMs: 100_000 }),
    );
    expect(waiting).toMatchObject({ state: 'failed', reason: expect.stringContaining('image not found') });
  });
});

describe('the time to the next look', () => {
  const delayOf = (looks: readonly Look[], patience: Partial<Patience> = {}, random = 0.5): number => {
    const { next } = watch(looks, patienceOf(patience), random);
    return next.kind === 'again' ? next.delayMs : Number.NaN;
  };

  it.each([
    ['an unknown id', absent(), {}],
    ['a doubtful end', tentative('rolled-back'), {}],
    ['a success that must hold', seen('succeeded'), { settleMs: 5_000 }],
  ])('is the interval that was given, also after %s', (_what, observation, patience) => {
    expect(delayOf([[1, observation]], { ...patience, intervalMs: 600_000 })).toBe(600_000);
  });

  it.each([
    { seconds: 0, ms: 1000 },
    { seconds: 10, ms: 1000 },
    { seconds: 20, ms: 1000 },
    { seconds: 40, ms: 2000 },
    { seconds: 100, ms: 5000 },
    { seconds: 200, ms: 10_000 },
    { seconds: 1500, ms: 10_000 },
  ])('is 5 % of $seconds s, within 1 s and 10 s', ({ seconds, ms }) => {
    expect(delayOf([[seconds, seen('running')]])).toBeCloseTo(ms);
  });

  it('differs by chance, so that many gates do not keep step', () => {
    const [low, high] = [0, 0.999].map((random) => delayOf([[100, seen('running')]], {}, random));
    expect(low).toBeLessThan(high ?? 0);
  });

  it.each([1000, 15_000, 600_000])('is a fixed interval of %i ms', (intervalMs) => {
    expect(delayOf([[100, seen('running')]], { intervalMs })).toBe(intervalMs);
  });

  it.each<[what: string, looks: readonly Look[], patience: Partial<Patience>, ms: number]>([
    ['a settle window ends', [[600, seen('succeeded')]], { settleMs: 4000 }, 4000],
    [
      'a settle window has nearly ended',
      [
        [600, seen('succeeded')],
        [603, seen('succeeded')],
      ],
      { settleMs: 4500 },
      1500,
    ],
    [
      'a settle window ends at once',
      [
        [600, seen('succeeded')],
        [603.9, seen('succeeded')],
      ],
      { settleMs: 4000 },
      1000,
    ],
    ['a grace of an unknown id ends', [[600, absent()]], { notFoundGraceMs: 4000 }, 4000],
    [
      'a grace of an unknown id has nearly ended',
      [
        [600, absent()],
        [602, absent()],
      ],
      { notFoundGraceMs: 4000 },
      2000,
    ],
    ['a grace of a doubtful end ends', [[600, tentative('superseded')]], { notFoundGraceMs: 4000 }, 4000],
    [
      'a grace of a doubtful end has nearly ended',
      [
        [600, tentative('superseded')],
        [602, tentative('superseded')],
      ],
      { notFoundGraceMs: 4000 },
      2000,
    ],
    ['nothing of that ends soon', [[600, seen('succeeded')]], { settleMs: 60_000 }, 10_000],
  ])('is cut to where %s', (_what, looks, patience, ms) => {
    expect(delayOf(looks, patience)).toBe(ms);
  });

  it.each([
    [4000, 0, 4000],
    [4000, 0.5, 4200],
    [60_000, 0.5, 60_500],
    [100, 0, 500],
  ])(
    'is the server’s wish of %i ms, and a little later by chance (%d): %i ms',
    (retryAfterMs, random, ms) => {
      const looks: readonly Look[] = [[1, fault({ retryAfterMs })]];
      expect(watch(looks, patienceOf(), random).next).toEqual({
        kind: 'again',
        delayMs: ms,
        atLeastMs: retryAfterMs,
      });
    },
  );

  it('of an unknown id is the server’s wish where that is longer', () => {
    const { next } = watch([[1, absent({ retryAfterMs: 7000 })]], patienceOf());
    expect(next).toEqual({ kind: 'again', delayMs: 7000, atLeastMs: 7000 });
  });

  const faults = (count: number): readonly Look[] =>
    Array.from({ length: count }, (_, index): Look => [index * 6, fault()]);

  it('is 0.5 s at least after the first fault', () => {
    expect(delayOf(faults(1), {}, 0)).toBe(500);
  });

  it.each([0, 0.25, 0.5, 0.999])('doubles with each fault in a row (chance %d)', (random) => {
    const [first, second, third] = [1, 2, 3].map((count) => delayOf(faults(count), {}, random));
    expect(second).toBeCloseTo(2 * (first ?? 0));
    expect(third).toBeCloseTo(4 * (first ?? 0));
  });

  it.each([4, 5, 8, 20])('never exceeds 5 s after %i faults, but comes near', (count) => {
    expect(delayOf(faults(count), {}, 0.999)).toBeLessThanOrEqual(5000);
    expect(delayOf(faults(count), {}, 0.999)).toBeGreaterThan(4500);
  });

  it('starts from the first back-off after an answer', () => {
    const looks: readonly Look[] = [...faults(5), [40, seen('running')], [41, fault()]];
    expect(delayOf(looks, {}, 0)).toBe(500);
  });

  it('has jitter after a fault', () => {
    expect(delayOf(faults(1), {}, 0)).toBeLessThan(delayOf(faults(1), {}, 0.999));
  });

  it('is the fault’s even where the interval is fixed', () => {
    expect(delayOf(faults(1), { intervalMs: 600_000 })).toBeLessThan(1001);
  });

  it.each([1, 3000, 20_000, 3_600_000])('is never under the server’s wish of %i ms', (retryAfterMs) => {
    const { next } = watch([[1, fault({ throttled: true, retryAfterMs })]], patienceOf(), 0);
    if (next.kind !== 'again') throw new Error('ended');
    expect(next.delayMs).toBeGreaterThanOrEqual(retryAfterMs);
    expect(next.atLeastMs).toBe(retryAfterMs);
  });
});

describe('a look whose end the machine slept over', () => {
  const patience = patienceOf({ timeoutMs: 100_000 });
  const lookedAt = (at: number): Waiting => ({ ...FIRST, lookedAt: at });

  it.each([
    ['that began before the deadline is made anew', 99_000, 102_500, running(), 'again'],
    ['that began at the deadline, too', 100_000, 4_000_000, running(), 'again'],
    ['that saw nothing, too', 99_000, 200_000, fault(), 'again'],
    ['ends with what it saw where that is an end', 99_000, 200_000, seen('succeeded'), 'end'],
    ['is the last where the server wishes to be left alone', 99_000, 200_000, running(1), 'end'],
    ['is the last where it was itself begun late', 102_500, 200_000, running(), 'end'],
  ] as const)('%s', (_what, at, now, observation, kind) => {
    const { waiting, next } = step(lookedAt(at), observation, now, patience, 0.5);
    expect(next.kind).toBe(kind);
    if (kind === 'again') expect(isOpen(waiting.state)).toBe(true);
    if (kind === 'again') expect(next).toEqual({ kind, delayMs: 0, atLeastMs: 0 });
  });

  it('is none that was just a little late', () => {
    expect(step(lookedAt(99_000), running(), 102_499, patience, 0.5).next.kind).toBe('end');
    expect(step(lookedAt(101_000), running(), 103_499, patience, 0.5).next.kind).toBe('end');
  });

  it('is given up 2 s after it began, where that was after the deadline', () => {
    expect(giveUpAt(lookedAt(200_000), patience)).toBe(202_000);
    expect(giveUpAt(lookedAt(50_000), patience)).toBe(102_000);
  });
});

describe('giving up a look', () => {
  it('happens 2 s after the deadline', () => {
    expect(giveUpAt(FIRST, patienceOf({ timeoutMs: 100_000 }))).toBe(102_000);
  });

  it('happens 30 s after the first attempt where nothing is waited for', () => {
    expect(giveUpAt({ ...FIRST, lookedSince: 7000 }, patienceOf({ wait: false }))).toBe(37_000);
  });
});

describe('without waiting, the 30 s after the first attempt', () => {
  const again = (elapsed: number, retryAfterMs: number, waiting: Waiting): string =>
    step(waiting, fault({ retryAfterMs }), elapsed, patienceOf({ wait: false }), 0).next.kind;
  const late: Waiting = { ...FIRST, lookedSince: 7000 };

  it.each([
    [8000, 28_999, 'again'],
    [8000, 29_000, 'leave'],
    [36_000, 600, 'again'],
    [36_999, 0, 'leave'],
  ])('at %i ms, with a wish of %i ms: %s', (elapsed, wish, kind) => {
    expect(again(elapsed, wish, late)).toBe(kind);
  });

  it('begin with the first look, whenever that was, or now', () => {
    expect(again(8000, 29_000, BEFORE)).toBe('again');
    expect(again(8000, 30_000, BEFORE)).toBe('leave');
    expect(giveUpAt(BEFORE, patienceOf({ wait: false }))).toBe(30_000);
    expect(giveUpAt(late, patienceOf({ wait: false, timeoutMs: 9000 }))).toBe(11_000);
  });
});

describe('what a look leaves behind', () => {
  it('is nothing of a lost part once success is seen', () => {
    const { waiting } = watch(
      [
        [10, seen('running', { lost: 'failed', reason: 'b: no image' })],
        [40, seen('succeeded')],
        [60, seen('succeeded')],
      ],
      patienceOf({ timeoutMs: 60_000, settleMs: 30_000 }),
    );
    expect(waiting).toMatchObject({ state: 'timed-out', lost: undefined });
  });

  it('is how long a success has held, and how long a doubt has to', () => {
    const settling = watch(
      [[10, seen('succeeded', { reason: 'all out' })]],
      patienceOf({ settleMs: 90_000 }),
    );
    expect(settling.waiting.reason).toBe('succeeded for 0 s of 90 s: all out');
    const doubtful = watch([[10, seen('superseded', { tentative: true, reason: 'offline' })]], patienceOf());
    expect(doubtful.waiting.reason).toBe('may be out of date, and counts after 60 s: offline');
  });

  it('is what to check, where the time is up before the grace of an unknown id', () => {
    const patience = patienceOf({ timeoutMs: 5_000, notFoundGraceMs: 60_000 });
    const ids = 'task-id is the id of the task';
    expect(
      watch(
        [
          [1, absent()],
          [5, absent({ ids })],
        ],
        patience,
      ).waiting,
    ).toMatchObject({
      state: 'timed-out',
      reason: `still pending after 5 s: not known to the provider yet (HTTP 400 NotFoundTask): check the region, and that ${ids}`,
    });
    expect(
      watch(
        [
          [1, seen('running')],
          [5, absent({ ids })],
        ],
        patience,
      ).waiting.reason,
    ).toBe('still running after 5 s: not known to the provider any more (HTTP 400 NotFoundTask)');
  });

  it('is whether the id was known before', () => {
    const patience = patienceOf({ notFoundGraceMs: 20_000 });
    expect(watch([[5, absent()]], patience).waiting.reason).toBe(
      'not known to the provider yet (HTTP 400 NotFoundTask)',
    );
    const gone = watch(
      [
        [1, seen('running')],
        [5, absent()],
      ],
      patience,
    );
    expect(gone.waiting.reason).toBe('not known to the provider any more (HTTP 400 NotFoundTask)');
    expect(
      watch(
        [
          [5, absent()],
          [30, absent()],
        ],
        patience,
      ).waiting.reason,
    ).toBe('unknown to the provider for 25 s (HTTP 400 NotFoundTask): check the region, and the id');
    expect(
      watch(
        [
          [1, seen('running')],
          [5, absent()],
          [30, absent()],
        ],
        patience,
      ).waiting.reason,
    ).toBe(
      'disappeared: known before, unknown to the provider for 25 s (HTTP 400 NotFoundTask); has somebody deleted it?',
    );
  });

  it('is since when a hopeless fault was met', () => {
    expect(
      watch(
        [
          [5, hopeless()],
          [40, hopeless()],
        ],
        patienceOf(),
      ).waiting,
    ).toMatchObject({
      state: 'error',
      reason: 'the host x does not exist (for 35 s)',
      faults: { count: 2, since: 5000, hopelessSince: 5000 },
    });
  });

  it.each<[state: Seen['state'], end: TaskState, reason: string]>([
    [
      'succeeded',
      'rolled-back',
      'a rollback was under way; the success that is reported now is not that of this deployment',
    ],
    ['cancelled', 'failed', 'rollback stopped: by hand'],
    ['superseded', 'rolled-back', 'by hand'],
    ['failed', 'failed', 'by hand'],
    ['rolled-back', 'rolled-back', 'by hand'],
    ['running', 'rolling-back', 'by hand'],
    ['pending', 'rolling-back', 'by hand'],
  ])('of a rollback under way is that %s means %s: %s', (state, end, reason) => {
    const { waiting } = watch(
      [
        [1, seen('rolling-back')],
        [2, seen(state, { reason: 'by hand' })],
      ],
      patienceOf(),
    );
    expect(waiting).toMatchObject({ state: end, reason });
  });
});

describe('laws', () => {
  const anySeen = fc
    .record(
      {
        state: fc.constantFrom(...OPEN_STATES, ...ENDED_STATES),
        lost: fc.constantFrom('failed' as const, 'cancelled' as const),
        tentative: fc.boolean(),
      },
      { requiredKeys: ['state'] },
    )
    .map(({ state, lost, tentative: doubtful }) => {
      // A lost part goes with an open state, and only a bad end is doubtful.
      const loses = lost !== undefined && isOpen(state);
      const doubts = doubtful === true && !isOpen(state) && state !== 'succeeded';
      return seen(state, { ...(loses ? { lost } : {}), ...(doubts ? { tentative: true } : {}) });
    });
  const anyFault = fc
    .record({ wish: fc.constantFrom(0, 0, 700, 45_000), hope: fc.boolean(), throttled: fc.boolean() })
    .map(({ wish, hope, throttled }) => ({
      ...(hope ? hopeless() : fault()),
      throttled,
      retryAfterMs: wish,
    }));
  const anyObservation: fc.Arbitrary<Observation> = fc.oneof(
    { weight: 6, arbitrary: anySeen },
    { weight: 2, arbitrary: fc.constant(seen('succeeded')) },
    { weight: 2, arbitrary: fc.constant(absent()) },
    { weight: 3, arbitrary: anyFault },
    { weight: 1, arbitrary: fc.constant(refused()) },
  );
  const anyPatience: fc.Arbitrary<Patience> = fc.record({
    timeoutMs: fc.integer({ min: 60_001, max: 7_200_000 }),
    wait: fc.constant(true),
    intervalMs: fc.constantFrom('auto' as const, 1000, 30_000),
    settleMs: fc.constantFrom(0, 0, 10_000, 60_000),
    notFoundGraceMs: fc.constantFrom(0, 20_000, 60_000),
    earlierMs: fc.constant(0),
  });
  const anyRandom = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  const anyLooks = fc.array(fc.tuple(fc.integer({ min: 0, max: 40_000 }), anyObservation), {
    maxLength: 12,
  });
  const runs = { numRuns: atMost(500) };

  interface Taken {
    readonly at: number;
    readonly observation: Observation;
    readonly waiting: Waiting;
    readonly next: Next;
  }

  /** All steps of a history until the one that ends it; gaps in ms between its looks. */
  function history(
    gaps: readonly (readonly [number, Observation])[],
    patience: Patience,
    random: number,
  ): readonly Taken[] {
    const taken: Taken[] = [];
    let at = 0;
    let waiting = FIRST;
    for (const [gap, observation] of gaps) {
      at += gap;
      const result = step(waiting, observation, at, patience, random);
      taken.push({ at, observation, ...result });
      if (result.next.kind !== 'again') break;
      waiting = result.waiting;
    }
    return taken;
  }

  it('a look at or after the deadline always ends the waiting', () => {
    fc.assert(
      fc.property(
        anyLooks,
        anyObservation,
        anyPatience,
        anyRandom,
        fc.nat(10_000),
        (looks, last, patience, random, late) => {
          const before = history(looks, patience, random).at(-1);
          if (before !== undefined && before.next.kind !== 'again') return;
          const { waiting, next } = step(
            before?.waiting ?? FIRST,
            last,
            Math.max(before?.at ?? 0, patience.timeoutMs + late),
            patience,
            random,
          );
          expect(next.kind).toBe('end');
          expect(isOpen(waiting.state)).toBe(false);
        },
      ),
      runs,
    );
  });

  it('waiting goes on exactly as long as the state is open', () => {
    fc.assert(
      fc.property(anyLooks, anyPatience, anyRandom, (looks, patience, random) => {
        for (const { waiting, next } of history(looks, patience, random)) {
          expect(next.kind === 'again').toBe(isOpen(waiting.state));
        }
      }),
      runs,
    );
  });

  it('delays keep their bounds and the server’s wish', () => {
    fc.assert(
      fc.property(anyLooks, anyPatience, anyRandom, (looks, patience, random) => {
        for (const { observation, next } of history(looks, patience, random)) {
          if (next.kind !== 'again') continue;
          const wish = observation.kind === 'unreachable' ? observation.retryAfterMs : 0;
          const most = patience.intervalMs === 'auto' ? 10_000 : patience.intervalMs;
          expect(next.atLeastMs).toBe(wish);
          expect(next.delayMs).toBeGreaterThanOrEqual(wish);
          if (observation.kind === 'unreachable') {
            expect(next.delayMs).toBeGreaterThanOrEqual(500);
            expect(next.delayMs).toBeLessThanOrEqual(Math.max(5000, wish + Math.min(1000, wish / 10)));
          } else {
            expect(next.delayMs).toBeGreaterThanOrEqual(1000);
            expect(next.delayMs).toBeLessThanOrEqual(most);
          }
        }
      }),
      runs,
    );
  });

  it('success needs a success that is seen at that very look, and an unbroken window where it must hold', () => {
    const successes = fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 25_000 }),
        fc.oneof(
          { weight: 5, arbitrary: fc.constant(seen('succeeded')) },
          { weight: 2, arbitrary: anyObservation },
        ),
      ),
      { maxLength: 15 },
    );
    fc.assert(
      fc.property(successes, anyPatience, anyRandom, (looks, patience, random) => {
        const taken = history(looks, patience, random);
        const last = taken.at(-1);
        if (last?.waiting.state !== 'succeeded') return;
        const { observation } = last;
        expect(observation.kind === 'seen' && observation.state === 'succeeded').toBe(true);
        const words = taken.filter((look) => look.observation.kind !== 'unreachable');
        const broken = words.findLastIndex(
          (look) => !(look.observation.kind === 'seen' && look.observation.state === 'succeeded'),
        );
        const since = words[broken + 1]?.at ?? Number.NaN;
        expect(last.at - since).toBeGreaterThanOrEqual(patience.settleMs);
      }),
      { numRuns: atMost(1000) },
    );
  });

  it('nothing succeeds once a rollback was seen', () => {
    fc.assert(
      fc.property(anyLooks, anyPatience, anyRandom, (looks, patience, random) => {
        const taken = history([[0, seen('rolling-back')], ...looks], patience, random);
        expect(taken.some(({ waiting }) => waiting.state === 'succeeded')).toBe(false);
      }),
      runs,
    );
  });

  it('the same arguments give the same answer, and are left as they were', () => {
    fc.assert(
      fc.property(anyLooks, anyObservation, anyPatience, anyRandom, (looks, last, patience, random) => {
        const before = history(looks, patience, random).at(-1)?.waiting ?? FIRST;
        const args = [deepFreeze(structuredClone(before)), deepFreeze(last), deepFreeze(patience)] as const;
        const first = step(args[0], args[1], 99_000, args[2], random);
        const second = step(args[0], args[1], 99_000, args[2], random);
        expect(second).toEqual(first);
        expect(args[0]).toEqual(before);
      }),
      runs,
    );
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
