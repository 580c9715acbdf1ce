import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Reply, type Sending, send, signForHuawei } from './client.ts';
import { type Emulator, inTurn, startEmulator } from './index.ts';

let now: number;
let emulator: Emulator;

beforeEach(async () => {
  now = Date.parse('2026-03-16T08:15:30Z');
  emulator = await startEmulator({ clock: () => now });
  emulator.servicestage.releasePlan('p', 'plan', {
    deployInfo: inTurn({ id: 'plan', components: [] }),
    plan: inTurn({ status: 'SUCCESS' }),
  });
  emulator.codearts.task('t', {
    last: inTurn({ task_id: 't' }),
    records: { r: inTurn({ record_id: 'r', status: 'running' }) },
  });
});
afterEach(() => emulator.close());

describe('an answer', () => {
  test('of ServiceStage is the scene’s body', async () => {
    expect((await plans('/v3/p/cas/release-plans/plan/deploy-info')).json).toEqual({
      id: 'plan',
      components: [],
    });
    expect((await plans('/v3/p/cas/release-plans/plan')).json).toEqual({ status: 'SUCCESS' });
    expect(emulator.requests.map(({ operation, id }) => [operation, id])).toEqual([
      ['deploy-info', 'plan'],
      ['release-plan', 'plan'],
    ]);
  });

  test('of CodeArts Deploy is the task, or an execution in its envelope', async () => {
    const task = await tasks('/v2/tasks/t');
    expect(task.json).toEqual({ task_id: 't' });
    expect(task.headers).toMatchObject({ date: 'Mon, 16 Mar 2026 08:15:30 GMT', server: 'api-gateway' });
    const state = await tasks('/v2/tasks/t/state?record_id=r&step_state=false');
    expect(state.json).toEqual({ status: 'success', result: { record_id: 'r', status: 'running' } });
    expect(emulator.requests.map(({ operation, id }) => [operation, id])).toEqual([
      ['task', 't'],
      ['task-state', 'r'],
    ]);
  });

  test('is given below a base path', async () => {
    emulator.rules.basePath = '/base';
    expect((await tasks('/base/v2/tasks/t')).status).toBe(200);
    expect((await tasks('/v2/tasks/t')).json['error_code']).toBe('APIGW.0101');
  });
});

describe('a refusal', () => {
  test.each<[string, number, string, string, Partial<Sending>]>([
    ['an unknown task', 404, 'Deploy.00011020', '/v2/tasks/x', {}],
    ['an unknown execution', 400, 'Deploy.00011303', '/v2/tasks/t/state?record_id=x&step_state=false', {}],
    [
      'an execution named like a built-in',
      400,
      'Deploy.00011303',
      '/v2/tasks/t/state?record_id=constructor',
      {},
    ],
    ['an execution of an unknown task', 404, 'Deploy.00011020', '/v2/tasks/x/state?record_id=r', {}],
    ['no execution', 400, 'MissingParameter', '/v2/tasks/t/state', {}],
    ['an unknown path', 404, 'APIGW.0101', '/v2/task/t', {}],
    ['another method', 404, 'APIGW.0101', '/v2/tasks/t', { method: 'POST' }],
    ['an unknown key', 401, 'APIGW.0301', '/v2/tasks/t', { accessKeyId: 'nobody' }],
    ['a wrong secret', 401, 'APIGW.0301', '/v2/tasks/t', { secret: 'wrong' }],
    [
      'a date 16 minutes early',
      401,
      'APIGW.0301',
      '/v2/tasks/t',
      { headers: { 'x-sdk-date': '20260316T075929Z' } },
    ],
    [
      'a date 16 minutes late',
      401,
      'APIGW.0301',
      '/v2/tasks/t',
      { headers: { 'x-sdk-date': '20260316T083131Z' } },
    ],
    [
      'a date in another form',
      401,
      'APIGW.0301',
      '/v2/tasks/t',
      { headers: { 'x-sdk-date': '2026-03-16T08:15:30Z' } },
    ],
    ['an unsigned host', 401, 'APIGW.0301', '/v2/tasks/t', { unsigned: ['host'] }],
    ['an unsigned date', 401, 'APIGW.0301', '/v2/tasks/t', { unsigned: ['x-sdk-date'] }],
    [
      'a hash of another body',
      401,
      'APIGW.0301',
      '/v2/tasks/t',
      { headers: { 'x-sdk-content-sha256': '0'.repeat(64) } },
    ],
    ['an unknown token', 401, 'APIGW.0301', '/v2/tasks/t', { headers: { 'x-auth-token': 'no' } }],
  ])('of %s: %i %s', async (_what, status, code, url, change) => {
    const reply = await tasks(url, change);
    expect([reply.status, reply.json['error_code']]).toEqual([status, code]);
    expect(reply.json['request_id']).toBe(reply.headers['x-request-id']);
    expect(emulator.requests.at(-1)).toMatchObject({ status, code });
  });

  test('says why', async () => {
    const message = async (change: Partial<Sending>) =>
      (await tasks('/v2/tasks/t', change)).json['error_msg'];
    expect(await message({ secret: 'x' })).toContain(
      'verify aksk signature fail, canonicalRequest:GET|/v2/tasks/t/||host:',
    );
    const skewed = await message({ headers: { 'x-sdk-date': '20260316T075929Z' } });
    expect(skewed).toContain(
      'signature expired, signature time:20260316T075929Z,server time:20260316T081530Z',
    );
    expect(await message({ accessKeyId: 'nobody' })).toContain('ak nobody not exist');
  });

  test('of an unknown plan or project', async () => {
    for (const url of ['/v3/p/cas/release-plans/x', '/v3/x/cas/release-plans/plan/deploy-info']) {
      expect(await plans(url)).toMatchObject({ status: 404, json: { error_code: 'SVCSTG.00100433' } });
    }
  });

  test('of an unknown id comes inside a 200 on demand', async () => {
    emulator.rules.codeartsErrorsInside200 = true;
    expect(await tasks('/v2/tasks/x')).toMatchObject({
      status: 200,
      json: { error_code: 'Deploy.00011020' },
    });
    const state = await tasks('/v2/tasks/t/state?record_id=x');
    expect(state).toMatchObject({
      status: 200,
      json: { status: 'error', error: { code: 'Deploy.00011303' } },
    });
  });

  test('of an operation without permission, and of too many requests', async () => {
    emulator.rules.deny = new Set(['task', 'deploy-info']);
    expect(await tasks('/v2/tasks/t')).toMatchObject({
      status: 403,
      json: { error_code: 'Deploy.00011154' },
    });
    const info = await plans('/v3/p/cas/release-plans/plan/deploy-info');
    expect(info).toMatchObject({ status: 403, json: { error_code: 'APIGW.0302' } });
    emulator.rules.deny = new Set();
    emulator.rules.requestsPerSecond = 1;
    expect((await tasks('/v2/tasks/t')).status).toBe(200);
    expect(await tasks('/v2/tasks/t')).toMatchObject({ status: 429, json: { error_code: 'APIGW.0308' } });
  });
});

describe('a token', () => {
  test('is accepted in place of a signature until it expires', async () => {
    const token = emulator.huawei.issueToken();
    const sending = { ...sendingOf(emulator.codearts.endpoint, '/v2/tasks/t') };
    const headers = { 'x-auth-token': token.value };
    expect((await send(sending, headers)).status).toBe(200);
    token.expire();
    expect((await send(sending, headers)).json['error_msg']).toContain('token expires, expires_at: ');
    expect((await send(sending, {})).json['error_msg']).toContain('x-auth-token not found');
  });

  test('must come with a temporary key, signed', async () => {
    const session = emulator.huawei.openSession({ expiresAt: now + 1000 });
    const using = { accessKeyId: session.accessKeyId, secret: session.secretAccessKey };
    const headers = { 'x-security-token': session.securityToken };
    expect((await tasks('/v2/tasks/t', { ...using, headers })).status).toBe(200);
    expect((await tasks('/v2/tasks/t', { ...using, headers, unsigned: ['x-security-token'] })).status).toBe(
      401,
    );
    expect((await tasks('/v2/tasks/t', { ...using, headers: { 'x-security-token': 'x' } })).status).toBe(401);
    expect((await tasks('/v2/tasks/t', using)).status).toBe(401);
    now += 1000;
    expect((await tasks('/v2/tasks/t', { ...using, headers })).status).toBe(401);
  });
});

describe('the lock', () => {
  const wrong = { secret: 'wrong' };
  const url = '/v2/tasks/t';

  test('closes after five refusals in a row, on both APIs, for five minutes', async () => {
    for (let n = 0; n < 4; n += 1) expect((await tasks(url, wrong)).status).toBe(401);
    expect((await plans(url, wrong)).status).toBe(404);
    expect((await plans('/v3/p/cas/release-plans/plan', wrong)).status).toBe(401);
    expect((await tasks(url)).json['error_msg']).toContain('AK access failed to reach the limit,forbidden');
    expect((await plans('/v3/p/cas/release-plans/plan')).status).toBe(401);
    now += 5 * 60_000 - 1;
    expect((await tasks(url)).status).toBe(401);
    now += 1;
    expect((await tasks(url)).status).toBe(200);
  });

  test('stays open if a success comes between', async () => {
    for (let n = 0; n < 4; n += 1) await tasks(url, wrong);
    expect((await tasks(url)).status).toBe(200);
    for (let n = 0; n < 4; n += 1) await tasks(url, wrong);
    expect((await tasks(url)).status).toBe(200);
  });
});

function plans(url: string, change: Partial<Sending> = {}): Promise<Reply> {
  const sending = sendingOf(emulator.servicestage.endpoint, url, change);
  return send(sending, signForHuawei(sending, now));
}

function tasks(url: string, change: Partial<Sending> = {}): Promise<Reply> {
  const sending = sendingOf(emulator.codearts.endpoint, url, change);
  return send(sending, signForHuawei(sending, now));
}

function sendingOf(endpoint: string, url: string, change: Partial<Sending> = {}): Sending {
  const { accessKeyId, secretAccessKey } = emulator.huawei.keys;
  return { endpoint, accessKeyId, secret: secretAccessKey, ...change, url };
}
