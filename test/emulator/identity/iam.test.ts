import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, huaweiRegion, inTurn, startEmulator } from '../index.ts';
import { exchangeToken, ofProject } from './client.ts';
import type { TokenTraits } from './issuer.ts';

const AUDIENCE = 'iam.myhuaweicloud.com';
let emulator: Emulator;
let skewMs = 0;
beforeEach(async () => {
  skewMs = 0;
  emulator = await startEmulator({ clock: () => Date.now() + skewMs });
  emulator.servicestage.releasePlan('project', 'plan', { plan: inTurn({ id: 'plan' }) });
  emulator.servicestage.releasePlan('other', 'plan', { plan: inTurn({ id: 'plan' }) });
  emulator.codearts.task('task', { last: inTurn({ task_id: 'task' }) });
});
afterEach(() => emulator.close());

const issue = (traits: TokenTraits = {}, audience = AUDIENCE) => emulator.oidc.issue(audience, traits);

describe('id-token/tokens', () => {
  test('gives a token that both services accept for its project, described as documented', async () => {
    const { status, headers, json } = await exchangeToken(emulator, ofProject(await issue()));
    expect([status, headers.get('x-subject-token')]).toEqual([201, emulator.iam.issued[0]?.value]);
    expect(json).toMatchObject({
      token: {
        expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
        methods: ['mapped'],
        user: { 'OS-FEDERATION': { identity_provider: { id: 'github' } } },
        project: { id: 'project', name: huaweiRegion },
      },
    });
    expect(await looks()).toEqual([undefined, undefined]);
    expect(await look('servicestage', '/v3/other/cas/release-plans/plan')).toBe('APIGW.0302');
    expect(emulator.requests[0]).toMatchObject({ api: 'iam', operation: 'id-token/tokens', id: 'github' });
  });

  test('takes a project by its name', async () => {
    await exchangeToken(emulator, ofProject(await issue(), { name: huaweiRegion }));
    expect(await looks()).toEqual([undefined, undefined]);
  });

  test('gives a token of another region, which neither service accepts', async () => {
    emulator.iam.provider.projects = [{ id: 'project', name: 'ap-southeast-3' }];
    await exchangeToken(emulator, ofProject(await issue()));
    expect(await looks()).toEqual(['APIGW.0307', 'APIGW.0307']);
  });

  test.each([
    ['no scope', undefined],
    ['the scope of the account', { domain: { name: 'IAMDomain' } }],
  ])('gives for %s a token that neither accepts', async (_what, scope) => {
    const { status } = await exchangeToken(emulator, { auth: { id_token: { id: await issue() }, scope } });
    expect(status).toBe(201);
    expect(await looks()).toEqual(['APIGW.0307', 'APIGW.0307']);
  });

  test('lasts as long as its script says', async () => {
    emulator.iam.provider.tokens = inTurn({ seconds: 2 });
    const { json } = await exchangeToken(emulator, ofProject(await issue()));
    const told: { expires_at?: string } = Object(json['token']);
    expect(Date.parse(told.expires_at ?? '') - Date.now()).toBeLessThanOrEqual(2000);
    expect(await looks()).toEqual([undefined, undefined]);
    skewMs = 2000;
    expect(await looks()).toEqual(['APIGW.0301', 'APIGW.0301']);
  });

  test('is revoked in the middle', async () => {
    await exchangeToken(emulator, ofProject(await issue()));
    emulator.iam.issued[0]?.expire();
    expect(await looks()).toEqual(['APIGW.0301', 'APIGW.0301']);
  });
});

describe('id-token/tokens refuses', () => {
  test.each<[string, TokenTraits, number, string]>([
    ['a token that has expired', { lifeSeconds: -1 }, 401, 'IAM.0001'],
    ['a token of another issuer', { claims: { iss: 'https://x.invalid' } }, 401, 'IAM.0001'],
    ['a token for somebody else', { claims: { aud: 'x' } }, 401, 'IAM.0001'],
    ['a forged token', { forged: true }, 401, 'IAM.0001'],
    ['a token of another job', { claims: { sub: 'repo:x/y' } }, 403, 'IAM.0003'],
  ])('%s', async (_why, traits, status, error_code) => {
    const told = await exchangeToken(emulator, ofProject(await issue(traits)));
    expect(told).toMatchObject({ status, json: { error_code } });
    expect(emulator.iam.issued).toEqual([]);
  });

  test.each<[string, (token: string) => unknown, Record<string, string>, number, string]>([
    [
      'an unknown project',
      (token) => ofProject(token, { id: 'x' }),
      { 'x-idp-id': 'github' },
      404,
      'IAM.0004',
    ],
    [
      'a project of another name',
      (token) => ofProject(token, { id: 'project', name: 'x' }),
      { 'x-idp-id': 'github' },
      404,
      'IAM.0004',
    ],
    [
      'an unknown account',
      (token) => ({ auth: { id_token: { id: token }, scope: { domain: { id: 'x' } } } }),
      { 'x-idp-id': 'github' },
      404,
      'IAM.0004',
    ],
    ['an unknown provider', (token) => ofProject(token), { 'x-idp-id': 'x' }, 404, 'IAM.0004'],
    ['no provider', (token) => ofProject(token), {}, 400, 'IAM.0011'],
    ['no token', () => ({ auth: {} }), { 'x-idp-id': 'github' }, 400, 'IAM.0011'],
    [
      'two scopes',
      (token) => ({
        auth: { id_token: { id: token }, scope: { project: { id: 'project' }, domain: { id: 'x' } } },
      }),
      { 'x-idp-id': 'github' },
      400,
      'IAM.0011',
    ],
    [
      'another type',
      (token) => ofProject(token),
      { 'x-idp-id': 'github', 'content-type': 'text/plain' },
      400,
      'IAM.0011',
    ],
  ])('%s', async (_what, bodyOf, headers, status, error_code) => {
    const told = await exchangeToken(emulator, bodyOf(await issue()), headers);
    expect(told).toMatchObject({ status, json: { error_code } });
    expect(emulator.iam.issued).toEqual([]);
  });

  test('a GET, and what it does not emulate', async () => {
    for (const path of ['/v3.0/OS-AUTH/id-token/tokens', '/v3/auth/tokens']) {
      expect((await fetch(emulator.iam.endpoint + path)).status).toBe(404);
    }
  });
});

/** The codes with which the services refuse the last token; nothing where they accept it. */
async function looks(): Promise<readonly unknown[]> {
  return [
    await look('servicestage', '/v3/project/cas/release-plans/plan'),
    await look('codearts', '/v2/tasks/task'),
  ];
}

async function look(api: 'servicestage' | 'codearts', path: string): Promise<unknown> {
  const headers = { 'x-auth-token': emulator.iam.issued.at(-1)?.value ?? '' };
  const response = await fetch(emulator[api].endpoint + path, { headers });
  const { error_code }: { error_code?: string } = JSON.parse(await response.text());
  return error_code;
}
