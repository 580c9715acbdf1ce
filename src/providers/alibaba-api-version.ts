/** Alibaba Cloud API Gateway: a published version, its fields and its requests. */

import { z } from 'zod';

import type { Connection, LookContext, Reply } from '../clouds/connection.ts';
import { type Observation, unreachable } from '../task.ts';
import { type HistoryItem, readHistories, type Wanted } from './api-version-verdict.ts';
import { freeText, id } from './fields.ts';
import { AnyId, defineProvider, LooseText, type Problem, ShownTime } from './provider.ts';

const PAGE_SIZE = 100;
const MAX_PAGES = 100;

/** Source: DescribeApiHistory, response elements. Its `Status` is that of the call, so it is not read. */
const ApiHistory = z.object({
  ApiId: AnyId,
  StageName: AnyId,
  HistoryVersion: AnyId,
  GroupId: LooseText,
});

/** Source: DescribeApiHistories, response elements. */
const ApiHistories = z.object({
  TotalCount: z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).nullish(),
  ApiHisItems: z
    .object({
      ApiHisItem: z
        .array(
          z.object({
            ApiId: LooseText,
            StageName: LooseText,
            GroupId: LooseText,
            HistoryVersion: LooseText,
            Status: LooseText,
            Description: LooseText,
            DeployedTime: ShownTime,
          }),
        )
        .nullish(),
    })
    .nullish(),
});

/** One look: does the version exist (which also tells its group), and is it the one that is live? */
async function lookAtVersion(
  wanted: Wanted & { readonly version: string },
  groupId: string | undefined,
  connection: Connection,
  context: LookContext,
): Promise<Observation> {
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
      ids: IDS,
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
    return unreachable(`an answer ${what}`);
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
  let before: string | undefined;
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
        ids: IDS,
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
      if ((item.GroupId ?? groupId) !== groupId) continue;
      items.push({
        version: item.HistoryVersion ?? '',
        status: item.Status ?? '',
        description: item.Description,
        deployedTime: item.DeployedTime,
      });
    }
    const total = reply.body.TotalCount ?? Number.POSITIVE_INFINITY;
    // A full page is no end, whatever the total says.
    const ended = listed.length < PAGE_SIZE && read >= total;
    if (ended || isDecided(wanted, items)) return answer(items, true);
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

const IDS = 'api-id, stage and version are those of one published version, and api-id is no operation-uid';

/** A published version of an API of Alibaba Cloud API Gateway, live on its stage. */
export const alibabaApiVersion = defineProvider({
  name: 'alibaba-api-version',
  cloud: 'alibaba',
  host: (region) => `apigateway.${region}.aliyuncs.com`,
  entry: z.object({
    'api-id': id('the ApiId of the API that was published'),
    stage: id('RELEASE, PRE or TEST'),
    version: id('the HistoryVersion that DescribeApiHistories lists').optional(),
    description: freeText().optional(),
    'group-id': id('the GroupId of the API').optional(),
  }),
  together: ({ version, description, 'group-id': groupId }) => {
    const found = howFound(version, description, groupId);
    return 'field' in found ? found : undefined;
  },
  prepare: (entry) => {
    const { 'api-id': apiId, stage, version, description, 'group-id': groupId } = entry;
    const found = howFound(version, description, groupId);
    if ('field' in found) return found;
    const place = `${apiId}/${stage}`;
    const common = {
      defaultName: `${apiId}@${stage}`,
      identity: [apiId, stage, version ?? '', description ?? ''],
    };
    if ('version' in found) {
      const wanted = { apiId, stage, version: found.version };
      return {
        ...common,
        id: `${place}/${found.version}`,
        watch: (connection) => (context) => lookAtVersion(wanted, groupId, connection, context),
      };
    }
    const wanted = { apiId, stage, description: found.description };
    return {
      ...common,
      id: `${place}/${found.description}`,
      watch: (connection) => (context) => lookAtList(wanted, found.groupId, connection, context),
    };
  },
});

/** How the version is found: by itself, or by its description in the list of its group. */
function howFound<T>(
  version: T | undefined,
  description: T | undefined,
  groupId: T | undefined,
): { readonly version: T } | { readonly description: T; readonly groupId: T } | Problem {
  if (description === undefined) return version === undefined ? wrong('version', NEITHER) : { version };
  if (version !== undefined) return wrong('version', 'and description are both given: give one of them');
  return groupId === undefined ? wrong('group-id', NO_GROUP) : { description, groupId };
}

const NEITHER =
  'is missing: give the version that the publish returned, or the description it was published with';
const NO_GROUP = 'is missing: a version is found by its description in the list of its group';

function wrong(field: string, message: string): Problem {
  return { field, message };
}
