import { describe, expect, it } from 'vitest';

import { createClocks } from '../../src/clouds/clock.ts';

const MINUTE = 60_000;

describe('a host’s clock', () => {
  it('is ours until the host says otherwise', () => {
    expect(createClocks()().offsetMs()).toBe(0);
  });

  it('is corrected whenever the host’s differs by more than a minute from the time that was signed with', () => {
    const clock = createClocks()();
    expect(clock.correct(0, 20 * MINUTE)).toBe('corrected');
    expect(clock.offsetMs()).toBe(20 * MINUTE);
    expect(clock.correct(20 * MINUTE, 21 * MINUTE)).toBe('same-time');
    expect(clock.offsetMs()).toBe(20 * MINUTE);
    expect(clock.correct(20 * MINUTE, 0)).toBe('corrected');
    expect(clock.offsetMs()).toBe(0);
  });

  it('is corrected three times in a row, and again once a request was accepted', () => {
    const clock = createClocks()();
    const corrections = [20, 40, 60, 80].map((minutes) => clock.correct(clock.offsetMs(), minutes * MINUTE));
    expect(corrections).toEqual(['corrected', 'corrected', 'corrected', 'too-often']);
    clock.accepted();
    expect(clock.correct(clock.offsetMs(), 0)).toBe('corrected');
  });

  it('counts the corrections of all hosts together', () => {
    const clocks = createClocks();
    const hosts = [clocks(), clocks(), clocks(), clocks()];
    const corrections = hosts.map((clock, index) =>
      clock.correct(clock.offsetMs(), (index + 1) * 20 * MINUTE),
    );
    expect(corrections).toEqual(['corrected', 'corrected', 'corrected', 'too-often']);
  });

  it('is not corrected where the host does not say its time', () => {
    const clock = createClocks()();
    expect(clock.correct(0, undefined)).toBe('no-date');
    expect(clock.correct(0, -2 * MINUTE)).toBe('corrected');
    expect(clock.offsetMs()).toBe(-2 * MINUTE);
  });

  it('that another request has corrected meanwhile is good for one more try', () => {
    const clock = createClocks()();
    clock.correct(0, 20 * MINUTE);
    expect(clock.correct(0, 20 * MINUTE)).toBe('corrected');
    expect(clock.offsetMs()).toBe(20 * MINUTE);
  });

  it('counts such a try only of a credential that was never accepted', () => {
    const [fresh, known] = [createClocks()(), createClocks()()];
    known.accepted();
    const tries = Array.from({ length: 5 }, () => 20 * MINUTE);
    expect(tries.map((ahead) => fresh.correct(0, ahead))).toEqual([
      'corrected',
      'corrected',
      'corrected',
      'too-often',
      'too-often',
    ]);
    expect(tries.map((ahead) => known.correct(0, ahead))).toEqual(tries.map(() => 'corrected'));
  });

  it('begins with what another host of the cloud has shown, and may still be corrected', () => {
    const clocks = createClocks();
    clocks().correct(0, 20 * MINUTE);
    const other = clocks();
    expect(other.offsetMs()).toBe(20 * MINUTE);
    expect(other.correct(20 * MINUTE, 0)).toBe('corrected');
    expect(other.offsetMs()).toBe(0);
  });

  it('has jumped where the machine’s own was set, once', () => {
    const clock = createClocks()();
    expect(clock.hasJumped(0, new Date(0))).toBe(false);
    expect(clock.hasJumped(10_000, new Date(10_000 + MINUTE))).toBe(false);
    expect(clock.hasJumped(20_000, new Date(20_000 - 20 * MINUTE))).toBe(true);
    expect(clock.hasJumped(30_000, new Date(30_000 - 20 * MINUTE))).toBe(false);
  });
});
