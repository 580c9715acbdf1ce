/** The words of ServiceStage's answers, and one component's job in the vocabulary. */

import { z } from 'zod';

import type { EndedState, OpenState, Part } from '../task.ts';
import { AnyId, timesOf, translate } from './provider.ts';

/** Types differ from the vendor's table: numbers come as text, and anything may be null. */
const Loose = z.union([z.string(), z.number()]).nullish();

/** Source: ServiceStage, "Obtaining the Deployment Information About a Release Task", table 4. */
const Component = z.object({
  id: Loose,
  name: Loose,
  status: Loose,
  job_status: Loose,
  start_time: Loose,
  end_time: Loose,
  fail_message: Loose,
  rollback_job_status: Loose,
  rollback_start_time: Loose,
  rollback_end_time: Loose,
  rollback_fail_message: Loose,
});

/** `GET …/release-plans/{release_plan_id}/deploy-info`: the jobs of the last execution, and of earlier ones for a while. */
export const DeployInfo = z.object({ id: AnyId, components: z.array(Component).nullish() });

/** Source: ServiceStage, the release task itself (zh-CN edition). */
export const ReleasePlan = z.object({
  id: Loose,
  status: Loose,
  fail_strategy: Loose,
  execute_time: Loose,
  components: z.array(z.object({ component_id: Loose, id: Loose, name: Loose })).nullish(),
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

/** A component of deploy-info in the vocabulary. */
export interface Job {
  readonly part: Part;
  readonly unknown: readonly string[];
  readonly rollback: 'rolling-back' | 'rolled-back' | 'failed' | undefined;
  /** There was a rollback, by its times alone: how it stands is not told. */
  readonly untold: boolean;
  /** The component's own status, where it denies that it is well; else empty. */
  readonly unwell: string;
  readonly componentId: string;
}

/** Whether a job belongs to the execution that began at `since` (epoch ms; 0: any does). */
export function isOurs(component: Component, since: number): boolean {
  if (since === 0 || number(component.rollback_start_time) >= since) return true;
  const begun = number(component.start_time);
  if (begun > 0) return begun >= since;
  // Not begun: an end without a beginning is no evidence, of whichever execution it is.
  const { state } = translate(JOB_STATUS, text(component.job_status));
  return state === 'pending' || state === 'running';
}

/** Puts a component into the vocabulary; a rollback that began before `since` (epoch ms) is not ours. */
export function readJob(component: Component, since: number): Job {
  const word = text(component.job_status);
  const forward = translate(JOB_STATUS, word);
  const rollbackWord = text(component.rollback_job_status);
  const rollbackBegan = number(component.rollback_start_time);
  const rolledBack =
    (rollbackWord !== '' || rollbackBegan > 0 || number(component.rollback_end_time) > 0) &&
    !(rollbackBegan > 0 && rollbackBegan < since);
  const rollback = rolledBack ? rollbackState(rollbackWord) : byForwardJob(forward.state);
  const status = text(component.status);
  const health = translate(PLAN_STATUS, status).state;
  const state = rollback ?? forward.state;
  return {
    part: {
      name: text(component.name) || text(component.id),
      state,
      providerState: rolledBack ? `rollback ${rollbackWord || 'begun'}` : word,
      reason: [rolledBack ? text(component.rollback_fail_message) : '', text(component.fail_message)]
        .filter(Boolean)
        .join('; '),
      times: timesOf({
        start_time: component.start_time,
        end_time: component.end_time,
        rollback_start_time: component.rollback_start_time,
        rollback_end_time: component.rollback_end_time,
      }),
    },
    unknown: [
      ...(forward.unknown ? [`job ${word}`] : []),
      ...(rollbackWord !== '' && !Object.hasOwn(ROLLBACK_JOB_STATUS, rollbackWord)
        ? [`rollback ${rollbackWord}`]
        : []),
    ],
    rollback,
    untold: rolledBack && rollbackWord === '',
    unwell: health === 'failed' || health === 'rolled-back' || health === 'cancelled' ? status : '',
    componentId: text(component.id),
  };
}

function rollbackState(word: string): 'rolling-back' | 'rolled-back' | 'failed' {
  const { state } = translate(ROLLBACK_JOB_STATUS, word);
  return state === 'running' ? 'rolling-back' : state;
}

function byForwardJob(state: Part['state']): 'rolling-back' | 'rolled-back' | undefined {
  return state === 'rolling-back' || state === 'rolled-back' ? state : undefined;
}

/** Text that may have come as a number; empty where there is none. */
export function text(value: string | number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

/** A number that may have come as text; 0 where there is none. */
export function number(value: string | number | null | undefined): number {
  const read = Number(value ?? 0);
  return Number.isFinite(read) ? read : 0;
}
