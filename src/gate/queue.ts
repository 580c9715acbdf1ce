/** The turns of each lane, least recently looked at first. */

import type { Turn } from './turn.ts';

/** The turns of one lane that are not over, least recently looked at first: each look moves its turn to the end. */
export type Queue = Set<Turn>;

/** By lane, the queue of turns that were not looked at yet. */
export function queuesOf(turns: readonly Turn[]): ReadonlyMap<string, Queue> {
  const queues = new Map<string, Queue>();
  for (const turn of turns) {
    const { lane } = turn.watched;
    queues.set(lane, (queues.get(lane) ?? new Set()).add(turn));
  }
  return queues;
}

/** When a lane that may look from `from` on has something to look at. */
export function nextLook(queue: Queue, from: number): number {
  let dueAt = Number.POSITIVE_INFINITY;
  for (const turn of queue) {
    if (turn.look === undefined) dueAt = Math.min(dueAt, turn.dueAt);
    // Where thousands are due, the first of them says it.
    if (dueAt <= from) return from;
  }
  return dueAt;
}
