import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

/** What the process may use beside what the trace may hold: it holds that once as it was kept, and again to write it. */
const HEAP_MB = 80;
/** A wait of 120 h with a look each 10 s. */
const LOOKS = 43_200;

it(`a wait of 120 h with a look each 10 s is recorded and written with a heap of ${HEAP_MB} MB`, () => {
  const script = fileURLToPath(new URL('long-wait.ts', import.meta.url));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`--max-old-space-size=${HEAP_MB}`, script, String(LOOKS)],
    { encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const { requests, bytes, leftOut } = JSON.parse(stdout);
  expect(bytes).toBeLessThanOrEqual(20_000_000);
  expect(requests).toBeGreaterThan(1_000);
  expect(requests + leftOut).toBe(LOOKS);
}, 120_000);
