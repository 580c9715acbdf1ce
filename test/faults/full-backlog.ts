import { type ChildProcess, spawn } from 'node:child_process';
import { connect, isIPv6, type Socket } from 'node:net';

/** A port on which connections are asked for, and never made. */
export interface FullBacklog {
  readonly endpoint: string;
  readonly close: () => void;
}

/** Listens, tells its port, and never looks at a connection again. */
const LISTENER = `
  const server = require('node:net').createServer();
  const [host, port] = process.argv.slice(1);
  server.listen({ port: Number(port), host, backlog: 1 }, () => {
    require('node:fs').writeSync(1, String(server.address().port));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;

/** More than the kernel keeps for a listener that asked for one. */
const FILLING = 8;

/**
 * Starts a listener whose queue of connections is full: Linux and macOS then take no notice of who wants to
 * connect. (Windows would refuse.)
 *
 * @param wish the address, and the port where it may not be any
 */
export async function fullBacklog(host = '127.0.0.1', wish = 0): Promise<FullBacklog> {
  const listener = spawn(process.execPath, ['--eval', LISTENER, host, `${wish}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await portOf(listener);
  const sockets: Socket[] = [];
  for (let count = 0; count < FILLING; count += 1) {
    sockets.push(connect({ port, host }).on('error', () => undefined));
  }
  await new Promise<void>((resolve) => sockets[0]?.on('connect', () => resolve()));
  return {
    endpoint: `http://${isIPv6(host) ? `[${host}]` : host}:${port}`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      listener.kill('SIGKILL');
    },
  };
}

function portOf({ stdout }: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    stdout?.on('data', (text: Buffer) => resolve(Number(text.toString()))).on('close', () => reject());
  });
}
