/** What polls have shown of a publish task: its entries, as a multiset of APIs and stages, and parts that ended badly. */

import { z } from 'zod';

import { markOf } from './notes.ts';

/** A part that has ended badly: it is never forgotten, since no part of a publish task is tried again. */
export interface Bad {
  readonly state: 'failed' | 'cancelled';
  readonly reason: string;
}

/** What the polls so far have shown. */
export interface Listed {
  /** The most entries of each key that any poll has listed. */
  readonly most: Map<string, number>;
  /** The most entries in all, with a key or without: one without an ID may have got it since, or be gone. */
  entries: number;
  /** The same by the marks of the keys, as earlier runs have kept them. */
  earlier: Marks;
  /** The worst part that has ended badly. */
  bad: Bad | undefined;
}

type Marks = Readonly<Record<string, number>>;

/** Of a task that nobody has polled yet. */
export function nothingListed(): Listed {
  return { most: new Map(), entries: 0, earlier: {}, bad: undefined };
}

/** What is kept for a later run. Of more keys than these only their number is: an entry that is missing shows by it. */
const MOST_MARKS = 2000;
/** The form of what is kept. */
export const Kept = z.object({
  bad: z.enum(['failed', 'cancelled']).optional(),
  entries: z.int().nonnegative(),
  marks: z.record(z.string(), z.int().positive()),
});

/** What a later run must know. */
export function keptOf({ most, entries, earlier, bad }: Listed): z.infer<typeof Kept> {
  const marks: Record<string, number> = { ...earlier };
  for (const [key, count] of most) marks[markOf(key)] = Math.max(count, marks[markOf(key)] ?? 0);
  const all = Object.values(marks).reduce((sum, count) => sum + count, 0);
  const isTooMuch = Object.keys(marks).length > MOST_MARKS;
  return {
    ...(bad === undefined ? {} : { bad: bad.state }),
    // All that was ever listed: what stands for those whose marks are left out.
    entries: Math.max(entries, all),
    marks: isTooMuch ? {} : marks,
  };
}

/** Adds what earlier runs have kept. */
export function addKept(listed: Listed, { bad, entries, marks }: z.infer<typeof Kept>): void {
  listed.earlier = marks;
  listed.entries = Math.max(entries, listed.entries);
  if (bad !== undefined && listed.bad?.state !== 'failed')
    listed.bad = { state: bad, reason: 'in an earlier run' };
}

/** A key of an entry: its parts cannot run into each other. */
export function keyOf(api: string, stage: string): string {
  return `${api}\n${stage}`;
}

/** What is said where an earlier poll has listed more entries in all; empty if none has. Keeps how many this one lists. */
export function fewerThan(listed: Listed, entries: number): string {
  const before = listed.entries;
  listed.entries = Math.max(before, entries);
  return entries < before ? `fewer entries than before: ${entries} of ${before}` : '';
}

/** How often each key stands in a list. */
export function countOf(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** What an earlier poll has listed and this one does not: it was not seen to succeed. Keeps what this one lists. */
export function goneFrom(now: ReadonlyMap<string, number>, { most, earlier }: Listed): string {
  for (const [key, count] of now) {
    most.set(key, Math.max(count, most.get(key) ?? 0, earlier[markOf(key)] ?? 0));
  }
  const gone = [...most]
    .filter(([key, count]) => count > (now.get(key) ?? 0))
    .map(([key]) => key.replace('\n', '@'));
  const known = new Set([...most.keys()].map(markOf));
  const unnamed = Object.keys(earlier).filter((mark) => !known.has(mark)).length;
  const names = [...gone.slice(0, MOST_NAMED), ...(unnamed === 0 ? [] : [`${unnamed} of an earlier run`])];
  if (names.length === 0) return '';
  const more = gone.length > MOST_NAMED ? ` and ${gone.length - MOST_NAMED} more` : '';
  return `listed before, and missing now: ${names.join(', ')}${more}`;
}

const MOST_NAMED = 5;
