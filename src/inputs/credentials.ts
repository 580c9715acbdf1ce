/** The credentials of the clouds, from the inputs or one family of variables. */

import type { AlibabaKeys } from '../clouds/alibaba.ts';
import type { HuaweiCredential } from '../clouds/huawei.ts';
import type { CloudName } from '../providers/provider.ts';
import type { Env } from '../world.ts';

/** A credential and where it came from, for messages. */
export interface Sourced<T> {
  readonly value: T;
  /** The inputs or variables it was read from, by name. */
  readonly source: string;
  readonly fromEnvironment: boolean;
  readonly temporary: boolean;
}

/** Names of one complete set of keys: all from inputs, or all from one family of variables. */
interface KeySet {
  readonly id: string;
  readonly secret: string;
  readonly token?: string;
}

const ALIBABA_INPUTS: KeySet = {
  id: 'alibaba-access-key-id',
  secret: 'alibaba-access-key-secret',
  token: 'alibaba-security-token',
};
const HUAWEI_INPUTS: KeySet = {
  id: 'huawei-access-key-id',
  secret: 'huawei-secret-access-key',
  token: 'huawei-security-token',
};
/** An IAM token instead of keys. */
export const HUAWEI_TOKEN_INPUT = 'huawei-auth-token';
/** GitHub's token, for the check run and the deployment status. */
export const TOKEN_INPUT = 'github-token';

/** Set by aliyun/configure-aliyun-credentials-action, and read by Alibaba Cloud's SDKs. */
const ALIBABA_FAMILIES: readonly KeySet[] = [
  {
    id: 'ALIBABA_CLOUD_ACCESS_KEY_ID',
    secret: 'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
    token: 'ALIBABA_CLOUD_SECURITY_TOKEN',
  },
];

/** Read by Huawei Cloud's SDKs; set by huaweicloud/auth-action. */
const HUAWEI_FAMILIES: readonly KeySet[] = [
  { id: 'HUAWEICLOUD_SDK_AK', secret: 'HUAWEICLOUD_SDK_SK', token: 'HUAWEICLOUD_SDK_SECURITY_TOKEN' },
  { id: 'HUAWEI_CLOUD_ACCESS_KEY_ID', secret: 'HUAWEI_CLOUD_SECRET_ACCESS_KEY' },
];

/** Set by GitHub's runner for a job that may have OIDC tokens: where it asks for them, and what it asks with. */
export const ID_TOKEN_VARIABLES = {
  url: 'ACTIONS_ID_TOKEN_REQUEST_URL',
  token: 'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
} as const;

const namesOf = (set: KeySet): readonly string[] =>
  set.token === undefined ? [set.id, set.secret] : [set.id, set.secret, set.token];

/** Where a cloud's credential may stand: what is secret of it is kept out of all that is written. */
interface Names {
  readonly keyInputs: readonly KeySet[];
  readonly keyVariables: readonly KeySet[];
  /** Inputs that hold a token which is a credential of its own. */
  readonly tokenInputs: readonly string[];
}

const NAMES: Readonly<Record<CloudName, Names>> = {
  alibaba: { keyInputs: [ALIBABA_INPUTS], keyVariables: ALIBABA_FAMILIES, tokenInputs: [] },
  huawei: { keyInputs: [HUAWEI_INPUTS], keyVariables: HUAWEI_FAMILIES, tokenInputs: [HUAWEI_TOKEN_INPUT] },
};
const ALL = Object.values(NAMES);

const secretsOf = (set: KeySet): readonly string[] => namesOf(set).filter((name) => name !== set.id);
/** Inputs that give keys of Alibaba Cloud. */
export const ALIBABA_KEY_INPUTS = namesOf(ALIBABA_INPUTS);
/** Inputs that give keys of Huawei Cloud, or a token instead of them. */
export const HUAWEI_KEY_INPUTS = [HUAWEI_TOKEN_INPUT, ...namesOf(HUAWEI_INPUTS)];

/** Inputs that hold secrets. An access key id is none, but it is shown in part only. */
export const SECRET_INPUTS = [
  ...ALL.flatMap(({ keyInputs, tokenInputs }) => [...keyInputs.flatMap(secretsOf), ...tokenInputs]),
  TOKEN_INPUT,
];
/** Variables that hold secrets. With the runner's token anybody can ask for OIDC tokens of the job. */
export const SECRET_VARIABLES = [
  ...ALL.flatMap(({ keyVariables }) => keyVariables.flatMap(secretsOf)),
  ID_TOKEN_VARIABLES.token,
];
/** Inputs that hold access key ids. */
export const KEY_ID_INPUTS = ALL.flatMap(({ keyInputs }) => keyInputs.map((set) => set.id));
/** Variables that hold access key ids. */
export const KEY_ID_VARIABLES = ALL.flatMap(({ keyVariables }) => keyVariables.map((set) => set.id));

/** Reads one name; surrounding white space and a byte order mark are not part of a value, and empty is unset. */
type Read = (name: string) => string;

interface Keys {
  readonly id: string;
  readonly secret: string;
  readonly token: string | undefined;
}

/** The keys of Alibaba Cloud from the inputs, else from the environment; what is wrong goes to `problem`. */
export function readAlibabaKeys(
  getInput: Read,
  env: Env,
  problem: (text: string) => void,
): Sourced<AlibabaKeys> | undefined {
  const keys = readKeys(getInput, env, ALIBABA_INPUTS, ALIBABA_FAMILIES, problem);
  if (keys === 'none') {
    const keyless = ', or alibaba-role-arn and alibaba-oidc-provider-arn';
    problem(missing('Alibaba Cloud', ALIBABA_INPUTS, ALIBABA_FAMILIES, keyless));
    return undefined;
  }
  if (keys === 'broken') return undefined;
  const { id, secret, token } = keys.value;
  return { ...keys, value: { accessKeyId: id, accessKeySecret: secret, securityToken: token } };
}

/** The credential of Huawei Cloud from the inputs, else from the environment. */
export function readHuaweiCredential(
  getInput: Read,
  env: Env,
  problem: (text: string) => void,
): Sourced<HuaweiCredential> | undefined {
  const authToken = getInput(HUAWEI_TOKEN_INPUT);
  if (authToken !== '') {
    const also = namesOf(HUAWEI_INPUTS).filter((name) => getInput(name) !== '');
    if (also.length > 0) {
      problem(
        `${HUAWEI_TOKEN_INPUT} and ${also.join(', ')}: two kinds of credentials at once; give one of them`,
      );
      return undefined;
    }
    if (!isWhole(HUAWEI_TOKEN_INPUT, authToken, problem)) return undefined;
    return {
      value: { kind: 'token', authToken },
      source: HUAWEI_TOKEN_INPUT,
      fromEnvironment: false,
      temporary: true,
    };
  }
  const keys = readKeys(getInput, env, HUAWEI_INPUTS, HUAWEI_FAMILIES, problem);
  if (keys === 'none') {
    const others = `, or ${HUAWEI_TOKEN_INPUT}, or huawei-identity-provider`;
    problem(missing('Huawei Cloud', HUAWEI_INPUTS, HUAWEI_FAMILIES, others));
    return undefined;
  }
  if (keys === 'broken') return undefined;
  const { id, secret, token } = keys.value;
  const value = { kind: 'keys', accessKeyId: id, secretAccessKey: secret, securityToken: token } as const;
  return { ...keys, value };
}

function readKeys(
  getInput: Read,
  env: Env,
  inputs: KeySet,
  families: readonly KeySet[],
  problem: (text: string) => void,
): Sourced<Keys> | 'none' | 'broken' {
  const fromInputs = readSet(inputs, getInput, problem);
  if (fromInputs === 'broken') return 'broken';
  if (fromInputs !== 'none') return sourced(fromInputs, inputs, false);
  const fromEnv = families.map((set) => ({ set, keys: readSet(set, (name) => trimmed(env[name]), problem) }));
  if (fromEnv.some(({ keys }) => keys === 'broken')) return 'broken';
  const whole = fromEnv.flatMap(({ set, keys }) => (typeof keys === 'string' ? [] : [{ set, keys }]));
  const [first] = whole;
  if (first === undefined) return 'none';
  const other = whole.find(({ keys }) => keys.id !== first.keys.id || keys.secret !== first.keys.secret);
  if (other !== undefined) {
    problem(
      `${first.set.id} and ${other.set.id}: the environment has two sets of keys that differ; ` +
        `unset one, or give the inputs ${inputs.id} and ${inputs.secret}`,
    );
    return 'broken';
  }
  return sourced(first.keys, first.set, true);
}

function sourced(keys: Keys, set: KeySet, fromEnvironment: boolean): Sourced<Keys> {
  return {
    value: keys,
    source: `${set.id} and ${set.secret}`,
    fromEnvironment,
    temporary: keys.token !== undefined,
  };
}

function readSet(set: KeySet, read: Read, problem: (text: string) => void): Keys | 'none' | 'broken' {
  const given = namesOf(set).filter((name) => read(name) !== '');
  if (given.length === 0) return 'none';
  const absent = [set.id, set.secret].filter((name) => !given.includes(name));
  if (absent.length > 0) {
    problem(
      `${given.join(', ')} without ${absent.join(' and ')}: half a set of keys; give the whole set (a secret that is not set comes out empty)`,
    );
    return 'broken';
  }
  const whole = given.map((name) => isWhole(name, read(name), problem));
  if (whole.includes(false)) return 'broken';
  const token = set.token === undefined ? '' : read(set.token);
  return { id: read(set.id), secret: read(set.secret), token: token === '' ? undefined : token };
}

/** A credential is printable ASCII without spaces; the message has the place of what is not, never the value. */
export function isWhole(name: string, value: string, problem: (text: string) => void): boolean {
  const at = value.search(/[^\x21-\x7e]/);
  if (at === -1) return true;
  problem(
    `${name}: character ${at + 1} of ${value.length} is a space, a line break or no ASCII, which no credential has; copy it again`,
  );
  return false;
}

function missing(cloud: string, inputs: KeySet, families: readonly KeySet[], other = ''): string {
  const both = (set: KeySet): string => `${set.id} and ${set.secret}`;
  const variables = families.map(both).join(', or ');
  return (
    `no credentials of ${cloud}: give the inputs ${both(inputs)}${other}, or the variables ${variables} ` +
    '(a secret that is not set, or that this event may not read, comes out empty)'
  );
}

/** A value of the environment: what surrounds it is not part of it. */
export function trimmed(value: string | undefined): string {
  return (value ?? '').replace(/^[\s\uFEFF]+|(?<![\s\uFEFF])[\s\uFEFF]+$/g, '');
}
