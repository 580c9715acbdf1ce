import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type Judged, passes, type Stopped, verdict } from '../../src/gate/verdict.ts';
import { ENDED_STATES, isOpen, OPEN_STATES, type TaskState, type Verdict } from '../../src/task.ts';
import { atMost } from '../runs.ts';

const task = (state: TaskState, optional = false): Judged => ({ state, optional });

/** The order in which one state outweighs another, as the contract lists it. */
const ORDER = ['failed', 'rolled-back', 'superseded', 'cancelled', 'error', 'timed-out'] as const;
const ALL_STATES: readonly TaskState[] = [...OPEN_STATES, ...ENDED_STATES, 'error', 'timed-out'];
const DEFAULT_FAIL_ON: ReadonlySet<TaskState | Verdict> = new Set(ORDER);

const anyTasks = fc.array(fc.record({ state: fc.constantFrom(...ALL_STATES), optional: fc.boolean() }), {
  maxLength: 6,
});

const anyStop = fc.constantFrom<Stopped | undefined>(undefined, 'interrupted', 'broken');

describe('the verdict', () => {
  it('is succeeded only if all have succeeded', () => {
    expect(verdict([task('succeeded'), task('succeeded')], undefined, true)).toBe('succeeded');
  });

  it.each(ORDER)('is %s where one task is, and all others succeeded', (state) => {
    expect(verdict([task('succeeded'), task(state), task('succeeded')], undefined, true)).toBe(state);
  });

  const pairs = ORDER.flatMap((worse, index) => ORDER.slice(index + 1).map((better) => ({ worse, better })));
  it.each(pairs)('is $worse rather than $better, whichever task comes first', ({ worse, better }) => {
    expect(verdict([task(better), task(worse)], undefined, true)).toBe(worse);
    expect(verdict([task(worse), task(better)], undefined, true)).toBe(worse);
  });

  it.each(ALL_STATES)('does not depend on an optional task that is %s', (state) => {
    expect(verdict([task('succeeded'), task(state, true)], undefined, true)).toBe('succeeded');
  });

  it.each(ALL_STATES)('is interrupted where the gate was stopped, also on a task that is %s', (state) => {
    expect(verdict([task(state)], 'interrupted', true)).toBe('interrupted');
    expect(verdict([task(state)], 'interrupted', false)).toBe('interrupted');
  });

  it.each(ALL_STATES)('is no better than error where the gate broke, also on a task that is %s', (state) => {
    const bad = ORDER.find((one) => one === state) ?? (state === 'rolling-back' ? 'rolled-back' : 'error');
    expect(verdict([task(state)], 'broken', true)).toBe(bad);
  });

  it.each([
    { tasks: [] },
    { tasks: [task('succeeded', true)] },
    { tasks: [task('succeeded', true), task('succeeded', true)] },
  ])('is never succeeded where there is nothing to judge: $tasks', ({ tasks }) => {
    for (const waited of [true, false]) expect(verdict(tasks, undefined, waited)).toBe('error');
  });

  it.each(OPEN_STATES)('is an error, or a rollback, where a task was left %s after waiting', (state) => {
    const bad = state === 'rolling-back' ? 'rolled-back' : 'error';
    expect(verdict([task('succeeded'), task(state)], undefined, true)).toBe(bad);
  });

  it.each(OPEN_STATES)('is running without waiting where a task is %s', (state) => {
    expect(verdict([task('succeeded'), task(state)], undefined, false)).toBe('running');
  });

  it.each(ORDER)('is %s without waiting where that is known, whatever goes on', (state) => {
    expect(verdict([task('running'), task(state), task('pending')], undefined, false)).toBe(state);
  });

  it('is succeeded without waiting where nothing is left to wait for but optional tasks', () => {
    expect(verdict([task('succeeded'), task('running', true)], undefined, false)).toBe('succeeded');
  });

  it('follows the order for any tasks', () => {
    fc.assert(
      fc.property(anyTasks, fc.boolean(), (tasks, waited) => {
        const states = tasks.filter((one) => !one.optional).map((one) => one.state);
        // A rollback that was under way when the gate stopped is judged elsewhere.
        fc.pre(!states.includes('rolling-back'));
        const worst = ORDER.find((state) => states.includes(state));
        if (worst !== undefined) expect(verdict(tasks, undefined, waited)).toBe(worst);
      }),
    );
  });

  it('is succeeded for no tasks but those of which all that count have succeeded', () => {
    fc.assert(
      fc.property(anyTasks, anyStop, fc.boolean(), (tasks, stopped, waited) => {
        const counting = tasks.filter((one) => !one.optional);
        const well =
          stopped === undefined && counting.length > 0 && counting.every((one) => one.state === 'succeeded');
        expect(verdict(tasks, stopped, waited) === 'succeeded').toBe(well);
      }),
      { numRuns: atMost(500) },
    );
  });
});

describe('passing', () => {
  const passesWith = (
    tasks: readonly Judged[],
    failOn: readonly (TaskState | Verdict)[],
    { stopped, waited = true }: { stopped?: Stopped; waited?: boolean } = {},
  ): boolean => passes(verdict(tasks, stopped, waited), tasks, new Set(failOn), waited);

  it.each(ORDER)('fails by default where a task is %s', (state) => {
    expect(passesWith([task('succeeded'), task(state)], [...DEFAULT_FAIL_ON])).toBe(false);
  });

  it('passes by default where all succeeded', () => {
    expect(passesWith([task('succeeded')], [...DEFAULT_FAIL_ON])).toBe(true);
  });

  it.each(ORDER)('passes by default where only an optional task is %s', (state) => {
    expect(passesWith([task('succeeded'), task(state, true)], [...DEFAULT_FAIL_ON])).toBe(true);
  });

  it.each(ORDER)('passes with %s where fail-on leaves it out', (state) => {
    const others = ORDER.filter((other) => other !== state);
    expect(passesWith([task(state)], others)).toBe(true);
  });

  it('fails for a state in fail-on that a worse one outweighs in the verdict', () => {
    expect(passesWith([task('failed'), task('timed-out')], ['timed-out'])).toBe(false);
  });

  it('never passes where the gate was stopped, whatever fail-on says', () => {
    for (const failOn of [[], ['failed'], [...ORDER]] as const) {
      expect(passesWith([task('succeeded')], failOn, { stopped: 'interrupted' })).toBe(false);
    }
  });

  it('passes without waiting while things go on', () => {
    expect(passesWith([task('running')], [...DEFAULT_FAIL_ON], { waited: false })).toBe(true);
  });

  it('fails without waiting where fail-on names running', () => {
    expect(passesWith([task('pending')], ['running'], { waited: false })).toBe(false);
    expect(passesWith([task('running')], ['running'], { waited: false })).toBe(false);
  });

  it.each(OPEN_STATES)('fails after waiting where a task was left %s, whatever fail-on says', (state) => {
    expect(passesWith([task('succeeded'), task(state)], [])).toBe(false);
    expect(passesWith([task('succeeded'), task(state, true)], [])).toBe(true);
  });

  it('is: neither the verdict nor the state of a task that counts is in fail-on', () => {
    const anyFailOn = fc.subarray<TaskState | Verdict>([...ALL_STATES, 'interrupted']);
    fc.assert(
      fc.property(anyTasks, anyFailOn, fc.boolean(), (tasks, failOn, waited) => {
        const judged = verdict(tasks, undefined, waited);
        const states = tasks.filter((one) => !one.optional).map((one) => one.state);
        const left = waited && states.some(isOpen);
        const told = [judged, ...states].some((state) => failOn.includes(state));
        expect(passes(judged, tasks, new Set(failOn), waited)).toBe(!told && !left);
      }),
      { numRuns: atMost(500) },
    );
  });
});
