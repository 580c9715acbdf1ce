/** One task's place in the loop. */

import { isOpen, type Observation, type Task, type TaskState, unreachable, type Verdict } from '../task.ts';
import { duration } from '../wording.ts';
import { BEFORE, faultTally, isKnown, type Waiting } from './waiting.ts';

/** A task and the way to look at it. */
export interface Watched {
  readonly task: Task;
  /** All tasks of one lane share its rate and its connections. */
  readonly lane: string;
  /** One look. `sent` is called for every request; what an aborted look returns is not used. */
  readonly look: (signal: AbortSignal, sent: () => void) => Promise<Observation>;
  /** What the look that is under way waits for, other than an answer about the task; empty if nothing. */
  readonly waitsFor?: () => string;
  /** What earlier runs have seen of it. */
  readonly before?: Waiting;
  /** Hands over what its provider has kept in earlier runs. */
  readonly handOver?: (earlier: unknown) => void;
  /** What its provider keeps for a later run, as JSON. */
  readonly kept?: () => unknown;
}

/** What is known of one task. */
export interface Progress {
  readonly task: Task;
  readonly waiting: Waiting;
  readonly startedAt: Date | undefined;
  readonly finishedAt: Date | undefined;
  readonly requests: number;
  /** Milliseconds from the first look to the end, or to now. */
  readonly durationMs: number;
  /** Milliseconds since its state or the provider's words last changed; where there were none, since the gate began. */
  readonly unchangedMs: number;
  /** What its provider keeps for a later run, as JSON. */
  readonly kept?: (() => unknown) | undefined;
}

/** One task's place in the loop. Times are ms since the gate began. */
export interface Turn {
  readonly watched: Watched;
  waiting: Waiting;
  dueAt: number;
  look:
    | {
        readonly abort: AbortController;
        giveUpAt: number;
        requests: number;
        /** The machine slept over its end: it is read, if its answer has come, or ended to be asked again. */
        late?: 'reading' | 'ending';
      }
    | undefined;
  over: boolean;
  known: boolean;
  startedAt: Date | undefined;
  finishedAt: Date | undefined;
  endedAt: number | undefined;
  changedAt: number;
  requests: number;
}

const GAVE_UP_REASON = 'the gate stopped before this task had ended';

/** What is known of a turn's task at `elapsedMs` since the gate began. */
export function progressOf(turn: Turn, elapsedMs: number): Progress {
  const since = turn.waiting.lookedSince;
  return {
    task: turn.watched.task,
    waiting: turn.waiting,
    startedAt: turn.startedAt,
    finishedAt: turn.finishedAt,
    requests: turn.requests,
    durationMs: since === undefined ? 0 : (turn.endedAt ?? elapsedMs) - since,
    unchangedMs: elapsedMs - turn.changedAt,
    kept: turn.watched.kept,
  };
}

/** A turn before its first look. */
export function newTurn(watched: Watched): Turn {
  const { before = BEFORE } = watched;
  return {
    watched,
    waiting: before,
    dueAt: 0,
    look: undefined,
    over: false,
    known: isKnown(before),
    startedAt: undefined,
    finishedAt: undefined,
    endedAt: undefined,
    changedAt: 0,
    requests: 0,
  };
}

/** What a look that was given up at `now` has seen. */
export function noAnswer({ waiting, watched }: Pick<Turn, 'waiting' | 'watched'>, now: number): Observation {
  const within = duration(now - (waiting.lookedAt ?? now));
  const other = watched.waitsFor?.() ?? '';
  return unreachable(
    other === '' ? `no answer within ${within}, given up` : `${other} within ${within}, given up`,
  );
}

/**
 * When to look again: the last look starts at the deadline, or now where that is over, unless the server's wish reaches
 * beyond it.
 */
export function due(now: number, next: { delayMs: number; atLeastMs: number }, timeoutMs: number): number {
  if (next.atLeastMs > 0 && now + next.atLeastMs > timeoutMs) return Number.POSITIVE_INFINITY;
  return Math.min(now + next.delayMs, Math.max(now, timeoutMs));
}

/** Whether this task has ended in one of these states, has lost a part that will end so, or is rolling back to it. */
export function isLost(turn: Turn, failOn: ReadonlySet<TaskState | Verdict>): boolean {
  if (turn.watched.task.optional) return false;
  const { state, lost } = turn.waiting;
  if (state === 'rolling-back') return failOn.has('rolled-back') || failOn.has(state);
  if (isOpen(state)) return lost !== undefined && failOn.has(lost);
  return failOn.has(state);
}

/** Words in an observation that no table names, and whether they were to be expected; nothing where there are none. */
export function strangeWords(
  observation: Observation,
): { readonly words: readonly string[]; readonly expected: boolean } | undefined {
  if (observation.kind !== 'seen') return undefined;
  const { unknown = [], undocumented = [] } = observation;
  const words = [...unknown, ...undocumented];
  return words.length === 0 ? undefined : { words, expected: unknown.length === 0 };
}

/** The reason of a task that had not ended when the gate stopped. */
export function stopped(waiting: Waiting, elapsedMs: number): string {
  const before = waiting.lookedAt === undefined ? 'not looked at yet' : 'no answer yet';
  const last = isKnown(waiting) ? waiting.reason : before;
  return [last, faultTally(waiting, elapsedMs), GAVE_UP_REASON].filter(Boolean).join('; ');
}
