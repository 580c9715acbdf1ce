import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, inTurn, startEmulator } from '../test/emulator/index.ts';
import { type Get, huaweiClient, huaweiMessage, huaweiRefusal, keysOf, tokenOf } from './huawei-sdk.ts';

const project = '0605767a8e00d4d02f8bc00c6bc5d1e8';
const planPath = '/v3/{project_id}/cas/release-plans/{release_plan_id}';
const plan = { project_id: project, release_plan_id: 'plan' };
const taskPath = '/v2/tasks/{task_id}';
const task = { task_id: 'd2dc947ec2424d8789bb3984bb3adf45' };
const execution = { record_id: 'r1', step_state: false };
const refused = { status: 401, code: 'APIGW.0301' };
const skewMs = 20 * 60_000;
let skew = 0;
let emulator: Emulator;

beforeEach(async () => {
  skew = 0;
  emulator = await startEmulator({ clock: () => Date.now() + skew });
  emulator.servicestage.releasePlan(project, 'plan', {
    deployInfo: inTurn({ id: 'plan', components: [{ job_status: 'SUCCEEDED' }] }),
    plan: inTurn({ id: 'plan', status: 'SUCCESS' }),
  });
  emulator.codearts.task(task.task_id, {
    last: inTurn({ ...task, execution_state: 'succeeded', release_id: 7 }),
    records: { r1: inTurn({ ...task, record_id: 'r1', status: 'succeeded' }) },
  });
});
afterEach(() => emulator.close());

interface Api {
  readonly name: 'servicestage' | 'codearts';
  readonly known: (get: Get) => Promise<unknown>;
}

const apis: readonly Api[] = [
  { name: 'servicestage', known: (get) => get(`${planPath}/deploy-info`, plan) },
  { name: 'codearts', known: (get) => get(taskPath, task) },
];

describe('the vendor’s SDK reads', () => {
  test('a ServiceStage release task’s deployment and plan', async () => {
    const get = signing('servicestage');
    expect(await get(`${planPath}/deploy-info`, plan)).toMatchObject({
      components: [{ job_status: 'SUCCEEDED' }],
    });
    expect(await get(planPath, plan)).toMatchObject({ id: 'plan', status: 'SUCCESS', httpStatusCode: 200 });
  });

  test('a CodeArts Deploy task and one of its executions', async () => {
    const get = signing('codearts');
    expect(await get(taskPath, task)).toMatchObject({ execution_state: 'succeeded', release_id: 7 });
    const state = await get(`${taskPath}/state`, task, execution);
    expect(state).toMatchObject({ status: 'success', result: { record_id: 'r1', status: 'succeeded' } });
  });

  test.each(apis)('$name with a project id in the signed headers', async ({ name, known }) => {
    const get = huaweiClient(emulator[name].endpoint, keysOf(emulator.huawei.keys, undefined, project));
    expect(await known(get)).toMatchObject({ httpStatusCode: 200 });
    expect(emulator.requests[0]?.headers.get('authorization')).toContain('x-project-id');
  });

  test.each(apis)('$name with a temporary key and its token', async ({ name, known }) => {
    const session = emulator.huawei.openSession();
    const get = huaweiClient(emulator[name].endpoint, keysOf(session, session.securityToken));
    expect(await known(get)).toMatchObject({ httpStatusCode: 200 });
  });

  test.each(apis)('$name with an IAM token', async ({ name, known }) => {
    const get = huaweiClient(emulator[name].endpoint, tokenOf(emulator.huawei.issueToken().value));
    expect(await known(get)).toMatchObject({ httpStatusCode: 200 });
    expect(emulator.requests[0]?.headers.has('authorization')).toBe(false);
  });
});

describe('the vendor’s SDK is refused', () => {
  test.each(apis)('by $name with a wrong secret', async ({ name, known }) => {
    expect(await huaweiRefusal(known(wrong(name)))).toEqual(refused);
    expect(await huaweiMessage(known(wrong(name)))).toContain('verify aksk signature fail');
  });

  test.each(apis)('by $name with an unknown key', async ({ name, known }) => {
    const stranger = keysOf({ accessKeyId: 'NOBODY', secretAccessKey: 'wrong' });
    const get = huaweiClient(emulator[name].endpoint, stranger);
    expect(await huaweiRefusal(known(get))).toEqual(refused);
  });

  test.each(apis)('by $name when the server’s clock is 20 minutes off', async ({ name, known }) => {
    for (const ms of [skewMs, -skewMs]) {
      skew = ms;
      expect(await huaweiRefusal(known(signing(name)))).toEqual(refused);
      expect(await huaweiMessage(known(signing(name)))).toContain('signature expired');
    }
  });

  test.each(apis)('by $name with a temporary key, without its token', async ({ name, known }) => {
    const get = huaweiClient(emulator[name].endpoint, keysOf(emulator.huawei.openSession()));
    expect(await huaweiRefusal(known(get))).toEqual(refused);
  });

  test.each(apis)('by $name with an unknown token, an expired one, and none', async ({ name, known }) => {
    const { endpoint } = emulator[name];
    expect(await huaweiRefusal(known(huaweiClient(endpoint, tokenOf('made up'))))).toEqual(refused);
    const expired = emulator.huawei.issueToken({ expiresAt: Date.now() - 1 });
    expect(await huaweiRefusal(known(huaweiClient(endpoint, tokenOf(expired.value))))).toEqual(refused);
    expect(await huaweiRefusal(known(huaweiClient(endpoint, undefined)))).toEqual(refused);
  });

  test('by ServiceStage for an unknown release task', async () => {
    const unknown = { ...plan, release_plan_id: 'none' };
    const notFound = { status: 404, code: 'SVCSTG.00100433' };
    expect(await huaweiRefusal(signing('servicestage')(planPath, unknown))).toEqual(notFound);
    expect(await huaweiRefusal(signing('servicestage')(`${planPath}/deploy-info`, unknown))).toEqual(
      notFound,
    );
  });

  test('by CodeArts Deploy for an unknown task and an unknown execution', async () => {
    const get = signing('codearts');
    const call = get(taskPath, { task_id: 'none' });
    expect(await huaweiRefusal(call)).toEqual({ status: 404, code: 'Deploy.00011020' });
    const state = get(`${taskPath}/state`, task, { ...execution, record_id: 'none' });
    expect(await huaweiRefusal(state)).toEqual({ status: 400, code: 'Deploy.00011303' });
  });

  test('without retrying of its own', async () => {
    await huaweiRefusal(signing('codearts')(taskPath, { task_id: 'none' }));
    expect(emulator.requests).toHaveLength(1);
  });
});

describe('the lock of a key', () => {
  test('refuses the right secret too, on both APIs, until five minutes have passed', async () => {
    const [servicestage, codearts] = apis;
    for (let n = 0; n < 5; n += 1)
      await huaweiRefusal(servicestage?.known(wrong('servicestage')) ?? Promise.resolve());
    for (const { name, known } of apis) {
      expect(await huaweiRefusal(known(signing(name)))).toEqual(refused);
      expect(await huaweiMessage(known(signing(name)))).toContain('AK access failed to reach the limit');
    }
    skew = 5 * 60_000;
    expect(await codearts?.known(signing('codearts'))).toMatchObject({ httpStatusCode: 200 });
  });

  test('does not close after four', async () => {
    for (let n = 0; n < 4; n += 1) await huaweiRefusal(wrong('codearts')(taskPath, task));
    expect(await signing('codearts')(taskPath, task)).toMatchObject({ httpStatusCode: 200 });
  });
});

function signing(api: Api['name']): Get {
  return huaweiClient(emulator[api].endpoint, keysOf(emulator.huawei.keys));
}

function wrong(api: Api['name']): Get {
  return huaweiClient(emulator[api].endpoint, keysOf({ ...emulator.huawei.keys, secretAccessKey: 'wrong' }));
}
