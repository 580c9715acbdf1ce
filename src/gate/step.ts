import type { EndedState, FinalState, Observation, OpenState, Part, Seen, TaskState } from '../task.ts';
import { isOpen } from '../task.ts';
import { duration } from './wording.ts';

/** How long and how often to look. All times in milliseconds. */
export interface Patience {
  readonly timeoutMs: number;
  /** `false`: look once, tell, leave the rest for a later run. */
  readonly wait: boolean;
  readonly intervalMs: number | 'auto';
  readonly settleMs: number;
  readonly notFoundGraceMs: number;
}

/** What waiting for one task has learned so far. Times are milliseconds since the gate began. */
export interface Waiting {
  /** The last thing known, in the vocabulary; `pending` before the first look. */
  readonly state: TaskState;
  readonly providerState: string;
  readonly reason: string;
  readonly parts: readonly Part[];
  readonly lost?: 'failed' | 'cancelled' | undefined;
  /** A success was seen at some time. */
  readonly succeededOnce: boolean;
  /** A rollback was seen: from here on a success is not ours. */
  readonly rollbackSeen: boolean;
  /** Since when every look has said: success. */
  readonly successSince?: number | undefined;
  /** Since when every look has found the id unknown. */
  readonly absentSince?: number | undefined;
  /** The provider knew the id at some time. */
  readonly found: boolean;
  /** Since when every look has said the same doubtful end. */
  readonly tentativeSince?: number | undefined;
  readonly faults?: Faults | undefined;
  /** When the first look began. */
  readonly lookedSince?: number | undefined;
}

/** Transient faults in a row. */
interface Faults {
  readonly count: number;
  readonly since: number;
  readonly last: string;
  /** Since when every fault was one that is unlikely to pass. */
  readonly hopelessSince?: number | undefined;
}

/** What to do after a look: look again, leave it as it is (`wait: false`), or end. */
export type Next =
  | { readonly kind: 'again'; readonly delayMs: number; readonly atLeastMs: number }
  | { readonly kind: 'leave' }
  | { readonly kind: 'end' };

/** Before the first look. */
export const BEFORE: Waiting = {
  state: 'pending',
  providerState: '',
  reason: 'not looked at yet',
  parts: [],
  succeededOnce: false,
  rollbackSeen: false,
  found: false,
};

const MIN_INTERVAL_MS = 1_000;
const MAX_INTERVAL_MS = 10_000;
const ADAPTIVE_SHARE = 0.05;
const FIRST_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 5_000;
const ATTEMPTS_WITHOUT_WAIT = 3;
const ATTEMPTS_WITHIN_MS = 30_000;
const GRACE_AFTER_DEADLINE_MS = 2_000;

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
  if (patience.wait && elapsed >= patience.timeoutMs) {
    return { waiting: expire(learned, elapsed, patience), next: { kind: 'end' } };
  }
  if (seen.kind !== 'unreachable') {
    if (!patience.wait) return { waiting: learned, next: { kind: 'leave' } };
    const delayMs = interval(learned, elapsed, patience, random);
    return { waiting: learned, next: { kind: 'again', delayMs, atLeastMs: 0 } };
  }
  const attempts = learned.faults?.count ?? 1;
  const delayMs = Math.max(backoff(attempts, random), seen.retryAfterMs);
  const until = Math.min(patience.timeoutMs, (waiting.lookedSince ?? elapsed) + ATTEMPTS_WITHIN_MS);
  if (!patience.wait && (attempts >= ATTEMPTS_WITHOUT_WAIT || elapsed + delayMs >= until)) {
    return { waiting: leave(learned, elapsed), next: { kind: 'leave' } };
  }
  return { waiting: learned, next: { kind: 'again', delayMs, atLeastMs: seen.retryAfterMs } };
}

/**
 * How a task is left by `wait: false` when it could not be reached: in its last state, with the faults as the
 * reason.
 */
export function leave(waiting: Waiting, elapsed: number): Waiting {
  const tally = faultTally(waiting.faults, elapsed);
  return tally === '' ? waiting : { ...waiting, reason: tally };
}

/**
 * When a look that starts now is given up, in ms since the gate began: 2 s after the deadline, and without
 * waiting also 30 s after the first attempt.
 */
export function giveUpAt(waiting: Waiting, patience: Patience): number {
  const last = patience.timeoutMs + GRACE_AFTER_DEADLINE_MS;
  return patience.wait ? last : Math.min(last, (waiting.lookedSince ?? 0) + ATTEMPTS_WITHIN_MS);
}

/**
 * How a task ends at the deadline: `failed` where a part of it has failed, else `timed-out` with the last
 * thing that was seen.
 */
export function expire(waiting: Waiting, elapsed: number, patience: Patience): Waiting {
  const waited = duration(patience.timeoutMs);
  if (waiting.lost === 'failed') {
    return end(waiting, 'failed', `${waiting.reason}; the rest had not ended after ${waited}`);
  }
  const settled =
    waiting.successSince === undefined
      ? ''
      : `succeeded for ${duration(elapsed - waiting.successSince)} of ${duration(patience.settleMs)}; `;
  return end(waiting, 'timed-out', `${settled}not over after ${waited}: ${describeLast(waiting, elapsed)}`);
}

/** The last thing that was seen of a task, and the faults since then, for people. */
export function describeLast(waiting: Waiting, elapsed: number): string {
  const last = waiting.found || waiting.absentSince !== undefined ? lastSeen(waiting) : '';
  const faults = faultTally(waiting.faults, elapsed);
  return [last, faults].filter((text) => text !== '').join('; ') || 'never looked at';
}

/** A lost task's end when the gate stops before the rest of it has ended. */
export function endLost(waiting: Waiting): Waiting {
  return waiting.lost === undefined ? waiting : end(waiting, waiting.lost, waiting.reason);
}

/** What this look adds to the knowledge, with the task's end where it brings one. */
function learn(waiting: Waiting, seen: Observation, elapsed: number, patience: Patience): Waiting {
  switch (seen.kind) {
    case 'refused':
      return { ...end(waiting, 'error', seen.reason), providerState: seen.providerState };
    case 'unreachable':
      return learnFault(waiting, seen.reason, elapsed, seen.hopelessAfterMs);
    case 'absent':
      return learnAbsence(waiting, seen.providerState, seen.reason, elapsed, patience);
    case 'seen':
      return learnState(waiting, seen, elapsed, patience);
  }
}

function learnFault(
  waiting: Waiting,
  reason: string,
  elapsed: number,
  hopelessAfterMs: number | undefined,
): Waiting {
  const before = waiting.faults;
  const hopelessSince = hopelessAfterMs === undefined ? undefined : (before?.hopelessSince ?? elapsed);
  const faults: Faults = {
    count: (before?.count ?? 0) + 1,
    since: before?.since ?? elapsed,
    last: reason,
    hopelessSince,
  };
  const learned = { ...waiting, faults };
  const hopeless =
    hopelessSince !== undefined &&
    hopelessAfterMs !== undefined &&
    elapsed - hopelessSince >= hopelessAfterMs;
  return hopeless ? end(learned, 'error', `${reason} (for ${duration(elapsed - hopelessSince)})`) : learned;
}

function learnAbsence(
  waiting: Waiting,
  providerState: string,
  reason: string,
  elapsed: number,
  patience: Patience,
): Waiting {
  const absentSince = waiting.absentSince ?? elapsed;
  const learned: Waiting = {
    ...waiting,
    state: waiting.rollbackSeen ? 'rolling-back' : waiting.found ? 'running' : 'pending',
    providerState,
    reason,
    absentSince,
    successSince: undefined,
    tentativeSince: undefined,
    faults: undefined,
  };
  if (!patience.wait || elapsed - absentSince < patience.notFoundGraceMs) return learned;
  const absentFor = duration(elapsed - absentSince);
  return waiting.found
    ? end(learned, 'error', `disappeared: known before, unknown to the provider for ${absentFor}: ${reason}`)
    : end(
        learned,
        'error',
        `unknown to the provider for ${absentFor}: ${reason}; check the id and the region`,
      );
}

function learnState(waiting: Waiting, seen: Seen, elapsed: number, patience: Patience): Waiting {
  const learned: Waiting = {
    ...waiting,
    providerState: seen.providerState,
    reason: seen.reason,
    parts: seen.parts,
    lost: seen.lost,
    found: true,
    rollbackSeen: waiting.rollbackSeen || seen.state === 'rolling-back',
    succeededOnce: waiting.succeededOnce || seen.state === 'succeeded',
    successSince: undefined,
    tentativeSince: undefined,
    absentSince: undefined,
    faults: undefined,
  };
  if (seen.tentative === true && !waiting.succeededOnce) {
    const tentativeSince = waiting.tentativeSince ?? elapsed;
    const held = patience.wait && elapsed - tentativeSince >= patience.notFoundGraceMs;
    return { ...learned, tentativeSince, state: held ? seen.state : 'running' };
  }
  if (waiting.rollbackSeen) return { ...learned, ...afterRollback(seen) };
  if (seen.state !== 'succeeded' || patience.settleMs === 0) return { ...learned, state: seen.state };
  const successSince = waiting.successSince ?? elapsed;
  const held = elapsed - successSince;
  const reason = `succeeded for ${duration(held)} of ${duration(patience.settleMs)}`;
  return held >= patience.settleMs
    ? { ...learned, successSince, state: 'succeeded' }
    : { ...learned, successSince, state: 'running', reason: joined(reason, seen.reason) };
}

/** Once a rollback was seen, a task can end as rolled back or failed, never as anything better. */
function afterRollback(seen: Seen): { state: OpenState | EndedState; reason: string } {
  if (seen.state === 'succeeded') {
    return {
      state: 'rolled-back',
      reason: 'a rollback was under way; the success that is reported now is not that of this deployment',
    };
  }
  if (seen.state === 'cancelled') return { state: 'failed', reason: joined('rollback stopped', seen.reason) };
  return { state: isOpen(seen.state) ? 'rolling-back' : seen.state, reason: seen.reason };
}

function end(waiting: Waiting, state: FinalState, reason: string): Waiting {
  return { ...waiting, state, reason };
}

function lastSeen(waiting: Waiting): string {
  const words = waiting.providerState === '' ? '' : ` "${waiting.providerState}"`;
  return joined(`last seen ${waiting.state}${words}`, waiting.reason);
}

function faultTally(faults: Faults | undefined, elapsed: number): string {
  if (faults === undefined) return '';
  const often = faults.count === 1 ? 'last look failed' : `last ${faults.count} looks failed`;
  return `${often}, for ${duration(elapsed - faults.since)}: ${faults.last}`;
}

function joined(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(': ');
}

/** From 0.5 s, doubling, at most 5 s, the upper half of it by chance. */
function backoff(count: number, random: number): number {
  const cap = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (count - 1));
  return cap / 2 + random * (cap / 2);
}

/** Time to the next look: the interval, cut to where a settle window or a grace ends, at least 1 s. */
function interval(waiting: Waiting, elapsed: number, patience: Patience, random: number): number {
  const wished =
    patience.intervalMs === 'auto'
      ? clamp(elapsed * ADAPTIVE_SHARE * (0.9 + 0.2 * random), MIN_INTERVAL_MS, MAX_INTERVAL_MS)
      : patience.intervalMs;
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
