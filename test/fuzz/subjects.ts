import { readFileSync } from 'node:fs';

import { alibabaApiGateway } from '../../src/providers/alibaba-api-gateway.ts';
import { alibabaApiVersion } from '../../src/providers/alibaba-api-version.ts';
import { huaweiCodeartsDeploy } from '../../src/providers/huawei-codearts-deploy.ts';
import { huaweiServicestage } from '../../src/providers/huawei-servicestage.ts';
import type { Provider } from '../../src/providers/provider.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A provider, and real answers about one deployment of it: those that are bent and broken. */
export interface Subject {
  readonly provider: Provider;
  /** The same deployment, in each way that an entry may name it. */
  readonly entries: readonly Fields[];
  /** Whole bodies by operation, as a test server is told it: among them those of a success. */
  readonly bodies: (operation: string) => readonly string[];
  /** The fields that it reads. */
  readonly known: readonly string[];
  /** The word without which nothing has succeeded, at its key, and the others that may stand there. */
  readonly success: { readonly keys: string; readonly word: string; readonly others: readonly string[] };
}

const texts = (...bodies: readonly unknown[]): readonly string[] =>
  bodies.map((body) => JSON.stringify(body));

const seed = (name: string): Fields =>
  JSON.parse(readFileSync(new URL(`../seeds/${name}.json`, import.meta.url), 'utf8'));

const deployed = (...words: readonly (readonly [word: string, message: string])[]): unknown => ({
  RequestId: 'CA4B3261-F14A-5E33-8608-F75A1DF27AD4',
  DeployedResults: {
    DeployedResult: words.map(([DeployedStatus, ErrorMsg]) => ({
      ErrorMsg,
      StageName: 'RELEASE',
      GroupId: 'e8da6f6346184da9a30d0dc1888b1f3b',
      ApiUid: '0433c1cd84724923b7a4f9ca1cfc249c',
      DeployedStatus,
    })),
  },
});
const publish = texts(
  seed('alibaba-deploy-task'),
  deployed(['OVER', 'Success'], ['OVER', '']),
  deployed(['OVER', 'Success'], ['RUNNING', '']),
  deployed(['OVER', 'Failed'], ['OVER', 'Success'], ['CANCEL', '']),
);

const publishTask: Subject = {
  provider: alibabaApiGateway,
  entries: [{ 'operation-uid': '51524fb8f12846d694d0a1de9a0cf274' }],
  bodies: () => publish,
  known: ['DeployedResults', 'DeployedResult', 'ApiUid', 'StageName', 'DeployedStatus', 'ErrorMsg'],
  success: { keys: 'DeployedStatus', word: 'OVER', others: ['WAIT', 'RUNNING', 'FAIL', 'CANCEL', 'over'] },
};

const history = seed('alibaba-api-history');
const VERSION = {
  ApiId: history['ApiId'],
  StageName: history['StageName'],
  GroupId: history['GroupId'],
  HistoryVersion: history['HistoryVersion'],
  Description: history['Description'],
  DeployedTime: '2022-07-25T17:47:51Z',
};
const listed = (...items: readonly Fields[]): unknown => ({
  RequestId: 'r',
  TotalCount: items.length,
  PageNumber: 1,
  PageSize: 100,
  ApiHisItems: { ApiHisItem: items.map((item) => ({ ...VERSION, ...item })) },
});
const OLDER = { HistoryVersion: '20200101000000000', Description: 'before' };
const defined = { ...VERSION, Status: '200' };
const definitions = texts(history, defined, defined, defined);
const versions = texts(
  listed({ Status: 'ONLINE' }),
  listed({ Status: 'ONLINE' }, { ...OLDER, Status: 'OFFLINE' }),
  listed({ Status: 'OFFLINE' }, { ...OLDER, Status: 'ONLINE' }),
);

const version: Subject = {
  provider: alibabaApiVersion,
  entries: [
    { version: VERSION.HistoryVersion },
    { version: VERSION.HistoryVersion, 'group-id': VERSION.GroupId },
    { description: VERSION.Description, 'group-id': VERSION.GroupId },
  ].map((named) => ({ 'api-id': VERSION.ApiId, stage: VERSION.StageName, ...named })),
  bodies: (operation) => (operation === 'DescribeApiHistory' ? definitions : versions),
  known: [...Object.keys(VERSION), 'Status', 'TotalCount', 'ApiHisItems', 'ApiHisItem'],
  success: { keys: 'Status', word: 'ONLINE', others: ['OFFLINE', 'OFFLINE', '', 'Online'] },
};

const deployInfo = seed('servicestage-deploy-info');
const BEGUN = 1722933924000;
const job = (id: string, more: Fields = {}): Fields => ({
  id,
  name: `component ${id}`,
  status: 'RUNNING',
  job_status: 'SUCCEEDED',
  start_time: BEGUN + 1000,
  end_time: BEGUN + 9000,
  fail_message: null,
  rollback_job_status: null,
  rollback_start_time: 0,
  rollback_end_time: 0,
  rollback_fail_message: null,
  ...more,
});
const plan = (...ids: readonly unknown[]): Fields => ({
  id: deployInfo['id'],
  status: 'SUCCESS',
  fail_strategy: 'continue',
  execute_time: BEGUN,
  components: ids.map((id) => ({ component_id: id, name: `component ${id}` })),
});
const infos = texts(
  deployInfo,
  { id: deployInfo['id'], components: [job('a'), job('b')] },
  { id: deployInfo['id'], components: [job('a'), job('b', { job_status: 'RUNNING', end_time: 0 })] },
  { id: deployInfo['id'], components: [job('a', { rollback_job_status: 'SUCCEEDED' }), job('b')] },
);
const plans = texts(plan('df49e875-000c-4d69-8f45-c4f384549e1b'), plan('a', 'b'), {
  ...plan('a', 'b'),
  status: 'CREATED',
});

const release: Subject = {
  provider: huaweiServicestage,
  entries: [
    { 'release-plan-id': deployInfo['id'] },
    { 'release-plan-id': deployInfo['id'], 'after-execution': `${BEGUN - 1}` },
    { 'release-plan-id': deployInfo['id'], 'after-execution': '0' },
  ],
  bodies: (operation) => (operation.endsWith('/deploy-info') ? infos : plans),
  known: [...Object.keys(job('')), 'components', 'component_id', 'fail_strategy', 'execute_time'],
  success: {
    keys: 'job_status',
    word: 'SUCCEEDED',
    others: ['CREATED', 'RUNNING', 'FAILED', 'PARTIALLY_FAILED', 'CANCELLED', 'ROLLBACKING', 'ROLLBACKED'],
  },
};

const RECORD = '0a1b2c3d4e5f60718293a4b5c6d7e8f9';
const task = seed('codearts-task');
const last = (execution_state: string, release_id: unknown): unknown => ({
  task_id: task['task_id'],
  state: task['state'],
  release_id,
  execution_state,
  execution_time: '2021-05-17 11:26:58',
});
const record = (status: string): unknown => ({
  status: 'success',
  result: {
    status,
    record_id: RECORD,
    task_id: task['task_id'],
    step: 1,
    start_time: '2021-05-17 11:26:58',
    end_time: '2021-05-17 11:30:00',
  },
});
const lasts = texts(
  task,
  last('succeeded', 42),
  last('succeeded', '41'),
  last('running', 42),
  last('failed', 43),
);
const records = texts(record('succeeded'), record('running'), record('failed'));

const execution: Subject = {
  provider: huaweiCodeartsDeploy,
  entries: [{ 'record-id': RECORD }, { 'after-release': '41' }, { 'accept-last': 'true' }].map((which) => ({
    'task-id': task['task_id'],
    ...which,
  })),
  bodies: (operation) => (operation.endsWith('/state') ? records : lasts),
  known: [
    ...['task_id', 'execution_state', 'release_id', 'execution_time'],
    ...['status', 'result', 'record_id', 'step', 'start_time', 'end_time'],
  ],
  success: {
    keys: 'status|execution_state',
    word: 'succeeded',
    others: ['pending', 'not_executed', 'running', 'failed', 'timeout', 'abort', 'not_started', 'Succeeded'],
  },
};

export const SUBJECTS: readonly Subject[] = [publishTask, version, release, execution];
