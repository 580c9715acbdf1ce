/** Keeps one channel up to date in the background. */

import type { Conclusion } from '../report/results.ts';
import { describeError } from '../wording.ts';
import type { World } from '../world.ts';
import type { Channel } from './channel.ts';
import { type Reply, refused, unavailable } from './reply.ts';
import { within } from './within.ts';

/** Keeps a channel up to date in the background. Never throws; never keeps anyone waiting but in `close`. */
export interface Updates {
  /** Something has changed; `snapshot` gives the state of then when it is about to be written. */
  readonly changed: (snapshot: () => Conclusion) => void;
  /**
   * Writes how the gate has ended, within a time.
   *
   * @param stop aborted when that is no longer wanted
   * @returns what became of it
   */
  readonly close: (conclusion: Conclusion, withinMs: number, stop: AbortSignal) => Promise<Reply<undefined>>;
}

/** Between two updates, as the contract has it. */
const UPDATE_MS = 60_000;
/** The first wait after a fault while the gate goes on, and while it ends; each further one is twice as long. */
const FIRST_RETRY_MS = 2_000;
const FIRST_CLOSING_RETRY_MS = 250;
/** Why it was not even tried. */
const NO_TIME = 'there was no time left';
/** How long one attempt may take while the gate goes on. */
const WRITE_MS = 10_000;

/**
 * The updates of one channel.
 *
 * @param warn told, once, why the channel cannot be written
 * @param isUpToDate an earlier run may have written it just now
 */
export function createUpdates(
  channel: Channel,
  world: Pick<World, 'now' | 'sleep'>,
  warn: (message: string) => void,
  isUpToDate = false,
): Updates {
  const closing = new AbortController();
  const givenUp = new AbortController();
  let isRefused = false;
  let pending: (() => Conclusion) | undefined;
  let underWay: Promise<void> | undefined;
  let notBefore = isUpToDate ? world.now() + UPDATE_MS : Number.NEGATIVE_INFINITY;
  let faults = 0;

  const tellRefusal = (reason: string): void => {
    isRefused = true;
    warn(`${channel.what} could not be written: ${reason}; the verdict stands`);
  };

  const write = (
    snapshot: () => Conclusion,
    withinMs: number,
    stop: AbortSignal,
  ): Promise<Reply<undefined>> => {
    const attempt = async (signal: AbortSignal): Promise<Reply<undefined>> => {
      try {
        return await channel.write(snapshot(), signal);
      } catch (error) {
        return refused(`the gate itself failed: ${describeError(error)}`);
      }
    };
    return within(withinMs, stop, world, attempt);
  };

  /** Writes what has changed, until nothing has, or it is refused. */
  const catchUp = async (): Promise<void> => {
    while (pending !== undefined && !isRefused) {
      await world.sleep(Math.max(0, notBefore - world.now()), closing.signal);
      if (closing.signal.aborted) break;
      const snapshot = pending;
      pending = undefined;
      const reply = await write(snapshot, WRITE_MS, givenUp.signal);
      if (reply.kind === 'refused') tellRefusal(reply.reason);
      const isFault = reply.kind === 'unavailable';
      if (isFault) pending ??= snapshot;
      faults = isFault ? faults + 1 : 0;
      const pauseMs = isFault ? FIRST_RETRY_MS * 2 ** (faults - 1) : UPDATE_MS;
      notBefore = world.now() + Math.min(UPDATE_MS, pauseMs);
    }
    underWay = undefined;
  };

  return {
    changed: (snapshot) => {
      pending = snapshot;
      underWay ??= catchUp();
    },
    close: async (conclusion, withinMs, stop) => {
      const deadline = world.now() + withinMs;
      const left = (): number => Math.max(0, deadline - world.now());
      closing.abort();
      // What is under way may be a creation: given up at once, it could leave a second check run behind.
      const last = underWay ?? Promise.resolve();
      await within(withinMs / 3, stop, world, () => last.then(() => unavailable('')));
      givenUp.abort();
      await last;
      // One refusal may be a fault of GitHub's own, such as a replica that lags: the next one counts.
      let refusal: string | undefined;
      let reason = NO_TIME;
      for (let retryMs = FIRST_CLOSING_RETRY_MS; left() > 0 && !stop.aborted; retryMs *= 2) {
        const reply = await write(() => conclusion, left(), stop);
        if (reply.kind === 'done') return reply;
        if (reply.kind === 'refused') {
          const isFinal = isRefused || refusal !== undefined;
          if (isFinal && !isRefused) tellRefusal(reply.reason);
          if (isFinal) return reply;
          refusal = reply.reason;
        }
        // What was cut short by the end of the time says less than what was answered before.
        const isCut = left() === 0 && reason !== NO_TIME;
        reason = refusal ?? (isCut ? reason : reply.reason);
        await world.sleep(Math.min(retryMs, left()), stop);
      }
      // A refusal was told.
      if (!stop.aborted && !isRefused)
        warn(`${channel.what} could not be brought up to date: ${reason}; the verdict stands`);
      return unavailable(reason);
    },
  };
}
