import { performance } from 'node:perf_hooks';
import type { Act } from './act.ts';

/** What a resource answers at one moment: its payload, an act, or nothing (then the id is unknown). */
export type Frame<T> = T | Act | undefined;

/** An emulated resource: called at each request, it gives the current frame. */
export type Scene<T> = () => Frame<T>;

/** The next frame at each request; the last one repeats. One frame alone never changes. */
export function inTurn<T>(...frames: readonly [Frame<T>, ...Frame<T>[]]): () => T | Act | undefined {
  let next = 0;
  return () => {
    const frame = frames[next];
    if (next < frames.length - 1) next += 1;
    return frame;
  };
}

/**
 * A clock that starts at its first reading. Share one among several scenes, and the first request to any
 * of them starts them all.
 * @param now milliseconds, from any origin
 */
export function stopwatch(now: () => number = () => performance.now()): () => number {
  let start: number | undefined;
  return () => {
    const time = now();
    start ??= time;
    return time - start;
  };
}

/**
 * The last frame whose time has come. Nothing (an unknown id) before the first.
 * @param frames `[milliseconds, frame]`, in ascending order
 * @param elapsed milliseconds so far; by default since the first request to this scene
 */
export function overTime<T>(
  frames: readonly (readonly [atMs: number, frame: Frame<T>])[],
  elapsed: () => number = stopwatch(),
): () => T | Act | undefined {
  return () => {
    const time = elapsed();
    return frames.findLast(([atMs]) => atMs <= time)?.[1];
  };
}
