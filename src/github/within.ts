import { duration } from '../wording.ts';
import type { World } from '../world.ts';
import { type Reply, unavailable } from './reply.ts';

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
  const late = world
    .sleep(ms, signal)
    .then(() => unavailable(stop.aborted ? 'given up' : `no answer within ${duration(ms)}`));
  try {
    return await Promise.race([work(signal), late]);
  } finally {
    over.abort();
  }
}
