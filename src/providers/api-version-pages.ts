/** The list of an API's versions, read page by page. */

import { z } from 'zod';

import type { Reply } from '../clouds/call.ts';
import type { Connection, LookContext } from '../clouds/connection.ts';
import type { HistoryItem, Wanted } from './api-version-verdict.ts';
import type { IsOurs } from './identity.ts';
import { LooseText, ShownTime } from './provider.ts';

const PAGE_SIZE = 100;
const MAX_PAGES = 100;

const Count = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).nullish();

/** Source: DescribeApiHistories, response elements. */
const ApiHistories = z.object({
  TotalCount: Count,
  PageSize: Count,
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
            // Only compared, if at all: one of another type is not ours.
            Description: LooseText.catch(null),
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
  /** The largest `TotalCount` of any page. */
  let total: number | undefined;
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
    const { ApiHisItems, TotalCount, PageSize } = reply.body;
    const listed = ApiHisItems?.ApiHisItem ?? [];
    if (TotalCount !== null && TotalCount !== undefined) total = Math.max(total ?? 0, TotalCount);
    const isFull = listed.length >= Math.min(PAGE_SIZE, PageSize || PAGE_SIZE);
    const now = JSON.stringify(listed);
    // A page that has no list, or comes before all are read that the total counts, is not the end of the list.
    const isList = Array.isArray(ApiHisItems?.ApiHisItem);
    if (listed.length === 0) return answer(items, isList ? read >= (total ?? 0) : read === total);
    if (now === before) return answer(items, total === undefined ? !isFull : read >= total);
    before = now;
    read += listed.length;
    for (const item of listed) {
      const place = placeOf(item, wanted, groupId, isOurs);
      // One that does not say where it is live may be live here, but is no version that we could want.
      if (place !== 'elsewhere')
        items.push({ ...readItem(item), ...(place === 'untold' ? { version: '' } : {}) });
    }
    // A full page is not the end, whatever the total says; nor is any where that is less than what was listed.
    const ended = !isFull && read === total;
    if (ended || isDecided(wanted, items)) return answer(items, true);
  }
  return answer(items, false);
}

/** Whose a record is: those of other APIs, stages and groups say nothing about ours. */
function placeOf(
  item: Listed,
  wanted: Wanted,
  groupId: string,
  isOurs: IsOurs,
): 'here' | 'elsewhere' | 'untold' {
  const place = [
    ['ApiId', wanted.apiId, item.ApiId],
    ['StageName', wanted.stage, item.StageName],
    ['GroupId', groupId, item.GroupId ?? groupId],
  ] as const;
  const { version = item.HistoryVersion ?? '' } = wanted;
  isOurs(OPERATION, ...place, ['HistoryVersion', version, item.HistoryVersion ?? '']);
  const told = place.filter(([, , theirs]) => (theirs ?? '') !== '');
  if (told.some(([, ours, theirs]) => theirs !== ours)) return 'elsewhere';
  return told.length === place.length ? 'here' : 'untold';
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
