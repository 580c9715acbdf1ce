import { expect, test } from 'vitest';

import { record } from '../test/dist/entries.ts';
import { IAM_USER } from './harness/huawei-starts.ts';
import { gateOf, outline } from './harness/outline.ts';
import { inWorld, type World } from './harness/world.ts';

const START = 'codearts-deploy.cn-north-4.myhuaweicloud.com/v2/tasks/task/start';

test('the record id that the start answers is what the gate waits for', () =>
  inWorld(
    async ({ run }) => {
      const { jobs, log } = await run(deploy());
      expect(outline(jobs), log).toEqual({
        deploy: ['success', 'success Get a token', 'success Start', 'success OWNER/deploy-gate'],
      });
      expect(gateOf(jobs['deploy']).outputs).toMatchObject({ state: 'succeeded' });
      expect(JSON.parse(gateOf(jobs['deploy']).outputs['results'] ?? '')).toMatchObject([{ id: 'ours' }]);
      expect(log.match(/MIIfake\w+/g)).toBeNull();
    },
    {
      starts: (emulator) => ({
        [START]: () => {
          record(emulator, 'pending', 'succeeded');
          return { id: 'ours', task_id: 'task', job_name: 'job' };
        },
      }),
    },
  ));

test('without a token nothing is started', () =>
  inWorld(
    async ({ emulator, run }) => {
      const { jobs, log } = await run(deploy('somebody else'));
      expect(outline(jobs)['deploy'], log).toEqual([
        'failure',
        'failure Get a token',
        'skipped Start',
        'skipped OWNER/deploy-gate',
      ]);
      expect(emulator.requests).toEqual([]);
    },
    { starts: () => ({}) },
  ));

function deploy(user: string = IAM_USER.name): Parameters<World['run']>[0] {
  return {
    example: 'huawei-codearts-deploy.yml',
    event: 'push',
    files: {},
    vars: { HUAWEI_ACCOUNT: IAM_USER.account, HUAWEI_USER_NAME: user, INVOICES_TASK_ID: 'task' },
  };
}
