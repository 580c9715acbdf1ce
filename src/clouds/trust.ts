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
  /** What was accepted may be refused now: again one request goes first. */
  readonly doubt: () => void;
}

/** What a request has shown of its credential; often nothing. `doubted`: it may have been refused, nobody knows. */
export type Shown =
  | 'accepted'
  | 'wrong-time'
  | { readonly refused: string }
  | { readonly doubted: string }
  | undefined;

/** A host that does not answer must not hold up another one: after this long one of that may go as well. */
const ALONE_MS = 5_000;
/** Under the number of refusals that locks a key. */
const MOST_UNPROVEN = 3;

/** The trust in a credential that was not sent yet. */
export function createTrust(world: World): Trust {
  let accepted = false;
  let refusal: string | undefined;
  const unproven = new Set<string>();
  /** Hosts that were sent the credential. */
  const asked = new Set<string>();
  /** How many wait for each host. */
  const waiting = new Map<string, number>();
  /** Answers that may have been refusals, by host; and the hosts that have given too many of them. */
  const doubts = new Map<string, number>();
  const closed = new Map<string, string>();
  let changed = new AbortController();

  const announce = (): void => {
    changed.abort(WOKEN);
    changed = new AbortController();
  };

  /** Milliseconds until a request to this host that came at `since` may go; infinite where another must end first. */
  const wait = (host: string, since: number): number => {
    // A host that keeps failing must not keep those waiting that were never asked.
    if (asked.has(host) && [...waiting.keys()].some((other) => !asked.has(other))) return Infinity;
    if (unproven.size === 0) return 0;
    if (unproven.has(host) || unproven.size >= MOST_UNPROVEN) return Infinity;
    return Math.max(0, since + ALONE_MS - world.now());
  };

  const isDecided = (host: string): boolean => accepted || refusal !== undefined || closed.has(host);

  const untilChange = async (ms: number): Promise<void> => {
    const { signal } = changed;
    if (Number.isFinite(ms)) await world.sleep(ms, signal);
    else await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  };

  return {
    enter: async (host) => {
      const since = world.now();
      while (!isDecided(host)) {
        const left = wait(host, since);
        if (left === 0) {
          unproven.add(host);
          if (!asked.has(host)) {
            asked.add(host);
            announce();
          }
          break;
        }
        waiting.set(host, (waiting.get(host) ?? 0) + 1);
        await untilChange(left);
        const others = (waiting.get(host) ?? 0) - 1;
        if (others > 0) waiting.set(host, others);
        else waiting.delete(host);
      }
      return refusal ?? closed.get(host);
    },
    leave: (host, shown) => {
      unproven.delete(host);
      if (shown === 'accepted') {
        accepted = true;
        doubts.clear();
      } else if (shown === 'wrong-time') {
        accepted = false;
      } else if (shown !== undefined && 'refused' in shown) {
        refusal = shown.refused;
      } else if (shown !== undefined && !accepted) {
        const times = (doubts.get(host) ?? 0) + 1;
        doubts.set(host, times);
        if (times >= MOST_UNPROVEN) closed.set(host, shown.doubted);
      }
      if (waiting.size > 0) announce();
    },
    doubt: () => {
      accepted = false;
    },
  };
}
