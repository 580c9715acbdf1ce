/** Alibaba Cloud's STS: a session in exchange for the job's OIDC token. */

import { z } from 'zod';

import { hideExactly } from '../redact.ts';
import { type Refused, refused, unreachable } from '../task.ts';
import { type AlibabaKeys, alibabaDialect } from './alibaba.ts';
import { type Classified, classify, type Dialect } from './classify.ts';
import { dateOf, shapeOf } from './connection.ts';
import { type ExchangeTools, faultAt, lifeOf, passing, UNSTOPPED } from './exchange.ts';
import type { HttpRequest } from './http.ts';
import { type Claims, fetchIdToken, type IdTokenRequest, refusalText } from './id-token.ts';
import type { Exchanged } from './session.ts';
import { urlUnder } from './url.ts';

/** A RAM role that the job's OIDC token is exchanged for. */
export interface AlibabaRole {
  readonly kind: 'role';
  readonly roleArn: string;
  readonly oidcProviderArn: string;
  readonly audience: string;
  /** Base URL of the Security Token Service. */
  readonly endpoint: URL;
  readonly durationSeconds: number;
  /** What ActionTrail calls the session. */
  readonly sessionName: string;
  readonly idToken: IdTokenRequest;
}

const SERVICE = 'Alibaba Cloud STS';

/** STS has codes of its own. Source: its error codes, version 2015-04-01. */
const stsDialect: Dialect = {
  ...alibabaDialect,
  codes: [
    // Too old when it arrived: the next attempt brings a fresh one.
    [/^AuthenticationFail\.OIDCToken\.Expired/, 'expired'],
    [/^AuthenticationFail/, 'credentials'],
    ...alibabaDialect.codes,
    [/^(EntityNotExist|InvalidParameter|MissingParameter|Missing)/, 'rejected'],
  ],
  statuses: { 401: 'credentials', 403: 'permission', 408: 'server', 429: 'throttled' },
};

const Text = z.string().regex(/^[\x21-\x7e]+$/);

/** Source: STS, AssumeRoleWithOIDC, response elements. */
const Answer = z.object({
  Credentials: z.object({
    AccessKeyId: Text,
    AccessKeySecret: Text,
    SecurityToken: Text,
    Expiration: z.string().refine((time) => !Number.isNaN(Date.parse(time)), 'no time'),
  }),
});

/** An OIDC token that is too old may have been on the way for long; one that always is has another reason. */
const ALWAYS_EXPIRED_MS = 30_000;

/** Makes exchanges of the job's OIDC token for a session of the role, each with a fresh token. */
export function alibabaExchange(
  role: AlibabaRole,
  tools: ExchangeTools,
): () => Promise<Exchanged<AlibabaKeys>> {
  const { send, world, clock, hide, hideKeyId } = tools;
  return async () => {
    const token = await fetchIdToken(role.idToken, role.audience, tools);
    if (token.kind !== 'token') return token;
    const offsetMs = clock.offsetMs();
    const request = assumeRole(role, token.value, new Date(world.date().getTime() + offsetMs));
    const answer = await send(request, UNSTOPPED);
    if (answer.kind === 'fault') return faultAt(SERVICE, answer);
    const result = classify(answer, stsDialect, hideExactly(request.confidential));
    if (result.kind !== 'body') {
      const passes = passing(SERVICE, answer, result);
      if (passes !== undefined) return passes;
      if (result.kind === 'error' && result.meaning === 'expired') {
        const { reason } = refusal(role, token.claims, result);
        return { ...unreachable(reason), hopelessAfterMs: ALWAYS_EXPIRED_MS };
      }
      const skewed = result.kind === 'error' && result.meaning === 'clock-skew';
      const aheadMs = dateOf(answer.headers) - world.date().getTime();
      if (skewed && clock.correct(offsetMs, Number.isNaN(aheadMs) ? undefined : aheadMs)) {
        return unreachable(`${SERVICE}: ${result.text}`);
      }
      return refusal(role, token.claims, result);
    }
    const parsed = Answer.safeParse(result.json);
    if (!parsed.success) {
      return unreachable(
        `${SERVICE}: HTTP ${answer.status} with JSON of another shape: ${shapeOf(parsed.error)}`,
      );
    }
    const { AccessKeyId, AccessKeySecret, SecurityToken, Expiration } = parsed.data.Credentials;
    hide(AccessKeySecret);
    hide(SecurityToken);
    hideKeyId(AccessKeyId);
    const askedMs = role.durationSeconds * 1000;
    const toldMs = lifeOf(Expiration, answer);
    const lifeMs = Number.isNaN(toldMs) ? askedMs : Math.min(toldMs, askedMs);
    if (lifeMs <= 0)
      return unreachable(`${SERVICE}: gave out a session that had ended already (${Expiration})`);
    const credential = {
      accessKeyId: AccessKeyId,
      accessKeySecret: AccessKeySecret,
      securityToken: SecurityToken,
    };
    return { kind: 'session', credential, lifeMs };
  };
}

/** Unsigned: the OIDC token says who asks. */
function assumeRole(role: AlibabaRole, token: string, date: Date): HttpRequest {
  const query = {
    Action: 'AssumeRoleWithOIDC',
    Version: '2015-04-01',
    Format: 'JSON',
    Timestamp: date.toISOString().replace(/\.\d{3}/, ''),
  };
  const form = {
    OIDCProviderArn: role.oidcProviderArn,
    RoleArn: role.roleArn,
    OIDCToken: token,
    RoleSessionName: role.sessionName,
    DurationSeconds: String(role.durationSeconds),
  };
  return {
    method: 'POST',
    url: urlUnder(role.endpoint, '/', query),
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
    confidential: [token],
  };
}

/** What to set up for each refusal, by STS's code and message. Source: the descriptions of its error codes. */
const HINTS: readonly (readonly [said: RegExp, hint: (role: AlibabaRole, claims: Claims) => string])[] = [
  [
    /AudienceNotMatch/,
    ({ audience }) =>
      `add "${audience}" to the client ids of the identity provider, or give one that it has as alibaba-oidc-audience`,
  ],
  [/IssuerNotMatch/, (_, { issuer }) => `make the identity provider's issuer ${issuer}`],
  [
    /Fingerprint|HttpsUrl/,
    () => "renew the certificate fingerprint of the identity provider's issuer in RAM",
  ],
  [
    /No such OIDC Provider|EntityNotExist\.OIDC/i,
    ({ oidcProviderArn }) =>
      `RAM has no identity provider ${oidcProviderArn}: check alibaba-oidc-provider-arn`,
  ],
  [/EntityNotExist\.Role/, ({ roleArn }) => `there is no role ${roleArn}: check alibaba-role-arn`],
  [/DurationSeconds/, ({ durationSeconds }) => `let sessions of the role last ${durationSeconds} s`],
  [
    /\b(EntityNotExist|InvalidParameter|Missing)/,
    () => 'check alibaba-role-arn and alibaba-oidc-provider-arn',
  ],
  [/InvalidAction|InvalidVersion/, () => 'check alibaba-sts-endpoint'],
  [/OIDCToken\.Expired/, () => 'the token was issued just before: compare the clocks of GitHub and of STS'],
  [
    /NoPermission/,
    ({ roleArn, oidcProviderArn }) =>
      `let the trust policy of ${roleArn} name ${oidcProviderArn} as its federated principal, with conditions that the token meets`,
  ],
];

function refusal(
  role: AlibabaRole,
  claims: Claims,
  result: Exclude<Classified, { readonly kind: 'body' }>,
): Refused {
  if (result.kind === 'redirect') {
    return refused(
      '',
      `${SERVICE} redirected to ${result.target}, where nothing is sent; check alibaba-sts-endpoint`,
    );
  }
  const hint = HINTS.find(([pattern]) => pattern.test(result.text))?.[1](role, claims);
  const setUp =
    `RAM needs the identity provider ${role.oidcProviderArn} for this issuer and audience, ` +
    `and a trust policy of ${role.roleArn} for this subject`;
  return refused(result.code, refusalText(SERVICE, result.text, hint ?? setUp, claims));
}
