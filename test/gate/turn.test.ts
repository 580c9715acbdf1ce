import { describe, expect, it } from 'vitest';

import {
  due,
  isLost,
  newTurn,
  noAnswer,
  progressOf,
  stopped,
  strangeWords,
  type Turn,
} from '../../src/gate/turn.ts';
import { BEFORE, type Waiting } from '../../src/gate/waiting.ts';
import { BAD_STATES, ENDED_STATES, OPEN_STATES, type TaskState, type Verdict } from '../../src/task.ts';
import { seen, taskOf } from '../builders.ts';

const turnOf = (waiting: Partial<Waiting> = {}, overrides: Partial<Turn> = {}, optional = false): Turn => ({
  ...newTurn({ task: taskOf({ optional }), lane: 'one', look: async () => seen('running') }),
  waiting: { ...BEFORE, ...waiting },
  ...overrides,
});

const ALL = new Set<TaskState | Verdict>(BAD_STATES);
const isLostOf = (turn: Turn): boolean => isLost(turn, ALL);

describe('the duration of a task', () => {
  it.each([
    ['0 before the first look', {}, {}, 0],
    ['from its first look to now', { lookedSince: 2000 }, {}, 7000],
    ['from its first look, at the very beginning, to now', { lookedSince: 0 }, {}, 9000],
    ['from its first look to its end', { lookedSince: 2000 }, { endedAt: 5000 }, 3000],
    ['0 where it ended with the first look', { lookedSince: 0 }, { endedAt: 0 }, 0],
  ])('is %s', (_what, waiting, overrides, ms) => {
    expect(progressOf(turnOf(waiting, overrides), 9000).durationMs).toBe(ms);
  });
});

it('tells since when a task has said what it says', () => {
  expect(progressOf(turnOf(), 9000).unchangedMs).toBe(9000);
  expect(progressOf(turnOf({}, { changedAt: 2000 }), 9000).unchangedMs).toBe(7000);
});

describe('the next look', () => {
  it.each([
    { now: 10, delayMs: 5, atLeastMs: 0, at: 15 },
    { now: 10, delayMs: 90, atLeastMs: 0, at: 100 },
    { now: 10, delayMs: 91, atLeastMs: 0, at: 100 },
    { now: 10, delayMs: 91, atLeastMs: 90, at: 100 },
    { now: 10, delayMs: 91, atLeastMs: 91, at: Number.POSITIVE_INFINITY },
    { now: 99, delayMs: 5000, atLeastMs: 0, at: 100 },
    { now: 5000, delayMs: 0, atLeastMs: 0, at: 5000 },
    { now: 5000, delayMs: 0, atLeastMs: 1, at: Number.POSITIVE_INFINITY },
  ])(
    'that is wished $delayMs ms after $now, and $atLeastMs ms at least, is at $at of 100',
    ({ now, delayMs, atLeastMs, at }) => {
      expect(due(now, { delayMs, atLeastMs }, 100)).toBe(at);
    },
  );
});

describe('a task that keeps the verdict from succeeded', () => {
  it.each(ENDED_STATES)('is one that is %s, unless that is success', (state) => {
    expect(isLostOf(turnOf({ state }))).toBe(state !== 'succeeded');
  });

  it.each(OPEN_STATES)('is one that is %s only in a rollback', (state) => {
    expect(isLostOf(turnOf({ state }))).toBe(state === 'rolling-back');
  });

  it.each(['error', 'timed-out'] as const)('is one in %s', (state) => {
    expect(isLostOf(turnOf({ state }))).toBe(true);
  });

  it('is one that has lost a part, and none that is optional', () => {
    expect(isLostOf(turnOf({ state: 'running', lost: 'cancelled' }))).toBe(true);
    expect(isLostOf(turnOf({ state: 'running', lost: 'failed' }, {}, true))).toBe(false);
    expect(isLostOf(turnOf({ state: 'failed' }, {}, true))).toBe(false);
  });
});

describe('a task that fail-fast stops on', () => {
  it.each<[waiting: Partial<Waiting>, failOn: readonly (TaskState | Verdict)[], stops: boolean]>([
    [{ state: 'cancelled' }, ['failed'], false],
    [{ state: 'cancelled' }, ['failed', 'cancelled'], true],
    [{ state: 'failed' }, ['rolled-back', 'error'], false],
    [{ state: 'error' }, ['error'], true],
    [{ state: 'running', lost: 'failed' }, ['failed'], true],
    [{ state: 'running', lost: 'failed' }, ['cancelled'], false],
    [{ state: 'running', lost: 'cancelled' }, ['failed'], false],
    [{ state: 'rolling-back' }, ['rolled-back'], true],
    [{ state: 'rolling-back' }, ['rolling-back'], true],
    [{ state: 'rolling-back' }, ['failed'], false],
    [{ state: 'rolling-back', lost: 'failed' }, ['failed'], false],
    [{ state: 'running' }, ['running'], false],
    [{ state: 'pending' }, ['pending', 'failed'], false],
  ])('in %j with fail-on %j: %j', (waiting, failOn, stops) => {
    expect(isLost(turnOf(waiting), new Set(failOn))).toBe(stops);
  });
});

describe('a look that is given up', () => {
  it.each([
    [4000, 'no answer within 6 s, given up'],
    [0, 'no answer within 10 s, given up'],
    [undefined, 'no answer within 0 s, given up'],
  ])('after it began at %s is a fault that says for how long: %s', (lookedAt, reason) => {
    expect(noAnswer(turnOf({ lookedAt }), 10_000)).toEqual({
      kind: 'unreachable',
      reason,
      throttled: false,
      retryAfterMs: 0,
    });
  });
});

describe('a look that is given up while it waits for something else', () => {
  it('says for what', () => {
    const turn = turnOf({ lookedAt: 4000 });
    const watched = { ...turn.watched, waitsFor: () => 'no credentials' };
    expect(noAnswer({ ...turn, watched }, 10_000)).toMatchObject({
      reason: 'no credentials within 6 s, given up',
    });
  });
});

describe('the reason of a task that the gate has left', () => {
  const END = 'the gate stopped before this task had ended';
  it.each<[what: string, waiting: Partial<Waiting>, reason: string]>([
    ['was not looked at', {}, `not looked at yet; ${END}`],
    ['had not answered', { lookedAt: 0 }, `no answer yet; ${END}`],
    [
      'had only failed',
      { lookedAt: 0, faults: { count: 1, since: 0, last: 'HTTP 502' } },
      `no answer yet; the last look failed, 5 s ago: HTTP 502; ${END}`,
    ],
    ['had answered', { lookedAt: 0, found: true, reason: 'queued' }, `queued; ${END}`],
    ['had answered nothing more', { lookedAt: 0, found: true, reason: '' }, END],
    ['was unknown', { lookedAt: 0, absentSince: 0, reason: 'not known yet' }, `not known yet; ${END}`],
  ])('that %s', (_what, waiting, reason) => {
    expect(stopped({ ...BEFORE, ...waiting }, 5000)).toBe(reason);
  });
});

describe('words that no table names', () => {
  it.each([
    ['none', {}, undefined],
    ['of a documented status', { unknown: ['ODD'] }, { words: ['ODD'], expected: false }],
    ['where none are documented', { undocumented: ['NEW'] }, { words: ['NEW'], expected: true }],
    ['of both', { unknown: ['ODD'], undocumented: ['NEW'] }, { words: ['ODD', 'NEW'], expected: false }],
  ])('%s', (_what, words, strange) => {
    expect(strangeWords(seen('running', words))).toEqual(strange);
  });

  it('are in no answer about nothing', () => {
    expect(strangeWords({ kind: 'absent', providerState: '', reason: '' })).toBeUndefined();
  });
});
