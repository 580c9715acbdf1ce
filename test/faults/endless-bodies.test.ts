import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'vitest';

import { type Played, play } from '../dist/scene.ts';
import { type Act, act, faults } from '../emulator/index.ts';
import { allAre, allSucceeded, countsOf, ONCE_IN_VAIN } from './deployments.ts';
import { firstOfEach } from './hooks.ts';

const MEGABYTE = 1024 * 1024;
/** What the product reads of a body, what the sockets hold of it on both sides, and much beyond. */
const MOST_SENT = 64 * MEGABYTE;
/** What a step may need more than one that meets no fault, in kilobytes: much less than any of the bodies. */
const MOST_MEMORY_KB = 100 * 1024;

/** The same act, which notes how much it has sent when its connection is gone. */
function counted(body: Act, sent: number[]): Act {
  return act(body.name, (exchange) => {
    const { socket } = exchange.request;
    const before = socket.bytesWritten;
    socket.on('close', () => sent.push(socket.bytesWritten - before));
    body.play(exchange);
  });
}

/** A step whose first answers are `body`, and the most memory that it has had, in kilobytes. */
async function measured(body: Act | undefined): Promise<{ readonly step: Played; readonly peak: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'deploy-gate-peak-'));
  const file = join(folder, 'peak');
  try {
    const step = await play((e) => {
      if (body !== undefined) e.rules.hook = firstOfEach(1, () => body);
      const preload = new URL('peak-memory.ts', import.meta.url).href;
      return {
        tasks: allSucceeded(e),
        env: { NODE_OPTIONS: `--import=${preload}`, PEAK_MEMORY_FILE: file },
      };
    });
    return { step, peak: Number(await readFile(file, 'utf8')) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const AT_LAST = { exitCode: 0, outputs: { states: allAre('succeeded') } };

it.concurrent('row 12: a body without end → cut off early, tried again, little memory', async ({
  expect,
}) => {
  const sent: number[] = [];
  const ordinary = await measured(undefined);
  const { step, peak } = await measured(counted(faults.endlessBody(), sent));
  expect(step).toMatchObject(AT_LAST);
  expect(countsOf(step)).toEqual(ONCE_IN_VAIN);
  expect(sent).toHaveLength(Object.keys(ONCE_IN_VAIN).length);
  expect(Math.max(...sent)).toBeLessThan(MOST_SENT);
  expect(peak - ordinary.peak).toBeLessThan(MOST_MEMORY_KB);
});

it.concurrent('row 13: 400 MB of spaces in a gzip of 400 kB → not asked for, not unpacked, tried again', async ({
  expect,
}) => {
  const ordinary = await measured(undefined);
  const { step, peak } = await measured(faults.gzipBomb(400));
  expect(step).toMatchObject(AT_LAST);
  expect(countsOf(step)).toEqual(ONCE_IN_VAIN);
  for (const { headers } of step.emulator.requests) expect(headers.get('accept-encoding')).toBe('identity');
  expect(peak - ordinary.peak).toBeLessThan(MOST_MEMORY_KB);
});
