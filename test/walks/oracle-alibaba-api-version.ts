/** When a published version may be called live (Alibaba Cloud API Gateway, DescribeApiHistories). */
import { type Fields, fieldsOf, type Look, listOf } from './log.ts';
import { clean, type Heard, held, lastOfEach, textOf, unreadable, type Word } from './oracle.ts';

/** Which version of which API must be live on which stage. */
export interface OurVersion {
  readonly apiId: string;
  readonly stage: string;
  readonly groupId: string;
  readonly version?: string;
  readonly description?: string;
}

export function versionMaySucceed(ours: OurVersion, looks: readonly Look[], settleMs: number): boolean {
  const words = looks.map((look) => wordOf(ours, look));
  const online = words.indexOf('good');
  // Offline once it was online: taken back. Before that, the list may only lag behind.
  const isBack = (at: number): boolean => online >= 0 && at > online && words[at] === 'offline';
  const heard = looks.map((look, at): Heard => {
    const word = words[at] ?? 'silent';
    return { look, word: isBack(at) ? 'bad' : word === 'offline' ? 'other' : word };
  });
  return held(heard, settleMs);
}

/** Which version is ours, by what a look listed: a description must stand for one alone. */
function versionOf(ours: OurVersion, look: Look): string | undefined {
  if (ours.version !== undefined) return ours.version;
  const described = itemsOf(ours, look).filter(({ Description }) => Description === ours.description);
  const versions = new Set(described.flatMap(({ HistoryVersion }) => textOf(HistoryVersion) ?? []));
  const [version] = versions;
  return versions.size === 1 ? version : undefined;
}

function wordOf(ours: OurVersion, look: Look): Word | 'offline' {
  const version = versionOf(ours, look);
  const mine = itemsOf(ours, look).filter(({ HistoryVersion }) => textOf(HistoryVersion) === version);
  const isAll = (status: string): boolean => mine.length > 0 && mine.every(({ Status }) => Status === status);
  const word =
    version === undefined ? 'other' : isAll('ONLINE') ? 'good' : isAll('OFFLINE') ? 'offline' : 'other';
  return unread(look) ?? word;
}

/** All items of our API on our stage, on the pages of one look. */
export function itemsOf(ours: OurVersion, look: Look): readonly Fields[] {
  return pagesOf(look)
    .flatMap((page) => listOf(page).map(fieldsOf))
    .filter((item) => item['ApiId'] === ours.apiId && item['StageName'] === ours.stage)
    .filter((item) => (item['GroupId'] ?? ours.groupId) === ours.groupId);
}

const pagesOf = (look: Look): readonly unknown[] =>
  lastOfEach(look)
    .filter(({ call }) => call === 'DescribeApiHistories')
    .map((page) => fieldsOf(clean(page)?.['ApiHisItems'])['ApiHisItem'] ?? []);

/** A look that says nothing of any version: it came to no list, or another shape is in it, a transient fault. */
function unread(look: Look): Word | undefined {
  const pages = pagesOf(look);
  // A number that JSON cannot hold is as good as its text.
  const isText = (value: unknown): boolean =>
    typeof (value ?? '') === 'string' || Number(value) > Number.MAX_SAFE_INTEGER;
  const shaped = pages.every((page) =>
    listOf(page).every((item) => Object.values(fieldsOf(item)).every(isText)),
  );
  return unreadable(look) ?? (shaped && pages.length > 0 ? undefined : 'silent');
}
