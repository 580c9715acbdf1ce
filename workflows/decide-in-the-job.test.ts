import { expect, test } from 'vitest';

import { record } from '../test/dist/entries.ts';
import { gateOf, linesOf, outline } from './harness/outline.ts';
import { type Played, play } from './harness/play.ts';

test('after a success the job goes on', async () => {
  const run = await decide('succeeded');
  expect(outline(run.jobs), run.log).toEqual({
    deploy: [
      'success',
      'success actions/checkout',
      'success ./deploy.sh',
      'success OWNER/deploy-gate',
      'success echo "invoices is out"',
      'skipped echo "invoices goes on; it has not ended within 20 minutes"',
      'skipped echo "invoices ended in the state $STATE"',
      'success post OWNER/deploy-gate',
    ],
  });
  expect(run.exitCode).toBe(0);
});

test('after a failure it is the job that decides to fail', async () => {
  const run = await decide('timeout');
  expect(outline(run.jobs), run.log).toEqual({
    deploy: [
      'failure',
      'success actions/checkout',
      'success ./deploy.sh',
      'failure OWNER/deploy-gate',
      'skipped echo "invoices is out"',
      'skipped echo "invoices goes on; it has not ended within 20 minutes"',
      'failure echo "invoices ended in the state $STATE"',
      'success post OWNER/deploy-gate',
    ],
  });
  expect(run.exitCode).toBe(1);
  expect(gateOf(run.jobs['deploy']).outputs['state']).toBe('failed');
  expect(linesOf(run.jobs['deploy'])).toContain('invoices ended in the state failed');
});

/** The execution ends with this word of the cloud's. */
function decide(word: string): Promise<Played> {
  return play({
    example: 'decide-in-the-job.yml',
    vars: { INVOICES_TASK_ID: 'task' },
    deploy: (emulator) => {
      record(emulator, 'pending', 'running', word);
      return { 'record-id': 'ours' };
    },
  });
}
