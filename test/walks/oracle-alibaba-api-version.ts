/** What may be said of a published version (Alibaba Cloud API Gateway, DescribeApiHistories). */
import { isDeepStrictEqual } from 'node:util';
import { type Fields, fieldsOf, type Look, listOf } from './log.ts';
import {
  clean,
  differInCase,
  lastOfEach,
  textOf,
  threeInARow,
  unheard,
  wholeNumber,
  withEarlier,
} from './oracle.ts';
import type { BadEnd, Said } from './said.ts';

/** Which version of which API must be live on which stage, and how long what may only be late is waited for. */
export interface OurVersion {
  readonly apiId: string;
  readonly stage: string;
  readonly groupId: string;
  readonly version?: string;
  readonly description?: string;
}

/** How long OFFLINE must be said to count; undefined where nothing is waited for. */
type Grace = number | undefined;

interface Listed {
  readonly look: Look;
  readonly said: Said | undefined;
  /** Ours, by the statuses that its items have. */
  readonly ours: readonly unknown[];
  /** Other versions of our API that are live on our stage. */
  readonly live: readonly string[];
  readonly version: string | undefined;
  /** Several versions have our description. */
  readonly isAmbiguous: boolean;
  /** No item is one that might be ours or live by another spelling. */
  readonly isPlain: boolean;
}

/** What each look says; a description stands for the version that it stood for first. */
export function* versionReadings(
  ours: OurVersion,
  looks: readonly Look[],
  grace: Grace,
): Generator<readonly Said[]> {
  const reads = looks.map((look) => readOf(ours, look, undefined));
  const first = reads.find(({ version }) => version !== undefined)?.version;
  if (ours.version !== undefined || first === undefined) {
    yield withEarlier(reads, (now, earlier) => sayOf(now, earlier, grace));
    return;
  }
  const pinned = looks.map((look, at) => {
    const isLater = reads.slice(0, at).some(({ version }) => version !== undefined);
    return readOf(ours, look, isLater ? first : undefined);
  });
  yield withEarlier(pinned, (now, earlier) => sayOf(now, earlier, grace));
}

/** A description may stand for several versions, or for none for a whole grace; an id may be in another case. */
export function versionMayBeError(ours: OurVersion, looks: readonly Look[], grace: Grace): boolean {
  const isOtherCase = (item: Fields): boolean =>
    differInCase(item['ApiId'], ours.apiId) || differInCase(item['StageName'], ours.stage);
  if (threeInARow(looks, (look) => pagesOf(look).flatMap(itemsIn).some(isOtherCase))) return true;
  if (ours.version !== undefined) return false;
  const reads = looks.map((look) => readOf(ours, look, undefined));
  const [last] = reads.slice(-1);
  if (last?.isAmbiguous) return true;
  const first = reads.find(({ version }) => version !== undefined)?.version;
  if (last?.version !== undefined && last.version !== first) return true;
  const row = reads.slice(reads.findLastIndex(({ version }) => version !== undefined) + 1);
  const since = row.find(({ said }) => said?.word !== 'silent')?.look.endedAt;
  const until = last?.look.endedAt;
  return grace !== undefined && since !== undefined && until !== undefined && until - since >= grace;
}

const itemsIn = (page: Fields): readonly Fields[] =>
  listOf(fieldsOf(page['ApiHisItems'])['ApiHisItem']).map(fieldsOf);

const pagesOf = (look: Look): readonly Fields[] =>
  lastOfEach(look)
    .filter(({ call }) => call === 'DescribeApiHistories')
    .map((page) => clean(page) ?? {});

/**
 * The pages have ended: as many items as any page counts in all, and then an empty page, one shorter than the answer
 * says, or the same page again.
 */
function isWhole(pages: readonly Fields[]): boolean {
  const last = pages.at(-1) ?? {};
  const read = pages.flatMap(itemsIn).length;
  const totals = pages.flatMap((page) => wholeNumber(page['TotalCount']) ?? []);
  const size = wholeNumber(last['PageSize']);
  const isRepeated = isDeepStrictEqual(itemsIn(last), itemsIn(pages.at(-2) ?? {}));
  const different = isRepeated ? read - itemsIn(last).length : read;
  if (totals.some((total) => different < total)) return false;
  if (totals.some((total) => total === read)) return true;
  if (!Array.isArray(fieldsOf(last['ApiHisItems'])['ApiHisItem'])) return false;
  if (pages.length > 1 && isDeepStrictEqual(itemsIn(last), itemsIn(pages.at(-2) ?? {}))) return true;
  return itemsIn(last).length < (size ?? 1);
}

function readOf(ours: OurVersion, look: Look, pinned: string | undefined): Listed {
  const pages = pagesOf(look);
  const all = pages.flatMap(itemsIn);
  // A number that JSON cannot hold is as good as its text.
  const isText = (value: unknown): boolean =>
    typeof (value ?? '') === 'string' || Number(value) > Number.MAX_SAFE_INTEGER;
  const isShaped = all.every((item) => Object.values(item).every(isText));
  const silence: Said = { rule: 'no list', look, word: 'unclear' };
  const said = unheard(look) ?? (isShaped && pages.length > 0 ? undefined : silence);
  const here = all
    .filter(({ ApiId, StageName }) => ApiId === ours.apiId && StageName === ours.stage)
    .filter(({ GroupId }) => (GroupId ?? ours.groupId) === ours.groupId);
  const described = here.filter(({ Description }) => Description === ours.description);
  const versions = new Set(described.flatMap(({ HistoryVersion }) => textOf(HistoryVersion) ?? []));
  const [only] = versions;
  if (pinned !== undefined) versions.add(pinned);
  const version = ours.version ?? pinned ?? (versions.size === 1 ? only : undefined);
  const mine = here.filter(({ HistoryVersion }) => textOf(HistoryVersion) === version);
  const live = here
    .filter((item) => !mine.includes(item) && item['Status'] === 'ONLINE')
    .map(({ HistoryVersion }) => textOf(HistoryVersion) ?? '');
  const isKnown = ({ ApiId, StageName, Status, HistoryVersion }: Fields): boolean =>
    typeof ApiId === 'string' &&
    /^(RELEASE|TEST|PRE)$/.test(String(StageName)) &&
    /^(ONLINE|OFFLINE)$/.test(String(Status)) &&
    typeof HistoryVersion === 'string';
  return {
    look,
    said,
    ours: version === undefined || said !== undefined ? [] : mine.map(({ Status }) => Status),
    live,
    version: said === undefined ? version : undefined,
    isAmbiguous: unheard(look) === undefined && ours.version === undefined && versions.size > 1,
    isPlain: all.every(isKnown) && isWhole(pages),
  };
}

function sayOf(now: Listed, earlier: readonly Listed[], grace: Grace): Said {
  const { look, ours, live, version, isPlain } = now;
  const wait = (rule: string): Said => ({ rule, look, word: 'other' });
  if (now.said !== undefined) return now.said;
  if (now.isAmbiguous) return wait('several have our description');
  if (version === undefined || ours.length === 0) return wait('not in the list');
  if (!ours.every((status) => status === 'ONLINE' || status === 'OFFLINE')) return wait('an unknown status');
  if (new Set(ours).size > 1) return wait('ours is both ONLINE and OFFLINE');
  if (ours[0] === 'ONLINE') {
    if (live.length > 0) return wait('two are live at once');
    if (!isWhole(pagesOf(look))) return wait('ONLINE, and pages are left that nobody has read');
    return { rule: 'live', look, word: 'good', due: isPlain };
  }
  const wasOnline = earlier.some((each) => each.ours.includes('ONLINE'));
  const begun = earlier.findLastIndex((each) => !isOffline(each)) + 1;
  const row = [...earlier.slice(begun), now];
  const since = row[0]?.look.endedAt ?? 0;
  const isLong = grace !== undefined && (look.endedAt ?? 0) - since >= grace;
  if (!wasOnline && !isLong) return wait('OFFLINE, and it may be late');
  const end: BadEnd = live.some((each) => each > version) ? 'superseded' : 'rolled-back';
  const both = new Set(live.map((each) => each > version)).size > 1;
  const wasPlain = earlier.some(isOnline);
  return {
    rule: `${end}${wasOnline ? ' after ONLINE' : ' after the grace'}${live.length === 0 ? ', nothing live' : ''}`,
    look,
    word: 'other',
    ends: both ? ['superseded', 'rolled-back'] : [end],
    // Whether it counts as OFFLINE alone while two others are live is left open.
    due:
      isPlain && (wasOnline ? !both && wasPlain : row.every((each) => each.live.length < 2 && each.isPlain)),
    spoils: wasPlain && !both && isPlain,
  };
}

const isOnline = ({ ours, said }: Listed): boolean =>
  said === undefined && ours.length > 0 && ours.every((status) => status === 'ONLINE');

const isOffline = ({ ours, said }: Listed): boolean =>
  said === undefined && ours.length > 0 && ours.every((status) => status === 'OFFLINE');
