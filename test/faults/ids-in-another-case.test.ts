import { describe, it } from 'vitest';

import { type Entry, execution, job, lastExecution, record, release } from '../dist/entries.ts';
import { one, play } from '../dist/scene.ts';
import { type Emulator, inTurn } from '../emulator/index.ts';

type SetUp = (emulator: Emulator) => Entry;

const ofRecord =
  (ids: object): SetUp =>
  (e) => {
    const entry = record(e, 'running');
    const result = { record_id: 'ours', task_id: 'task', status: 'succeeded', ...ids };
    e.codearts.task('task', { records: { ours: inTurn(result) } });
    return entry;
  };

const ofTask =
  (ids: object): SetUp =>
  (e) =>
    lastExecution(e, inTurn({ ...execution('succeeded', 8), ...ids }), { 'after-release': '7' });

const ofPlan =
  (planIds: object, infoIds: object): SetUp =>
  (e) => {
    const entry = release(e, { status: 'SUCCESS', jobs: [] });
    const components = [{ component_id: 'cart', name: 'cart' }];
    e.servicestage.releasePlan('project', 'plan', {
      plan: inTurn({ id: 'plan', status: 'SUCCESS', components, ...planIds }),
      deployInfo: inTurn({ id: 'plan', components: [job('cart', 'SUCCEEDED')], ...infoIds }),
    });
    return entry;
  };

describe('row 102: ids of Huawei Cloud in another case → an error that shows both, in the third poll', () => {
  it.concurrent.for<readonly [what: string, both: string, requests: number, setUp: SetUp]>([
    ['a record', 'record_id "Ours" instead of "ours"', 3, ofRecord({ record_id: 'Ours' })],
    ['the task of a record', 'task_id "TASK" instead of "task"', 3, ofRecord({ task_id: 'TASK' })],
    ['a task', 'task_id "Task" instead of "task"', 3, ofTask({ task_id: 'Task' })],
    ['a plan', 'id "PLAN" instead of "plan"', 6, ofPlan({ id: 'PLAN' }, {})],
    ['its deployment', 'id "PLAN" instead of "plan"', 6, ofPlan({}, { id: 'PLAN' })],
  ])('%s', async ([, both, requests, setUp], { expect }) => {
    const step = await play((e) => one(setUp(e)));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    const [result] = JSON.parse(step.outputs['results'] ?? '');
    expect(result.reason).toContain(both);
    expect(step.emulator.requests).toHaveLength(requests);
  });

  it.concurrent('another record is not ours, up to the deadline', async ({ expect }) => {
    const step = await play((e) => one(ofRecord({ record_id: 'theirs' })(e), { timeout: '4s' }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    expect(step.outputs['results']).toContain('an answer about another task or execution');
  });
});
