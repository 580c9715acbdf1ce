import type { World } from '../world.ts';

/**
 * Lets one request of a credential go first, and the others once it was accepted. A refused credential is
 * never sent again: Huawei locks a key for 5 minutes after about 5 refused signatures in a row.
 */
export interface Trust {
  /** Waits for a turn. The reason of the refusal, if the credential was refused; then nothing may be sent. */
  readonly enter: () => Promise<string | undefined>;
  /** Ends a turn with what the request has shown of the credential. */
  readonly leave: (shown: 'accepted' | 'nothing' | { readonly refused: string }) => void;
}

/** A host that does not answer must not hold up those that would: after this long the next may go. */
const ALONE_MS = 5_000;

/** The trust in a credential that was not sent yet. */
export function createTrust(world: World): Trust {
  let accepted = false;
  let refusal: string | undefined;
  let aloneSince = Number.NEGATIVE_INFINITY;
  let changed = new AbortController();
  return {
    enter: async () => {
      while (!accepted && refusal === undefined) {
        const left = aloneSince + ALONE_MS - world.now();
        if (left <= 0) {
          aloneSince = world.now();
          break;
        }
        await world.sleep(left, changed.signal);
      }
      return refusal;
    },
    leave: (shown) => {
      if (shown === 'accepted') accepted = true;
      else if (shown !== 'nothing') refusal = shown.refused;
      aloneSince = Number.NEGATIVE_INFINITY;
      changed.abort();
      changed = new AbortController();
    },
  };
}
