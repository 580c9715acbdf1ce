import { createServer } from 'node:net';
import { describe, it } from 'vitest';

import { record } from '../dist/entries.ts';
import { play } from '../dist/scene.ts';
import { listening } from './loopback.ts';
import { reasonOf } from './told.ts';

/** A port that nobody listens on. */
const closedPort = (): Promise<number> => listening(createServer(), async ({ port }) => port);

describe('row 96: a dead proxy → the message names the proxy and its variable, not the endpoint', () => {
  it.concurrent.for(['https_proxy', 'HTTPS_PROXY'])('%s', async (variable, { expect }) => {
    const port = await closedPort();
    const step = await play((e) => ({
      tasks: [{ ...record(e, 'succeeded'), endpoint: 'https://gate.example' }],
      inputs: { timeout: '3s', 'allowed-hosts': 'gate.example' },
      env: { [variable]: `http://deployer:pa55word@127.0.0.1:${port}` },
    }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    expect(reasonOf(step)).toContain(
      `connection refused (ECONNREFUSED) on the way to the proxy 127.0.0.1:${port}; check ${variable}, and whether the proxy runs`,
    );
    expect(reasonOf(step)).not.toMatch(/gate\.example|pa55word/);
  });
});
