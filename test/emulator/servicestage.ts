import { isAct } from './act.ts';
import type { Refusal, Service } from './call.ts';
import { createHuawei, type Operation } from './huawei.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './server.ts';

/** A release task. Bodies are served as they are: the documented types are often not the real ones. */
export interface ReleasePlan {
  /** Body of `GET /v3/{project_id}/cas/release-plans/{release_plan_id}/deploy-info`. */
  readonly deployInfo?: Scene<object>;
  /** Body of `GET /v3/{project_id}/cas/release-plans/{release_plan_id}`. */
  readonly plan?: Scene<object>;
}

/** Release tasks by `<project_id>/<release_plan_id>`. */
export type ReleasePlans = ReadonlyMap<string, ReleasePlan>;

/** Emulates the two calls that show a ServiceStage release task. */
export function createServiceStage(
  stage: Stage,
  authenticate: Parameters<typeof createHuawei>[1],
  plans: ReleasePlans,
): Service {
  const show = (
    name: string,
    path: string,
    sceneOf: (plan: ReleasePlan) => Scene<object> | undefined,
  ): Operation => ({
    name,
    route: new RegExp(`^/v3/([^/]+)/cas/release-plans/([^/]+)${path}$`),
    id: (_call, [, planId]) => planId,
    answer: (_call, ids) => {
      const plan = plans.get(ids.join('/'));
      const frame = plan === undefined ? undefined : sceneOf(plan)?.();
      if (frame === undefined) return unknownPlan;
      return isAct(frame) ? frame : { status: 200, body: frame };
    },
  });
  return createHuawei(stage, authenticate, denied, [
    show('deploy-info', '/deploy-info', ({ deployInfo }) => deployInfo),
    show('release-plan', '', ({ plan }) => plan),
  ]);
}

/** Inferred: the vendor's list of error codes gives no code for this very case. */
const unknownPlan: Refusal = {
  status: 404,
  code: 'SVCSTG.00100433',
  message: 'The release plan does not exist.',
};

const denied: Refusal = {
  status: 403,
  code: 'APIGW.0302',
  message: 'The IAM user is not authorized to access the API.',
};
