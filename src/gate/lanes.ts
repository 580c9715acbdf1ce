/** The lanes of a gate: looks under way, and the rate of each. */

import type { Observation } from '../task.ts';
import { answered, CONNECTIONS, freshRate, type LaneRate, spent, throttled, waitForToken } from './lane.ts';

/** The lanes of a gate: how many looks are under way on each, and at which rate it may send. Times in ms. */
export interface Lanes {
  /** Milliseconds until a look may start on the lane; infinite while all its connections are busy. */
  readonly wait: (lane: string, now: number) => number;
  readonly start: (lane: string, now: number) => void;
  /** Ends a look that has sent `requests`, and says whether the server wants it slower. */
  readonly finish: (lane: string, now: number, requests: number, seen: Observation) => void;
}

/** Lanes that have sent nothing yet. */
export function createLanes(): Lanes {
  const lanes = new Map<string, { rate: LaneRate; busy: number }>();
  const laneOf = (lane: string): { rate: LaneRate; busy: number } =>
    lanes.get(lane) ?? { rate: freshRate(0), busy: 0 };
  return {
    wait: (lane, now) => {
      const { rate, busy } = laneOf(lane);
      return busy >= CONNECTIONS ? Number.POSITIVE_INFINITY : waitForToken(rate, now);
    },
    start: (lane, now) => {
      const { rate, busy } = laneOf(lane);
      lanes.set(lane, { rate: spent(rate, now, 1), busy: busy + 1 });
    },
    finish: (lane, now, requests, seen) => {
      const { rate, busy } = laneOf(lane);
      // The first request was paid for when the look started: one that sent none is given that back.
      const paid = spent(rate, now, requests - 1);
      lanes.set(lane, { rate: requests === 0 ? paid : heard(paid, now, seen), busy: busy - 1 });
    },
  };
}

/** The rate after what a look has seen: a fault that was no throttling says nothing of it. */
function heard(rate: LaneRate, now: number, seen: Observation): LaneRate {
  if (seen.kind !== 'unreachable') return answered(rate, now);
  return seen.throttled ? throttled(rate, now, seen.leastIntervalMs) : rate;
}
