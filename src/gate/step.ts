/** What one look changes, and when to look again. Pure. */

import { isOpen, type Observation } from '../task.ts';
import { endHopeless, learn } from './learn.ts';
import { expire, leave, type Patience, type Waiting } from './waiting.ts';

/** What to do after a look: look again, leave it as it is (`wait: false`), or end. */
export type Next =
  | { readonly kind: 'again'; readonly delayMs: number; readonly atLeastMs: number }
  | { readonly kind: 'leave' }
  | { readonly kind: 'end' };

const MIN_INTERVAL_MS = 1_000;
const MAX_INTERVAL_MS = 10_000;
const ADAPTIVE_SHARE = 0.05;
const FIRST_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 5_000;
const ATTEMPTS_WITHOUT_WAIT = 3;
const ATTEMPTS_WITHIN_MS = 30_000;
const GRACE_AFTER_DEADLINE_MS = 2_000;
/** By so much no timer of a machine that is awake is late. */
const ASLEEP_MS = 500;

/**
 * What one look changes. Pure: the same arguments always give the same answer.
 *
 * @param elapsed ms since the gate began, when the look ended
 * @param random a number in [0, 1) for the jitter
 * @returns the new knowledge and what to do next; `again` gives the wished delay and the server's minimum, in ms
 */
export function step(
  waiting: Waiting,
  seen: Observation,
  elapsed: number,
  patience: Patience,
  random: number,
): { readonly waiting: Waiting; readonly next: Next } {
  const learned = learn(waiting, seen, elapsed, patience);
  if (!isOpen(learned.state)) return { waiting: learned, next: { kind: 'end' } };
  const slept = wasAsleep(waiting.lookedAt ?? elapsed, elapsed, patience.timeoutMs);
  if (patience.wait && slept && (seen.retryAfterMs ?? 0) === 0) {
    return { waiting: learned, next: { kind: 'again', delayMs: 0, atLeastMs: 0 } };
  }
  if (patience.wait && elapsed >= patience.timeoutMs) {
    return { waiting: expire(learned, elapsed, patience), next: { kind: 'end' } };
  }
  if (seen.kind !== 'unreachable') {
    if (!patience.wait) return { waiting: leave(learned, elapsed, patience), next: { kind: 'leave' } };
    const atLeastMs = seen.retryAfterMs ?? 0;
    const delayMs = Math.max(interval(learned, elapsed, patience, random), atLeastMs);
    return { waiting: learned, next: { kind: 'again', delayMs, atLeastMs } };
  }
  const attempts = (waiting.faults?.count ?? 0) + 1;
  const delayMs = Math.max(backoff(attempts, random), later(seen.retryAfterMs, random));
  const until = Math.min(patience.timeoutMs, (waiting.lookedSince ?? elapsed) + ATTEMPTS_WITHIN_MS);
  if (!patience.wait && (attempts >= ATTEMPTS_WITHOUT_WAIT || elapsed + delayMs >= until)) {
    const { faults } = learned;
    const always = seen.hopelessAfterMs === 'grace' && faults?.hopelessSince === faults?.since;
    if (always && attempts >= ATTEMPTS_WITHOUT_WAIT)
      return { waiting: endHopeless(learned, seen, `${attempts} times`), next: { kind: 'end' } };
    return { waiting: leave(learned, elapsed, patience), next: { kind: 'leave' } };
  }
  return { waiting: learned, next: { kind: 'again', delayMs, atLeastMs: seen.retryAfterMs } };
}

/**
 * When a look that starts now is given up, in ms since the gate began: 2 s after the deadline, or after it began where
 * that is later; without waiting also 30 s after the first attempt.
 */
export function giveUpAt(waiting: Waiting, patience: Patience): number {
  const last = Math.max(patience.timeoutMs, waiting.lookedAt ?? 0) + GRACE_AFTER_DEADLINE_MS;
  return patience.wait ? last : Math.min(last, (waiting.lookedSince ?? 0) + ATTEMPTS_WITHIN_MS);
}

/**
 * Whether the machine slept over the end of a look, as far as the look was not itself begun late: what it was to see at
 * the deadline it has not seen. All in ms since the gate began.
 */
export function wasAsleep(lookedAt: number, now: number, timeoutMs: number): boolean {
  const late = GRACE_AFTER_DEADLINE_MS + ASLEEP_MS;
  return now >= Math.max(timeoutMs, lookedAt) + late && lookedAt < timeoutMs + late;
}

/** Up to 10 % and 1 s after the time that a server names: it names the same one to all who ask. */
function later(wishMs: number, random: number): number {
  return wishMs + random * Math.min(1000, wishMs / 10);
}

/** From 0.5 s, doubling, at most 5 s, the upper half of it by chance. */
function backoff(count: number, random: number): number {
  const cap = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (count - 1));
  return cap / 2 + random * (cap / 2);
}

/**
 * Time to the next look: the interval that was given, or the adaptive one, which is cut to where a settle window
 * or a grace ends, and at least 1 s.
 */
function interval(waiting: Waiting, elapsed: number, patience: Patience, random: number): number {
  if (patience.intervalMs !== 'auto') return patience.intervalMs;
  const waited = elapsed + patience.earlierMs;
  const wished = clamp(waited * ADAPTIVE_SHARE * (0.9 + 0.2 * random), MIN_INTERVAL_MS, MAX_INTERVAL_MS);
  const ends = [
    waiting.successSince === undefined ? undefined : waiting.successSince + patience.settleMs,
    waiting.absentSince === undefined ? undefined : waiting.absentSince + patience.notFoundGraceMs,
    waiting.tentativeSince === undefined ? undefined : waiting.tentativeSince + patience.notFoundGraceMs,
  ].map((at) => (at === undefined ? Number.POSITIVE_INFINITY : at - elapsed));
  return Math.max(MIN_INTERVAL_MS, Math.min(wished, ...ends));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
