import { huaweiServicestage } from '../../src/providers/huawei-servicestage.ts';
import { JOB_STATUS, PLAN_STATUS, ROLLBACK_JOB_STATUS } from '../../src/providers/servicestage-jobs.ts';
import type { Observation } from '../../src/task.ts';
import { json } from '../../test/providers/ask.ts';
import { type Fields, lookAt, MISSING, partOf, rowsOf, stateOf, UNKNOWN, wordsOf } from './look.ts';
import { table } from './markdown-table.ts';

/** What each word of a plan, a job and a rollback means, and what the jobs add up to. */
export async function releaseTables(): Promise<Readonly<Record<string, string>>> {
  const EXECUTED = 1_722_933_900_000;
  const component = (id: string, job_status: string, more: Fields = {}): Fields => ({
    id,
    name: id,
    status: 'RUNNING',
    job_status,
    start_time: EXECUTED,
    rollback_job_status: null,
    rollback_start_time: 0,
    rollback_end_time: 0,
    ...more,
  });
  const look = (status: string, components: readonly Fields[], more: Fields = {}): Promise<Observation> =>
    lookAt(huaweiServicestage, { 'release-plan-id': 'plan' }, (path) =>
      json(
        path.endsWith('/deploy-info')
          ? { id: 'plan', components }
          : {
              id: 'plan',
              status,
              fail_strategy: 'continue',
              execute_time: EXECUTED,
              components: [{ component_id: 'a' }, { component_id: 'b' }],
              ...more,
            },
      ),
    );
  const done = component('a', 'SUCCEEDED');
  const rolled = (id: string, rollback_job_status: string): Fields =>
    component(id, 'SUCCEEDED', { rollback_job_status });
  const jobs: readonly (readonly [said: string, components: readonly Fields[], plan?: Fields])[] = [
    ['`SUCCEEDED`, and a component of the plan has no job yet', [done]],
    ['`SUCCEEDED`, `RUNNING`', [done, component('b', 'RUNNING')]],
    ['`SUCCEEDED`, `SUCCEEDED`', [done, component('b', 'SUCCEEDED')]],
    [
      '`SUCCEEDED`, `SUCCEEDED`, and the `status` of a component is `FAILED`',
      [done, component('b', 'SUCCEEDED', { status: 'FAILED' })],
    ],
    ['`SUCCEEDED`, `FAILED`', [done, component('b', 'FAILED')]],
    [
      '`FAILED`, `RUNNING`, with `fail_strategy: stop`',
      [component('a', 'FAILED'), component('b', 'RUNNING')],
      { fail_strategy: 'stop' },
    ],
    [
      '`FAILED`, `RUNNING`, with `fail_strategy: continue`',
      [component('a', 'FAILED'), component('b', 'RUNNING')],
    ],
    ['`FAILED`, and a component of the plan has no job yet', [component('a', 'FAILED')]],
    ['`SUCCEEDED`, `CANCELLED`', [done, component('b', 'CANCELLED')]],
    [
      '`SUCCEEDED`, `SUCCEEDED`, one of which began before this execution',
      [done, component('b', 'SUCCEEDED', { start_time: EXECUTED - 60_000 })],
    ],
    ['`FAILED`, `CANCELLED`', [component('a', 'FAILED'), component('b', 'CANCELLED')]],
    ['`SUCCEEDED`, rollback `SUCCEEDED`', [done, rolled('b', 'SUCCEEDED')]],
    ['rollback `SUCCEEDED`, rollback `RUNNING`', [rolled('a', 'SUCCEEDED'), rolled('b', 'RUNNING')]],
    ['rollback `FAILED`, rollback `RUNNING`', [rolled('a', 'FAILED'), rolled('b', 'RUNNING')]],
  ];
  return {
    'plan of a release': table(
      ['`status` of the plan', 'and', 'the task is'],
      await rowsOf<readonly Fields[]>(
        [
          ...wordsOf(PLAN_STATUS),
          [
            'a word with `ROLLBACK`, `ROLLING_BACK` or the like',
            'ROLLBACKING',
            'ROLLING_BACK',
            'Rolling back',
          ],
          MISSING,
          ['any other word', UNKNOWN],
        ],
        [
          ['no component has a job yet', []],
          ['every component of it has a job that `SUCCEEDED`', [done, component('b', 'SUCCEEDED')]],
          ['every job `SUCCEEDED`, but a component of it has none yet', [done]],
          ['a job is `RUNNING`', [done, component('b', 'RUNNING')]],
        ],
        async (word, components) => stateOf(await look(word, components)),
      ),
    ),
    'jobs of a release': table(
      ['`job_status`', 'the component is'],
      await rowsOf([...wordsOf(JOB_STATUS), MISSING, ['any other word', UNKNOWN]], [['', {}]], async (word) =>
        partOf(await look(UNKNOWN, [component('a', word)])),
      ),
    ),
    'rollbacks of a release': table(
      ['`rollback_job_status`', 'and', 'the component is'],
      await rowsOf<Fields>(
        [...wordsOf(ROLLBACK_JOB_STATUS), ['null', ''], ['any other word', UNKNOWN]],
        [
          ['`job_status` is `SUCCEEDED`, and the times of a rollback are 0', {}],
          ['`job_status` is `SUCCEEDED`, and a rollback has a time', { rollback_start_time: EXECUTED }],
        ],
        async (word, times) =>
          partOf(
            await look(UNKNOWN, [
              component('a', 'SUCCEEDED', { rollback_job_status: word === '' ? null : word, ...times }),
            ]),
          ),
      ),
    ),
    'parts of a release': table(
      ['jobs', 'the task is'],
      await Promise.all(
        jobs.map(async ([said, components, plan]) => [said, stateOf(await look('', components, plan))]),
      ),
    ),
  };
}
