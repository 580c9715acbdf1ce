/** The loop: starts looks that are due, takes what they saw, ends at the deadline. */

import { BAD_STATES, isOpen, type Observation, type Task, type TaskState, type Verdict } from '../task.ts';
import { describeError } from '../wording.ts';
import { WOKEN, type World } from '../world.ts';
import { isKept } from './asleep.ts';
import { createLanes } from './lanes.ts';
import { learn } from './learn.ts';
import { nextLook, queuesOf } from './queue.ts';
import { giveUpAt, step } from './step.ts';
import {
  due,
  isLost,
  newTurn,
  noAnswer,
  type Progress,
  progressOf,
  stopped,
  strangeWords,
  type Turn,
  type Watched,
} from './turn.ts';
import { endLost, expire, isKnown, leave, type Patience, type Waiting } from './waiting.ts';

/** What the gate tells while it waits. Times are ms since it began; `faults`: several looks in a row saw nothing. */
export type GateEvent =
  | { readonly kind: 'changed'; readonly elapsedMs: number; readonly progress: Progress }
  | { readonly kind: 'faults'; readonly elapsedMs: number; readonly progress: Progress }
  | {
      readonly kind: 'unknown-words';
      readonly task: Task;
      readonly words: readonly string[];
      /** All of them were to be expected: the vendor documents no words there. */
      readonly expected?: boolean;
    }
  | { readonly kind: 'heartbeat'; readonly elapsedMs: number; readonly open: readonly Progress[] };

/** How the gate left its tasks, in the order given, and how many ms it took. */
export interface Outcome {
  readonly tasks: readonly Progress[];
  readonly elapsedMs: number;
}

/** How the gate waits, and whom it tells. */
export interface GateOptions {
  readonly patience: Patience;
  readonly failFast: boolean;
  /** The states that `failFast` stops on: every bad one, if they are not given. */
  readonly failOn?: ReadonlySet<TaskState | Verdict>;
  readonly world: World;
  /** Aborted when the gate is to end at once. */
  readonly stop: AbortSignal;
  readonly tell: (event: GateEvent) => void;
}

const HEARTBEAT_MS = 60_000;
/** So many faults in a row are told, once. */
const FAULTS_TOLD = 3;

interface Arrival {
  readonly turn: Turn;
  readonly look: NonNullable<Turn['look']>;
  readonly observation: Observation;
}

/**
 * Watches all tasks until each has ended, the deadline has passed, the gate is stopped, or (`failFast`) one is in a
 * state that fails the step, or will end in it. Never throws: what goes wrong with a task is that task's state.
 */
export async function gate(watched: readonly Watched[], options: GateOptions): Promise<Outcome> {
  const { patience, world, stop, tell, failOn = new Set<TaskState>(BAD_STATES) } = options;
  const start = world.now();
  const elapsed = (): number => world.now() - start;
  const turns = watched.map(newTurn);
  const lanes = createLanes();
  const queues = queuesOf(turns);
  const looking = new Set<Turn>();
  const arrivals: Arrival[] = [];
  let wake = new AbortController();
  let toldAt = 0;
  let lost = false;

  const end = (turn: Turn): void => {
    turn.over = true;
    queues.get(turn.watched.lane)?.delete(turn);
  };

  const settle = (turn: Turn, waiting: Waiting): void => {
    const before = turn.waiting;
    turn.waiting = waiting;
    lost ||= isLost(turn, failOn);
    if (!isOpen(waiting.state) && turn.endedAt === undefined) {
      end(turn);
      turn.endedAt = elapsed();
      turn.finishedAt = world.date();
    }
    const first = !turn.known && isKnown(waiting);
    turn.known ||= first;
    if (first || before.state !== waiting.state || before.providerState !== waiting.providerState) {
      toldAt = elapsed();
      turn.changedAt = toldAt;
      tell({ kind: 'changed', elapsedMs: toldAt, progress: progressOf(turn, toldAt) });
    }
  };

  const startLook = (turn: Turn): void => {
    const now = elapsed();
    turn.waiting = { ...turn.waiting, lookedAt: now, lookedSince: turn.waiting.lookedSince ?? now };
    turn.startedAt ??= world.date();
    lanes.start(turn.watched.lane, now);
    const look = { abort: new AbortController(), giveUpAt: giveUpAt(turn.waiting, patience), requests: 0 };
    turn.look = look;
    looking.add(turn);
    const queue = queues.get(turn.watched.lane);
    queue?.delete(turn);
    queue?.add(turn);
    const sent = (): void => {
      look.requests += 1;
      turn.requests += 1;
    };
    (async () => turn.watched.look(look.abort.signal, sent))()
      .catch(
        (error: unknown): Observation => ({
          kind: 'refused',
          providerState: '',
          reason: `the gate itself failed on this task: ${describeError(error)}`,
        }),
      )
      .then((observation) => {
        arrivals.push({ turn, look, observation });
        wake.abort(WOKEN);
      });
  };

  const arrive = ({ turn, look, observation }: Arrival): void => {
    const now = elapsed();
    lanes.finish(turn.watched.lane, now, look.requests, observation);
    if (turn.look !== look) return;
    turn.look = undefined;
    looking.delete(turn);
    const strange = strangeWords(observation);
    if (strange !== undefined) tell({ kind: 'unknown-words', task: turn.watched.task, ...strange });
    const { waiting, next } = step(turn.waiting, observation, now, patience, world.random());
    settle(turn, waiting);
    if (waiting.faults?.count === FAULTS_TOLD && !turn.over) {
      toldAt = elapsed();
      tell({ kind: 'faults', elapsedMs: toldAt, progress: progressOf(turn, toldAt) });
    }
    if (next.kind === 'again') turn.dueAt = due(now, next, patience.timeoutMs);
    else end(turn);
  };

  /** Starts what is due and may start, least recently looked at first. */
  const startDueLooks = (now: number): void => {
    for (const [lane, queue] of queues) {
      for (const turn of queue) {
        if (turn.look !== undefined || turn.dueAt > now) continue;
        if (lanes.wait(lane, now) > 0) break;
        startLook(turn);
      }
    }
  };

  /** Gives up looks that take too long, and at the deadline every task that has no look under way. */
  const expireTurns = (now: number): void => {
    for (const turn of [...looking]) {
      if (now < (turn.look?.giveUpAt ?? now) || isKept(turn, now, patience.timeoutMs)) continue;
      turn.look?.abort.abort();
      turn.look = undefined;
      looking.delete(turn);
      expireTurn(turn, learn(turn.waiting, noAnswer(turn, now), now, patience), now);
    }
    if (now < patience.timeoutMs) return;
    for (const turn of turns) if (!turn.over && turn.look === undefined) expireTurn(turn, turn.waiting, now);
  };

  const expireTurn = (turn: Turn, known: Waiting, now: number): void => {
    settle(turn, patience.wait ? expire(known, now, patience) : leave(known, now, patience));
    end(turn);
  };

  const nextWake = (now: number): number => {
    let at = toldAt + HEARTBEAT_MS;
    if (now < patience.timeoutMs) at = Math.min(at, patience.timeoutMs);
    for (const { look } of looking) at = Math.min(at, look?.giveUpAt ?? at);
    for (const [lane, queue] of queues) at = Math.min(at, nextLook(queue, now + lanes.wait(lane, now)));
    return at;
  };

  const isAllOver = (): boolean => [...queues.values()].every((queue) => queue.size === 0);
  const onStop = (): void => wake.abort(WOKEN);
  stop.addEventListener('abort', onStop);
  for (;;) {
    for (const arrival of arrivals.splice(0)) arrive(arrival);
    const now = elapsed();
    if (stop.aborted || (lost && options.failFast && patience.wait) || isAllOver()) break;
    startDueLooks(now);
    expireTurns(now);
    if (isAllOver()) break;
    if (now >= toldAt + HEARTBEAT_MS) {
      toldAt = now;
      const open = turns.filter((turn) => !turn.over).map((turn) => progressOf(turn, elapsed()));
      tell({ kind: 'heartbeat', elapsedMs: now, open });
    }
    wake = new AbortController();
    if (arrivals.length === 0 && !stop.aborted) {
      // Timers drop what is short of a millisecond, and would wake the gate just before there is something to do.
      await world.sleep(Math.ceil(Math.max(0, nextWake(now) - elapsed())), wake.signal);
    }
  }
  stop.removeEventListener('abort', onStop);
  for (const turn of turns) {
    turn.look?.abort.abort();
    turn.look = undefined;
    if (turn.over) continue;
    const left = stop.aborted ? turn.waiting : endLost(turn.waiting);
    settle(turn, isOpen(left.state) ? { ...left, reason: stopped(left, elapsed()) } : left);
  }
  return { tasks: turns.map((turn) => progressOf(turn, elapsed())), elapsedMs: elapsed() };
}
