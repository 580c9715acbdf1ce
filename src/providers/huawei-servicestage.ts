/** Huawei Cloud ServiceStage: a release task, its fields and its requests. */

import { z } from 'zod';

import type { Connection } from '../clouds/connection.ts';
import { isOpen, type Observation, type Seen, unreachable } from '../task.ts';
import { epochMs, id } from './fields.ts';
import { comparingIds } from './identity.ts';
import type { Notes } from './notes.ts';
import { defineProvider, type Look, type Problem } from './provider.ts';
import { executionOf, supersededBy, wentBack } from './servicestage-execution.ts';
import { DeployInfo, ReleasePlan } from './servicestage-jobs.ts';
import { createMemory, Kept, type RollbackSeen } from './servicestage-memory.ts';
import { judgeRelease } from './servicestage-verdict.ts';

function watch(
  connection: Connection,
  projectId: string,
  planId: string,
  afterExecution: string | undefined,
  notes: Notes,
): Look {
  const plan = {
    operation: 'getReleasePlan',
    path: `/v3/${projectId}/cas/release-plans/${planId}`,
    query: {},
    permission: 'servicestage::getReleasePlan',
    ids: 'release-plan-id is the id of a release task of the project',
  };
  const deployInfo = { ...plan, path: `${plan.path}/deploy-info` };
  const memory = createMemory();
  /** `execute_time` (epoch ms) of the execution that counts, as the last plan told it. */
  let executedAt: number | undefined;
  let listed = false;
  notes.keep((): Kept => ({ executedAt, listed, ...memory.kept(executedAt ?? 0) }));
  return comparingIds(async (context, isOurs) => {
    const earlier = notes.recall(Kept);
    if (earlier !== undefined) {
      memory.recall(earlier);
      executedAt = earlier.executedAt ?? executedAt;
      listed ||= earlier.listed;
    }
    const isPlan = (operation: string, answered: string | number): boolean =>
      isOurs(operation, ['id', planId, String(answered)]);
    const [release, deployed] = await Promise.all([
      connection.call(plan, ReleasePlan, context),
      connection.call(deployInfo, DeployInfo, context),
    ]);
    const ourPlan =
      release.kind === 'answer' && isPlan('the plan', release.body.id ?? planId) ? release.body : undefined;
    const ourInfo =
      deployed.kind === 'answer' && isPlan('deploy-info', deployed.body.id) ? deployed.body : undefined;
    /** The plan, where it speaks of an execution that counts, and when that began. */
    const counting = countingOf(ourPlan, afterExecution);
    if (counting !== undefined && executedAt !== undefined) {
      const [plan, last] = counting;
      if (last < executedAt) {
        memory.keep(undefined, ourInfo, executedAt);
        return withRollback(wentBack(plan, executedAt), memory.rollback());
      }
      if (afterExecution !== undefined && last > executedAt) return supersededBy(plan, executedAt, last);
    }
    executedAt = counting?.[1] ?? executedAt;
    const judge = (plan: ReleasePlan, info: Pick<DeployInfo, 'components'>): Seen =>
      withRollback(judgeRelease(plan, info, afterExecution, memory.earlier()), memory.rollback());
    memory.keep(counting?.[0], ourInfo, executedAt);
    if (ourPlan !== undefined && deployed.kind === 'absent') {
      // The plan is known: what is not, until it begins, is its deployment.
      const judged = judge(ourPlan, {});
      // Once it was there it has disappeared, unless the plan knows how it ended.
      return listed && isOpen(judged.state) ? deployed : judged;
    }
    listed ||= ourInfo !== undefined && (afterExecution === undefined || executedAt !== undefined);
    const failed = worseReply(release, deployed);
    if (failed !== undefined) return failed;
    if (ourPlan === undefined || ourInfo === undefined) return foreign;
    return judge(ourPlan, ourInfo);
  });
}

/** The plan with the `execute_time` (epoch ms) of its execution, if that counts. */
function countingOf(
  plan: ReleasePlan | undefined,
  afterExecution: string | undefined,
): readonly [ReleasePlan, number] | undefined {
  const executedAt = plan && executionOf(plan, afterExecution);
  return plan === undefined || executedAt === undefined ? undefined : [plan, executedAt];
}

/** Once a rollback was seen, also in an answer whose other half was missing, success is not ours. */
function withRollback(now: Seen, rollback: RollbackSeen): Seen {
  if (rollback === undefined) return now;
  if (now.state === 'succeeded') {
    return rollback === 'failed'
      ? { ...now, state: 'failed', reason: 'the rollback failed in an earlier poll' }
      : {
          ...now,
          state: 'rolled-back',
          reason: 'a rollback was under way; the success that is reported now is not that of this deployment',
        };
  }
  return isOpen(now.state) ? { ...now, state: 'rolling-back' } : now;
}

const foreign = unreachable('an answer about another release task');

/** Of two replies without an answer, the one that says more. */
function worseReply(
  ...replies: readonly ({ readonly kind: 'answer' } | Observation)[]
): Observation | undefined {
  const refused = replies.find((reply) => reply.kind === 'refused');
  if (refused !== undefined) return refused;
  const faults = replies.filter((reply) => reply.kind === 'unreachable');
  const absent = replies.find((reply) => reply.kind === 'absent');
  if (absent !== undefined) return absent;
  const [first] = faults;
  return first === undefined ? undefined : { ...first, throttled: faults.some((fault) => fault.throttled) };
}

const NO_PROJECT: Problem = {
  field: 'project-id',
  message: 'is missing: give it here or in the input huawei-project-id',
};

/** A release task of Huawei Cloud ServiceStage. */
export const huaweiServicestage = defineProvider({
  name: 'huawei-servicestage',
  cloud: 'huawei',
  host: (region) => `servicestage.${region}.myhuaweicloud.com`,
  entry: z.object({
    'release-plan-id': id('the id of the release task that was executed'),
    'project-id': id('the id of the project in its region').optional(),
    'after-execution': epochMs("the plan's execute_time from before the start").optional(),
  }),
  together: (written, defaults) =>
    written['project-id'] === undefined && defaults.projectId() === undefined ? NO_PROJECT : undefined,
  prepare: (entry, defaults) => {
    const planId = entry['release-plan-id'];
    const projectId = entry['project-id'] ?? defaults.projectId();
    if (projectId === undefined) return NO_PROJECT;
    return {
      id: planId,
      defaultName: `huawei-servicestage ${planId}`,
      identity: [projectId, planId, entry['after-execution'] ?? ''],
      projectId,
      watch: (connection, _settles, notes) =>
        watch(connection, projectId, planId, entry['after-execution'], notes),
    };
  },
});
