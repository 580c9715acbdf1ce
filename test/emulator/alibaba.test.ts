import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Reply, type Sending, send, signForAlibaba } from './client.ts';
import { type Emulator, inTurn, literal, startEmulator } from './index.ts';

const now = Date.parse('2026-03-16T08:15:30Z');
let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator({ clock: () => now });
  emulator.alibaba.publishTask('u1', inTurn([{ DeployedStatus: 'RUNNING' }], [{ DeployedStatus: 'OVER' }]));
  emulator.alibaba.versions(
    'api',
    'RELEASE',
    inTurn([
      ...Array.from({ length: 25 }, (_, n) => ({
        HistoryVersion: String(n),
        Status: 'OFFLINE',
        Description: 'x',
      })),
      { HistoryVersion: '99', Status: 'ONLINE', listed: false },
      { HistoryVersion: '77', Status: 'ONLINE', GroupId: 'other' },
    ]),
  );
});
afterEach(() => emulator.close());

describe('an answer', () => {
  test('is wrapped as documented, by GET and by POST', async () => {
    const first = await call('DescribeDeployApiTask', '/?OperationUid=u1', { method: 'POST' });
    expect(first.json).toEqual({
      RequestId: first.headers['x-acs-request-id'],
      DeployedResults: { DeployedResult: [{ DeployedStatus: 'RUNNING' }] },
    });
    const second = await call('DescribeDeployApiTask', '/?OperationUid=u1');
    expect(second.text).toContain('OVER');
    expect(second.headers.date).toBe('Mon, 16 Mar 2026 08:15:30 GMT');
  });

  test('can be a body of the caller’s, unchanged', async () => {
    emulator.alibaba.versions('api', 'TEST', {
      history: inTurn(literal({ Status: '200' })),
      list: inTurn([]),
    });
    const reply = await call('DescribeApiHistory', '/?ApiId=api&StageName=TEST&HistoryVersion=1');
    expect(reply.text).toBe('{"Status":"200"}');
  });

  test('tells a version’s definition, whose Status is the call’s own', async () => {
    const reply = await call('DescribeApiHistory', '/?ApiId=api&StageName=RELEASE&HistoryVersion=99');
    expect(reply.json).toMatchObject({
      ApiId: 'api',
      HistoryVersion: '99',
      Status: '200',
      StageName: 'RELEASE',
    });
  });
});

describe('the list of versions', () => {
  const group = '/?ApiId=api&StageName=RELEASE&GroupId=cfb6ef799bf54fffabb0f02019ad2581';

  test('has ten a page by default, without what is unlisted or of another group', async () => {
    const { json } = await call('DescribeApiHistories', group);
    expect(json).toMatchObject({ TotalCount: 25, PageNumber: 1, PageSize: 10 });
    expect(versionsOf(json)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
  });

  test('is paged, and empty beyond its end', async () => {
    const page3 = await call('DescribeApiHistories', `${group}&PageNumber=3`);
    expect(versionsOf(page3.json)).toEqual(['20', '21', '22', '23', '24']);
    const page4 = await call('DescribeApiHistories', `${group}&PageNumber=4`);
    expect(versionsOf(page4.json)).toEqual([]);
  });

  test('keeps to a lower limit, whatever is asked for', async () => {
    emulator.rules.pageLimit = 2;
    const { json } = await call('DescribeApiHistories', `${group}&PageSize=100`);
    expect(json['PageSize']).toBe(2);
    expect(versionsOf(json)).toEqual(['0', '1']);
  });

  test.each(['PageSize=101', 'PageSize=0', 'PageSize=x', 'PageNumber=0'])('refuses %s', async (pages) => {
    const { status, json } = await call('DescribeApiHistories', `${group}&${pages}`);
    expect([status, json['Code']]).toEqual([400, `Invalid${pages.split('=')[0]}`]);
  });
});

describe('a refusal', () => {
  const url = '/?OperationUid=u1';

  test.each<[string, number, string, Partial<Sending>]>([
    ['an unknown task', 400, 'NotFoundOperation', { url: '/?OperationUid=u2' }],
    ['no task', 400, 'MissingOperationUid', { url: '/' }],
    ['an unknown key', 404, 'InvalidAccessKeyId.NotFound', { accessKeyId: 'nobody' }],
    ['a wrong secret', 400, 'SignatureDoesNotMatch', { secret: 'wrong' }],
    ['another method', 403, 'UnsupportedHTTPMethod', { method: 'PUT' }],
    ['another path', 404, 'InvalidAction.NotFound', { url: '/x?OperationUid=u1' }],
    ['another action', 404, 'InvalidAction.NotFound', { headers: { 'x-acs-action': 'Delete' } }],
    ['another version', 400, 'InvalidVersion', { headers: { 'x-acs-version': '2014-05-26' } }],
    [
      'a token that is none',
      400,
      'InvalidSecurityToken.MismatchWithAccessKey',
      { headers: { 'x-acs-security-token': 't' } },
    ],
    ['a date in another form', 400, 'IllegalTimestamp', { headers: { 'x-acs-date': '20260316T081530Z' } }],
    [
      'a date 16 minutes early',
      400,
      'InvalidTimeStamp.Expired',
      { headers: { 'x-acs-date': '2026-03-16T07:59:29Z' } },
    ],
    [
      'a date 16 minutes late',
      400,
      'InvalidTimeStamp.Expired',
      { headers: { 'x-acs-date': '2026-03-16T08:31:31Z' } },
    ],
    ['an unsigned host', 400, 'IncompleteSignature', { unsigned: ['host'] }],
    ['an unsigned x-acs header', 400, 'IncompleteSignature', { unsigned: ['x-acs-date'] }],
    [
      'an unsigned content type',
      400,
      'IncompleteSignature',
      { headers: { 'content-type': 'a/b' }, unsigned: ['content-type'] },
    ],
    [
      'a wrong content hash',
      400,
      'SignatureDoesNotMatch',
      { headers: { 'x-acs-content-sha256': '0'.repeat(64) } },
    ],
  ])('of %s: %i %s', async (_what, status, code, change) => {
    const reply = await call('DescribeDeployApiTask', change.url ?? url, change);
    expect([reply.status, reply.json['Code']]).toEqual([status, code]);
    expect(emulator.requests.at(-1)).toMatchObject({ status, code });
  });

  test('of an absent signature', async () => {
    const sending = { endpoint: emulator.alibaba.endpoint, url, accessKeyId: '', secret: '' };
    const headers = { 'x-acs-action': 'DescribeDeployApiTask', 'x-acs-version': '2016-07-14' };
    expect((await send(sending, headers)).json['Code']).toBe('IncompleteSignature');
  });

  test('of a wrong secret shows the server’s string to sign', async () => {
    const { json } = await call('DescribeDeployApiTask', url, { secret: 'wrong' });
    expect(json['Message']).toMatch(/server string to sign is:ACS3-HMAC-SHA256\n[0-9a-f]{64}$/);
  });

  test('of a request sent twice', async () => {
    const sending = sendingOf('DescribeDeployApiTask', url);
    const headers = signForAlibaba(sending, now, 'once');
    expect((await send(sending, headers)).status).toBe(200);
    expect((await send(sending, headers)).json['Code']).toBe('SignatureNonceUsed');
  });

  test('of a session without its token, with another’s, with a made-up one, and after its end', async () => {
    const session = emulator.alibaba.openSession();
    const other = emulator.alibaba.openSession();
    const using = { accessKeyId: session.accessKeyId, secret: session.accessKeySecret };
    const code = async (token?: string) => {
      const headers = token === undefined ? {} : { 'x-acs-security-token': token };
      return (await call('DescribeDeployApiTask', url, { ...using, headers })).json['Code'];
    };
    expect(await code(session.securityToken)).toBeUndefined();
    expect(await code()).toBe('MissingSecurityToken');
    expect(await code(other.securityToken)).toBe('InvalidSecurityToken.MismatchWithAccessKey');
    expect(await code('made up')).toBe('InvalidSecurityToken.Malformed');
    session.expire();
    expect(await code(session.securityToken)).toBe('InvalidSecurityToken.Expired');
  });

  test('of an operation without permission, and of too many requests', async () => {
    emulator.rules.deny = new Set(['DescribeDeployApiTask']);
    expect(await call('DescribeDeployApiTask', url)).toMatchObject({
      status: 403,
      json: { Code: 'Forbidden.RAM' },
    });
    emulator.rules.deny = new Set();
    emulator.rules.requestsPerSecond = 1;
    expect((await call('DescribeDeployApiTask', url)).status).toBe(200);
    const reply = await call('DescribeDeployApiTask', url);
    expect(reply).toMatchObject({ status: 400, json: { Code: 'Throttling.User' } });
    expect(Number(reply.headers['x-acs-retry-after'])).toBeGreaterThan(0);
  });

  test('of an unknown API, stage, version or group', async () => {
    const code = async (action: string, query: string) => (await call(action, `/?${query}`)).json['Code'];
    expect(await code('DescribeApiHistory', 'ApiId=no&StageName=RELEASE&HistoryVersion=1')).toBe(
      'NotFoundApiHistory',
    );
    expect(await code('DescribeApiHistory', 'ApiId=api&StageName=PRE&HistoryVersion=1')).toBe(
      'NotFoundApiHistory',
    );
    expect(await code('DescribeApiHistory', 'ApiId=api&StageName=RELEASE&HistoryVersion=no')).toBe(
      'NotFoundApiHistory',
    );
    expect(await code('DescribeApiHistory', 'ApiId=api&StageName=RELEASE&HistoryVersion=1&GroupId=g')).toBe(
      'NotFoundApiHistory',
    );
    expect(await code('DescribeApiHistories', 'ApiId=no&StageName=RELEASE&GroupId=g')).toBe('NotFoundApi');
    expect(await code('DescribeApiHistories', 'ApiId=api&StageName=RELEASE')).toBe('MissingGroupId');
  });
});

function call(action: string, url: string, change: Partial<Sending> = {}): Promise<Reply> {
  const sending = sendingOf(action, url, change);
  return send(sending, signForAlibaba(sending, now));
}

function sendingOf(action: string, url: string, change: Partial<Sending> = {}): Sending {
  const { endpoint, keys } = emulator.alibaba;
  const headers = { 'x-acs-action': action, ...change.headers };
  return { endpoint, accessKeyId: keys.accessKeyId, secret: keys.accessKeySecret, ...change, url, headers };
}

function versionsOf(json: Reply['json']): readonly string[] {
  return [...JSON.stringify(json).matchAll(/"HistoryVersion":"(\d+)"/g)].map(([, version]) => version ?? '');
}
