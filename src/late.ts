/** Runs the gate, and anew where an earlier run of it shows only then: GitHub may be slow to tell of it. */

import { carriedOn, recall } from './gate/carried-on.ts';
import { type GateEvent, type GateOptions, gate, type Outcome } from './gate/gate.ts';
import type { Watched } from './gate/turn.ts';
import type { Patience } from './gate/waiting.ts';
import type { Publisher } from './github/publisher.ts';
import { realWorld } from './world.ts';

/** How a run of the gate ended, and with which patience. */
export interface Ended {
  readonly outcome: Outcome;
  readonly patience: Patience;
}

/** What is left of the patience where an earlier run is carried on, as far as that is known. */
export function patienceLeft(patience: Patience, publisher: Publisher | undefined): Patience {
  return carriedOn(patience, publisher?.earlier()?.ageMs ?? 0);
}

/** When the earlier run began that is carried on, by the clock of this machine; nothing where there is none. */
export function carriedOnFrom(publisher: Publisher | undefined): Date | undefined {
  const earlier = publisher?.earlier();
  if (publisher === undefined || earlier === undefined) return undefined;
  const aheadMs = publisher.date().getTime() - realWorld.date().getTime();
  return new Date(earlier.startedAt.getTime() - aheadMs);
}

/**
 * Runs the gate with what an earlier run has left of the timeout and has seen. Where that run shows only while this one
 * waits, or before it ends, the gate begins anew with it.
 *
 * @param patience as the inputs say
 */
export async function gateAfter(
  watched: readonly Watched[],
  publisher: Publisher | undefined,
  patience: Patience,
  options: Omit<GateOptions, 'patience'>,
): Promise<Ended> {
  const run = async (offsetMs: number, stop: AbortSignal): Promise<Ended> => {
    const earlier = publisher?.earlier();
    const now = publisher?.date() ?? realWorld.date();
    const left = patienceLeft(patience, publisher);
    const tasks = watched.map((task, index) => {
      const seen = earlier?.tasks[index];
      if (seen?.kept !== undefined) task.handOver?.(seen.kept);
      return { ...task, before: recall(seen, now, patience.wait) };
    });
    const tell = (event: GateEvent): void =>
      options.tell(
        event.kind === 'unknown-words' ? event : { ...event, elapsedMs: event.elapsedMs + offsetMs },
      );
    const { tasks: ended, elapsedMs } = await gate(tasks, { ...options, patience: left, stop, tell });
    return { outcome: { tasks: ended, elapsedMs: elapsedMs + offsetMs }, patience: left };
  };
  const isKnown = publisher?.earlier() !== undefined;
  const late = new AbortController();
  publisher?.onEarlier(() => late.abort());
  const first = await run(0, AbortSignal.any([options.stop, late.signal]));
  if (!isKnown) await publisher?.search();
  if (isKnown || !late.signal.aborted || options.stop.aborted) return first;
  return run(first.outcome.elapsedMs, options.stop);
}
