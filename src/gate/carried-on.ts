/** The patience of a run that carries on an earlier one. Pure. */

import { isKnown, type Patience, type Waiting } from './waiting.ts';

/** A timeout that is over cannot bound the looks that are left: this does, where it is the longer one. */
const LAST_LOOK_MS = 60_000;

/**
 * The patience of a run that carries on an earlier one, which began `earlierMs` ago: what is left of the timeout.
 * Once that is over each task is looked at once more, and what has not ended by then is timed out.
 */
export function carriedOn(patience: Patience, earlierMs: number): Patience {
  const leftMs = patience.timeoutMs - earlierMs;
  if (patience.wait && leftMs > 0) return { ...patience, earlierMs, timeoutMs: leftMs };
  const timeoutMs = Math.max(patience.timeoutMs, LAST_LOOK_MS);
  return { ...patience, earlierMs, wait: false, timeoutMs, overdueAtMs: leftMs };
}

/** Since when a task has been what its first usable look says: since the earlier run began, if there was one. */
export function sinceFirstLook(waiting: Waiting, elapsed: number, patience: Patience): number {
  return patience.earlierMs > 0 && !isKnown(waiting) ? -patience.earlierMs : elapsed;
}

/** Whether a grace may end a task: one look alone has none to measure. */
export function hasGrace(patience: Patience): boolean {
  return patience.wait || patience.earlierMs > 0;
}
