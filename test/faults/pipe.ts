import { execFile } from 'node:child_process';
import { constants, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A named pipe: who opens it for writing waits until it is opened for reading. */
export interface Pipe {
  readonly path: string;
  /** Opens it for reading. Gives what was written until then whenever it is called. */
  readonly open: () => () => string;
}

/** Makes a named pipe for as long as `use` runs. */
export async function withPipe<T>(use: (pipe: Pipe) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'deploy-gate-pipe-'));
  const path = join(folder, 'pipe');
  const readers: Socket[] = [];
  const open = (): (() => string) => {
    // Open on both sides, it does not end with its first writer.
    const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    const reader = new Socket({ fd, readable: true, writable: false });
    readers.push(reader);
    let written = '';
    reader.setEncoding('utf8').on('data', (text: string) => {
      written += text;
    });
    return () => written;
  };
  try {
    await promisify(execFile)('mkfifo', [path]);
    return await use({ path, open });
  } finally {
    for (const reader of readers) reader.destroy();
    await rm(folder, { recursive: true, force: true });
  }
}
