/** Whether an answer is ours, by its ids; and the error where these differ from ours only in case. */

import type { LookContext } from '../clouds/connection.ts';
import { type Observation, refused } from '../task.ts';
import type { Look } from './provider.ts';

/** An id or stage of an answer beside ours; none in the answer is not ours. */
export type ComparedId = readonly [name: string, ours: string, theirs: string | null | undefined];

/**
 * Whether every one of these ids of an answer is ours, to the letter.
 *
 * @param operation the call that gave the answer, for the message
 */
export type IsOurs = (operation: string, ...ids: readonly ComparedId[]) => boolean;

/** So many polls in a row must show the same mistake: a single answer may be anything. */
const POLLS_IN_A_ROW = 3;

/**
 * A poll that compares the ids of its answers with ours by `isOurs`. After three polls in a row in which an operation
 * gave nothing of ours, but ids that differ from ours only in case, it is an error that shows both.
 */
export function comparingIds(poll: (context: LookContext, isOurs: IsOurs) => Promise<Observation>): Look {
  let inARow = 0;
  return async (context) => {
    const found = new Set<string>();
    const differing = new Map<string, string>();
    const observation = await poll(context, (operation, ...ids) => {
      const others = ids.filter(([, ours, theirs]) => theirs !== ours);
      if (others.length === 0) found.add(operation);
      else if (others.every(([, ours, theirs]) => theirs?.toLowerCase() === ours.toLowerCase()))
        differing.set(
          operation,
          others.map(([name, ours, theirs]) => `${name} "${theirs}" instead of "${ours}"`).join(', '),
        );
      return others.length === 0;
    });
    const [mistake] = [...differing].filter(([operation]) => !found.has(operation));
    inARow = mistake === undefined ? 0 : inARow + 1;
    if (mistake === undefined || inARow < POLLS_IN_A_ROW) return observation;
    const [operation, both] = mistake;
    return refused(
      '',
      `the answer of ${operation} has ${both}, which differs only in upper and lower case. Check the IDs of the entry: case counts`,
    );
  };
}
