import { type Act, isAct } from './act.ts';
import type { Answer, Call, Refusal, Service } from './call.ts';
import { refuse, withRequestId } from './huawei-answers.ts';
import type { Stage } from './server.ts';
import { createBucket } from './throttle.ts';

/** One call of a Huawei Cloud API. */
export interface Operation {
  /** What the list of requests calls it. */
  readonly name: string;
  /** The path below the endpoint; each group is a resource id, as sent. */
  readonly route: RegExp;
  /** Which of the request's ids and parameters names the resource. */
  readonly id: (call: Call, ids: readonly string[]) => string | undefined;
  readonly answer: (call: Call, ids: readonly string[]) => Act | Answer | Refusal;
}

/** What all APIs behind Huawei Cloud's gateway have in common. All emulated calls are GETs. */
export function createHuawei(
  stage: Stage,
  authenticate: (call: Call) => Refusal | undefined,
  denied: Refusal,
  operations: readonly Operation[],
): Service {
  const waitFor = createBucket();
  return {
    identify: (call) => {
      const found = match(call, operations);
      call.seen.operation = found?.operation.name;
      call.seen.id = found?.operation.id(call, found.ids);
    },
    answer: (call) => {
      const found = match(call, operations);
      if (found === undefined || call.method !== 'GET') return refuse(call, unknownApi);
      const { operation, ids } = found;
      const refusal =
        authenticate(call) ??
        checkRate(waitFor(stage.rules.requestsPerSecond)) ??
        (stage.rules.deny.has(operation.name) ? denied : undefined);
      if (refusal !== undefined) return refuse(call, refusal);
      const result = operation.answer(call, ids);
      if (isAct(result)) return result;
      return 'code' in result ? refuse(call, result) : withRequestId(result);
    },
  };
}

function match(call: Call, operations: readonly Operation[]) {
  for (const operation of operations) {
    const [matched, ...ids] = operation.route.exec(call.route) ?? [];
    if (matched !== undefined) return { operation, ids: ids.map((id) => id ?? '') };
  }
  return undefined;
}

const unknownApi: Refusal = {
  status: 404,
  code: 'APIGW.0101',
  message: 'The API does not exist or has not been published in the environment.',
};

function checkRate(waitMs: number): Refusal | undefined {
  if (waitMs === 0) return undefined;
  return {
    status: 429,
    code: 'APIGW.0308',
    message: 'The throttling threshold has been reached: policy user over ratelimit',
  };
}
