import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrongWithTask } from './judge.ts';
import { checkLaws } from './laws.ts';
import { BEFORE } from './release-bodies.ts';
import { manyWalks, PATIENCE_MS } from './run.ts';
import { calmRelease, releasePlay, releaseScripts } from './scripts-huawei-servicestage.ts';
import { calmWaits, seeds, waits } from './waits.ts';
import { walk } from './walk.ts';

const afters = fc.constantFrom(undefined, undefined, 0, BEFORE);

test('a release task: the gate never says more than the log allows', { timeout: PATIENCE_MS }, async () => {
  await manyWalks(
    'release task',
    fc.tuple(releaseScripts, afters, waits, seeds),
    async ([script, after, wait, seed]) => {
      const { play, ours } = releasePlay(0, script, after);
      const walked = await walk([play], wait, seed);
      checkLaws(walked);
      expect(wrongWithTask({ kind: 'release', plan: ours }, walked)).toBeUndefined();
      return walked.verdict;
    },
    {
      succeeded: 0.1,
      'rolled-back': 0.02,
      failed: 0.02,
      cancelled: 0.02,
      superseded: 0.01,
      error: 0.02,
      'timed-out': 0.03,
    },
  );
});

test('a release task: a server that behaves gets its success', { timeout: PATIENCE_MS }, async () => {
  await manyWalks(
    'calm release task',
    fc.tuple(calmRelease, afters, calmWaits, seeds),
    async ([script, after, wait, seed]) => {
      const { play, ours } = releasePlay(0, script, after);
      const walked = await walk([play], wait, seed);
      checkLaws(walked);
      expect(walked.verdict).toBe('succeeded');
      expect(wrongWithTask({ kind: 'release', plan: ours }, walked)).toBeUndefined();
      return walked.verdict;
    },
  );
});
