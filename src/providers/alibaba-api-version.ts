import { z } from 'zod';

import type { Connection, LookContext, Reply } from '../clouds/connection.ts';
import type { EndedState, Observation, OpenState, Part } from '../task.ts';
import { freeText, id } from './fields.ts';
import { defineProvider, type Problem, translate } from './provider.ts';

/** `Status` of an item of DescribeApiHistories: which version is live on the stage. Source: its response elements. */
export const HISTORY_STATUS = {
  ONLINE: 'succeeded',
  OFFLINE: 'rolled-back',
} as const satisfies Record<string, EndedState>;

const PAGE_SIZE = 100;
const MAX_PAGES = 100;
const Text = z.string().nullish();

/** Source: DescribeApiHistory, response elements. Its `Status` is that of the call, so it is not read. */
export const ApiHistory = z.object({
  ApiId: z.string(),
  StageName: z.string(),
  HistoryVersion: z.string(),
  GroupId: Text,
  DeployedTime: Text,
});

/** Source: DescribeApiHistories, response elements. */
export const ApiHistories = z.object({
  TotalCount: z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).nullish(),
  ApiHisItems: z
    .object({
      ApiHisItem: z
        .array(
          z.object({
            ApiId: Text,
            StageName: Text,
            HistoryVersion: Text,
            Status: Text,
            Description: Text,
            DeployedTime: Text,
          }),
        )
        .nullish(),
    })
    .nullish(),
});

/** One version of one API on one stage. */
export interface HistoryItem {
  readonly version: string;
  readonly status: string;
  readonly description: string;
  readonly deployedTime: string;
}

/** What must be live: a version, or the one that was published with a description. */
export interface Wanted {
  readonly apiId: string;
  readonly stage: string;
  readonly version: string | undefined;
  readonly description: string | undefined;
}

/** What the list of versions says of ours. `whole`: every page was read. */
export function readHistories(wanted: Wanted, items: readonly HistoryItem[], whole: boolean): Observation {
  const ours = items.filter(
    (item) =>
      (wanted.version === undefined || item.version === wanted.version) &&
      (wanted.description === undefined || item.description === wanted.description),
  );
  const versions = new Set(ours.map((item) => item.version));
  if (wanted.version === undefined && versions.size > 1) {
    const several = [...versions].join(', ');
    return {
      kind: 'refused',
      providerState: '',
      reason: `cannot tell which is ours: versions ${several} have this description; put the run's id into it`,
    };
  }
  const [found] = ours;
  if (!whole && (found === undefined || wanted.version === undefined)) {
    return seen('running', '', `the list of versions did not end within ${MAX_PAGES} pages`, []);
  }
  if (found === undefined) {
    if (wanted.version === undefined) {
      return { kind: 'absent', providerState: '', reason: 'no version has this description' };
    }
    return seen('running', '', 'published, but not in the list of versions yet', []);
  }
  return readStatus(found, ours, items);
}

function readStatus(
  found: HistoryItem,
  ours: readonly HistoryItem[],
  items: readonly HistoryItem[],
): Observation {
  const part = (state: Part['state'], reason: string): Part[] => [
    {
      name: found.version,
      state,
      providerState: found.status,
      reason,
      times: found.deployedTime === '' ? {} : { deployed_time: found.deployedTime },
    },
  ];
  if (ours.some((item) => item.status !== found.status)) {
    const words = ours.map((item) => item.status).join(' and ');
    return seen('running', words, `version ${found.version} is listed as ${words} at once`, []);
  }
  const { state, unknown } = translate(HISTORY_STATUS, found.status);
  if (unknown) {
    return { ...seen('running', found.status, '', part('running', '')), unknown: [found.status] };
  }
  if (state !== 'rolled-back') {
    return seen(state, found.status, `version ${found.version} is live`, part(state, ''));
  }
  const live = items.find((item) => HISTORY_STATUS.ONLINE === translate(HISTORY_STATUS, item.status).state);
  const end = live !== undefined && live.version > found.version ? 'superseded' : 'rolled-back';
  const reason =
    live === undefined
      ? `version ${found.version} was taken offline`
      : `version ${found.version} is offline; the ${end === 'superseded' ? 'newer' : 'older'} version ${live.version} is live`;
  return { ...seen(end, found.status, reason, part(end, reason)), tentative: true };
}

function seen(
  state: OpenState | EndedState,
  providerState: string,
  reason: string,
  parts: readonly Part[],
): Observation & { kind: 'seen' } {
  return { kind: 'seen', state, providerState, reason, parts };
}

/** One look: does the version exist (which also tells its group), and is it the one that is live? */
async function look(
  wanted: Wanted,
  groupId: string | undefined,
  connection: Connection,
  context: LookContext,
): Promise<Observation> {
  if (wanted.version === undefined) return lookAtList(wanted, groupId ?? '', connection, context);
  const history = await connection.call(
    {
      operation: 'DescribeApiHistory',
      path: '/',
      query: {
        ApiId: wanted.apiId,
        StageName: wanted.stage,
        HistoryVersion: wanted.version,
        ...(groupId === undefined ? {} : { GroupId: groupId }),
      },
      permission: 'apigateway:DescribeApiHistory on the API group',
    },
    ApiHistory,
    context,
  );
  if (history.kind !== 'answer') return history;
  const answer = history.body;
  const group = groupId ?? answer.GroupId ?? '';
  const ours =
    answer.ApiId === wanted.apiId &&
    answer.StageName === wanted.stage &&
    answer.HistoryVersion === wanted.version;
  if (!ours || group === '') {
    const what = ours ? 'without the GroupId' : 'about another version, API or stage';
    return { kind: 'unreachable', reason: `an answer ${what}`, throttled: false, retryAfterMs: 0 };
  }
  return lookAtList(wanted, group, connection, context);
}

async function lookAtList(
  wanted: Wanted,
  groupId: string,
  connection: Connection,
  context: LookContext,
): Promise<Observation> {
  const list = await readPages(wanted, groupId, connection, context);
  return list.kind === 'answer' ? readHistories(wanted, list.body.items, list.body.whole) : list;
}

/** Reads the list until ours and what is live instead of it are known, a page repeats, or the pages end. */
async function readPages(
  wanted: Wanted,
  groupId: string,
  connection: Connection,
  context: LookContext,
): Promise<Reply<{ readonly items: readonly HistoryItem[]; readonly whole: boolean }>> {
  const items: HistoryItem[] = [];
  let read = 0;
  let before = '';
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const reply = await connection.call(
      {
        operation: 'DescribeApiHistories',
        path: '/',
        query: {
          GroupId: groupId,
          ApiId: wanted.apiId,
          StageName: wanted.stage,
          PageNumber: String(page),
          PageSize: String(PAGE_SIZE),
        },
        permission: 'apigateway:DescribeApiHistories on the API group',
      },
      ApiHistories,
      context,
    );
    if (reply.kind !== 'answer') return reply;
    const listed = reply.body.ApiHisItems?.ApiHisItem ?? [];
    const now = JSON.stringify(listed);
    if (listed.length === 0 || now === before) return answer(items, true);
    before = now;
    read += listed.length;
    for (const item of listed) {
      // Somebody else's records say nothing about ours.
      if (item.ApiId !== wanted.apiId || item.StageName !== wanted.stage) continue;
      items.push({
        version: item.HistoryVersion ?? '',
        status: item.Status ?? '',
        description: item.Description ?? '',
        deployedTime: item.DeployedTime ?? '',
      });
    }
    if (isDecided(wanted, items)) return answer(items, false);
    const total = reply.body.TotalCount ?? Number.POSITIVE_INFINITY;
    if (read >= total) return answer(items, true);
  }
  return answer(items, false);
}

/** Ours and a live version are known. A description must be sought to the end: a second one would be ambiguous. */
function isDecided(wanted: Wanted, items: readonly HistoryItem[]): boolean {
  return (
    wanted.version !== undefined &&
    items.some((item) => item.version === wanted.version) &&
    items.some((item) => item.status === 'ONLINE')
  );
}

function answer(
  items: readonly HistoryItem[],
  whole: boolean,
): { kind: 'answer'; body: { items: readonly HistoryItem[]; whole: boolean } } {
  return { kind: 'answer', body: { items, whole } };
}

/** A published version of an API of Alibaba Cloud API Gateway, live on its stage. */
export const alibabaApiVersion = defineProvider({
  name: 'alibaba-api-version',
  cloud: 'alibaba',
  host: (region) => `apigateway.${region}.aliyuncs.com`,
  entry: z.strictObject({
    'api-id': id(),
    stage: id(),
    version: id().optional(),
    description: freeText().optional(),
    'group-id': id().optional(),
  }),
  prepare: (entry) => {
    const { 'api-id': apiId, stage, version, description, 'group-id': groupId } = entry;
    const problem = whichVersion(version, description, groupId);
    if (problem !== undefined) return problem;
    const wanted = { apiId, stage, version, description };
    return {
      id: `${apiId}/${stage}/${version ?? description ?? ''}`,
      defaultName: `${apiId}@${stage}`,
      identity: [apiId, stage, version ?? '', description ?? ''],
      watch: (connection) => (context) => look(wanted, groupId, connection, context),
    };
  },
});

function whichVersion(
  version: string | undefined,
  description: string | undefined,
  groupId: string | undefined,
): Problem | undefined {
  if (version !== undefined && description !== undefined) {
    return { field: 'version', message: 'and description are both given: give one of them' };
  }
  if (version === undefined && description === undefined) {
    return {
      field: 'version',
      message:
        'is missing: give the version that the publish returned, or the description it was published with',
    };
  }
  return version === undefined && groupId === undefined
    ? {
        field: 'group-id',
        message: 'is missing: a version is found by its description in the list of its group',
      }
    : undefined;
}
