/** What the task's last execution says where no record is named: of the one after a number, or of the largest. Pure. */

import { z } from 'zod';

import type { Seen } from '../task.ts';
import {
  type DeployTaskDetail,
  effectOf,
  type Numbered,
  numbered,
  readExecution,
} from './codearts-execution.ts';
import { besideLater, numberOf } from './codearts-record.ts';

/** What earlier looks have shown of the execution that is ours. */
export interface Followed {
  readonly ours: bigint;
  /** The largest number that was seen: an answer about a smaller one is older. */
  readonly largest: bigint;
  /** That ours has succeeded, where the latest look at it has shown that. */
  readonly success?: Seen | undefined;
}

const Digits = z.string().regex(/^\d+$/);
/** What a later run must know of the execution that is followed. */
export const Kept = z.object({ ours: Digits, largest: Digits, hasSucceeded: z.boolean() });

/** What a later run must know. */
export function keptOf({ ours, largest, success }: Followed): z.infer<typeof Kept> {
  return { ours: String(ours), largest: String(largest), hasSucceeded: success !== undefined };
}

/** What earlier runs have shown, too; of two that were followed the one before is ours. */
export function withKept(followed: Followed | undefined, kept: z.infer<typeof Kept>): Followed {
  const [ours, largest] = [BigInt(kept.ours), BigInt(kept.largest)];
  const success = kept.hasSucceeded ? readExecution(`execution ${ours}`, 'succeeded', {}) : undefined;
  if (followed === undefined) return { ours, largest, success };
  const all = followed.largest > largest ? followed.largest : largest;
  return followed.ours > ours ? { ours, largest: all, success } : { ...followed, largest: all };
}

/** What one look says, and what is known for the next one. */
interface Read {
  readonly observation: Seen;
  readonly followed: Followed | undefined;
}

/**
 * What the last execution says.
 *
 * @param after the number of the execution before ours; nothing where whichever is the last will do
 * @param settles success must hold: it begins anew with another execution
 */
export function readLast(
  answer: DeployTaskDetail,
  after: bigint | undefined,
  followed: Followed | undefined,
  settles: boolean,
): Read {
  const last = numbered(answer);
  if (last === undefined) return { observation: unnumbered(answer.execution_state ?? ''), followed };
  const { number, status } = last;
  if (followed === undefined) {
    if (after === undefined || number > after) return follow(answer, last, after, undefined, settles);
    const reason = `not started yet: the last execution is still number ${number} (${status})`;
    return { observation: { ...readExecution('', '', {}), reason }, followed };
  }
  const { ours, largest } = followed;
  if (number < largest) {
    const reason = `the answer is older than execution ${largest}: it speaks of number ${number}`;
    return { observation: { ...readExecution('', '', {}), state: 'running', reason }, followed };
  }
  if (number > ours) {
    // Only an earlier run has left a success behind: one that need not hold is the end.
    if (after !== undefined && !settles && followed.success !== undefined) {
      const reason = `${followed.success.reason} in an earlier run; the last execution is now ${numberOf(last)}`;
      return { observation: { ...followed.success, reason }, followed };
    }
    if (effectOf(status) !== 'replaced') {
      return {
        observation: notBegun(last, ours, followed.success),
        followed: { ...followed, largest: number },
      };
    }
    if (after !== undefined) {
      const reason = `execution ${number} (${status}) took the place of ours, number ${ours}`;
      const newer = readExecution(`execution ${number}`, status, {});
      return { observation: { ...newer, state: 'superseded', reason }, followed };
    }
  }
  return follow(answer, last, after, ours, settles);
}

/** The execution that is ours, from this look on or already. */
function follow(
  answer: DeployTaskDetail,
  { number, status }: Numbered,
  after: bigint | undefined,
  ours: bigint | undefined,
  settles: boolean,
): Read {
  const read = readExecution(`execution ${number}`, status, { execution_time: answer.execution_time });
  const success = read.state === 'succeeded' ? read : undefined;
  const followed = { ours: number, largest: number, success };
  if (settles && ours !== undefined && number > ours) {
    const reason = `execution ${number} (${status}) is the last one now, instead of number ${ours}`;
    // What the execution before it has shown must not count for this one.
    const state = read.state === 'succeeded' ? 'running' : read.state;
    return { observation: { ...read, state, reason }, followed };
  }
  const gap =
    after !== undefined && number > after + 1n
      ? ` (numbers after ${after} were skipped: it may not be the one that was started)`
      : '';
  return { observation: { ...read, reason: `${read.reason}${gap}` }, followed };
}

/** A larger number that has not begun, or never did: the task does not show ours any more. */
function notBegun(last: Numbered, ours: bigint, success: Seen | undefined): Seen {
  if (success !== undefined) return besideLater(success, last);
  const reason = `the task now shows a newer execution, ${numberOf(last)}: whether number ${ours} has ended cannot be read any more`;
  return { ...readExecution(`execution ${last.number}`, last.status, {}), state: 'running', reason };
}

/** An answer that does not say which execution it is about. */
function unnumbered(status: string): Seen {
  const waiting = readExecution('the last execution', status, {});
  if (waiting.state === 'pending') return waiting;
  const reason = `the answer says ${status}, but not of which execution (no release_id)`;
  return { ...waiting, state: 'running', reason, parts: [] };
}
