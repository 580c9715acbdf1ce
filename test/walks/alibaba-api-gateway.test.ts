import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkLaws, mayBeError } from './laws.ts';
import { entriesOf, hasEndedBadly, publishMaySucceed } from './oracle-alibaba-api-gateway.ts';
import { manyWalks, PATIENCE_MS } from './run.ts';
import { calmPublish, publishPlay, publishScripts } from './scripts-alibaba-api-gateway.ts';
import { calmWaits, seeds, waits } from './waits.ts';
import { type Walked, walk } from './walk.ts';

/** Whether the log allows the state that the gate gave. */
function allowed({ looks, tasks, inputs }: Walked): boolean {
  const entries = looks.flatMap(entriesOf);
  switch (tasks[0]?.state) {
    case 'succeeded':
      return publishMaySucceed(looks, inputs.patience.settleMs);
    case 'failed':
      return entries.some(hasEndedBadly);
    case 'cancelled':
      return entries.some(({ DeployedStatus }) => DeployedStatus === 'CANCEL');
    case 'error':
      return mayBeError(looks);
    default:
      return !['rolled-back', 'superseded', 'rolling-back'].some((state) => state === tasks[0]?.state);
  }
}

test('a publish task: the gate never says more than the log allows', { timeout: PATIENCE_MS }, async () => {
  await manyWalks(
    'publish task',
    fc.tuple(publishScripts, waits, seeds),
    async ([script, wait, seed]) => {
      const walked = await walk([publishPlay(0, script)], wait, seed);
      checkLaws(walked);
      expect(allowed(walked), walked.tasks[0]?.state).toBe(true);
      return walked.verdict;
    },
    { succeeded: 0.1, failed: 0.03, cancelled: 0.02, error: 0.02, 'timed-out': 0.03 },
  );
});

test('a publish task: a server that behaves gets its success', { timeout: PATIENCE_MS }, async () => {
  await manyWalks(
    'calm publish task',
    fc.tuple(calmPublish, calmWaits, seeds),
    async ([script, wait, seed]) => {
      const walked = await walk([publishPlay(0, script)], wait, seed);
      checkLaws(walked);
      expect(walked.verdict).toBe('succeeded');
      return walked.verdict;
    },
  );
});
