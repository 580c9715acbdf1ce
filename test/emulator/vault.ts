/** A secret on record, and the token that must come with it if the key is temporary. */
interface Entry {
  readonly secret: string;
  readonly token?: string;
  readonly expiresAt: () => number;
}

/** The access keys and tokens that one cloud knows. Times are milliseconds since the epoch. */
export interface Vault {
  readonly find: (accessKeyId: string) => Entry | undefined;
  readonly ownerOf: (token: string) => string | undefined;
  readonly add: (accessKeyId: string, secret: string) => void;
  readonly addSession: (accessKeyId: string, secret: string, token: string, expiresAt: () => number) => void;
}

export function createVault(): Vault {
  const entries = new Map<string, Entry>();
  return {
    find: (accessKeyId) => entries.get(accessKeyId),
    ownerOf: (token) => [...entries].find(([, entry]) => entry.token === token)?.[0],
    add: (accessKeyId, secret) =>
      entries.set(accessKeyId, { secret, expiresAt: () => Number.POSITIVE_INFINITY }),
    addSession: (accessKeyId, secret, token, expiresAt) =>
      entries.set(accessKeyId, { secret, token, expiresAt }),
  };
}
