/** The rate of one lane: tokens, throttling, recovery. Pure. */

/** Looks under way at once on one lane; also its connections. */
export const CONNECTIONS = 8;

const FULL_RATE = 10;
const LEAST_RATE = 0.5;
const GAIN_PER_SECOND = 1;

/** A lane's rate and the tokens it has: one request takes one. Times in ms, rates in requests a second. */
export interface LaneRate {
  readonly rate: number;
  readonly tokens: number;
  readonly at: number;
  /** When the server last throttled a request of this lane, or the lane began. */
  readonly throttledAt: number;
}

/** A lane that has sent nothing yet. */
export function freshRate(now: number): LaneRate {
  return { rate: FULL_RATE, tokens: CONNECTIONS, at: now, throttledAt: Number.NEGATIVE_INFINITY };
}

/** The lane at a later time: tokens gained, and a rate that grows by 1 a second without throttling. */
export function refilled(lane: LaneRate, now: number): LaneRate {
  const seconds = Math.max(0, now - lane.at) / 1000;
  // A second without throttling comes first: while a server throttles, the rate does not grow.
  const calmSince = Math.max(lane.at, lane.throttledAt + 1000);
  const gain = (GAIN_PER_SECOND * Math.max(0, now - calmSince)) / 1000;
  const rate = Math.min(FULL_RATE, lane.rate + gain);
  // The mean of the two rates is exact while the rate grows evenly, and never more than the rate that is reached.
  const gained = seconds * ((lane.rate + rate) / 2);
  const capacity = Math.max(1, Math.min(CONNECTIONS, rate));
  return { ...lane, rate, tokens: Math.min(capacity, lane.tokens + gained), at: now };
}

/** The lane after `requests` were sent; more than it had tokens for are a debt that the next look waits off. */
export function spent(lane: LaneRate, now: number, requests: number): LaneRate {
  const full = refilled(lane, now);
  return { ...full, tokens: full.tokens - requests };
}

/** The lane after the server asked to slow down: half the rate, at most once a second, never under one in 2 s. */
export function throttled(lane: LaneRate, now: number): LaneRate {
  const full = refilled(lane, now);
  if (now - lane.throttledAt < 1000) return full;
  return {
    ...full,
    rate: Math.max(LEAST_RATE, full.rate / 2),
    tokens: Math.min(full.tokens, 0),
    throttledAt: now,
  };
}

/** Milliseconds from `now` until the lane may send; 0 when it may at once. */
export function waitForToken(lane: LaneRate, now: number): number {
  const full = refilled(lane, now);
  // Tokens are no whole numbers: what is short of one by a rounding is no reason to wait.
  return Math.max(0, Math.ceil(((1 - full.tokens) / full.rate) * 1000 - 1e-5));
}
