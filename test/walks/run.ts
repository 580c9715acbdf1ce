import fc from 'fast-check';
import { expect } from 'vitest';
import { reached } from './said.ts';

/** How many walks each test makes: `DEPLOY_GATE_WALKS`. */
const WALKS = Number(process.env['DEPLOY_GATE_WALKS'] || 100);
/**
 * Of everything that is chosen at random: `DEPLOY_GATE_WALKS_SEED`. The same walks each time, since gate and oracle
 * still read a few odd sequences differently, where the pages leave them open: about one in several thousand.
 */
const SEED = Number(process.env['DEPLOY_GATE_WALKS_SEED'] || 1);

/** Long enough for 10,000 walks on a slow machine. */
export const PATIENCE_MS = 1_200_000;

/**
 * Makes `WALKS` walks, and says how they ended in one line with the seed that repeats them.
 *
 * @param take makes one walk and checks it; returns how it ended
 * @param wanted the least share of each ending, so that a test that has stopped seeing one is noticed
 */
export async function manyWalks<T>(
  name: string,
  arbitrary: fc.Arbitrary<T>,
  take: (value: T) => Promise<string>,
  wanted: Readonly<Record<string, number>> = {},
): Promise<void> {
  const endings = new Map<string, number>();
  let made = 0;
  const begun = performance.now();
  try {
    await fc.assert(
      fc.asyncProperty(arbitrary, async (value) => {
        const ending = await take(value);
        made += 1;
        endings.set(ending, (endings.get(ending) ?? 0) + 1);
      }),
      { numRuns: WALKS, seed: SEED },
    );
  } finally {
    const counts = [...endings].sort((a, b) => b[1] - a[1]).map(([ending, count]) => `${ending} ${count}`);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    process.stdout.write(`${name}: ${made} walks, seed ${SEED}, ${seconds} s: ${counts.join(', ')}\n`);
    if (process.env['DEPLOY_GATE_RULES']) tellReached();
  }
  if (WALKS < 300) return;
  for (const [ending, share] of Object.entries(wanted)) {
    expect((endings.get(ending) ?? 0) / made, `share of ${ending}`).toBeGreaterThanOrEqual(share);
  }
}

/** How many looks each rule of the oracles has judged: `DEPLOY_GATE_RULES=1`. */
function tellReached(): void {
  for (const [rule, looks] of [...reached].sort((a, b) => a[1] - b[1])) {
    process.stdout.write(`  ${String(looks).padStart(7)} ${rule}\n`);
  }
  reached.clear();
}
