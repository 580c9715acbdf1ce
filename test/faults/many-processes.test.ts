import { describe, it } from 'vitest';

import { gate } from '../../src/gate/gate.ts';
import type { Observation } from '../../src/task.ts';
import { patienceOf, seen, taskOf } from '../builders.ts';
import { deployed, OVER } from '../dist/entries.ts';
import { startEmulator } from '../emulator/index.ts';
import { createBucket } from '../emulator/throttle.ts';
import { runStep } from '../runner.ts';
import { virtualWorld } from '../virtual-world.ts';

/** One request as the server saw it. */
interface Arrival {
  /** In ms. */
  readonly at: number;
  readonly throttled: boolean;
}

/** The most requests that came within any 100 ms. */
function mostAtOnce(arrivals: readonly Arrival[]): number {
  let [most, from] = [0, 0];
  for (const [index, { at }] of arrivals.entries()) {
    while ((arrivals[from]?.at ?? at) < at - 100) from += 1;
    most = Math.max(most, index - from + 1);
  }
  return most;
}

function shareThrottled(arrivals: readonly Arrival[]): number {
  return arrivals.filter(({ throttled }) => throttled).length / arrivals.length;
}

function tell(what: string, arrivals: readonly Arrival[], answered: number): void {
  const share = Math.round(shareThrottled(arrivals) * 100);
  process.stdout.write(
    `${what}: ${arrivals.length} requests, ${share} % of them throttled, ${answered.toFixed(1)} a second answered, at most ${mostAtOnce(arrivals)} within 100 ms\n`,
  );
}

describe('row 71: 20 processes and one account at 10 requests a second → all succeed, not in lock-step', () => {
  const PROCESSES = 20;
  const PER_SECOND = 10;
  /** How long every deployment goes on once all processes have begun. */
  const TOGETHER_MS = 8_000;

  it('each with one deployment', { timeout: 120_000 }, async ({ expect }) => {
    const emulator = await startEmulator({ requestsPerSecond: PER_SECOND });
    try {
      const { endpoint, keys, publishTask } = emulator.alibaba;
      const uids = Array.from({ length: PROCESSES }, (_, index) => `uid-${index}`);
      const begun = new Set<string>();
      let allBegunAt = 0;
      const steps = await Promise.all(
        uids.map((uid) => {
          publishTask(uid, () => {
            if (!begun.has(uid)) allBegunAt = performance.now();
            begun.add(uid);
            const over = begun.size === PROCESSES && performance.now() > allBegunAt + TOGETHER_MS;
            return [over ? OVER : deployed('RUNNING')];
          });
          return runStep({
            inputs: {
              'allowed-hosts': '127.0.0.1',
              timeout: '90s',
              'alibaba-access-key-id': keys.accessKeyId,
              'alibaba-access-key-secret': keys.accessKeySecret,
              tasks: JSON.stringify([{ provider: 'alibaba-api-gateway', 'operation-uid': uid, endpoint }]),
            },
          });
        }),
      );
      for (const step of steps) expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
      const all = emulator.requests.map(({ at, id, code }) => ({ at, id, throttled: code !== undefined }));
      // Only what came while all of them were there.
      const began = Math.max(...uids.map((uid) => all.find(({ id }) => id === uid)?.at ?? Number.NaN));
      const ended = Math.min(...uids.map((uid) => all.findLast(({ id }) => id === uid)?.at ?? Number.NaN));
      const together = all.filter(({ at }) => at >= began && at <= ended);
      const answered = together.filter(({ throttled }) => !throttled).length / ((ended - began) / 1000);
      tell('20 processes', together, answered);
      expect(answered).toBeGreaterThan(0.8 * PER_SECOND);
      expect(shareThrottled(together)).toBeLessThan(0.6);
      expect(mostAtOnce(together)).toBeLessThanOrEqual(0.75 * PROCESSES);
    } finally {
      await emulator.close();
    }
  });
});

describe('row 71: a model of 1,000 tasks that begin at once → the rate of the server is used, throttling is bounded', () => {
  const SECOND = 1000;
  const TIMEOUT = 60 * SECOND;
  const LATENCY = 50;

  /** All gates on one clock, each with a lane of its own, and one bucket for all of them. */
  async function play(gates: number, tasks: number, perSecond: number): Promise<readonly Arrival[]> {
    const world = virtualWorld(Math.random);
    const waitFor = createBucket(() => world.now());
    const arrivals: Arrival[] = [];
    const look = async (signal: AbortSignal, sent: () => void): Promise<Observation> => {
      sent();
      const waitMs = waitFor(perSecond);
      arrivals.push({ at: world.now(), throttled: waitMs > 0 });
      await world.sleep(LATENCY, signal);
      return waitMs === 0
        ? seen('running')
        : { kind: 'unreachable', reason: 'Throttling.User', throttled: true, retryAfterMs: waitMs };
    };
    const watched = Array.from({ length: tasks }, () => ({ task: taskOf(), lane: 'lane', look }));
    const patience = patienceOf({ timeoutMs: TIMEOUT });
    const { signal: stop } = new AbortController();
    const tell = (): void => undefined;
    await world.run(() =>
      Promise.all(
        Array.from({ length: gates }, () => gate(watched, { patience, failFast: false, world, stop, tell })),
      ),
    );
    return arrivals;
  }

  it.for([
    // A half and a quarter of what they ask for at first.
    [1000, 1, 500, 0.3],
    [1000, 1, 250, 0.6],
    // A fifth of what 20 gates would ask for at their full rate.
    [20, 50, 40, 0.4],
  ] as const)(
    '%d gates of %d tasks, %d requests a second',
    { timeout: 120_000 },
    async ([gates, tasks, perSecond, share], { expect }) => {
      const arrivals = await play(gates, tasks, perSecond);
      const between = (from: number, to: number): readonly Arrival[] =>
        arrivals.filter(({ at }) => at >= from * SECOND && at < to * SECOND);
      const rate = (from: number, to: number): number =>
        between(from, to).filter(({ throttled }) => !throttled).length / (to - from);
      const what = `${gates} gates of ${tasks}, ${perSecond} a second, from 30 s to 60 s`;
      tell(what, between(30, 60), rate(30, 60));
      expect(rate(1, 30)).toBeGreaterThan(0.9 * perSecond);
      expect(shareThrottled(between(30, 60))).toBeLessThan(share);
      expect(mostAtOnce(between(10, 60))).toBeLessThan((gates * tasks) / 5);
    },
  );
});
