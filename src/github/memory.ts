/** What a check run remembers of the polls of earlier runs: a comment in its text, which nobody sees. Pure. */

import { z } from 'zod';

import type { Remembered } from '../gate/carried-on.ts';

/** The version of the form. One that is not known is not read. */
const MARK = 'deploy-gate-memory:1';
/**
 * Of a comment that would be longer the times are left out, and then of what providers keep the marks, the longest
 * first, and then the rest of it: what stays is one digit a task.
 */
const MAX_LENGTH = 30_000;

/** Times in seconds since the epoch, by the place of their task. */
const Times = z.record(z.string().regex(/^\d{1,6}$/), z.int().positive());
/** What a poll has shown of a task; together one digit, of base 32. */
const SEEN = { found: 1, rollback: 2, success: 4, failed: 8, cancelled: 16 } as const;
const Memory = z.strictObject({
  /** One digit a task. */
  seen: z.string().regex(/^[0-9a-v]*$/),
  absent: Times,
  doubtful: Times,
  /** What its provider keeps, by the place of the task. */
  kept: z.record(z.string().regex(/^\d{1,6}$/), z.json()),
});
type Memory = z.infer<typeof Memory>;

/** The places of the tasks in the order of their identities: the entries may come in another order. */
function placesOf(identities: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...identities].sort().map((identity, place) => [identity, place]));
}

/** The comment, and of how many tasks it has no room for all. */
export interface Written {
  readonly comment: string;
  readonly cut: number;
}

/**
 * The comment that keeps what was seen of each task.
 *
 * @param identities of the tasks, in the order of `tasks`
 */
export function writeMemory(identities: readonly string[], tasks: readonly Remembered[]): Written {
  const places = placesOf(identities);
  const digits = Array.from(identities, () => '0');
  const absent: Record<number, number> = {};
  const doubtful: Record<number, number> = {};
  const kept: Entry[] = [];
  for (const [index, task] of tasks.entries()) {
    const place = places.get(identities[index] ?? '') ?? 0;
    digits[place] = digitOf(task);
    if (task.absentSince !== undefined) absent[place] = Math.ceil(task.absentSince / 1000);
    if (task.tentativeSince !== undefined) doubtful[place] = Math.ceil(task.tentativeSince / 1000);
    if (task.kept !== undefined) kept.push([String(place), task.kept]);
  }
  const seen = digits.join('');
  const whole = commentOf({ seen, absent, doubtful, kept: Object.fromEntries(kept) });
  if (whole.length <= MAX_LENGTH) return { comment: whole, cut: 0 };
  let left = MAX_LENGTH - commentOf({ seen, absent: {}, doubtful: {}, kept: {} }).length;
  const fitting = new Map<string, unknown>();
  const add = (entries: readonly Entry[]): void => {
    const costOf = ([place, json]: Entry): number =>
      lengthOf([place, json]) - (fitting.has(place) ? lengthOf([place, fitting.get(place)]) : 0);
    for (const [place, json] of entries.toSorted((one, other) => lengthOf(one) - lengthOf(other))) {
      const cost = costOf([place, json]);
      if (cost > left) return;
      left -= cost;
      fitting.set(place, json);
    }
  };
  add(kept.map(([place, json]) => [place, withoutMarks(json)]));
  add(kept.filter(([place]) => fitting.has(place)));
  return {
    comment: commentOf({ seen, absent: {}, doubtful: {}, kept: Object.fromEntries(fitting) }),
    cut: kept.filter(([place, json]) => fitting.get(place) !== json).length,
  };
}

type Entry = readonly [place: string, json: unknown];

/** What a provider keeps without its list of marks, which alone is long. */
function withoutMarks(json: unknown): unknown {
  return typeof json === 'object' && json !== null && 'marks' in json ? { ...json, marks: {} } : json;
}

function digitOf({ found, rollbackSeen, succeededOnce, lost }: Remembered): string {
  const digit =
    (found ? SEEN.found : 0) +
    (rollbackSeen ? SEEN.rollback : 0) +
    (succeededOnce ? SEEN.success : 0) +
    (lost === undefined ? 0 : SEEN[lost]);
  return digit.toString(32);
}

/** What would end the comment, or is no comment in some Markdown, is written as JSON may write it. */
function commentOf(memory: Readonly<Record<string, unknown>>): string {
  const json = JSON.stringify(memory)
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    // Two in a row are in texts alone: no number has them.
    .replaceAll('--', '\\u002d\\u002d');
  return `<!-- ${MARK} ${json} -->`;
}

/** How long one entry makes the comment. */
function lengthOf([place, json]: Entry): number {
  return commentOf({ [place]: json }).length - commentOf({}).length + 1;
}

/**
 * What a check run's text remembers of each task; nothing of any if it remembers nothing that can be read.
 *
 * @param identities of the tasks, in whose order the result is
 */
export function readMemory(text: string, identities: readonly string[]): readonly (Remembered | undefined)[] {
  const [, json = ''] = new RegExp(`^<!-- ${MARK} (\\{[^<>]*\\}) -->`).exec(text) ?? [];
  const memory = parsed(json);
  if (memory?.seen.length !== identities.length) return identities.map(() => undefined);
  const places = placesOf(identities);
  return identities.map((identity) => {
    const place = places.get(identity) ?? 0;
    const digit = Number.parseInt(memory.seen[place] ?? '0', 32);
    const has = (what: keyof typeof SEEN): boolean => (digit & SEEN[what]) !== 0;
    const at = (times: z.infer<typeof Times>): number | undefined => {
      const seconds = times[place];
      return seconds === undefined ? undefined : seconds * 1000;
    };
    return {
      found: has('found'),
      rollbackSeen: has('rollback'),
      succeededOnce: has('success'),
      lost: has('failed') ? 'failed' : has('cancelled') ? 'cancelled' : undefined,
      absentSince: at(memory.absent),
      tentativeSince: at(memory.doubtful),
      kept: memory.kept[place],
    };
  });
}

function parsed(json: string): Memory | undefined {
  try {
    return Memory.safeParse(JSON.parse(json)).data;
  } catch {
    // No JSON: nothing is remembered.
  }
  return undefined;
}
