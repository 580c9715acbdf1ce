import type { AlibabaSession, HuaweiSession, IamToken } from '../clouds.ts';
import { inTurn, type Scene } from '../scene.ts';
import { type Stage, serve } from '../server.ts';
import { huaweiRegion, type TokenOnRecord } from '../token-scope.ts';
import type { Vault } from '../vault.ts';
import { createIam, type IamIssued, type IamProvider } from './iam.ts';
import { createIssuer, createTokenService, GITHUB_ISSUER, TOKEN_PATH, type TokenTraits } from './issuer.ts';
import { JOB } from './job.ts';
import { createSts, type StsRole } from './sts.ts';

/** The three services of the keyless exchange. */
export interface Identity {
  /** The runner's token service, with the issuer's published keys. */
  readonly oidc: {
    readonly endpoint: string;
    /** What a step with `id-token: write` finds in its environment. */
    readonly variables: Readonly<Record<string, string>>;
    /** Each request for a token, in turn; an unknown id is no permission. */
    tokens: Scene<TokenTraits>;
    /** A token that no request asked for. */
    readonly issue: (audience: string, traits?: TokenTraits) => Promise<string>;
    /** Every token so far. */
    readonly issued: readonly string[];
  };
  readonly sts: {
    readonly endpoint: string;
    readonly role: StsRole;
    /** Every session so far. */
    readonly issued: readonly AlibabaSession[];
  };
  readonly iam: {
    readonly endpoint: string;
    readonly provider: IamProvider;
    /** Every token so far, unscoped ones included. */
    readonly issued: readonly IamToken[];
    /** Every pair of temporary keys made of such a token so far. */
    readonly sessions: readonly HuaweiSession[];
  };
}

/** The account that the services know: who may come in, and what there is. */
const ACCOUNT = 'acs:ram::1135115445850001';
const ofJob = (claims: { readonly sub?: string | undefined }): boolean => claims.sub === JOB.sub;

/** Starts the three services on free ports of 127.0.0.1. */
export async function startIdentity(
  stage: Stage,
  alibabaVault: Vault,
  huaweiVault: Vault,
  tokens: Map<string, TokenOnRecord>,
): Promise<{ readonly identity: Identity; readonly close: () => Promise<void> }> {
  const { clock } = stage;
  const issuer = createIssuer(clock);
  const role: StsRole = {
    roleArn: `${ACCOUNT}:role/deploy-gate`,
    providerArn: `${ACCOUNT}:oidc-provider/github`,
    trust: { issuer: GITHUB_ISSUER, audiences: ['sts.aliyuncs.com'] },
    admits: ofJob,
    maxSessionSeconds: 3600,
    sessions: inTurn({}),
  };
  const provider: IamProvider = {
    id: 'github',
    trust: { issuer: GITHUB_ISSUER, audiences: ['iam.myhuaweicloud.com'] },
    admits: ofJob,
    projects: [{ id: 'project', name: huaweiRegion }],
    tokens: inTurn({}),
  };
  const sessions: AlibabaSession[] = [];
  const issued: IamIssued = { tokens: [], sessions: [] };
  const script: { tokens: Scene<TokenTraits> } = { tokens: inTurn({}) };
  const [oidc, sts, iam] = await Promise.all([
    serve(
      'oidc',
      stage,
      createTokenService(issuer, () => script.tokens),
    ),
    serve('sts', stage, createSts(role, issuer, alibabaVault, sessions, clock)),
    serve('iam', stage, createIam({ provider, issuer, vault: huaweiVault, tokens, issued, clock })),
  ]);
  const variables = {
    ACTIONS_ID_TOKEN_REQUEST_URL: `${oidc.endpoint}${stage.rules.basePath}${TOKEN_PATH}?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: issuer.requestToken,
  };
  return {
    identity: {
      oidc: Object.assign(script, {
        endpoint: oidc.endpoint,
        variables,
        issue: issuer.issue,
        issued: issuer.issued,
      }),
      sts: { endpoint: sts.endpoint, role, issued: sessions },
      iam: { endpoint: iam.endpoint, provider, issued: issued.tokens, sessions: issued.sessions },
    },
    close: async () => {
      await Promise.all([oidc.close(), sts.close(), iam.close()]);
    },
  };
}
