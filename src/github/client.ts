/** GitHub's own client over our connections, with retries and its limits. */

import { getOctokit } from '@actions/github';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { fetch, type RequestInit, Response } from 'undici';

import type { Dispatchers } from '../clouds/dispatchers.ts';
import { faultOf } from '../clouds/http-fault.ts';

/** GitHub's own client, and what it met on its way. */
export interface Client {
  readonly octokit: ReturnType<typeof getOctokit>;
  /** The last fault of a request that was sent with this signal; empty if it met none. */
  readonly lastFault: (signal: AbortSignal) => string;
  /** Now, by the `Date` of its last answer; by the machine's own clock until there is one. */
  readonly date: () => Date;
}

/** A server that asks for more patience than this, in seconds, is asked again later or not at all. */
const MAX_PATIENCE_S = 2;
const RETRY_BASE_MS = 500;
/** More than a hundred check runs with texts of the greatest length. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;
/** What the retries leave alone: refusals, as by default, and limits, whose wish the throttling heeds. */
const FINAL = [400, 401, 403, 404, 410, 422, 429, 451];

/**
 * GitHub's client with the ecosystem's plugins for faults and limits. It sends through our connections, follows no
 * redirect, and has no log of its own.
 *
 * @param url base URL of the API
 * @param purpose clients of one purpose together keep their writes a second apart
 */
export function createClient(url: URL, token: string, dispatchers: Dispatchers, purpose: string): Client {
  const dispatcher = dispatchers.to(url);
  const faults = new WeakMap<AbortSignal, string>();
  let aheadMs = 0;
  const send = async (target: string, init: RequestInit): Promise<Response> => {
    const note = (fault: string): void => {
      if (init.signal) faults.set(init.signal, fault);
    };
    try {
      const response = await fetch(target, { ...init, dispatcher, redirect: 'manual' });
      const said = Date.parse(response.headers.get('date') ?? '');
      if (!Number.isNaN(said)) aheadMs = said - Date.now();
      if (response.status >= 400) note(`HTTP ${response.status}`);
      return limited(response, note);
    } catch (error) {
      const { reason, fatal } = faultOf(error, url);
      note(reason);
      throw fatal ? final(error) : error;
    }
  };
  const octokit = getOctokit(
    token,
    {
      baseUrl: url.href.replace(/\/$/, ''),
      userAgent: 'deploy-gate',
      log: SILENT,
      request: { fetch: send, log: SILENT },
      retry: { retryAfterBaseValue: RETRY_BASE_MS, doNotRetry: FINAL },
      throttle: { id: purpose, onRateLimit: isSoon, onSecondaryRateLimit: isSoon },
    },
    retry,
    throttling,
  );
  return {
    octokit,
    lastFault: (signal) => faults.get(signal) ?? '',
    date: () => new Date(Date.now() + aheadMs),
  };
}

/** The same answer, whose body breaks off where it is longer than any of GitHub's: the client reads it as a whole. */
function limited({ status, headers, body }: Response, note: (fault: string) => void): Response {
  let bytes = 0;
  const limit = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      bytes += chunk.byteLength;
      if (bytes <= MAX_BODY_BYTES) return controller.enqueue(chunk);
      note(`HTTP ${status} with more than ${MAX_BODY_BYTES} bytes`);
      controller.error(new Error('the answer is too long'));
    },
  });
  return new Response(body?.pipeThrough(limit) ?? null, { status, headers });
}

/** An error after which the client does not try again, as it does not after an abort. */
function final(cause: unknown): Error {
  return Object.assign(new Error('no other attempt will cure it', { cause }), { name: 'AbortError' });
}

/** The warnings of the client would go to the log past everything that cleans it. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {}

function isSoon(afterS: number): boolean {
  return afterS <= MAX_PATIENCE_S;
}
