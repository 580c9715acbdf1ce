import { createClocks } from '../../src/clouds/clock.ts';
import type { ExchangeTools } from '../../src/clouds/exchange.ts';
import type { HttpAnswer, HttpRequest } from '../../src/clouds/http.ts';
import type { HttpFault } from '../../src/clouds/http-fault.ts';
import type { World } from '../../src/world.ts';

/** When the exchanges of tests happen, by every clock that is right. */
export const NOW = Date.UTC(2026, 2, 16, 8, 0, 0);

/** Where the job of tests asks for its OIDC tokens. */
export const ID_TOKEN = {
  url: new URL('https://pipelines.example/idtoken?api-version=2.0'),
  token: 'request-token-0123456789',
};

/** The claims of the tokens of tests. */
export const CLAIMS = {
  iss: 'https://token.actions.githubusercontent.com',
  aud: 'sts.aliyuncs.com',
  sub: 'repo:acme/orders:ref:refs/heads/main',
};
/** How a message shows them. */
export const SHOWN =
  'the token has iss "https://token.actions.githubusercontent.com", aud "sts.aliyuncs.com", sub "repo:acme/orders:ref:refs/heads/main"';

/** A token that says this of itself, and bears no signature that counts. */
export function jwt(claims: unknown = CLAIMS, count = 1): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.signature-${count}`;
}

/** An answer with JSON in it. */
export function http(
  status: number,
  json: unknown,
  headers: Readonly<Record<string, string>> = { date: new Date(NOW).toUTCString() },
): HttpAnswer {
  return { kind: 'answer', status, headers, body: JSON.stringify(json) };
}

/** What was sent, and what was hidden. */
export interface ExchangeScene {
  readonly tools: ExchangeTools;
  readonly sent: readonly HttpRequest[];
  readonly hidden: readonly string[];
  readonly hiddenKeyIds: readonly string[];
}

/**
 * A network in which GitHub gives tokens, and one service answers; a clock of ours that may be wrong.
 *
 * @param service answers all requests but those for OIDC tokens; `count` is from 1
 * @param issuer answers those; by default with a new token each time
 */
export function exchangeScene(
  service: (request: HttpRequest, count: number) => HttpAnswer | HttpFault,
  issuer: (request: HttpRequest, count: number) => HttpAnswer | HttpFault = (_request, count) =>
    http(200, { value: jwt(CLAIMS, count) }),
  ourNow = NOW,
): ExchangeScene {
  const sent: HttpRequest[] = [];
  const hidden: string[] = [];
  const hiddenKeyIds: string[] = [];
  const counts = { service: 0, issuer: 0 };
  const world: World = {
    now: () => 0,
    sleep: async () => undefined,
    random: () => 0.5,
    date: () => new Date(ourNow),
  };
  return {
    sent,
    hidden,
    hiddenKeyIds,
    tools: {
      world,
      clock: createClocks()(),
      hide: (secret) => void hidden.push(secret),
      hideKeyId: (keyId) => void hiddenKeyIds.push(keyId),
      send: async (request) => {
        sent.push(request);
        if (request.url.host === ID_TOKEN.url.host) return issuer(request, ++counts.issuer);
        return service(request, ++counts.service);
      },
    },
  };
}
