import type { World } from '../src/world.ts';

/** A world whose time passes only when everybody in it sleeps. */
export interface VirtualWorld extends World {
  /** Runs `body`, and lets time jump to the next waking whenever nothing else is to be done. */
  readonly run: <T>(body: () => Promise<T>) => Promise<T>;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

const START = Date.UTC(2026, 0, 1);

/**
 * Makes a virtual world that begins at 2026-01-01T00:00:00Z.
 *
 * @param random numbers in [0, 1); by default always 0.5
 */
export function virtualWorld(random: () => number = () => 0.5): VirtualWorld {
  let now = 0;
  const sleepers = new Set<Sleeper>();
  return {
    now: () => now,
    date: () => new Date(START + now),
    random,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        // The timers of the process take an endless time for none at all.
        if (!Number.isFinite(ms)) return reject(new Error(`${ms} is no time to sleep`));
        if (signal.aborted) return resolve();
        const wake = (): void => {
          sleepers.delete(sleeper);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        const sleeper = { at: now + Math.max(0, ms), wake };
        sleepers.add(sleeper);
        signal.addEventListener('abort', wake);
      }),
    run: async (body) => {
      let over = false;
      const result = body().finally(() => {
        over = true;
      });
      result.catch(() => undefined);
      for (;;) {
        // A turn of the event loop lets every pending promise go on first.
        await new Promise((resolve) => setImmediate(resolve));
        if (over) return result;
        let next: Sleeper | undefined;
        for (const sleeper of sleepers) if (next === undefined || sleeper.at < next.at) next = sleeper;
        if (next === undefined) throw new Error('nobody sleeps and nothing ends: the world stands still');
        now = Math.max(now, next.at);
        next.wake();
      }
    },
  };
}
