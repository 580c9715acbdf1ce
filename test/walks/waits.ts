import fc from 'fast-check';
import type { Waits } from './walk.ts';

/** Inputs that say how to wait, all of them valid together. */
export const waits: fc.Arbitrary<Waits> = fc
  .record({
    timeout: fc.integer({ min: 5, max: 70 }),
    interval: fc.constantFrom('auto', 'auto', '1', '2', '5s', '15', '120s'),
    settle: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20 })),
    grace: fc.constantFrom('0', '4', '12', '60'),
    failFast: fc.boolean(),
    wait: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
  })
  .map(({ timeout, interval, settle, grace, failFast, wait }) => ({
    timeout: `${timeout}`,
    interval,
    settle: wait ? `${Math.min(settle, timeout - 1)}s` : '',
    'not-found-grace': grace,
    'fail-fast': `${failFast}`,
    wait: `${wait}`,
  }));

/** The world's dice. */
export const seeds = fc.nat(2 ** 30);

/** Inputs that leave a server enough time that succeeds for good within 25 s. */
export const calmWaits: fc.Arbitrary<Waits> = fc
  .record({
    interval: fc.constantFrom('auto', '1', '2', '5s', '15'),
    settle: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20 })),
    grace: fc.constantFrom('25', '60'),
    failFast: fc.boolean(),
  })
  .map(({ interval, settle, grace, failFast }) => ({
    timeout: '90',
    interval,
    settle: `${settle}s`,
    'not-found-grace': grace,
    'fail-fast': `${failFast}`,
  }));
