import { expect, test } from 'vitest';

import { deployBoth } from './harness/both.ts';
import { gateOf, outline } from './harness/outline.ts';
import { play } from './harness/play.ts';

const example = 'deploy-and-wait.yml';

test('a job deploys, waits for the ends, and succeeds', async () => {
  const run = await play({ example, deploy: (emulator) => deployBoth(emulator, 'succeeded', 'succeeded') });
  expect(outline(run.jobs), run.log).toEqual({
    deploy: [
      'success',
      'success actions/checkout',
      'success ./deploy.sh',
      'success OWNER/deploy-gate',
      'skipped echo "storefront was rolled back"',
      'success post OWNER/deploy-gate',
    ],
  });
  expect(run.exitCode).toBe(0);
  const gate = gateOf(run.jobs['deploy']);
  expect(gate.outputs).toMatchObject({
    state: 'succeeded',
    states: '{"orders":"succeeded","storefront":"succeeded"}',
    failed: '[]',
  });
  expect(gate.log[0]).toBe('Waiting for 2 deployments, at most 20m');
  expect(gate.annotations).toEqual([]);
  expect(gate.summary).toContain('| storefront | huawei-servicestage | **succeeded** |');
});

test('where one is rolled back the job fails, and a step knows which', async () => {
  const run = await play({ example, deploy: (emulator) => deployBoth(emulator, 'succeeded', 'rolledBack') });
  expect(outline(run.jobs), run.log).toEqual({
    deploy: [
      'failure',
      'success actions/checkout',
      'success ./deploy.sh',
      'failure OWNER/deploy-gate',
      'success echo "storefront was rolled back"',
      'success post OWNER/deploy-gate',
    ],
  });
  expect(run.exitCode).toBe(1);
  const gate = gateOf(run.jobs['deploy']);
  expect(gate.outputs).toMatchObject({
    state: 'rolled-back',
    states: '{"orders":"succeeded","storefront":"rolled-back"}',
  });
  expect(gate.annotations).toEqual([
    expect.stringMatching(/^error: rolled-back, 1 of 2 succeeded.*\nstorefront .*a rollback has undone cart/),
  ]);
});

test('where the deployment cannot be started nothing is waited for', async () => {
  const run = await play({ example, deploy: () => undefined });
  expect(outline(run.jobs), run.log).toEqual({
    deploy: [
      'failure',
      'success actions/checkout',
      'failure ./deploy.sh',
      'skipped OWNER/deploy-gate',
      'skipped echo "storefront was rolled back"',
    ],
  });
  expect(run.emulator.requests).toEqual([]);
});
