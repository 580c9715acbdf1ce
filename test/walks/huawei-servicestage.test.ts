import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkLaws, mayBeError } from './laws.ts';
import {
  hasFailed,
  hasRollback,
  jobsOf,
  planOf,
  releaseMaySucceed,
  wasExecutedAgain,
} from './oracle-huawei-servicestage.ts';
import { BEFORE } from './release-bodies.ts';
import { manyWalks, PATIENCE_MS } from './run.ts';
import { calmRelease, releasePlay, releaseScripts } from './scripts-huawei-servicestage.ts';
import { calmWaits, seeds, waits } from './waits.ts';
import { type Walked, walk } from './walk.ts';

const PLAN = '716eda33-dbc6-47f3-953f-000000000000';
const afters = fc.constantFrom(undefined, undefined, 0, BEFORE);

/** Whether the log allows the state that the gate gave. */
function allowed(after: number | undefined, { looks, tasks, inputs }: Walked): boolean {
  const jobs = looks.flatMap(jobsOf);
  const plans = looks.map((look) => planOf(look)?.['status']);
  switch (tasks[0]?.state) {
    case 'succeeded':
      return releaseMaySucceed(PLAN, after, looks, inputs.patience.settleMs);
    case 'failed':
    case 'cancelled':
      return (
        jobs.some((job) => hasFailed(job) || hasRollback(job)) ||
        plans.some((word) => /FAILED|ABORTED/.test(String(word)))
      );
    case 'rolling-back':
    case 'rolled-back':
      return (
        jobs.some((job) => hasRollback(job) || /^ROLLB/.test(String(job['job_status']))) ||
        plans.some((word) => /ROLLBACK/.test(String(word)))
      );
    case 'error':
      return mayBeError(looks);
    case 'superseded':
      return wasExecutedAgain(PLAN, after, looks);
    default:
      return true;
  }
}

test('a release task: the gate never says more than the log allows', { timeout: PATIENCE_MS }, async () => {
  await manyWalks(
    'release task',
    fc.tuple(releaseScripts, afters, waits, seeds),
    async ([script, after, wait, seed]) => {
      const walked = await walk([releasePlay(0, script, after)], wait, seed);
      checkLaws(walked);
      expect(allowed(after, walked), walked.tasks[0]?.state).toBe(true);
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
      const walked = await walk([releasePlay(0, script, after)], wait, seed);
      checkLaws(walked);
      expect(walked.verdict).toBe('succeeded');
      expect(allowed(after, walked)).toBe(true);
      return walked.verdict;
    },
  );
});
