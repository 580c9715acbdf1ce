/** The job's OIDC token, as the runner gives it out. */

import { z } from 'zod';

import { hideExactly } from '../redact.ts';
import { type Refused, refused, type Unreachable } from '../task.ts';
import { classify, stringAt } from './classify.ts';
import type { Dialect } from './error-order.ts';
import { type ExchangeTools, faultAt, passing, shownOf, UNSTOPPED, unusable } from './exchange.ts';
import { hideGiven, tokenFault } from './exchange-secrets.ts';
import { parseJson } from './json.ts';

/**
 * Where the job asks for OIDC tokens. The runner sets both for a job that has `permissions: id-token: write`.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export interface IdTokenRequest {
  readonly url: URL;
  /** A secret: who has it can ask for tokens as well. */
  readonly token: string;
}

/** An OIDC token of the job, and what it says of itself. */
export interface IdToken {
  readonly kind: 'token';
  readonly value: string;
  readonly claims: Claims;
}

/** The claims that clouds decide by, for messages; they are no secrets. Empty where the token does not show them. */
export interface Claims {
  readonly issuer: string;
  readonly audience: string;
  readonly subject: string;
}

/** What lets a job have OIDC tokens. */
export const ID_TOKEN_PERMISSION =
  'grant the job "permissions: id-token: write" (a pull request from a fork never has it)';

const SERVICE = "the job's OIDC token";

/** GitHub's token service: `{"message", "typeKey", …}`, of which the message is never shown. */
const dialect: Dialect = {
  vendor: 'GitHub',
  readErrors: (json) => {
    const code = stringAt(json, 'typeKey');
    return code === '' ? [] : [{ code, message: '' }];
  },
  codes: [],
  statuses: {
    400: 'rejected',
    401: 'permission',
    403: 'permission',
    404: 'rejected',
    408: 'server',
    429: 'throttled',
  },
};

const Answer = z.object({ value: z.string().min(1) });

/** Nothing but whether there was a token: what else an issuer answers may be one. */
function kept(body: string): string {
  return Answer.safeParse(parseJson(body)).success ? '{"value":"***"}' : '';
}

/**
 * Asks GitHub for a fresh OIDC token of the job; they live about 5 minutes. Not by @actions/core: that follows
 * redirects, tries again by itself, and has no end where nobody answers.
 */
export async function fetchIdToken(
  { url: base, token }: IdTokenRequest,
  audience: string,
  tools: ExchangeTools,
): Promise<IdToken | Refused | Unreachable> {
  const url = new URL(base);
  url.searchParams.set('audience', audience);
  const headers = { accept: 'application/json', authorization: `Bearer ${token}` };
  const request = { method: 'GET', url, headers, confidential: [token], keeps: kept } as const;
  const answer = await tools.send(request, UNSTOPPED);
  if (answer.kind === 'fault') return faultAt(SERVICE, answer);
  hideGiven(answer, tools);
  const result = classify(answer, dialect, hideExactly([token]));
  if (result.kind === 'redirect') {
    return refused('', `GitHub redirected the request for ${SERVICE}, which is sent nowhere else`);
  }
  if (result.kind === 'error') {
    const passes = passing(SERVICE, answer, result);
    if (passes !== undefined) return passes;
    const hint = result.meaning === 'permission' ? ID_TOKEN_PERMISSION : `check the audience "${audience}"`;
    const { code, text } = shownOf(answer, result);
    return refused(code, `GitHub gave no OIDC token for the job (${text}): ${hint}`);
  }
  // Not as it was classified: of that only what can be shown is left.
  const parsed = Answer.safeParse(parseJson(answer.body));
  if (!parsed.success) return unusable(SERVICE, `HTTP ${answer.status} without a token`);
  const { value } = parsed.data;
  const wrong = tokenFault('the token', value);
  if (wrong !== undefined) return unusable(SERVICE, `GitHub ${wrong}`);
  tools.hide(value);
  return { kind: 'token', value, claims: claimsOf(value, audience) };
}

/** Says that a service refused the exchange of a token, what to set up, and for which token. */
export function refusalText(
  service: string,
  said: string,
  setUp: string,
  { issuer, audience, subject }: Claims,
): string {
  const claims = Object.entries({ iss: issuer, aud: audience, sub: subject })
    .filter(([, claim]) => claim !== '')
    .map(([name, claim]) => `${name} "${claim}"`)
    .join(', ');
  return `${service} refused to exchange the job's OIDC token (${said}): ${setUp}; the token has ${claims}`;
}

/** Reads a token without trusting it: whether it is genuine is the cloud's to say. */
function claimsOf(token: string, asked: string): Claims {
  const payload = parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  const claim = (name: string): string => stringAt(payload, name).slice(0, MOST_OF_A_CLAIM);
  return { issuer: claim('iss'), audience: claim('aud') || asked, subject: claim('sub') };
}

const MOST_OF_A_CLAIM = 200;
