import type { IncomingMessage } from 'node:http';
import type { Act } from './act.ts';

/** The emulated APIs, by the name that the list of requests uses. */
export type Api = 'alibaba' | 'servicestage' | 'codearts' | 'github' | 'oidc' | 'sts' | 'iam';

/** One request as the emulator saw it, and what became of it. */
export interface SeenRequest {
  /** Milliseconds since the epoch by the emulator's clock. */
  readonly at: number;
  readonly api: Api;
  /** `DescribeDeployApiTask`, `deploy-info`, `task-state`, …; unset if the request named none. */
  operation: string | undefined;
  /** The resource asked for: operation uid, `<api>/<stage>[/<version>]`, plan id, task id or record id. */
  id: string | undefined;
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: ReadonlyMap<string, string>;
  /** As JSON where it is JSON, else as text; unset without one. */
  body: unknown;
  /** Which connection to this API it came on, from 1: requests on one number shared a socket. */
  readonly connection: number;
  /** HTTP status; unset while unanswered, and for ever if the connection was cut first. */
  status: number | undefined;
  /** The vendor's error code, if the request was refused. */
  code: string | undefined;
  /** The name of the act that answered, if one did. */
  act: string | undefined;
}

/** A request, read completely and decoded. */
export interface Call {
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  /** The path below `basePath`; empty if it is not below it. */
  readonly route: string;
  readonly query: readonly (readonly [key: string, value: string])[];
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
  readonly seen: SeenRequest;
}

/** An answer to write as JSON. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Why a request is refused, in the vendor's words; each API gives it its own form. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One emulated API. */
export interface Service {
  /** Writes down which operation and which resource the call means; checks nothing. */
  readonly identify: (call: Call) => void;
  readonly answer: (call: Call) => Answer | Act | Promise<Answer | Act>;
}

/** The first value of a query parameter; an empty one counts as absent. */
export function parameter(call: Call, name: string): string | undefined {
  const value = call.query.find(([key]) => key === name)?.[1];
  return value === '' ? undefined : value;
}

/** A body as JSON where it is JSON, else as text; nothing if it is empty. */
export function readBody(body: Buffer): unknown {
  const text = body.toString('utf8');
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export function readHeaders(request: IncomingMessage): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(',') : value] as const],
    ),
  );
}

/** Decodes a query as a server does: `+` is a space, and a broken escape stays as it is. */
export function readQuery(query: string): readonly (readonly [string, string])[] {
  if (query === '') return [];
  return query.split('&').map((pair) => {
    const [key = '', ...rest] = pair.split('=');
    return [decode(key), decode(rest.join('='))] as const;
  });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
