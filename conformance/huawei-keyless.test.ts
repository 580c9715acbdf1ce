import { BasicCredentials } from '@huaweicloud/huaweicloud-sdk-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ofProject } from '../test/emulator/identity/client.ts';
import type { TokenTraits } from '../test/emulator/identity/issuer.ts';
import { type Emulator, inTurn, startEmulator } from '../test/emulator/index.ts';
import { huaweiClient, huaweiRefusal, huaweiSend, tokenOf } from './huawei-sdk.ts';
import { inTokenFile } from './token-file.ts';

const AUDIENCE = 'iam.myhuaweicloud.com';
const planPath = '/v3/{project_id}/cas/release-plans/{release_plan_id}';
const plan = { project_id: 'project', release_plan_id: 'plan' };
let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
  emulator.servicestage.releasePlan('project', 'plan', { plan: inTurn({ id: 'plan' }) });
  emulator.codearts.task('task', { last: inTurn({ task_id: 'task' }) });
});
afterEach(() => emulator.close());

/** The call that the SDK's credentials with an ID token make, after the two exchanges that they begin with. */
async function look(traits: TokenTraits = {}, idpId = emulator.iam.provider.id): Promise<unknown> {
  return inTokenFile(await emulator.oidc.issue(AUDIENCE, traits), (path) => {
    const credential = new BasicCredentials()
      .withIdpId(idpId)
      .withIdTokenFile(path)
      .withIamEndpoint(emulator.iam.endpoint)
      .withProjectId('project');
    return huaweiClient(emulator.servicestage.endpoint, credential)(planPath, plan);
  });
}

describe('the vendor’s credentials with an ID token', () => {
  test('exchange it for an unscoped token, that for temporary keys, and work with those', async () => {
    expect(await look()).toMatchObject({ id: 'plan', httpStatusCode: 200 });
    expect(emulator.requests.map(({ operation, status }) => [operation, status])).toEqual([
      ['unscoped-token', 201],
      ['securitytokens', 201],
      ['release-plan', 200],
    ]);
  });

  test.each<[string, TokenTraits, string, string]>([
    ['a wrong audience', { claims: { aud: 'x' } }, 'github', 'IAM.0001'],
    ['an expired token', { lifeSeconds: -1 }, 'github', 'IAM.0001'],
    ['a forged token', { forged: true }, 'github', 'IAM.0001'],
    ['an unknown provider', {}, 'x', 'IAM.0004'],
  ])('are refused with %s', async (_what, traits, idpId, code) => {
    await expect(look(traits, idpId)).rejects.toThrow('Failed to update federal auth token');
    expect(emulator.requests).toMatchObject([{ operation: 'unscoped-token', code }]);
  });
});

/** The vendor has this call in its SDKs for other languages; here its generic client sends it. */
async function exchange(traits: TokenTraits = {}, project: object = { id: 'project' }): Promise<unknown> {
  const body = ofProject(await emulator.oidc.issue(AUDIENCE, traits), project);
  return huaweiSend(emulator.iam.endpoint, {
    url: '/v3.0/OS-AUTH/id-token/tokens',
    headers: { 'X-Idp-Id': emulator.iam.provider.id },
    data: body,
    responseHeaders: ['X-Subject-Token'],
  });
}

describe('the vendor’s generic client', () => {
  test('exchanges an ID token for a token of one project, with which both services answer', async () => {
    const [told, token] = [await exchange(), emulator.iam.issued[0]?.value ?? ''];
    expect(told).toMatchObject({ httpStatusCode: 201, 'X-Subject-Token': token });
    const release = huaweiClient(emulator.servicestage.endpoint, tokenOf(token));
    expect(await release(planPath, plan)).toMatchObject({ id: 'plan' });
    const deployment = huaweiClient(emulator.codearts.endpoint, tokenOf(token));
    expect(await deployment('/v2/tasks/{task_id}', { task_id: 'task' })).toMatchObject({ task_id: 'task' });
  });

  test.each<[string, TokenTraits, object, number, string]>([
    ['a wrong audience', { claims: { aud: 'x' } }, { id: 'project' }, 401, 'IAM.0001'],
    ['an expired token', { lifeSeconds: -1 }, { id: 'project' }, 401, 'IAM.0001'],
    ['an unknown project', {}, { id: 'x' }, 404, 'IAM.0004'],
  ])('is refused with %s', async (_what, traits, project, status, code) => {
    expect(await huaweiRefusal(exchange(traits, project))).toEqual({ status, code });
  });

  test('is refused by a service with a token that has expired', async () => {
    await exchange();
    emulator.iam.issued[0]?.expire();
    const get = huaweiClient(emulator.servicestage.endpoint, tokenOf(emulator.iam.issued[0]?.value ?? ''));
    expect(await huaweiRefusal(get(planPath, plan))).toEqual({ status: 401, code: 'APIGW.0301' });
  });
});
