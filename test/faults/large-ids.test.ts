import { describe, it } from 'vitest';

import { item, job, lastExecution, OURS, record, release, version } from '../dist/entries.ts';
import { type Played, play } from '../dist/scene.ts';
import { faults, inTurn, literal } from '../emulator/index.ts';

/** Ids that a floating-point number rounds. */
const ID = '12345678901234567890';
const RELEASE_ID = '123456789012345678';
const NEXT_RELEASE_ID = '123456789012345679';
/** Ids that are what their next ones are rounded to. */
const ROUND = '12345678901234567000';
const AFTER_ROUND = '12345678901234567001';
const ROUND_VERSION = '20211122155403836';
const AFTER_ROUND_VERSION = '20211122155403837';

describe('row 11: a number that is no exact JavaScript number, as an id → kept to the last digit', () => {
  const plan = (id: string, answered: string): Promise<Played> =>
    play((e) => {
      const entry = release(e, { status: 'x', jobs: [job('cart', 'SUCCEEDED')] });
      const plans = `{"id":${answered},"status":"SUCCESS","components":[{"component_id":"cart"}]}`;
      const info = `{"id":${answered},"components":[{"id":"cart","job_status":"SUCCEEDED"}]}`;
      e.servicestage.releasePlan('project', id, {
        plan: () => literal(plans),
        deployInfo: () => literal(info),
      });
      return { tasks: [{ ...entry, 'release-plan-id': id }], inputs: { timeout: '2s' } };
    });

  it.concurrent('the id of a release task is ours', async ({ expect }) => {
    const step = await plan(ID, ID);
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(JSON.parse(step.outputs['results'] ?? '')).toMatchObject([{ id: ID }]);
  });

  it.concurrent('the id of a release task is the next one: not ours', async ({ expect }) => {
    const step = await plan(ROUND, AFTER_ROUND);
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    expect(step.outputs['results']).toContain('another release task');
  });

  it.concurrent('the number of an execution is the one after the last', async ({ expect }) => {
    const last = (number: string, state: string): ReturnType<typeof literal> =>
      literal(`{"task_id":"task","execution_state":"${state}","release_id":${number}}`);
    const step = await play((e) => ({
      tasks: [
        lastExecution(e, inTurn(last(RELEASE_ID, 'failed'), last(NEXT_RELEASE_ID, 'succeeded')), {
          'after-release': RELEASE_ID,
        }),
      ],
    }));
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(step.outputs['results']).toContain(`execution ${NEXT_RELEASE_ID}`);
  });

  it.concurrent('the number of an execution is the one before: not ours', async ({ expect }) => {
    const last = `{"task_id":"task","execution_state":"succeeded","release_id":${RELEASE_ID}}`;
    const step = await play((e) => ({
      tasks: [lastExecution(e, () => literal(last), { 'after-release': RELEASE_ID })],
      inputs: { timeout: '2s' },
    }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    expect(step.outputs['results']).toContain(`number ${RELEASE_ID}`);
  });

  /** A version whose number is a bare number in the answers. */
  const bareVersion = (wanted: string, live: string): Promise<Played> =>
    play((e) => {
      const entry = version(e, [item(OURS, 'ONLINE')]);
      const about = (number: string): string =>
        `{"ApiId":"api","StageName":"RELEASE","GroupId":"group","HistoryVersion":${number},"Status":"ONLINE"}`;
      e.rules.hook = ({ operation }) =>
        operation === 'DescribeApiHistory'
          ? faults.httpError(200, about(wanted))
          : faults.httpError(200, `{"ApiHisItems":{"ApiHisItem":[${about(live)}]}}`);
      return { tasks: [{ ...entry, version: wanted }], inputs: { timeout: '2s', 'not-found-grace': '1s' } };
    });

  it.concurrent('the version that is live is ours', async ({ expect }) => {
    expect(await bareVersion(OURS, OURS)).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
  });

  it.concurrent('the version that is live is the next one: not ours', async ({ expect }) => {
    const step = await bareVersion(ROUND_VERSION, AFTER_ROUND_VERSION);
    expect(step.exitCode).toBe(1);
    expect(step.outputs['state']).not.toBe('succeeded');
  });

  it.concurrent('an id in the list of tasks is a bare number', async ({ expect }) => {
    const step = await play((e) => {
      const { endpoint = '' } = record(e, 'running');
      const result = { record_id: ID, task_id: ID, status: 'succeeded' };
      e.codearts.task(ID, { records: { [ID]: () => result } });
      const tasks = `- provider: huawei-codearts-deploy\n  task-id: ${ID}\n  record-id: ${ID}\n  endpoint: ${endpoint}\n`;
      return { tasks: [], inputs: { tasks } };
    });
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(step.emulator.requests.map(({ url }) => url)).toEqual([
      `/v2/tasks/${ID}/state?record_id=${ID}&step_state=false`,
    ]);
  });
});
