import { expect, test } from 'vitest';

import { execution } from '../test/dist/entries.ts';
import { inTurn } from '../test/emulator/index.ts';
import { IAM_USER } from './harness/huawei-starts.ts';
import { gateOf, outline } from './harness/outline.ts';
import { inWorld, type World } from './harness/world.ts';

const START = 'codearts-deploy.cn-north-4.myhuaweicloud.com/v2/tasks/task/start';

test('the record id that the start answers is what the gate waits for', () =>
  inWorld(
    async ({ run }) => {
      const { jobs, log } = await run(deploy());
      expect(outline(jobs), log).toEqual({
        deploy: [
          'success',
          'success Get a token',
          'success Start',
          'success OWNER/deploy-gate',
          'success post OWNER/deploy-gate',
        ],
      });
      expect(gateOf(jobs['deploy']).outputs).toMatchObject({ state: 'succeeded' });
      expect(JSON.parse(gateOf(jobs['deploy']).outputs['results'] ?? '')).toMatchObject([{ id: 'ours' }]);
      expect(log.match(/MIIfake\w+/g)).toBeNull();
    },
    {
      starts: (emulator) => ({
        [START]: () => {
          emulator.codearts.task('task', {
            records: { ours: inTurn(ours('pending'), ours('succeeded')) },
            last: inTurn(execution('pending', 42), execution('succeeded', 42)),
          });
          return { id: 'ours', task_id: 'task', job_name: 'job' };
        },
      }),
    },
  ));

test('a rollback, which is a new execution, keeps it from being a success', () =>
  inWorld(
    async ({ run }) => {
      const { jobs, log } = await run(deploy());
      expect(jobs['deploy']?.result, log).toBe('failure');
      expect(gateOf(jobs['deploy']).outputs).toMatchObject({ state: 'superseded' });
    },
    {
      starts: (emulator) => ({
        [START]: () => {
          emulator.codearts.task('task', {
            records: { ours: inTurn(ours('running'), ours('succeeded')) },
            last: inTurn(execution('running', 42), execution('succeeded', 42), execution('running', 43)),
          });
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

const ours = (status: string): object => ({ record_id: 'ours', task_id: 'task', status });

function deploy(user: string = IAM_USER.name): Parameters<World['run']>[0] {
  return {
    example: 'huawei-codearts-deploy.yml',
    event: 'push',
    edits: [['settle: 2m', 'settle: 3s']],
    files: {},
    vars: { HUAWEI_ACCOUNT: IAM_USER.account, HUAWEI_USER_NAME: user, INVOICES_TASK_ID: 'task' },
  };
}
