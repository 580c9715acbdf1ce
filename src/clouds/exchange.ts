/** What the exchanges of an OIDC token for a session have in common. */

import { type Refused, type Unreachable, unreachable } from '../task.ts';
import type { World } from '../world.ts';
import type { Classified } from './classify.ts';
import type { HostClock } from './clock.ts';
import { dateOf, retryAfter } from './connection.ts';
import type { HttpAnswer, Send } from './http.ts';
import { type HttpFault, seenOf, UNRESOLVED_MS } from './http-fault.ts';
import { isCode } from './token-like.ts';

/** Hides what an exchange brings, before it is used: from the log, and from all else that is written. */
export interface Hides {
  readonly hide: (secret: string) => void;
  /** Of a key id the first 4 characters stay. */
  readonly hideKeyId: (keyId: string) => void;
}

/** What an exchange needs of the rest. */
export interface ExchangeTools extends Hides {
  readonly send: Send;
  readonly world: World;
  /** The clock of the service that gives out sessions. */
  readonly clock: HostClock;
}

/** Nobody gives up an exchange: many may wait for it. It ends by itself, since every request does. */
export const UNSTOPPED = new AbortController().signal;

/** What a fault of the network means, and on the way to whom it was met. */
export function faultAt(service: string, fault: HttpFault): Refused | Unreachable {
  return seenOf({ ...fault, reason: `${service}: ${fault.reason}` });
}

/** An answer without anything that could be used, which another one is not likely to be better than. */
export function unusable(service: string, what: string): Unreachable {
  return { ...unreachable(`${service}: ${what}`), hopelessAfterMs: UNRESOLVED_MS };
}

/** A code or message that speaks of a permission, or of a provider or role that is missing: no other token helps. */
const SET_UP = /permission|no such|not ?exist|not ?found|not ?registered/i;
/** An issuer's clock may be seconds ahead of the service's: then its token is not valid yet. */
const AGAIN_AFTER_MS = [2_000, 5_000];

/** Bears refusals with HTTP 401 for a while: no key can be locked there, and each time the token is a fresh one. */
export interface Refusals {
  /** What a refusal with this status is: for good, or one to try again after. */
  readonly judged: (status: number, refusal: Refused, said: string) => Refused | Unreachable;
  readonly accepted: () => void;
}

/** No refusal yet. */
export function createRefusals(): Refusals {
  let times = 0;
  return {
    judged: (status, refusal, said) => {
      if (status !== 401 || SET_UP.test(said)) return refusal;
      const retryAfterMs = AGAIN_AFTER_MS[times];
      times = retryAfterMs === undefined ? 0 : times + 1;
      return retryAfterMs === undefined ? refusal : { ...unreachable(refusal.reason), retryAfterMs };
    },
    accepted: () => {
      times = 0;
    },
  };
}

/** What is shown of an error of an exchange: its message may hold a token, and is never shown. */
export interface ShownError {
  /** Empty if it has none, or what stands there may be no code. */
  readonly code: string;
  /** The HTTP status, and the code. */
  readonly text: string;
}

/** What may be shown of an error that came with this status. */
export function shownOf({ status }: HttpAnswer, { code, text }: ErrorAnswer): ShownError {
  // Without a code the words are the gate's own.
  if (code === '') return { code, text };
  if (!isCode(code)) return { code: '', text: `HTTP ${status}` };
  return { code, text: code === String(status) ? `HTTP ${status}` : `HTTP ${status} ${code}` };
}

/** An answer that is an error. */
export type ErrorAnswer = Extract<Classified, { readonly kind: 'error' }>;

/** An error that may pass, as a look sees it; nothing where it will not. */
export function passing(
  service: string,
  answer: HttpAnswer,
  result: Exclude<Classified, { readonly kind: 'body' }>,
): Unreachable | undefined {
  if (result.kind === 'redirect') return undefined;
  if (!['throttled', 'server', 'nonce-used'].includes(result.meaning)) return undefined;
  const { text } = shownOf(answer, result);
  if (answer.status < 300 && isGivenTwice(answer.body)) return unusable(service, text);
  // Not the lane's own throttling: the rate of its requests has nothing to do with it.
  return { ...unreachable(`${service}: ${text}`), retryAfterMs: retryAfter(answer.headers) };
}

/** Whether a body that could not be read is JSON all the same: then it gives a key twice. */
function isGivenTwice(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}

/** A `Date` is in whole seconds: what it is subtracted from may come out too long by so much. */
const CLOCK_GRAIN_MS = 1_000;

/**
 * How long a session lives that was given out with this answer, in ms, and never longer than it does. The service's own
 * clock tells: when it says that it gave the session out, or its `Date`. No number where it tells neither.
 */
export function lifeOf(expires: string, answer: HttpAnswer, issued = ''): number {
  const sinceDate = Date.parse(expires) - dateOf(answer.headers);
  const sinceIssue = Date.parse(expires) - Date.parse(issued);
  if (Number.isNaN(sinceDate) || sinceIssue <= sinceDate) return sinceIssue;
  return Math.max(sinceDate - CLOCK_GRAIN_MS, sinceDate / 2);
}
