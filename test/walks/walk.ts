import type { Send } from '../../src/clouds/http.ts';
import { type GateEvent, gate } from '../../src/gate/gate.ts';
import type { Watched } from '../../src/gate/turn.ts';
import { verdict } from '../../src/gate/verdict.ts';
import { type Inputs, readInputs } from '../../src/inputs/inputs.ts';
import type { TaskState, Verdict } from '../../src/task.ts';
import { watchTargets } from '../../src/watch.ts';
import { NOTHING_TO_HIDE } from '../no-hides.ts';
import { virtualWorld } from '../virtual-world.ts';
import type { Exchange, Look, Reply } from './log.ts';

/** One task of a walk: its entry in the list, and the server that answers for it. */
export interface Play {
  /** What `tasks` has, but for `name` and `optional`. */
  readonly entry: Readonly<Record<string, unknown>>;
  readonly optional: boolean;
  /** A part of the URL of all its requests, and of no other task's. */
  readonly mark: string;
  /** How long the nth request takes. */
  readonly latency: (nth: number) => number;
  /** The answer to the nth request, made when it is sent back. */
  readonly answer: (url: URL, call: string, nth: number, now: number) => Reply;
}

/** The inputs that say how to wait, as a user writes them. */
export type Waits = Readonly<Record<string, string>>;

export interface Walked {
  readonly inputs: Inputs;
  readonly looks: readonly Look[];
  readonly tasks: readonly {
    readonly state: TaskState;
    readonly optional: boolean;
    readonly reason: string;
  }[];
  readonly verdict: Verdict;
  readonly elapsedMs: number;
  readonly events: readonly GateEvent[];
}

const KEYS: Waits = {
  'alibaba-region': 'cn-hangzhou',
  'alibaba-access-key-id': 'testAccessKeyId',
  'alibaba-access-key-secret': 'testAccessKeySecret',
  'huawei-region': 'cn-north-4',
  'huawei-project-id': '0123456789abcdef0123456789abcdef',
  'huawei-access-key-id': 'TESTACCESSKEYID00000',
  'huawei-secret-access-key': 'testSecretAccessKey',
};

/** Runs the gate over the tasks, in virtual time and without a socket; `seed` is the world's dice. */
export async function walk(plays: readonly Play[], waits: Waits, seed: number): Promise<Walked> {
  const tasks = plays.map(({ entry, optional }, index) => ({ ...entry, name: `task ${index}`, optional }));
  const given: Waits = { ...KEYS, ...waits, tasks: JSON.stringify(tasks) };
  const inputs = readInputs((name) => given[name] ?? '', {});
  const world = virtualWorld(dice(seed));
  const looks: Look[] = [];
  const open = new Map<number, Look>();
  const counts = plays.map(() => 0);

  let ticks = 0;
  const tick = (): number => {
    ticks += 1;
    return ticks;
  };

  const send: Send = async ({ url, headers }, signal) => {
    const task = plays.findIndex(({ mark }) => url.href.includes(mark));
    const play = plays[task];
    const look = open.get(task);
    if (play === undefined || look === undefined)
      throw new Error(`a request that belongs to no look: ${url.href}`);
    const nth = counts[task] ?? 0;
    counts[task] = nth + 1;
    const action = headers['x-acs-action'];
    const call = action ?? url.pathname;
    const cloud = action === undefined ? 'huawei' : 'alibaba';
    const exchange: Exchange = {
      task,
      cloud,
      call,
      url,
      startedAt: world.now(),
      startedAs: tick(),
      endedAs: Number.POSITIVE_INFINITY,
      endedAt: undefined,
      reply: undefined,
    };
    look.exchanges.push(exchange);
    await world.sleep(play.latency(nth), signal);
    exchange.endedAs = tick();
    if (signal.aborted) return { kind: 'fault', reason: 'given up', fatal: false };
    exchange.endedAt = world.now();
    exchange.reply = play.answer(url, call, nth, world.now());
    return exchange.reply;
  };

  /** Notes when each look begins and returns. */
  const noted = (watched: Watched, task: number): Watched => ({
    ...watched,
    look: async (signal, sent) => {
      const look: Look = { task, startedAt: world.now(), endedAt: undefined, kind: undefined, exchanges: [] };
      looks.push(look);
      open.set(task, look);
      const seen = await watched.look(signal, sent);
      if (signal.aborted) return seen;
      look.endedAt = world.now();
      look.kind = seen.kind;
      return seen;
    },
  });

  const events: GateEvent[] = [];
  const outcome = await world.run(() =>
    gate(watchTargets(inputs, send, world, NOTHING_TO_HIDE).map(noted), {
      patience: inputs.patience,
      failFast: inputs.failFast,
      world,
      stop: new AbortController().signal,
      tell: (event) => void events.push(event),
    }),
  );
  const judged = outcome.tasks.map(({ task, waiting }) => ({
    state: waiting.state,
    optional: task.optional,
    reason: waiting.reason,
  }));
  return {
    inputs,
    looks,
    tasks: judged,
    verdict: verdict(judged, undefined, inputs.patience.wait),
    elapsedMs: outcome.elapsedMs,
    events,
  };
}

/** Numbers in [0, 1) that a seed repeats (a linear congruential generator). */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
