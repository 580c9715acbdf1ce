import { describe, expect, it } from 'vitest';

import { createClocks } from '../../src/clouds/clock.ts';

const MINUTE = 60_000;

describe('a host’s clock', () => {
  it('is ours until the host says otherwise', () => {
    expect(createClocks()().offsetMs()).toBe(0);
  });

  it('is corrected once, and then no more', () => {
    const clock = createClocks()();
    expect(clock.correct(0, 20 * MINUTE)).toBe(true);
    expect(clock.offsetMs()).toBe(20 * MINUTE);
    expect(clock.correct(20 * MINUTE, 40 * MINUTE)).toBe(false);
    expect(clock.offsetMs()).toBe(20 * MINUTE);
  });

  it('is not corrected where the host does not say its time', () => {
    const clock = createClocks()();
    expect(clock.correct(0, undefined)).toBe(false);
    expect(clock.correct(0, -MINUTE)).toBe(true);
    expect(clock.offsetMs()).toBe(-MINUTE);
  });

  it('that another request has corrected meanwhile is good for one more try', () => {
    const clock = createClocks()();
    clock.correct(0, 20 * MINUTE);
    expect(clock.correct(0, 20 * MINUTE)).toBe(true);
    expect(clock.offsetMs()).toBe(20 * MINUTE);
  });

  it('begins with what another host of the cloud has shown, and may still be corrected', () => {
    const clocks = createClocks();
    clocks().correct(0, 20 * MINUTE);
    const other = clocks();
    expect(other.offsetMs()).toBe(20 * MINUTE);
    expect(other.correct(20 * MINUTE, 0)).toBe(true);
    expect(other.offsetMs()).toBe(0);
  });
});
