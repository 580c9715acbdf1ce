/** The rate of one lane: tokens, throttling, recovery. Pure. */

/** Looks under way at once on one lane; also its connections. */
export const CONNECTIONS = 8;

const FULL_RATE = 10;
const GAIN_PER_SECOND = 1;
/** The most ms between two requests, by how many throttled answers came in a row; the last one for all that follow. */
const MOST_APART_MS = [2_000, 2_000, 4_000, 8_000, 16_000, 30_000];
/** From so many in a row on the server counts by the minute: time alone gives no rate back. */
const LONG = 3;
/** What a message may ask for. */
const MOST_NAMED_MS = 60_000;

/** A lane's rate and the tokens it has: one request takes one. Times in ms, rates in requests a second. */
export interface LaneRate {
  readonly rate: number;
  readonly tokens: number;
  readonly at: number;
  /** When the server last throttled a request of this lane, or the lane began. */
  readonly throttledAt: number;
  /** Throttled answers in a row, without a success between them. */
  readonly inARow: number;
  /** It was throttled for long: only successes give rate back, until it is whole. */
  readonly isSlow: boolean;
  /** When a success last gave rate back. */
  readonly gainedAt: number;
}

/** A lane that has sent nothing yet. */
export function freshRate(now: number): LaneRate {
  const never = Number.NEGATIVE_INFINITY;
  return {
    rate: FULL_RATE,
    tokens: CONNECTIONS,
    at: now,
    throttledAt: never,
    inARow: 0,
    isSlow: false,
    gainedAt: never,
  };
}

/** The lane at a later time: tokens gained, and a rate that grows by 1 a second without throttling. */
export function refilled(lane: LaneRate, now: number): LaneRate {
  const seconds = Math.max(0, now - lane.at) / 1000;
  // A second without throttling comes first: while a server throttles, the rate does not grow.
  const calmSince = Math.max(lane.at, lane.throttledAt + 1000);
  const gain = lane.isSlow ? 0 : (GAIN_PER_SECOND * Math.max(0, now - calmSince)) / 1000;
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

/**
 * The lane after the server asked to slow down: half the rate, at most once a second, never under one in 2 s; from the
 * third time in a row on never under one in 4 s, then 8, 16 and 30 s, or what the server names.
 *
 * @param namedMs the ms between two requests that the server asks for; nothing if it names none
 */
export function throttled(lane: LaneRate, now: number, namedMs?: number): LaneRate {
  const full = refilled(lane, now);
  const inARow = lane.inARow + 1;
  const isSlow = lane.isSlow || inARow >= LONG;
  if (now - lane.throttledAt < 1000) return { ...full, inARow, isSlow };
  const ownMs = MOST_APART_MS[Math.min(inARow, MOST_APART_MS.length) - 1] ?? 0;
  const apartMs = inARow >= LONG && namedMs !== undefined ? Math.min(namedMs, MOST_NAMED_MS) : ownMs;
  return {
    ...full,
    rate: Math.min(full.rate, Math.max(1000 / apartMs, full.rate / 2)),
    tokens: Math.min(full.tokens, 0),
    throttledAt: now,
    inARow,
    isSlow,
  };
}

/** The lane after a request that was not throttled: what was long throttled gains 1 a second, at most once a second. */
export function answered(lane: LaneRate, now: number): LaneRate {
  const full = refilled({ ...lane, inARow: 0 }, now);
  if (!full.isSlow || now - lane.gainedAt < 1000) return full;
  const rate = Math.min(FULL_RATE, full.rate + GAIN_PER_SECOND);
  return { ...full, rate, isSlow: rate < FULL_RATE, gainedAt: now };
}

/** Milliseconds from `now` until the lane may send; 0 when it may at once. */
export function waitForToken(lane: LaneRate, now: number): number {
  const full = refilled(lane, now);
  // Tokens are no whole numbers: what is short of one by a rounding is no reason to wait.
  return Math.max(0, Math.ceil(((1 - full.tokens) / full.rate) * 1000 - 1e-5));
}
