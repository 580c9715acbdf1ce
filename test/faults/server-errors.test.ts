import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { describe, it } from 'vitest';

import type { HttpAnswer, HttpRequest } from '../../src/clouds/http.ts';
import { record } from '../dist/entries.ts';
import { type Played, play } from '../dist/scene.ts';
import { faults } from '../emulator/index.ts';
import { http } from '../providers/ask.ts';
import { allAre, allSucceeded, answersOf, countsOf, success } from './deployments.ts';
import { listening } from './loopback.ts';
import { watchInVirtualTime } from './virtual-gate.ts';

const STATUSES = [500, 502, 503, 504];
const PROVIDERS = [
  'alibaba-api-gateway',
  'alibaba-api-version',
  'huawei-servicestage',
  'huawei-codearts-deploy',
];

describe('row 20: a burst of 5xx → every task waits it out, with back-off', () => {
  it.concurrent('four in a row at each of the four providers', async ({ expect }) => {
    const step = await play((e) => {
      const met = new Map<string, number>();
      e.rules.hook = ({ operation = '' }) => {
        // The second half of a look is spared, so that each task meets just four.
        if (operation === 'DescribeApiHistories' || operation === 'deploy-info') return undefined;
        const count = met.get(operation) ?? 0;
        met.set(operation, count + 1);
        const status = STATUSES[count];
        return status === undefined ? undefined : faults.httpError(status, 'Bad Gateway');
      };
      return { tasks: allSucceeded(e), inputs: { timeout: '60s' } };
    });
    expect(step).toMatchObject({ exitCode: 0, outputs: { states: allAre('succeeded') } });
    expect(countsOf(step)).toEqual({
      DescribeDeployApiTask: 5,
      DescribeApiHistory: 5,
      DescribeApiHistories: 1,
      'release-plan': 5,
      'deploy-info': 5,
      'task-state': 5,
    });
  });

  /** The times of a task's looks, of which the first ten meet a 502, and how it ends. */
  const burst = async (
    provider: string,
    random: () => number,
  ): Promise<{ readonly state: string | undefined; readonly gaps: readonly number[] }> => {
    const texts = answersOf(success);
    const entries: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      'alibaba-api-gateway': { 'operation-uid': 'x' },
      'alibaba-api-version': { 'api-id': 'api', stage: 'RELEASE', version: '20211122155403834' },
      'huawei-servicestage': { 'release-plan-id': 'plan' },
      'huawei-codearts-deploy': { 'task-id': 'task', 'record-id': 'ours' },
    };
    const looks = new Set<number>();
    const { tasks } = await watchInVirtualTime({
      tasks: [{ provider, ...entries[provider] }],
      random,
      answer: ({ at, request }): HttpAnswer => {
        looks.add(at);
        return looks.size <= 10 ? http(502, 'Bad Gateway') : http(200, texts[operationOf(request)]);
      },
    });
    const times = [...looks];
    return {
      state: tasks[0]?.waiting.state,
      gaps: times.slice(1).map((at, index) => at - (times[index] ?? 0)),
    };
  };

  it.for(PROVIDERS)('ten in a row at %s, in virtual time', async (provider, { expect }) => {
    for (const chance of [0, 0.25, 0.5, 0.999]) {
      const { state, gaps } = await burst(provider, () => chance);
      expect(state).toBe('succeeded');
      expect(gaps).toHaveLength(10);
      for (const [index, gap] of gaps.entries()) {
        const most = Math.min(5000, 1000 * 2 ** index);
        // The gate sleeps whole milliseconds.
        expect(Math.abs(gap - most * (0.5 + chance / 2))).toBeLessThanOrEqual(1);
      }
    }
  });

  it('the waits differ by chance, from 0.5 s to 5 s', async ({ expect }) => {
    let seed = 0;
    const random = (): number => {
      seed = (seed + 0.377) % 1;
      return seed;
    };
    const runs = await Promise.all(Array.from({ length: 20 }, () => burst('huawei-codearts-deploy', random)));
    const waits = runs.map(({ gaps }) => gaps.join());
    expect(new Set(waits).size).toBe(runs.length);
    const all = runs.flatMap(({ gaps }) => gaps);
    expect(Math.min(...all)).toBeGreaterThanOrEqual(500);
    expect(Math.max(...all)).toBeLessThanOrEqual(5000);
  });
});

describe('row 21: 5xx for ever → timed-out, with the last fault and how many there were', () => {
  it.concurrent.for(STATUSES)('HTTP %i', async (status, { expect }) => {
    const step = await play((e) => {
      e.rules.hook = () => faults.httpError(status, 'Bad Gateway');
      return { tasks: [record(e, 'succeeded')], inputs: { timeout: '4s' } };
    });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    const count = step.emulator.requests.length;
    expect(count).toBeGreaterThan(2);
    expect(reasonOf(step)).toMatch(new RegExp(`the last ${count} looks failed, for .*: HTTP ${status}`));
    expect(step.stdout).toMatch(/^::error .*timed-out/m);
  });

  it.concurrent('after an answer: it is told as well', async ({ expect }) => {
    const step = await play((e) => {
      e.rules.hook = () => (e.requests.length > 1 ? faults.httpError(502) : undefined);
      return { tasks: [record(e, 'running')], inputs: { timeout: '4s' } };
    });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    expect(reasonOf(step)).toMatch(/"running"/);
    expect(reasonOf(step)).toContain(`the last ${step.emulator.requests.length - 1} looks failed`);
  });
});

describe('row 24: a port on which nobody listens yet → tried again until somebody does', () => {
  it.concurrent('the server starts after some refusals', async ({ expect }) => {
    let emulated = 0;
    const relay = createServer((inner) => {
      const outer = connect(emulated, '127.0.0.1');
      inner.pipe(outer).pipe(inner);
      for (const socket of [inner, outer]) socket.on('error', () => socket.destroy());
    });
    const step = await withSilentPort((port, free) =>
      play((e) => {
        emulated = Number(new URL(e.codearts.endpoint).port);
        return {
          tasks: [{ ...record(e, 'succeeded'), endpoint: `http://127.0.0.1:${port}` }],
          // The log tells of faults when there have been three in a row.
          onStdout: (text) => {
            if (text.includes('ECONNREFUSED')) free(() => relay.listen(port, '127.0.0.1'));
          },
        };
      }).finally(() => relay.close()),
    );
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(step.stdout).toContain('the last 3 looks failed');
    expect(step.emulator.requests).toHaveLength(1);
  });

  it.concurrent('the server never starts: timed-out, with the refusals', async ({ expect }) => {
    const step = await withSilentPort((port) =>
      play((e) => ({
        tasks: [{ ...record(e, 'succeeded'), endpoint: `http://127.0.0.1:${port}` }],
        inputs: { timeout: '2s' },
      })),
    );
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    expect(reasonOf(step)).toMatch(
      /looks failed.*\(ECONNREFUSED\) on the way to 127\.0\.0\.1:\d+; check the endpoint of the entry, the network, and HTTPS_PROXY$/,
    );
  });
});

function reasonOf({ outputs }: Played): string {
  const [result]: readonly { readonly reason?: string }[] = JSON.parse(outputs['results'] ?? '');
  return result?.reason ?? '';
}

/** What the list of the emulator calls the operation of a request. */
function operationOf({ url, headers }: HttpRequest): string {
  const action = headers['x-acs-action'];
  if (action !== undefined) return action;
  if (url.pathname.endsWith('/deploy-info')) return 'deploy-info';
  return url.pathname.endsWith('/state') ? 'task-state' : 'release-plan';
}

/** A port that refuses connections, and is nobody else's: a connection of ours begins there until it is freed. */
function withSilentPort<T>(use: (port: number, free: (then: () => void) => void) => Promise<T>): Promise<T> {
  return listening(createServer(), async ({ port }) => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    try {
      // A reset leaves the port at once.
      return await use(socket.localPort ?? 0, (then) => socket.once('close', then).resetAndDestroy());
    } finally {
      socket.destroy();
    }
  });
}
