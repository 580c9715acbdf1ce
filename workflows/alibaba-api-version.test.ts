import { expect, test } from 'vitest';

import { type HistoryItem, inTurn } from '../test/emulator/index.ts';
import { aliyun } from './harness/aliyun.ts';
import { gateOf, outline } from './harness/outline.ts';
import { withPrograms } from './harness/programs.ts';
import { inWorld } from './harness/world.ts';

const OLDER = { HistoryVersion: '20211022134156663', Description: 'run 0-1', GroupId: 'group' };
const NEW = { HistoryVersion: '20211122155403834', GroupId: 'group' };

test.for([
  ['stays live', 'succeeded', 'success', 'ONLINE', 'OFFLINE'],
  ['is switched back', 'rolled-back', 'failure', 'OFFLINE', 'ONLINE'],
] as const)('a version that %s is %s, found by its description', ([, state, result, ours, older]) =>
  inWorld(async ({ emulator, run }) => {
    const called: unknown[] = [];
    const items = (description: string, status: string, other: string): readonly HistoryItem[] => [
      { ...NEW, Description: description, Status: status },
      { ...OLDER, Status: other },
    ];
    const cli = aliyun((operation, parameters) => {
      called.push([operation, parameters]);
      const description = parameters['Description'] ?? '';
      const live = items(description, 'ONLINE', 'OFFLINE');
      emulator.alibaba.versions('api', 'RELEASE', inTurn(live, live, items(description, ours, older)));
      return {};
    });
    const ran = await withPrograms({ aliyun: cli }, (programs) =>
      run({
        example: 'alibaba-api-version.yml',
        event: 'push',
        edits: [['settle: 2m', 'settle: 5s']],
        files: {},
        programs,
        vars: { SHOP_GROUP_ID: 'group', ORDERS_API_ID: 'api' },
      }),
    );
    expect(called, ran.log).toEqual([
      ['DeployApi', { GroupId: 'group', ApiId: 'api', StageName: 'RELEASE', Description: 'run 1-1' }],
    ]);
    expect(outline(ran.jobs)['publish']).toEqual([
      result,
      'success aliyun/setup-aliyun-cli-action',
      'success Publish',
      `${result} OWNER/deploy-gate`,
      'success post OWNER/deploy-gate',
    ]);
    expect(gateOf(ran.jobs['publish']).outputs).toMatchObject({ state, states: `{"orders":"${state}"}` });
  }),
);
