/** Sends one request once, within its limits of time and size. */

import { request } from 'undici';

import { ATTEMPT_MS, type Dispatchers } from './dispatchers.ts';
import { faultOf, type HttpFault, proxyRefused, transient } from './http-fault.ts';

/** A request that is complete, signature included. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as it is, where there is one. */
  readonly body?: string;
  /** What says that it goes there, such as `the region`, for who cannot reach it. */
  readonly place?: string;
  /** What the answer may echo and nobody may repeat. */
  readonly confidential: readonly string[];
  /** What a trace may keep of the body of the answer; of its headers then those that are named. */
  readonly keeps?: (body: string) => string;
}

/** An answer, read to its end. Header names are in lower case. */
export interface HttpAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends one request once: no redirects, no retries. Never throws. */
export type Send = (request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer | HttpFault>;

const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** A sender that uses these connections. */
export function createSend(dispatchers: Dispatchers): Send {
  return async (outgoing, signal) => {
    const answer = await attempt(dispatchers, outgoing, signal);
    if (answer.kind === 'fault' || answer.status !== 407) return answer;
    const proxy = dispatchers.proxyOf(outgoing.url);
    return proxy === undefined ? answer : proxyRefused(proxy);
  };
}

async function attempt(
  dispatchers: Dispatchers,
  outgoing: HttpRequest,
  signal: AbortSignal,
): Promise<HttpAnswer | HttpFault> {
  const total = new AbortController();
  const timer = setTimeout(() => total.abort(), ATTEMPT_MS);
  try {
    const response = await request(outgoing.url, {
      method: outgoing.method,
      headers: { ...outgoing.headers, 'accept-encoding': 'identity' },
      body: outgoing.body ?? null,
      dispatcher: dispatchers.to(outgoing.url),
      signal: AbortSignal.any([total.signal, signal]),
    });
    // A body that is given up emits an error, which without a listener ends the process.
    response.body.on('error', () => undefined);
    const headers = singleValues(response.headers);
    const encoding = headers['content-encoding'] ?? 'identity';
    if (encoding.toLowerCase() !== 'identity') {
      response.body.destroy();
      return transient(`HTTP ${response.statusCode} with an encoding that was not asked for`);
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of response.body) {
      bytes += chunk.length;
      if (bytes > MAX_BODY_BYTES) {
        response.body.destroy();
        return transient(`HTTP ${response.statusCode} with more than ${MAX_BODY_BYTES} bytes`);
      }
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks).toString('utf8');
    return { kind: 'answer', status: response.statusCode, headers, body };
  } catch (error) {
    if (total.signal.aborted) return transient(`no complete answer within ${ATTEMPT_MS / 1000} s`);
    if (signal.aborted) return transient('given up');
    return faultOf(error, outgoing.url, outgoing.place, dispatchers.deadProxy(error, outgoing.url));
  } finally {
    clearTimeout(timer);
  }
}

function singleValues(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : (value ?? []).join(', '),
    ]),
  );
}
