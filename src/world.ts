/** What comes from outside the process: time, chance, the environment. */

import { setTimeout as timer } from 'node:timers/promises';

/** Everything that a decision may ask of the outside: no decision reads a clock of its own. */
export interface World {
  /** Milliseconds on a clock that never jumps. */
  now(): number;
  /** Resolves after `ms` milliseconds, or as soon as `signal` aborts; never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** A number in [0, 1). */
  random(): number;
  /** The date and time of day, to be shown and to sign with: never to decide by. */
  date(): Date;
}

/** Variables of the environment, by name. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Why a signal aborts that only ends a sleep: without a reason of ours, each would cost an error with its stack. */
export const WOKEN = 'woken';

/** The world as the process finds it. Its timers keep the process alive. */
export const realWorld: World = {
  now: () => performance.now(),
  sleep: (ms, signal) => timer(ms, undefined, { signal }).catch(() => undefined),
  random: Math.random,
  date: () => new Date(),
};
