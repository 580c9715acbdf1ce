import { performance } from 'node:perf_hooks';

/** Takes a token, and gives 0; or, if there is none, gives the milliseconds until there is one. No rate, no limit. */
export type Bucket = (perSecond: number | undefined) => number;

/**
 * A token bucket that holds one second's worth and starts full.
 * It runs on the monotonic clock: the emulator's own may be set to any time, or stand still.
 */
export function createBucket(now: () => number = () => performance.now()): Bucket {
  let tokens: number | undefined;
  let last = now();
  return (perSecond) => {
    if (perSecond === undefined) return 0;
    const size = Math.max(1, perSecond);
    const time = now();
    tokens = Math.min(size, (tokens ?? size) + ((time - last) / 1000) * perSecond);
    last = time;
    if (tokens < 1) return Math.ceil(((1 - tokens) / perSecond) * 1000);
    tokens -= 1;
    return 0;
  };
}
