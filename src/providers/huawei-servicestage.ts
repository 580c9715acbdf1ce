import { z } from 'zod';

import type { Connection } from '../clouds/connection.ts';
import { type Observation, type Seen, unreachable } from '../task.ts';
import { digits, id } from './fields.ts';
import { defineProvider, type Look } from './provider.ts';
import { DeployInfo, ReleasePlan } from './servicestage-jobs.ts';
import { judgeRelease } from './servicestage-verdict.ts';

function watch(
  connection: Connection,
  projectId: string,
  planId: string,
  afterExecution: string | undefined,
): Look {
  const plan = {
    operation: 'getReleasePlan',
    path: `/v3/${projectId}/cas/release-plans/${planId}`,
    query: {},
    permission: 'servicestage::getReleasePlan',
  };
  const deployInfo = { ...plan, path: `${plan.path}/deploy-info` };
  const lost = new Set<string>();
  return async (context) => {
    const [release, deployed] = await Promise.all([
      connection.call(plan, ReleasePlan, context),
      connection.call(deployInfo, DeployInfo, context),
    ]);
    const failed = worseReply(release, deployed);
    if (failed !== undefined) return failed;
    if (release.kind !== 'answer' || deployed.kind !== 'answer') return foreign;
    const ids = [deployed.body.id, release.body.id ?? planId];
    if (ids.some((answered) => String(answered) !== planId)) return foreign;
    return withLost(judgeRelease(release.body, deployed.body, afterExecution), lost);
  };
}

const foreign = unreachable('an answer about another release task');

/** A component that had failed may succeed when it is tried again, but not by being listed no more. */
function withLost(now: Seen, lost: Set<string>): Seen {
  for (const part of now.parts) {
    if (part.state === 'failed' || part.state === 'cancelled') lost.add(part.name);
  }
  const gone = [...lost].filter((name) => now.parts.every((part) => part.name !== name));
  return now.state === 'succeeded' && gone.length > 0
    ? { ...now, state: 'running', reason: `${gone.join(', ')} had failed, and is not listed any more` }
    : now;
}

/** Of two replies without an answer, the one that says more: a refusal, an unknown id, a fault. */
function worseReply(
  ...replies: readonly ({ readonly kind: 'answer' } | Observation)[]
): Observation | undefined {
  for (const kind of ['refused', 'unreachable', 'absent'] as const) {
    for (const reply of replies) if (reply.kind === kind) return reply;
  }
  return undefined;
}

/** A release task of Huawei Cloud ServiceStage. */
export const huaweiServicestage = defineProvider({
  name: 'huawei-servicestage',
  cloud: 'huawei',
  host: (region) => `servicestage.${region}.myhuaweicloud.com`,
  entry: z.strictObject({
    'release-plan-id': id(),
    'project-id': id().optional(),
    'after-execution': digits().optional(),
  }),
  prepare: (entry, defaults) => {
    const planId = entry['release-plan-id'];
    const projectId = entry['project-id'] ?? defaults.projectId();
    if (projectId === undefined) {
      return { field: 'project-id', message: 'is missing: give it here or in the input huawei-project-id' };
    }
    return {
      id: planId,
      defaultName: `huawei-servicestage ${planId}`,
      identity: [projectId, planId],
      projectId,
      watch: (connection) => watch(connection, projectId, planId, entry['after-execution']),
    };
  },
});
