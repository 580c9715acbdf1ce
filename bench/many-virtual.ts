import type { Send } from '../src/clouds/http.ts';
import { gate } from '../src/gate/gate.ts';
import { type Inputs, readInputs } from '../src/inputs/inputs.ts';
import { createReport } from '../src/report/report.ts';
import { watchTargets } from '../src/watch.ts';
import { deployed, OVER } from '../test/dist/entries.ts';
import { createBucket } from '../test/emulator/throttle.ts';
import { NOTHING_TO_HIDE } from '../test/no-hides.ts';
import { http } from '../test/providers/ask.ts';
import { virtualWorld } from '../test/virtual-world.ts';

/** What a server of each lane lets through, in requests a second. */
const PER_SECOND = 10;
const CALM_AFTER_MS = 30_000;

/** What a gate did in virtual time. */
export interface VirtualRun {
  readonly looks: number;
  /** Of the looks. */
  readonly cpuMs: number;
  /** Share of the requests that were throttled after the first 30 s. */
  readonly throttled: number;
  /** Looks of the task that had the most for each one of the task that had the fewest, while both were open. */
  readonly unevenness: number;
  /** From the end of a deployment to its verdict, in seconds, for each task. */
  readonly lags: readonly number[];
  /** The same for looks in strict rotation, ten a second, that take no time. */
  readonly idealLags: readonly number[];
}

/**
 * Everything of the step but its process and its sockets, in virtual time: inputs, signatures, the gate, the log.
 * The deployments end at random times, after at least four rounds of looks at all of them are possible.
 */
export async function watchVirtually(tasks: number, lanes: number): Promise<VirtualRun> {
  const random = seeded(tasks * 31 + lanes);
  const world = virtualWorld(random);
  const spanMs = spanOf(tasks, lanes);
  const ends = Array.from({ length: tasks }, () => random() * spanMs);
  const inputs = read(tasks, lanes, spanMs);
  const { patience } = inputs;
  const buckets = Array.from({ length: lanes }, () => createBucket(world.now));
  const never = new AbortController().signal;
  const early = new Map<number, number>();
  let [looks, late, lateThrottled] = [0, 0, 0];
  const send: Send = async ({ url }) => {
    looks += 1;
    await world.sleep(20 + random() * 60, never);
    const now = world.now();
    const task = Number(url.searchParams.get('OperationUid'));
    const waitMs = buckets[task % lanes]?.(PER_SECOND) ?? 0;
    if (now > CALM_AFTER_MS) late += 1;
    if (now > CALM_AFTER_MS && waitMs > 0) lateThrottled += 1;
    if (now < spanMs / 2) early.set(task, (early.get(task) ?? 0) + 1);
    await world.sleep(20 + random() * 60, never);
    if (waitMs > 0) return http(400, { Code: 'Throttling.User' }, { 'x-acs-retry-after': `${waitMs}` });
    const result = now >= (ends[task] ?? 0) ? OVER : deployed('RUNNING');
    return http(200, { DeployedResults: { DeployedResult: [result] } });
  };
  const watched = watchTargets(inputs, send, world, NOTHING_TO_HIDE);
  const report = createReport(silent, (text) => text, undefined, world.date);
  report.begin(
    watched.map(({ task }) => task),
    patience,
  );
  const start = world.date().getTime();
  const before = process.cpuUsage();
  const outcome = await world.run(() =>
    gate(watched, { patience, failFast: true, world, stop: never, tell: report.event }),
  );
  const { user, system } = process.cpuUsage(before);
  const found = outcome.tasks.map(({ finishedAt }) => (finishedAt?.getTime() ?? Number.NaN) - start);
  const counts = ends.flatMap((end, task) => (end > spanMs / 2 ? [early.get(task) ?? 0] : []));
  return {
    looks,
    cpuMs: (user + system) / 1000,
    throttled: late === 0 ? 0 : lateThrottled / late,
    unevenness: counts.length === 0 ? 1 : Math.max(...counts) / Math.min(...counts),
    lags: found.map((at, task) => (at - (ends[task] ?? 0)) / 1000),
    idealLags: Array.from({ length: lanes }, (_, lane) =>
      ends.filter((_end, task) => task % lanes === lane),
    ).flatMap(rotate),
  };
}

/** Milliseconds in which every deployment ends: ten minutes, or as long as four rounds of looks take. */
export function spanOf(tasks: number, lanes: number): number {
  return Math.max(600_000, (4 * tasks * 1000) / (lanes * PER_SECOND));
}

function read(tasks: number, lanes: number, spanMs: number): Inputs {
  const given: Readonly<Record<string, string>> = {
    'alibaba-access-key-id': 'LTAI-example',
    'alibaba-access-key-secret': 'example-of-a-secret',
    timeout: `${Math.ceil(spanMs / 1000) + 3600}s`,
    tasks: JSON.stringify(
      Array.from({ length: tasks }, (_, task) => ({
        provider: 'alibaba-api-gateway',
        'operation-uid': String(task),
        region: `cn-lane-${task % lanes}`,
      })),
    ),
  };
  return readInputs((name) => given[name] ?? '', {});
}

/** Lags, in seconds, of looks at the open tasks in strict rotation. */
function rotate(ends: readonly number[]): readonly number[] {
  const lags: number[] = [];
  const open = [...ends];
  for (let now = 0, next = 0; open.length > 0; now += 1000 / PER_SECOND) {
    if (next >= open.length) next = 0;
    const end = open[next] ?? 0;
    if (end > now) next += 1;
    else lags.push(...open.splice(next, 1).map(() => (now - end) / 1000));
  }
  return lags;
}

const silent = {
  info: () => undefined,
  warning: () => undefined,
  error: () => undefined,
  setOutput: () => undefined,
  setSummary: async () => undefined,
};

/** Numbers in [0, 1) that are the same at every run: mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
