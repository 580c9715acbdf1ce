/** What may be said of an execution that is known by its record (CodeArts Deploy): the table "whose number n it shows". */
import type { Look } from './log.ts';
import { withEarlier } from './oracle.ts';
import type { BadEnd, Said } from './said.ts';

/** What one look read of the two calls. */
export interface Pair {
  readonly look: Look;
  /** Something that keeps the look from being read in whole. */
  readonly said: Said | undefined;
  /** Our record's status; `found` where the answer is about it. */
  readonly record: { readonly found: boolean; readonly status: unknown };
  /** The number of the task's last execution, and its state. */
  readonly release: number | undefined;
  readonly state: unknown;
  /** The last execution could be read, though it may have no number. */
  readonly hasLast: boolean;
}

/** A status that ends an execution badly. */
export function badEndOf(status: unknown): BadEnd | undefined {
  if (status === 'failed' || status === 'timeout') return 'failed';
  return status === 'abort' || status === 'not_started' ? 'cancelled' : undefined;
}

/** What the table leaves open. */
export interface OpenQuestions {
  /** A status that is missing, or `not_executed`, is as far as `pending`; or says nothing of progress. */
  readonly isNothingPending: boolean;
  /** A status that is missing, or `not_executed`, is the same as one that is pending; or as none. */
  readonly isNothingSame: boolean;
  /** A look that saw nothing ends a row of looks; or is passed over. */
  readonly isRowBroken: boolean;
  /** A look of which one answer alone is usable counts for what that one says; or not at all. */
  readonly isHalfUsed: boolean;
  /** What was cancelled while queued has ended; or says nothing of progress. */
  readonly isNeverBegunEnded: boolean;
}

const BOTH = [true, false];

/** All readings of the table. */
export const READINGS: readonly OpenQuestions[] = BOTH.flatMap((isNothingPending) =>
  BOTH.flatMap((isNothingSame) =>
    BOTH.flatMap((isRowBroken) =>
      BOTH.flatMap((isHalfUsed) =>
        BOTH.map((isNeverBegunEnded) => ({
          isNothingPending,
          isNothingSame,
          isRowBroken,
          isHalfUsed,
          isNeverBegunEnded,
        })),
      ),
    ),
  ),
);

/** No status at all. */
const isNothing = (status: unknown): boolean => (status ?? '') === '';

/** How far an execution is; a word that no page has says nothing of it. */
export type Progress = 0 | 1 | 2 | undefined;

function progressOf(status: unknown, reading: OpenQuestions): Progress {
  switch (isNothing(status) ? 'not_executed' : status) {
    case 'not_executed':
      return reading.isNothingPending ? 0 : undefined;
    case 'pending':
      return 0;
    case 'running':
      return 1;
    case 'not_started':
      return reading.isNeverBegunEnded ? 2 : undefined;
    case 'succeeded':
    case 'failed':
    case 'timeout':
    case 'abort':
      return 2;
    default:
      return undefined;
  }
}

/** One look as the table sees it. */
export interface Shown {
  /** Our record's status and its progress, where the answer is about it. */
  readonly ours: string | undefined;
  readonly oursAt: Progress;
  /** The record and the number show the same status. */
  readonly isSame: boolean;
  /** The number that is shown, with its own. */
  readonly n: number | undefined;
  readonly theirs: string | undefined;
  readonly theirsAt: Progress;
}

/** The same with what it was read of. */
interface Seen extends Shown {
  readonly pair: Pair;
}

/** What each look says. `isSettling`: every look reads the last execution too. */
export function recordSays(
  pairs: readonly Pair[],
  isSettling: boolean,
  reading: OpenQuestions,
): readonly Said[] {
  const word = (status: unknown): string =>
    isNothing(status) || status === 'not_executed' ? 'pending' : String(status);
  const seen = pairs.map((pair): Seen => {
    const isWhole = pair.said === undefined && pair.record.found && pair.release !== undefined;
    const isUsed = isWhole || reading.isHalfUsed;
    const hasOurs = isUsed && pair.record.found;
    const n = isUsed ? pair.release : undefined;
    const ours = hasOurs ? word(pair.record.status) : undefined;
    const theirs = n === undefined ? undefined : word(pair.state);
    const isSaid =
      reading.isNothingSame || (pair.record.status === pair.state && !isNothing(pair.record.status));
    return {
      pair,
      ours,
      oursAt: hasOurs ? progressOf(pair.record.status, reading) : undefined,
      isSame: ours !== undefined && ours === theirs && isSaid,
      n,
      theirs,
      theirsAt: n === undefined ? undefined : progressOf(pair.state, reading),
    };
  });
  return withEarlier(seen, (now, earlier) => sayOf(now, earlier, isSettling, reading));
}

function sayOf(now: Seen, earlier: readonly Seen[], isSettling: boolean, reading: OpenQuestions): Said {
  const { pair } = now;
  const { look, record } = pair;
  const end = record.found ? badEndOf(record.status) : undefined;
  const isWhole = pair.said === undefined && (pair.hasLast || !isSettling);
  if (end !== undefined) {
    return { rule: `the record is ${record.status}`, look, word: 'other', ends: [end], due: isWhole };
  }
  const isReplaced =
    isSettling && record.found && record.status === 'succeeded' && wasReplaced([...earlier, now], reading);
  const ends = isReplaced ? (['superseded'] as const) : [];
  // The record alone says that ours has succeeded; that a newer one had begun is known.
  if (pair.said !== undefined) return isReplaced ? { ...pair.said, ends } : pair.said;
  if (!record.found) return { rule: "not our record's answer", look, word: 'unclear' };
  if (record.status !== 'succeeded') return { rule: 'the record goes on', look, word: 'other' };
  if (!isSettling) return { rule: 'the record has succeeded', look, word: 'good', due: true };
  if (!isWhole) return { rule: 'the last execution cannot be read', look, word: 'unclear', ends };
  const whose = whoseIs(pair.release, [...earlier, now], reading);
  if (whose === 'ours') {
    const due = record.status === pair.state && ends.length === 0;
    return { rule: 'the number is ours', look, word: 'good', ends, due };
  }
  if (whose !== 'after') return { rule: `the number is ${whose}`, look, word: 'unclear', ends };
  switch (pair.state) {
    case 'pending':
      return { rule: 'after ours: queued', look, word: 'unclear', ends };
    case 'not_started':
      return { rule: 'after ours: never began', look, word: 'good', ends, due: ends.length === 0 };
    case 'running':
    case 'succeeded':
    case 'failed':
    case 'timeout':
    case 'abort':
      return {
        rule: 'after ours: has begun',
        look,
        word: 'other',
        ends: ['superseded'],
        due: true,
        spoils: true,
      };
    default:
      return { rule: 'after ours: an unknown word', look, word: 'unclear', ends };
  }
}

const BEGUN = /^(running|succeeded|failed|timeout|abort)$/;

/** A look has shown one that had begun and that was after ours, or is known to be by now, whatever is shown now. */
function wasReplaced(looks: readonly Seen[], reading: OpenQuestions): boolean {
  const isAfter = (n: number | undefined, until: number): boolean =>
    whoseIs(n, looks.slice(0, until), reading) === 'after';
  return looks.some(
    ({ n, theirs }, at) => BEGUN.test(theirs ?? '') && (isAfter(n, at + 1) || isAfter(n, looks.length)),
  );
}

type Whose = 'before ours' | 'after' | "another's" | 'ours' | 'not known yet';

/** The table. */
export function whoseIs(n: number | undefined, looks: readonly Shown[], reading: OpenQuestions): Whose {
  if (n === undefined) return 'not known yet';
  const numbers = [...new Set(looks.flatMap((each) => each.n ?? []))];
  const judged = new Map(numbers.map((each) => [each, forGood(each, looks, reading)]));
  // What is larger than ours is after it, once ours is known by more than a queue.
  for (const each of numbers) {
    const at = judged.get(each) === 'before ours' ? firstBehind(each, looks) : -1;
    const before = looks.slice(0, Math.max(0, at));
    const isSure = (one: number): boolean =>
      one < each &&
      judged.get(one) === undefined &&
      sameTwice(one, before) >= 0 &&
      before.some(({ n: shown, theirs }) => shown === one && BEGUN.test(theirs ?? ''));
    if (numbers.some(isSure)) judged.set(each, undefined);
  }
  const earlier = Math.max(...numbers.filter((each) => judged.get(each) === 'before ours'));
  const ours = numbers
    .filter((each) => judged.get(each) === undefined && each > earlier)
    .map((each) => ({ each, since: sameTwice(each, looks) }))
    .filter(({ since }) => since >= 0)
    .toSorted((a, b) => a.since - b.since)[0]?.each;
  const isSettled = judged.get(n) === 'before ours';
  const isLater = numbers.some((each) => each < n && judged.get(each) === 'after');
  if (((ours !== undefined && n > ours) || isLater) && !isSettled) return 'after';
  return judged.get(n) ?? (n === ours ? 'ours' : 'not known yet');
}

const isBehind = (left: Progress, right: Progress): boolean =>
  left !== undefined && right !== undefined && left < right;

/** At which look our record was behind what a number had shown before; -1 where at none. */
function firstBehind(n: number, looks: readonly Shown[]): number {
  return looks.findIndex(({ oursAt }, at) =>
    looks.slice(0, at).some((each) => each.n === n && isBehind(oursAt, each.theirsAt)),
  );
}

/** The rows that hold for good: the one that was first to be true. */
function forGood(n: number, looks: readonly Shown[], { isRowBroken }: OpenQuestions): Whose | undefined {
  const rows: Readonly<Record<'before ours' | 'after' | "another's", number>> = {
    'before ours': firstBehind(n, looks),
    after: twiceInARow((each) => each.n === n && isBehind(each.theirsAt, each.oursAt)),
    "another's": twiceInARow(
      (each) => each.n === n && each.oursAt === 2 && each.theirsAt === 2 && each.ours !== each.theirs,
    ),
  };
  function twiceInARow(says: (each: Shown) => boolean): number {
    const heard = (each: Shown): boolean => each.ours !== undefined && each.n !== undefined;
    const row = isRowBroken ? looks : looks.filter(heard);
    const at = row.findIndex((each, index) => {
      const previous = row[index - 1];
      return previous !== undefined && says(each) && says(previous);
    });
    const found = row[at];
    return found === undefined ? -1 : looks.indexOf(found);
  }
  const names = ['before ours', 'after', "another's"] as const;
  return names.filter((name) => rows[name] >= 0).toSorted((a, b) => rows[a] - rows[b])[0];
}

/** At which look the record and the number had shown the same status for the second time; -1 where at none. */
function sameTwice(n: number, looks: readonly Shown[]): number {
  const same = looks.flatMap((each, at) =>
    each.n === n && each.oursAt !== undefined && each.isSame ? [at] : [],
  );
  return same[1] ?? -1;
}
