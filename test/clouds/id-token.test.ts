import { describe, expect, it } from 'vitest';

import type { HttpAnswer } from '../../src/clouds/http.ts';
import type { HttpFault } from '../../src/clouds/http-fault.ts';
import { fetchIdToken, refusalText } from '../../src/clouds/id-token.ts';
import { CLAIMS, type ExchangeScene, exchangeScene, http, ID_TOKEN, jwt } from './exchange-scene.ts';

const AUDIENCE = 'sts.aliyuncs.com';
const unused = (): never => {
  throw new Error('nothing but tokens is asked for');
};
const sceneOf = (answer: HttpAnswer | HttpFault): ExchangeScene => exchangeScene(unused, () => answer);
const fetchIn = ({ tools }: ExchangeScene, audience = AUDIENCE) => fetchIdToken(ID_TOKEN, audience, tools);

describe("the job's OIDC token", () => {
  it('is asked for with the audience and the request token, and hidden before it is used', async () => {
    const scene = exchangeScene(unused);
    expect(await fetchIn(scene, 'https://a.example/?b&c')).toEqual({
      kind: 'token',
      value: jwt(),
      claims: { issuer: CLAIMS.iss, audience: CLAIMS.aud, subject: CLAIMS.sub },
    });
    expect(scene.sent).toEqual([
      {
        method: 'GET',
        url: new URL(
          'https://pipelines.example/idtoken?api-version=2.0&audience=https%3A%2F%2Fa.example%2F%3Fb%26c',
        ),
        headers: { accept: 'application/json', authorization: 'Bearer request-token-0123456789' },
        confidential: ['request-token-0123456789'],
        keeps: expect.any(Function),
      },
    ]);
    expect(new Set(scene.hidden)).toEqual(new Set([jwt()]));
  });

  it.each([
    ['no JWT', 'opaque-token', { issuer: '', audience: AUDIENCE, subject: '' }],
    [
      'claims of other types',
      jwt({ iss: 1, aud: ['a'], sub: null }),
      { issuer: '', audience: AUDIENCE, subject: '' },
    ],
    [
      'claims that are long',
      jwt({ iss: 'i'.repeat(300), aud: 'a', sub: 's' }),
      { issuer: 'i'.repeat(200), audience: 'a', subject: 's' },
    ],
  ])('may be one that cannot be read: %s', async (_what, value, claims) => {
    expect(await fetchIn(sceneOf(http(200, { value })))).toEqual({ kind: 'token', value, claims });
  });

  const GRANT = 'grant the job "permissions: id-token: write" (a pull request from a fork never has it)';
  it.each<[answer: HttpAnswer, code: string, reason: string]>([
    [
      http(403, { message: 'Access denied', typeKey: 'AccessDeniedException' }),
      'AccessDeniedException',
      `GitHub gave no OIDC token for the job (HTTP 403 AccessDeniedException): ${GRANT}`,
    ],
    [http(401, {}), '', `GitHub gave no OIDC token for the job (HTTP 401): ${GRANT}`],
    [
      http(400, { message: 'audience too long' }),
      '',
      'GitHub gave no OIDC token for the job (HTTP 400): check the audience "sts.aliyuncs.com"',
    ],
    [
      http(302, {}, { location: 'https://elsewhere.example/' }),
      '',
      "GitHub redirected the request for the job's OIDC token, which is sent nowhere else",
    ],
  ])('is refused for good: %j', async (answer, providerState, reason) => {
    const scene = sceneOf(answer);
    expect(await fetchIn(scene)).toEqual({ kind: 'refused', providerState, reason });
    expect(scene.sent).toHaveLength(1);
  });

  it.each<[answer: HttpAnswer | HttpFault, reason: string]>([
    [http(503, {}), "the job's OIDC token: HTTP 503"],
    [http(429, {}), "the job's OIDC token: HTTP 429"],
    [http(200, {}), "the job's OIDC token: HTTP 200 without a token"],
    [http(200, { value: '' }), "the job's OIDC token: HTTP 200 without a token"],
    [
      http(200, { value: 'two words' }),
      "the job's OIDC token: GitHub gave the token with a character that no header may have",
    ],
    [
      { ...http(403, {}), headers: { 'content-type': 'text/html' }, body: '<html>proxy</html>' },
      "the job's OIDC token: HTTP 403 with a page of HTML or XML instead of JSON",
    ],
    [
      { kind: 'fault', reason: 'connection reset (ECONNRESET)', fatal: false },
      "the job's OIDC token: connection reset (ECONNRESET)",
    ],
  ])('may come with the next attempt: %j', async (answer, reason) => {
    expect(await fetchIn(sceneOf(answer))).toMatchObject({ kind: 'unreachable', reason, throttled: false });
  });

  it('comes no sooner than GitHub wishes', async () => {
    const answer = http(429, {}, { 'retry-after': '7' });
    expect(await fetchIn(sceneOf(answer))).toMatchObject({ kind: 'unreachable', retryAfterMs: 7000 });
  });

  it('is refused for good where the way to it is closed for good', async () => {
    const fault = { kind: 'fault', reason: 'the certificate is not accepted', fatal: true } as const;
    expect(await fetchIn(sceneOf(fault))).toMatchObject({
      kind: 'refused',
      reason: "the job's OIDC token: the certificate is not accepted",
    });
  });

  it('leaves its request token out of what is told, if that is echoed', async () => {
    const seen = await fetchIn(sceneOf(http(403, { message: `Bearer ${ID_TOKEN.token}` })));
    expect(JSON.stringify(seen)).toContain('(HTTP 403)');
    expect(JSON.stringify(seen)).not.toContain(ID_TOKEN.token);
  });
});

describe('what is said of a refused exchange', () => {
  it('leaves out the claims that are not known', () => {
    const claims = { issuer: '', audience: 'a', subject: '' };
    expect(refusalText('STS', 'HTTP 401 No', 'do this', claims)).toBe(
      'STS refused to exchange the job\'s OIDC token (HTTP 401 No): do this; the token has aud "a"',
    );
  });
});
