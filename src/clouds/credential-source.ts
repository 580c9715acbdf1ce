/** Where a connection has its credential from: as it was given, or a session that is renewed. */

import type { Refused, Unreachable } from '../task.ts';

/** A credential to sign with now, or why there is none: for good, or at present. */
type Credentialed<Credential> =
  | { readonly kind: 'credential'; readonly value: Credential }
  | Refused
  | Unreachable;

/** Where a connection has its credential from. */
export interface CredentialSource<Credential> {
  /**
   * The credential of now.
   *
   * @param signal aborted when the look that asks is given up
   */
  readonly current: (signal: AbortSignal) => Promise<Credentialed<Credential>>;
  /** Told of a credential that the cloud has refused: whether `current` may now give another one. */
  readonly renew: (refused: Credential) => boolean;
}

/** A source that has one credential, and no other: keys, or a token, that the user gave. */
export function fixed<Credential>(value: Credential): CredentialSource<Credential> {
  return { current: async () => ({ kind: 'credential', value }), renew: () => false };
}
