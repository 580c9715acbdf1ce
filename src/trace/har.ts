/** The format of a trace: HAR 1.2, and in fields of our own, named with `_`, what a replay needs. */

/*
 * - `log.entries`: one entry a request, in the order in which they were sent. `time` and `timings.wait` are the
 *   milliseconds from sending to the end of the body, or to the fault. Sizes are those of the bodies before anything
 *   was hidden. HTTP is always 1.1. Headers are those that the gate set; the client adds `host`, `connection` and
 *   `accept-encoding`. Cookies are never listed.
 * - `entries[]._task`: the name of the task that was looked at; none where the request was for all of them.
 * - `entries[]._look`: the number of the look at that task, from 1. Entries of one look share it (the pages of a list,
 *   the plan and its jobs, a second try with a corrected clock). A number that is missing was left out.
 * - `entries[]._fault`: why there is no answer; `response.status` is 0 then. With it `_fatal: true` where no other
 *   attempt would have one, and `_hopelessAfterMs` where it is fatal after so many ms in a row.
 * - `log._deployGate`: what was given and what came of it, see `About`.
 * - `log.comment`: what was left out, if anything was.
 *
 * What is hidden is `***`; of an access key id the first 4 characters stay.
 */

import type { Change, Result } from '../report/results.ts';

/** What the format is called in {@link About.schema}. It grows when a reader of the old one would misread it. */
export const TRACE_SCHEMA = 1;

/** One request and what came of it. */
export interface Exchange {
  readonly look: Look | undefined;
  /** Epoch ms. */
  readonly startedAt: number;
  /** Until the end of the body, or the fault. */
  readonly durationMs: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    /** Empty where there is none. */
    readonly body: string;
    /** Bytes of the body as it was sent. */
    readonly bodyBytes: number;
  };
  readonly outcome: Answered | Unanswered;
}

/** The look at a task that a request belongs to. */
export interface Look {
  readonly task: string;
  /** Counts the looks at this task, from 1. */
  readonly number: number;
  /** Whether the task's state or the provider's words changed with it. */
  readonly changed: boolean;
}

/** An answer, read to its end. */
interface Answered {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Bytes of the body as it came. */
  readonly bodyBytes: number;
}

/** No answer, and why. */
export interface Unanswered {
  readonly kind: 'fault';
  readonly reason: string;
  readonly fatal: boolean;
  readonly hopelessAfterMs?: number | undefined;
}

/** `log._deployGate`: what was given to the step and what came of it. */
export interface About {
  readonly schema: typeof TRACE_SCHEMA;
  /** Inputs that are no credentials, as they were given; `tasks` also where the list came from a file. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Variables that stand in for inputs: regions and projects. */
  readonly environment: Readonly<Record<string, string>>;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** When the earlier run began that this one carries on, whose timeout counts; not given where there is none. */
  readonly carriedOnFrom?: string;
  /** Null in the trace of a step that did not get to its end. */
  readonly endedAt: string | null;
  /** As the output `state`; null in the trace of a step that did not get to its end. */
  readonly verdict: string | null;
  /** As in the results file. */
  readonly results: readonly Result[];
  /** As in the results file. */
  readonly changes: readonly Change[];
  /** What broke in the gate itself, or what was wrong with the inputs. */
  readonly faults: readonly string[];
}

/** One exchange as an entry of a HAR; nothing is hidden here. */
export function entryOf({ look, startedAt, durationMs, request, outcome }: Exchange): object {
  const { method, url, headers, body, bodyBytes } = request;
  const time = Math.max(0, Math.round(durationMs * 10) / 10);
  return {
    startedDateTime: new Date(startedAt).toISOString(),
    time,
    request: {
      method,
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: listed(Object.entries(headers)),
      queryString: listed([...queryOf(url)]),
      ...(body === ''
        ? {}
        : { postData: { mimeType: headers['content-type'] ?? 'application/octet-stream', text: body } }),
      headersSize: -1,
      bodySize: bodyBytes,
    },
    response: outcome.kind === 'answer' ? responseOf(outcome) : NO_RESPONSE,
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
    ...(look === undefined ? {} : { _task: look.task, _look: look.number }),
    ...(outcome.kind === 'answer' ? {} : faultOf(outcome)),
  };
}

/**
 * The text of a whole HAR, one entry in a line.
 *
 * @param entries each as JSON
 * @param comment what was left out; empty if nothing was
 * @param version of the action, as its user names it
 */
export function harOf(entries: readonly string[], about: object, comment: string, version: string): string {
  const log = {
    version: '1.2',
    creator: { name: 'Deploy Gate', version },
    ...(comment === '' ? {} : { comment }),
    _deployGate: about,
    entries: [],
  };
  const whole = JSON.stringify({ log });
  const end = ']}}';
  return `${whole.slice(0, -end.length)}\n${entries.join(',\n')}\n${end}\n`;
}

function responseOf({ status, headers, body, bodyBytes }: Answered): object {
  return {
    status,
    statusText: '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: listed(Object.entries(headers)),
    content: { size: bodyBytes, mimeType: headers['content-type'] ?? UNKNOWN_TYPE, text: body },
    redirectURL: headers['location'] ?? '',
    headersSize: -1,
    bodySize: bodyBytes,
  };
}

const UNKNOWN_TYPE = 'x-unknown';

/** As browsers write it where there was no answer. */
const NO_RESPONSE = {
  status: 0,
  statusText: '',
  httpVersion: '',
  cookies: [],
  headers: [],
  content: { size: 0, mimeType: UNKNOWN_TYPE },
  redirectURL: '',
  headersSize: -1,
  bodySize: -1,
};

function faultOf({ reason, fatal, hopelessAfterMs }: Unanswered): object {
  return {
    _fault: reason,
    ...(fatal ? { _fatal: true } : {}),
    ...(hopelessAfterMs === undefined ? {} : { _hopelessAfterMs: hopelessAfterMs }),
  };
}

function queryOf(url: string): URLSearchParams {
  return URL.canParse(url) ? new URL(url).searchParams : new URLSearchParams();
}

function listed(pairs: readonly (readonly [name: string, value: string])[]): readonly object[] {
  return pairs.map(([name, value]) => ({ name, value }));
}
