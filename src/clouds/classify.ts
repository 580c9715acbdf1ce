/** What an answer means: a body, an error of a known class, a redirect. */

import type { Redact } from '../redact.ts';
import { errorOf } from './api-error.ts';
import { type Dialect, type ErrorClass, listedMeaning, meaningOf } from './error-order.ts';
import type { HttpAnswer } from './http.ts';
import { parseJson } from './json.ts';

/** An answer, classified: a body that may be read, an error with the code and the text it came with, or a redirect. */
export type Classified =
  | { readonly kind: 'body'; readonly json: unknown }
  | { readonly kind: 'error'; readonly meaning: ErrorClass; readonly code: string; readonly text: string }
  | { readonly kind: 'redirect'; readonly target: string | undefined };

/**
 * Classifies an answer: by the code in its body first, by its HTTP status second. JSON is judged by its shape and its
 * code, whatever its content type.
 *
 * @param hide takes out of every text what the answer echoes of the request's signature
 */
export function classify(answer: HttpAnswer, dialect: Dialect, hide: Redact): Classified {
  const { status, body } = answer;
  const clean = (text: string): string => hide(bounded(text));
  const json = parseJson(body, clean);
  const error = errorOf(dialect.readErrors(json, body), status);
  // A code that only repeats the status says nothing more.
  const code = error?.code === String(status) ? '' : (error?.code ?? '');
  const text = [code, error?.message ?? ''].filter(Boolean).map(clean).join(': ');
  const failed = (meaning: ErrorClass, what: string): Classified => ({
    kind: 'error',
    meaning,
    code: clean(error?.code ?? ''),
    text: [`HTTP ${status}`, what].filter(Boolean).join(' '),
  });
  const said = { error, status, dialect };
  const listed = listedMeaning(said);
  if (listed !== undefined) return failed(listed, text);
  if (status >= 300 && status < 400) {
    const target = answer.headers['location'] ?? '';
    return { kind: 'redirect', target: target === '' ? undefined : hide(target) };
  }
  // A page is no answer of the API: a portal, a proxy or a firewall has given it. A refused key stays refused.
  const isPage = error === undefined && json === undefined && /^\s*</.test(body);
  if (isPage) return failed(status === 401 ? (meaningOf(said) ?? 'server') : 'server', PAGE);
  const meaning = meaningOf(said);
  if (meaning === 'unlisted' && error === undefined) return failed(meaning, describeBody(json, body));
  if (meaning !== undefined) return failed(meaning, text);
  if (error !== undefined) return failed('server', text);
  if (json === undefined) return failed('server', describeBody(json, body));
  return { kind: 'body', json };
}

/** The string at a key of an unknown value; empty where there is none. */
export function stringAt(value: unknown, key: string): string {
  if (typeof value !== 'object' || value === null) return '';
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'string' ? found : '';
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

function describeBody(json: unknown, body: string): string {
  if (json !== undefined) return 'without an error code';
  return body.trim() === ''
    ? 'with an empty body'
    : 'with a body that is no complete JSON, or gives a key twice';
}
