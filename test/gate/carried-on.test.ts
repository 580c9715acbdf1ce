import { describe, expect, it } from 'vitest';

import { carriedOn, type Remembered, recall, remember } from '../../src/gate/carried-on.ts';
import { step } from '../../src/gate/step.ts';
import { BEFORE, leave, type Patience } from '../../src/gate/waiting.ts';
import type { Observation } from '../../src/task.ts';
import { patienceOf, seen } from '../builders.ts';

const MINUTE = 60_000;
const ABSENT: Observation = { kind: 'absent', providerState: 'NotFoundTask', reason: 'HTTP 400' };
const FAULT: Observation = { kind: 'unreachable', reason: 'HTTP 502', throttled: false, retryAfterMs: 0 };
const OFFLINE = seen('rolled-back', { tentative: true, reason: 'OFFLINE' });

describe('the patience of a run that carries on another', () => {
  it.each<[what: string, wait: boolean, earlierMin: number, left: Partial<Patience>]>([
    ['has what is left of the timeout', true, 10, { wait: true, timeoutMs: 20 * MINUTE }],
    [
      'looks once more where nothing is left',
      true,
      30,
      { wait: false, timeoutMs: 30 * MINUTE, overdueAtMs: 0 },
    ],
    [
      'looks once more long after the timeout',
      true,
      300,
      { wait: false, timeoutMs: 30 * MINUTE, overdueAtMs: -270 * MINUTE },
    ],
    [
      'looks once where it was not to wait',
      false,
      10,
      { wait: false, timeoutMs: 30 * MINUTE, overdueAtMs: 20 * MINUTE },
    ],
  ])('%s', (_what, wait, earlierMin, left) => {
    const earlierMs = earlierMin * MINUTE;
    expect(carriedOn(patienceOf({ wait }), earlierMs)).toEqual(patienceOf({ ...left, earlierMs }));
  });

  it.each([true, false])('is its own where there is none: wait %s', (wait) => {
    const patience = patienceOf({ wait });
    expect(carriedOn(patience, 0)).toBe(patience);
  });
});

it('has a minute for the looks that are left, where the timeout is shorter', () => {
  expect(carriedOn(patienceOf({ timeoutMs: 2_000 }), MINUTE)).toMatchObject({
    timeoutMs: MINUTE,
    overdueAtMs: -58_000,
  });
});

const NOW = new Date('2026-01-01T00:00:00Z');
const NOTHING: Remembered = { found: false, rollbackSeen: false, succeededOnce: false };

describe('the first look of a run that carries on another', () => {
  const first = { ...BEFORE, lookedSince: 0 };
  it.each<
    [
      what: string,
      wait: boolean,
      earlierMin: number,
      look: Observation,
      state: string,
      next: string,
      reason: string,
    ]
  >([
    ['open, in time', false, 10, seen('running'), 'running', 'leave', ''],
    [
      'open, too late',
      false,
      30,
      seen('running'),
      'timed-out',
      'leave',
      'still running after 30m 01s: "RUNNING"',
    ],
    [
      'open, too late for waiting',
      true,
      45,
      seen('running'),
      'timed-out',
      'leave',
      'still running after 45m 01s',
    ],
    ['open, waiting', true, 10, seen('running'), 'running', 'again', ''],
    ['succeeded, too late', false, 300, seen('succeeded'), 'succeeded', 'end', ''],
    ['failed, too late', true, 300, seen('failed'), 'failed', 'end', ''],
    [
      'lost a part, too late',
      false,
      30,
      seen('running', { lost: 'failed' }),
      'failed',
      'leave',
      'a part failed; the rest',
    ],
    ['absent for the first time', false, 10, ABSENT, 'pending', 'leave', 'not known to the provider yet'],
    ['absent for the first time, waiting', true, 10, ABSENT, 'pending', 'again', 'not known to the provider'],
    ['listed OFFLINE for the first time', false, 10, OFFLINE, 'running', 'leave', 'may be out of date'],
    ['out of reach, in time', false, 10, FAULT, 'pending', 'again', 'not looked at yet'],
  ])('%s', (_what, wait, earlierMin, look, state, next, reason) => {
    const patience = carriedOn(patienceOf({ wait }), earlierMin * MINUTE);
    const result = step(first, look, 1000, patience, 0.5);
    expect([result.waiting.state, result.next.kind]).toEqual([state, next]);
    expect(result.waiting.reason).toContain(reason);
  });

  it.each<[what: string, wait: boolean, earlier: Partial<Remembered>, look: Observation, state: string]>([
    ['absent, within the grace', false, { absentSince: 0.5 }, ABSENT, 'pending'],
    ['absent, the grace is over', false, { absentSince: 1 }, ABSENT, 'error'],
    [
      'absent, the grace is over, where it waits: its own counts',
      true,
      { absentSince: 60 },
      ABSENT,
      'pending',
    ],
    ['absent, found before', false, { found: true }, ABSENT, 'running'],
    ['absent, found before, the grace is over', false, { found: true, absentSince: 1 }, ABSENT, 'error'],
    ['absent since tomorrow', false, { absentSince: -1440 }, ABSENT, 'pending'],
    ['OFFLINE, within the grace', false, { tentativeSince: 0.5 }, OFFLINE, 'running'],
    ['OFFLINE, the grace is over', false, { tentativeSince: 1 }, OFFLINE, 'rolled-back'],
    ['OFFLINE, the grace is over, where it waits', true, { tentativeSince: 60 }, OFFLINE, 'running'],
    ['OFFLINE, after a success', false, { succeededOnce: true }, OFFLINE, 'rolled-back'],
    ['succeeded, after a rollback', false, { rollbackSeen: true }, seen('succeeded'), 'rolled-back'],
    [
      'succeeded, after a rollback, where it waits',
      true,
      { rollbackSeen: true },
      seen('succeeded'),
      'rolled-back',
    ],
    ['running again, after an absence', false, { absentSince: 60 }, seen('running'), 'running'],
    ['succeeded, after a part had failed', false, { lost: 'failed' }, seen('succeeded'), 'succeeded'],
  ])('with what the earlier runs have seen: %s', (_what, wait, earlier, look, state) => {
    const ago = (minutes: number | undefined): number | undefined =>
      minutes === undefined ? undefined : NOW.getTime() - minutes * MINUTE;
    const { absentSince, tentativeSince } = earlier;
    const remembered = {
      ...NOTHING,
      ...earlier,
      absentSince: ago(absentSince),
      tentativeSince: ago(tentativeSince),
    };
    const begun = { ...recall(remembered, NOW, wait), lookedSince: 0 };
    const patience = carriedOn(patienceOf({ wait }), 10 * MINUTE);
    expect(step(begun, look, 1000, patience, 0.5).waiting.state).toBe(state);
  });

  it('is as long before the next one as the whole time wants', () => {
    const patience = carriedOn(patienceOf(), 2 * MINUTE);
    expect(step(first, seen('running'), 1000, patience, 0.5).next).toMatchObject({ delayMs: 6050 });
  });

  it('gives a later absence a whole grace of its own', () => {
    const patience = carriedOn(patienceOf(), 10 * MINUTE);
    const running = step(first, seen('running'), 1000, patience, 0.5).waiting;
    expect(step(running, ABSENT, 2000, patience, 0.5).waiting.state).toBe('running');
  });

  it('is out of reach for the last time too late: timed out', () => {
    const patience = carriedOn(patienceOf(), 30 * MINUTE);
    const faulty = step(first, FAULT, 1000, patience, 0.5).waiting;
    expect(leave(faulty, 9000, patience)).toMatchObject({
      state: 'timed-out',
      reason: 'no usable answer within 30m 09s: the last look failed, 8 s ago: HTTP 502',
    });
  });
});

describe('what a run remembers for the next', () => {
  it('is nothing of a run that is none, or that has seen nothing', () => {
    expect(recall(undefined, NOW, false)).toBe(BEFORE);
    expect(remember(BEFORE, 1000, NOW)).toEqual(NOTHING);
  });

  it('are times by the clock of the runs, whenever the gate began', () => {
    const waiting = { ...BEFORE, found: true, absentSince: -5000, tentativeSince: 1000 };
    expect(remember(waiting, 3000, NOW)).toEqual({
      ...NOTHING,
      found: true,
      absentSince: NOW.getTime() - 8000,
      tentativeSince: NOW.getTime() - 2000,
    });
  });

  it('is no absence in a row where the last poll saw nothing', () => {
    const faults = { count: 1, since: 0, last: 'HTTP 502' };
    const waiting = { ...BEFORE, found: true, absentSince: -5000, tentativeSince: -5000, faults };
    expect(remember(waiting, 3000, NOW)).toEqual({ ...NOTHING, found: true });
  });

  it('is what its provider keeps', () => {
    expect(remember(BEFORE, 1000, NOW, { ours: '5' })).toEqual({ ...NOTHING, kept: { ours: '5' } });
  });

  it.each([
    ['failed', 'failed', 'a part had failed in an earlier run; the rest had not ended after 30m'],
    ['cancelled', 'timed-out', 'no usable answer within 30m'],
  ] as const)('is that a part had %s: too late it is %s', (lost, state, reason) => {
    const earlier = remember({ ...BEFORE, lost }, 1000, NOW);
    const patience = carriedOn(patienceOf(), 30 * MINUTE);
    const left = leave(recall(earlier, NOW, false), 9000, patience);
    expect(left.state).toBe(state);
    expect(left.reason).toContain(reason);
  });

  it.each([
    ['failed', 'a part had failed in an earlier run'],
    ['cancelled', 'a part had been cancelled in an earlier run'],
    [undefined, undefined],
  ] as const)('is told of a part that had %s', (lost, lostReason) => {
    const { reason, ...told } = recall({ ...NOTHING, lost }, NOW, false);
    expect(told.lostReason).toBe(lostReason);
    expect(reason).toBe('not polled in this run yet');
  });
});
