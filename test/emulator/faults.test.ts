import { Agent } from 'node:http';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Reply, send, signForAlibaba } from './client.ts';
import { type Act, type Emulator, faults, inTurn, literal, startEmulator } from './index.ts';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

describe('a fault that answers', () => {
  test.each<[string, Act, Partial<Reply>]>([
    ['httpError', faults.httpError(503, 'no', { 'retry-after': '7' }), { status: 503, text: 'no' }],
    ['alibabaError', faults.alibabaError('Throttling.User', 200), { status: 200 }],
    ['alibabaXmlError', faults.alibabaXmlError('Throttling'), { status: 400 }],
    [
      'huaweiError',
      faults.huaweiError('X', 403),
      { status: 403, text: '{"error_code":"X","error_msg":"X"}' },
    ],
    ['htmlPage', faults.htmlPage(), { status: 200 }],
    ['emptyBody', faults.emptyBody(), { status: 200, text: '' }],
    ['wrongShape', faults.wrongShape(null), { status: 200, text: 'null' }],
    ['wrongShape', faults.wrongShape('success'), { status: 200, text: '"success"' }],
    ['literal', literal('{"a":1,"a":2}'), { status: 200, text: '{"a":1,"a":2}' }],
    ['redirect', faults.redirect('http://127.0.0.1:1/'), { status: 302 }],
    ['halfJson', faults.halfJson(), { status: 200, text: '{"status":"success","result":{"status":"succ' }],
  ])('%s', async (_name, fault, expected) => {
    expect(await look(fault)).toMatchObject(expected);
    expect(emulator.requests).toMatchObject([{ status: expected.status, act: fault.name }]);
  });

  test('carries its headers', async () => {
    expect((await look(faults.httpError(429, '', { 'retry-after': '7' }))).headers['retry-after']).toBe('7');
    expect((await look(faults.redirect('http://127.0.0.1:1/'))).headers.location).toBe('http://127.0.0.1:1/');
    expect((await look(faults.htmlPage())).headers['content-type']).toBe('text/html');
  });

  test('ends half a JSON text by closing, without a length or chunks', async () => {
    const { headers } = await look(faults.halfJson());
    expect(headers).not.toHaveProperty('content-length');
    expect(headers).not.toHaveProperty('transfer-encoding');
    expect(headers.connection).toBe('close');
  });

  test('echoes the credentials', async () => {
    expect((await look(faults.echoCredentials())).text).toContain('Bearer do-not-show');
  });

  test('sends a gzip bomb', async () => {
    const { headers, text } = await look(faults.gzipBomb(4));
    expect(headers['content-encoding']).toBe('gzip');
    expect(text.length).toBeLessThan(100_000);
  });
});

describe('a fault that never ends', () => {
  test.each([
    ['silence', faults.silence()],
    ['headersOnly', faults.headersOnly()],
    ['drip', faults.drip(20)],
    ['endlessBody', faults.endlessBody()],
  ])('%s', async (_name, fault) => {
    await expect(look(fault, 200)).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('does not hold up close', async () => {
    const looks = [faults.silence(), faults.headersOnly(), faults.drip(), faults.endlessBody()].map((fault) =>
      look(fault).catch((error: unknown) => error),
    );
    await vi.waitFor(() => expect(emulator.requests).toHaveLength(looks.length), { timeout: 60_000 });
    // None of them ever ends by itself: a close that waits for one does not end either.
    await emulator.close();
    await Promise.all(looks);
  });
});

describe('a fault that breaks the connection', () => {
  test.each([
    ['reset', faults.reset()],
    ['resetMidBody', faults.resetMidBody()],
    ['truncated', faults.truncated()],
  ])('%s', async (_name, fault) => {
    await expect(look(fault)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test('before the answer leaves no status', async () => {
    await look(faults.reset()).catch(() => {});
    expect(emulator.requests).toMatchObject([{ status: undefined, act: 'reset' }]);
  });
});

test('a fault may be a frame among answers', async () => {
  emulator.codearts.task('t', { last: inTurn(faults.httpError(502), { task_id: 't' }) });
  const token = emulator.huawei.issueToken().value;
  const get = () => send(to('/v2/tasks/t'), { 'x-auth-token': token });
  expect((await get()).status).toBe(502);
  expect((await get()).json).toEqual({ task_id: 't' });
});

test('a delay puts off one answer and no other', async () => {
  emulator.alibaba.publishTask('a', inTurn([]));
  emulator.alibaba.publishTask('b', inTurn([]));
  emulator.rules.delay = ({ id }) => (id === 'a' ? 300 : 0);
  const answered: string[] = [];
  const ask = async (id: string) => {
    const sending = {
      endpoint: emulator.alibaba.endpoint,
      url: `/?OperationUid=${id}`,
      headers: { 'x-acs-action': 'DescribeDeployApiTask' },
      accessKeyId: emulator.alibaba.keys.accessKeyId,
      secret: emulator.alibaba.keys.accessKeySecret,
    };
    await send(sending, signForAlibaba(sending, Date.now()));
    answered.push(id);
  };
  await Promise.all([ask('a'), ask('b')]);
  expect(answered).toEqual(['b', 'a']);
});

test('the hook sees what is asked for, and may let it pass', async () => {
  emulator.rules.hook = ({ api, operation, id }) =>
    api === 'codearts' && operation === 'task' && id === 'a' ? faults.httpError(500) : undefined;
  expect((await send(to('/v2/tasks/a'), {})).status).toBe(500);
  expect((await send(to('/v2/tasks/b'), {})).status).toBe(401);
});

test('requests are listed in order, with what was sent', async () => {
  await send(to('/v2/tasks/a?x=1'), { 'x-mine': 'yes' });
  await send({ ...to('/?OperationUid=u'), endpoint: emulator.alibaba.endpoint }, { 'x-acs-action': 'Any' });
  expect(emulator.requests).toMatchObject([
    { api: 'codearts', operation: 'task', id: 'a', method: 'GET', url: '/v2/tasks/a?x=1', status: 401 },
    { api: 'alibaba', operation: 'Any', id: 'u', status: 400, code: 'MissingVersion' },
  ]);
  expect(emulator.requests[0]?.headers.get('x-mine')).toBe('yes');
});

test('requests tell which of them shared a connection', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  await send({ ...to('/'), agent }, {});
  await send({ ...to('/'), agent }, {});
  await send(to('/'), {});
  agent.destroy();
  expect(emulator.requests.map(({ connection }) => connection)).toEqual([1, 1, 2]);
});

test('close frees the ports', async () => {
  const { port } = new URL(emulator.alibaba.endpoint);
  await emulator.close();
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject).listen(Number(port), '127.0.0.1', resolve);
  });
  await new Promise((resolve) => server.close(resolve));
});

function look(fault: Act, timeoutMs = 2000): Promise<Reply> {
  emulator.rules.hook = () => fault;
  return send(to('/'), { authorization: 'Bearer do-not-show' }, timeoutMs);
}

function to(url: string) {
  return { endpoint: emulator.codearts.endpoint, url, accessKeyId: '', secret: '' };
}
