/*
 * Loaded into the step's process ahead of it. Its clock and its timers run as often as fast as the variable
 * CLOCK_FASTER says. The date stays as it is: it is signed with.
 */
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';

/** A longer time is none for Node. */
const LONGEST_MS = 2 ** 31 - 1;

const faster = Number(process.env['CLOCK_FASTER']);
const startedAt = performance.now();
const { setTimeout: realTimeout } = globalThis;
const realSleep = timers.setTimeout;
const realNow = performance.now.bind(performance);
const real = (ms: number): number => Math.min(ms / faster, LONGEST_MS);

Object.assign(performance, { now: () => startedAt + (realNow() - startedAt) * faster });
Object.assign(timers, {
  setTimeout: (ms: number, ...rest: [undefined, { signal: AbortSignal }]) => realSleep(real(ms), ...rest),
});
Object.assign(globalThis, {
  setTimeout: (run: () => void, ms = 0, ...rest: readonly unknown[]) =>
    Reflect.apply(realTimeout, undefined, [run, real(ms), ...rest]),
});
syncBuiltinESMExports();
