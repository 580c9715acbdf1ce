import { describe, expect, it } from 'vitest';

import { learn } from '../../src/gate/learn.ts';
import { BEFORE, type Waiting } from '../../src/gate/waiting.ts';
import type { Unreachable } from '../../src/task.ts';
import { patienceOf, seen } from '../builders.ts';

type Lost = Waiting['lost'];

describe('a part that ended badly', () => {
  it.each<[before: Lost, now: Lost, lost: Lost, reason: string | undefined]>([
    [undefined, undefined, undefined, 'before'],
    [undefined, 'cancelled', 'cancelled', 'now'],
    [undefined, 'failed', 'failed', 'now'],
    ['cancelled', undefined, 'cancelled', 'before'],
    ['cancelled', 'cancelled', 'cancelled', 'now'],
    ['cancelled', 'failed', 'failed', 'now'],
    ['failed', undefined, 'failed', 'before'],
    ['failed', 'cancelled', 'failed', 'before'],
    ['failed', 'failed', 'failed', 'now'],
  ])('%s before and %s now: %s, for the reason given %s', (before, now, lost, reason) => {
    const waiting: Waiting = { ...BEFORE, lost: before, lostReason: 'before' };
    const polled = seen('running', { reason: 'now', ...(now === undefined ? {} : { lost: now }) });
    expect(learn(waiting, polled, 1000, patienceOf())).toMatchObject({ lost, lostReason: reason });
  });

  it('is over where all has succeeded', () => {
    const waiting: Waiting = { ...BEFORE, lost: 'failed' };
    expect(learn(waiting, seen('succeeded'), 1000, patienceOf()).lost).toBeUndefined();
  });
});

describe('a fault that no waiting cures', () => {
  const fault: Unreachable = {
    kind: 'unreachable',
    reason: 'HTTP 400 Odd',
    throttled: false,
    retryAfterMs: 0,
    hopelessAfterMs: 0,
  };
  const known: Waiting = { ...BEFORE, found: true, providerState: 'RUNNING' };

  it('ends with the code that came with it', () => {
    expect(learn(known, { ...fault, providerState: 'Odd' }, 1000, patienceOf())).toMatchObject({
      state: 'error',
      providerState: 'Odd',
    });
  });

  it('ends with what was said before, where it has no code', () => {
    expect(learn(known, fault, 1000, patienceOf())).toMatchObject({
      state: 'error',
      providerState: 'RUNNING',
    });
  });
});
