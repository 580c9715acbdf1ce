import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrongWithTask } from './judge.ts';
import { checkLaws } from './laws.ts';
import { manyWalks, PATIENCE_MS } from './run.ts';
import { calmVersion, namings, versionPlay, versionScripts } from './scripts-alibaba-api-version.ts';
import { calmWaits, seeds, waits } from './waits.ts';
import { walk } from './walk.ts';

test('a version: the gate never says more than the log allows', { timeout: PATIENCE_MS }, async () => {
  await manyWalks(
    'version',
    fc.tuple(versionScripts, namings, waits, seeds),
    async ([script, naming, wait, seed]) => {
      const { play, ours } = versionPlay(0, script, naming);
      const walked = await walk([play], wait, seed);
      checkLaws(walked);
      expect(wrongWithTask({ kind: 'version', version: ours }, walked)).toBeUndefined();
      return walked.verdict;
    },
    { succeeded: 0.1, 'rolled-back': 0.02, superseded: 0.02, error: 0.02, 'timed-out': 0.03 },
  );
});

test('a version: a server that behaves gets its success', { timeout: PATIENCE_MS }, async () => {
  await manyWalks(
    'calm version',
    fc.tuple(calmVersion, namings, calmWaits, seeds),
    async ([script, naming, wait, seed]) => {
      const { play, ours } = versionPlay(0, script, naming);
      const walked = await walk([play], wait, seed);
      checkLaws(walked);
      expect(walked.verdict).toBe('succeeded');
      expect(wrongWithTask({ kind: 'version', version: ours }, walked)).toBeUndefined();
      return walked.verdict;
    },
  );
});
