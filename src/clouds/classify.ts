/** What an answer means: a body, an error of a known class, a redirect. */

import type { Redact } from '../redact.ts';
import type { HttpAnswer } from './http.ts';
import { parseJson } from './json.ts';

/** What an error of an API means for the look that met it. */
export type ErrorClass =
  | 'throttled'
  | 'server'
  | 'nonce-used'
  | 'credentials'
  | 'expired'
  | 'permission'
  | 'clock-skew'
  | 'absent'
  | 'rejected';

/** An error in a vendor's own words. */
export interface ApiError {
  readonly code: string;
  readonly message: string;
}

/** How one vendor says what went wrong. */
export interface Dialect {
  readonly vendor: string;
  /** The error in a body, whatever the HTTP status; nothing if it has none. */
  readonly readError: (json: unknown, text: string) => ApiError | undefined;
  /** What a code means; the first row that matches. */
  readonly codes: readonly (readonly [code: RegExp, meaning: ErrorClass, message?: RegExp])[];
  /** What a status means where the body has no code that is known. 5xx is always the server's. */
  readonly statuses: Readonly<Record<number, ErrorClass>>;
}

/** An answer, classified: a body that may be read, an error with the code and the text it came with, or a redirect. */
export type Classified =
  | { readonly kind: 'body'; readonly json: unknown }
  | { readonly kind: 'error'; readonly meaning: ErrorClass; readonly code: string; readonly text: string }
  | { readonly kind: 'redirect'; readonly target: string };

/**
 * Classifies an answer: by the code in its body first, by its HTTP status second.
 *
 * @param hide takes out of every text what the answer echoes of the request's signature
 */
export function classify(answer: HttpAnswer, dialect: Dialect, hide: Redact): Classified {
  const { status, body } = answer;
  const clean = (text: string): string => hide(bounded(text));
  const json = parseJson(body, clean);
  const error = dialect.readError(json, body);
  const text = error === undefined ? '' : [error.code, error.message].filter(Boolean).map(clean).join(': ');
  const failed = (meaning: ErrorClass, what: string): Classified => ({
    kind: 'error',
    meaning,
    code: clean(error?.code ?? ''),
    text: [`HTTP ${status}`, what].filter(Boolean).join(' '),
  });
  if (error !== undefined) {
    const row = dialect.codes.find(
      ([code, , message]) => code.test(error.code) && (message === undefined || message.test(error.message)),
    );
    if (row !== undefined) return failed(row[1], text);
  }
  if (status >= 300 && status < 400) {
    return { kind: 'redirect', target: hide(answer.headers['location'] ?? 'an unnamed place') };
  }
  // A page is no answer of the API: a portal, a proxy or a firewall has given it. A refused key stays refused.
  const page = error === undefined && isPage(answer.headers['content-type'] ?? '', body);
  const listed = dialect.statuses[status];
  const stands = listed === 'throttled' || listed === 'credentials';
  const byStatus = status >= 500 || (page && !stands) ? 'server' : listed;
  if (byStatus !== undefined) return failed(byStatus, page ? PAGE : text);
  if (error !== undefined) return failed(status >= 400 ? 'rejected' : 'server', text);
  if (json === undefined) return failed('server', `with ${describeBody(body)}`);
  if (status >= 400) return failed('server', 'without an error code');
  return { kind: 'body', json };
}

/** The string at a key of an unknown value; empty where there is none. */
export function stringAt(value: unknown, key: string): string {
  if (typeof value !== 'object' || value === null) return '';
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'string' ? found : '';
}

/** The error whose code and message are texts at these keys of an unknown value; nothing without a code. */
export function errorAt(value: unknown, codeKey: string, messageKey: string): ApiError | undefined {
  const code = stringAt(value, codeKey);
  return code === '' ? undefined : { code, message: stringAt(value, messageKey) };
}

/** The value at a key of an unknown value. */
export function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

const MOST_CHARACTERS = 4000;

/**
 * A text without what is beyond its first 4,000 characters, so that no answer is too long to be cleaned and told.
 * It ends where a word ends: half a secret could not be recognised.
 */
function bounded(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  const whole = /^.*\s/s.exec(text.slice(0, MOST_CHARACTERS))?.[0] ?? '';
  return `${whole.trimEnd()} … (${text.length} characters)`;
}

const PAGE = 'with a page of HTML or XML instead of JSON';

function isPage(contentType: string, body: string): boolean {
  return /^\s*text\/html\b/i.test(contentType) || /^\s*</.test(body);
}

function describeBody(body: string): string {
  return body.trim() === '' ? 'an empty body' : 'a body that is no complete JSON, or gives a key twice';
}
