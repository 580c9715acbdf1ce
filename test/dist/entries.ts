import { type DeployedResult, type Emulator, type Frame, inTurn, type Scene } from '../emulator/index.ts';

/** One entry of each provider, and how its deployment is set up on the emulator. */

/** An entry of `tasks`. */
export type Entry = Readonly<Record<string, string>>;
/** Sets up a deployment on the emulator, and gives the entry that watches it. */
export type Make = (emulator: Emulator) => Entry;
type Frames<T> = readonly [Frame<T>, ...Frame<T>[]];

export const UID = '51524fb8f12846d694d0a1de9a0cf274';
export const OURS = '20211122155403834';
export const OLDER = '20211022134156663';
export const NEWER = '20211222155403834';

/** A publish task: each frame is one look's list. */
export function publishTask(emulator: Emulator, ...frames: Frames<readonly DeployedResult[]>): Entry {
  emulator.alibaba.publishTask(UID, inTurn(...frames));
  return {
    provider: 'alibaba-api-gateway',
    name: 'publish',
    'operation-uid': UID,
    endpoint: emulator.alibaba.endpoint,
  };
}

/** One API of a publish task. */
export function deployed(DeployedStatus: string, ErrorMsg = ''): DeployedResult {
  return { ApiUid: 'api', StageName: 'RELEASE', GroupId: 'group', DeployedStatus, ErrorMsg };
}
export const OVER = deployed('OVER', 'Success. Request Success.');

type Items = readonly { readonly HistoryVersion: string; readonly Status: string }[];

/** A version of an API: each frame is one look's list of versions. */
export function version(emulator: Emulator, ...frames: Frames<Items>): Entry {
  emulator.alibaba.versions('api', 'RELEASE', inTurn(...frames));
  return {
    provider: 'alibaba-api-version',
    'api-id': 'api',
    stage: 'RELEASE',
    version: OURS,
    endpoint: emulator.alibaba.endpoint,
  };
}
export const item = (HistoryVersion: string, Status: string): Items[number] => ({ HistoryVersion, Status });

export const EXECUTED_AT = 1_722_933_924_000;

/** The jobs of a release that has succeeded. */
export const DEPLOYED = [job('cart', 'SUCCEEDED'), job('search', 'SUCCEEDED')];

/** What one look at a release task sees. */
export interface Release {
  readonly status: string;
  readonly jobs: readonly Readonly<Record<string, unknown>>[];
  readonly strategy?: string;
  /** `execute_time` of the plan, in epoch ms. */
  readonly executedAt?: number;
}

/** A release task of two components: each frame is one look's plan and its jobs. */
export function release(emulator: Emulator, ...frames: readonly [Release, ...Release[]]): Entry {
  const named = ['cart', 'search'].map((name) => ({ component_id: name, name }));
  const [first, ...rest] = frames;
  const plan = ({ status, strategy = 'continue', executedAt = EXECUTED_AT }: Release): object => ({
    id: 'plan',
    status,
    fail_strategy: strategy,
    execute_time: executedAt,
    components: named,
  });
  const info = ({ jobs }: Release): object => ({ id: 'plan', components: jobs });
  emulator.servicestage.releasePlan('project', 'plan', {
    plan: inTurn(plan(first), ...rest.map(plan)),
    deployInfo: inTurn(info(first), ...rest.map(info)),
  });
  return {
    provider: 'huawei-servicestage',
    name: 'shop',
    'release-plan-id': 'plan',
    endpoint: emulator.servicestage.endpoint,
  };
}

/** A component's job, as deploy-info lists it. */
export function job(id: string, job_status: string, more: object = {}): Readonly<Record<string, unknown>> {
  return {
    id,
    name: id,
    status: 'RUNNING',
    job_status,
    start_time: 1_722_933_924_962,
    end_time: null,
    rollback_job_status: null,
    rollback_start_time: 0,
    rollback_end_time: 0,
    fail_message: null,
    rollback_fail_message: null,
    ...more,
  };
}

/** A deployment by its record: each frame is one look's status. */
export function record(emulator: Emulator, ...statuses: readonly [string, ...string[]]): Entry {
  const result = (status: string): object => ({ record_id: 'ours', task_id: 'task', status });
  const [first, ...rest] = statuses;
  emulator.codearts.task('task', { records: { ours: inTurn(result(first), ...rest.map(result)) } });
  return {
    provider: 'huawei-codearts-deploy',
    name: 'web',
    'task-id': 'task',
    'record-id': 'ours',
    endpoint: emulator.codearts.endpoint,
  };
}

/** A deployment by the last execution of its task. */
export function lastExecution(emulator: Emulator, last: Scene<object>, which: Entry): Entry {
  emulator.codearts.task('task', { last });
  return {
    provider: 'huawei-codearts-deploy',
    name: 'web',
    'task-id': 'task',
    ...which,
    endpoint: emulator.codearts.endpoint,
  };
}
export const execution = (execution_state: string, release_id: number): object => ({
  task_id: 'task',
  execution_state,
  release_id,
});
