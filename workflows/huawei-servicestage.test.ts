import { expect, test } from 'vitest';

import { EXECUTED_AT, release } from '../test/dist/entries.ts';
import { STOREFRONT } from './harness/both.ts';
import { IAM_USER } from './harness/huawei-starts.ts';
import { gateOf, outline } from './harness/outline.ts';
import { inWorld, type World } from './harness/world.ts';

const EXECUTE = 'servicestage.cn-north-4.myhuaweicloud.com/v3/project/cas/release-plans/plan/execute';
test.for([
  ['ran before', 1_722_933_000_000, '1722933000000'],
  ['has never run', undefined, '0'],
] as const)('a release task that %s is started, and only what comes later counts', ([, before, last]) =>
  inWorld(
    async (world) => {
      const { jobs, log } = await start(world, before);
      expect(outline(jobs), log).toEqual({
        release: [
          'success',
          'success Get a token',
          'success Start',
          'success OWNER/deploy-gate',
          'success post OWNER/deploy-gate',
        ],
      });
      expect(jobs['release']?.steps.find(({ id }) => id === 'start')?.outputs).toEqual({
        'last-execution': last,
      });
      expect(gateOf(jobs['release']).outputs).toMatchObject({ state: 'succeeded' });
    },
    {
      starts: (emulator) => ({
        [EXECUTE]: () => {
          release(emulator, { ...STOREFRONT.succeeded, executedAt: EXECUTED_AT });
          return null;
        },
      }),
    },
  ),
);

test('a release task that cannot be started is not waited for', () =>
  inWorld(
    async (world) => {
      const { jobs, log } = await start(world, undefined);
      expect(outline(jobs)['release'], log).toEqual([
        'failure',
        'success Get a token',
        'failure Start',
        'skipped OWNER/deploy-gate',
      ]);
    },
    { starts: () => ({}) },
  ));

/** The plan that is there before, and failed if it ran. */
function start({ emulator, run }: World, executedAt: number | undefined): ReturnType<World['run']> {
  const plan = {
    id: 'plan',
    status: executedAt === undefined ? 'CREATED' : 'FAILED',
    execute_time: executedAt,
  };
  emulator.servicestage.releasePlan('project', 'plan', { plan: () => plan });
  return run({
    example: 'huawei-servicestage.yml',
    event: 'push',
    files: {},
    vars: {
      HUAWEI_ACCOUNT: IAM_USER.account,
      HUAWEI_USER_NAME: IAM_USER.name,
      HUAWEI_PROJECT_ID: 'project',
      STOREFRONT_PLAN_ID: 'plan',
    },
  });
}
