import { describe, expect, it } from 'vitest';

import { type AlibabaRole, alibabaExchange } from '../../src/clouds/alibaba-sts.ts';
import type { HttpAnswer } from '../../src/clouds/http.ts';
import type { HttpFault } from '../../src/clouds/http-fault.ts';
import { exchangeScene, http, ID_TOKEN, jwt, NOW, SHOWN } from './exchange-scene.ts';

const ROLE: AlibabaRole = {
  kind: 'role',
  roleArn: 'acs:ram::1:role/gate',
  oidcProviderArn: 'acs:ram::1:oidc-provider/github',
  audience: 'sts.aliyuncs.com',
  endpoint: new URL('https://sts.example/base/'),
  durationSeconds: 1800,
  sessionName: 'acme-orders-42',
  idToken: ID_TOKEN,
};
const SESSION = {
  AccessKeyId: 'STS.NUgYrLnoC37mZZCNnAbez',
  AccessKeySecret: 'CVwjCkNzTMupZ8NbTCxCBRq3K16jtcWFTJAyBEv2',
  SecurityToken: 'CAISuQJ1q6Ft5B2yfSjIr5bkFtWg==',
  Expiration: new Date(NOW + 1_800_000).toISOString().replace(/\.\d+/, ''),
};
const granted = (overrides: object = {}, headers?: Readonly<Record<string, string>>): HttpAnswer =>
  http(200, { RequestId: 'r', Credentials: { ...SESSION, ...overrides } }, headers);
const refusing = (status: number, code: string, message = 'said so .'): HttpAnswer =>
  http(status, { RequestId: 'r', HostId: 'sts.aliyuncs.com', Code: code, Message: message });

const exchangeWith = (answer: HttpAnswer | HttpFault, ourNow = NOW) => {
  const scene = exchangeScene(() => answer, undefined, ourNow);
  return { scene, seen: alibabaExchange(ROLE, scene.tools)() };
};

describe('an exchange with STS', () => {
  it('sends the token in a form, unsigned, and gives the session', async () => {
    const { scene, seen } = exchangeWith(granted());
    expect(await seen).toEqual({
      kind: 'session',
      lifeMs: 1_799_000,
      credential: {
        accessKeyId: SESSION.AccessKeyId,
        accessKeySecret: SESSION.AccessKeySecret,
        securityToken: SESSION.SecurityToken,
      },
    });
    const request = scene.sent[1];
    expect(request).toMatchObject({
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      confidential: [jwt()],
    });
    expect(request?.url.href).toBe(
      'https://sts.example/base/?Action=AssumeRoleWithOIDC&Version=2015-04-01&Format=JSON&Timestamp=2026-03-16T08%3A00%3A00Z',
    );
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      OIDCProviderArn: ROLE.oidcProviderArn,
      RoleArn: ROLE.roleArn,
      OIDCToken: jwt(),
      RoleSessionName: 'acme-orders-42',
      DurationSeconds: '1800',
    });
    expect(Object.keys(request?.headers ?? {}).join()).not.toMatch(/authorization/i);
  });

  it('hides everything of the session that is secret, and most of the key id', async () => {
    const { scene, seen } = exchangeWith(granted());
    await seen;
    expect(new Set(scene.hidden)).toEqual(new Set([jwt(), SESSION.AccessKeySecret, SESSION.SecurityToken]));
    expect(new Set(scene.hiddenKeyIds)).toEqual(new Set([SESSION.AccessKeyId]));
  });

  it('fetches a fresh token for every attempt', async () => {
    const scene = exchangeScene((_request, count) => (count === 1 ? http(503, {}) : granted()));
    const exchange = alibabaExchange(ROLE, scene.tools);
    expect(await exchange()).toMatchObject({ kind: 'unreachable' });
    expect(await exchange()).toMatchObject({ kind: 'session' });
    const tokens = scene.sent.flatMap(({ body }) => new URLSearchParams(body).get('OIDCToken') ?? []);
    expect(tokens).toEqual([jwt(undefined, 1), jwt(undefined, 2)]);
  });

  it('sends nothing to STS where there is no token', async () => {
    const scene = exchangeScene(
      () => granted(),
      () => http(403, {}),
    );
    expect(await alibabaExchange(ROLE, scene.tools)()).toMatchObject({ kind: 'refused' });
    expect(scene.sent).toHaveLength(1);
  });

  it.each<[what: string, answer: HttpAnswer, ourNow: number, lifeMs: number]>([
    ['by the clock of STS', granted(), NOW, 1_799_000],
    ['whatever our clock says', granted(), NOW + 86_400_000, 1_799_000],
    ['as asked, where STS tells no time', granted({}, {}), NOW + 86_400_000, 1_800_000],
    ['shorter, where STS says so', granted({ Expiration: '2026-03-16T08:15:00Z' }), NOW, 899_000],
    ['no longer than asked', granted({ Expiration: '2026-03-17T08:00:00Z' }), NOW, 1_800_000],
    ['half of what may be rounded up', granted({ Expiration: '2026-03-16T08:00:01Z' }), NOW, 500],
  ])('gives a life that is told %s', async (_what, answer, ourNow, lifeMs) => {
    expect(await exchangeWith(answer, ourNow).seen).toMatchObject({ kind: 'session', lifeMs });
  });

  it.each<[what: string, answer: HttpAnswer | HttpFault, reason: string]>([
    ['a server in trouble', http(503, {}), 'Alibaba Cloud STS: HTTP 503'],
    ['throttling', refusing(400, 'Throttling.User'), 'Alibaba Cloud STS: HTTP 400 Throttling.User'],
    [
      'no JSON',
      { ...http(200, {}), body: '{"Cre' },
      'Alibaba Cloud STS: HTTP 200 with a body that is no complete JSON, or gives a key twice',
    ],
    [
      'no session',
      http(200, {}),
      'Alibaba Cloud STS: HTTP 200 with JSON of another shape: Credentials: Invalid input: expected object, received nothing',
    ],
    [
      'half a session',
      granted({ SecurityToken: undefined }),
      'Alibaba Cloud STS: HTTP 200 with JSON of another shape: Credentials.SecurityToken: Invalid input: expected string, received nothing',
    ],
    [
      'no time',
      granted({ Expiration: 'soon' }),
      'Alibaba Cloud STS: HTTP 200 with JSON of another shape: Credentials.Expiration: no time',
    ],
    [
      'a session that is over',
      granted({ Expiration: '2026-03-16T08:00:00Z' }),
      'Alibaba Cloud STS: gave out a session that had ended already (2026-03-16T08:00:00Z)',
    ],
    [
      'the network',
      { kind: 'fault', reason: 'connection refused (ECONNREFUSED)', fatal: false },
      'Alibaba Cloud STS: connection refused (ECONNREFUSED)',
    ],
  ])('is tried again after %s', async (_what, answer, reason) => {
    expect(await exchangeWith(answer).seen).toMatchObject({ kind: 'unreachable', reason, throttled: false });
  });

  it('is hopeless where the host has been unknown for long', async () => {
    const fault = { kind: 'fault', reason: 'no host', fatal: false, hopelessAfterMs: 30_000 } as const;
    expect(await exchangeWith(fault).seen).toMatchObject({ kind: 'unreachable', hopelessAfterMs: 30_000 });
  });

  it.each([
    ['AuthenticationFail.OIDCToken.Expired', 'This JsonWebToken is expired.'],
    ['AuthenticationFail.OIDCToken.Invalid', 'The token is not valid yet.'],
    ['AnythingNew', 'said so'],
  ])('is tried twice more after a refusal with HTTP 401, with fresh tokens: %s', async (code, message) => {
    let answer = refusing(401, code, message);
    const scene = exchangeScene(() => answer);
    const exchange = alibabaExchange(ROLE, scene.tools);
    expect(await exchange()).toMatchObject({ kind: 'unreachable', retryAfterMs: 2_000 });
    expect(await exchange()).toMatchObject({ kind: 'unreachable', retryAfterMs: 5_000 });
    expect(await exchange()).toMatchObject({ kind: 'refused', providerState: code });
    const tokens = scene.sent.flatMap(({ body }) => new URLSearchParams(body).get('OIDCToken') ?? []);
    expect(new Set(tokens).size).toBe(3);
    answer = granted();
    await exchange();
    answer = refusing(401, code, message);
    expect(await exchange()).toMatchObject({ kind: 'unreachable', retryAfterMs: 2_000 });
  });

  it.each([
    [granted({ SecurityToken: 'CAIS\r\nX-Evil: 1' }), 'gave SecurityToken with a line end in it'],
    [
      granted({ SecurityToken: 'a'.repeat(20_001) }),
      'gave SecurityToken of 20001 characters, which is too long',
    ],
    [granted({ AccessKeySecret: 'ключ' }), 'gave AccessKeySecret with a character that no header may have'],
    [granted({ AccessKeyId: '' }), 'gave no AccessKeyId'],
    [granted({ SecurityToken: 'CAIS, CAIT' }), 'gave SecurityToken more than once'],
    [
      { ...granted(), body: '{"Credentials":{"SecurityToken":"a","SecurityToken":"b"}}' },
      'HTTP 200 with a body that is no complete JSON, or gives a key twice',
    ],
    [
      granted({ Expiration: '2026-03-15T08:00:00Z' }),
      'gave out a session that had ended already (2026-03-15T08:00:00Z)',
    ],
  ])('is hopeless after 30 s where its answer cannot be used: %#', async (answer, what) => {
    expect(await exchangeWith(answer).seen).toEqual({
      kind: 'unreachable',
      reason: `Alibaba Cloud STS: ${what}`,
      throttled: false,
      retryAfterMs: 0,
      hopelessAfterMs: 30_000,
    });
  });

  const said = (code: string): string =>
    `Alibaba Cloud STS refused to exchange the job's OIDC token (HTTP 401 ${code})`;
  it.each<[code: string, message: string, reason: string]>([
    [
      'AuthenticationFail.OIDCToken.AudienceNotMatch',
      'Invalid audience.',
      `${said('AuthenticationFail.OIDCToken.AudienceNotMatch')}: add "sts.aliyuncs.com" to the client ids of the identity provider, or give one that it has as alibaba-oidc-audience; ${SHOWN}`,
    ],
    [
      'AuthenticationFail.OIDCToken.IssuerNotMatch',
      'said so',
      `${said('AuthenticationFail.OIDCToken.IssuerNotMatch')}: make the identity provider's issuer https://token.actions.githubusercontent.com; ${SHOWN}`,
    ],
    [
      'AuthenticationFail.NoPermission',
      'There is no permission',
      `${said('AuthenticationFail.NoPermission')}: let the trust policy of acs:ram::1:role/gate name acs:ram::1:oidc-provider/github as its federated principal, with conditions that the token meets; ${SHOWN}`,
    ],
    [
      'AuthenticationFail.NoPermission',
      'No such OIDC Provider registered.',
      `${said('AuthenticationFail.NoPermission')}: RAM has no identity provider acs:ram::1:oidc-provider/github: check alibaba-oidc-provider-arn; ${SHOWN}`,
    ],
    [
      'AuthenticationFail.OIDCToken.PublicKeyFingerprintMismatch',
      'said so',
      `${said('AuthenticationFail.OIDCToken.PublicKeyFingerprintMismatch')}: renew the certificate fingerprint of the identity provider's issuer in RAM; ${SHOWN}`,
    ],
    [
      'AuthenticationFail.OIDCToken.InvalidSignature',
      'said so',
      `${said('AuthenticationFail.OIDCToken.InvalidSignature')}: RAM needs the identity provider acs:ram::1:oidc-provider/github for this issuer and audience, and a trust policy of acs:ram::1:role/gate for this subject; ${SHOWN}`,
    ],
    [
      'EntityNotExist.Role',
      'said so',
      `${said('EntityNotExist.Role')}: there is no role acs:ram::1:role/gate: check alibaba-role-arn; ${SHOWN}`,
    ],
    [
      'NoPermission',
      'said so',
      `${said('NoPermission')}: let the trust policy of acs:ram::1:role/gate name acs:ram::1:oidc-provider/github as its federated principal, with conditions that the token meets; ${SHOWN}`,
    ],
    [
      'InvalidParameter.DurationSeconds',
      'said so',
      `${said('InvalidParameter.DurationSeconds')}: let sessions of the role last 1800 s; ${SHOWN}`,
    ],
    [
      'InvalidParameter.RoleArn',
      'said so',
      `${said('InvalidParameter.RoleArn')}: check alibaba-role-arn and alibaba-oidc-provider-arn; ${SHOWN}`,
    ],
    [
      'InvalidAction.NotFound',
      'said so',
      `${said('InvalidAction.NotFound')}: check alibaba-sts-endpoint; ${SHOWN}`,
    ],
  ])('is refused for good, with what to set up: %s %s', async (code, message, reason) => {
    const scene = exchangeScene(() => refusing(401, code, message));
    const exchange = alibabaExchange(ROLE, scene.tools);
    let seen = await exchange();
    // Only a refusal that no other token helps is one at once.
    const times = /NoPermission|EntityNotExist|NotFound/.test(code) ? 1 : 3;
    for (let count = 1; count < times; count += 1) {
      expect(seen).toMatchObject({ kind: 'unreachable', reason });
      seen = await exchange();
    }
    expect(seen).toEqual({ kind: 'refused', providerState: code, reason });
    expect(scene.sent).toHaveLength(2 * times);
  });

  it('is not redirected', async () => {
    const { scene, seen } = exchangeWith(http(307, {}, { location: 'https://elsewhere.example/' }));
    expect(await seen).toMatchObject({
      kind: 'refused',
      reason:
        'Alibaba Cloud STS redirected to https://elsewhere.example, where nothing is sent; check alibaba-sts-endpoint',
    });
    expect(scene.sent.map(({ url }) => url.host)).toEqual(['pipelines.example', 'sts.example']);
  });

  it('corrects its time once, by that of STS', async () => {
    const skewed = refusing(400, 'InvalidTimeStamp.Expired');
    const scene = exchangeScene(
      (_request, count) => (count === 1 ? skewed : granted()),
      undefined,
      NOW - 1_200_000,
    );
    const exchange = alibabaExchange(ROLE, scene.tools);
    expect(await exchange()).toMatchObject({ kind: 'unreachable' });
    expect(await exchange()).toMatchObject({ kind: 'session' });
    const times = scene.sent.flatMap(({ url }) => url.searchParams.get('Timestamp') ?? []);
    expect(times).toEqual(['2026-03-16T07:40:00Z', '2026-03-16T08:00:00Z']);
  });

  it('is refused where the time is still wrong then', async () => {
    const scene = exchangeScene(() => refusing(400, 'InvalidTimeStamp.Expired'), undefined, NOW - 1_200_000);
    const exchange = alibabaExchange(ROLE, scene.tools);
    await exchange();
    expect(await exchange()).toEqual({
      kind: 'refused',
      providerState: 'InvalidTimeStamp.Expired',
      reason:
        "Alibaba Cloud STS refused the time of the request (HTTP 400 InvalidTimeStamp.Expired), although it was that of the server: set this machine's clock",
    });
  });

  it('leaves the token out of what is told, if STS echoes it', async () => {
    const { seen } = exchangeWith(refusing(401, 'AuthenticationFail.OIDCToken.Invalid', `bad: ${jwt()}`));
    expect(JSON.stringify(await seen)).toContain('(HTTP 401 AuthenticationFail.OIDCToken.Invalid)');
    expect(JSON.stringify(await seen)).not.toContain(jwt());
  });
});
