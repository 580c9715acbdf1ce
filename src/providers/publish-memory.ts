/** What earlier polls have listed of a publish task, as a multiset of APIs and stages. */

/** A key of an entry: its parts cannot run into each other. */
export function keyOf(api: string, stage: string): string {
  return `${api}\n${stage}`;
}

/** Stands for all entries, with a key or without: one without an id may have got it since, or be gone. */
const ALL = '';
/** What is said of entries without a key. */
export const NAMELESS_GONE = 'fewer entries than before: one without an ApiUid is missing';

/** Whether an earlier poll has listed more entries in all. Keeps how many this one lists. */
export function fewerThan(most: Map<string, number>, entries: number): boolean {
  const before = most.get(ALL) ?? 0;
  most.set(ALL, Math.max(before, entries));
  return entries < before;
}

/** How often each key stands in a list. */
export function countOf(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** What an earlier poll has listed and this one does not: it was not seen to succeed. Keeps what this one lists. */
export function goneFrom(listed: ReadonlyMap<string, number>, most: Map<string, number>): string {
  for (const [key, count] of listed) most.set(key, Math.max(count, most.get(key) ?? 0));
  const gone = [...most]
    .filter(([key, count]) => key !== ALL && count > (listed.get(key) ?? 0))
    .map(([key]) => key.replace('\n', '@'));
  if (gone.length === 0) return '';
  const more = gone.length > MOST_NAMED ? ` and ${gone.length - MOST_NAMED} more` : '';
  return `listed before, and missing now: ${gone.slice(0, MOST_NAMED).join(', ')}${more}`;
}

const MOST_NAMED = 5;
