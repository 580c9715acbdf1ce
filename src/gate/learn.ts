/** What one look adds to what is known of a task. Pure. */

import type { Absent, EndedState, Observation, OpenState, Seen, Unreachable } from '../task.ts';
import { isOpen } from '../task.ts';
import { duration, joined } from '../wording.ts';
import { hasGrace } from './carried-on.ts';
import { end, type Patience, type Waiting } from './waiting.ts';

/** What this look adds to the knowledge, with the task's end where it brings one. */
export function learn(waiting: Waiting, seen: Observation, elapsed: number, patience: Patience): Waiting {
  switch (seen.kind) {
    case 'refused':
      return { ...end(waiting, 'error', seen.reason), providerState: seen.providerState };
    case 'unreachable':
      return learnFault(waiting, seen, elapsed, patience);
    case 'absent':
      return learnAbsence(waiting, seen, elapsed, patience);
    case 'seen':
      return learnState(waiting, seen, elapsed, patience);
  }
}

function learnFault(waiting: Waiting, seen: Unreachable, elapsed: number, patience: Patience): Waiting {
  const before = waiting.faults;
  const faults = { count: (before?.count ?? 0) + 1, since: before?.since ?? elapsed, last: seen.reason };
  const borneMs = borneFor(seen, waiting, patience);
  if (borneMs === undefined) return { ...waiting, faults };
  const hopelessSince = before?.hopelessSince ?? elapsed;
  const learned = { ...waiting, faults: { ...faults, hopelessSince } };
  const lasted = elapsed - hopelessSince;
  return lasted < borneMs
    ? learned
    : endHopeless(learned, seen, lasted === 0 ? '' : `for ${duration(lasted)}`);
}

/** How long such a fault is borne, in ms; nothing where that is until the deadline. */
function borneFor(
  { hopelessAfterMs, onceSeen }: Unreachable,
  { found }: Waiting,
  patience: Patience,
): number | undefined {
  if (onceSeen === true && !found) return 0;
  if (hopelessAfterMs !== 'grace') return hopelessAfterMs;
  // Without waiting it is a matter of how often.
  return patience.wait ? patience.notFoundGraceMs : Number.POSITIVE_INFINITY;
}

/** The end of a task whose faults no more waiting will cure. */
export function endHopeless(
  waiting: Waiting,
  { reason, providerState }: Unreachable,
  lasted: string,
): Waiting {
  const ended = end(waiting, 'error', lasted === '' ? reason : `${reason} (${lasted})`);
  return providerState === undefined ? ended : { ...ended, providerState };
}

function learnAbsence(
  waiting: Waiting,
  { providerState, reason, ids }: Absent,
  elapsed: number,
  patience: Patience,
): Waiting {
  const before = inARow(waiting, waiting.absentSince);
  const absentSince = before ?? elapsed;
  const absentMs = elapsed - absentSince;
  const toCheck = `check the region, and ${ids === undefined ? 'the id' : `that ${ids}`}`;
  const learned: Waiting = {
    ...waiting,
    state: waiting.rollbackSeen ? 'rolling-back' : waiting.found ? 'running' : 'pending',
    providerState,
    reason: `not known to the provider ${waiting.found ? 'any more' : 'yet'} (${reason})`,
    absentSince,
    toCheck: waiting.found ? undefined : toCheck,
    successSince: undefined,
    tentativeSince: undefined,
    faults: undefined,
  };
  if (!hasGrace(patience, before) || absentMs < patience.notFoundGraceMs) return learned;
  const absentFor = duration(absentMs);
  return waiting.found
    ? end(
        learned,
        'error',
        `disappeared: known before, unknown to the provider for ${absentFor} (${reason}); has somebody deleted it?`,
      )
    : end(learned, 'error', `unknown to the provider for ${absentFor} (${reason}): ${toCheck}`);
}

/** Since when looks have said the same; nothing where the last one saw nothing, since then they are in no row. */
function inARow({ faults }: Waiting, since: number | undefined): number | undefined {
  return faults === undefined ? since : undefined;
}

/** A part that has failed outweighs one that was cancelled. */
function worse(one: Waiting['lost'], other: Waiting['lost']): Waiting['lost'] {
  return one === 'failed' || other === 'failed' ? 'failed' : (one ?? other);
}

function learnState(waiting: Waiting, seen: Seen, elapsed: number, patience: Patience): Waiting {
  const lost = worse(waiting.lost, seen.lost);
  const learned: Waiting = {
    ...waiting,
    providerState: seen.providerState,
    reason: seen.reason,
    parts: seen.parts,
    partCount: seen.partCount,
    // A part that has ended badly is not forgotten because a later answer leaves it out.
    lost: seen.state === 'succeeded' ? undefined : lost,
    lostReason: seen.lost !== undefined && seen.lost === lost ? seen.reason : waiting.lostReason,
    found: true,
    rollbackSeen: waiting.rollbackSeen || seen.state === 'rolling-back',
    succeededOnce: waiting.succeededOnce || seen.state === 'succeeded',
    successSince: undefined,
    tentativeSince: undefined,
    absentSince: undefined,
    faults: undefined,
  };
  if (seen.tentative === true && !waiting.succeededOnce) {
    const before = inARow(waiting, waiting.tentativeSince);
    const tentativeSince = before ?? elapsed;
    const held = hasGrace(patience, before) && elapsed - tentativeSince >= patience.notFoundGraceMs;
    if (held) return { ...learned, tentativeSince, state: seen.state };
    const doubt = `may be out of date, and counts after ${duration(patience.notFoundGraceMs)}`;
    return { ...learned, tentativeSince, state: 'running', reason: joined(doubt, seen.reason) };
  }
  if (waiting.rollbackSeen) return { ...learned, ...afterRollback(seen) };
  if (seen.state !== 'succeeded') return { ...learned, state: seen.state };
  const successSince = waiting.successSince ?? elapsed;
  // What was asked before the window's end says nothing about its end, however late the answer comes.
  const held = Math.max(0, (waiting.lookedAt ?? elapsed) - successSince);
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
  if (seen.state === 'superseded') return { state: 'rolled-back', reason: seen.reason };
  return { state: isOpen(seen.state) ? 'rolling-back' : seen.state, reason: seen.reason };
}
