import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkLaws, mayBeError } from './laws.ts';
import {
  executionMaySucceed,
  type OurExecution,
  releaseOf,
  stateOf,
} from './oracle-huawei-codearts-deploy.ts';
import { manyWalks, PATIENCE_MS } from './run.ts';
import {
  BEFORE,
  calmExecution,
  executionPlay,
  executionScripts,
  whiches,
} from './scripts-huawei-codearts-deploy.ts';
import { calmWaits, seeds, waits } from './waits.ts';
import { type Walked, walk } from './walk.ts';

/** Whether the log allows the state that the gate gave. */
function allowed(ours: OurExecution, { looks, tasks, inputs }: Walked): boolean {
  const states = looks.map((look) => stateOf(ours, look));
  const said = (...words: readonly string[]): boolean => words.some((word) => states.includes(word));
  switch (tasks[0]?.state) {
    case 'succeeded':
      return executionMaySucceed(ours, looks, inputs.patience.settleMs);
    case 'failed':
      return said('failed', 'timeout');
    case 'cancelled':
      return said('abort', 'not_started');
    case 'superseded': {
      // A record has no number: where the task's own answer lags behind it, ours may look like another one.
      const largest = typeof ours.which === 'object' && 'recordId' in ours.which ? BEFORE : BEFORE + 1;
      return looks.some((look) => (releaseOf(ours.taskId, look) ?? 0) > largest);
    }
    case 'error':
      return mayBeError(looks);
    default:
      return !['rolled-back', 'rolling-back'].some((state) => state === tasks[0]?.state);
  }
}

test('an execution: the gate never says more than the log allows', { timeout: PATIENCE_MS }, async () => {
  await manyWalks(
    'execution',
    fc.tuple(executionScripts, whiches, waits, seeds),
    async ([script, which, wait, seed]) => {
      const { play, ours } = executionPlay(0, script, which);
      const walked = await walk([play], wait, seed);
      checkLaws(walked);
      expect(allowed(ours, walked), walked.tasks[0]?.state).toBe(true);
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
      expect(allowed(ours, walked)).toBe(true);
      return walked.verdict;
    },
  );
});
