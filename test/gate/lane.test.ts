import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  answered,
  freshRate,
  type LaneRate,
  refilled,
  spent,
  throttled,
  waitForToken,
} from '../../src/gate/lane.ts';
import { createLanes } from '../../src/gate/lanes.ts';
import { seen } from '../builders.ts';

const FULL_RATE = 10;
const LEAST_RATE = 0.5;
/** After long throttling: one in 30 s. */
const SLOWEST = 1 / 30;
const CONNECTIONS = 8;

/** Sends as often as the lane allows until `until`; when each request was sent, in ms. */
function sendAll(start: LaneRate, from: number, until: number): readonly number[] {
  const sent: number[] = [];
  let lane = start;
  for (let now = from; ; ) {
    now += waitForToken(lane, now);
    if (now >= until) return sent;
    lane = spent(lane, now, 1);
    sent.push(now);
  }
}

const slow = (at: number): LaneRate => ({ ...freshRate(at), rate: LEAST_RATE, tokens: 0 });

describe('the rate of a lane', () => {
  it('is 10 requests a second at first', () => {
    const sent = sendAll(freshRate(0), 0, 60_000);
    const later = sent.filter((at) => at >= 10_000);
    expect(later).toHaveLength(50 * FULL_RATE);
  });

  it('lets no more go at once than there are connections', () => {
    expect(sendAll(freshRate(0), 0, 1)).toHaveLength(CONNECTIONS);
  });

  it('stores no more than there are connections, however long nothing was sent', () => {
    const idle = refilled(freshRate(0), 3_600_000);
    expect(sendAll(idle, 3_600_000, 3_600_001)).toHaveLength(CONNECTIONS);
  });

  it('does not grow while the server throttles, and reaches its least', () => {
    let lane = freshRate(0);
    for (let now = 0; now <= 60_000; now += 200) lane = throttled(lane, now);
    expect(lane.rate).toBeCloseTo(SLOWEST);
    expect(refilled(lane, 64_000).rate).toBeCloseTo(SLOWEST);
  });

  it.each([
    [1, 2],
    [2, 2],
    [3, 4],
    [4, 8],
    [5, 16],
    [6, 30],
    [9, 30],
  ])('after %i throttled answers in a row it may fall to one in %i s', (times, seconds) => {
    const before = { ...freshRate(100_000), inARow: times - 1, rate: 1.9 / seconds };
    expect(throttled(before, 100_000).rate).toBeCloseTo(1 / seconds);
  });

  it('falls to what the server names from the third time in a row on, and to one in 60 s at most', () => {
    const third = { ...freshRate(0), inARow: 2, isSlow: true, rate: 0.1 };
    expect(throttled(third, 5000, 12_000).rate).toBeCloseTo(1 / 12);
    expect(throttled({ ...third, rate: 0.02 }, 5000, 3_600_000).rate).toBeCloseTo(1 / 60);
    expect(throttled({ ...freshRate(5000), rate: 0.6 }, 5000, 12_000).rate).toBe(LEAST_RATE);
  });

  it('gains 1 a second with each success once it was long throttled, at most once a second', () => {
    const lane = { ...freshRate(0), inARow: 6, isSlow: true, rate: SLOWEST };
    const once = answered(lane, 1000);
    expect(once.rate).toBeCloseTo(SLOWEST + 1);
    expect(answered(once, 1999).rate).toBeCloseTo(SLOWEST + 1);
    expect(refilled(once, 60_000).rate).toBeCloseTo(SLOWEST + 1);
    expect(answered(once, 2000).rate).toBeCloseTo(SLOWEST + 2);
    expect(throttled(once, 3000).inARow).toBe(1);
    let whole = once;
    for (let now = 2000; now <= 12_000; now += 1000) whole = answered(whole, now);
    expect(whole).toMatchObject({ rate: FULL_RATE, isSlow: false });
  });

  it('gains nothing more with a success where it was not long throttled', () => {
    const lane = throttled(freshRate(0), 5000);
    expect(answered(lane, 8000).rate).toBe(refilled(lane, 8000).rate);
  });

  it('is halved when the server throttles', () => {
    expect(throttled(freshRate(0), 5000).rate).toBeCloseTo(5);
  });

  it('holds back at once when the server throttles, even with tokens left', () => {
    expect(waitForToken(throttled(freshRate(0), 5000), 5000)).toBeGreaterThan(0);
  });

  it('is halved at most once a second', () => {
    const once = throttled(freshRate(0), 5000);
    const again = throttled(throttled(once, 5100), 5999);
    expect(again.rate).toBeCloseTo(refilled(once, 5999).rate);
  });

  it('is halved again after a second', () => {
    const once = throttled(freshRate(0), 5000);
    expect(throttled(once, 6000).rate).toBeCloseTo(refilled(once, 6000).rate / 2);
  });

  it.each([0.5, 0.6, 0.9, 1])('never falls under one request in 2 s: from %d a second', (rate) => {
    const lane = throttled({ ...freshRate(0), rate }, 0);
    expect(lane.rate).toBe(LEAST_RATE);
    expect(waitForToken(lane, 0)).toBeLessThanOrEqual(2000);
  });

  it.each([1, 2, 3, 5])('gains 1 a second without throttling: after %i s', (seconds) => {
    const lane = slow(100_000);
    expect(refilled(lane, 100_000 + seconds * 1000).rate).toBeCloseTo(LEAST_RATE + seconds);
  });

  it('is full again after ten seconds without throttling, and no more than that', () => {
    expect(refilled(slow(100_000), 110_000).rate).toBe(FULL_RATE);
    expect(refilled(slow(100_000), 900_000).rate).toBe(FULL_RATE);
  });

  it('waits off what a look has sent beyond its token', () => {
    const lane = spent(refilled(freshRate(0), 0), 0, CONNECTIONS + 20);
    expect(waitForToken(lane, 0)).toBeGreaterThanOrEqual(2000);
    expect(waitForToken(lane, 0)).toBeLessThanOrEqual(2200);
  });

  it('never waits longer than it says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 60_000 }), (requests, gap) => {
        const lane = throttled(spent(freshRate(0), gap, requests), gap);
        const wait = waitForToken(lane, gap);
        expect(waitForToken(lane, gap + wait)).toBe(0);
      }),
    );
  });

  it('never lets more than 10 a second through for long, whatever is asked of it', () => {
    const anyDeeds = fc.array(
      fc.record({ gap: fc.integer({ min: 0, max: 3000 }), throttle: fc.boolean(), many: fc.nat(12) }),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(anyDeeds, (deeds) => {
        let lane = freshRate(0);
        let now = 0;
        const sent: number[] = [];
        for (const { gap, throttle, many } of deeds) {
          now += gap;
          if (throttle) lane = throttled(lane, now);
          for (let count = 0; count < many && waitForToken(lane, now) === 0; count += 1) {
            lane = spent(lane, now, 1);
            sent.push(now);
          }
          expect(lane.rate).toBeGreaterThanOrEqual(SLOWEST - 1e-9);
          expect(lane.rate).toBeLessThanOrEqual(FULL_RATE);
        }
        for (const [index, from] of sent.entries()) {
          for (const [later, at] of sent.entries()) {
            if (later < index) continue;
            const allowed = CONNECTIONS + (FULL_RATE * (at - from)) / 1000;
            expect(later - index + 1).toBeLessThanOrEqual(allowed + 1e-6);
          }
        }
      }),
    );
  });

  it('changes no lane that it is given', () => {
    const lane = Object.freeze(freshRate(0));
    refilled(lane, 1000);
    spent(lane, 1000, 3);
    throttled(lane, 1000);
    answered(lane, 1000);
    expect(lane).toEqual(freshRate(0));
  });
});

it.each([
  [500, 5],
  [1000, 5],
  [1500, 5.5],
])('%i ms after it was throttled its rate is %d', (afterMs, rate) => {
  expect(refilled(throttled(freshRate(0), 10_000), 10_000 + afterMs).rate).toBeCloseTo(rate);
});

it.each([
  [2, false],
  [3, true],
])('%i times in a row: slow for long: %s', (times, isSlow) => {
  let lane = freshRate(0);
  for (let time = 1; time <= times; time += 1) lane = throttled(lane, time * 2000);
  expect(lane.isSlow).toBe(isSlow);
});

describe('a look that has ended', () => {
  const fault = { kind: 'unreachable', reason: 'HTTP 429', retryAfterMs: 0 } as const;
  const slowed = (): ReturnType<typeof createLanes> => {
    const lanes = createLanes();
    for (let now = 2000; now <= 8000; now += 2000) {
      lanes.start('one', now);
      lanes.finish('one', now, 1, { ...fault, throttled: true });
    }
    return lanes;
  };
  const waitAfter = (
    requests: number,
    observation: Parameters<ReturnType<typeof createLanes>['finish']>[3],
  ): number => {
    const lanes = slowed();
    lanes.start('one', 20_000);
    lanes.finish('one', 20_000, requests, observation);
    lanes.start('one', 20_000);
    return lanes.wait('one', 20_000);
  };

  it('gives rate back only where a request was answered', () => {
    const answered = waitAfter(1, seen('running'));
    expect(waitAfter(1, { ...fault, throttled: false })).toBeGreaterThan(answered);
    // A look that has sent nothing says nothing of the rate, whatever it has seen.
    expect(waitAfter(0, seen('running'))).toBe(waitAfter(0, { ...fault, throttled: false }));
  });
});
