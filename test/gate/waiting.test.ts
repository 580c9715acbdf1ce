import { describe, expect, it } from 'vitest';

import {
  BEFORE,
  describeLast,
  endLost,
  expire,
  faultTally,
  leave,
  type Waiting,
} from '../../src/gate/waiting.ts';
import { patienceOf } from '../builders.ts';

const SECOND = 1000;
const waitingOf = (overrides: Partial<Waiting> = {}): Waiting => ({ ...BEFORE, ...overrides });
const known = (overrides: Partial<Waiting> = {}): Waiting =>
  waitingOf({ found: true, state: 'running', providerState: 'RUNNING', reason: '2 of 3', ...overrides });

const ONE = { count: 1, since: 95 * SECOND, last: 'HTTP 502' };
const TWO = { count: 2, since: 40 * SECOND, last: 'HTTP 503' };

describe('the faults of the last looks', () => {
  it.each([
    [undefined, ''],
    [ONE, 'the last look failed, 5 s ago: HTTP 502'],
    [TWO, 'the last 2 looks failed, for 60 s: HTTP 503'],
  ])('%j are told as "%s"', (faults, told) => {
    expect(faultTally(waitingOf({ faults }), 100 * SECOND)).toBe(told);
  });
});

describe('what the provider said last', () => {
  it.each([
    ['nothing, since there was no look', waitingOf(), 'never looked at'],
    [
      'nothing, since every look failed',
      waitingOf({ faults: ONE }),
      'the last look failed, 5 s ago: HTTP 502',
    ],
    ['a word and a reason', known(), '"RUNNING": 2 of 3'],
    ['a word', known({ reason: '' }), '"RUNNING"'],
    ['a reason', known({ providerState: '' }), '2 of 3'],
    ['neither', known({ providerState: '', reason: '' }), 'the state it gives is empty'],
    [
      'a word before a fault',
      known({ faults: ONE }),
      '"RUNNING": 2 of 3; the last look failed, 5 s ago: HTTP 502',
    ],
    [
      'that the id is unknown',
      waitingOf({ absentSince: 5, providerState: 'NotFound', reason: 'not known yet' }),
      'not known yet',
    ],
    [
      'that the id is unknown, and what to check',
      waitingOf({ absentSince: 5, providerState: 'NotFound', reason: 'not known yet', toCheck: 'check it' }),
      'not known yet: check it',
    ],
    ['a state, where the id was unknown before', known({ toCheck: 'check it' }), '"RUNNING": 2 of 3'],
  ])('is told: %s', (_what, waiting, told) => {
    expect(describeLast(waiting, 100 * SECOND)).toBe(told);
  });
});

describe('a task at the deadline', () => {
  const patience = patienceOf({ timeoutMs: 100 * SECOND, settleMs: 60 * SECOND });
  const expired = (waiting: Waiting, elapsed = 100 * SECOND): readonly [string, string] => {
    const { state, reason } = expire(waiting, elapsed, patience);
    return [state, reason];
  };

  it.each<[what: string, waiting: Waiting, state: string, reason: string]>([
    ['that was never looked at', waitingOf(), 'timed-out', 'no usable answer within 100 s: never looked at'],
    [
      'of which no look said anything',
      waitingOf({ faults: TWO }),
      'timed-out',
      'no usable answer within 100 s: the last 2 looks failed, for 60 s: HTTP 503',
    ],
    ['that goes on', known(), 'timed-out', 'still running after 100 s: "RUNNING": 2 of 3'],
    [
      'that goes on without a word',
      known({ providerState: '', reason: '' }),
      'timed-out',
      'still running after 100 s: the state it gives is empty',
    ],
    [
      'of an unknown id',
      waitingOf({ absentSince: 0, providerState: 'NotFound', reason: 'not known yet' }),
      'timed-out',
      'still pending after 100 s: not known yet',
    ],
    [
      'that had succeeded',
      known({ providerState: 'OVER', successSince: 88 * SECOND }),
      'timed-out',
      'succeeded for 12 s of 60 s when the time was up ("OVER")',
    ],
    [
      'that had succeeded before faults',
      known({ providerState: 'OVER', successSince: 88 * SECOND, faults: ONE }),
      'timed-out',
      'succeeded for 12 s of 60 s when the time was up ("OVER"); the last look failed, 5 s ago: HTTP 502',
    ],
    [
      'that had succeeded, and was not seen since the window ended',
      known({ providerState: 'OVER', successSince: 30 * SECOND, faults: TWO }),
      'timed-out',
      'succeeded, but no look could confirm it after 60 s, when the time was up ("OVER"); the last 2 looks failed, for 60 s: HTTP 503',
    ],
    [
      'that had succeeded just as long as the window is',
      known({ providerState: 'OVER', successSince: 40 * SECOND }),
      'timed-out',
      'succeeded, but no look could confirm it after 60 s, when the time was up ("OVER")',
    ],
    [
      'of which a part failed',
      known({ lost: 'failed', lostReason: 'b: no image' }),
      'failed',
      'b: no image; the rest had not ended after 100 s',
    ],
    [
      'of which a part failed without a word',
      known({ lost: 'failed', lostReason: '' }),
      'failed',
      'a part failed; the rest had not ended after 100 s',
    ],
    [
      'of which a part was cancelled',
      known({ lost: 'cancelled', lostReason: 'by hand' }),
      'timed-out',
      'still running after 100 s: "RUNNING": 2 of 3',
    ],
  ])('%s', (_what, waiting, state, reason) => {
    expect(expired(waiting)).toEqual([state, reason]);
  });

  it('is told with what held until then, however late that is noticed', () => {
    const waiting = known({ providerState: 'OVER', successSince: 88 * SECOND });
    expect(expired(waiting, 102 * SECOND)[1]).toContain('succeeded for 12 s of 60 s');
    expect(expired(known({ successSince: 101 * SECOND }), 102 * SECOND)[1]).toContain('succeeded for 0 s');
  });
});

describe('a task that is left without waiting', () => {
  const once = patienceOf({ wait: false });

  it('keeps what is known of it', () => {
    expect(leave(known(), 9, once)).toEqual(known());
    expect(leave(BEFORE, 9, once)).toMatchObject({
      state: 'pending',
      providerState: '',
      reason: 'not looked at yet',
    });
  });

  it('has timed out from the deadline of an earlier run on', () => {
    const overdue = { ...once, overdueAtMs: 60 * SECOND };
    expect(leave(known(), 60 * SECOND - 1, overdue)).toEqual(known());
    expect(leave(known(), 60 * SECOND, overdue)).toMatchObject({ state: 'timed-out' });
  });

  it('has the faults as its reason, where it met any', () => {
    expect(leave(known({ faults: ONE }), 100 * SECOND, once)).toEqual(
      known({ faults: ONE, reason: 'the last look failed, 5 s ago: HTTP 502' }),
    );
  });
});

describe('a task that has lost a part when the gate stops', () => {
  it.each<[lost: Waiting['lost'], lostReason: string, state: string, reason: string]>([
    [undefined, 'b: no image', 'running', '2 of 3'],
    ['failed', 'b: no image', 'failed', 'b: no image'],
    ['cancelled', 'by hand', 'cancelled', 'by hand'],
    ['failed', '', 'failed', '2 of 3'],
  ])('%s, with the reason "%s", ends as %s: %s', (lost, lostReason, state, reason) => {
    expect(endLost(known({ lost, lostReason }))).toMatchObject({ state, reason });
  });
});
