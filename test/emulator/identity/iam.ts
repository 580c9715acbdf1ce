import type { JWTPayload } from 'jose';
import { type Act, isAct } from '../act.ts';
import type { Answer, Call, Refusal, Service } from '../call.ts';
import { type HuaweiSession, type IamToken, issueIamToken, openHuaweiSession } from '../clouds.ts';
import { refuse, withRequestId } from '../huawei-answers.ts';
import { checkToken } from '../huawei-auth.ts';
import type { Scene } from '../scene.ts';
import type { Project, TokenOnRecord, TokenScope } from '../token-scope.ts';
import type { Vault } from '../vault.ts';
import { type Named, readIdTokenBody, readSecurityTokenBody } from './iam-bodies.ts';
import type { Issuer } from './issuer.ts';
import { beginLife, type SessionLife } from './session-life.ts';
import { type Trust, verifyIdToken } from './verify.ts';

/** An identity provider of IAM, and the account that it is in. Each field may be changed at any time. */
export interface IamProvider {
  id: string;
  trust: Trust;
  /** The conversion rules: whether these claims make a user of the account. */
  admits: (claims: JWTPayload) => boolean;
  /** The projects that such a user may work in. */
  projects: readonly Project[];
  /** How long each token lives, in turn. */
  tokens: Scene<SessionLife>;
}

/** What IAM has given out. */
export interface IamIssued {
  readonly tokens: IamToken[];
  readonly sessions: HuaweiSession[];
}

/** What IAM works on. */
export interface IamOffice {
  readonly provider: IamProvider;
  readonly issuer: Issuer;
  readonly vault: Vault;
  readonly tokens: Map<string, TokenOnRecord>;
  readonly issued: IamIssued;
  readonly clock: () => number;
}

const DAY_SECONDS = 86_400;
const DOMAIN = { id: '063bb260a4800f1e0f5ec0033ed0e2a1', name: 'IAMDomain' };
const UNSCOPED = /^\/v3\/OS-FEDERATION\/identity_providers\/([^/]+)\/protocols\/oidc\/auth$/;

/**
 * Emulates the calls of IAM that take an ID token, for a token of one project or an unscoped one, and the call
 * that makes temporary keys of such a token.
 */
export function createIam(office: IamOffice): Service {
  return {
    identify: (call) => {
      call.seen.operation = operationOf(call.route);
      call.seen.id = call.headers.get('x-idp-id') ?? UNSCOPED.exec(call.route)?.[1];
    },
    answer: async (call) => {
      const result = await carryOut(call, office);
      if (isAct(result)) return result;
      return 'code' in result ? refuse(call, result) : withRequestId(result);
    },
  };
}

function operationOf(route: string): string | undefined {
  if (route === '/v3.0/OS-AUTH/id-token/tokens') return 'id-token/tokens';
  if (route === '/v3.0/OS-CREDENTIAL/securitytokens') return 'securitytokens';
  return UNSCOPED.test(route) ? 'unscoped-token' : undefined;
}

async function carryOut(call: Call, office: IamOffice): Promise<Answer | Refusal | Act> {
  const { operation } = call.seen;
  if (operation === undefined || call.method !== 'POST') {
    const message = 'The API does not exist or has not been published in the environment.';
    return { status: 404, code: 'APIGW.0101', message };
  }
  if (operation === 'securitytokens') return makeKeys(call, office);
  if (operation === 'unscoped-token') {
    const token = /^Bearer (.+)$/.exec(call.headers.get('authorization') ?? '')?.[1];
    return token === undefined ? unauthenticated : exchange(call, office, token, 'iam');
  }
  const body = readIdTokenBody(call);
  if (body === undefined || call.seen.id === undefined) return badBody;
  const { id_token, scope } = body.auth;
  if (scope === undefined) return exchange(call, office, id_token.id, 'iam');
  if (scope.project === undefined)
    return fits(scope.domain, DOMAIN)
      ? exchange(call, office, id_token.id, 'iam')
      : noSuch('domain', scope.domain);
  const project = office.provider.projects.find((each) => fits(scope.project, each));
  return project === undefined
    ? noSuch('project', scope.project)
    : exchange(call, office, id_token.id, project);
}

async function exchange(
  call: Call,
  { provider, issuer, tokens, issued, clock }: IamOffice,
  idToken: string,
  scope: TokenScope,
): Promise<Answer | Refusal | Act> {
  if (call.seen.id !== provider.id) return noSuch('identity provider', { id: call.seen.id ?? '' });
  const claims = await verifyIdToken(idToken, issuer, provider.trust, clock());
  if (typeof claims === 'string') return unauthenticated;
  if (!provider.admits(claims)) return notAllowed;
  const life = beginLife(provider.tokens, DAY_SECONDS, clock(), 1);
  if (isAct(life)) return life;
  const token = issueIamToken(tokens, life, scope);
  issued.tokens.push(token);
  return {
    status: 201,
    headers: { 'x-subject-token': token.value },
    body: {
      token: {
        expires_at: toMicrosecond(life.expiresAt),
        issued_at: toMicrosecond(clock()),
        methods: ['mapped'],
        user: {
          'OS-FEDERATION': {
            identity_provider: { id: provider.id },
            protocol: { id: 'oidc' },
            groups: [{ id: '45a8c8f3fe2c4b0d8f1a2b3c4d5e6f70', name: 'deployers' }],
          },
          domain: DOMAIN,
          id: 'suvmgvUZc4PaCOEcFakeUser',
          name: 'FederationUser',
        },
        ...(typeof scope === 'string'
          ? {}
          : { project: { domain: DOMAIN, ...scope }, roles: [], catalog: [] }),
      },
    },
  };
}

function makeKeys(call: Call, { tokens, vault, issued, clock }: IamOffice): Answer | Refusal {
  const refused = checkToken(tokens.get(call.headers.get('x-auth-token') ?? ''), clock);
  if (refused !== undefined) return unauthenticated;
  const body = readSecurityTokenBody(call);
  if (body === undefined) return badBody;
  const expiresAt = clock() + (body.auth.identity.token?.duration_seconds ?? 900) * 1000;
  const session = openHuaweiSession(vault, { expiresAt });
  issued.sessions.push(session);
  const { accessKeyId: access, secretAccessKey: secret, securityToken: securitytoken } = session;
  const credential = { expires_at: toMicrosecond(expiresAt), access, secret, securitytoken };
  return { status: 201, body: { credential } };
}

function fits(asked: Named | undefined, { id, name }: Project): boolean {
  return (asked?.id ?? id) === id && (asked?.name ?? name) === name;
}

function noSuch(what: string, asked: Named | undefined): Refusal {
  const message = `Could not find ${what}: ${asked?.id ?? asked?.name}.`;
  return { status: 404, code: 'IAM.0004', message };
}

const badBody: Refusal = { status: 400, code: 'IAM.0011', message: 'Request body is invalid.' };

const unauthenticated: Refusal = {
  status: 401,
  code: 'IAM.0001',
  message: 'The request you have made requires authentication.',
};

const notAllowed: Refusal = {
  status: 403,
  code: 'IAM.0003',
  message: "Policy doesn't allow iam:tokens:assume to be performed.",
};

/** With six digits after the second, as IAM writes its times. */
function toMicrosecond(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}
