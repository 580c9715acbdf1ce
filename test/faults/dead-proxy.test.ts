import { createServer } from 'node:net';
import { describe, it } from 'vitest';

import { record } from '../dist/entries.ts';
import { play } from '../dist/scene.ts';
import { listening } from './loopback.ts';
import { reasonOf } from './told.ts';

/** A port that nobody listens on. */
const closedPort = (): Promise<number> => listening(createServer(), async ({ port }) => port);

/** The port of a proxy that lets nobody through. */
const forbidding = async <T>(use: (port: number) => Promise<T>): Promise<T> => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n'));
  });
  return listening(server, ({ port }) => use(port));
};

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

  it.concurrent('one that does not let the host through', async ({ expect }) => {
    await forbidding(async (port) => {
      const step = await play((e) => ({
        tasks: [{ ...record(e, 'succeeded'), endpoint: 'https://gate.example' }],
        inputs: { timeout: '3s', 'allowed-hosts': 'gate.example' },
        env: { HTTPS_PROXY: `http://deployer:pa55word@127.0.0.1:${port}` },
      }));
      expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
      expect(reasonOf(step)).toContain(
        `the proxy 127.0.0.1:${port} answered HTTP 403; check HTTPS_PROXY, and whether the proxy lets gate.example through`,
      );
      expect(reasonOf(step)).not.toContain('pa55word');
    });
  });
});
