/** What a run that carries on an earlier one has of it: the rest of its timeout, and what it has seen. Pure. */

import { BEFORE, type Patience, type Waiting } from './waiting.ts';

/** A timeout that is over cannot bound the looks that are left: this does, where it is the longer one. */
const LAST_LOOK_MS = 60_000;

/**
 * The patience of a run that carries on an earlier one, which began `earlierMs` ago (0 if there is none): what is left
 * of the timeout.
 * Once that is over each task is looked at once more, and what has not ended by then is timed out.
 */
export function carriedOn(patience: Patience, earlierMs: number): Patience {
  if (earlierMs <= 0) return patience;
  const leftMs = patience.timeoutMs - earlierMs;
  if (patience.wait && leftMs > 0) return { ...patience, earlierMs, timeoutMs: leftMs };
  const timeoutMs = Math.max(patience.timeoutMs, LAST_LOOK_MS);
  return { ...patience, earlierMs, wait: false, timeoutMs, overdueAtMs: leftMs };
}

/** What the runs so far have seen of a task. Times are ms since the epoch, by one clock for all of them. */
export interface Remembered {
  readonly found: boolean;
  readonly rollbackSeen: boolean;
  readonly succeededOnce: boolean;
  /** Since when every poll has found the ID unknown. */
  readonly absentSince?: number | undefined;
  /** Since when every poll has shown the same doubtful end. */
  readonly tentativeSince?: number | undefined;
  /** A part that ended badly was seen. */
  readonly lost?: 'failed' | 'cancelled' | undefined;
  /** What its provider keeps, as JSON. */
  readonly kept?: unknown;
}

/**
 * What a later run must know of a task, of which polls have taught this at `elapsed` ms since the gate began.
 *
 * @param kept what its provider keeps
 */
export function remember(waiting: Waiting, elapsed: number, now: Date, kept?: unknown): Remembered {
  const { found, rollbackSeen, succeededOnce, lost, faults } = waiting;
  const seen = { found, rollbackSeen, succeededOnce, lost, kept };
  // A poll that saw nothing ends the row.
  if (faults !== undefined) return seen;
  const at = (since: number | undefined): number | undefined =>
    since === undefined ? undefined : Math.round(now.getTime() - (elapsed - since));
  return { ...seen, absentSince: at(waiting.absentSince), tentativeSince: at(waiting.tentativeSince) };
}

/**
 * What is known of a task at the beginning of a run that carries on an earlier one. A run that waits measures its own
 * graces.
 */
export function recall(earlier: Remembered | undefined, now: Date, wait: boolean): Waiting {
  if (earlier === undefined) return BEFORE;
  const { found, rollbackSeen, succeededOnce, absentSince, tentativeSince, lost } = earlier;
  const known: Waiting = {
    ...BEFORE,
    found,
    rollbackSeen,
    succeededOnce,
    lost,
    lostReason: lost && `a part had ${lost === 'failed' ? 'failed' : 'been cancelled'} in an earlier run`,
    reason: 'not polled in this run yet',
  };
  const since = (at: number | undefined): number | undefined =>
    at === undefined || wait ? undefined : Math.min(0, at - now.getTime());
  return { ...known, absentSince: since(absentSince), tentativeSince: since(tentativeSince) };
}

/** Whether a grace may end a task: one poll alone has none to measure, unless an earlier run has begun it. */
export function hasGrace({ wait }: Patience, since: number | undefined): boolean {
  return wait || since !== undefined;
}
