/** What waiting for a task has learned, and how a task ends where waiting does. Pure. */

import type { FinalState, Part, TaskState } from '../task.ts';
import { duration, joined } from '../wording.ts';

/** How long and how often to look. All times in milliseconds. */
export interface Patience {
  readonly timeoutMs: number;
  /** `false`: look once, tell, leave the rest for a later run. */
  readonly wait: boolean;
  readonly intervalMs: number | 'auto';
  readonly settleMs: number;
  readonly notFoundGraceMs: number;
  /** How long ago an earlier run began that this one carries on, whose timeout and grace count; 0 for a first run. */
  readonly earlierMs: number;
  /** Where nothing is waited for: when the earlier run's timeout is over, in ms since this one began. */
  readonly overdueAtMs?: number;
}

/** What waiting for one task has learned so far. Times are milliseconds since the gate began. */
export interface Waiting {
  /** The last thing known, in the vocabulary; `pending` before the first look. */
  readonly state: TaskState;
  readonly providerState: string;
  readonly reason: string;
  readonly parts: readonly Part[];
  /** How many there are, where only the worst of them are listed. */
  readonly partCount?: number | undefined;
  readonly lost?: 'failed' | 'cancelled' | undefined;
  /** What was said of the part that ended badly. */
  readonly lostReason?: string | undefined;
  /** A success was seen at some time. */
  readonly succeededOnce: boolean;
  /** A rollback was seen: from here on a success is not ours. */
  readonly rollbackSeen: boolean;
  /** Since when every look has said: success. */
  readonly successSince?: number | undefined;
  /** Since when every look has found the id unknown. */
  readonly absentSince?: number | undefined;
  /** What may be wrong where the id was never known. */
  readonly toCheck?: string | undefined;
  /** The provider knew the id at some time. */
  readonly found: boolean;
  /** Since when every look has said the same doubtful end. */
  readonly tentativeSince?: number | undefined;
  readonly faults?: Faults | undefined;
  /** When the first look began. */
  readonly lookedSince?: number | undefined;
  /** When the latest look began. */
  readonly lookedAt?: number | undefined;
}

/** Transient faults in a row. */
interface Faults {
  readonly count: number;
  readonly since: number;
  readonly last: string;
  /** Since when every fault was one that is unlikely to pass. */
  readonly hopelessSince?: number | undefined;
}

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

/**
 * How a task is left by `wait: false`: in its last state, with the faults as the reason if it could not be
 * reached; at its deadline where an earlier run has used up the time.
 */
export function leave(waiting: Waiting, elapsed: number, patience: Patience): Waiting {
  const { overdueAtMs } = patience;
  if (overdueAtMs !== undefined && elapsed >= overdueAtMs) return expire(waiting, elapsed, patience);
  const tally = faultTally(waiting, elapsed);
  return tally === '' ? waiting : { ...waiting, reason: tally };
}

/**
 * How a task ends at the deadline: `failed` where a part of it has failed, else `timed-out` with the last
 * thing that was seen.
 */
export function expire(waiting: Waiting, elapsed: number, patience: Patience): Waiting {
  const waited = duration(patience.earlierMs + (patience.wait ? patience.timeoutMs : elapsed));
  if (waiting.lost === 'failed') {
    return end(
      waiting,
      'failed',
      `${waiting.lostReason || 'a part failed'}; the rest had not ended after ${waited}`,
    );
  }
  if (waiting.successSince !== undefined) {
    const heldMs = Math.max(0, Math.min(elapsed, patience.timeoutMs) - waiting.successSince);
    const window = duration(patience.settleMs);
    const settled =
      heldMs < patience.settleMs
        ? `succeeded for ${duration(heldMs)} of ${window} when the time was up`
        : `succeeded, but no look could confirm it after ${window}, when the time was up`;
    const faults = faultTally(waiting, elapsed);
    return end(
      waiting,
      'timed-out',
      [`${settled} ("${waiting.providerState}")`, faults].filter(Boolean).join('; '),
    );
  }
  const what = isKnown(waiting)
    ? `still ${waiting.state} after ${waited}`
    : `no usable answer within ${waited}`;
  return end(waiting, 'timed-out', joined(what, describeLast(waiting, elapsed)));
}

/** What the provider last said of a task, and the faults since then, for people. */
export function describeLast(waiting: Waiting, elapsed: number): string {
  const isAbsent = waiting.absentSince !== undefined;
  // The reason of an absence has its code.
  const word = isAbsent || waiting.providerState === '' ? '' : `"${waiting.providerState}"`;
  const toCheck = isAbsent ? (waiting.toCheck ?? '') : '';
  const said = joined(word, waiting.reason, toCheck) || 'the state it gives is empty';
  const last = isKnown(waiting) ? said : '';
  const faults = faultTally(waiting, elapsed);
  return [last, faults].filter((text) => text !== '').join('; ') || 'never looked at';
}

/** Whether any look has said something of the task. */
export function isKnown(waiting: Waiting): boolean {
  return waiting.found || waiting.absentSince !== undefined;
}

/** A lost task's end when the gate stops before the rest of it has ended. */
export function endLost(waiting: Waiting): Waiting {
  return waiting.lost === undefined
    ? waiting
    : end(waiting, waiting.lost, waiting.lostReason || waiting.reason);
}

/** The end of waiting for a task. */
export function end(waiting: Waiting, state: FinalState, reason: string): Waiting {
  return { ...waiting, state, reason };
}

/** The transient faults of the last looks, for people; empty where the last look met none. */
export function faultTally({ faults }: Waiting, elapsed: number): string {
  if (faults === undefined) return '';
  const agoMs = elapsed - faults.since;
  if (faults.count === 1) return `the last look failed, ${duration(agoMs)} ago: ${faults.last}`;
  return `the last ${faults.count} looks failed, for ${duration(agoMs)}: ${faults.last}`;
}
