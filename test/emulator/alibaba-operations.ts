import { type Act, isAct } from './act.ts';
import { findVersion, groupOf, type HistoryView } from './api-history.ts';
import { type Answer, type Call, parameter, type Refusal } from './call.ts';
import { describeVersion, listVersion } from './history-bodies.ts';
import type { Scene } from './scene.ts';

/** One API on one stage within a publish task, as DescribeDeployApiTask gives it. */
export interface DeployedResult {
  readonly ApiUid?: string;
  readonly GroupId?: string;
  readonly StageName?: string;
  readonly DeployedStatus?: string;
  readonly ErrorMsg?: string;
}

/** The scenes of the emulated gateway. */
export interface AlibabaScenes {
  /** By `OperationUid`. */
  readonly publishTasks: Map<string, Scene<readonly DeployedResult[]>>;
  /** By `<ApiId>/<StageName>`. */
  readonly versions: Map<string, HistoryView>;
}

type Operation = (call: Call, scenes: AlibabaScenes, pageLimit: number) => Act | Answer | Refusal;

/** The emulated calls by their `x-acs-action`. */
export const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['DescribeDeployApiTask', describeDeployApiTask],
  ['DescribeApiHistory', describeApiHistory],
  ['DescribeApiHistories', describeApiHistories],
]);

function describeDeployApiTask(call: Call, { publishTasks }: AlibabaScenes): Act | Answer | Refusal {
  const uid = parameter(call, 'OperationUid');
  if (uid === undefined) return missing('OperationUid');
  const frame = publishTasks.get(uid)?.();
  if (frame === undefined) return notFound('Operation');
  return isAct(frame) ? frame : ok({ DeployedResults: { DeployedResult: frame } });
}

function describeApiHistory(call: Call, { versions }: AlibabaScenes): Act | Answer | Refusal {
  const api = apiOf(call);
  const version = parameter(call, 'HistoryVersion');
  if ('code' in api) return api;
  if (version === undefined) return missing('HistoryVersion');
  const frame = versions.get(api.key)?.history();
  if (isAct(frame)) return frame;
  const item = findVersion(frame ?? [], version, parameter(call, 'GroupId'));
  return item === undefined ? notFound('ApiHistory') : ok(describeVersion(item, api));
}

function describeApiHistories(
  call: Call,
  { versions }: AlibabaScenes,
  pageLimit: number,
): Act | Answer | Refusal {
  const api = apiOf(call);
  const groupId = parameter(call, 'GroupId');
  if ('code' in api) return api;
  if (groupId === undefined) return missing('GroupId');
  const page = wholeNumber(parameter(call, 'PageNumber') ?? '1', Number.MAX_SAFE_INTEGER);
  const asked = wholeNumber(parameter(call, 'PageSize') ?? '10', 100);
  if (page === undefined) return invalid('PageNumber');
  if (asked === undefined) return invalid('PageSize');
  const frame = versions.get(api.key)?.list(page);
  if (frame === undefined) return notFound('Api');
  if (isAct(frame)) return frame;
  const size = Math.min(asked, pageLimit);
  const listed = frame.filter((item) => item.listed !== false && groupOf(item) === groupId);
  return ok({
    TotalCount: listed.length,
    PageNumber: page,
    PageSize: size,
    ApiHisItems: {
      ApiHisItem: listed.slice((page - 1) * size, page * size).map((item) => listVersion(item, api)),
    },
  });
}

/** The gateway adds `RequestId`. */
function ok(body: object): Answer {
  return { status: 200, body };
}

function apiOf(
  call: Call,
): { readonly apiId: string; readonly stage: string; readonly key: string } | Refusal {
  const apiId = parameter(call, 'ApiId');
  const stage = parameter(call, 'StageName');
  if (apiId === undefined) return missing('ApiId');
  if (stage === undefined) return missing('StageName');
  return { apiId, stage, key: `${apiId}/${stage}` };
}

function wholeNumber(text: string, max: number): number | undefined {
  const number = /^\d+$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= max ? number : undefined;
}

/** A required parameter that was not sent. */
export function missing(name: string): Refusal {
  return { status: 400, code: `Missing${name}`, message: `${name} is mandatory for this action.` };
}

function invalid(name: string): Refusal {
  return { status: 400, code: `Invalid${name}`, message: `Specified parameter ${name} is not valid.` };
}

/** An unknown id. The exact codes are open: the product's other codes of this kind begin with `NotFound`. */
export function notFound(what: string): Refusal {
  return { status: 400, code: `NotFound${what}`, message: `Cannot find ${what}.` };
}
