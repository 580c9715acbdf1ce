/** What earlier looks at a ServiceStage release have shown, also those of which one answer was missing. */

import { nameOf, readJob } from './servicestage-component.ts';
import { type Component, type DeployInfo, type ReleasePlan, text } from './servicestage-jobs.ts';

/** Components that earlier looks have listed, by their ids. */
export interface Earlier {
  /** All of them, with the name that they last had. */
  readonly listed: ReadonlyMap<string, string>;
  /** Those that had failed, were cancelled or rolled back, in whichever execution, when they were last seen so. */
  readonly failed: ReadonlyMap<string, Component>;
}

/** Of a release that nobody has looked at yet. */
export const NOTHING_EARLIER: Earlier = { listed: new Map(), failed: new Map() };

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
  /** Whether any look has shown a rollback of an execution that counts. */
  readonly hadRollback: () => boolean;
}

/** The plan's documented statuses of a rollback, and what its status for one in progress may look like. */
const ROLLBACK_STATUS = /ROLL(ING|ED)?[ _-]?BACK/i;

/** A memory with nothing in it. */
export function createMemory(): Memory {
  const listed = new Map<string, string>();
  const failed = new Map<string, Component>();
  /** Rollbacks by component, until the plan has told of which execution they are. */
  const rollbacks = new Map<string, Component>();
  let rollback = false;
  return {
    earlier: { listed, failed },
    hadRollback: () => rollback,
    keep: (plan, info, executedAt) => {
      for (const component of info?.components ?? []) {
        const id = text(component.id);
        // As if all jobs were of one execution: which one they are of is judged when the plan has told its time.
        const { part, rollback: undone } = readJob(component, 0);
        listed.set(id, nameOf(component));
        if (undone !== undefined) rollbacks.set(id, component);
        if (undone !== undefined || isLost(part.state)) failed.set(id, component);
      }
      if (executedAt === undefined) return;
      rollback ||= ROLLBACK_STATUS.test(text(plan?.status));
      rollback ||= [...rollbacks.values()].some((component) => {
        const job = readJob(component, executedAt);
        return job.isOurs && job.rollback !== undefined;
      });
    },
  };
}

function isLost(state: string): boolean {
  return state === 'failed' || state === 'cancelled';
}

/** The names of components that had failed in the execution at `executedAt` (epoch ms), and are listed no more. */
export function failedAndGone(
  { failed }: Earlier,
  listed: ReadonlySet<string>,
  executedAt: number,
): readonly string[] {
  const gone = [...failed].filter(([id, component]) => {
    if (listed.has(id)) return false;
    const { isOurs, part } = readJob(component, executedAt);
    return isOurs && isLost(part.state);
  });
  return gone.map(([, component]) => nameOf(component));
}

/** The names of components that were listed before, and are not any more. */
export function gone(earlier: Earlier, listed: ReadonlySet<string>): readonly string[] {
  return [...earlier.listed].filter(([id]) => !listed.has(id)).map(([, name]) => name);
}
