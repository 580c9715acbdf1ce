import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkLaws, mayBeError } from './laws.ts';
import { itemsOf, type OurVersion, versionMaySucceed } from './oracle-alibaba-api-version.ts';
import { manyWalks, PATIENCE_MS } from './run.ts';
import { calmVersion, NEWER, namings, versionPlay, versionScripts } from './scripts-alibaba-api-version.ts';
import { calmWaits, seeds, waits } from './waits.ts';
import { type Walked, walk } from './walk.ts';

/** Whether the log allows the state that the gate gave. */
function allowed(ours: OurVersion, { looks, tasks, inputs }: Walked): boolean {
  const items = looks.flatMap((look) => itemsOf(ours, look));
  const offline = items.some(({ Status }) => Status === 'OFFLINE');
  switch (tasks[0]?.state) {
    case 'succeeded':
      return versionMaySucceed(ours, looks, inputs.patience.settleMs);
    case 'rolled-back':
      return offline;
    case 'superseded':
      return (
        offline && items.some(({ Status, HistoryVersion }) => Status === 'ONLINE' && HistoryVersion === NEWER)
      );
    case 'error':
      return mayBeError(looks) || ours.version === undefined;
    default:
      return !['failed', 'cancelled', 'rolling-back'].some((state) => state === tasks[0]?.state);
  }
}

test('a version: the gate never says more than the log allows', { timeout: PATIENCE_MS }, async () => {
  await manyWalks(
    'version',
    fc.tuple(versionScripts, namings, waits, seeds),
    async ([script, naming, wait, seed]) => {
      const { play, ours } = versionPlay(0, script, naming);
      const walked = await walk([play], wait, seed);
      checkLaws(walked);
      expect(allowed(ours, walked), walked.tasks[0]?.state).toBe(true);
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
      expect(allowed(ours, walked)).toBe(true);
      return walked.verdict;
    },
  );
});
