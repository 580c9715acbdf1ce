import { expect, test } from 'vitest';

import { OVER, publishTask, UID } from '../test/dist/entries.ts';
import { aliyun, type Publish } from './harness/aliyun.ts';
import { gateOf, outline } from './harness/outline.ts';
import { withPrograms } from './harness/programs.ts';
import { inWorld, type World } from './harness/world.ts';

test('the operation id that the publish answers is what the gate waits for', () =>
  inWorld(async (world) => {
    const published: Parameters<Publish>[] = [];
    const run = await publish(world, (...call) => {
      published.push(call);
      publishTask(world.emulator, [OVER, { ...OVER, ApiUid: 'invoices-api' }]);
      return { OperationId: UID };
    });
    expect(outline(run.jobs), run.log).toEqual({
      publish: [
        'success',
        'success aliyun/setup-aliyun-cli-action',
        'success Publish',
        'success OWNER/deploy-gate',
        'success post OWNER/deploy-gate',
      ],
    });
    expect(published).toEqual([
      [
        'BatchDeployApis',
        {
          StageName: 'RELEASE',
          Description: 'run 1-1',
          'Api.1.GroupId': 'group',
          'Api.1.ApiUid': 'orders-api',
          'Api.2.GroupId': 'group',
          'Api.2.ApiUid': 'invoices-api',
        },
      ],
    ]);
    expect(gateOf(run.jobs['publish']).outputs).toMatchObject({ state: 'succeeded' });
    expect(JSON.parse(gateOf(run.jobs['publish']).outputs['results'] ?? '')).toMatchObject([{ id: UID }]);
  }));

test('an answer without an operation id fails the step, and nothing is waited for', () =>
  inWorld(async (world) => {
    const run = await publish(world, () => ({}));
    expect(outline(run.jobs), run.log).toEqual({
      publish: [
        'failure',
        'success aliyun/setup-aliyun-cli-action',
        'failure Publish',
        'skipped OWNER/deploy-gate',
      ],
    });
    expect(world.emulator.requests).toEqual([]);
  }));

function publish({ run }: World, answer: Publish): ReturnType<World['run']> {
  return withPrograms({ aliyun: aliyun(answer) }, (programs) =>
    run({
      example: 'alibaba-api-gateway.yml',
      event: 'push',
      files: {},
      programs,
      vars: { SHOP_GROUP_ID: 'group', ORDERS_API_ID: 'orders-api', INVOICES_API_ID: 'invoices-api' },
    }),
  );
}
