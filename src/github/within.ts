/** Bounds the time of a piece of work, whether or not it heeds its signal. */

import { duration } from '../wording.ts';
import type { World } from '../world.ts';
import { type Reply, unavailable } from './reply.ts';

const NEVER = new AbortController().signal;

/**
 * Does something for so long and no longer, whether or not it heeds its signal.
 *
 * @param stop aborted when the reply is no longer wanted
 */
export async function within<T>(
  ms: number,
  stop: AbortSignal,
  world: Pick<World, 'sleep'>,
  work: (signal: AbortSignal) => Promise<Reply<T>>,
): Promise<Reply<T>> {
  const over = new AbortController();
  const signal = AbortSignal.any([stop, over.signal]);
  const late = async (): Promise<Reply<never>> => {
    await world.sleep(ms, signal);
    over.abort();
    // What heeds its signal may say more of it than we can.
    await world.sleep(0, NEVER);
    return unavailable(stop.aborted ? 'given up' : `no answer within ${duration(ms)}`);
  };
  try {
    return await Promise.race([work(signal), late()]);
  } finally {
    over.abort();
  }
}
