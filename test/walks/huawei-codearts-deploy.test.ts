import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrongWithTask } from './judge.ts';
import { checkLaws } from './laws.ts';
import { manyWalks, PATIENCE_MS } from './run.ts';
import { calmExecution, executionPlay, executionScripts, whiches } from './scripts-huawei-codearts-deploy.ts';
import { calmWaits, seeds, waits } from './waits.ts';
import { walk } from './walk.ts';

test('an execution: the gate never says more than the log allows', { timeout: PATIENCE_MS }, async () => {
  await manyWalks(
    'execution',
    fc.tuple(executionScripts, whiches, waits, seeds),
    async ([script, which, wait, seed]) => {
      const { play, ours } = executionPlay(0, script, which);
      const walked = await walk([play], wait, seed);
      checkLaws(walked);
      expect(wrongWithTask({ kind: 'execution', execution: ours }, walked)).toBeUndefined();
      return walked.verdict;
    },
    { succeeded: 0.1, failed: 0.02, cancelled: 0.02, superseded: 0.01, error: 0.02, 'timed-out': 0.03 },
  );
});

test('an execution: a server that behaves gets its success', { timeout: PATIENCE_MS }, async () => {
  await manyWalks(
    'calm execution',
    fc.tuple(calmExecution, fc.constantFrom('record' as const, 'after' as const), calmWaits, seeds),
    async ([script, which, wait, seed]) => {
      const { play, ours } = executionPlay(0, script, which);
      const walked = await walk([play], wait, seed);
      checkLaws(walked);
      expect(walked.verdict).toBe('succeeded');
      expect(wrongWithTask({ kind: 'execution', execution: ours }, walked)).toBeUndefined();
      return walked.verdict;
    },
  );
});
