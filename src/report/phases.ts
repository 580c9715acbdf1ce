/** A task's changes as phases that a chart can show. */

import { isOpen, type OpenState } from '../task.ts';
import type { Change, Result } from './results.ts';

/** A span of time that a task spent in one state, or going back and forth. */
export interface Phase {
  readonly state: OpenState;
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  /** How many phases it stands for that are too short to be shown; 0 where it is one of its own. */
  readonly changes: number;
}

/** What ends within an instant has some length, too; of durations only tenths of a second are kept. */
const SHORTEST_MS = 100;

/** Even of a task that flaps for hours nobody reads more. */
const MAX_SHOWN = 10;

/**
 * What a task went through from its first look to its end, or to now. An end takes no time; a task that was never
 * seen in another state was pending until then.
 *
 * @param changes those of this task, in their order
 * @returns phases without gaps; none if the task was never looked at
 */
export function phasesOf(result: Result, changes: readonly Change[]): readonly Phase[] {
  if (result.started_at === null) return [];
  const from = Date.parse(result.started_at);
  // Not `finished_at`: the wall clock may have been set while we waited.
  const to = from + Math.max(SHORTEST_MS, result.duration_seconds * 1000);
  const phases: Phase[] = [];
  let state: OpenState = 'pending';
  let since = from;
  for (const change of changes) {
    if (!isOpen(change.state)) break;
    const at = Math.min(Math.max(Date.parse(change.at), since), to);
    append(phases, { state, from: since, to: at, changes: 0 });
    state = change.state;
    since = at;
  }
  append(phases, { state, from: since, to, changes: 0 });
  return phases;
}

/**
 * The phases of a task as a chart can show them: one that is too short is part of its neighbour, and many such in
 * a row are one phase of changes.
 *
 * @param atLeast milliseconds that can just be seen
 * @returns at most 10 phases, without gaps; one at least if there was one
 */
export function readable(phases: readonly Phase[], atLeast: number): readonly Phase[] {
  const shown = grouped(phases, atLeast);
  return shown.length <= MAX_SHOWN ? shown : readable(phases, atLeast * 2);
}

function grouped(phases: readonly Phase[], atLeast: number): readonly Phase[] {
  const shown: Phase[] = [];
  let short: Phase | undefined;
  const settle = (): void => {
    if (short === undefined) return;
    const before = shown.at(-1);
    if (short.changes > 1 && short.to - short.from >= atLeast) shown.push(short);
    else if (before !== undefined) shown[shown.length - 1] = { ...before, to: short.to };
    // At the very beginning it is part of what follows.
    else return;
    short = undefined;
  };
  for (const phase of phases) {
    if (phase.to - phase.from < atLeast) {
      short = { ...phase, from: short?.from ?? phase.from, changes: (short?.changes ?? 0) + 1 };
      continue;
    }
    settle();
    append(shown, { ...phase, from: short?.from ?? phase.from });
    short = undefined;
  }
  settle();
  return shown.length === 0 && short !== undefined ? [{ ...short, changes: 0 }] : shown;
}

/** Adds a phase; one in the state of the one before is more of the same. */
function append(phases: Phase[], phase: Phase): void {
  const before = phases.at(-1);
  if (before?.state !== phase.state || before.changes > 0) phases.push(phase);
  else phases[phases.length - 1] = { ...before, to: phase.to };
}
