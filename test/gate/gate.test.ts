import { describe, expect, it } from 'vitest';

import { type GateEvent, type GateOptions, gate, type Outcome } from '../../src/gate/gate.ts';
import type { Watched } from '../../src/gate/turn.ts';
import type { Patience } from '../../src/gate/waiting.ts';
import type { Observation, Seen, Task, TaskState, Unreachable } from '../../src/task.ts';
import { patienceOf, seen } from '../builders.ts';

import { type VirtualWorld, virtualWorld } from '../virtual-world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const NEVER = 365 * 24 * 60 * MINUTE;

const fault = (overrides: Partial<Unreachable> = {}): Unreachable => ({
  kind: 'unreachable',
  reason: 'HTTP 502',
  throttled: false,
  retryAfterMs: 0,
  ...overrides,
});

interface Script {
  /** What a look sees that began at `at` ms, as the `count`th of its task. */
  readonly sees: (at: number, count: number) => Observation;
  readonly name?: string;
  readonly lane?: string;
  readonly optional?: boolean;
  /** How long a look takes, in ms. */
  readonly takes?: number;
  /** How many requests a look sends. */
  readonly requests?: number;
}

interface Scene {
  readonly world: VirtualWorld;
  readonly watched: Watched;
  /** When each look began. */
  readonly looks: readonly number[];
  /** When looks were told to stop. */
  readonly aborted: readonly number[];
}

function actor(world: VirtualWorld, script: Script): Scene {
  const { name = 'orders', lane = 'one', optional = false, takes = 0, requests = 1, sees } = script;
  const looks: number[] = [];
  const aborted: number[] = [];
  const task: Task = { name, provider: 'alibaba-api-gateway', id: name, region: 'cn-hangzhou', optional };
  const watched: Watched = {
    task,
    lane,
    look: async (signal, sent) => {
      const at = world.now();
      looks.push(at);
      signal.addEventListener('abort', () => aborted.push(world.now()));
      for (let count = 0; count < requests; count += 1) sent();
      if (takes > 0) await world.sleep(takes, signal);
      return sees(at, looks.length);
    },
  };
  return { world, watched, looks, aborted };
}

interface Played {
  readonly outcome: Outcome;
  readonly events: readonly GateEvent[];
  readonly looks: readonly (readonly number[])[];
  readonly aborted: readonly (readonly number[])[];
}

interface Direction {
  readonly patience?: Partial<Patience>;
  readonly failFast?: boolean;
  readonly failOn?: readonly TaskState[];
  /** When the machine falls asleep, and for how long, in ms. */
  readonly sleeps?: readonly [from: number, ms: number];
  /** When the job is cancelled, in ms. */
  readonly stopAt?: number;
  readonly random?: () => number;
}

/** A virtual world whose timers count whole milliseconds, as those of the process do. */
function wholeWorld(random?: () => number): VirtualWorld {
  const world = virtualWorld(random);
  return { ...world, sleep: (ms, signal) => world.sleep(Math.ceil(ms), signal) };
}

/** The same world with a clock that leaps, as that of a machine that sleeps. */
function sleepy(world: VirtualWorld, [from, ms]: readonly [number, number] = [0, 0]): VirtualWorld {
  return { ...world, now: () => (world.now() < from ? world.now() : world.now() + ms) };
}

async function play(scripts: readonly Script[], direction: Direction = {}): Promise<Played> {
  const world = sleepy(wholeWorld(direction.random), direction.sleeps);
  const actors = scripts.map((script) => actor(world, script));
  const events: GateEvent[] = [];
  const stop = new AbortController();
  const options: GateOptions = {
    patience: patienceOf(direction.patience),
    failFast: direction.failFast ?? false,
    ...(direction.failOn === undefined ? {} : { failOn: new Set(direction.failOn) }),
    world,
    stop: stop.signal,
    tell: (event) => events.push(event),
  };
  const outcome = await world.run(async () => {
    const { stopAt } = direction;
    if (stopAt !== undefined) void world.sleep(stopAt, new AbortController().signal).then(() => stop.abort());
    return gate(
      actors.map(({ watched }) => watched),
      options,
    );
  });
  return {
    outcome,
    events,
    looks: actors.map(({ looks }) => looks),
    aborted: actors.map(({ aborted }) => aborted),
  };
}

const running = (): Observation => seen('running');
const statesOf = ({ outcome }: Played): readonly string[] =>
  outcome.tasks.map(({ waiting }) => waiting.state);
const reasonsOf = ({ outcome }: Played): readonly string[] =>
  outcome.tasks.map(({ waiting }) => waiting.reason);
/** Running until `ms`, then `end`. */
const endsAt =
  (ms: number, end: Seen['state'] = 'succeeded') =>
  (at: number): Observation =>
    at >= ms ? seen(end) : seen('running');

describe('watching', () => {
  it('begins with a look at every task at once', async () => {
    const scripts = [1, 2, 3, 4, 5].map((each) => ({ name: `task ${each}`, sees: running, takes: 400 }));
    const { looks } = await play(scripts, { patience: { timeoutMs: MINUTE } });
    expect(looks.map(([first]) => first)).toEqual([0, 0, 0, 0, 0]);
  });

  it('ends when the last task has ended, and gives the tasks in their order', async () => {
    const played = await play([
      { name: 'slow', sees: endsAt(100 * SECOND) },
      { name: 'quick', sees: endsAt(0) },
      { name: 'broken', sees: endsAt(30 * SECOND, 'failed') },
    ]);
    expect(played.outcome.tasks.map(({ task }) => task.name)).toEqual(['slow', 'quick', 'broken']);
    expect(statesOf(played)).toEqual(['succeeded', 'succeeded', 'failed']);
    expect(played.outcome.elapsedMs).toBeGreaterThanOrEqual(100 * SECOND);
    expect(played.outcome.elapsedMs).toBeLessThanOrEqual(106 * SECOND);
  });

  it('does not look at a task again that has ended', async () => {
    const { looks } = await play([{ sees: endsAt(0) }, { name: 'b', sees: endsAt(5 * MINUTE) }]);
    expect(looks[0]).toHaveLength(1);
  });

  it('looks at one task only once at a time', async () => {
    let under = 0;
    let most = 0;
    const world = wholeWorld();
    const { watched } = actor(world, { sees: running });
    const look: Watched['look'] = async (signal) => {
      under += 1;
      most = Math.max(most, under);
      await world.sleep(30 * SECOND, signal);
      under -= 1;
      return running();
    };
    const options = { patience: patienceOf({ timeoutMs: 5 * MINUTE }), failFast: false, world };
    await world.run(() =>
      gate([{ ...watched, look }], { ...options, stop: new AbortController().signal, tell: () => undefined }),
    );
    expect(most).toBe(1);
  });

  it('keeps what is known of each task: first look, end, duration, requests', async () => {
    const { outcome, looks } = await play([{ sees: endsAt(60 * SECOND), requests: 2, takes: 300 }]);
    const [progress] = outcome.tasks;
    expect(progress?.requests).toBe(2 * (looks[0]?.length ?? 0));
    expect(progress?.startedAt?.toISOString()).toBe('2026-01-01T00:00:00.000Z');
    expect(progress?.finishedAt?.getTime()).toBe(Date.UTC(2026, 0, 1) + outcome.elapsedMs);
    expect(progress?.durationMs).toBe(outcome.elapsedMs);
  });

  it('counts the duration of a task from its first look, and to its own end', async () => {
    const first = Array.from({ length: 8 }, (_, index) => ({
      name: `busy ${index}`,
      sees: endsAt(0),
      takes: 20 * SECOND,
    }));
    const { outcome } = await play([...first, { name: 'late', sees: endsAt(0), takes: 3 * SECOND }]);
    const late = outcome.tasks.at(-1);
    expect(late?.startedAt?.getTime()).toBe(Date.UTC(2026, 0, 1) + 20 * SECOND);
    expect(late?.durationMs).toBe(3 * SECOND);
  });
});

describe('the deadline', () => {
  it('has a look that starts just then', async () => {
    const played = await play([{ sees: running }], { patience: { timeoutMs: 10 * MINUTE } });
    expect(played.looks[0]?.at(-1)).toBe(10 * MINUTE);
    expect(statesOf(played)).toEqual(['timed-out']);
    expect(played.outcome.elapsedMs).toBe(10 * MINUTE);
  });

  it('is met by a task whose last look says success', async () => {
    const played = await play([{ sees: endsAt(10 * MINUTE), takes: 1500 }], {
      patience: { timeoutMs: 10 * MINUTE },
    });
    expect(statesOf(played)).toEqual(['succeeded']);
  });

  it('is given 2 s more by a look in flight, and that look is told to stop', async () => {
    const played = await play([{ sees: () => seen('succeeded'), takes: NEVER }], {
      patience: { timeoutMs: 10 * MINUTE },
    });
    expect(played.outcome.elapsedMs).toBe(10 * MINUTE + 2 * SECOND);
    expect(statesOf(played)).toEqual(['timed-out']);
    expect(played.aborted[0]).toEqual([10 * MINUTE + 2 * SECOND]);
  });

  it('gives up a look that begins just then after 2 s, too', async () => {
    const slowAtTheEnd = (at: number): Observation => (at < 10 * MINUTE ? running() : seen('succeeded'));
    const played = await play([{ sees: slowAtTheEnd, takes: 2500 }], {
      patience: { timeoutMs: 10 * MINUTE },
    });
    expect(statesOf(played)).toEqual(['timed-out']);
    expect(played.outcome.elapsedMs).toBe(10 * MINUTE + 2 * SECOND);
  });

  it('has no look where the server’s wish reaches beyond it', async () => {
    const wish = fault({ reason: 'Throttling.User', throttled: true, retryAfterMs: 20 * MINUTE });
    const sees = (at: number): Observation => (at >= 15 * MINUTE ? wish : running());
    const played = await play([{ sees }]);
    const after = played.looks[0]?.filter((at) => at >= 15 * MINUTE);
    expect(after).toHaveLength(1);
    expect(statesOf(played)).toEqual(['timed-out']);
    expect(reasonsOf(played)[0]).toContain('Throttling.User');
    expect(played.outcome.elapsedMs).toBe(30 * MINUTE);
  });

  it('has a look where only the back-off would reach beyond it', async () => {
    const sees = (at: number): Observation => (at >= MINUTE ? seen('succeeded') : fault());
    const played = await play([{ sees }], { patience: { timeoutMs: MINUTE } });
    expect(played.looks[0]?.at(-1)).toBe(MINUTE);
    expect(statesOf(played)).toEqual(['succeeded']);
  });

  it('has a look where the server’s wish ends before it', async () => {
    const wish = fault({ throttled: true, retryAfterMs: 14 * MINUTE });
    const sees = (at: number, count: number): Observation => {
      if (at >= 30 * MINUTE) return seen('succeeded');
      return count === 1 ? wish : fault({ throttled: true, retryAfterMs: 15.99 * MINUTE });
    };
    const played = await play([{ sees }]);
    expect(played.looks[0]).toEqual([0, 14 * MINUTE + 500, 30 * MINUTE]);
    expect(statesOf(played)).toEqual(['succeeded']);
  });

  it('has no looks beyond the lane’s rate, and none begins after it', async () => {
    const scripts = Array.from({ length: 100 }, (_, index) => ({ name: `task ${index}`, sees: running }));
    const played = await play(scripts, { patience: { timeoutMs: 2 * SECOND } });
    const all = played.looks.flat();
    expect(Math.max(...all)).toBeLessThanOrEqual(2 * SECOND);
    expect(all.length).toBeLessThanOrEqual(8 + 20);
    expect(new Set(statesOf(played))).toEqual(new Set(['timed-out']));
    expect(played.outcome.elapsedMs).toBe(2 * SECOND);
  });

  it('with an interval longer than the timeout has a first and a last look', async () => {
    const { looks } = await play([{ sees: running }], { patience: { intervalMs: 120 * MINUTE } });
    expect(looks[0]).toEqual([0, 30 * MINUTE]);
  });

  it('with a fixed interval has looks that far apart', async () => {
    const { looks } = await play([{ sees: running }], {
      patience: { intervalMs: 15 * SECOND, timeoutMs: MINUTE },
    });
    expect(looks[0]).toEqual([0, 15, 30, 45, 60].map((at) => at * SECOND));
  });

  it('ends a task with a lost part as failed', async () => {
    const sees = (): Observation => seen('running', { lost: 'failed', reason: 'part b failed' });
    const played = await play([{ sees }], { patience: { timeoutMs: MINUTE } });
    expect(statesOf(played)).toEqual(['failed']);
    expect(reasonsOf(played)[0]).toContain('part b failed');
  });

  it('ends a task with nothing but faults in timed-out, with the last fault', async () => {
    const played = await play([{ sees: () => fault({ reason: 'HTTP 503' }) }]);
    expect(statesOf(played)).toEqual(['timed-out']);
    expect(reasonsOf(played)[0]).toMatch(/\d+ looks failed.*HTTP 503/);
  });
});

describe('a machine that sleeps over the deadline', () => {
  const patience = { timeoutMs: 60 * SECOND, intervalMs: 10 * SECOND };
  const HOUR = 60 * MINUTE;

  it('looks once more, and takes what that says', async () => {
    const sees = (at: number): Observation => (at > HOUR ? seen('succeeded') : running());
    const played = await play([{ sees }], { patience, sleeps: [55 * SECOND, HOUR] });
    expect(statesOf(played)).toEqual(['succeeded']);
    expect(played.looks[0]?.at(-1)).toBeGreaterThan(HOUR);
  });

  it('gives that look 2 s from when it began', async () => {
    const late = { sees: () => seen('succeeded'), takes: 1900 };
    const played = await play([late], { patience, sleeps: [1, HOUR] });
    expect(statesOf(played)).toEqual(['succeeded']);
    const slow = await play([{ sees: running, takes: 100_000 }], { patience, sleeps: [59 * SECOND, HOUR] });
    expect(statesOf(slow)).toEqual(['timed-out']);
    expect(slow.outcome.elapsedMs - HOUR).toBeLessThan(70 * SECOND);
  });

  it('reads a look that was under way, if its answer has come', async () => {
    const sees = (at: number): Observation => seen(at < MINUTE ? 'succeeded' : 'failed');
    const played = await play([{ sees, takes: 400 }], { patience, sleeps: [200, HOUR] });
    expect(statesOf(played)).toEqual(['succeeded']);
    expect(played.looks).toEqual([[0]]);
  });

  it('asks again what had no answer', async () => {
    const sees = (at: number): Observation => (at > HOUR ? seen('succeeded') : running());
    const hanging = { sees, takes: 0 };
    const played = await play([hanging, { name: 'b', sees: () => seen('succeeded') }], {
      patience,
      sleeps: [100, HOUR],
    });
    expect(statesOf(played)).toEqual(['succeeded', 'succeeded']);
  });
});

describe('fail-fast', () => {
  const scripts: readonly Script[] = [
    { name: 'orders', sees: endsAt(20 * SECOND, 'failed') },
    { name: 'stock', sees: running },
    { name: 'late', sees: () => seen('pending', { reason: 'queued' }) },
  ];

  it('stops once a task has failed, and leaves the others in their last state, with the reason', async () => {
    const played = await play(scripts, { failFast: true });
    expect(statesOf(played)).toEqual(['failed', 'running', 'pending']);
    expect(reasonsOf(played)[1]).toMatch(/gate stopped/);
    expect(reasonsOf(played)[2]).toMatch(/gate stopped/);
    expect(reasonsOf(played)[2]).toMatch(/queued/);
    expect(played.outcome.elapsedMs).toBeLessThan(25 * SECOND);
  });

  it('off, waits for the others', async () => {
    const played = await play(scripts, { failFast: false });
    expect(statesOf(played)).toEqual(['failed', 'timed-out', 'timed-out']);
    expect(played.outcome.elapsedMs).toBe(30 * MINUTE);
  });

  it.each([
    ['failed', () => seen('failed')],
    ['rolled-back', () => seen('rolled-back')],
    ['superseded', () => seen('superseded')],
    ['cancelled', () => seen('cancelled')],
    ['a refusal', (): Observation => ({ kind: 'refused', providerState: 'x', reason: 'y' })],
    ['a lost part', () => seen('running', { lost: 'failed' })],
    ['a rollback under way', () => seen('rolling-back')],
  ])('stops at once for %s', async (_what, sees) => {
    const { outcome } = await play([{ sees }, { name: 'b', sees: running }], { failFast: true });
    expect(outcome.elapsedMs).toBe(0);
  });

  it.each<[state: Seen['state'], failOn: readonly TaskState[], states: readonly TaskState[]]>([
    ['cancelled', ['failed'], ['cancelled', 'succeeded']],
    ['superseded', ['failed', 'rolled-back'], ['superseded', 'succeeded']],
    ['failed', ['failed'], ['failed', 'running']],
  ])('of one that is %s, with fail-on %j: %j', async (state, failOn, states) => {
    const scripts: readonly Script[] = [
      { name: 'orders', sees: endsAt(20 * SECOND, state) },
      { name: 'stock', sees: endsAt(MINUTE) },
    ];
    expect(statesOf(await play(scripts, { failFast: true, failOn }))).toEqual(states);
  });

  it('ends the task that has lost a part as failed, with what is known', async () => {
    const lost = seen('running', { lost: 'failed', reason: 'part b failed' });
    const played = await play([{ sees: () => lost }, { name: 'b', sees: running }], { failFast: true });
    expect(statesOf(played)).toEqual(['failed', 'running']);
    expect(reasonsOf(played)[0]).toContain('part b failed');
  });

  it('does not stop for an optional task', async () => {
    const played = await play(
      [
        { name: 'extra', optional: true, sees: endsAt(0, 'failed') },
        { name: 'orders', sees: endsAt(2 * MINUTE) },
      ],
      { failFast: true },
    );
    expect(statesOf(played)).toEqual(['failed', 'succeeded']);
  });

  it('does not stop for a task that can still succeed', async () => {
    const sees = (at: number): Observation => (at < MINUTE ? fault() : seen('succeeded'));
    const played = await play([{ sees }], { failFast: true });
    expect(statesOf(played)).toEqual(['succeeded']);
  });
});

describe('an interruption', () => {
  it('ends the gate at once and keeps every result', async () => {
    const played = await play(
      [
        { name: 'broken', sees: endsAt(5 * SECOND, 'failed') },
        { name: 'done', sees: endsAt(0) },
        { name: 'open', sees: () => seen('running', { reason: '3 of 4 parts' }) },
      ],
      { stopAt: 25 * SECOND },
    );
    expect(played.outcome.elapsedMs).toBe(25 * SECOND);
    expect(statesOf(played)).toEqual(['failed', 'succeeded', 'running']);
    expect(reasonsOf(played)[2]).toMatch(/gate stopped/);
    expect(reasonsOf(played)[2]).toMatch(/3 of 4 parts/);
    expect(played.outcome.tasks[2]?.finishedAt).toBeUndefined();
  });

  it('leaves the faults that kept it from seeing anything as the reason', async () => {
    const [faulty = '', silent = ''] = reasonsOf(
      await play([{ sees: () => fault() }, { name: 'silent', sees: running, takes: NEVER }], {
        stopAt: 10 * SECOND,
      }),
    );
    expect(faulty).toMatch(/^no answer yet; the last \d looks failed, for .*: HTTP 502; the gate stopped/);
    expect(silent).toMatch(/^no answer yet; the gate stopped/);
  });

  it('does not wait for a look in flight, and tells it to stop', async () => {
    const played = await play([{ sees: running, takes: NEVER }], { stopAt: 10 * SECOND });
    expect(played.outcome.elapsedMs).toBe(10 * SECOND);
    expect(played.aborted[0]).toEqual([10 * SECOND]);
  });

  it('before the first look ends the gate without any', async () => {
    const world = wholeWorld();
    const { watched, looks } = actor(world, { sees: running });
    const options = { patience: patienceOf(), failFast: false, world, tell: () => undefined };
    const outcome = await world.run(() => gate([watched], { ...options, stop: AbortSignal.abort() }));
    expect(outcome).toMatchObject({ elapsedMs: 0 });
    expect(outcome.tasks[0]?.startedAt).toBeUndefined();
    expect(looks).toEqual([]);
  });

  it('during a back-off ends the gate at once', async () => {
    const wish = fault({ throttled: true, retryAfterMs: 10 * MINUTE });
    const played = await play([{ sees: () => wish }], { stopAt: 90 * SECOND });
    expect(played.outcome.elapsedMs).toBe(90 * SECOND);
    expect(statesOf(played)).toEqual(['pending']);
  });

  it('keeps a lost part as it is: the gate was stopped, the task had not ended', async () => {
    const played = await play([{ sees: () => seen('running', { lost: 'failed' }) }], { stopAt: 5 * SECOND });
    expect(statesOf(played)).toEqual(['running']);
  });
});

describe('a task that goes wrong', () => {
  it('ends in error when its look throws, and never hides the others', async () => {
    const boom = (): Observation => {
      throw new TypeError('parts is not iterable');
    };
    const played = await play([
      { name: 'odd', sees: boom },
      { name: 'orders', sees: endsAt(MINUTE) },
    ]);
    expect(statesOf(played)).toEqual(['error', 'succeeded']);
    expect(reasonsOf(played)[0]).toContain('parts is not iterable');
  });

  it.each([undefined, 'text', 42, null])('does so also when what it throws is %j', async (thrown) => {
    const boom = (): Observation => {
      throw thrown;
    };
    const played = await play([
      { name: 'odd', sees: boom },
      { name: 'orders', sees: endsAt(MINUTE) },
    ]);
    expect(statesOf(played)).toEqual(['error', 'succeeded']);
  });

  it('ends in error when its look throws at once', async () => {
    const world = virtualWorld();
    const look = (): Promise<Observation> => {
      throw new Error('thrown before any promise was made');
    };
    const task = { name: 'odd', provider: 'p', id: 'i', region: '', optional: false };
    const patience = {
      timeoutMs: MINUTE,
      wait: true,
      intervalMs: 'auto',
      settleMs: 0,
      notFoundGraceMs: 0,
      earlierMs: 0,
    } as const;
    const outcome = await world.run(() =>
      gate([{ task, lane: 'lane', look }], {
        patience,
        failFast: false,
        world,
        stop: new AbortController().signal,
        tell: () => undefined,
      }),
    );
    expect(outcome.tasks[0]?.waiting).toMatchObject({ state: 'error' });
  });

  it('that hangs does not hold up the others', async () => {
    const played = await play([
      { name: 'stuck', sees: running, takes: NEVER },
      { name: 'orders', sees: endsAt(MINUTE) },
    ]);
    expect(statesOf(played)).toEqual(['timed-out', 'succeeded']);
    expect(played.looks[1]?.length).toBeGreaterThan(5);
  });
});

describe('turns', () => {
  it('use the lane’s rate of 10 a second, and no more', async () => {
    const scripts = Array.from({ length: 300 }, (_, index) => ({ name: `task ${index}`, sees: running }));
    const { looks } = await play(scripts, { patience: { timeoutMs: 2 * MINUTE } });
    const all = looks.flat();
    expect(all.length).toBeLessThanOrEqual(8 + 1200);
    expect(all.length).toBeGreaterThan(1150);
  });

  it('are no more than 8 at once on a lane, and those of another lane do not wait for them', async () => {
    let under = 0;
    let most = 0;
    const world = wholeWorld();
    const slow = (name: string, lane: string): Watched => ({
      ...actor(world, { name, lane, sees: running }).watched,
      look: async (signal) => {
        if (lane === 'slow') under += 1;
        most = Math.max(most, under);
        await world.sleep(10 * SECOND, signal);
        if (lane === 'slow') under -= 1;
        return seen('succeeded');
      },
    });
    const watched = Array.from({ length: 30 }, (_, index) => slow(`task ${index}`, 'slow'));
    const outcome = await world.run(() =>
      gate([...watched, slow('other', 'free')], {
        patience: patienceOf(),
        failFast: false,
        world,
        stop: new AbortController().signal,
        tell: () => undefined,
      }),
    );
    expect(most).toBe(8);
    expect(outcome.tasks.at(-1)?.startedAt?.getTime()).toBe(Date.UTC(2026, 0, 1));
    expect(outcome.tasks.every(({ waiting }) => waiting.state === 'succeeded')).toBe(true);
  });

  it('come more slowly for all tasks of a lane that is throttled', async () => {
    const lane = (sees: Script['sees']): readonly Script[] =>
      Array.from({ length: 100 }, (_, index) => ({ name: `task ${index}`, sees }));
    const calm = await play(lane(running), { patience: { timeoutMs: MINUTE } });
    const busy = await play(
      lane((_at, count) => (count % 2 === 0 ? fault({ throttled: true }) : running())),
      { patience: { timeoutMs: MINUTE } },
    );
    expect(busy.looks.flat().length).toBeLessThan(calm.looks.flat().length / 2);
  });

  it('count every request of a look', async () => {
    const scripts = Array.from({ length: 50 }, (_, index) => ({
      name: `task ${index}`,
      sees: running,
      requests: 4,
    }));
    const { looks } = await play(scripts, { patience: { timeoutMs: MINUTE } });
    expect(looks.flat().length * 4).toBeLessThanOrEqual(8 * 4 + 600 + 40);
  });
});

describe('what is told', () => {
  const changes = (events: readonly GateEvent[]): readonly (readonly [number, string])[] =>
    events.flatMap((event) =>
      event.kind === 'changed' ? [[event.elapsedMs, event.progress.waiting.state] as const] : [],
    );
  const heartbeats = (events: readonly GateEvent[]): readonly number[] =>
    events.flatMap((event) => (event.kind === 'heartbeat' ? [event.elapsedMs] : []));

  it('is each change of a state, once', async () => {
    const sees = (at: number): Observation =>
      at < 20 * SECOND ? seen('pending') : at < 50 * SECOND ? seen('running') : seen('succeeded');
    const { events } = await play([{ sees }]);
    expect(changes(events).map(([, state]) => state)).toEqual(['pending', 'running', 'succeeded']);
  });

  it('is the first look too, where it sees only that nothing has begun', async () => {
    const { events } = await play([{ sees: () => seen('pending', { providerState: '' }) }], {
      patience: { timeoutMs: 50 * SECOND },
    });
    expect(changes(events)).toEqual([
      [0, 'pending'],
      [50 * SECOND, 'timed-out'],
    ]);
  });

  it('is nothing for a look that sees the same as the one before', async () => {
    const { events, looks } = await play([{ sees: running }], { patience: { timeoutMs: 50 * SECOND } });
    expect(looks[0]?.length).toBeGreaterThan(10);
    expect(events.map(({ kind }) => kind)).toEqual(['changed', 'changed']);
  });

  it('is nothing for a transient fault', async () => {
    const sees = (at: number, count: number): Observation =>
      at >= 40 * SECOND ? seen('succeeded') : count % 2 === 0 ? fault() : running();
    const { events } = await play([{ sees }]);
    expect(changes(events).map(([, state]) => state)).toEqual(['running', 'succeeded']);
  });

  it('is a heartbeat for each minute without a change', async () => {
    const { events } = await play([{ sees: running }], { patience: { timeoutMs: 5.5 * MINUTE } });
    expect(heartbeats(events)).toEqual([1, 2, 3, 4, 5].map((minute) => minute * MINUTE));
  });

  it('is a heartbeat a minute after the last change, with the tasks that are open', async () => {
    const { events } = await play(
      [
        { name: 'quick', sees: endsAt(90 * SECOND) },
        { name: 'slow', sees: running },
      ],
      { patience: { timeoutMs: 4 * MINUTE, intervalMs: 10 * SECOND } },
    );
    expect(heartbeats(events)).toEqual([60, 150, 210].map((at) => at * SECOND));
    const last = events.filter((event) => event.kind === 'heartbeat').at(-1);
    expect(last?.open.map(({ task }) => task.name)).toEqual(['slow']);
  });

  it('is for how long each has said so: state and words, whatever the reason and the faults', async () => {
    const sees = (at: number, count: number): Observation => {
      if (at < 10 * SECOND) return seen('pending');
      if (at < 25 * SECOND) return seen('running', { providerState: 'jobs 1' });
      return at > 25 * SECOND && count % 3 === 0
        ? fault()
        : seen('running', { providerState: 'jobs 2', reason: `look ${count}` });
    };
    const { events } = await play(
      [
        { name: 'busy', sees },
        { name: 'hung', sees: running, takes: NEVER },
      ],
      { patience: { timeoutMs: 3 * MINUTE, intervalMs: 5 * SECOND } },
    );
    const [first] = events.filter((event) => event.kind === 'heartbeat');
    expect(first?.elapsedMs).toBe(85 * SECOND);
    expect(first?.open.map(({ unchangedMs }) => unchangedMs)).toEqual([MINUTE, 85 * SECOND]);
  });

  it('is a heartbeat also while every look hangs', async () => {
    const { events } = await play([{ sees: running, takes: NEVER }], {
      patience: { timeoutMs: 3.5 * MINUTE },
    });
    expect(heartbeats(events)).toEqual([1, 2, 3].map((minute) => minute * MINUTE));
  });

  it('has the words that no table names', async () => {
    const sees = (at: number): Observation =>
      at < SECOND ? seen('running', { providerState: 'SUPER_OK', unknown: ['SUPER_OK'] }) : seen('succeeded');
    const { events } = await play([{ sees }]);
    expect(events).toContainEqual(expect.objectContaining({ kind: 'unknown-words', words: ['SUPER_OK'] }));
  });
});

describe('without waiting', () => {
  const wait = { patience: { wait: false } };

  it('looks once at each task and leaves it in its own state', async () => {
    const played = await play(
      [
        { name: 'a', sees: running },
        { name: 'b', sees: () => seen('succeeded') },
        { name: 'c', sees: () => ({ kind: 'absent', providerState: 'NotFound', reason: 'HTTP 400' }) },
        { name: 'd', sees: () => seen('failed') },
      ],
      wait,
    );
    expect(played.looks.map((looks) => looks.length)).toEqual([1, 1, 1, 1]);
    expect(statesOf(played)).toEqual(['running', 'succeeded', 'pending', 'failed']);
    expect(played.outcome.elapsedMs).toBe(0);
  });

  it('makes up to 3 attempts, then leaves the task pending with the fault', async () => {
    const played = await play([{ sees: () => fault({ reason: 'HTTP 503' }) }], wait);
    expect(played.looks[0]).toHaveLength(3);
    expect(statesOf(played)).toEqual(['pending']);
    expect(reasonsOf(played)[0]).toContain('HTTP 503');
    expect(played.outcome.elapsedMs).toBeLessThan(30 * SECOND);
  });

  it('gives a look up 30 s after the first attempt', async () => {
    const played = await play([{ sees: running, takes: NEVER }], wait);
    expect(played.outcome.elapsedMs).toBe(30 * SECOND);
    expect(statesOf(played)).toEqual(['pending']);
  });

  it('keeps the lane’s rate, so that many tasks take their time', async () => {
    const scripts = Array.from({ length: 600 }, (_, index) => ({ name: `task ${index}`, sees: running }));
    const played = await play(scripts, wait);
    expect(played.looks.every((looks) => looks.length === 1)).toBe(true);
    expect(new Set(statesOf(played))).toEqual(new Set(['running']));
    expect(played.outcome.elapsedMs).toBeGreaterThan(58 * SECOND);
  });

  it('can be interrupted', async () => {
    const played = await play([{ sees: running, takes: NEVER }], { ...wait, stopAt: 3 * SECOND });
    expect(played.outcome).toMatchObject({ elapsedMs: 3 * SECOND });
  });
});
