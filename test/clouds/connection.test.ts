import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { alibabaDialect, alibabaRequest } from '../../src/clouds/alibaba.ts';
import type { Call } from '../../src/clouds/call.ts';
import { createClocks } from '../../src/clouds/clock.ts';
import { type Connection, type ConnectionOptions, connect, retryAfter } from '../../src/clouds/connection.ts';
import { type CredentialSource, fixed } from '../../src/clouds/credential-source.ts';
import type { Dialect } from '../../src/clouds/error-order.ts';
import type { HttpAnswer, HttpRequest } from '../../src/clouds/http.ts';
import type { HttpFault } from '../../src/clouds/http-fault.ts';
import { huaweiDialect } from '../../src/clouds/huawei.ts';
import { createTrust } from '../../src/clouds/trust.ts';
import { type Refused, refused, type Unreachable, unreachable } from '../../src/task.ts';
import type { World } from '../../src/world.ts';

const NOW = Date.UTC(2026, 2, 16, 8, 0, 0);
const SECRET = 'AccessKeySecret-0123456789';

const answer = (overrides: Partial<HttpAnswer> = {}): HttpAnswer => ({
  kind: 'answer',
  status: 200,
  headers: {},
  body: '{"state":"running"}',
  ...overrides,
});
const fault = (overrides: Partial<HttpFault> = {}): HttpFault => ({
  kind: 'fault',
  reason: 'connection reset (ECONNRESET)',
  fatal: false,
  ...overrides,
});
const alibabaError = (code: string, overrides: Partial<HttpAnswer> = {}, message = 'said so'): HttpAnswer =>
  answer({ status: 400, body: JSON.stringify({ Code: code, Message: message }), ...overrides });
const huaweiError = (code: string, overrides: Partial<HttpAnswer> = {}, message = 'said so'): HttpAnswer =>
  answer({ status: 401, body: JSON.stringify({ error_code: code, error_msg: message }), ...overrides });
const dated = (ms: number): Readonly<Record<string, string>> => ({ date: new Date(ms).toUTCString() });

const call = (overrides: Partial<Call> = {}): Call => ({
  operation: 'DescribeDeployApiTask',
  path: '/',
  query: { OperationUid: 'abc' },
  permission: 'apigateway:DescribeDeployApiTask on *',
  ids: 'operation-uid is ours',
  ...overrides,
});
const Shape = z.object({ state: z.string() });

const world: World = {
  now: () => 0,
  // No time passes: a sleep ends only when it is woken.
  sleep: (_ms, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
  random: () => 0.5,
  date: () => new Date(NOW),
};

interface Fake {
  readonly connection: Connection;
  readonly sent: readonly HttpRequest[];
  /** The dates that requests were signed with, in ms. */
  readonly signedAt: readonly number[];
}

/** A connection whose network answers with `reply`; how many requests were sent comes with the request. */
function fake(
  reply: (count: number, request: HttpRequest) => HttpAnswer | HttpFault | Promise<HttpAnswer | HttpFault>,
  options: Partial<ConnectionOptions<string>> = {},
): Fake {
  const sent: HttpRequest[] = [];
  const signedAt: number[] = [];
  const connection = connect({
    baseUrl: new URL('https://apigateway.cn-hangzhou.aliyuncs.com'),
    place: 'the region',
    dialect: alibabaDialect,
    credentials: fixed('the only one'),
    sign: (_credential, _call, url, date) => {
      signedAt.push(date.getTime());
      return { method: 'POST', url, headers: { authorization: `signed with ${SECRET}` }, confidential: [] };
    },
    credentialsHint: 'check alibaba-access-key-id and alibaba-access-key-secret',
    trust: createTrust(world),
    clock: createClocks()(),
    send: async (request) => {
      sent.push(request);
      return reply(sent.length, request);
    },
    world,
    ...options,
  });
  return { connection, sent, signedAt };
}

const look = (): { readonly signal: AbortSignal; readonly sent: () => void } => ({
  signal: new AbortController().signal,
  sent: () => undefined,
});
const ask = ({ connection }: Fake, overrides: Partial<Call> = {}): ReturnType<typeof connection.call> =>
  connection.call(call(overrides), Shape, look());

describe('an answer', () => {
  it('of the shape that was asked for is handed on', async () => {
    const reply = await ask(fake(() => answer({ body: '{"state":"over","more":1}' })));
    expect(reply).toEqual({ kind: 'answer', body: { state: 'over' } });
  });

  it.each(['{}', '[]', 'null', '"success"', '42', '{"state":null}', '{"state":{}}', '{"status":"success"}'])(
    'of another shape is unreachable: %s',
    async (body) => {
      const reply = await ask(fake(() => answer({ body })));
      expect(reply).toMatchObject({ kind: 'unreachable', throttled: false, retryAfterMs: 0 });
    },
  );

  it.each(['', '<html>success</html>', '{"state":"over"', 'success'])(
    'that is no JSON is unreachable: %j',
    async (body) => {
      expect(await ask(fake(() => answer({ body })))).toMatchObject({ kind: 'unreachable' });
    },
  );

  it('of a server in trouble is unreachable, with what it said', async () => {
    const reply = await ask(fake(() => answer({ status: 503, body: '{"Code":"ServiceUnavailable"}' })));
    expect(reply).toMatchObject({
      kind: 'unreachable',
      throttled: false,
      reason: expect.stringMatching(/503.*ServiceUnavailable/),
    });
  });

  it('of an unknown id is absent, with its code', async () => {
    const reply = await ask(fake(() => alibabaError('NotFoundOperation')));
    expect(reply).toMatchObject({ kind: 'absent', providerState: 'NotFoundOperation' });
  });

  it('of a parameter that the API does not take is borne only by a task that was seen, with what it said', async () => {
    const reply = await ask(fake(() => alibabaError('InvalidParameter', {}, 'OperationUid is too long')));
    expect(reply).toMatchObject({
      kind: 'unreachable',
      hopelessAfterMs: 'grace',
      onceSeen: true,
      providerState: 'InvalidParameter',
      reason: expect.stringMatching(/DescribeDeployApiTask.*OperationUid is too long/),
    });
  });

  it('of an error that no list names is borne for a while, with what it said', async () => {
    expect(await ask(fake(() => alibabaError('Bad')))).toEqual({
      kind: 'unreachable',
      throttled: false,
      retryAfterMs: 0,
      hopelessAfterMs: 'grace',
      providerState: 'Bad',
      reason: 'Alibaba Cloud does not take DescribeDeployApiTask: HTTP 400 Bad: said so',
    });
  });

  it('of a missing permission is refused, and names the permission', async () => {
    const reply = await ask(fake(() => alibabaError('Forbidden.RAM', { status: 403 })));
    expect(reply).toMatchObject({
      kind: 'refused',
      providerState: 'Forbidden.RAM',
      reason: expect.stringContaining('apigateway:DescribeDeployApiTask on *'),
    });
  });
});

describe('what a reply says', () => {
  const huawei: Partial<ConnectionOptions<string>> = { dialect: huaweiDialect };
  const HINT = 'check alibaba-access-key-id and alibaba-access-key-secret';
  const SKEWED =
    "Alibaba Cloud refused the time of the request (IllegalTimestamp), and does not say its own (no Date): set this machine's clock";
  it.each<[HttpAnswer | HttpFault, Partial<ConnectionOptions<string>>, string, string, string]>([
    [alibabaError('NotFound'), {}, 'absent', 'NotFound', 'HTTP 400 NotFound: said so'],
    [
      alibabaError('NotFound', {}, 'no v1.2 here. . '),
      {},
      'absent',
      'NotFound',
      'HTTP 400 NotFound: no v1.2 here',
    ],
    [answer({ status: 404, body: '' }), huawei, 'absent', 'HTTP 404', 'HTTP 404'],
    [
      answer({ status: 407, body: '' }),
      {},
      'refused',
      'HTTP 407',
      'a proxy on the way wants credentials (HTTP 407); check HTTPS_PROXY and HTTP_PROXY',
    ],
    [
      answer({ status: 304, body: '' }),
      {},
      'refused',
      '',
      'answered HTTP 304, a redirect, but no usable address was given; check the endpoint',
    ],
    [
      alibabaError('NoPermission'),
      {},
      'refused',
      'NoPermission',
      'Alibaba Cloud does not permit DescribeDeployApiTask: grant the user or role of the credentials apigateway:DescribeDeployApiTask on * (HTTP 400 NoPermission: said so)',
    ],
    [
      huaweiError('APIGW.0303'),
      huawei,
      'refused',
      'APIGW.0303',
      `Huawei Cloud refused the credentials (APIGW.0303): ${HINT}`,
    ],
    [
      alibabaError('InvalidSecurityToken.Expired'),
      {},
      'refused',
      'InvalidSecurityToken.Expired',
      `the credentials expired while the gate waited, or before (InvalidSecurityToken.Expired): the deployment itself may be well; ${HINT}`,
    ],
    [alibabaError('IllegalTimestamp'), {}, 'refused', 'IllegalTimestamp', SKEWED],
    [fault({ fatal: true, reason: 'no TLS' }), {}, 'refused', '', 'no TLS'],
    [
      answer({ status: 302, headers: { location: '/login' }, body: '' }),
      {},
      'refused',
      '',
      'redirected to https://apigateway.cn-hangzhou.aliyuncs.com, where nothing is sent; check the endpoint',
    ],
    [
      answer({
        status: 302,
        headers: { location: 'https://user:word@elsewhere.example/a?token=t' },
        body: '',
      }),
      {},
      'refused',
      '',
      'redirected to https://elsewhere.example, where nothing is sent; check the endpoint',
    ],
    [
      answer({ status: 302, headers: { location: 'http://[' }, body: '' }),
      {},
      'refused',
      '',
      'answered HTTP 302, a redirect, but no usable address was given; check the endpoint',
    ],
  ])('%j', async (given, options, kind, providerState, reason) => {
    const ids = kind === 'absent' ? { ids: 'operation-uid is ours' } : {};
    expect(await ask(fake(() => given, options))).toEqual({ kind, providerState, reason, ...ids });
  });

  it.each([
    ['{}', 'state: Invalid input: expected string, received nothing'],
    ['{"state":null}', 'state: Invalid input: expected string, received null'],
    ['[]', 'the whole: Invalid input: expected object, received array'],
    ['{"list":[{"id":"a"},{}],"state":1}', 'list.1.id: Invalid input: expected string, received nothing'],
  ])('%s of another shape says what is wrong first: %s', async (body, said) => {
    const schema = z.object({ list: z.array(z.object({ id: z.string() })).optional(), state: z.string() });
    const reply = await fake(() => answer({ body })).connection.call(call(), schema, look());
    expect(reply).toMatchObject({ reason: `HTTP 200 with JSON of another shape: ${said}` });
  });

  it('is that a look was given up', async () => {
    const { connection } = fake(() => answer());
    const reply = await connection.call(call(), Shape, { ...look(), signal: AbortSignal.abort() });
    expect(reply).toMatchObject({ kind: 'unreachable', reason: 'given up' });
  });

  it('is the refusal that was met before, without a word of the provider', async () => {
    const network = fake(() => alibabaError('SignatureDoesNotMatch'));
    const first = await ask(network);
    expect(await ask(network)).toEqual({ ...first, providerState: '' });
  });
});

describe('a fault of the network', () => {
  it('is unreachable', async () => {
    expect(await ask(fake(() => fault()))).toEqual({
      kind: 'unreachable',
      reason: 'connection reset (ECONNRESET)',
      throttled: false,
      retryAfterMs: 0,
    });
  });

  it('that no other attempt cures is refused', async () => {
    const reply = await ask(fake(() => fault({ fatal: true, reason: 'the certificate is not trusted' })));
    expect(reply).toMatchObject({ kind: 'refused', reason: 'the certificate is not trusted' });
  });

  it('that is unlikely to pass keeps how long it is borne', async () => {
    const reply = await ask(fake(() => fault({ hopelessAfterMs: 30_000 })));
    expect(reply).toMatchObject({ kind: 'unreachable', hopelessAfterMs: 30_000 });
  });

  it('is not tried again within one look', async () => {
    const network = fake(() => fault());
    await ask(network);
    expect(network.sent).toHaveLength(1);
  });
});

describe('a request', () => {
  it('goes to the base URL, whose path is kept, with its parameters encoded', async () => {
    const network = fake(() => answer(), { baseUrl: new URL('https://gw.internal:8443/huawei/') });
    await ask(network, { path: '/v3/p/deploy-info', query: { a: 'b c+d&e', ü: '中' } });
    expect(network.sent[0]?.url.href).toBe(
      'https://gw.internal:8443/huawei/v3/p/deploy-info?a=b%20c%2Bd%26e&%C3%BC=%E4%B8%AD',
    );
  });

  it.each(['https://gw.internal', 'https://gw.internal/', 'https://gw.internal//', 'https://gw.internal///'])(
    'goes to one slash below %s',
    async (base) => {
      const network = fake(() => answer(), { baseUrl: new URL(base) });
      await ask(network, { path: '/v2/x', query: {} });
      expect(network.sent[0]?.url.href).toBe('https://gw.internal/v2/x');
    },
  );

  it('is not signed anew for a clock once its look was given up', async () => {
    const given = new AbortController();
    const network = fake(() => {
      given.abort();
      return alibabaError('IllegalTimestamp', { headers: dated(NOW + 20 * 60_000) });
    });
    await network.connection.call(call(), Shape, { ...look(), signal: given.signal });
    expect(network.sent).toHaveLength(1);
  });

  it('is counted', async () => {
    let count = 0;
    const { connection } = fake(() => answer());
    await connection.call(call(), Shape, { ...look(), sent: () => (count += 1) });
    expect(count).toBe(1);
  });

  it('is not sent where the look was given up before its turn came', async () => {
    const network = fake(() => answer());
    const reply = await network.connection.call(call(), Shape, { ...look(), signal: AbortSignal.abort() });
    expect(reply.kind).toBe('unreachable');
    expect(network.sent).toHaveLength(0);
    expect((await ask(network)).kind).toBe('answer');
  });

  it('hands on the signal of its look', async () => {
    const signals: AbortSignal[] = [];
    const { connection } = fake(() => answer(), {
      send: async (_request, signal) => {
        signals.push(signal);
        return answer();
      },
    });
    const { signal } = new AbortController();
    await connection.call(call(), Shape, { ...look(), signal });
    expect(signals).toEqual([signal]);
  });

  it('that throws gives its turn back: those that wait are not held up for ever', async () => {
    let signed = 0;
    const network = fake(() => answer(), {
      sign: (_credential, _call, url) => {
        signed += 1;
        if (signed === 1) throw new Error('no such curve');
        return { method: 'GET', url, headers: {}, confidential: [] };
      },
    });
    const [first, second] = await Promise.allSettled([ask(network), ask(network)]);
    expect(first?.status).toBe('rejected');
    expect(second).toMatchObject({ status: 'fulfilled', value: { kind: 'answer' } });
  });

  it('after a nonce that was used is left to the next look, which has a nonce of its own', async () => {
    const keys = { accessKeyId: 'LTAI-example', accessKeySecret: SECRET };
    const network = fake((count) => (count === 1 ? alibabaError('SignatureNonceUsed') : answer()), {
      sign: (_credential, one, url, date) => alibabaRequest(keys, one, url, date),
    });
    expect(await ask(network)).toMatchObject({ kind: 'unreachable', throttled: false });
    expect(await ask(network)).toMatchObject({ kind: 'answer' });
    const [first, second] = network.sent.map(({ headers }) => headers['x-acs-signature-nonce']);
    expect(first).not.toBe(second);
  });
});

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])(
    'with HTTP %i is refused, names its target and is not followed',
    async (status) => {
      const headers = { location: 'http://portal.example/login' };
      const network = fake(() => answer({ status, headers, body: '' }));
      expect(await ask(network)).toMatchObject({
        kind: 'refused',
        reason: expect.stringContaining('portal.example'),
      });
      expect(network.sent).toHaveLength(1);
    },
  );

  it('within the host is named with the host', async () => {
    const network = fake(() => answer({ status: 302, headers: { location: '/login' }, body: '' }));
    expect(await ask(network)).toMatchObject({
      reason: expect.stringContaining('redirected to https://apigateway.cn-hangzhou.aliyuncs.com, '),
    });
  });

  it('without a target is refused as well', async () => {
    expect(await ask(fake(() => answer({ status: 302, body: '' })))).toMatchObject({ kind: 'refused' });
  });
});

describe('a clock that is wrong', () => {
  const skews: readonly (readonly [string, Dialect, HttpAnswer])[] = [
    ['Alibaba Cloud', alibabaDialect, alibabaError('InvalidTimeStamp.Expired')],
    ['Alibaba Cloud (its other word)', alibabaDialect, alibabaError('IllegalTimestamp')],
    ['Huawei Cloud', huaweiDialect, huaweiError('APIGW.0301', {}, 'Incorrect IAM: signature expired')],
  ];

  it.each(skews)('is corrected once by the server’s date: %s', async (_vendor, dialect, refusal) => {
    const ahead = NOW + 20 * 60_000;
    const network = fake((count) => (count === 1 ? { ...refusal, headers: dated(ahead) } : answer()), {
      dialect,
    });
    expect(await ask(network)).toMatchObject({ kind: 'answer' });
    expect(network.signedAt).toEqual([NOW, ahead]);
  });

  it.each(skews)('is refused when the correction did not help: %s', async (_vendor, dialect, refusal) => {
    const network = fake(() => ({ ...refusal, headers: dated(NOW + 20 * 60_000) }), { dialect });
    expect(await ask(network)).toMatchObject({ kind: 'refused', reason: expect.stringMatching(/clock/) });
    expect(network.sent).toHaveLength(2);
    expect(await ask(network)).toMatchObject({ kind: 'refused' });
    expect(network.sent).toHaveLength(2);
  });

  it.each([{}, { date: 'yesterday' }, { date: '' }])(
    'is refused at once where the server tells no date: %j',
    async (headers) => {
      const network = fake(() => alibabaError('InvalidTimeStamp.Expired', { headers }));
      expect(await ask(network)).toMatchObject({ kind: 'refused' });
      expect(network.sent).toHaveLength(1);
    },
  );

  it('stays corrected for the looks that follow', async () => {
    const ahead = NOW + 20 * 60_000;
    const network = fake((count) =>
      count === 1 ? alibabaError('IllegalTimestamp', { headers: dated(ahead) }) : answer(),
    );
    await ask(network);
    await ask(network);
    expect(network.signedAt).toEqual([NOW, ahead, ahead]);
  });

  it('is not corrected by the date of an answer that complains of something else', async () => {
    const network = fake(() => alibabaError('NotFound', { headers: dated(NOW + 20 * 60_000) }));
    await ask(network);
    expect(network.signedAt).toEqual([NOW]);
  });

  it('is not corrected by the date of an answer that does not complain', async () => {
    const network = fake(() => answer({ headers: dated(NOW + 20 * 60_000) }));
    await ask(network);
    await ask(network);
    expect(network.signedAt).toEqual([NOW, NOW]);
  });
});

describe('a credential', () => {
  const refusals: readonly (readonly [string, Dialect, HttpAnswer])[] = [
    [
      'InvalidAccessKeyId.NotFound',
      alibabaDialect,
      alibabaError('InvalidAccessKeyId.NotFound', { status: 404 }),
    ],
    ['SignatureDoesNotMatch', alibabaDialect, alibabaError('SignatureDoesNotMatch')],
    ['InvalidSecurityToken.Expired', alibabaDialect, alibabaError('InvalidSecurityToken.Expired')],
    ['APIGW.0301', huaweiDialect, huaweiError('APIGW.0301', {}, 'Incorrect IAM authentication information')],
    ['APIGW.0303', huaweiDialect, huaweiError('APIGW.0303')],
    ['APIGW.0307', huaweiDialect, huaweiError('APIGW.0307')],
    ['HTTP 401', huaweiDialect, answer({ status: 401, body: '' })],
  ];

  it.each(refusals)(
    'that is refused is never sent again, for 200 calls at once: %s',
    async (_code, dialect, refusal) => {
      const network = fake(() => refusal, { dialect });
      const replies = await Promise.all(Array.from({ length: 200 }, () => ask(network)));
      expect(network.sent).toHaveLength(1);
      expect(new Set(replies.map(({ kind }) => kind))).toEqual(new Set(['refused']));
      expect(await ask(network)).toMatchObject({ kind: 'refused' });
      expect(network.sent).toHaveLength(1);
    },
  );

  it.each(refusals)(
    'that is refused is told with its code and what to check: %s',
    async (code, dialect, refusal) => {
      const reply = await ask(fake(() => refusal, { dialect }));
      expect(reply).toMatchObject({
        reason: expect.stringMatching(/alibaba-access-key-id and alibaba-access-key-secret/),
        providerState: code,
      });
      expect(JSON.stringify(reply)).toContain(code);
    },
  );

  it('that is refused is refused for all connections that share it', async () => {
    const trust = createTrust(world);
    const first = fake(() => alibabaError('SignatureDoesNotMatch'), { trust });
    const second = fake(() => answer(), { trust, baseUrl: new URL('https://apigateway.eu-1.aliyuncs.com') });
    await ask(first);
    expect(await ask(second)).toMatchObject({ kind: 'refused' });
    expect(second.sent).toHaveLength(0);
  });

  it('that has expired is told as such: the deployment itself has not failed', async () => {
    const reply = await ask(
      fake((count) => (count === 1 ? alibabaError('InvalidSecurityToken.Expired') : answer())),
    );
    expect(reply).toMatchObject({ kind: 'refused', reason: expect.stringMatching(/credentials expired/) });
  });

  it('that expires while looks go on is not sent again', async () => {
    const network = fake((count) => (count < 3 ? answer() : alibabaError('InvalidSecurityToken.Expired')));
    const kinds = [];
    for (let index = 0; index < 5; index += 1) kinds.push((await ask(network)).kind);
    expect(kinds).toEqual(['answer', 'answer', 'refused', 'refused', 'refused']);
    expect(network.sent).toHaveLength(3);
  });

  it('is sent by one request first, and by the others once that was accepted', async () => {
    const { promise, resolve } = Promise.withResolvers<HttpAnswer>();
    const network = fake((count) => (count === 1 ? promise : answer()));
    const replies = Promise.all(Array.from({ length: 20 }, () => ask(network)));
    await new Promise((go) => setImmediate(go));
    expect(network.sent).toHaveLength(1);
    resolve(answer());
    await replies;
    expect(network.sent).toHaveLength(20);
  });

  it.each([
    ['a body', answer()],
    ['a body of another shape', answer({ body: '[]' })],
    ['an unknown id', alibabaError('NotFoundOperation')],
    ['a missing permission', alibabaError('Forbidden.RAM', { status: 403 })],
  ])('is accepted by %s, which comes after the signature was read', async (_what, first) => {
    const held = Promise.withResolvers<HttpAnswer>();
    const network = fake((count) => (count === 1 ? first : held.promise));
    await ask(network);
    const replies = [ask(network), ask(network)];
    await new Promise((go) => setImmediate(go));
    expect(network.sent).toHaveLength(3);
    held.resolve(answer());
    await Promise.all(replies);
  });

  it.each([
    ['a fault', fault()],
    ['a server in trouble', answer({ status: 502, body: '<html>' })],
    ['throttling', alibabaError('Throttling.User')],
    ['a redirect', answer({ status: 302, headers: { location: 'https://x.example' }, body: '' })],
    ['a gateway', huaweiError('APIGW.0101', { status: 404 })],
    ['a gateway that permits nothing', huaweiError('APIGW.0302', { status: 403 })],
    ['nobody in particular', answer({ status: 404, body: '' })],
    ['a request that is not taken', alibabaError('InvalidParameter')],
  ])('is neither accepted nor refused by %s: the next request goes alone', async (_what, first) => {
    const held = Promise.withResolvers<HttpAnswer>();
    const dialect = /gateway|nobody/.test(_what) ? huaweiDialect : alibabaDialect;
    const network = fake((count) => (count === 1 ? first : held.promise), { dialect });
    await ask(network);
    const replies = [ask(network), ask(network), ask(network)];
    await new Promise((go) => setImmediate(go));
    expect(network.sent).toHaveLength(2);
    held.resolve(answer());
    await Promise.all(replies);
    expect(network.sent).toHaveLength(4);
  });

  it.each([
    ['SignatureDoesNotMatch', alibabaDialect],
    ['InvalidSecurityToken.Expired', alibabaDialect],
    ['IncompleteSignature', alibabaDialect],
  ])(
    'that is refused is told without the server’s message, which has the string that was signed: %s',
    async (code, dialect) => {
      const echo = `server string to sign is: ${SECRET}, Authorization: ACS3-HMAC-SHA256 Credential=LTAI`;
      const reply = await ask(fake(() => alibabaError(code, {}, echo), { dialect }));
      expect(JSON.stringify(reply)).not.toContain('string to sign');
      expect(JSON.stringify(reply)).not.toContain(SECRET);
    },
  );

  it('of Huawei Cloud that is refused is told without the server’s message, too', async () => {
    const refusal = huaweiError('APIGW.0301', {}, `verify aksk signature fail, canonical request ${SECRET}`);
    const reply = await ask(fake(() => refusal, { dialect: huaweiDialect }));
    expect(JSON.stringify(reply)).not.toContain(SECRET);
  });
});

describe('a credential that can be renewed', () => {
  /** A source of sessions, of which the last named is the one of now. `none` is what there is instead of another. */
  function sessions(none?: Refused | Unreachable) {
    const given: string[] = [];
    let current = 1;
    const credentials: CredentialSource<string> = {
      current: async () => {
        if (none !== undefined && current > 1) return none;
        given.push(`session ${current}`);
        return { kind: 'credential', value: `session ${current}` };
      },
      renew: (refused) => {
        if (refused === `session ${current}`) current += 1;
        return true;
      },
    };
    return { credentials, given };
  }
  const signing: Pick<ConnectionOptions<string>, 'sign'> = {
    sign: (credential, _call, url) => ({ method: 'POST', url, headers: { credential }, confidential: [] }),
  };
  const EXPIRED = alibabaError('InvalidSecurityToken.Expired');

  it.each<[what: string, dialect: Dialect, refusal: HttpAnswer]>([
    ['expired', alibabaDialect, EXPIRED],
    ['not known any more', alibabaDialect, alibabaError('InvalidAccessKeyId.NotFound')],
    ['expired', huaweiDialect, huaweiError('APIGW.0307')],
    ['not known any more', huaweiDialect, huaweiError('APIGW.0301')],
    ['refused without a code', huaweiDialect, answer({ status: 401, body: '{}' })],
  ])('is, once, and the call is sent again within the look: %s (%#)', async (_what, dialect, refusal) => {
    const { credentials } = sessions();
    const network = fake((count) => (count === 1 ? refusal : answer()), { ...signing, credentials, dialect });
    let sent = 0;
    const reply = await network.connection.call(call(), Shape, {
      ...look(),
      sent: () => {
        sent += 1;
      },
    });
    expect(reply).toEqual({ kind: 'answer', body: { state: 'running' } });
    expect(network.sent.map(({ headers }) => headers['credential'])).toEqual(['session 1', 'session 2']);
    expect(sent).toBe(2);
  });

  it('is not, where anything else is wrong', async () => {
    for (const reply of [answer(), alibabaError('Forbidden.RAM'), alibabaError('NotFound'), fault()]) {
      const { credentials, given } = sessions();
      await ask(fake(() => reply, { ...signing, credentials }));
      expect(given).toEqual(['session 1']);
    }
  });

  it('is refused for good, for all, where the new one is refused as well', async () => {
    const { credentials } = sessions();
    const network = fake(() => EXPIRED, { ...signing, credentials });
    const refusal = {
      kind: 'refused',
      reason:
        'Alibaba Cloud refused the credentials (InvalidSecurityToken.Expired), also right after they were renewed: check alibaba-access-key-id and alibaba-access-key-secret',
    };
    expect(await Promise.all([ask(network), ask(network)])).toMatchObject([refusal, refusal]);
    expect(network.sent).toHaveLength(2);
  });

  it('ends all that wait, where it cannot be renewed for good', async () => {
    const none = refused('NoPermission', 'the credentials could not be renewed: no');
    const { credentials } = sessions(none);
    const network = fake(() => EXPIRED, { ...signing, credentials });
    const replies = await Promise.all([ask(network), ask(network), ask(network)]);
    expect(replies).toEqual([none, none, none]);
    expect(network.sent).toHaveLength(1);
  });

  it('costs the look where there is none at present, and nothing else', async () => {
    const { credentials } = sessions(unreachable('STS is down'));
    const network = fake(() => EXPIRED, { ...signing, credentials });
    expect(await ask(network)).toEqual(unreachable('STS is down'));
    expect(await ask(network)).toEqual(unreachable('STS is down'));
    expect(network.sent).toHaveLength(1);
  });

  it('is not asked for where the look was given up meanwhile', async () => {
    const { credentials, given } = sessions();
    const stop = new AbortController();
    const network = fake(
      () => {
        stop.abort();
        return EXPIRED;
      },
      { ...signing, credentials },
    );
    await network.connection.call(call(), Shape, { ...look(), signal: stop.signal });
    expect(given).toEqual(['session 1']);
  });
});

describe('throttling', () => {
  it.each([
    ['400', alibabaError('Throttling.User'), alibabaDialect],
    ['403', alibabaError('Throttling.Api', { status: 403 }), alibabaDialect],
    ['200', alibabaError('Throttling', { status: 200 }), alibabaDialect],
    ['429', answer({ status: 429, body: '' }), alibabaDialect],
    ['429', huaweiError('APIGW.0308', { status: 429 }), huaweiDialect],
    ['200', huaweiError('APIG.0308', { status: 200 }), huaweiDialect],
  ])('with HTTP %s is transient, and said to be throttling', async (_status, refusal, dialect) => {
    expect(await ask(fake(() => refusal, { dialect }))).toMatchObject({
      kind: 'unreachable',
      throttled: true,
    });
  });

  it('is not what other troubles are', async () => {
    const reply = await ask(fake(() => answer({ status: 503, body: '' })));
    expect(reply).toMatchObject({ kind: 'unreachable', throttled: false });
  });

  it('tells the look what the server wishes, as all answers do', async () => {
    const wishes: number[] = [];
    const { connection } = fake((count) =>
      count === 1
        ? alibabaError('Throttling.User', { headers: { 'x-acs-retry-after': '2500' } })
        : answer({ body: '{"state":"over"}', headers: { 'retry-after': '7' } }),
    );
    const wished = (ms: number) => wishes.push(ms);
    await connection.call(call(), Shape, { ...look(), wished });
    await connection.call(call(), Shape, { ...look(), wished });
    expect(wishes).toEqual([2500, 7000]);
  });
});

describe('the server’s wish', () => {
  const date = 'Mon, 16 Mar 2026 08:00:00 GMT';
  it.each([
    [{}, 0],
    [{ 'retry-after': '120' }, 120_000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '' }, 0],
    [{ 'retry-after': 'abc' }, 0],
    [{ 'retry-after': '-5' }, 0],
    [{ 'retry-after': '-5', date }, 0],
    [{ 'retry-after': '1e9' }, 0],
    [{ 'retry-after': 'Mon, 16 Mar 2026 08:02:00 GMT', date }, 120_000],
    [{ 'retry-after': 'Mon, 16 Mar 2026 08:02:00 GMT' }, 0],
    [{ 'retry-after': '2027', date: '2026-01-01' }, 2_027_000],
    [{ 'retry-after': '-2027', date: '1999-01-01' }, 0],
    [{ 'retry-after': '2027-01-01', date: '2026-01-01' }, 0],
    [{ 'retry-after': '1 ', date }, 0],
    [{ 'retry-after': 'x1', date }, 0],
    [{ 'retry-after': 'Mon, 16 Mar 2026 07:00:00 GMT', date }, 0],
    [{ 'retry-after': '172800' }, 172_800_000],
    [{ 'retry-after': '3000.5', date }, 3_000_500],
    [{ 'x-acs-retry-after': '2500.25' }, 2500.25],
    [{ 'x-acs-retry-after': '2500' }, 2500],
    [{ 'x-acs-retry-after': '2500', 'retry-after': '120' }, 2500],
    [{ 'x-acs-retry-after': 'abc', 'retry-after': '120' }, 120_000],
    [{ 'x-acs-retry-after': '-1', 'retry-after': '120' }, 120_000],
  ])('in %j is %i ms', (headers, ms) => {
    expect(retryAfter(headers)).toBe(ms);
  });

  it('of 1e9 seconds is finite, and beyond every timeout that is near', () => {
    const ms = retryAfter({ 'retry-after': '1000000000' });
    expect(Number.isFinite(ms)).toBe(true);
    expect(ms).toBeGreaterThanOrEqual(24 * 3_600_000);
  });

  it('of more digits than a number holds is finite', () => {
    expect(Number.isFinite(retryAfter({ 'retry-after': '9'.repeat(400) }))).toBe(true);
    expect(Number.isFinite(retryAfter({ 'x-acs-retry-after': '9'.repeat(400) }))).toBe(true);
  });
});

describe('what an answer echoes of the signature', () => {
  const keys = { accessKeyId: 'LTAI-example', accessKeySecret: SECRET };
  const real: Partial<ConnectionOptions<string>> = {
    sign: (_credential, one, url, date) => alibabaRequest(keys, one, url, date),
  };
  const spellings: readonly (readonly [name: string, spell: (text: string) => string])[] = [
    ['as it is', (text) => text],
    ['in base64', (text) => Buffer.from(`x${text}y`).toString('base64')],
    ['in hex', (text) => Buffer.from(text).toString('hex')],
    ['percent-encoded', (text) => encodeURIComponent(text)],
    ['as JSON in JSON', (text) => JSON.stringify(text).slice(1, -1)],
  ];

  it.each(spellings)('is not handed on, in an error or in a body: %s', async (_name, spell) => {
    for (const body of [
      (text: string) => ({ Code: 'InvalidParameter', Message: text }),
      (text: string) => ({ state: text }),
    ]) {
      let confidential: readonly string[] = [];
      const echo = fake((_count, request) => {
        ({ confidential } = request);
        return answer({ body: JSON.stringify(body(confidential.map(spell).join(' | '))) });
      }, real);
      const reply = JSON.stringify(await ask(echo));
      expect(confidential).toHaveLength(4);
      expect(reply.match(/\*{3}/g)).toHaveLength(confidential.length);
      // At either end of base64 a few characters also carry what stands beside the text.
      for (const text of confidential) expect(reply).not.toContain(spell(text).slice(4, 20));
    }
  });

  it('is not handed on in the place of a redirect', async () => {
    const echo = fake(
      (_count, { confidential }) =>
        answer({ status: 302, headers: { location: `https://h/${confidential[0]}` }, body: '' }),
      real,
    );
    expect(await ask(echo)).toMatchObject({ reason: expect.stringContaining('redirected to https://h, ') });
  });
});

it('a message with a long run of spaces is told at once', async () => {
  const body = JSON.stringify({ Code: 'Throttling', Message: `${`down${' '.repeat(300)}`.repeat(10_000)}x` });
  const begun = process.cpuUsage();
  expect(await ask(fake(() => answer({ status: 503, body })))).toMatchObject({ kind: 'unreachable' });
  expect(await ask(fake(() => answer({ status: 503, body: ' '.repeat(4_000_000) })))).toMatchObject({
    kind: 'unreachable',
  });
  const { user, system } = process.cpuUsage(begun);
  expect((user + system) / 1000, 'ms of computing').toBeLessThan(2_000);
});
