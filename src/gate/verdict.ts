/** The verdict over all tasks, and whether the step passes. Pure. */

import { BAD_STATES, isOpen, type TaskState, type Verdict } from '../task.ts';

/** One task's end, as far as the verdict needs it. */
export interface Judged {
  readonly state: TaskState;
  readonly optional: boolean;
}

/** What ended the gate itself: the job was cancelled, or something was thrown where nobody catches it. */
export type Stopped = 'interrupted' | 'broken';

/**
 * The verdict over all tasks: the first of the bad states, in their order, that any non-optional task has.
 * A gate that stopped on a task in a rollback counts it as rolled back. Nothing to judge is an error, and so is
 * a gate that broke.
 */
export function verdict(tasks: readonly Judged[], stopped: Stopped | undefined, waited: boolean): Verdict {
  if (stopped === 'interrupted') return 'interrupted';
  const states = tasks.filter((task) => !task.optional).map((task) => task.state);
  const rollingBack = waited && states.includes('rolling-back');
  const worst = BAD_STATES.find((bad) => states.includes(bad) || (bad === 'rolled-back' && rollingBack));
  if (worst !== undefined) return worst;
  if (stopped === 'broken') return 'error';
  if (states.length > 0 && states.every((state) => state === 'succeeded')) return 'succeeded';
  return !waited && states.some(isOpen) ? 'running' : 'error';
}

/**
 * Whether a step may pass whose gate did not break: neither the verdict nor a non-optional task's state is in
 * `failOn`, the gate was not interrupted, and where it waited every non-optional task has ended.
 */
export function passes(
  verdict: Verdict,
  tasks: readonly Judged[],
  failOn: ReadonlySet<TaskState | Verdict>,
  waited: boolean,
): boolean {
  if (verdict === 'interrupted' || failOn.has(verdict)) return false;
  return tasks.every(({ optional, state }) => optional || !(failOn.has(state) || (waited && isOpen(state))));
}
