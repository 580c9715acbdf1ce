/** Both answers about one execution of a ServiceStage release, and what earlier looks have shown, as one value. */

import { type Job, readJob } from './servicestage-component.ts';
import { type DeployInfo, type ReleasePlan, text } from './servicestage-jobs.ts';
import { type Earlier, type Gone, goneFrom } from './servicestage-memory.ts';

/** Both answers about an execution, and what earlier looks have shown. */
export interface Release {
  readonly plan: ReleasePlan;
  /** The plan's own status; empty if it has none. */
  readonly status: string;
  /** `execute_time` (epoch ms) of the execution that is judged; 0 if there is none. */
  readonly executedAt: number;
  /** The jobs of this execution. */
  readonly jobs: readonly Job[];
  /** All that are listed, of whichever execution. */
  readonly listed: readonly Job[];
  /** How many components the plan names. */
  readonly named: number;
  /** The names of those that have no job of this execution. */
  readonly notBegun: readonly string[];
  /** What earlier looks have listed, and this one does not. */
  readonly gone: readonly Gone[];
}

/** @param executedAt `execute_time` (epoch ms; 0 if there is none) of the execution that is judged */
export function readRelease(
  plan: ReleasePlan,
  info: Pick<DeployInfo, 'components'>,
  executedAt: number,
  earlier: Earlier,
): Release {
  const listed = (info.components ?? []).map((component) => readJob(component, executedAt));
  const jobs = listed.filter((job) => job.isOurs);
  return {
    plan,
    status: text(plan.status),
    executedAt,
    jobs,
    listed,
    named: plan.components?.length ?? 0,
    notBegun: notBegunOf(jobs, plan),
    gone: goneFrom(earlier, new Set(listed.map(({ id }) => id)), executedAt),
  };
}

/** Components that the plan names and that have no job of this execution (later batches, perhaps), by name. */
function notBegunOf(jobs: readonly Job[], plan: ReleasePlan): readonly string[] {
  const begun = new Set(jobs.map(({ id }) => id).filter((id) => id !== ''));
  return (plan.components ?? [])
    .filter(({ component_id, id }) => !begun.has(text(component_id)) && !begun.has(text(id)))
    .map(({ component_id, id, name }) => text(name) || text(component_id) || text(id));
}

/** The names of components, for people. */
export function names(jobs: readonly Job[]): string {
  return jobs.map(({ part }) => part.name).join(', ');
}

/** What the jobs say, for people. */
export function describeAll(jobs: readonly Job[]): string {
  return jobs.map(describe).join('; ');
}

/** What one job says, for people. */
export function describe({ part }: Job): string {
  return [`${part.name} ${part.providerState}`, part.reason].filter(Boolean).join(': ');
}
