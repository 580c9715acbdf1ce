/** Which execution of a plan an answer is about, and which jobs are of it. */

import { isOpen, type Seen, seen } from '../task.ts';
import { EARLIEST_MS } from './fields.ts';
import { translate } from './provider.ts';
import {
  type Component,
  JOB_STATUS,
  number,
  type ReleasePlan,
  ROLLBACK_JOB_STATUS,
  text,
} from './servicestage-jobs.ts';

/** How much earlier than `execute_time` a job of that execution may begin (ms): the two clocks may differ. */
const SLACK_MS = 10_000;

/**
 * The `execute_time` (epoch ms; 0: none is given) of the execution that counts. Nothing while the plan's last
 * execution is still the one before it.
 *
 * @param afterExecution `execute_time` (epoch ms) of the execution before ours, if the user gave one
 */
export function executionOf(plan: ReleasePlan, afterExecution: string | undefined): number | undefined {
  const executedAt = number(plan.execute_time);
  if (afterExecution === undefined) return executedAt;
  return executedAt > Number(afterExecution) ? executedAt : undefined;
}

/** Whose jobs a component of deploy-info has, as far as its times say. */
export interface Belonging {
  /** Its job is of this execution. */
  readonly forward: boolean;
  /** Its rollback is of this execution. Nothing if it has none. */
  readonly rollback: boolean | undefined;
}

/**
 * Which jobs of a component are of the execution at `executedAt` (epoch ms): those that began no earlier than 10 s
 * before, and had not ended by then; one without a start only while it has not ended. A rollback without times goes
 * with the job that it undoes. A plan whose `execute_time` is not a time has one execution, which all jobs are of.
 */
export function belonging(component: Component, executedAt: number): Belonging {
  const status = translate(JOB_STATUS, text(component.job_status)).state;
  const forward = isOfExecution(executedAt, component.start_time, component.end_time, isOpen(status));
  const word = rollbackStatus(component);
  const times = [component.rollback_start_time, component.rollback_end_time] as const;
  if (times.every((time) => number(time) <= 0)) {
    return { forward, rollback: word === '' ? undefined : forward };
  }
  const isGoing = isOpen(translate(ROLLBACK_JOB_STATUS, word).state);
  return { forward, rollback: isOfExecution(executedAt, ...times, isGoing) };
}

function isOfExecution(
  executedAt: number,
  start: Component['start_time'],
  end: Component['end_time'],
  isGoing: boolean,
): boolean {
  if (executedAt < EARLIEST_MS) return true;
  const ended = number(end);
  if (ended > 0 && ended <= executedAt) return false;
  const began = number(start);
  return began > 0 ? began >= executedAt - SLACK_MS : isGoing && ended <= 0;
}

/** `rollback_job_status`; empty if there is none, also where the text `null` stands for that. */
export function rollbackStatus(component: Component): string {
  const word = text(component.rollback_job_status);
  return word === 'null' ? '' : word;
}

/**
 * A plan that was executed once more: its jobs are those of that execution from then on.
 *
 * @param ours when our execution began (epoch ms)
 * @param last when the last one began (epoch ms)
 */
export function supersededBy(plan: ReleasePlan, ours: number, last: number): Seen {
  return seen(
    'superseded',
    `plan ${text(plan.status)}`,
    `executed again at ${isoTime(last)}, before the execution of ${isoTime(ours)} was confirmed`,
  );
}

/**
 * An answer of before an execution that was seen already: a replica that lags says nothing of that one.
 *
 * @param ours when the execution that was seen began (epoch ms)
 */
export function wentBack(plan: ReleasePlan, ours: number): Seen {
  const now = number(plan.execute_time);
  const about = now > 0 ? `the execution of ${isoTime(now)}` : 'no execution';
  return seen(
    'running',
    `plan ${text(plan.status)}`,
    `the plan speaks of ${about}, after that of ${isoTime(ours)} was seen`,
  );
}

/** A plan whose last execution is still the one before ours, or that was never executed. */
export function notStarted(plan: ReleasePlan): Seen {
  const executedAt = number(plan.execute_time);
  const last =
    executedAt > 0 ? `its last execution is still that of ${isoTime(executedAt)}` : 'it was never executed';
  return seen('pending', `plan ${text(plan.status)}`, `not started yet: ${last}`);
}

/** The end of a reason that names the execution it is about. Empty if the plan gives no time. */
export function executionText(executedAt: number): string {
  return executedAt > 0 ? ` (the execution of ${isoTime(executedAt)})` : '';
}

function isoTime(epochMs: number): string {
  const date = new Date(epochMs);
  return epochMs < EARLIEST_MS || Number.isNaN(date.getTime()) ? String(epochMs) : date.toISOString();
}
