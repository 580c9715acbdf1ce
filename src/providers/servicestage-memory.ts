/** What earlier looks at a ServiceStage release have shown, also those of which one answer was missing. */

import { type Job, nameOf, readJob } from './servicestage-component.ts';
import { type Component, type DeployInfo, type ReleasePlan, text } from './servicestage-jobs.ts';

/** Each component that an earlier look has listed, by its id, as it was last seen. */
export type Earlier = ReadonlyMap<string, Component>;

/** Of a release that nobody has looked at yet. */
export const NOTHING_EARLIER: Earlier = new Map();

/** How far a rollback had come in any look. */
export type RollbackSeen = 'failed' | 'begun' | undefined;

/** The memory of the looks at one release. */
export interface Memory {
  readonly earlier: Earlier;
  /**
   * Keeps what a look has shown: either answer may be missing.
   *
   * @param executedAt `execute_time` (epoch ms) of the execution that counts, as far as a plan has told it; only
   *   then is `plan` about that execution
   */
  readonly keep: (
    plan: ReleasePlan | undefined,
    info: DeployInfo | undefined,
    executedAt: number | undefined,
  ) => void;
  /** What any look has shown of a rollback of an execution that counts. */
  readonly rollback: () => RollbackSeen;
}

/** The plan's documented statuses of a rollback, and what its status for one in progress may look like. */
const ROLLBACK_STATUS = /ROLL(ING|ED)?[ _-]?BACK/i;

/** A memory with nothing in it. */
export function createMemory(): Memory {
  const earlier = new Map<string, Component>();
  /** Rollbacks by component, until the plan has told of which execution they are. */
  const rollbacks = new Map<string, Component>();
  let seen: RollbackSeen;
  return {
    earlier,
    rollback: () => seen,
    keep: (plan, info, executedAt) => {
      for (const component of info?.components ?? []) {
        const id = text(component.id);
        earlier.set(id, component);
        // As if all jobs were of one execution: which one they are of is judged when the plan has told its time.
        if (readJob(component, 0).rollback !== undefined) rollbacks.set(id, component);
      }
      if (executedAt === undefined) return;
      const status = text(plan?.status);
      const jobs = [...rollbacks.values()].map((component) => readJob(component, executedAt));
      const ours = jobs.filter((job) => job.isOurs && job.rollback !== undefined);
      if (status === 'ROLLBACK_FAILED' || ours.some((job) => job.rollback === 'failed')) seen = 'failed';
      else if (ROLLBACK_STATUS.test(status) || ours.length > 0) seen ??= 'begun';
    },
  };
}

/** A component that is listed no more, as it was last seen. */
export interface Gone {
  readonly name: string;
  readonly job: Job;
}

/**
 * The components that were listed before, and are not any more.
 *
 * @param executedAt `execute_time` (epoch ms) of the execution that is judged
 */
export function goneFrom(earlier: Earlier, listed: ReadonlySet<string>, executedAt: number): readonly Gone[] {
  return [...earlier]
    .filter(([id]) => !listed.has(id))
    .map(([, component]) => ({ name: nameOf(component), job: readJob(component, executedAt) }));
}
