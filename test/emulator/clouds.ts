import { randomBytes } from 'node:crypto';
import type { TokenOnRecord, TokenScope } from './token-scope.ts';
import type { Vault } from './vault.ts';

/** How long a session or token lives: until the first of its ends. */
export interface Lifetime {
  /** Milliseconds since the epoch, by the emulator's clock; unset: for ever. */
  readonly expiresAt?: number;
  /** Requests that it is good for; unset: any number. */
  readonly requests?: number;
}

/** Something that can be made to expire before its time. */
interface Expiring {
  /** From now on it is refused as expired. */
  readonly expire: () => void;
}

/** A permanent Alibaba Cloud access key. */
export interface AlibabaKeys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

/** A temporary one, which is accepted only together with its token. */
export interface AlibabaSession extends AlibabaKeys, Expiring {
  readonly securityToken: string;
}

/** A permanent Huawei Cloud access key. */
export interface HuaweiKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A temporary one, which is accepted only together with its token. */
export interface HuaweiSession extends HuaweiKeys, Expiring {
  readonly securityToken: string;
}

/** A Huawei Cloud IAM token, accepted as `X-Auth-Token`. */
export interface IamToken extends Expiring {
  readonly value: string;
}

/** The key that every emulated Alibaba Cloud account starts with. */
export const alibabaKeys: AlibabaKeys = {
  accessKeyId: 'LTAIfakeEmulatorKey001',
  accessKeySecret: 'FakeEmulatorSecretNotReal00001',
};

/** The key that every emulated Huawei Cloud account starts with. */
export const huaweiKeys: HuaweiKeys = {
  accessKeyId: 'FAKEEMULATORKEY00001',
  secretAccessKey: 'FakeEmulatorSecretNotReal000000000000001',
};

export function openAlibabaSession(vault: Vault, lifetime: Lifetime = {}): AlibabaSession {
  const { expiresAt, expire } = mortal(lifetime);
  const session = {
    accessKeyId: `STS.FakeEmulator${random(6)}`,
    accessKeySecret: `FakeSessionSecret${random(10)}`,
    securityToken: `CAISfakeEmulatorToken+/${random(24)}==`,
    expire,
  };
  vault.addSession(session.accessKeyId, session.accessKeySecret, session.securityToken, expiresAt);
  return session;
}

export function openHuaweiSession(vault: Vault, lifetime: Lifetime = {}): HuaweiSession {
  const { expiresAt, expire } = mortal(lifetime);
  const session = {
    accessKeyId: `FAKESESS${random(6).toUpperCase()}`,
    secretAccessKey: `FakeSessionSecret${random(12)}`,
    securityToken: `ggpjbi1mYWtlLWVtdWxhdG9y${random(24)}==`,
    expire,
  };
  vault.addSession(session.accessKeyId, session.secretAccessKey, session.securityToken, expiresAt);
  return session;
}

/**
 * Issues an IAM token.
 * @param scope what it is good for: by default every project of every region
 */
export function issueIamToken(
  tokens: Map<string, TokenOnRecord>,
  lifetime: Lifetime = {},
  scope: TokenScope = 'everything',
): IamToken {
  const { expiresAt, expire } = mortal(lifetime);
  const value = `MIIfakeEmulatorIamToken${random(48)}==`;
  tokens.set(value, { expiresAt, scope });
  return { value, expire };
}

/** The end of a session is looked up once for every request that uses it. */
function mortal({
  expiresAt = Number.POSITIVE_INFINITY,
  requests = Number.POSITIVE_INFINITY,
}: Lifetime): Expiring & { readonly expiresAt: () => number } {
  let end = expiresAt;
  let left = requests;
  return {
    expiresAt: () => {
      left -= 1;
      return left < 0 ? 0 : end;
    },
    expire: () => {
      end = 0;
    },
  };
}

function random(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
