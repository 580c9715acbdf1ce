/** Bounds what is kept of what a provider says: where it comes in, before anything is made of it. */

import type { Watched } from './gate/turn.ts';
import type { Redact } from './redact.ts';
import { boundedReason, MOST_PARTS, worstFirst } from './report/results.ts';
import type { Observation, Part } from './task.ts';

/** The same tasks, whose looks bring reasons of at most 4,000 characters, and 2,000 parts. */
export function boundedLooks(watched: readonly Watched[], redact: Redact): readonly Watched[] {
  return watched.map((each) => ({
    ...each,
    look: async (signal, sent) => bounded(await each.look(signal, sent), redact),
  }));
}

/**
 * What one look saw, with texts of bounded length; of too many parts the worst, and how many there were.
 *
 * @param redact goes over what is cut: half a secret is harder to find
 */
export function bounded(observation: Observation, redact: Redact): Observation {
  const short = (text: string): string => own(boundedReason(text, redact));
  if (observation.kind === 'unreachable') return { ...observation, reason: short(observation.reason) };
  const { providerState, reason } = observation;
  const texts = { providerState: short(providerState), reason: short(reason) };
  if (observation.kind !== 'seen') return { ...observation, ...texts };
  const { parts, unknown, undocumented } = observation;
  const kept = parts.length > MOST_PARTS ? worstFirst(parts).slice(0, MOST_PARTS) : parts;
  return {
    ...observation,
    ...texts,
    parts: kept.map((part) => boundedPart(part, short)),
    ...(kept.length < parts.length ? { partCount: parts.length } : {}),
    ...(unknown === undefined ? {} : { unknown: unknown.slice(0, MOST_PARTS).map(short) }),
    ...(undocumented === undefined ? {} : { undocumented: undocumented.slice(0, MOST_PARTS).map(short) }),
  };
}

function boundedPart({ name, state, providerState, reason, times }: Part, short: Redact): Part {
  const entries = Object.entries(times).map(
    ([key, time]) => [key, typeof time === 'string' ? short(time) : time] as const,
  );
  return {
    name: short(name),
    state,
    providerState: short(providerState),
    reason: short(reason),
    times: Object.fromEntries(entries),
  };
}

/** A copy: what was cut out of an answer of megabytes would keep all of it in memory. */
function own(text: string): string {
  return Buffer.from(text).toString();
}
