import { DescribeDeployApiTaskRequest } from '@alicloud/cloudapi20160714';
import Credentials from '@alicloud/credentials';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TokenTraits } from '../test/emulator/identity/issuer.ts';
import { type Emulator, inTurn, startEmulator } from '../test/emulator/index.ts';
import { alibabaClient, alibabaRefusal } from './alibaba-sdk.ts';
import { behindTls } from './behind-tls.ts';
import { inTokenFile } from './token-file.ts';

const task = new DescribeDeployApiTaskRequest({ operationUid: 'u1' });
let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
  emulator.alibaba.publishTask('u1', inTurn([{ ApiUid: 'api', DeployedStatus: 'OVER' }]));
});
afterEach(() => emulator.close());

/** What the library changes of a regular exchange. */
interface Change {
  readonly roleArn?: string;
  readonly oidcProviderArn?: string;
  readonly roleSessionName?: string;
}

/** The vendor's OIDC role provider: it speaks to STS by https alone, at any host. */
async function session(traits: TokenTraits = {}, change: Change = {}) {
  const idToken = await emulator.oidc.issue('sts.aliyuncs.com', traits);
  return inTokenFile(idToken, (oidcTokenFilePath) =>
    behindTls(emulator.sts.endpoint, async (stsEndpoint) => {
      const { roleArn, providerArn } = emulator.sts.role;
      const config = new Credentials.Config({
        type: 'oidc_role_arn',
        roleArn,
        oidcProviderArn: providerArn,
        roleSessionName: 'conformance',
        ...change,
        oidcTokenFilePath,
        stsEndpoint,
      });
      const {
        accessKeyId = '',
        accessKeySecret = '',
        securityToken = '',
      } = await new Credentials.default(config).getCredential();
      return { accessKeyId, accessKeySecret, securityToken };
    }),
  );
}

describe('the vendor’s credential library', () => {
  test('exchanges an ID token for a session, and the SDK works with it', async () => {
    const credentials = await session();
    expect(emulator.sts.issued).toMatchObject([credentials]);
    const { statusCode, body } = await alibabaClient(emulator, credentials).describeDeployApiTask(task);
    expect(statusCode).toBe(200);
    expect(body?.deployedResults?.deployedResult).toMatchObject([{ deployedStatus: 'OVER' }]);
    expect(emulator.requests.map(({ operation }) => operation)).toEqual([
      'AssumeRoleWithOIDC',
      'DescribeDeployApiTask',
    ]);
  });

  test('gets a session that ends', async () => {
    const credentials = await session();
    emulator.sts.issued[0]?.expire();
    const call = alibabaClient(emulator, credentials).describeDeployApiTask(task);
    expect(await alibabaRefusal(call)).toEqual({ status: 400, code: 'InvalidSecurityToken.Expired' });
  });

  test.each<[string, TokenTraits, Change, string]>([
    ['a wrong audience', { claims: { aud: 'x' } }, {}, 'AuthenticationFail.OIDCToken.AudienceNotMatch'],
    ['an expired token', { lifeSeconds: -1 }, {}, 'AuthenticationFail.OIDCToken.Expired'],
    ['a forged token', { forged: true }, {}, 'AuthenticationFail.OIDCToken.InvalidSignature'],
    [
      'an unknown provider',
      {},
      { oidcProviderArn: 'acs:ram::1:oidc-provider/x' },
      'AuthenticationFail.NoPermission',
    ],
    ['an unknown role', {}, { roleArn: 'acs:ram::1:role/x' }, 'EntityNotExist.Role'],
    ['a bad session name', {}, { roleSessionName: 'a/b' }, 'InvalidParameter.RoleSessionName'],
  ])('is refused with %s', async (_what, traits, change, code) => {
    await expect(session(traits, change)).rejects.toThrow(code);
    expect(emulator.requests).toMatchObject([{ operation: 'AssumeRoleWithOIDC', code }]);
    expect(emulator.sts.issued).toEqual([]);
  });
});
