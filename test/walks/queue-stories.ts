/** What two calls show of the executions of one task, which wait for each other in a queue (CodeArts Deploy). */
import fc from 'fast-check';

/** One execution: queued, begun, ended. Times are ms since the gate began; one that is cancelled in the queue never begins. */
interface Run {
  readonly number: number;
  readonly queuedAt: number;
  readonly begunAt: number;
  readonly endedAt: number;
  readonly outcome: string;
}

/** A story as plain data. */
export interface QueueStory {
  /** One that was started before ours, and went on for a while. */
  readonly older: { readonly endsAt: number; readonly outcome: string } | null;
  readonly restMs: number;
  readonly takesMs: number;
  readonly outcome: string;
  /** One that is started after ours, and perhaps waits for its end. */
  readonly newer: {
    readonly queuedAt: number;
    readonly waits: boolean;
    readonly takesMs: number;
    readonly outcome: string;
  } | null;
  /** Whether the task's own answer shows what is queued, or what has begun. */
  readonly showsQueued: boolean;
  /** So much later each of the two calls knows what has happened. */
  readonly recordLagMs: number;
  readonly lastLagMs: number;
  /** A status that one of the calls writes in its own way. */
  readonly odd: { readonly call: 'record' | 'last'; readonly word: string; readonly as: unknown } | null;
}

const time = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });
const lag = fc.constantFrom(0, 0, 0, 500, 3000);
const outcomes = fc.constantFrom('succeeded', 'succeeded', 'succeeded', 'failed', 'timeout', 'abort');

/** Stories of every kind. */
export const queueStories: fc.Arbitrary<QueueStory> = fc.record({
  older: fc.option(fc.record({ endsAt: time(10_000), outcome: outcomes })),
  restMs: time(4000),
  takesMs: time(15_000),
  outcome: fc.constantFrom(
    'succeeded',
    'succeeded',
    'succeeded',
    'succeeded',
    'succeeded',
    'failed',
    'abort',
  ),
  newer: fc.option(
    fc.record({
      queuedAt: fc.oneof(fc.constant(0), time(40_000)),
      waits: fc.boolean(),
      takesMs: time(15_000),
      outcome: fc.oneof(fc.constant('not_started'), outcomes),
    }),
  ),
  showsQueued: fc.boolean(),
  recordLagMs: lag,
  lastLagMs: lag,
  odd: fc.oneof(
    { weight: 6, arbitrary: fc.constant(null) },
    {
      weight: 1,
      arbitrary: fc.record({
        call: fc.constantFrom('record' as const, 'last' as const),
        word: fc.constantFrom('pending', 'running', 'succeeded', 'not_started', 'failed'),
        as: fc.constantFrom('SUCCEEDED', 'Running', 'success', 'not_executed', '', null, 1, undefined),
      }),
    },
  ),
});

/** What the calls show for a while. */
interface Shown {
  readonly forMs: number;
  readonly record: unknown;
  readonly last: { readonly number: number; readonly state: unknown } | undefined;
}

/** The scenes of a story; ours has the number after `before`. */
export function scenesOf(story: QueueStory, before: number): readonly Shown[] {
  const runs = runsOf(story, before);
  const { recordLagMs, lastLagMs } = story;
  const changes = runs
    .flatMap(({ queuedAt, begunAt, endedAt }) => [queuedAt, begunAt, endedAt])
    .flatMap((at) => [at + recordLagMs, at + lastLagMs])
    .filter((at) => at > 0 && Number.isFinite(at));
  const times = [...new Set([0, ...changes])].toSorted((a, b) => a - b);
  return times.map((at, index) => ({
    forMs: (times[index + 1] ?? at + 1) - at,
    record: wordOf(
      story,
      'record',
      stateAt(
        runs.find(({ number }) => number === before + 1),
        at - recordLagMs,
      ),
    ),
    last: lastAt(story, runs, at - lastLagMs),
  }));
}

function runsOf({ older, restMs, takesMs, outcome, newer }: QueueStory, before: number): readonly Run[] {
  const first: readonly Run[] =
    older === null
      ? []
      : [
          {
            number: before,
            queuedAt: -20_000,
            begunAt: -10_000,
            endedAt: older.endsAt,
            outcome: older.outcome,
          },
        ];
  const begunAt = (older?.endsAt ?? 0) + restMs;
  const ours: Run = { number: before + 1, queuedAt: -5000, begunAt, endedAt: begunAt + takesMs, outcome };
  if (newer === null) return [...first, ours];
  const from = newer.waits ? Math.max(newer.queuedAt, ours.endedAt + 1000) : newer.queuedAt + 1000;
  const next = {
    number: before + 2,
    queuedAt: newer.queuedAt,
    endedAt: from + newer.takesMs,
    outcome: newer.outcome,
  };
  return [
    ...first,
    ours,
    { ...next, begunAt: newer.outcome === 'not_started' ? Number.POSITIVE_INFINITY : from },
  ];
}

function stateAt(run: Run | undefined, at: number): string {
  if (run === undefined) return 'not_executed';
  if (at >= run.endedAt) return run.outcome;
  return at >= run.begunAt ? 'running' : 'pending';
}

function lastAt(story: QueueStory, runs: readonly Run[], at: number): Shown['last'] {
  const shown = runs.filter(({ queuedAt, begunAt }) => at >= (story.showsQueued ? queuedAt : begunAt));
  const run = shown.at(-1);
  return run && { number: run.number, state: wordOf(story, 'last', stateAt(run, at)) };
}

function wordOf({ odd }: QueueStory, call: 'record' | 'last', word: string): unknown {
  return odd !== null && odd.call === call && odd.word === word ? odd.as : word;
}
