import { type ChildProcess, spawn } from 'node:child_process';
import { connect, type Socket } from 'node:net';

/** A port of 127.0.0.1 on which connections are asked for, and never made. */
export interface FullBacklog {
  readonly endpoint: string;
  readonly close: () => void;
}

/** Listens, tells its port, and never looks at a connection again. */
const LISTENER = `
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    require('node:fs').writeSync(1, String(server.address().port));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;

/** More than the kernel keeps for a listener that asked for one. */
const FILLING = 8;

/** Starts a listener whose queue of connections is full. */
export async function fullBacklog(): Promise<FullBacklog> {
  const listener = spawn(process.execPath, ['--eval', LISTENER], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await portOf(listener);
  const sockets: Socket[] = [];
  for (let count = 0; count < FILLING; count += 1) {
    sockets.push(connect({ port, host: '127.0.0.1' }).on('error', () => undefined));
  }
  await new Promise<void>((resolve) => sockets[0]?.on('connect', () => resolve()));
  return {
    endpoint: `http://127.0.0.1:${port}`,
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
