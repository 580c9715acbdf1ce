/** The one credential of each cloud: keys, a token, or what one is exchanged for. */

import type { AlibabaKeys } from '../clouds/alibaba.ts';
import type { AlibabaRole } from '../clouds/alibaba-sts.ts';
import type { HuaweiCredential } from '../clouds/huawei.ts';
import type { HuaweiIdentityProvider } from '../clouds/huawei-iam.ts';
import { RENEWED_AT } from '../clouds/session.ts';
import type { Patience } from '../gate/waiting.ts';
import type { CloudName } from '../providers/provider.ts';
import { shown } from '../wording.ts';
import type { Env } from '../world.ts';
import {
  ALIBABA_KEY_INPUTS,
  HUAWEI_KEY_INPUTS,
  HUAWEI_TOKEN_INPUT,
  readAlibabaKeys,
  readHuaweiCredential,
  type Sourced,
  trimmed,
} from './credentials.ts';
import { parseEndpoint } from './endpoint.ts';
import { readIdTokenRequest } from './id-token-request.ts';
import type { GetInput, TellProblem } from './waiting-inputs.ts';

/** A credential of Alibaba Cloud, or what one is exchanged for. */
export type AlibabaSource = Sourced<AlibabaKeys | AlibabaRole>;
/** A credential of Huawei Cloud, or what one is exchanged for. */
export type HuaweiSource = Sourced<HuaweiCredential | HuaweiIdentityProvider>;

/** The credentials of the clouds that the tasks are on; of another cloud nothing. */
export interface Credentials extends Readonly<Record<CloudName, Sourced<unknown> | undefined>> {
  readonly alibaba: AlibabaSource | undefined;
  readonly huawei: HuaweiSource | undefined;
}

/** What reading them needs of the rest of the inputs. */
export interface KeylessContext {
  readonly getInput: GetInput;
  readonly env: Env;
  readonly patience: Patience;
  /** Host names that an endpoint may name beside the clouds' own domains. */
  readonly allowedHosts: ReadonlySet<string>;
  readonly problem: TellProblem;
  /** Told of inputs that are of no use, though they do no harm. */
  readonly warn: (text: string) => void;
}

const ROLE = 'alibaba-role-arn';
const PROVIDER = 'alibaba-oidc-provider-arn';
const STS = { audience: 'alibaba-oidc-audience', endpoint: 'alibaba-sts-endpoint' } as const;
const STS_AUDIENCE = 'sts.aliyuncs.com';
const IDENTITY_PROVIDER = 'huawei-identity-provider';
const IAM = { audience: 'huawei-oidc-audience', endpoint: 'huawei-iam-endpoint' } as const;
const IAM_AUDIENCE = 'iam.myhuaweicloud.com';

/**
 * What STS takes for a session's life, whatever the role's own limit: that is 3,600 to 43,200 s.
 *
 * Source: STS, AssumeRoleWithOIDC, DurationSeconds; RAM, CreateRole, MaxSessionDuration.
 */
const LEAST_SESSION_S = 900;
const MOST_SESSION_S = 3600;
const MOST_SESSION_NAME = 64;

/** The one credential of Alibaba Cloud: keyless or keys by inputs, else keys of the environment. */
export function readAlibaba(context: KeylessContext): AlibabaSource | undefined {
  const { getInput, env, patience, problem } = context;
  const [given, missing] = [
    givenOf([ROLE, PROVIDER], getInput),
    [ROLE, PROVIDER].filter((name) => getInput(name) === ''),
  ];
  if (given.length === 0) {
    warnUnused(STS, STS_AUDIENCE, `${ROLE} and ${PROVIDER}`, context);
    return readAlibabaKeys(getInput, env, problem);
  }
  if (!isOneKind(given, givenOf(ALIBABA_KEY_INPUTS, getInput), problem)) return undefined;
  if (missing.length > 0) {
    problem(`${given.join()} without ${missing.join()}: half of what the keyless exchange takes; give both`);
    return undefined;
  }
  const roleArn = readArn(ROLE, 'role', 'deploy-gate', context);
  const oidcProviderArn = readArn(PROVIDER, 'oidc-provider', 'github', context);
  const audience = readAudience(STS.audience, STS_AUDIENCE, context);
  const endpoint = readEndpoint(STS.endpoint, 'alibaba', context);
  const idToken = readIdTokenRequest(ROLE, context);
  if (roleArn === undefined || oidcProviderArn === undefined || audience === undefined) return undefined;
  if (endpoint === 'broken' || idToken === undefined) return undefined;
  return sourced(`${ROLE} and ${PROVIDER}`, {
    kind: 'role',
    roleArn,
    oidcProviderArn,
    audience,
    endpoint: endpoint ?? new URL('https://sts.aliyuncs.com'),
    durationSeconds: sessionSeconds(patience),
    sessionName: sessionName(env),
    idToken,
  });
}

/** The one credential of Huawei Cloud: keyless, a token or keys by inputs, else keys of the environment. */
export function readHuawei(
  context: KeylessContext,
  defaults: { readonly projectId: () => string | undefined; readonly region: () => string | undefined },
): HuaweiSource | undefined {
  const { getInput, env, problem } = context;
  const id = getInput(IDENTITY_PROVIDER);
  if (id === '') {
    warnUnused(IAM, IAM_AUDIENCE, IDENTITY_PROVIDER, context);
    return readHuaweiCredential(getInput, env, problem);
  }
  if (!isOneKind([IDENTITY_PROVIDER], givenOf(HUAWEI_KEY_INPUTS, getInput), problem)) return undefined;
  const isName = /^[\x21-\x7e]{1,128}$/.test(id);
  if (!isName)
    problem(
      `${IDENTITY_PROVIDER}: ${shown(id)} is no name of an identity provider; write it as IAM lists it`,
    );
  const audience = readAudience(IAM.audience, IAM_AUDIENCE, context);
  const endpoint = readEndpoint(IAM.endpoint, 'huawei', context);
  const idToken = readIdTokenRequest(IDENTITY_PROVIDER, context);
  if (!isName || audience === undefined || endpoint === 'broken' || idToken === undefined) return undefined;
  return sourced(IDENTITY_PROVIDER, {
    kind: 'identity-provider',
    id,
    audience,
    endpoint,
    projectId: defaults.projectId(),
    region: defaults.region(),
    idToken,
  });
}

/** Which source was taken for a cloud, and why; without any value. */
export function describeChoice(cloud: string, { source, fromEnvironment }: Sourced<unknown>): string {
  const why = fromEnvironment
    ? 'since no input gives any and the environment does'
    : 'since inputs come before the environment';
  return `credentials of ${cloud}: ${source}, ${why}`;
}

function sourced<T>(source: string, value: T): Sourced<T> {
  return { value, source, fromEnvironment: false, temporary: true };
}

const givenOf = (names: readonly string[], getInput: GetInput): readonly string[] =>
  names.filter((name) => getInput(name) !== '');

/** Inputs of more than one kind: which of them is meant is anybody's guess. */
function isOneKind(keyless: readonly string[], others: readonly string[], problem: TellProblem): boolean {
  if (others.length === 0) return true;
  const isToken = others.includes(HUAWEI_TOKEN_INPUT);
  const kinds = isToken && others.length > 1 ? 'three' : 'two';
  problem(
    `${keyless.join(', ')} and ${others.join(', ')}: ${kinds} kinds of credentials at once; give one of them`,
  );
  return false;
}

function warnUnused(
  names: { readonly audience: string; readonly endpoint: string },
  standardAudience: string,
  needed: string,
  { getInput, warn }: KeylessContext,
): void {
  const unused = Object.values(names).filter((name) => !['', standardAudience].includes(getInput(name)));
  for (const name of unused)
    warn(`${name}: is of no use without ${needed}, which the inputs do not give; leave it out`);
}

function readArn(
  name: string,
  type: 'role' | 'oidc-provider',
  example: string,
  { getInput, problem }: KeylessContext,
): string | undefined {
  const arn = getInput(name);
  if (new RegExp(`^acs:ram::\\d{1,32}:${type}/[A-Za-z0-9._@-]{1,128}$`).test(arn)) return arn;
  problem(
    `${name}: ${shown(arn)} is not the ARN of ${type === 'role' ? 'a RAM role' : 'an OIDC identity provider'}; ` +
      `write it as acs:ram::123456789012:${type}/${example}`,
  );
  return undefined;
}

function readAudience(
  name: string,
  standard: string,
  { getInput, problem }: KeylessContext,
): string | undefined {
  const written = getInput(name) || standard;
  if (/^[\x21-\x7e]{1,255}$/.test(written)) return written;
  problem(`${name}: ${shown(written)} is no audience; write it without spaces, such as ${standard}`);
  return undefined;
}

function readEndpoint(name: string, cloud: CloudName, context: KeylessContext): URL | 'broken' | undefined {
  const written = context.getInput(name);
  if (written === '') return undefined;
  const endpoint = parseEndpoint(written, cloud, context.allowedHosts);
  if (typeof endpoint !== 'string') return endpoint;
  context.problem(`${name}: ${endpoint}`);
  return 'broken';
}

/** So long that no renewal is needed where STS allows it. */
function sessionSeconds({ wait, timeoutMs }: Patience): number {
  const wished = wait ? Math.ceil(timeoutMs / RENEWED_AT / 1000) : 0;
  return Math.min(MOST_SESSION_S, Math.max(LEAST_SESSION_S, wished));
}

/**
 * What the cloud's log calls the session: the repository and the run.
 *
 * Source: STS, AssumeRoleWithOIDC, RoleSessionName: 2 to 64 letters, digits, `.`, `@`, `-` and `_`.
 */
function sessionName(env: Env): string {
  const [repository, run] = [trimmed(env['GITHUB_REPOSITORY']), trimmed(env['GITHUB_RUN_ID'])].map((text) =>
    text.replace(/[^A-Za-z0-9.@_-]+/g, '-'),
  );
  const suffix = run ? `-${run.slice(-20)}` : '';
  return `${(repository || 'deploy-gate').slice(-(MOST_SESSION_NAME - suffix.length))}${suffix}`;
}
