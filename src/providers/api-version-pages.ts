/** The list of an API's versions, read page by page. */

import { z } from 'zod';

import type { Connection, LookContext, Reply } from '../clouds/connection.ts';
import type { HistoryItem, Wanted } from './api-version-verdict.ts';
import type { IsOurs } from './identity.ts';
import { LooseText, ShownTime } from './provider.ts';

const PAGE_SIZE = 100;
const MAX_PAGES = 100;

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

type Listed = NonNullable<NonNullable<z.infer<typeof ApiHistories>['ApiHisItems']>['ApiHisItem']>[number];

/** The versions of one API on one stage. */
interface HistoryList {
  readonly items: readonly HistoryItem[];
  /** No other page could say more. */
  readonly whole: boolean;
}

const OPERATION = 'DescribeApiHistories';

/**
 * Reads the list until ours and a live version that is not ours are found, a page repeats, or the pages end.
 *
 * @param ids what must be true of the ids of the entry, for messages
 */
export async function readPages(
  wanted: Wanted,
  groupId: string,
  ids: string,
  connection: Connection,
  context: LookContext,
  isOurs: IsOurs,
): Promise<Reply<HistoryList>> {
  const items: HistoryItem[] = [];
  let read = 0;
  let before: string | undefined;
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const reply = await connection.call(
      {
        operation: OPERATION,
        path: '/',
        query: {
          GroupId: groupId,
          ApiId: wanted.apiId,
          StageName: wanted.stage,
          PageNumber: String(page),
          PageSize: String(PAGE_SIZE),
        },
        permission: 'apigateway:DescribeApiHistories on the API group',
        ids,
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
      if (isOfApi(item, wanted, groupId, isOurs)) items.push(readItem(item));
    }
    const total = reply.body.TotalCount ?? Number.POSITIVE_INFINITY;
    // A full page is no end, whatever the total says.
    const ended = listed.length < PAGE_SIZE && read >= total;
    if (ended || isDecided(wanted, items)) return answer(items, true);
  }
  return answer(items, false);
}

/** Other APIs', stages' and groups' records say nothing about ours. */
function isOfApi(item: Listed, wanted: Wanted, groupId: string, isOurs: IsOurs): boolean {
  const place = [
    ['ApiId', wanted.apiId, item.ApiId],
    ['StageName', wanted.stage, item.StageName],
    ['GroupId', groupId, item.GroupId ?? groupId],
  ] as const;
  const { version = item.HistoryVersion ?? '' } = wanted;
  isOurs(OPERATION, ...place, ['HistoryVersion', version, item.HistoryVersion ?? '']);
  return place.every(([, ours, theirs]) => theirs === ours);
}

function readItem(item: Listed): HistoryItem {
  return {
    version: item.HistoryVersion ?? '',
    status: item.Status ?? '',
    description: item.Description,
    deployedTime: item.DeployedTime,
  };
}

/**
 * Nothing that follows could change the verdict. A description is looked for to the end: a second version with it
 * would be ambiguous.
 */
function isDecided({ version }: Wanted, items: readonly HistoryItem[]): boolean {
  return (
    version !== undefined &&
    items.some((item) => item.version === version) &&
    items.some((item) => item.version !== version && item.status === 'ONLINE')
  );
}

function answer(
  items: readonly HistoryItem[],
  whole: boolean,
): { readonly kind: 'answer'; readonly body: HistoryList } {
  return { kind: 'answer', body: { items, whole } };
}
