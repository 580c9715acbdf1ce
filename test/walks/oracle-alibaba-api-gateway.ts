/** What may be said of a publish task (Alibaba Cloud API Gateway, DescribeDeployApiTask). */
import { type Fields, fieldsOf, isFields, type Look, listOf } from './log.ts';
import { clean, lastOfEach, unheard, withEarlier } from './oracle.ts';
import type { Said } from './said.ts';

/** How many APIs the user says that it must list, if they do. */
export interface OurPublish {
  readonly apis: number | undefined;
}

/** One entry, judged by itself. `doubtful`: nothing but a missing message keeps it from success. */
type Judged = 'succeeded' | 'doubtful' | 'failed' | 'cancelled' | 'open';

interface Listed {
  readonly look: Look;
  readonly said: Said | undefined;
  readonly entries: readonly { readonly key: string | undefined; readonly judged: Judged }[];
}

/** What each look says. */
export function publishSays(ours: OurPublish, looks: readonly Look[]): readonly Said[] {
  return withEarlier(looks.map(readOf), (now, earlier) => sayOf(ours, now, earlier));
}

function readOf(look: Look): Listed {
  const { DeployedResults: results = {} } = clean(lastOfEach(look)[0]) ?? {};
  const list = fieldsOf(results ?? {})['DeployedResult'] ?? [];
  const isText = (value: unknown): boolean => typeof value === 'string' || (value ?? null) === null;
  // The message alone may be anything: it is only shown, but for an entry that says OVER.
  const isEntry = (entry: unknown): boolean =>
    isFields(entry) && Object.entries(entry).every(([name, value]) => name === 'ErrorMsg' || isText(value));
  const isShaped = isFields(results ?? {}) && Array.isArray(list) && list.every(isEntry);
  const said = unheard(look) ?? (isShaped ? undefined : { rule: 'another shape', look, word: 'unclear' });
  const entries = said === undefined ? listOf(list).map(fieldsOf) : [];
  return { look, said, entries: entries.map((each) => ({ key: keyOf(each), judged: judge(each) })) };
}

/** Entries are known by ApiUid and StageName. */
function keyOf({ ApiUid, StageName }: Fields): string | undefined {
  return typeof ApiUid === 'string' && ApiUid !== '' ? `${ApiUid} ${String(StageName ?? '')}` : undefined;
}

/** An entry without an ApiUid is running, whatever it says. OVER alone is not success. */
function judge(entry: Fields): Judged {
  if (keyOf(entry) === undefined) return 'open';
  const { DeployedStatus: status, ErrorMsg: message = null } = entry;
  if (status === 'FAIL') return 'failed';
  if (status === 'CANCEL') return 'cancelled';
  if (status !== 'OVER') return 'open';
  if (message === null) return 'doubtful';
  if (typeof message !== 'string' && typeof message !== 'number') return 'open';
  const text = String(message);
  if (text === '' || /^success/i.test(text)) return 'succeeded';
  return text.trim() === '' ? 'doubtful' : 'failed';
}

const count = (entries: Listed['entries'], key: string | undefined): number =>
  entries.filter((each) => each.key === key).length;

function sayOf({ apis }: OurPublish, now: Listed, earlier: readonly Listed[]): Said {
  const { look, entries } = now;
  if (now.said !== undefined) return now.said;
  const has = (judged: Judged): boolean => entries.some((each) => each.judged === judged);
  const lost = has('failed') ? 'failed' : has('cancelled') ? 'cancelled' : undefined;
  const wait = (rule: string): Said => ({ rule, look, word: 'other', lost });
  if (entries.length === 0) return wait('nothing is listed');
  const rest = entries.filter(({ judged }) => judged === 'open');
  if (rest.length > 0) {
    const isNameless = rest.every(({ key }) => key === undefined);
    return wait(isNameless ? 'only an entry without an ApiUid goes on' : 'an entry goes on');
  }
  const everSeen = earlier.flatMap((each) => each.entries);
  const hasShrunk = earlier.some((before) =>
    before.entries.some(({ key }) => key !== undefined && count(before.entries, key) > count(entries, key)),
  );
  if (hasShrunk) return wait(lost === undefined ? 'fewer of a key' : 'fewer of a key, one lost');
  const keys = new Set(entries.map(({ key }) => key));
  const isCount = apis === undefined || keys.size === apis;
  const wasFailed = everSeen.some(({ judged }) => judged === 'failed');
  const other: Said = { rule: `worst is ${lost}`, look, word: 'other', lost, due: isCount && !wasFailed };
  if (lost === 'failed') return { ...other, ends: ['failed'] };
  if (lost === 'cancelled') return { ...other, ends: wasFailed ? ['failed', 'cancelled'] : ['cancelled'] };
  if (wasFailed) return { ...wait('a part that failed is never forgotten'), ends: ['failed'], spoils: true };
  if (!isCount) return wait(keys.size < Number(apis) ? 'fewer than apis' : 'more than apis');
  // Whether one that was cancelled may come back is left open.
  const ends = everSeen.some(({ judged }) => judged === 'cancelled') ? ['cancelled' as const] : [];
  const due = ends.length === 0 && everSeen.every(({ key }) => key !== undefined) && !has('doubtful');
  return { rule: apis === undefined ? 'all are out' : 'all of apis are out', look, word: 'good', due, ends };
}
