/** Alibaba Cloud's STS: a session in exchange for the job's OIDC token. */

import { z } from 'zod';

import { hideExactly } from '../redact.ts';
import { type Refused, refused, unreachable } from '../task.ts';
import { type AlibabaKeys, alibabaDialect } from './alibaba.ts';
import { classify } from './classify.ts';
import { type Correction, WHY_NOT } from './clock.ts';
import { dateOf, shapeOf } from './connection.ts';
import { type Dialect, STATUSES } from './error-order.ts';
import {
  createRefusals,
  type ErrorAnswer,
  type ExchangeTools,
  faultAt,
  lifeOf,
  passing,
  type ShownError,
  shownOf,
  UNSTOPPED,
  unusable,
} from './exchange.ts';
import { hideGiven, keptError, timeOf, tokenFault } from './exchange-secrets.ts';
import type { HttpAnswer, HttpRequest } from './http.ts';
import { type Claims, fetchIdToken, type IdTokenRequest, refusalText } from './id-token.ts';
import { parseJson } from './json.ts';
import { describeRedirect } from './redirect.ts';
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
  statuses: STATUSES,
};

/** Source: STS, AssumeRoleWithOIDC, response elements. */
const Answer = z.object({
  Credentials: z.object({
    AccessKeyId: z.string(),
    AccessKeySecret: z.string(),
    SecurityToken: z.string(),
    Expiration: z.string().refine((time) => !Number.isNaN(Date.parse(time)), 'no time'),
  }),
});

/** Makes exchanges of the job's OIDC token for a session of the role, each with a fresh token. */
export function alibabaExchange(
  role: AlibabaRole,
  tools: ExchangeTools,
): () => Promise<Exchanged<AlibabaKeys>> {
  const { send, world, clock, hide, hideKeyId } = tools;
  const refusals = createRefusals();
  return async () => {
    const token = await fetchIdToken(role.idToken, role.audience, tools);
    if (token.kind !== 'token') return token;
    const offsetMs = clock.offsetMs();
    const request = assumeRole(role, token.value, new Date(world.date().getTime() + offsetMs));
    const answer = await send(request, UNSTOPPED);
    if (answer.kind === 'fault') return faultAt(SERVICE, answer);
    hideGiven(answer, tools);
    const result = classify(answer, stsDialect, hideExactly(request.confidential));
    if (result.kind !== 'body') {
      const passes = passing(SERVICE, answer, result);
      if (passes !== undefined) return passes;
      if (result.kind === 'error' && result.meaning === 'clock-skew') {
        const aheadMs = dateOf(answer.headers) - world.date().getTime();
        const correction = clock.correct(offsetMs, Number.isNaN(aheadMs) ? undefined : aheadMs);
        if (correction === 'corrected') return unreachable(`${SERVICE}: ${shownOf(answer, result).text}`);
        return refusedTime(shownOf(answer, result), correction);
      }
      if (result.kind === 'redirect') {
        const said = describeRedirect(answer.status, result.target, role.endpoint, 'alibaba-sts-endpoint');
        return refused('', `${SERVICE} ${said}`);
      }
      return refusals.judged(answer.status, refusal(role, token.claims, answer, result), result.text);
    }
    // Not as it was classified: of that only what can be shown is left.
    const parsed = Answer.safeParse(parseJson(answer.body));
    if (!parsed.success) {
      return unusable(SERVICE, `HTTP ${answer.status} with JSON of another shape: ${shapeOf(parsed.error)}`);
    }
    const { AccessKeyId, AccessKeySecret, SecurityToken, Expiration } = parsed.data.Credentials;
    const wrong =
      tokenFault('AccessKeyId', AccessKeyId) ??
      tokenFault('AccessKeySecret', AccessKeySecret) ??
      tokenFault('SecurityToken', SecurityToken);
    if (wrong !== undefined) return unusable(SERVICE, wrong);
    hide(AccessKeySecret);
    hide(SecurityToken);
    hideKeyId(AccessKeyId);
    const askedMs = role.durationSeconds * 1000;
    const toldMs = lifeOf(Expiration, answer);
    const lifeMs = Number.isNaN(toldMs) ? askedMs : Math.min(toldMs, askedMs);
    if (lifeMs <= 0)
      return unusable(SERVICE, `gave out a session that had ended already (${timeOf(Expiration)})`);
    refusals.accepted();
    clock.accepted();
    const credential = {
      accessKeyId: AccessKeyId,
      accessKeySecret: AccessKeySecret,
      securityToken: SecurityToken,
    };
    return { kind: 'session', credential, lifeMs };
  };
}

/** The clock, and nothing of the role, is what has to be set up. */
function refusedTime({ code, text }: ShownError, why: Correction): Refused {
  return refused(
    code,
    `${SERVICE} refused the time of the request (${text}), ${WHY_NOT[why]}: set this machine's clock`,
  );
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
    keeps: kept,
  };
}

/** The form of a session without its secrets, so that a trace can be read; of an error its code. */
function kept(body: string): string {
  const json = parseJson(body);
  const parsed = Answer.safeParse(json);
  if (!parsed.success) return keptError(stsDialect, json, body);
  const { AccessKeyId, Expiration } = parsed.data.Credentials;
  const key = `${AccessKeyId.slice(0, 4)}***`;
  const secrets = { AccessKeyId: key, AccessKeySecret: '***', SecurityToken: '***' };
  return JSON.stringify({ Credentials: { ...secrets, Expiration: timeOf(Expiration) } });
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

function refusal(role: AlibabaRole, claims: Claims, answer: HttpAnswer, result: ErrorAnswer): Refused {
  const hint = HINTS.find(([pattern]) => pattern.test(result.text))?.[1](role, claims);
  const setUp =
    `RAM needs the identity provider ${role.oidcProviderArn} for this issuer and audience, ` +
    `and a trust policy of ${role.roleArn} for this subject`;
  const { code, text } = shownOf(answer, result);
  return refused(code, refusalText(SERVICE, text, hint ?? setUp, claims));
}
