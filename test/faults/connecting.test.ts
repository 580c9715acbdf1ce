import { createServer } from 'node:net';
import { describe, it } from 'vitest';
import { createDispatchers } from '../../src/clouds/dispatchers.ts';
import { createSend } from '../../src/clouds/http.ts';
import { record } from '../dist/entries.ts';
import { play } from '../dist/scene.ts';
import type { PlayedByTls } from './behind-tls.ts';
import { playByName } from './by-name.ts';
import { type FullBacklog, fullBacklog } from './full-backlog.ts';
import { listening } from './loopback.ts';
import type { Answer } from './preload/index.ts';
import { toldOf } from './told.ts';

const SUCCEEDED = { exitCode: 0, outputs: { state: 'succeeded' } };

/** Addresses of this machine beside 127.0.0.1: nearly every one has the first, and Linux the second. */
const OTHERS = (
  await Promise.all(['::1', '127.0.0.2'].map(async (host) => ((await canListen(host)) ? [host] : [])))
).flat();

function canListen(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().on('error', () => resolve(false));
    server.listen(0, host, () => server.close(() => resolve(true)));
  });
}

/** A deployment at a name, on a port of 127.0.0.1; on the same port of another address nobody ever answers. */
async function playBeside(silent: string, ...answers: readonly [Answer, ...Answer[]]): Promise<PlayedByTls> {
  const backlogs: FullBacklog[] = [];
  try {
    return await playByName(answers, async (port) => {
      backlogs.push(await fullBacklog(silent, port));
      return { inputs: { timeout: '1m' } };
    });
  } finally {
    for (const { close } of backlogs) close();
  }
}

describe('row 25: an address that never answers → the connection is given up after 10 s, and tried again', () => {
  it.concurrent.for(OTHERS)(
    '%s, and then another address',
    { timeout: 60_000 },
    async (silent, { expect }) => {
      const step = await playBeside(silent, [silent], ['127.0.0.1']);
      expect(step).toMatchObject(SUCCEEDED);
      expect(toldOf(step)).toMatchObject([{ requests: 2 }]);
      expect(Number(step.outputs['duration-seconds'])).toBeLessThan(18);
    },
  );

  /** One attempt by the module. */
  const attempt = async (url: string): Promise<{ readonly answer: unknown; readonly ms: number }> => {
    const dispatchers = createDispatchers({ http: '', https: '', except: '' }, 1);
    const send = createSend(dispatchers);
    const started = performance.now();
    const request = { method: 'GET', url: new URL(url), headers: {}, confidential: [] } as const;
    const answer = await send(request, new AbortController().signal);
    const ms = performance.now() - started;
    await dispatchers.close();
    return { answer, ms };
  };
  const fault = { kind: 'fault', fatal: false };

  it.concurrent('it is told as what it is', async ({ expect }) => {
    const backlog = await fullBacklog();
    const { answer, ms } = await attempt(backlog.endpoint).finally(backlog.close);
    expect(answer).toMatchObject({ ...fault, reason: expect.stringContaining('no connection within 10 s') });
    expect(ms).toBeLessThan(15_000);
  });

  it.concurrent('so is a server that takes the connection, and never begins with TLS', async ({ expect }) => {
    const { answer, ms } = await listening(createServer(), ({ port }) =>
      attempt(`https://127.0.0.1:${port}`),
    );
    expect(answer).toMatchObject({ ...fault, reason: expect.stringContaining('no connection within 10 s') });
    expect(ms).toBeLessThan(15_000);
  });
});

it.concurrent('row 25: an address that never answers, to the deadline → timed-out within 2 s of it', async ({
  expect,
}) => {
  const backlog = await fullBacklog();
  const step = await play((e) => ({
    tasks: [{ ...record(e, 'succeeded'), endpoint: backlog.endpoint }],
    inputs: { timeout: '2s' },
  })).finally(backlog.close);
  expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
  expect(toldOf(step)).toMatchObject([{ requests: 1 }]);
  expect(Number(step.outputs['duration-seconds'])).toBeLessThan(2 + 2 + 1.5);
});

describe('row 28: a name of two addresses of which the first never answers → the second is taken within seconds', () => {
  it.concurrent.for(OTHERS)('%s before 127.0.0.1', async (silent, { expect }) => {
    const step = await playBeside(silent, [silent, '127.0.0.1']);
    expect(step).toMatchObject(SUCCEEDED);
    expect(toldOf(step)).toMatchObject([{ requests: 1 }]);
    expect(Number(step.outputs['duration-seconds'])).toBeLessThan(8);
  });
});
