import { randomBytes, randomUUID } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from 'jose';
import { isAct } from '../act.ts';
import { type Answer, parameter, type Service } from '../call.ts';
import type { Scene } from '../scene.ts';
import { JOB } from './job.ts';

/** The issuer that GitHub's tokens name. */
export const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';

/** GitHub's tokens live so long (seen in its own tokens). */
const LIFE_SECONDS = 300;

/** What is odd about a token. */
export interface TokenTraits {
  /** Instead of the usual claims, or beside them. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Below 0 it has expired before it is issued. */
  readonly lifeSeconds?: number;
  /** Signed by a key that only bears the name of the published one. */
  readonly forged?: boolean;
}

/** An OpenID Connect issuer with a key of its own. */
export interface Issuer {
  /** The job's own right to ask for tokens, as `ACTIONS_ID_TOKEN_REQUEST_TOKEN` has it. */
  readonly requestToken: string;
  /** Every token so far. */
  readonly issued: readonly string[];
  readonly issue: (audience: string, traits?: TokenTraits) => Promise<string>;
  readonly jwks: () => Promise<JSONWebKeySet>;
}

/** Where the runner's token service has its tokens, below its endpoint. */
export const TOKEN_PATH =
  '/_apis/distributedtask/hubs/Actions/plans/7f5f2b0e-5b0f-4a3c-9d51-5a2f6a7d0001/jobs/1/idtoken';

/** An issuer. Its keys are made when they are first needed. */
export function createIssuer(clock: () => number): Issuer {
  const kid = randomUUID();
  const own = lazily(() => generateKeyPair('RS256', { extractable: true }));
  const strangers = lazily(() => generateKeyPair('RS256'));
  const issued: string[] = [];
  return {
    requestToken: `FakeRequestToken.${randomBytes(48).toString('base64url')}`,
    issued,
    issue: async (audience, { claims = {}, lifeSeconds = LIFE_SECONDS, forged = false } = {}) => {
      const { privateKey } = await (forged ? strangers() : own());
      const token = await sign(privateKey, kid, {
        ...claimsAt(Math.floor(clock() / 1000), lifeSeconds),
        aud: audience,
        ...claims,
      });
      issued.push(token);
      return token;
    },
    jwks: async () => {
      const key = await exportJWK((await own()).publicKey);
      return { keys: [{ ...key, kid, use: 'sig', alg: 'RS256' }] };
    },
  };
}

/** Emulates the runner's token service, and beside it the issuer's published documents. */
export function createTokenService(issuer: Issuer, script: () => Scene<TokenTraits>): Service {
  return {
    identify: (call) => {
      call.seen.operation = operationOf(call.route);
      call.seen.id = parameter(call, 'audience');
    },
    answer: async (call) => {
      const { operation } = call.seen;
      if (operation === undefined || call.method !== 'GET') return failed(404, 'Not found');
      if (operation === 'jwks') return { status: 200, body: await issuer.jwks() };
      if (operation === 'openid-configuration') return { status: 200, body: configuration };
      const bearer = /^bearer (.+)$/i.exec(call.headers.get('authorization') ?? '')?.[1];
      if (bearer !== issuer.requestToken) return failed(401, 'The request token is not valid.');
      const traits = script()();
      if (traits === undefined) return failed(403, 'The job has no permission to ask for a token.');
      if (isAct(traits)) return traits;
      const audience = parameter(call, 'audience') ?? `https://github.com/${JOB.repository_owner}`;
      const value = await issuer.issue(audience, traits);
      return { status: 200, body: { count: value.length, value } };
    },
  };
}

function operationOf(route: string): string | undefined {
  if (route === TOKEN_PATH) return 'id-token';
  if (route === '/.well-known/jwks') return 'jwks';
  return route === '/.well-known/openid-configuration' ? 'openid-configuration' : undefined;
}

const configuration = {
  issuer: GITHUB_ISSUER,
  jwks_uri: `${GITHUB_ISSUER}/.well-known/jwks`,
  subject_types_supported: ['public', 'pairwise'],
  response_types_supported: ['id_token'],
  id_token_signing_alg_values_supported: ['RS256'],
  scopes_supported: ['openid'],
};

function failed(status: number, message: string): Answer {
  return { status, body: { message } };
}

function claimsAt(now: number, lifeSeconds: number): Readonly<Record<string, unknown>> {
  const iat = lifeSeconds > 0 ? now : now + lifeSeconds - LIFE_SECONDS;
  return { ...JOB, iss: GITHUB_ISSUER, jti: randomUUID(), iat, nbf: iat - 300, exp: now + lifeSeconds };
}

function sign(key: CryptoKey, kid: string, claims: Readonly<Record<string, unknown>>): Promise<string> {
  return new SignJWT({ ...claims }).setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid }).sign(key);
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
