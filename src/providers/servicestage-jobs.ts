/** ServiceStage's answers about a release task: their shapes, and what each documented status means. */

import { z } from 'zod';

import type { EndedState, OpenState } from '../task.ts';
import { AnyId, ShownText } from './provider.ts';

/** Types differ from the vendor's table: numbers come as text, and anything may be null. */
const Loose = z.union([z.string(), z.number()]).nullish();

/** Source: ServiceStage, "Obtaining the Deployment Information About a Release Task", table 4. */
const Component = z.object({
  id: Loose,
  name: ShownText,
  status: Loose,
  job_status: Loose,
  start_time: Loose,
  end_time: Loose,
  fail_message: ShownText,
  rollback_job_status: Loose,
  rollback_start_time: Loose,
  rollback_end_time: Loose,
  rollback_fail_message: ShownText,
});

/** What tells of a rollback, and of which execution it is. */
export const Rollback = Component.pick({
  start_time: true,
  end_time: true,
  job_status: true,
  rollback_start_time: true,
  rollback_end_time: true,
  rollback_job_status: true,
});

/** `GET …/release-plans/{release_plan_id}/deploy-info`: the jobs of the last execution, and of earlier ones for a while. */
export const DeployInfo = z.object({ id: AnyId, components: z.array(Component).nullish() });

/** Source: ServiceStage, the release task itself (zh-CN edition). */
export const ReleasePlan = z.object({
  id: Loose,
  status: Loose,
  fail_strategy: Loose,
  execute_time: Loose,
  components: z.array(z.object({ component_id: Loose, id: Loose, name: ShownText })).nullish(),
});

/** The jobs of a release task, as deploy-info answers. */
export type DeployInfo = z.infer<typeof DeployInfo>;
/** The release task itself, as its own page answers. */
export type ReleasePlan = z.infer<typeof ReleasePlan>;
/** One component of deploy-info, with its job and, where there was one, its rollback. */
export type Component = z.infer<typeof Component>;

/** `job_status`, and the words that ServiceStage's general list of jobs adds to it. */
export const JOB_STATUS = {
  CREATED: 'pending',
  SUBMITTED: 'pending',
  SCHEDULED: 'pending',
  RUNNING: 'running',
  UNKNOWN: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  PARTIALLY_FAILED: 'failed',
  CANCELLED: 'cancelled',
  ROLLBACKING: 'rolling-back',
  ROLLBACKED: 'rolled-back',
} as const satisfies Record<string, OpenState | EndedState>;

/** `rollback_job_status`: any value means that a rollback happened, a word that is not here that it goes on. */
export const ROLLBACK_JOB_STATUS = {
  SUCCEEDED: 'rolled-back',
  ROLLBACKED: 'rolled-back',
  FAILED: 'failed',
  PARTIALLY_FAILED: 'failed',
  CANCELLED: 'failed',
  CREATED: 'rolling-back',
  SUBMITTED: 'rolling-back',
  SCHEDULED: 'rolling-back',
  RUNNING: 'rolling-back',
  ROLLBACKING: 'rolling-back',
  UNKNOWN: 'rolling-back',
} as const satisfies Record<string, OpenState | EndedState>;

/** `status` of the plan. The words of a plan that goes on are documented nowhere. */
export const PLAN_STATUS = {
  CREATED: 'pending',
  SUCCESS: 'succeeded',
  FAILED: 'failed',
  PARTIALLY_FAILED: 'failed',
  ROLLBACK_FAILED: 'failed',
  ROLLBACK_SUCCEED: 'rolled-back',
  ABORTED: 'cancelled',
} as const satisfies Record<string, OpenState | EndedState>;

/** Text that may have come as a number; empty where there is none. */
export function text(value: string | number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

/** A number that may have come as text; 0 where there is none. */
export function number(value: string | number | null | undefined): number {
  const read = Number(value ?? 0);
  return Number.isFinite(read) ? read : 0;
}
