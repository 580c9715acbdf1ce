/** A host with a credential: signs, sends, classifies, checks the shape of each answer. */

import type { z } from 'zod';
import { hideExactly } from '../redact.ts';
import { type Refused, refused, type Unreachable, unreachable } from '../task.ts';
import type { World } from '../world.ts';
import type { Answered, Call, Reply } from './call.ts';
import { classify } from './classify.ts';
import type { HostClock } from './clock.ts';
import type { CredentialSource } from './credential-source.ts';
import { createGatewayCodes } from './gateway-codes.ts';
import type { HttpAnswer, HttpRequest, Send } from './http.ts';
import { type HttpFault, seenOf } from './http-fault.ts';
import { type Answerer, interpret, isRefusal, shownBy } from './interpret.ts';
import { keptBy } from './kept-body.ts';
import type { Shown, Trust } from './trust.ts';
import { urlUnder } from './url.ts';

/** What a look hands to its requests. */
export interface LookContext {
  readonly signal: AbortSignal;
  /** Called for every request that is sent. */
  readonly sent: () => void;
  /** Told what the poll waits for, other than an answer about the task; with an empty text when that is over. */
  readonly waitsFor?: (what: string) => void;
  /** Called with the ms that an answer, whatever it says, asks to be left alone. */
  readonly wished?: (ms: number) => void;
}

/** A host with a credential. */
export interface Connection {
  /** Sends one operation. The schema decides what an answer is: a body of another shape is a server's fault. */
  readonly call: <T>(call: Call, schema: z.ZodType<T>, look: LookContext) => Promise<Reply<T>>;
}

/** What a connection is made of. Those of one lane share the trust and the clock. */
export interface ConnectionOptions<Credential> extends Answerer {
  /** What says that it is this one, for who cannot reach it. */
  readonly place: string;
  /** Asked for each call: a session is renewed as the wait goes on. */
  readonly credentials: CredentialSource<Credential>;
  /** Signs anew for each attempt: the date and the nonce must differ. */
  readonly sign: (credential: Credential, call: Call, url: URL, date: Date) => HttpRequest;
  readonly trust: Trust;
  readonly clock: HostClock;
  readonly send: Send;
  readonly world: World;
}

/** Later than every deadline. */
const LONGEST_WISH_MS = 240 * 3_600_000;

/** Connects a host with a credential. */
export function connect<Credential>(options: ConnectionOptions<Credential>): Connection {
  const { baseUrl, dialect, credentials, trust, clock, world } = options;
  const gatewayCodes = createGatewayCodes(dialect);

  /** How far the server's clock is ahead of ours, in ms. */
  const ahead = (answer: HttpAnswer): number | undefined => {
    const server = dateOf(answer.headers);
    return Number.isNaN(server) ? undefined : server - world.date().getTime();
  };

  const exchange = async (
    credential: Credential,
    call: Call,
    look: LookContext,
    keeps: Keeps,
  ): Promise<Outcome> => {
    const url = urlUnder(baseUrl, call.path, call.query);
    const offsetMs = clock.offsetMs();
    const signed = options.sign(credential, call, url, new Date(world.date().getTime() + offsetMs));
    look.sent();
    const answer = await options.send({ ...signed, place: options.place, keeps }, look.signal);
    if (answer.kind === 'fault') return answer;
    const result = classify(answer, dialect, hideExactly(signed.confidential));
    const outcome = { kind: 'outcome', answer, result, renewed: false } as const;
    const skewed = result.kind === 'error' && result.meaning === 'clock-skew';
    return skewed ? { ...outcome, correction: clock.correct(offsetMs, ahead(answer)) } : outcome;
  };

  const credentialOf = async (look: LookContext): ReturnType<typeof credentials.current> => {
    look.waitsFor?.(NO_SESSION);
    const credential = await credentials.current(look.signal);
    look.waitsFor?.('');
    return credential;
  };

  /** One call: with the credential of now, and once more with a new one where that is refused and another can be had. */
  const attempt = async (
    call: Call,
    look: LookContext,
    keeps: Keeps,
  ): Promise<Outcome | Refused | Unreachable> => {
    const first = await credentialOf(look);
    if (first.kind !== 'credential') return first;
    const outcome = await exchange(first.value, call, look, keeps);
    if (outcome.kind === 'fault' || !isRefusal(outcome.result) || look.signal.aborted) return outcome;
    if (!credentials.renew(first.value)) return outcome;
    const second = await credentialOf(look);
    if (second.kind !== 'credential') return second;
    const again = await exchange(second.value, call, look, keeps);
    return again.kind === 'fault' ? again : { ...again, renewed: true };
  };

  return {
    call: async (call, schema, look) => {
      for (;;) {
        if (clock.hasJumped(world.now(), world.date())) trust.doubt();
        look.waitsFor?.(NOT_TRIED);
        const refusal = await trust.enter(baseUrl.origin);
        look.waitsFor?.('');
        if (refusal !== undefined) return refused('', refusal);
        let shown: Shown;
        try {
          if (look.signal.aborted) return unreachable('given up');
          const outcome = await attempt(call, look, keptBy(schema));
          if (outcome.kind === 'fault') return seenOf(outcome);
          if (outcome.kind !== 'outcome') return outcome;
          if (outcome.correction === 'corrected') {
            shown = 'wrong-time';
            continue;
          }
          look.wished?.(retryAfter(outcome.answer.headers));
          const reply = gatewayCodes.counted(call, outcome.result, interpret(outcome, call, options));
          shown = shownBy(outcome.result, reply, dialect);
          if (shown === 'accepted') clock.accepted();
          if (reply.kind !== 'answer') return reply;
          const parsed = schema.safeParse(reply.body);
          if (parsed.success) return { kind: 'answer', body: parsed.data };
          return unreachable(
            `HTTP ${outcome.answer.status} with JSON of another shape: ${shapeOf(parsed.error)}`,
          );
        } finally {
          trust.leave(baseUrl.origin, shown);
        }
      }
    },
  };
}

const NO_SESSION = "the exchange of the job's OIDC token gave no credentials";
const NOT_TRIED = 'the credentials, which one request tries first, were not accepted';

/** What a trace may keep of a body. */
type Keeps = NonNullable<HttpRequest['keeps']>;

/** A request and what came of it. */
type Outcome = Answered | HttpFault;

const NUMBER = /^\d+(\.\d+)?$/;

/** Milliseconds that the server wishes: Alibaba's own header, or `Retry-After` in seconds or as a date. */
export function retryAfter(headers: Readonly<Record<string, string>>): number {
  const own = headers['x-acs-retry-after'] ?? '';
  if (NUMBER.test(own)) return Math.min(Number(own), LONGEST_WISH_MS);
  const standard = headers['retry-after'] ?? '';
  if (NUMBER.test(standard)) return Math.min(Number(standard) * 1000, LONGEST_WISH_MS);
  const until = /[a-z]/i.test(standard) ? Date.parse(standard) - dateOf(headers) : Number.NaN;
  return Number.isNaN(until) ? 0 : Math.min(Math.max(until, 0), LONGEST_WISH_MS);
}

/** The server's clock, in ms; no number where it does not tell. */
export function dateOf(headers: Readonly<Record<string, string>>): number {
  return Date.parse(headers['date'] ?? '');
}

/** The first thing that is wrong with the shape of an answer. */
export function shapeOf({ issues }: z.ZodError): string {
  const [said] = issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`);
  return String(said).replace('received undefined', 'received nothing');
}
