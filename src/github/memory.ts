/** What a check run remembers of the polls of earlier runs: a comment in its text, which nobody sees. Pure. */

import { z } from 'zod';

import type { Remembered } from '../gate/carried-on.ts';

/** The version of the form. One that is not known is not read. */
const MARK = 'deploy-gate-memory:1';
/** Of a comment that would be longer the times are left out: the rest is one digit a task. */
const MAX_LENGTH = 30_000;

/** Times in seconds since the epoch, by the place of their task. */
const Times = z.record(z.string().regex(/^\d{1,6}$/), z.int().positive());
const Memory = z.strictObject({
  /** One digit a task: 1 for found, 2 for a rollback, 4 for a success, together. */
  seen: z.string().regex(/^[0-7]*$/),
  absent: Times,
  doubtful: Times,
});

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
  const digits = Array.from(identities, () => 0);
  const absent: Record<number, number> = {};
  const doubtful: Record<number, number> = {};
  for (const [index, task] of tasks.entries()) {
    const place = places.get(identities[index] ?? '') ?? 0;
    digits[place] = (task.found ? 1 : 0) + (task.rollbackSeen ? 2 : 0) + (task.succeededOnce ? 4 : 0);
    if (task.absentSince !== undefined) absent[place] = Math.ceil(task.absentSince / 1000);
    if (task.tentativeSince !== undefined) doubtful[place] = Math.ceil(task.tentativeSince / 1000);
  }
  const comment = (memory: z.infer<typeof Memory>): string => `<!-- ${MARK} ${JSON.stringify(memory)} -->`;
  const seen = digits.join('');
  const whole = comment({ seen, absent, doubtful });
  return whole.length <= MAX_LENGTH ? whole : comment({ seen, absent: {}, doubtful: {} });
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
    const digit = Number(memory.seen[place]);
    const at = (times: z.infer<typeof Times>): number | undefined => {
      const seconds = times[place];
      return seconds === undefined ? undefined : seconds * 1000;
    };
    return {
      found: (digit & 1) !== 0,
      rollbackSeen: (digit & 2) !== 0,
      succeededOnce: (digit & 4) !== 0,
      absentSince: at(memory.absent),
      tentativeSince: at(memory.doubtful),
    };
  });
}

function parsed(json: string): z.infer<typeof Memory> | undefined {
  try {
    return Memory.safeParse(JSON.parse(json)).data;
  } catch {
    // No JSON: nothing is remembered.
  }
  return undefined;
}
