/** Rollouts that traces are recorded of: what the clouds say over time, and the inputs of the step that waits. */

import { readFileSync } from 'node:fs';

import { deployed, item, job, OLDER, OURS, UID } from '../dist/entries.ts';
import { type Emulator, type Frame, faults, literal, overTime } from '../emulator/index.ts';

/** One rollout, or one example answer of a vendor. */
export interface Rollout {
  /** What happens, as the name of a file says it. */
  readonly what: string;
  /** The verdict that it must end in. */
  readonly state: string;
  /** Sets it up, and gives the entry of `tasks`. */
  readonly setUp: (emulator: Emulator, elapsed: () => number) => Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, string>>;
}

/** A frame, and the minutes since the first request from which on it is given. */
type Timeline<T> = readonly (readonly [minutes: number, frame: Frame<T>])[];
/** What a rollout sets up, given the emulator and the time. */
type SetUp = Rollout['setUp'];

function play<T>(timeline: Timeline<T>, elapsed: () => number): () => Frame<T> {
  return overTime(
    timeline.map(([minutes, frame]) => [minutes * 60_000, frame] as const),
    elapsed,
  );
}

const publishTask =
  (timeline: Timeline<readonly ReturnType<typeof deployed>[]>): SetUp =>
  ({ alibaba }, elapsed) => {
    alibaba.publishTask(UID, play(timeline, elapsed));
    return {
      provider: 'alibaba-api-gateway',
      name: 'orders',
      'operation-uid': UID,
      endpoint: alibaba.endpoint,
    };
  };

const API = 'bebf996e4b3d445d83078094b72b0d91';
const version =
  (timeline: Timeline<readonly ReturnType<typeof item>[]>): SetUp =>
  ({ alibaba }, elapsed) => {
    alibaba.versions(API, 'RELEASE', play(timeline, elapsed));
    return {
      provider: 'alibaba-api-version',
      name: 'payments',
      'api-id': API,
      stage: 'RELEASE',
      version: OURS,
      endpoint: alibaba.endpoint,
    };
  };

const PLAN = '716eda33-dbc6-47f3-953f-29119edd5e5c';
const PROJECT = '0a6f2c81b3d74e5f9c40e8d1725ba396';
const EXECUTED_AT = Date.parse('2026-03-02T08:59:30Z');
interface Look {
  readonly plan: string;
  readonly jobs: readonly object[];
}
const component = (id: string, status: string, more: object = {}): object =>
  job(id, status, { start_time: EXECUTED_AT + 1_000, ...more });
const release =
  (timeline: Timeline<Look>): SetUp =>
  ({ servicestage }, elapsed) => {
    const planOf = ({ plan }: Look): object => ({
      id: PLAN,
      status: plan,
      fail_strategy: 'stop',
      execute_time: EXECUTED_AT,
      components: ['cart', 'search'].map((name) => ({ component_id: name, name })),
    });
    const half = (read: (look: Look) => object): (() => Frame<object>) => {
      const now = play(timeline, elapsed);
      return () => {
        const look = now();
        return look !== undefined && 'plan' in look ? read(look) : look;
      };
    };
    servicestage.releasePlan(PROJECT, PLAN, {
      plan: half(planOf),
      deployInfo: half(({ jobs }) => ({ id: PLAN, components: jobs })),
    });
    return {
      provider: 'huawei-servicestage',
      name: 'storefront',
      'project-id': PROJECT,
      'release-plan-id': PLAN,
      endpoint: servicestage.endpoint,
    };
  };

const TASK = 'd2dc947ec2424d8789bb3984bb3adf45';
const RECORD = '7f3c0e7bd0f64b0d9a3e5b1c2d4f6a80';
const execution =
  (timeline: Timeline<string>, last: Timeline<object> = []): SetUp =>
  ({ codearts }, elapsed) => {
    const state = play(timeline, elapsed);
    codearts.task(TASK, {
      last: play(last, elapsed),
      records: {
        [RECORD]: () => {
          const said = state();
          return typeof said === 'string' ? { record_id: RECORD, task_id: TASK, status: said } : said;
        },
      },
    });
    return {
      provider: 'huawei-codearts-deploy',
      name: 'invoices',
      'task-id': TASK,
      'record-id': RECORD,
      endpoint: codearts.endpoint,
    };
  };
const lastOf = (execution_state: string, release_id: number): object => ({
  task_id: TASK,
  execution_state,
  release_id,
});

const OVER = deployed('OVER', 'Success. Request Success.');
const LONG = { timeout: '2h' };
const SHORT = { timeout: '10m' };

const rollouts: readonly Rollout[] = [
  {
    what: 'publish-task-long-wait',
    state: 'succeeded',
    setUp: publishTask([
      [0, [deployed('WAIT'), deployed('WAIT')]],
      [3, [deployed('RUNNING'), deployed('WAIT')]],
      [31, faults.alibabaError('Throttling.User', 400, { 'x-acs-retry-after': '2000' })],
      [32, [OVER, deployed('RUNNING')]],
      [68, [OVER, OVER]],
    ]),
    inputs: LONG,
  },
  {
    what: 'publish-task-part-failed',
    state: 'failed',
    setUp: publishTask([
      [0, [deployed('RUNNING'), deployed('RUNNING')]],
      [4, [OVER, deployed('RUNNING')]],
      [9, [OVER, deployed('FAIL', 'The quota of APIs is used up.')]],
    ]),
  },
  {
    what: 'publish-task-unknown-word',
    state: 'timed-out',
    setUp: publishTask([
      [0, [deployed('WAIT')]],
      [2, [deployed('SCHEDULING')]],
    ]),
    inputs: SHORT,
  },
  {
    what: 'api-version-long-wait',
    state: 'succeeded',
    setUp: version([
      [0, []],
      [48, [item(OURS, 'OFFLINE'), item(OLDER, 'ONLINE')]],
      [49, [item(OURS, 'ONLINE'), item(OLDER, 'OFFLINE')]],
    ]),
    inputs: { ...LONG, 'not-found-grace': '1h' },
  },
  {
    what: 'api-version-switched-back',
    state: 'rolled-back',
    setUp: version([
      [0, [item(OURS, 'ONLINE'), item(OLDER, 'OFFLINE')]],
      [4, [item(OURS, 'OFFLINE'), item(OLDER, 'ONLINE')]],
    ]),
    inputs: { settle: '10m' },
  },
  {
    what: 'api-version-unknown-word',
    state: 'timed-out',
    setUp: version([[0, [item(OURS, 'SWITCHING'), item(OLDER, 'ONLINE')]]]),
    inputs: SHORT,
  },
  {
    what: 'release-task-long-wait',
    state: 'succeeded',
    setUp: release([
      [0, { plan: 'CREATED', jobs: [component('cart', 'CREATED', { start_time: null })] }],
      [2, { plan: 'RELEASING', jobs: [component('cart', 'RUNNING')] }],
      [25, faults.httpError(503, 'Service Unavailable', { 'retry-after': '5' })],
      [26, { plan: 'RELEASING', jobs: [component('cart', 'SUCCEEDED'), component('search', 'RUNNING')] }],
      [55, { plan: 'SUCCESS', jobs: [component('cart', 'SUCCEEDED'), component('search', 'SUCCEEDED')] }],
    ]),
    inputs: LONG,
  },
  {
    what: 'release-task-rolled-back',
    state: 'rolled-back',
    setUp: release([
      [0, { plan: 'RELEASING', jobs: [component('cart', 'RUNNING')] }],
      [6, { plan: 'RELEASING', jobs: [component('cart', 'SUCCEEDED'), component('search', 'RUNNING')] }],
      [
        8,
        {
          plan: 'ROLLBACK',
          jobs: [
            component('cart', 'SUCCEEDED', { rollback_job_status: 'RUNNING' }),
            component('search', 'FAILED', { fail_message: 'The health check failed.' }),
          ],
        },
      ],
      [
        11,
        {
          plan: 'ROLLBACK_SUCCEED',
          jobs: [
            component('cart', 'SUCCEEDED', { rollback_job_status: 'SUCCEEDED' }),
            component('search', 'FAILED', { rollback_job_status: 'SUCCEEDED' }),
          ],
        },
      ],
    ]),
  },
  {
    what: 'release-task-unknown-word',
    state: 'timed-out',
    setUp: release([
      [0, { plan: 'RELEASING', jobs: [component('cart', 'RUNNING')] }],
      [3, { plan: 'SUSPENDED', jobs: [component('cart', 'PAUSED')] }],
    ]),
    inputs: SHORT,
  },
  {
    what: 'deployment-long-wait',
    state: 'succeeded',
    setUp: execution([
      [0, 'pending'],
      [7, 'running'],
      [71, 'succeeded'],
    ]),
    inputs: LONG,
  },
  {
    what: 'deployment-superseded',
    state: 'superseded',
    setUp: execution(
      [
        [0, 'running'],
        [5, 'succeeded'],
      ],
      [
        [0, lastOf('succeeded', 8)],
        [8, lastOf('running', 9)],
      ],
    ),
    inputs: { settle: '10m' },
  },
  {
    what: 'deployment-failed',
    state: 'failed',
    setUp: execution([
      [0, 'running'],
      [12, 'failed'],
    ]),
  },
  {
    what: 'deployment-unknown-word',
    state: 'timed-out',
    setUp: execution([
      [0, 'pending'],
      [1, 'approving'],
    ]),
    inputs: SHORT,
  },
];

const seed = (name: string): ReturnType<typeof literal> =>
  literal(readFileSync(new URL(`../seeds/${name}`, import.meta.url), 'utf8'));
const HISTORY_VERSION = '20211022134156663';
const MINUTE = { timeout: '1m' };

/** The vendors' example answers, each as the one look that the gate needs. */
const examples: readonly Rollout[] = [
  {
    what: 'example-publish-task',
    state: 'succeeded',
    setUp: publishTask([[0, seed('alibaba-deploy-task.json')]]),
  },
  {
    what: 'example-api-version',
    state: 'succeeded',
    setUp: ({ alibaba }) => {
      alibaba.versions(API, 'RELEASE', {
        history: () => seed('alibaba-api-history.json'),
        list: () => [item(HISTORY_VERSION, 'ONLINE')],
      });
      return {
        provider: 'alibaba-api-version',
        'api-id': API,
        stage: 'RELEASE',
        version: HISTORY_VERSION,
        endpoint: alibaba.endpoint,
      };
    },
  },
  {
    what: 'example-release-task',
    state: 'succeeded',
    setUp: ({ servicestage }) => {
      const component_id = 'df49e875-000c-4d69-8f45-c4f384549e1b';
      servicestage.releasePlan(PROJECT, PLAN, {
        deployInfo: () => seed('servicestage-deploy-info.json'),
        plan: () => ({ id: PLAN, status: 'SUCCESS', components: [{ component_id, name: 'sch', seq: '1' }] }),
      });
      return {
        provider: 'huawei-servicestage',
        'project-id': PROJECT,
        'release-plan-id': PLAN,
        endpoint: servicestage.endpoint,
      };
    },
  },
  {
    what: 'example-deployment-without-execution',
    state: 'timed-out',
    setUp: ({ codearts }) => {
      codearts.task(TASK, { last: () => seed('codearts-task.json') });
      return {
        provider: 'huawei-codearts-deploy',
        'task-id': TASK,
        'accept-last': 'true',
        endpoint: codearts.endpoint,
      };
    },
    inputs: MINUTE,
  },
];

/** All that traces are recorded of. */
export const ROLLOUTS: readonly Rollout[] = [...examples, ...rollouts];
