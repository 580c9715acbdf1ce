import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type Phase, phasesOf, readable } from '../../src/report/phases.ts';
import type { Result } from '../../src/report/results.ts';
import { OPEN_STATES, type TaskState } from '../../src/task.ts';
import { changeOf, resultOf } from '../builders.ts';

const START = Date.parse('2026-01-01T00:00:00.000Z');
const at = (ms: number): string => new Date(START + ms).toISOString();
/** Phases of a task that took 200 s, as state and seconds since its start. */
const shown = (phases: readonly Phase[]) =>
  phases.map(({ state, from, to, changes }) => [
    changes > 0 ? `${changes} changes` : state,
    (from - START) / 1000,
    (to - START) / 1000,
  ]);
const phases = (
  changes: readonly (readonly [ms: number, state: TaskState])[],
  result: Partial<Result> = {},
) =>
  phasesOf(
    resultOf(result),
    changes.map(([ms, state]) => changeOf({ at: at(ms), state })),
  );

describe('the phases of a task', () => {
  it('begin with its first look, follow its changes, and last until its end', () => {
    const all = phases([
      [2_000, 'running'],
      [150_000, 'rolling-back'],
      [200_000, 'rolled-back'],
    ]);
    expect(shown(all)).toEqual([
      ['pending', 0, 2],
      ['running', 2, 150],
      ['rolling-back', 150, 200],
    ]);
  });

  it('last until now where it has not ended', () => {
    const all = phases([[2_000, 'running']], { state: 'running', finished_at: null });
    expect(shown(all)).toEqual([
      ['pending', 0, 2],
      ['running', 2, 200],
    ]);
  });

  it('are one where only the provider’s words changed', () => {
    expect(
      shown(
        phases([
          [0, 'pending'],
          [9_000, 'pending'],
          [200_000, 'failed'],
        ]),
      ),
    ).toEqual([['pending', 0, 200]]);
  });

  it('are none where it was never looked at', () => {
    expect(phases([], { started_at: null, finished_at: null })).toEqual([]);
  });

  it('have some length even where all was over at once', () => {
    expect(shown(phases([[0, 'succeeded']], { duration_seconds: 0 }))).toEqual([['pending', 0, 0.1]]);
  });

  it('stay within its time, in order, where the wall clock was set', () => {
    const all = phases(
      [
        [-3_600_000, 'running'],
        [100_000, 'pending'],
        [50_000, 'running'],
        [9_999_999, 'rolling-back'],
        [-5_000, 'rolled-back'],
      ],
      { finished_at: at(-5_000) },
    );
    expect(shown(all.filter(({ from, to }) => to > from))).toEqual([
      ['running', 0, 100],
      ['running', 100, 200],
    ]);
  });
});

describe('phases that are to be read', () => {
  const chain = (...lengths: readonly (readonly [TaskState, number])[]) => {
    let now = 0;
    return phases(
      lengths.map(([state, seconds]) => {
        const change = [now, state] as const;
        now += seconds * 1000;
        return change;
      }),
    );
  };
  const read = (...lengths: readonly (readonly [TaskState, number])[]) =>
    shown(readable(chain(...lengths), 2_000));

  it('are left as they are where they are long enough', () => {
    expect(read(['pending', 2], ['running', 198])).toEqual([
      ['pending', 0, 2],
      ['running', 2, 200],
    ]);
  });

  it('are part of what follows where they are short at the beginning', () => {
    expect(read(['pending', 1], ['running', 199])).toEqual([['running', 0, 200]]);
  });

  it('are part of what was before where they are short later', () => {
    expect(read(['pending', 50], ['rolling-back', 1], ['pending', 48], ['running', 101])).toEqual([
      ['pending', 0, 99],
      ['running', 99, 200],
    ]);
    expect(read(['running', 199], ['rolling-back', 1])).toEqual([['running', 0, 200]]);
  });

  it('are one of so many changes where many short ones follow each other', () => {
    const flapping = Array.from(
      { length: 60 },
      (_, index) => [index % 2 === 0 ? 'running' : 'pending', 1] as const,
    );
    expect(read(['pending', 40], ...flapping, ['rolling-back', 100])).toEqual([
      ['pending', 0, 40],
      ['60 changes', 40, 100],
      ['rolling-back', 100, 200],
    ]);
  });

  it('are one in the last state where none is long enough', () => {
    expect(shown(readable(chain(['pending', 100], ['running', 100]), 1_000_000))).toEqual([
      ['running', 0, 200],
    ]);
  });

  it('are none of none', () => {
    expect(readable([], 2_000)).toEqual([]);
  });

  it('are at most ten, without gaps, and cover the whole time, whatever a task does', () => {
    const change = fc.tuple(fc.integer({ min: 1, max: 30_000 }), fc.constantFrom(...OPEN_STATES));
    const property = fc.property(fc.array(change, { maxLength: 400 }), fc.nat(10_000), (steps, least) => {
      let now = 0;
      const all = phases(
        steps.map(([ms, state]) => {
          now += ms;
          return [now, state] as const;
        }),
        { state: 'running', finished_at: null, duration_seconds: 3600 },
      );
      const few = readable(all, least + 1);
      expect(few.length).toBeGreaterThanOrEqual(1);
      expect(few.length).toBeLessThanOrEqual(10);
      expect(few[0]?.from).toBe(START);
      expect(few.at(-1)?.to).toBe(START + 3_600_000);
      for (const [index, phase] of few.slice(1).entries()) {
        expect(phase.from).toBe(few[index]?.to);
        expect(phase.state === few[index]?.state && phase.changes + few[index].changes === 0).toBe(false);
      }
    });
    fc.assert(property);
  });
});
