import { describe, expect, it } from 'vitest';

import type { HttpAnswer } from '../../src/clouds/http.ts';
import type { HttpFault } from '../../src/clouds/http-fault.ts';
import {
  type HuaweiIdentityProvider,
  huaweiExchange,
  type ProjectScope,
} from '../../src/clouds/huawei-iam.ts';
import { exchangeScene, http, ID_TOKEN, jwt, NOW, SHOWN } from './exchange-scene.ts';

const PROVIDER: HuaweiIdentityProvider = {
  kind: 'identity-provider',
  id: 'github',
  audience: 'iam.myhuaweicloud.com',
  endpoint: undefined,
  projectId: undefined,
  region: undefined,
  idToken: ID_TOKEN,
};
const ENDPOINT = new URL('https://iam.example/base');
const TOKEN = 'MIIEIAYJKoZIhvcNAQcCoIIEETCCBA0CAQExDTALBglghkgBZQMEAgEwggJuBgkqhkiG9w0BBwGgggJf==';
const DATE = { date: new Date(NOW).toUTCString() };
const at = (ms: number): string => new Date(NOW + ms).toISOString().replace('Z', '000Z');
const DAY_MS = 86_400_000;

const granted = (
  token: unknown = { expires_at: at(DAY_MS), issued_at: at(0) },
  headers: Readonly<Record<string, string>> = { ...DATE, 'x-subject-token': TOKEN },
  status = 201,
): HttpAnswer => http(status, { token }, headers);

const exchangeWith = (answer: HttpAnswer | HttpFault, project: ProjectScope = { id: 'p1' }, ourNow = NOW) => {
  const scene = exchangeScene(() => answer, undefined, ourNow);
  return { scene, seen: huaweiExchange(PROVIDER, ENDPOINT, project, scene.tools)() };
};

describe('an exchange with IAM', () => {
  it.each<ProjectScope>([{ id: 'p1' }, { name: 'cn-north-4' }])(
    'sends the token for a project, and gives the IAM token: %j',
    async (project) => {
      const { scene, seen } = exchangeWith(granted(), project);
      expect(await seen).toEqual({
        kind: 'session',
        lifeMs: DAY_MS,
        credential: { kind: 'token', authToken: TOKEN },
      });
      const request = scene.sent[1];
      expect(request).toMatchObject({
        method: 'POST',
        url: new URL('https://iam.example/base/v3.0/OS-AUTH/id-token/tokens'),
        headers: { 'content-type': 'application/json;charset=utf8', 'x-idp-id': 'github' },
        confidential: [jwt()],
      });
      expect(JSON.parse(request?.body ?? '')).toEqual({
        auth: { id_token: { id: jwt() }, scope: { project } },
      });
      expect(new Set(scene.hidden)).toEqual(new Set([jwt(), TOKEN]));
    },
  );

  it('takes any answer that has a token', async () => {
    expect(await exchangeWith(granted(undefined, undefined, 200)).seen).toMatchObject({ kind: 'session' });
  });

  it('fetches a fresh token for every attempt', async () => {
    const scene = exchangeScene((_request, count) => (count === 1 ? http(503, {}) : granted()));
    const exchange = huaweiExchange(PROVIDER, ENDPOINT, { id: 'p1' }, scene.tools);
    expect(await exchange()).toMatchObject({ kind: 'unreachable' });
    expect(await exchange()).toMatchObject({ kind: 'session' });
    const tokens = scene.sent.flatMap(({ body }) =>
      body === undefined ? [] : JSON.parse(body).auth.id_token.id,
    );
    expect(tokens).toEqual([jwt(undefined, 1), jwt(undefined, 2)]);
  });

  const dateless = { 'x-subject-token': TOKEN };
  it.each<[what: string, answer: HttpAnswer, ourNow: number, lifeMs: number]>([
    ['exactly, by two times of IAM', granted({ expires_at: at(2500), issued_at: at(0) }), NOW, 2500],
    ['whatever our clock says', granted(), NOW + 10 * DAY_MS, DAY_MS],
    ['by its date, without the time of issue', granted({ expires_at: at(60_000) }), NOW, 59_000],
    [
      'by its date, where the time of issue is past',
      granted({ expires_at: at(60_000), issued_at: at(-DAY_MS) }),
      NOW,
      59_000,
    ],
    ['by the time of issue, without a date', granted(undefined, dateless), NOW + DAY_MS, DAY_MS],
    [
      'by our clock, without either',
      granted({ expires_at: at(60_000), issued_at: null }, dateless),
      NOW,
      60_000,
    ],
  ])('gives a life that is told %s', async (_what, answer, ourNow, lifeMs) => {
    expect(await exchangeWith(answer, undefined, ourNow).seen).toMatchObject({ kind: 'session', lifeMs });
  });

  it.each<[what: string, answer: HttpAnswer | HttpFault, reason: string]>([
    ['a server in trouble', http(503, {}), 'Huawei Cloud IAM: HTTP 503'],
    [
      'throttling',
      http(429, { error_code: 'APIGW.0308', error_msg: 'slow down' }),
      'Huawei Cloud IAM: HTTP 429 APIGW.0308',
    ],
    [
      'no token in the header',
      granted(undefined, DATE),
      'Huawei Cloud IAM: HTTP 201 without X-Subject-Token',
    ],
    [
      'no time',
      granted({ expires_at: 'soon' }),
      'Huawei Cloud IAM: HTTP 201 with JSON of another shape: token.expires_at: no time',
    ],
    [
      'nothing in the body',
      http(201, {}, { ...DATE, 'x-subject-token': TOKEN }),
      'Huawei Cloud IAM: HTTP 201 with JSON of another shape: token: Invalid input: expected object, received nothing',
    ],
    [
      'a token that is over',
      granted({ expires_at: at(0) }),
      `Huawei Cloud IAM: gave out a token that had ended already (${at(0)})`,
    ],
    [
      'the network',
      { kind: 'fault', reason: 'no complete answer within 30 s', fatal: false },
      'Huawei Cloud IAM: no complete answer within 30 s',
    ],
  ])('is tried again after %s', async (_what, answer, reason) => {
    expect(await exchangeWith(answer).seen).toMatchObject({ kind: 'unreachable', reason, throttled: false });
  });

  const TRUST =
    "its identity provider github must be of OpenID Connect, with this issuer, this audience as its client id, and the issuer's signing keys of now";
  const NAMES =
    'check whether there is an identity provider github (huawei-identity-provider) and a project p1';
  it.each<[answer: HttpAnswer, code: string, said: string, setUp: string]>([
    [
      http(401, {
        error: {
          code: 401,
          message: 'The request you have made requires authentication.',
          title: 'Unauthorized',
        },
      }),
      '401',
      'HTTP 401',
      TRUST,
    ],
    [http(401, { error_code: 'IAM.0001', error_msg: 'no' }), 'IAM.0001', 'HTTP 401 IAM.0001', TRUST],
    [
      http(403, { error: { code: 'IAM.0003', message: 'no right' } }),
      'IAM.0003',
      'HTTP 403 IAM.0003',
      'let a conversion rule of the identity provider github put this subject into a group that may read in the project p1',
    ],
    [http(404, { error: { code: 404, message: 'no idp' } }), '404', 'HTTP 404', NAMES],
    [http(400, { error_code: 'IAM.0011', error_msg: 'bad' }), 'IAM.0011', 'HTTP 400 IAM.0011', NAMES],
    [http(409, { error_code: 'IAM.0005', error_msg: 'two' }), 'IAM.0005', 'HTTP 409 IAM.0005', NAMES],
  ])('is refused for good, with what to set up: %j', async (answer, providerState, said, setUp) => {
    const scene = exchangeScene(() => answer);
    const exchange = huaweiExchange(PROVIDER, ENDPOINT, { id: 'p1' }, scene.tools);
    const reason = `Huawei Cloud IAM refused to exchange the job's OIDC token (${said}): ${setUp}; ${SHOWN}`;
    const waits = answer.status === 401 ? [2_000, 5_000] : [];
    for (const retryAfterMs of waits)
      expect(await exchange()).toMatchObject({ kind: 'unreachable', reason, retryAfterMs });
    expect(await exchange()).toEqual({ kind: 'refused', providerState, reason });
    expect(scene.sent).toHaveLength(2 * (waits.length + 1));
  });

  it.each([
    ['a, b', 'gave X-Subject-Token more than once'],
    ['x'.repeat(20_001), 'gave X-Subject-Token of 20001 characters, which is too long'],
  ])('is hopeless after 30 s where its token cannot be sent: %#', async (token, what) => {
    const seen = exchangeWith(granted(undefined, { ...DATE, 'x-subject-token': token })).seen;
    expect(await seen).toMatchObject({
      kind: 'unreachable',
      reason: `Huawei Cloud IAM: ${what}`,
      hopelessAfterMs: 30_000,
    });
  });

  it('is refused for a project by its name, too', async () => {
    expect(await exchangeWith(http(404, {}), { name: 'cn-north-4' }).seen).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('a project cn-north-4'),
    });
  });

  it('is not redirected', async () => {
    const { scene, seen } = exchangeWith(http(308, {}, { location: 'https://elsewhere.example/' }));
    expect(await seen).toMatchObject({
      kind: 'refused',
      reason:
        'Huawei Cloud IAM redirected to https://elsewhere.example, where nothing is sent; check huawei-iam-endpoint',
    });
    expect(scene.sent).toHaveLength(2);
  });

  it('leaves the token out of what is told, if IAM echoes it', async () => {
    const { seen } = exchangeWith(http(401, { error_code: 'IAM.0001', error_msg: `bad ${jwt()}` }));
    expect(JSON.stringify(await seen)).toContain('(HTTP 401 IAM.0001)');
    expect(JSON.stringify(await seen)).not.toContain(jwt());
  });
});
