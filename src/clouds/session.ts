/** A short-lived credential that is renewed as the wait goes on, once for all who need it. */

import { type Refused, refused, type Unreachable, unreachable } from '../task.ts';
import { describeError } from '../wording.ts';
import type { World } from '../world.ts';
import type { CredentialSource } from './credential-source.ts';

/** What one exchange gives: a session with the time that it lives, in ms, or why there is none. */
export type Exchanged<Credential> =
  | { readonly kind: 'session'; readonly credential: Credential; readonly lifeMs: number }
  | Refused
  | Unreachable;

/** A session, with times of the world's clock in ms. */
interface Held<Credential> {
  readonly credential: Credential;
  readonly renewAt: number;
  readonly endsAt: number;
}

/** From this share of a session's life on, another one is fetched. */
export const RENEWED_AT = 0.8;
/** No exchange within this time of one that was refused while the session still lived, unless that ends before. */
const REFUSED_HOLD_MS = 30_000;
/** No exchange within this time of one that met a transient fault, doubling up to the most: the least that a look waits. */
const FIRST_HOLD_MS = 500;
const MOST_HOLD_MS = 2_500;

/**
 * A credential that is exchanged for the job's identity, and renewed before it ends: one exchange at a time, however
 * many ask. While the next one is fetched, the old one serves as long as it lives. A refused exchange is final, except
 * that of a renewal while the old one lives: what was good may be so again before its end.
 */
export function createSession<Credential>(
  exchange: () => Promise<Exchanged<Credential>>,
  world: World,
): CredentialSource<Credential> {
  let held: Held<Credential> | undefined;
  let isFirst = true;
  let underWay: Promise<void> | undefined;
  let refusal: Refused | undefined;
  let fault:
    | { readonly seen: Unreachable; readonly at: number; readonly count: number; readonly holdMs: number }
    | undefined;

  const fetchSession = async (): Promise<void> => {
    // Before it was asked for: the life of a session may begin at any time since.
    const startedAt = world.now();
    const got = await exchange().catch((error: unknown) =>
      refused('', `the gate itself failed at it: ${describeError(error)}`),
    );
    underWay = undefined;
    if (got.kind === 'session') {
      const { credential, lifeMs } = got;
      held = { credential, renewAt: startedAt + lifeMs * RENEWED_AT, endsAt: startedAt + lifeMs };
      isFirst = false;
      fault = undefined;
      return;
    }
    const reason = `the credentials could not be ${isFirst ? 'obtained' : 'renewed'}: ${got.reason}`;
    const at = world.now();
    const leftMs = held === undefined ? 0 : held.endsAt - at;
    if (got.kind === 'refused' && leftMs <= 0) {
      refusal = { ...got, reason };
      return;
    }
    const count = (fault?.count ?? 0) + 1;
    fault =
      got.kind === 'refused'
        ? { seen: unreachable(reason), at, count, holdMs: Math.min(REFUSED_HOLD_MS, leftMs) }
        : {
            seen: { ...got, reason },
            at,
            count,
            holdMs: Math.min(MOST_HOLD_MS, FIRST_HOLD_MS * 2 ** (count - 1)),
          };
  };

  const heldOff = (): boolean => {
    if (fault === undefined) return false;
    return world.now() < fault.at + Math.max(fault.holdMs, fault.seen.retryAfterMs);
  };

  /** The fault of the latest exchange, with what is left of the server's wish. */
  const latestFault = (): Unreachable => {
    if (fault === undefined) return unreachable('the session had ended before it could be used');
    const retryAfterMs = Math.max(0, fault.at + fault.seen.retryAfterMs - world.now());
    return { ...fault.seen, retryAfterMs };
  };

  return {
    current: async (signal) => {
      if (held !== undefined && world.now() < held.renewAt)
        return { kind: 'credential', value: held.credential };
      if (refusal === undefined && !heldOff()) underWay ??= fetchSession();
      const isAlive = (): boolean => held !== undefined && world.now() < held.endsAt;
      if (!isAlive() && underWay !== undefined) await endOrAbort(underWay, signal);
      if (held !== undefined && isAlive()) return { kind: 'credential', value: held.credential };
      if (signal.aborted) return unreachable('given up');
      return refusal ?? latestFault();
    },
    renew: (credential) => {
      if (held?.credential === credential) held = undefined;
      return true;
    },
  };
}

/** Resolves when the work has ended or the signal aborts, whichever is first. */
function endOrAbort(work: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      signal.removeEventListener('abort', done);
      resolve();
    };
    signal.addEventListener('abort', done);
    void work.then(done);
    if (signal.aborted) done();
  });
}
