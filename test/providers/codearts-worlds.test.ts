import fc from 'fast-check';
import { expect, it } from 'vitest';

import { NOTHING_SEEN, placeOf, sight } from '../../src/providers/codearts-number.ts';
import { readHeld } from '../../src/providers/codearts-record.ts';
import { seen } from '../../src/task.ts';

/** An execution as it truly is: queued, begun and ended at these times; one that never began has no beginning. */
interface Execution {
  readonly queuedAt: number;
  readonly beganAt: number;
  readonly endedAt: number;
  readonly end: string;
}

const ENDS = ['succeeded', 'failed', 'timeout', 'abort'];
/** Ours is the second of them. */
const OURS = 1;

/** One execution before ours, ours, and one after it: each begins once the one before has ended. */
const executions = fc
  .tuple(
    fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 3, maxLength: 3 }),
    fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 3, maxLength: 3 }),
    fc.constantFrom(...ENDS),
    fc.constantFrom(...ENDS, 'not_started'),
    fc.integer({ min: 1, max: 2000 }),
  )
  .map(([lengths, waits, first, third, thirdAt]) => {
    const ends = [first, 'succeeded', third];
    const queued = [0, 100, 100 + thirdAt];
    const all: Execution[] = [];
    for (const [at, queuedAt] of queued.entries()) {
      const end = ends[at] ?? 'succeeded';
      const free = Math.max(queuedAt, all.at(-1)?.endedAt ?? 0) + (waits[at] ?? 0);
      const never = end === 'not_started';
      const beganAt = never ? Number.POSITIVE_INFINITY : free;
      all.push({ queuedAt, beganAt, endedAt: never ? free : free + (lengths[at] ?? 1), end });
    }
    return all;
  });

function statusAt({ beganAt, endedAt, end }: Execution, time: number): string {
  if (time >= endedAt) return end;
  return time >= beganAt ? 'running' : 'pending';
}

/** Looks from when ours was queued: the record at a time, and the last execution a moment later. */
const looks = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 0, max: 60 })), {
    minLength: 1,
    maxLength: 40,
  })
  .map((steps) => {
    let time = 100;
    return steps.map(([pause, between]) => {
      const recordAt = time + pause;
      time = recordAt + between;
      return { recordAt, lastAt: time };
    });
  });

/** The number of the last execution at a time, and its status. */
function lastAt(
  all: readonly Execution[],
  time: number,
): { readonly number: bigint; readonly status: string } {
  const at = all.findLastIndex(({ queuedAt }) => queuedAt <= time);
  const one = all[at];
  return { number: BigInt(at), status: one === undefined ? '' : statusAt(one, time) };
}

it('answers that are true, though of two moments, never make a success of a replaced one, nor the other way', () => {
  fc.assert(
    fc.property(executions, looks, (all, each) => {
      let known = NOTHING_SEEN;
      let agreed = 0;
      const [, ours, newer] = all;
      if (ours === undefined || newer === undefined) throw new Error('there are three');
      for (const { recordAt, lastAt: readAt } of each) {
        const record = statusAt(ours, recordAt);
        const last = lastAt(all, readAt);
        known = sight(known, record, last);
        if (last.number === BigInt(OURS) && last.status === record) agreed += 1;
        if (record !== 'succeeded') continue;
        const success = seen('succeeded', record, 'ours');
        const { state } = readHeld(success, last, placeOf(known, last.number));
        if (state === 'superseded') expect(readAt, 'it has begun').toBeGreaterThanOrEqual(newer.beganAt);
        // Where two looks have not shown our number before another came, the gate has begun too late for this.
        if (state === 'succeeded' && agreed >= 2)
          expect(readAt, 'it has not begun').toBeLessThan(newer.beganAt);
        // Once two looks have shown it, every later state is the one that it must be.
        if (agreed < 2) continue;
        if (last.number === BigInt(OURS)) expect(state).toBe('succeeded');
        else if (last.status === 'pending') expect(state).toBe('running');
        else expect(state).toBe(last.status === 'not_started' ? 'succeeded' : 'superseded');
      }
    }),
    { numRuns: 2000 },
  );
});
