/** What a check run remembers of the polls of earlier runs: a comment in its text, which nobody sees. Pure. */

import { z } from 'zod';

import type { Remembered } from '../gate/carried-on.ts';

/** The version of the form. One that is not known is not read. */
const MARK = 'deploy-gate-memory:1';
/**
 * Of a comment that would be longer the times are left out, and then what providers keep, the longest first: the rest
 * is one digit a task.
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

/**
 * The comment that keeps what was seen of each task.
 *
 * @param identities of the tasks, in the order of `tasks`
 */
export function writeMemory(identities: readonly string[], tasks: readonly Remembered[]): string {
  const places = placesOf(identities);
  const digits = Array.from(identities, () => '0');
  const absent: Record<number, number> = {};
  const doubtful: Record<number, number> = {};
  const kept: [place: string, json: unknown][] = [];
  for (const [index, task] of tasks.entries()) {
    const place = places.get(identities[index] ?? '') ?? 0;
    digits[place] = digitOf(task);
    if (task.absentSince !== undefined) absent[place] = Math.ceil(task.absentSince / 1000);
    if (task.tentativeSince !== undefined) doubtful[place] = Math.ceil(task.tentativeSince / 1000);
    if (task.kept !== undefined) kept.push([String(place), task.kept]);
  }
  const seen = digits.join('');
  const whole = commentOf({ seen, absent, doubtful, kept: Object.fromEntries(kept) });
  if (whole.length <= MAX_LENGTH) return whole;
  const fitting = shortestFirst(
    kept,
    MAX_LENGTH - commentOf({ seen, absent: {}, doubtful: {}, kept: {} }).length,
  );
  return commentOf({ seen, absent: {}, doubtful: {}, kept: Object.fromEntries(fitting) });
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

/** What fits into so many characters. */
function shortestFirst<T>(
  entries: readonly (readonly [place: string, json: T])[],
  length: number,
): readonly (readonly [string, T])[] {
  let left = length;
  return entries
    .map(([place, json]) => ({ place, json, length: commentOf({ [place]: json }).length }))
    .sort((a, b) => a.length - b.length)
    .flatMap(({ place, json, length: own }) => {
      left -= own;
      return left < 0 ? [] : [[place, json] as const];
    });
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
