import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { it } from 'vitest';

import { record } from '../dist/entries.ts';
import { type Played, play } from '../dist/scene.ts';
import { type Act, faults } from '../emulator/index.ts';
import { firstOfEach } from './hooks.ts';
import { listening } from './loopback.ts';

/** An attempt ends after 30 s: a test that waits for that has room for a second one, and for a slow machine. */
const PATIENCE_MS = 75_000;
/** Much less than a second attempt that falls silent would take. */
const ONE_ATTEMPT_MS = 50_000;

const onceSilent = (silence: Act): Promise<Played> =>
  play((e) => {
    e.rules.hook = firstOfEach(1, () => silence);
    return { tasks: [record(e, 'succeeded')], inputs: { timeout: '5m' } };
  });

const alwaysSilent = (silence: Act): Promise<Played> =>
  play((e) => {
    e.rules.hook = () => silence;
    return { tasks: [record(e, 'succeeded')], inputs: { timeout: '2s' } };
  });

/** What the end at the deadline leaves behind. */
const TIMED_OUT = {
  exitCode: 1,
  outputs: { state: 'timed-out', states: '{"web":"timed-out"}' },
};
/** How long after its deadline a gate has ended, in seconds. */
const lateBy = (step: Played, timeout: number): number => Number(step.outputs['duration-seconds']) - timeout;
/** What a look in flight is given, and a slow machine's slack. */
const LATE = 2 + 1.5;

it.concurrent('row 1: a server that takes the request and never answers → the attempt ends, the next one succeeds', {
  timeout: PATIENCE_MS,
}, async ({ expect }) => {
  const step = await onceSilent(faults.silence());
  expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
  expect(step.emulator.requests.map(({ act }) => act)).toEqual(['silence', undefined]);
  expect(step.durationMs).toBeLessThan(ONE_ATTEMPT_MS);
});

it.concurrent('row 2: headers and then silence → the attempt ends, the next one succeeds', {
  timeout: PATIENCE_MS,
}, async ({ expect }) => {
  const step = await onceSilent(faults.headersOnly());
  expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
  expect(step.emulator.requests.map(({ act }) => act)).toEqual(['headers-only', undefined]);
  expect(step.durationMs).toBeLessThan(ONE_ATTEMPT_MS);
});

it.concurrent('row 3: a body of one byte every 300 ms → the attempt ends as a whole, the next one succeeds', {
  timeout: PATIENCE_MS,
}, async ({ expect }) => {
  const step = await onceSilent(faults.drip(300));
  expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
  expect(step.emulator.requests.map(({ act }) => act)).toEqual(['drip', undefined]);
  expect(step.durationMs).toBeLessThan(ONE_ATTEMPT_MS);
});

it.concurrent('row 4: a connection that falls silent when it is used again → the next attempt opens another and succeeds', {
  timeout: PATIENCE_MS,
}, async ({ expect }) => {
  const step = await play((e) => {
    e.rules.hook = ({ connection }) => {
      const used = e.requests.filter((request) => request.connection === connection).length;
      return connection === 1 && used > 1 ? faults.silence() : undefined;
    };
    return { tasks: [record(e, 'running', 'succeeded')], inputs: { timeout: '5m' } };
  });
  expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
  expect(step.emulator.requests.map(({ connection }) => connection)).toEqual([1, 1, 2]);
  expect(step.durationMs).toBeLessThan(ONE_ATTEMPT_MS);
});

it.concurrent('row 1: a server that never answers any request → timed-out within 2 s of the deadline, all written', async ({
  expect,
}) => {
  const step = await alwaysSilent(faults.silence());
  expect(step).toMatchObject(TIMED_OUT);
  expect(lateBy(step, 2)).toBeLessThan(LATE);
  expect(JSON.parse(step.resultsFile ?? '')).toMatchObject({ state: 'timed-out' });
  expect(step.summary).toContain('timed-out');
});

it.concurrent('row 1: a server that accepts connections and never reads → timed-out within 2 s of the deadline', async ({
  expect,
}) => {
  let accepted = 0;
  const deaf = createServer({ pauseOnConnect: true }, () => {
    accepted += 1;
  });
  const step = await listening(deaf, ({ url }) =>
    play((e) => ({
      tasks: [{ ...record(e, 'succeeded'), endpoint: url }],
      inputs: { timeout: '2s' },
    })),
  );
  expect(step).toMatchObject(TIMED_OUT);
  expect(lateBy(step, 2)).toBeLessThan(LATE);
  expect(accepted).toBe(1);
});

it.concurrent('row 2: headers and then silence, every time → timed-out within 2 s of the deadline, all written', async ({
  expect,
}) => {
  const step = await alwaysSilent(faults.headersOnly());
  expect(step).toMatchObject(TIMED_OUT);
  expect(lateBy(step, 2)).toBeLessThan(LATE);
  expect(JSON.parse(step.resultsFile ?? '')).toMatchObject({ state: 'timed-out' });
});

it.concurrent('row 3: a body of one byte every 300 ms, every time → timed-out within 2 s of the deadline, all written', async ({
  expect,
}) => {
  const step = await alwaysSilent(faults.drip(300));
  expect(step).toMatchObject(TIMED_OUT);
  expect(lateBy(step, 2)).toBeLessThan(LATE);
  expect(JSON.parse(step.resultsFile ?? '')).toMatchObject({ state: 'timed-out' });
});

it.concurrent('row 4: an answer and then silence for ever → timed-out with what was seen, within 2 s of the deadline', async ({
  expect,
}) => {
  const step = await play((e) => {
    e.rules.hook = () => (e.requests.length > 1 ? faults.silence() : undefined);
    return { tasks: [record(e, 'running')], inputs: { timeout: '3s' } };
  });
  expect(step).toMatchObject(TIMED_OUT);
  expect(lateBy(step, 3)).toBeLessThan(LATE);
  expect(JSON.parse(step.outputs['results'] ?? '')).toMatchObject([
    { state: 'timed-out', provider_state: 'running' },
  ]);
});

it.concurrent('row 4: a server that keeps idle connections for minutes → after 5 s without use another one is opened', async ({
  expect,
}) => {
  const statuses = ['running', 'succeeded'];
  let connections = 0;
  let requests = 0;
  const patient = createHttpServer({ keepAliveTimeout: 300_000 }, (_request, response) => {
    const status = statuses[requests] ?? 'succeeded';
    requests += 1;
    response.end(
      JSON.stringify({ status: 'success', result: { record_id: 'ours', task_id: 'task', status } }),
    );
  }).on('connection', () => {
    connections += 1;
  });
  const step = await listening(patient, ({ url }) =>
    play((e) => ({
      tasks: [{ ...record(e, 'running'), endpoint: url }],
      inputs: { interval: '5s' },
    })),
  );
  expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
  expect({ requests, connections }).toEqual({ requests: 2, connections: 2 });
});
