import { expect, it } from 'vitest';

import { alibabaApiVersion } from '../../src/providers/alibaba-api-version.ts';
import { huaweiCodeartsDeploy } from '../../src/providers/huawei-codearts-deploy.ts';
import { huaweiServicestage } from '../../src/providers/huawei-servicestage.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { json, type Server, watchOne } from './ask.ts';

interface Fields {
  readonly [field: string]: unknown;
}

const RECORD = { 'task-id': 'task', 'record-id': 'ours' };
const LAST = { 'task-id': 'task', 'accept-last': 'true' };
const PLAN = { 'release-plan-id': 'plan', 'project-id': 'project' };
const VERSION = { 'api-id': 'api', stage: 'RELEASE', version: 'v1' };
const DESCRIBED = { 'api-id': 'api', stage: 'RELEASE', description: 'run 42', 'group-id': 'group' };
const record = (record_id: string, task_id: string) => ({
  status: 'success',
  result: { record_id, task_id, status: 'succeeded' },
});
const release =
  (planId: string, infoId: string): Server =>
  (path) =>
    json(path.endsWith('/deploy-info') ? { id: infoId, components: [] } : { id: planId, status: 'SUCCESS' });
const versions =
  (history: Fields, listed: Fields): Server =>
  (operation) =>
    json(
      operation === 'DescribeApiHistory'
        ? { ApiId: 'api', StageName: 'RELEASE', HistoryVersion: 'v1', GroupId: 'group', ...history }
        : {
            TotalCount: 1,
            ApiHisItems: {
              ApiHisItem: [
                { ApiId: 'api', StageName: 'RELEASE', HistoryVersion: 'v1', Status: 'ONLINE', ...listed },
              ],
            },
          },
    );

it.each<[what: string, provider: Provider, fields: Fields, server: Server, reason: string]>([
  [
    'a record',
    huaweiCodeartsDeploy,
    RECORD,
    () => json(record('OURS', 'task')),
    'ShowTaskState has record_id "OURS" instead of "ours"',
  ],
  [
    'the task of a record',
    huaweiCodeartsDeploy,
    RECORD,
    () => json(record('ours', 'Task')),
    'ShowTaskState has task_id "Task" instead of "task"',
  ],
  [
    'the task',
    huaweiCodeartsDeploy,
    LAST,
    () => json({ task_id: 'TASK', release_id: 1, execution_state: 'succeeded' }),
    'ShowDeployTaskDetail has task_id "TASK" instead of "task"',
  ],
  ['a plan', huaweiServicestage, PLAN, release('Plan', 'plan'), 'the plan has id "Plan" instead of "plan"'],
  [
    'its deployment',
    huaweiServicestage,
    PLAN,
    release('plan', 'PLAN'),
    'deploy-info has id "PLAN" instead of "plan"',
  ],
  [
    'an API',
    alibabaApiVersion,
    VERSION,
    versions({ ApiId: 'API' }, {}),
    'DescribeApiHistory has ApiId "API" instead of "api"',
  ],
  [
    'a version',
    alibabaApiVersion,
    VERSION,
    versions({ HistoryVersion: 'V1' }, {}),
    'DescribeApiHistory has HistoryVersion "V1" instead of "v1"',
  ],
  [
    'a version of the list',
    alibabaApiVersion,
    VERSION,
    versions({}, { HistoryVersion: 'V1' }),
    'DescribeApiHistories has HistoryVersion "V1" instead of "v1"',
  ],
  [
    'a stage of the list',
    alibabaApiVersion,
    DESCRIBED,
    versions({}, { StageName: 'release' }),
    'DescribeApiHistories has StageName "release" instead of "RELEASE"',
  ],
])(
  'an ID in another case is named after three polls: %s',
  async (_what, provider, fields, server, reason) => {
    const look = watchOne(provider, fields, server);
    for (let poll = 1; poll <= 2; poll += 1) {
      const seen = await look();
      expect(seen.kind === 'seen' ? seen.state : seen.kind).not.toBe('succeeded');
      expect(seen.kind).not.toBe('refused');
    }
    expect(await look()).toMatchObject({ kind: 'refused', reason: expect.stringContaining(reason) });
  },
);

it.each<[provider: Provider, fields: Fields, field: string, hint: string]>([
  [alibabaApiVersion, DESCRIBED, 'group-id', 'give the GroupId of the API'],
  [huaweiCodeartsDeploy, RECORD, 'record-id', 'give the id in the answer of the start call'],
  [huaweiServicestage, PLAN, 'project-id', 'give the id of the project in its region'],
  [
    huaweiServicestage,
    { ...PLAN, 'after-execution': '1' },
    'after-execution',
    "Give the plan's execute_time from before the start",
  ],
])('%o says what to give', (provider, fields, field, hint) => {
  const wrong: string[] = [];
  const given = { ...fields, [field]: field === 'after-execution' ? '17' : 'a b' };
  provider.read(given, { projectId: () => undefined }, (name, message) => wrong.push(`${name}: ${message}`));
  expect(wrong).toEqual([expect.stringMatching(new RegExp(`^${field}: .*${hint}`))]);
});
