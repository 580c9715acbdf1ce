/** Huawei Cloud's IAM: a token in exchange for the job's OIDC token. */

import { z } from 'zod';

import { hideExactly } from '../redact.ts';
import { type Refused, refused } from '../task.ts';
import { classify } from './classify.ts';
import { shapeOf } from './connection.ts';
import { type Dialect, STATUSES } from './error-order.ts';
import {
  createRefusals,
  type ErrorAnswer,
  type ExchangeTools,
  faultAt,
  lifeOf,
  passing,
  shownOf,
  UNSTOPPED,
  unusable,
} from './exchange.ts';
import { hideGiven, keptError, timeOf, tokenFault } from './exchange-secrets.ts';
import type { HttpAnswer, HttpRequest } from './http.ts';
import { type HuaweiCredential, huaweiDialect } from './huawei.ts';
import { type Claims, fetchIdToken, type IdTokenRequest, refusalText } from './id-token.ts';
import { parseJson } from './json.ts';
import { describeRedirect } from './redirect.ts';
import type { Exchanged } from './session.ts';
import { urlUnder } from './url.ts';

/** An identity provider of IAM, which the job's OIDC token is exchanged through. */
export interface HuaweiIdentityProvider {
  readonly kind: 'identity-provider';
  /** Its name in IAM. */
  readonly id: string;
  readonly audience: string;
  /** Base URL of IAM; nothing: the public one of each task's region. */
  readonly endpoint: URL | undefined;
  /** The project and the region that the inputs give, for tasks that name none. */
  readonly projectId: string | undefined;
  readonly region: string | undefined;
  readonly idToken: IdTokenRequest;
}

/** What an IAM token is good for: one project of a region, by its id or its name. */
export type ProjectScope = { readonly id: string } | { readonly name: string };

const SERVICE = 'Huawei Cloud IAM';

/** IAM's errors, also with a number for a code. Source: IAM, API reference, error codes. */
const iamDialect: Dialect = {
  ...huaweiDialect,
  codes: huaweiDialect.codes.filter(([, meaning]) => meaning === 'throttled' || meaning === 'server'),
  statuses: STATUSES,
  otherStatuses: { 400: 'rejected', 404: 'rejected', 409: 'rejected' },
};

const Time = z.string().refine((time) => !Number.isNaN(Date.parse(time)), 'no time');

/** Source: IAM, CreateTokenWithIdToken, response elements. */
const Answer = z.object({ token: z.object({ expires_at: Time, issued_at: z.string().nullish() }) });

/** Makes exchanges of the job's OIDC token for an IAM token of a project, each with a fresh OIDC token. */
export function huaweiExchange(
  provider: HuaweiIdentityProvider,
  endpoint: URL,
  project: ProjectScope,
  tools: ExchangeTools,
): () => Promise<Exchanged<HuaweiCredential>> {
  const { send, world, hide } = tools;
  const refusals = createRefusals();
  return async () => {
    const token = await fetchIdToken(provider.idToken, provider.audience, tools);
    if (token.kind !== 'token') return token;
    const request = createToken(provider, endpoint, project, token.value);
    const answer = await send(request, UNSTOPPED);
    if (answer.kind === 'fault') return faultAt(SERVICE, answer);
    hideGiven(answer, tools);
    const result = classify(answer, iamDialect, hideExactly(request.confidential));
    if (result.kind !== 'body') {
      const passes = passing(SERVICE, answer, result);
      if (passes !== undefined) return passes;
      if (result.kind === 'redirect') {
        const said = describeRedirect(answer.status, result.target, endpoint, 'huawei-iam-endpoint');
        return refused('', `${SERVICE} ${said}`);
      }
      return refusals.judged(
        answer.status,
        refusal(provider, project, token.claims, answer, result),
        result.text,
      );
    }
    const authToken = answer.headers['x-subject-token'] ?? '';
    if (authToken === '') return unusable(SERVICE, `HTTP ${answer.status} without X-Subject-Token`);
    const wrong = tokenFault('X-Subject-Token', authToken);
    if (wrong !== undefined) return unusable(SERVICE, wrong);
    hide(authToken);
    const parsed = Answer.safeParse(result.json);
    if (!parsed.success) {
      return unusable(SERVICE, `HTTP ${answer.status} with JSON of another shape: ${shapeOf(parsed.error)}`);
    }
    const { expires_at: expires, issued_at: issued } = parsed.data.token;
    const toldMs = lifeOf(expires, answer, issued ?? undefined);
    const lifeMs = Number.isNaN(toldMs) ? Date.parse(expires) - world.date().getTime() : toldMs;
    if (lifeMs <= 0) return unusable(SERVICE, `gave out a token that had ended already (${timeOf(expires)})`);
    refusals.accepted();
    return { kind: 'session', credential: { kind: 'token', authToken }, lifeMs };
  };
}

function createToken(
  provider: HuaweiIdentityProvider,
  endpoint: URL,
  project: ProjectScope,
  token: string,
): HttpRequest {
  return {
    method: 'POST',
    url: urlUnder(endpoint, '/v3.0/OS-AUTH/id-token/tokens', {}),
    headers: { 'content-type': 'application/json;charset=utf8', 'x-idp-id': provider.id },
    body: JSON.stringify({ auth: { id_token: { id: token }, scope: { project } } }),
    confidential: [token],
    keeps: kept,
  };
}

/** The times of a token, so that a trace can be read; of an error its code. */
function kept(body: string): string {
  const json = parseJson(body);
  const parsed = Answer.safeParse(json);
  if (!parsed.success) return keptError(iamDialect, json, body);
  const { expires_at: expires, issued_at: issued } = parsed.data.token;
  const issue = issued === null || issued === undefined ? {} : { issued_at: timeOf(issued) };
  return JSON.stringify({ token: { expires_at: timeOf(expires), ...issue } });
}

function refusal(
  { id }: HuaweiIdentityProvider,
  project: ProjectScope,
  claims: Claims,
  answer: HttpAnswer,
  result: ErrorAnswer,
): Refused {
  const where = 'id' in project ? project.id : project.name;
  const setUp =
    result.meaning === 'credentials'
      ? `its identity provider ${id} must be of OpenID Connect, with this issuer, this audience as its client id, and the issuer's signing keys of now`
      : result.meaning === 'permission'
        ? `let a conversion rule of the identity provider ${id} put this subject into a group that may read in the project ${where}`
        : `check whether there is an identity provider ${id} (huawei-identity-provider) and a project ${where}`;
  const { code, text } = shownOf(answer, result);
  return refused(code, refusalText(SERVICE, text, setUp, claims));
}
