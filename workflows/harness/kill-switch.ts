import { createServer, type Socket } from 'node:net';

import { listening } from '../../test/faults/loopback.ts';

/** Kills a Node process from afar, as the operating system does where memory ends. */
export interface KillSwitch {
  /** The environment in which processes of Node heed it. */
  readonly env: Readonly<Record<string, string>>;
  /** Kills the last that was started. */
  readonly kill: () => void;
}

/** A kill switch for as long as `use` runs. */
export function withKillSwitch<T>(use: (killSwitch: KillSwitch) => Promise<T>): Promise<T> {
  const processes: Socket[] = [];
  const server = createServer((socket) => processes.push(socket));
  return listening(server, ({ port }) => {
    const code = `import { connect } from 'node:net';
connect(${port}, '127.0.0.1').on('data', () => process.kill(process.pid, 'SIGKILL')).on('error', () => {}).unref();`;
    return use({
      env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` },
      kill: () => processes.at(-1)?.write('now'),
    });
  });
}
