import { SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { send, signForAlibaba } from '../client.ts';
import { type AlibabaSession, type Emulator, faults, inTurn, startEmulator } from '../index.ts';
import { type AssumeRole, assumeRole } from './client.ts';
import type { TokenTraits } from './issuer.ts';

const AUDIENCE = 'sts.aliyuncs.com';
let emulator: Emulator;
let skewMs = 0;
beforeEach(async () => {
  skewMs = 0;
  emulator = await startEmulator({ clock: () => Date.now() + skewMs });
  emulator.alibaba.publishTask('u', inTurn([]));
});
afterEach(() => emulator.close());

const issue = (traits: TokenTraits = {}, audience = AUDIENCE) => emulator.oidc.issue(audience, traits);

describe('AssumeRoleWithOIDC', () => {
  test('gives a session that the gateway accepts, described as documented', async () => {
    const { status, json } = await assumeRole(emulator, await issue());
    const [session] = emulator.sts.issued;
    expect(status).toBe(200);
    expect(json).toMatchObject({
      RequestId: expect.any(String),
      OIDCTokenInfo: { ClientIds: AUDIENCE, VerificationInfo: 'Success' },
      AssumedRoleUser: { Arn: `${emulator.sts.role.roleArn}/deploy-gate-1234567890` },
      Credentials: {
        AccessKeyId: session?.accessKeyId,
        AccessKeySecret: session?.accessKeySecret,
        SecurityToken: session?.securityToken,
        Expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      },
    });
    expect(await look(session)).toBeUndefined();
    expect(emulator.requests[0]).toMatchObject({ api: 'sts', operation: 'AssumeRoleWithOIDC', status: 200 });
  });

  test('lasts as long as asked: the default, where nothing is', async () => {
    expect(await lifeOf({})).toBeCloseTo(900, -1);
    expect(await lifeOf({ DurationSeconds: '' })).toBeCloseTo(3600, -1);
  });

  test('lasts as long as its script says, whatever was asked for', async () => {
    emulator.sts.role.sessions = inTurn({ seconds: 2 });
    expect(await lifeOf({})).toBeLessThanOrEqual(3);
    skewMs = 3000;
    expect(await look(emulator.sts.issued[0])).toBe('InvalidSecurityToken.Expired');
  });

  test('is good for so many requests, if its script says so', async () => {
    emulator.sts.role.sessions = inTurn({ requests: 2 });
    await assumeRole(emulator, await issue());
    const [session] = emulator.sts.issued;
    expect([await look(session), await look(session)]).toEqual([undefined, undefined]);
    expect(await look(session)).toBe('InvalidSecurityToken.Expired');
  });

  test('is revoked in the middle', async () => {
    await assumeRole(emulator, await issue());
    const [session] = emulator.sts.issued;
    expect(await look(session)).toBeUndefined();
    session?.expire();
    expect(await look(session)).toBe('InvalidSecurityToken.Expired');
  });

  test('plays an act instead, if its script says so', async () => {
    emulator.sts.role.sessions = inTurn(faults.httpError(503, '{}'));
    expect((await assumeRole(emulator, await issue())).status).toBe(503);
    expect(emulator.sts.issued).toEqual([]);
  });
});

describe('AssumeRoleWithOIDC refuses a token', () => {
  test.each<[string, TokenTraits, number, string]>([
    ['that has expired', { lifeSeconds: -1 }, 401, 'AuthenticationFail.OIDCToken.Expired'],
    [
      'of another issuer',
      { claims: { iss: 'https://x.invalid' } },
      401,
      'AuthenticationFail.OIDCToken.IssuerNotMatch',
    ],
    ['for somebody else', { claims: { aud: 'x' } }, 401, 'AuthenticationFail.OIDCToken.AudienceNotMatch'],
    ['that is forged', { forged: true }, 401, 'AuthenticationFail.OIDCToken.InvalidSignature'],
    ['of another job', { claims: { sub: 'repo:x/y' } }, 401, 'AuthenticationFail.NoPermission'],
  ])('%s', async (_why, traits, status, code) => {
    const told = await assumeRole(emulator, await issue(traits));
    expect(told).toMatchObject({ status, json: { Code: code } });
    expect(emulator.requests).toMatchObject([{ status, code }]);
    expect(emulator.sts.issued).toEqual([]);
  });

  test('that is none, or signed by another algorithm', async () => {
    const secret = Buffer.from('FakeSecretNotReal0000000000000001');
    const symmetric = await new SignJWT({ aud: AUDIENCE }).setProtectedHeader({ alg: 'HS256' }).sign(secret);
    for (const token of ['not.a.token', symmetric]) {
      const { status, json } = await assumeRole(emulator, token);
      expect([status, json['Code']]).toEqual([401, 'AuthenticationFail.OIDCToken.Invalid']);
    }
  });

  test('that was good until its five minutes had passed', async () => {
    const token = await issue();
    skewMs = 301_000;
    const Timestamp = new Date(Date.now() + skewMs).toISOString().replace(/\.\d+/, '');
    const { json } = await assumeRole(emulator, token, { query: { Timestamp } });
    expect(json['Code']).toBe('AuthenticationFail.OIDCToken.Expired');
  });
});

describe('AssumeRoleWithOIDC refuses', () => {
  const minutesAway = (minutes: number) =>
    new Date(Date.now() + minutes * 60_000).toISOString().replace(/\.\d+/, '');

  test.each<[string, AssumeRole, number, string]>([
    ['an unknown role', { form: { RoleArn: 'acs:ram::1:role/x' } }, 404, 'EntityNotExist.Role'],
    [
      'an unknown provider',
      { form: { OIDCProviderArn: 'acs:ram::1:x' } },
      401,
      'AuthenticationFail.NoPermission',
    ],
    ['no provider', { form: { OIDCProviderArn: '' } }, 400, 'MissingOIDCProviderArn'],
    ['no role', { form: { RoleArn: '' } }, 400, 'MissingRoleArn'],
    ['no token', { form: { OIDCToken: '' } }, 401, 'AuthenticationFail.OIDCToken.Invalid'],
    ['no session name', { form: { RoleSessionName: '' } }, 400, 'MissingRoleSessionName'],
    ['a slash in it', { form: { RoleSessionName: 'a/b' } }, 400, 'InvalidParameter.RoleSessionName'],
    ['one character', { form: { RoleSessionName: 'a' } }, 400, 'InvalidParameter.RoleSessionName'],
    ['65 characters', { form: { RoleSessionName: 'a'.repeat(65) } }, 400, 'InvalidParameter.RoleSessionName'],
    ['less than 15 minutes', { form: { DurationSeconds: '899' } }, 400, 'InvalidParameter.DurationSeconds'],
    [
      'more than the role’s most',
      { form: { DurationSeconds: '3601' } },
      400,
      'InvalidParameter.DurationSeconds',
    ],
    ['no number', { form: { DurationSeconds: 'long' } }, 400, 'InvalidParameter.DurationSeconds'],
    ['another body', { contentType: 'application/json' }, 400, 'MissingOIDCProviderArn'],
    ['no time', { query: { Timestamp: '' } }, 400, 'MissingTimestamp'],
    ['a time of another form', { query: { Timestamp: '1700000000' } }, 400, 'InvalidTimeStamp.Format'],
    ['a time long ago', { query: { Timestamp: minutesAway(-16) } }, 400, 'InvalidTimeStamp.Expired'],
    ['a time to come', { query: { Timestamp: minutesAway(16) } }, 400, 'InvalidTimeStamp.Expired'],
    ['another version', { query: { Version: '2016-07-14' } }, 400, 'InvalidVersion'],
    ['another format', { query: { Format: 'XML' } }, 400, 'InvalidFormat'],
    ['another method', { method: 'PUT' }, 403, 'UnsupportedHTTPMethod'],
    ['another call', { query: { Action: 'AssumeRole' } }, 404, 'InvalidAction.NotFound'],
  ])('%s', async (_what, change, status, code) => {
    expect(await assumeRole(emulator, await issue(), change)).toMatchObject({ status, json: { Code: code } });
    expect(emulator.sts.issued).toEqual([]);
  });
});

/** Seconds from the exchange to the end that it tells. */
async function lifeOf(form: Readonly<Record<string, string>>): Promise<number> {
  const { json } = await assumeRole(emulator, await issue(), { form });
  const told: { Expiration?: string } = Object(json['Credentials']);
  return (Date.parse(told.Expiration ?? '') - Date.now()) / 1000;
}

/** The code with which the gateway refuses a session; nothing if it accepts it. */
async function look(session: AlibabaSession | undefined): Promise<unknown> {
  const { accessKeyId = '', accessKeySecret: secret = '', securityToken = '' } = session ?? {};
  const headers = { 'x-acs-action': 'DescribeDeployApiTask', 'x-acs-security-token': securityToken };
  const { endpoint } = emulator.alibaba;
  const sending = { endpoint, method: 'POST', url: '/?OperationUid=u', headers, accessKeyId, secret };
  const { json } = await send(sending, signForAlibaba(sending, Date.now() + skewMs));
  return json['Code'];
}
