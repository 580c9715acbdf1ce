/** What earlier looks at a ServiceStage release have shown, also those of which one answer was missing. */

import { z } from 'zod';

import { markOf } from './notes.ts';
import { isBadEnd, nameOf, readJob } from './servicestage-component.ts';
import { type Component, type DeployInfo, type ReleasePlan, Rollback, text } from './servicestage-jobs.ts';

/** What earlier looks have listed. */
export interface Earlier {
  /** Each component by its id, as it was last seen. */
  readonly components: ReadonlyMap<string, Component>;
  /** Those that an earlier run has seen, by the marks of their ids. */
  readonly ofEarlierRuns: Marks;
  /** `execute_time` (epoch ms) of the execution that they were judged by. */
  readonly markedAt: number;
  /** How many there were: the marks of some may have been left out. */
  readonly count: number;
}

/** How a component of the execution that counts was last seen; one of another execution is `finished`. */
type Marks = Readonly<Record<string, 'finished' | 'unfinished' | 'failed'>>;

/** Of a release that nobody has looked at yet. */
export const NOTHING_EARLIER: Earlier = { components: new Map(), ofEarlierRuns: {}, markedAt: 0, count: 0 };

/** How far a rollback had come in any look. */
export type RollbackSeen = 'failed' | 'begun' | undefined;

/** The memory of the looks at one release. */
export interface Memory {
  readonly earlier: () => Earlier;
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
  /** Adds what earlier runs have kept. */
  readonly recall: (kept: Kept) => void;
  /** What a later run must know of the execution at `executedAt` (epoch ms). */
  readonly kept: (executedAt: number) => Omit<Kept, 'executedAt' | 'listed'>;
}

/** The plan's documented statuses of a rollback, and what its status for one in progress may look like. */
const ROLLBACK_STATUS = /ROLL(ING|ED)?[ _-]?BACK/i;

/** The form of what a later run must know. */
export const Kept = z.object({
  /** `execute_time` (epoch ms) of the execution that counts. */
  executedAt: z.int().nonnegative().optional(),
  /** Deploy-info was there. */
  listed: z.boolean(),
  rollback: z.enum(['failed', 'begun']).optional(),
  /** Rollbacks of which the plan has not told yet of which execution they are. */
  rollbacks: z.array(Rollback),
  count: z.int().nonnegative(),
  marks: z.record(z.string(), z.enum(['finished', 'unfinished', 'failed'])),
});
/** What a later run must know. */
export type Kept = z.infer<typeof Kept>;

/** A memory with nothing in it. */
export function createMemory(): Memory {
  const components = new Map<string, Component>();
  let ofEarlierRuns: Marks = {};
  let markedAt = 0;
  let count = 0;
  /** Rollbacks, until the plan has told of which execution they are: one component may have had several. */
  const rollbacks = new Map<string, Component>();
  let seen: RollbackSeen;
  return {
    earlier: () => ({ components, ofEarlierRuns, markedAt, count }),
    rollback: () => seen,
    recall: (kept) => {
      const { rollback, executedAt = 0 } = kept;
      ofEarlierRuns = kept.marks;
      count = kept.count;
      markedAt = executedAt;
      for (const each of kept.rollbacks) rollbacks.set(rollbackKey(each), each);
      if (seen !== 'failed') seen = rollback ?? seen;
    },
    kept: (executedAt) => {
      const earlier = Object.entries(ofEarlierRuns).map(([mark, how]) => [
        mark,
        executedAt === markedAt ? how : 'finished',
      ]);
      const now = [...components].map(([id, component]) => [markOf(id), howSeen(component, executedAt)]);
      const marks = Object.fromEntries([...earlier, ...now]);
      return {
        rollback: seen,
        rollbacks: seen === undefined ? keptRollbacks(rollbacks.values()) : [],
        count: Math.max(count, Object.keys(marks).length),
        marks,
      };
    },
    keep: (plan, info, executedAt) => {
      for (const component of info?.components ?? []) {
        const id = text(component.id);
        components.set(id, component);
        // As if all jobs were of one execution: which one they are of is judged when the plan has told its time.
        if (readJob(component, 0).rollback !== undefined) rollbacks.set(rollbackKey(component), component);
      }
      for (const key of rollbacks.keys()) {
        if (rollbacks.size <= MOST_ROLLBACKS) break;
        rollbacks.delete(key);
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

/** Of more rollbacks than these the first are forgotten. */
const MOST_ROLLBACKS = 5_000;

/** So many of the last ones are kept for a later run, if they are not too long (characters). */
const MOST_KEPT = 20;
const LONGEST_KEPT = 300;

function keptRollbacks(rollbacks: Iterable<Component>): Kept['rollbacks'] {
  const all = [...rollbacks].map((each) => Rollback.parse(each));
  return all.filter((each) => JSON.stringify(each).length <= LONGEST_KEPT).slice(-MOST_KEPT);
}

/** Tells one rollback of a component from another. */
function rollbackKey(component: Component): string {
  const { id, start_time, end_time, job_status, rollback_start_time, rollback_job_status } = component;
  return JSON.stringify([id, start_time, end_time, job_status, rollback_start_time, rollback_job_status]);
}

/** A component that is listed no more. */
export interface Gone {
  readonly name: string;
  /** It was of this execution, and had not succeeded when it was last listed. */
  readonly isUnfinished: boolean;
  /** And had ended badly. */
  readonly hasFailed: boolean;
}

/**
 * The components that were listed before, and are not any more.
 *
 * @param executedAt `execute_time` (epoch ms) of the execution that is judged
 */
export function goneFrom(earlier: Earlier, listed: ReadonlySet<string>, executedAt: number): readonly Gone[] {
  const seen = [...earlier.components].map(([id, component]) => ({
    id,
    name: nameOf(component),
    how: howSeen(component, executedAt),
  }));
  const known = new Set([...listed, ...earlier.components.keys()].map(markOf));
  const unseen = Object.entries(earlier.ofEarlierRuns).filter(([mark]) => !known.has(mark));
  const unmarked = Math.max(0, earlier.count - known.size - unseen.length);
  const isOther = executedAt !== earlier.markedAt;
  const name = 'a component that an earlier run listed';
  return [
    ...seen.filter(({ id }) => !listed.has(id)),
    ...unseen.map(([, how]) => ({ name, how: isOther ? 'finished' : how })),
    ...Array.from({ length: unmarked }, () => ({ name, how: isOther ? 'finished' : 'unfinished' })),
  ].map(({ name, how }) => ({ name, isUnfinished: how !== 'finished', hasFailed: how === 'failed' }));
}

function howSeen(component: Component, executedAt: number): Marks[string] {
  const { isOurs, part } = readJob(component, executedAt);
  if (!isOurs || part.state === 'succeeded') return 'finished';
  return isBadEnd(part.state) ? 'failed' : 'unfinished';
}
