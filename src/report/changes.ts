/** The changes of all tasks, as the results file lists them: the first and the last of very many. */

import type { Change } from './results.ts';

/** So many of the first changes are kept, and so many of the last. */
const MOST_AT_EITHER_END = 5_000;

/** What is kept of the changes. */
export interface Changes {
  readonly add: (change: Change) => void;
  /** In their order. */
  readonly kept: () => { readonly changes: readonly Change[]; readonly changesLeftOut?: number };
}

/** Keeps changes, of which there are none yet. */
export function createChanges(): Changes {
  const first: Change[] = [];
  let last: Change[] = [];
  let count = 0;
  return {
    add: (change) => {
      count += 1;
      if (first.length < MOST_AT_EITHER_END) first.push(change);
      else last.push(change);
      // Not one by one: each would move all the others.
      if (last.length >= 2 * MOST_AT_EITHER_END) last = last.slice(-MOST_AT_EITHER_END);
    },
    kept: () => {
      const changes = [...first, ...last.slice(-MOST_AT_EITHER_END)];
      const changesLeftOut = count - changes.length;
      return changesLeftOut === 0 ? { changes } : { changes, changesLeftOut };
    },
  };
}
