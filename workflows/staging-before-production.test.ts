import { expect, test } from 'vitest';

import { type HistoryItem, inTurn } from '../test/emulator/index.ts';
import { gateOf, outline } from './harness/outline.ts';
import { type Played, play } from './harness/play.ts';

const OLDER = { HistoryVersion: '20211022134156663', Description: 'run 0-1' };
const NEW = { HistoryVersion: '20211122155403834' };

test('a version that stays live on staging is deployed to production', async () => {
  const run = await stageAndDeploy();
  expect(outline(run.jobs), run.log).toEqual({
    staging: [
      'success',
      'success actions/checkout',
      'success ./deploy.sh PRE "$DESCRIPTION"',
      'success OWNER/deploy-gate',
      'success post OWNER/deploy-gate',
    ],
    production: ['success', 'success actions/checkout', 'success ./deploy.sh RELEASE "$DESCRIPTION"'],
  });
  expect(run.exitCode).toBe(0);
  expect(gateOf(run.jobs['staging']).outputs['state']).toBe('succeeded');
  expect(run.deployments).toEqual([
    ['PRE', 'run 1-1'],
    ['RELEASE', 'run 1-1'],
  ]);
});

test('a version that is rolled back on staging is not deployed to production', async () => {
  const run = await stageAndDeploy((description) => [
    { ...NEW, Status: 'OFFLINE', Description: description },
    { ...OLDER, Status: 'ONLINE' },
  ]);
  expect(outline(run.jobs), run.log).toEqual({
    staging: [
      'failure',
      'success actions/checkout',
      'success ./deploy.sh PRE "$DESCRIPTION"',
      'failure OWNER/deploy-gate',
      'success post OWNER/deploy-gate',
    ],
    production: ['skipped'],
  });
  expect(run.exitCode).toBe(1);
  expect(gateOf(run.jobs['staging']).outputs).toMatchObject({
    state: 'rolled-back',
    states: '{"orders":"rolled-back"}',
  });
  expect(run.deployments).toEqual([['PRE', 'run 1-1']]);
});

/** The version that is deployed is live; and after a second look, what `later` gives. */
function stageAndDeploy(later?: (description: string) => readonly HistoryItem[]): Promise<Played> {
  return play({
    example: 'staging-before-production.yml',
    vars: { ORDERS_API_ID: 'api', ORDERS_GROUP_ID: 'group' },
    edits: [['settle: 2m', 'settle: 5s']],
    deploy: (emulator, [stage = '', description = '']) => {
      const grouped = (items: readonly HistoryItem[]) => items.map((item) => ({ ...item, GroupId: 'group' }));
      const live = grouped([
        { ...NEW, Status: 'ONLINE', Description: description },
        { ...OLDER, Status: 'OFFLINE' },
      ]);
      const end = later === undefined ? live : grouped(later(description));
      emulator.alibaba.versions('api', stage, inTurn(live, live, end));
      return {};
    },
  });
}
