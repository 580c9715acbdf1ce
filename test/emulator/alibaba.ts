import { isAct } from './act.ts';
import { accept, refuse } from './alibaba-answers.ts';
import { createAlibabaAuth } from './alibaba-auth.ts';
import { type AlibabaScenes, missing, notFound, operations } from './alibaba-operations.ts';
import { type Call, parameter, type Refusal, type Service } from './call.ts';
import type { Stage } from './server.ts';
import { createBucket } from './throttle.ts';
import type { Vault } from './vault.ts';

/** Emulates API Gateway's management API: product CloudAPI, version 2016-07-14, RPC style. */
export function createAlibaba(stage: Stage, vault: Vault, scenes: AlibabaScenes): Service {
  const authenticate = createAlibabaAuth(vault, stage.clock);
  const waitFor = createBucket();
  return {
    identify: (call) => {
      call.seen.operation = call.headers.get('x-acs-action');
      call.seen.id = parameter(call, 'OperationUid') ?? versionId(call);
    },
    answer: (call) => {
      const { rules } = stage;
      const action = call.seen.operation ?? '';
      const refusal =
        checkAction(call) ??
        authenticate(call) ??
        checkRate(waitFor(rules.requestsPerSecond)) ??
        checkPermission(rules.deny.has(action));
      const result = refusal ?? operations.get(action)?.(call, scenes, rules.pageLimit) ?? notFound('Action');
      if (isAct(result)) return result;
      return 'code' in result ? refuse(call, result, 'CloudAPI') : accept(result);
    },
  };
}

function versionId(call: Call): string | undefined {
  if (parameter(call, 'ApiId') === undefined) return undefined;
  return ['ApiId', 'StageName', 'HistoryVersion'].flatMap((name) => parameter(call, name) ?? []).join('/');
}

function checkAction(call: Call): Refusal | undefined {
  const action = call.headers.get('x-acs-action');
  const version = call.headers.get('x-acs-version');
  if (call.route !== '/') return unknownAction;
  if (call.method !== 'GET' && call.method !== 'POST') {
    return { status: 403, code: 'UnsupportedHTTPMethod', message: 'This http method is not supported.' };
  }
  if (action === undefined) return missing('Action');
  if (version === undefined) return missing('Version');
  if (version !== '2016-07-14') {
    return { status: 400, code: 'InvalidVersion', message: 'Specified parameter Version is not valid.' };
  }
  return operations.has(action) ? undefined : unknownAction;
}

const unknownAction: Refusal = {
  status: 404,
  code: 'InvalidAction.NotFound',
  message: 'Specified api is not found, please check your url and method.',
};

function checkRate(waitMs: number): Refusal | undefined {
  if (waitMs === 0) return undefined;
  return {
    status: 400,
    code: 'Throttling.User',
    message: 'Request was denied due to user flow control.',
    headers: { 'x-acs-retry-after': String(waitMs) },
  };
}

function checkPermission(denied: boolean): Refusal | undefined {
  if (!denied) return undefined;
  return {
    status: 403,
    code: 'Forbidden.RAM',
    message: "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
  };
}
