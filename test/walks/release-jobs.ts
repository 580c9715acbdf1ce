/** Which jobs of a plan belong to its present execution, and what a job says, by the pages (ServiceStage). */
import type { Fields } from './log.ts';
import { wholeNumber } from './oracle.ts';
import type { BadEnd } from './said.ts';

/** A job may have begun so long before the plan's `execute_time`. */
const EARLY_MS = 10_000;
/** 2000 in epoch ms: what is smaller is no time. */
const TIME_SINCE = 946_684_800_000;

/** What ends a plan badly, by its own status; a component's own status that says one contradicts its job. */
export const BAD_ENDS: Readonly<Record<string, BadEnd>> = {
  FAILED: 'failed',
  PARTIALLY_FAILED: 'failed',
  ROLLBACK_FAILED: 'failed',
  ROLLBACK_SUCCEED: 'rolled-back',
  ABORTED: 'cancelled',
};

/** Words of a job that has ended. */
const ENDED_JOBS = ['SUCCEEDED', 'FAILED', 'CANCELLED', 'PARTIALLY_FAILED', 'ROLLBACKED'];

const TIMES = ['start_time', 'end_time', 'rollback_start_time', 'rollback_end_time'];

/** A time; undefined where there is none, which is written as null, 0 or not at all. */
function timeOf(value: unknown): number | undefined {
  const time = wholeNumber(value);
  return time !== undefined && time > 0 ? time : undefined;
}

/** A plan's `execute_time` that is a time after 2000 in ms. */
export function isTime(executed: number | undefined): executed is number {
  return executed !== undefined && executed >= TIME_SINCE;
}

/** The job has ended, by its own word. */
export function isOver(job: Fields): boolean {
  return ENDED_JOBS.some((word) => word === job['job_status']);
}

/** It began no earlier than 10 s before the execution, and had not ended by then. */
function isWithin(executed: number, start: number | undefined, end: number | undefined): boolean {
  return start !== undefined && start >= executed - EARLY_MS && !(end !== undefined && end <= executed);
}

/** The job is one of the execution that began at `executed`; a plan that has no such time has one execution. */
export function isOf(executed: number | undefined, job: Fields): boolean {
  if (!isTime(executed)) return true;
  const [start, end] = [timeOf(job['start_time']), timeOf(job['end_time'])];
  return start === undefined ? end === undefined && !isOver(job) : isWithin(executed, start, end);
}

/** The same of the job's rollback; one without times belongs where its forward job does. */
export function isRollbackOf(executed: number | undefined, job: Fields): boolean {
  if (!isTime(executed)) return true;
  const [start, end] = [timeOf(job['rollback_start_time']), timeOf(job['rollback_end_time'])];
  if (start === undefined && end === undefined) return isOf(executed, job);
  return isWithin(executed, start, end);
}

/** A word for a rollback, or a time of one; or the forward job's own word for it. */
export function hasRollback(job: Fields): boolean {
  const isBack = job['job_status'] === 'ROLLBACKING' || job['job_status'] === 'ROLLBACKED';
  const times = [job['rollback_start_time'], job['rollback_end_time']];
  return (
    isBack || (job['rollback_job_status'] ?? '') !== '' || times.some((time) => timeOf(time) !== undefined)
  );
}

/** How a rollback ended, if it has; `isDocumented` where the pages say so in so many words. */
export function rollbackEnd(job: Fields): {
  readonly end: BadEnd | undefined;
  readonly isDocumented: boolean;
} {
  const word = job['rollback_job_status'];
  if (word === 'SUCCEEDED') return { end: 'rolled-back', isDocumented: true };
  if (word === 'FAILED') return { end: 'failed', isDocumented: true };
  const isFailed = word === 'PARTIALLY_FAILED' || word === 'CANCELLED';
  const isBack = word === 'ROLLBACKED' || ((word ?? '') === '' && job['job_status'] === 'ROLLBACKED');
  return { end: isFailed ? 'failed' : isBack ? 'rolled-back' : undefined, isDocumented: false };
}

/** Every time is a whole number or none, and no rollback has an empty word: nothing is left to interpretation. */
export function isWellFormed(job: Fields): boolean {
  const isWhole = (value: unknown): boolean => (value ?? null) === null || wholeNumber(value) !== undefined;
  return TIMES.every((name) => isWhole(job[name])) && job['rollback_job_status'] !== '';
}
