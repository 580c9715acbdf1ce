/** The tasks as the outputs show them, and the order of worst first. */

import type { Progress } from '../gate/turn.ts';
import { BAD_STATES, type Part, type TaskState, type Verdict } from '../task.ts';
import { duration } from '../wording.ts';

/** One task in the outputs, under the names that the contract gives. */
export interface Result {
  readonly name: string;
  readonly provider: string;
  readonly id: string;
  readonly region: string;
  readonly state: TaskState;
  readonly provider_state: string;
  readonly reason: string;
  readonly optional: boolean;
  /** First look and end, UTC, by the gate's clock; null where there was none. */
  readonly started_at: string | null;
  readonly finished_at: string | null;
  readonly duration_seconds: number;
  readonly requests: number;
  /** A link to the cloud's console: empty, since neither vendor documents a stable one for these tasks. */
  readonly url: string;
  readonly parts: readonly ResultPart[];
}

/** A part of a task in the outputs; whatever else it has are the provider's own times. */
export interface ResultPart {
  readonly name: string;
  readonly state: TaskState;
  readonly provider_state: string;
  readonly reason: string;
  readonly [time: string]: string | number;
}

/** A change of a task's state, as the results file lists it. */
export interface Change {
  readonly at: string;
  readonly name: string;
  readonly state: TaskState;
  readonly provider_state: string;
  readonly reason: string;
}

/** Everything that is told at the end. */
export interface Conclusion {
  readonly verdict: Verdict;
  readonly durationSeconds: number;
  readonly results: readonly Result[];
  readonly changes: readonly Change[];
  /** How many changes there were between the first and the last that are listed; not given where there are none. */
  readonly changesLeftOut?: number;
  /** What broke in the gate itself. */
  readonly faults: readonly string[];
}

/** So many parts of a task are told; how many there are stands in its reason. */
export const MOST_PARTS = 2000;
const MAX_REASON = 4000;
/** So much of the end of a long reason is kept: it may say how long a text was, or how many parts are not listed. */
const END = 60;

/**
 * A reason within its bound.
 *
 * @param redact goes over it before it is cut, since half a secret is harder to find
 */
export function boundedReason(written: string, redact: (text: string) => string): string {
  if (written.length <= MAX_REASON) return written;
  const reason = redact(written);
  if (reason.length <= MAX_REASON) return reason;
  return `${reason.slice(0, MAX_REASON - END - 1)}…${reason.slice(-END)}`.toWellFormed();
}

/** A task's progress as the outputs show it; `clean` makes texts of any origin fit for them. */
export function resultOf(progress: Progress, clean: (text: string) => string): Result {
  const { task, waiting, startedAt, finishedAt, requests, durationMs } = progress;
  const all = waiting.partCount ?? waiting.parts.length;
  const left = all > MOST_PARTS ? ` (the ${MOST_PARTS} worst of ${all} parts are listed)` : '';
  return {
    name: clean(task.name),
    provider: task.provider,
    id: task.id,
    region: task.region,
    state: waiting.state,
    provider_state: clean(waiting.providerState),
    reason: boundedReason(clean(waiting.reason) + left, clean),
    optional: task.optional,
    started_at: startedAt?.toISOString() ?? null,
    finished_at: finishedAt?.toISOString() ?? null,
    duration_seconds: seconds(durationMs),
    requests,
    url: '',
    parts: worstOf(waiting.parts).map((part) => ({
      ...part.times,
      name: clean(part.name),
      state: part.state,
      provider_state: clean(part.providerState),
      reason: boundedReason(clean(part.reason), clean),
    })),
  };
}

/** All parts in the order given; of too many the worst. */
function worstOf(parts: readonly Part[]): readonly Part[] {
  return parts.length > MOST_PARTS ? worstFirst(parts).slice(0, MOST_PARTS) : parts;
}

/** Milliseconds as seconds with one decimal. */
export function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}

/** The states of tasks, worst first: bad ones in their order, then what is open, then success. */
export const WORST_FIRST: readonly TaskState[] = [
  ...BAD_STATES,
  'rolling-back',
  'running',
  'pending',
  'succeeded',
];

/** Worst first, else the order given: in one pass, since there may be very many. */
export function worstFirst<T extends { readonly state: TaskState }>(all: readonly T[]): readonly T[] {
  const byState = new Map<TaskState, T[]>(WORST_FIRST.map((state) => [state, []]));
  for (const one of all) byState.get(one.state)?.push(one);
  return [...byState.values()].flat();
}

/** The tasks that keep the verdict from `succeeded`. */
export function failedOf(results: readonly Result[]): readonly Result[] {
  return results.filter((result) => !result.optional && result.state !== 'succeeded');
}

/** The verdict in one line, with how many tasks succeeded. */
export function headline({ verdict, results, durationSeconds }: Conclusion): string {
  const done = results.filter((result) => result.state === 'succeeded').length;
  const count = results.length === 0 ? '' : `, ${done} of ${results.length} succeeded`;
  return `${verdict}${count}, after ${duration(durationSeconds * 1000)}`;
}
