import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrongWithTask } from './judge.ts';
import { checkLaws } from './laws.ts';
import { manyWalks, PATIENCE_MS } from './run.ts';
import { calmPublish, counts, listedIn, publishPlay, publishScripts } from './scripts-alibaba-api-gateway.ts';
import { calmWaits, seeds, waits } from './waits.ts';
import { walk } from './walk.ts';

test('a publish task: the gate never says more than the log allows', { timeout: PATIENCE_MS }, async () => {
  await manyWalks(
    'publish task',
    fc.tuple(publishScripts, counts, waits, seeds),
    async ([script, apis, wait, seed]) => {
      const walked = await walk([publishPlay(0, script, apis)], wait, seed);
      checkLaws(walked);
      expect(wrongWithTask({ kind: 'publish', apis }, walked)).toBeUndefined();
      return walked.verdict;
    },
    { succeeded: 0.1, failed: 0.03, cancelled: 0.02, error: 0.02, 'timed-out': 0.03 },
  );
});

test('a publish task: a server that behaves gets its success', { timeout: PATIENCE_MS }, async () => {
  await manyWalks(
    'calm publish task',
    fc.tuple(calmPublish, fc.boolean(), calmWaits, seeds),
    async ([script, isCounted, wait, seed]) => {
      const apis = isCounted ? listedIn(script) : undefined;
      const walked = await walk([publishPlay(0, script, apis)], wait, seed);
      checkLaws(walked);
      expect(walked.verdict).toBe('succeeded');
      expect(wrongWithTask({ kind: 'publish', apis }, walked)).toBeUndefined();
      return walked.verdict;
    },
  );
});
