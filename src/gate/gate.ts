import { CONNECTIONS } from '../clouds/http.ts';
import type { Observation, Task } from '../task.ts';
import { isOpen } from '../task.ts';
import type { World } from '../world.ts';
import { freshRate, type LaneRate, refilled, spent, throttled, waitForToken } from './lane.ts';
import { BEFORE, endLost, expire, giveUpAt, leave, type Patience, step, type Waiting } from './step.ts';

/** A task and the way to look at it. */
export interface Watched {
  readonly task: Task;
  /** All tasks of one lane share its rate and its connections. */
  readonly lane: string;
  /** One look. `sent` is called for every request; what an aborted look returns is not used. */
  readonly look: (signal: AbortSignal, sent: () => void) => Promise<Observation>;
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
}

export type GateEvent =
  | { readonly kind: 'changed'; readonly elapsedMs: number; readonly progress: Progress }
  | { readonly kind: 'unknown-words'; readonly task: Task; readonly words: readonly string[] }
  | { readonly kind: 'heartbeat'; readonly elapsedMs: number; readonly open: readonly Progress[] };

export interface Outcome {
  readonly tasks: readonly Progress[];
  readonly interrupted: boolean;
  readonly elapsedMs: number;
}

export interface GateOptions {
  readonly patience: Patience;
  readonly failFast: boolean;
  readonly world: World;
  /** Aborted when the job is cancelled. */
  readonly stop: AbortSignal;
  readonly tell: (event: GateEvent) => void;
}

const HEARTBEAT_MS = 60_000;
const GAVE_UP_REASON = 'the gate stopped before this task had ended';

/** One task's place in the loop. Times are ms since the gate began. */
interface Turn {
  readonly watched: Watched;
  waiting: Waiting;
  dueAt: number;
  lastLookAt: number;
  look: { readonly abort: AbortController; readonly giveUpAt: number; requests: number } | undefined;
  over: boolean;
  known: boolean;
  startedAt: Date | undefined;
  finishedAt: Date | undefined;
  endedAt: number | undefined;
  requests: number;
}

interface Arrival {
  readonly turn: Turn;
  readonly look: NonNullable<Turn['look']>;
  readonly observation: Observation;
}

/**
 * Watches all tasks until each has ended, the deadline has passed, the gate is stopped, or (`failFast`) the
 * verdict can no longer be `succeeded`. Never throws: what goes wrong with a task is that task's state.
 */
export async function gate(watched: readonly Watched[], options: GateOptions): Promise<Outcome> {
  const { patience, world, stop, tell } = options;
  const start = world.now();
  const elapsed = (): number => world.now() - start;
  const turns = watched.map(newTurn);
  const lanes = new Map<string, LaneRate>(watched.map(({ lane }) => [lane, freshRate(0)]));
  const arrivals: Arrival[] = [];
  let wake = new AbortController();
  let toldAt = 0;

  const progressOf = (turn: Turn): Progress => ({
    task: turn.watched.task,
    waiting: turn.waiting,
    startedAt: turn.startedAt,
    finishedAt: turn.finishedAt,
    requests: turn.requests,
    durationMs:
      turn.waiting.lookedSince === undefined ? 0 : (turn.endedAt ?? elapsed()) - turn.waiting.lookedSince,
  });

  const settle = (turn: Turn, waiting: Waiting): void => {
    const before = turn.waiting;
    turn.waiting = waiting;
    if (!isOpen(waiting.state) && turn.endedAt === undefined) {
      turn.over = true;
      turn.endedAt = elapsed();
      turn.finishedAt = world.date();
    }
    const first = !turn.known && (waiting.found || waiting.absentSince !== undefined);
    turn.known ||= first;
    if (first || before.state !== waiting.state || before.providerState !== waiting.providerState) {
      toldAt = elapsed();
      tell({ kind: 'changed', elapsedMs: toldAt, progress: progressOf(turn) });
    }
  };

  const startLook = (turn: Turn): void => {
    const now = elapsed();
    turn.waiting = { ...turn.waiting, lookedSince: turn.waiting.lookedSince ?? now };
    turn.startedAt ??= world.date();
    turn.lastLookAt = now;
    const look = { abort: new AbortController(), giveUpAt: giveUpAt(turn.waiting, patience), requests: 0 };
    turn.look = look;
    const sent = (): void => {
      look.requests += 1;
      turn.requests += 1;
    };
    turn.watched
      .look(look.abort.signal, sent)
      .catch(
        (error: unknown): Observation => ({
          kind: 'refused',
          providerState: '',
          reason: `the gate itself failed on this task: ${String(error)}`,
        }),
      )
      .then((observation) => {
        arrivals.push({ turn, look, observation });
        wake.abort();
      });
  };

  const arrive = ({ turn, look, observation }: Arrival): void => {
    if (turn.look !== look) return;
    turn.look = undefined;
    const now = elapsed();
    const lane = spent(laneOf(lanes, turn), now, look.requests - 1);
    const slow = observation.kind === 'unreachable' && observation.throttled;
    lanes.set(turn.watched.lane, slow ? throttled(lane, now) : lane);
    if (observation.kind === 'seen' && observation.unknown !== undefined) {
      tell({ kind: 'unknown-words', task: turn.watched.task, words: observation.unknown });
    }
    const { waiting, next } = step(turn.waiting, observation, now, patience, world.random());
    settle(turn, waiting);
    if (next.kind === 'again') turn.dueAt = due(now, next, patience.timeoutMs);
    else turn.over = true;
  };

  const startDueLooks = (now: number): void => {
    const free = new Map<string, number>();
    for (const key of lanes.keys()) free.set(key, CONNECTIONS);
    for (const turn of turns)
      if (turn.look !== undefined) free.set(turn.watched.lane, freeOf(free, turn) - 1);
    const ready = turns
      .filter((turn) => !turn.over && turn.look === undefined && turn.dueAt <= now)
      .sort((a, b) => a.lastLookAt - b.lastLookAt);
    for (const turn of ready) {
      const lane = laneOf(lanes, turn);
      if (freeOf(free, turn) <= 0 || waitForToken(lane, now) > 0) continue;
      free.set(turn.watched.lane, freeOf(free, turn) - 1);
      lanes.set(turn.watched.lane, spent(lane, now, 1));
      startLook(turn);
    }
  };

  /** Gives up looks that take too long, and at the deadline every task that has no look under way. */
  const expireTurns = (now: number): void => {
    for (const turn of turns) {
      if (turn.over) continue;
      const stuck = turn.look !== undefined && now >= turn.look.giveUpAt;
      if (!stuck && (turn.look !== undefined || now < patience.timeoutMs)) continue;
      turn.look?.abort.abort();
      turn.look = undefined;
      settle(turn, patience.wait ? expire(turn.waiting, now, patience) : leave(turn.waiting, now));
      turn.over = true;
    }
  };

  const nextWake = (now: number): number => {
    const times = [toldAt + HEARTBEAT_MS];
    if (now < patience.timeoutMs) times.push(patience.timeoutMs);
    const busy = new Map<string, number>();
    for (const turn of turns) {
      if (turn.look !== undefined) busy.set(turn.watched.lane, (busy.get(turn.watched.lane) ?? 0) + 1);
    }
    for (const turn of turns) {
      if (turn.over) continue;
      if (turn.look !== undefined) times.push(turn.look.giveUpAt);
      else if ((busy.get(turn.watched.lane) ?? 0) < CONNECTIONS) {
        times.push(Math.max(turn.dueAt, now + waitForToken(laneOf(lanes, turn), now)));
      }
    }
    return Math.min(...times);
  };

  const onStop = (): void => wake.abort();
  stop.addEventListener('abort', onStop);
  for (;;) {
    for (const arrival of arrivals.splice(0)) arrive(arrival);
    const now = elapsed();
    const lost = options.failFast && turns.some(isLost);
    if (stop.aborted || lost || turns.every((turn) => turn.over)) break;
    startDueLooks(now);
    expireTurns(now);
    if (turns.every((turn) => turn.over)) break;
    if (now - toldAt >= HEARTBEAT_MS) {
      toldAt = now;
      const open = turns.filter((turn) => !turn.over).map(progressOf);
      tell({ kind: 'heartbeat', elapsedMs: now, open });
    }
    wake = new AbortController();
    if (arrivals.length === 0 && !stop.aborted) {
      await world.sleep(Math.max(0, nextWake(now) - elapsed()), wake.signal);
    }
  }
  stop.removeEventListener('abort', onStop);
  for (const turn of turns) {
    turn.look?.abort.abort();
    turn.look = undefined;
    if (turn.over) continue;
    const given = options.failFast && !stop.aborted ? endLost(turn.waiting) : turn.waiting;
    settle(turn, isOpen(given.state) ? { ...given, reason: stopped(given) } : given);
  }
  return { tasks: turns.map(progressOf), interrupted: stop.aborted, elapsedMs: elapsed() };
}

function newTurn(watched: Watched): Turn {
  return {
    watched,
    waiting: BEFORE,
    dueAt: 0,
    lastLookAt: Number.NEGATIVE_INFINITY,
    look: undefined,
    over: false,
    known: false,
    startedAt: undefined,
    finishedAt: undefined,
    endedAt: undefined,
    requests: 0,
  };
}

/** When to look again: the last look starts at the deadline, unless the server's wish reaches beyond it. */
function due(now: number, next: { delayMs: number; atLeastMs: number }, timeoutMs: number): number {
  if (now + next.delayMs <= timeoutMs) return now + next.delayMs;
  return now + next.atLeastMs <= timeoutMs ? timeoutMs : Number.POSITIVE_INFINITY;
}

function isLost(turn: Turn): boolean {
  if (turn.watched.task.optional) return false;
  const { state, lost } = turn.waiting;
  return lost !== undefined || state === 'rolling-back' || !(isOpen(state) || state === 'succeeded');
}

function stopped(waiting: Waiting): string {
  return waiting.reason === '' ? GAVE_UP_REASON : `${GAVE_UP_REASON}: ${waiting.reason}`;
}

function laneOf(lanes: ReadonlyMap<string, LaneRate>, turn: Turn): LaneRate {
  return lanes.get(turn.watched.lane) ?? refilled(freshRate(0), 0);
}

function freeOf(free: ReadonlyMap<string, number>, turn: Turn): number {
  return free.get(turn.watched.lane) ?? 0;
}
