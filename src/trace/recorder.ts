/** Keeps what was asked and answered while the gate runs, within a bound. */

import { KEPT_HEADERS } from '../clouds/exchange-secrets.ts';
import type { HttpRequest, Send } from '../clouds/http.ts';
import type { Watched } from '../gate/turn.ts';
import { alsoEscaped, hideExactly } from '../redact.ts';
import { hideInHeaders } from '../redact-names.ts';
import type { World } from '../world.ts';
import type { Exchange, Unanswered } from './har.ts';
import { type LeftOut, thin, type Weighed } from './thin.ts';

/** Sees every request to a cloud. */
export interface Recorder {
  /** A sender that keeps what goes through it. */
  readonly through: (send: Send) => Send;
  /** Tasks whose looks are told apart. */
  readonly follow: (watched: readonly Watched[]) => readonly Watched[];
  /** The latest look at this task has changed what is known of it. */
  readonly changed: (task: string) => void;
  /** What is kept, in the order in which it was sent; what has no answer yet says so. */
  readonly kept: () => { readonly exchanges: readonly Exchange[]; readonly leftOut: LeftOut };
}

/** What a request weighs beside its texts: names and numbers of the format. */
const ENTRY_BYTES = 700;
/** How much is left when too much was kept, so that it is not thinned again for each request. */
const LEFT = 0.75;

interface Slot extends Weighed {
  readonly look: OpenLook | undefined;
  bytes: number;
  exchange: Exchange;
}

interface OpenLook {
  readonly task: string;
  readonly number: number;
  changed: boolean;
}

const UNANSWERED: Unanswered = {
  kind: 'fault',
  reason: 'no answer yet when the trace was written',
  fatal: false,
};

/**
 * A recorder that keeps about as much as the trace may hold.
 *
 * @param mostBytes what the texts that are kept may weigh together
 */
export function createRecorder(world: Pick<World, 'now' | 'date'>, mostBytes: number): Recorder {
  let slots: Slot[] = [];
  let bytes = 0;
  let leftOut: LeftOut = { unchanged: 0, others: 0 };
  const looks = new WeakMap<AbortSignal, OpenLook>();
  const latest = new Map<string, OpenLook>();

  const weigh = (slot: Slot): void => {
    const now = weightOf(slot.exchange);
    bytes += now - slot.bytes;
    slot.bytes = now;
    if (bytes <= mostBytes) return;
    const thinned = thin(slots, mostBytes * LEFT);
    slots = [...thinned.kept];
    bytes = slots.reduce((sum, each) => sum + each.bytes, 0);
    leftOut = {
      unchanged: leftOut.unchanged + thinned.leftOut.unchanged,
      others: leftOut.others + thinned.leftOut.others,
    };
  };

  const begin = (request: HttpRequest, signal: AbortSignal): Slot => {
    const look = looks.get(signal);
    const exchange = {
      look,
      startedAt: world.date().getTime(),
      durationMs: 0,
      request: requestOf(request),
      outcome: UNANSWERED,
    };
    const slot: Slot = { look, bytes: 0, exchange };
    slots.push(slot);
    weigh(slot);
    return slot;
  };

  const finish = (slot: Slot, outcome: Exchange['outcome'], durationMs: number): void => {
    slot.exchange = { ...slot.exchange, durationMs, outcome };
    weigh(slot);
  };

  return {
    through: (send) => async (request, signal) => {
      const began = world.now();
      const slot = begin(request, signal);
      const answer = await send(request, signal);
      finish(slot, outcomeOf(answer, request), world.now() - began);
      return answer;
    },
    follow: (watched) =>
      watched.map((each) => {
        let number = 0;
        return {
          ...each,
          look: (signal, sent) => {
            number += 1;
            const look = { task: each.task.name, number, changed: false };
            looks.set(signal, look);
            latest.set(look.task, look);
            return each.look(signal, sent);
          },
        };
      }),
    changed: (task) => {
      const look = latest.get(task);
      if (look !== undefined) look.changed = true;
    },
    kept: () => ({ exchanges: slots.map(({ exchange }) => exchange), leftOut }),
  };
}

function requestOf(request: HttpRequest & { readonly body?: string }): Exchange['request'] {
  const { method, url, headers, body = '' } = request;
  return {
    method,
    url: url.href,
    headers: hideInHeaders(headers),
    body,
    bodyBytes: Buffer.byteLength(body),
  };
}

/** What was signed is known now, and would weigh more than the rest of a request if it were kept. */
function outcomeOf(
  answer: Awaited<ReturnType<Send>>,
  { confidential, keeps }: HttpRequest,
): Exchange['outcome'] {
  const exactly = hideExactly(confidential.filter((text) => text !== ''));
  const hide = alsoEscaped(exactly, exactly);
  if (answer.kind === 'fault') return { ...answer, reason: hide(answer.reason) };
  const { status, headers, body } = answer;
  const unsigned = Object.entries(headers)
    .filter(([name]) => keeps === undefined || KEPT_HEADERS.has(name))
    .map(([name, value]) => [hide(name), hide(value)] as const);
  return {
    kind: 'answer',
    status,
    headers: hideInHeaders(Object.fromEntries(unsigned)),
    body: hide(keeps === undefined ? body : keeps(body)),
    bodyBytes: Buffer.byteLength(body),
  };
}

function weightOf({ request, outcome }: Exchange): number {
  const own = outcome.kind === 'answer' ? [outcome.body, ...textsOf(outcome.headers)] : [outcome.reason];
  const texts = [request.url, request.url, request.body, ...textsOf(request.headers), ...own];
  return texts.reduce((sum, text) => sum + text.length, ENTRY_BYTES);
}

function textsOf(headers: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(headers).flat();
}
