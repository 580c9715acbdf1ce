/** One request of a credential goes first, and a refused credential is never sent again. */

import { WOKEN, type World } from '../world.ts';

/**
 * Lets one request of a credential go first, and the others once it was accepted. A refused credential is
 * never sent again: Huawei locks a key for 5 minutes after about 5 refused signatures in a row.
 */
export interface Trust {
  /** Waits for a turn. The reason of the refusal, if the credential was refused; then nothing may be sent. */
  readonly enter: (host: string) => Promise<string | undefined>;
  /** Ends a turn with what the request has shown of the credential. */
  readonly leave: (host: string, shown: Shown) => void;
}

/** What a request has shown of its credential; often nothing. */
export type Shown = 'accepted' | { readonly refused: string } | undefined;

/** A host that does not answer must not hold up another one: after this long one of that may go as well. */
const ALONE_MS = 5_000;
/** Under the number of refusals that locks a key. */
const MOST_UNPROVEN = 3;

/** The trust in a credential that was not sent yet. */
export function createTrust(world: World): Trust {
  let accepted = false;
  let refusal: string | undefined;
  const unproven = new Set<string>();
  let changed = new AbortController();

  /** Milliseconds until a request to this host that came at `since` may go; infinite where another must end first. */
  const wait = (host: string, since: number): number => {
    if (unproven.size === 0) return 0;
    if (unproven.has(host) || unproven.size >= MOST_UNPROVEN) return Number.POSITIVE_INFINITY;
    return Math.max(0, since + ALONE_MS - world.now());
  };

  return {
    enter: async (host) => {
      const since = world.now();
      while (!accepted && refusal === undefined) {
        const left = wait(host, since);
        if (left === 0) {
          unproven.add(host);
          break;
        }
        const { signal } = changed;
        if (Number.isFinite(left)) await world.sleep(left, signal);
        else await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      }
      return refusal;
    },
    leave: (host, shown) => {
      unproven.delete(host);
      const decided = accepted || refusal !== undefined;
      if (shown === 'accepted') accepted = true;
      else if (shown !== undefined) refusal = shown.refused;
      // Once it is known what the credential is worth, nobody waits any more.
      if (decided) return;
      changed.abort(WOKEN);
      changed = new AbortController();
    },
  };
}
