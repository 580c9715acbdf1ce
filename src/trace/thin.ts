/** Which requests are left out of a trace that would be too long. */

import type { Look } from './har.ts';

/** A request with its share of the whole. */
export interface Weighed {
  readonly look: Look | undefined;
  readonly bytes: number;
}

/** What is kept, in its order, and how many looks were left out. */
export interface Thinned<T> {
  readonly kept: readonly T[];
  readonly leftOut: LeftOut;
}

/** How many looks were left out. */
export interface LeftOut {
  /** Looks that changed nothing. */
  readonly unchanged: number;
  readonly others: number;
}

interface Whole {
  readonly unchanged: boolean;
  /** The last look at its task. */
  last: boolean;
  bytes: number;
  gone: boolean;
}

/**
 * Leaves out whole looks until the rest is small enough: the oldest that changed nothing first, then the oldest at all
 * but each task's last; where even those are too much, the oldest of them too.
 *
 * @param all in the order in which they were sent
 * @param mostBytes what the kept ones may weigh together
 */
export function thin<T extends Weighed>(all: readonly T[], mostBytes: number): Thinned<T> {
  let bytes = all.reduce((sum, each) => sum + each.bytes, 0);
  if (bytes <= mostBytes) return { kept: all, leftOut: { unchanged: 0, others: 0 } };
  const looks = looksOf(all);
  const oldestFirst = [...new Set(looks)];
  const leftOut = { unchanged: 0, others: 0 };
  const drop = (which: (whole: Whole) => boolean): void => {
    for (const whole of oldestFirst) {
      if (bytes <= mostBytes) return;
      if (whole.gone || !which(whole)) continue;
      whole.gone = true;
      bytes -= whole.bytes;
      leftOut[whole.unchanged ? 'unchanged' : 'others'] += 1;
    }
  };
  drop(({ unchanged, last }) => unchanged && !last);
  drop(({ last }) => !last);
  drop(() => true);
  return { kept: all.filter((_, index) => looks[index]?.gone === false), leftOut };
}

/** What a trace says of the looks that were left out; empty where there are none. */
export function sayLeftOut({ unchanged, others }: LeftOut, mostBytes: number): string {
  if (unchanged + others === 0) return '';
  const what = [
    ...(unchanged > 0 ? [`${unchanged} that changed nothing, the oldest first`] : []),
    ...(others > 0 ? [`${others} others, the oldest first, where possible not the last of a task`] : []),
  ];
  return `To stay within ${mostBytes / 1_000_000} MB, looks were left out: ${what.join('; ')}.`;
}

/** The look that each request belongs to; a request of no look is one by itself. */
function looksOf(all: readonly Weighed[]): readonly Whole[] {
  const byLook = new Map<Look, Whole>();
  const latest = new Map<string, Whole>();
  return all.map(({ look, bytes }) => {
    const known = look === undefined ? undefined : byLook.get(look);
    const whole = known ?? { unchanged: look?.changed === false, last: true, bytes: 0, gone: false };
    whole.bytes += bytes;
    if (known !== undefined) return whole;
    const task = look?.task ?? '';
    const before = latest.get(task);
    if (before !== undefined) before.last = false;
    latest.set(task, whole);
    if (look !== undefined) byLook.set(look, whole);
    return whole;
  });
}
