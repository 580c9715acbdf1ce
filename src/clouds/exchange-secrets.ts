/** What the answer of an exchange may hold that is secret, wherever it stands, and what of it may be kept. */

import { errorOf } from './api-error.ts';
import type { Dialect } from './error-order.ts';
import type { Hides } from './exchange.ts';
import type { HttpAnswer } from './http.ts';
import { isCode, isMixed } from './token-like.ts';

/** Names that secrets have in the answers of the issuer, of STS and of IAM, in lower case and without underscores. */
const SECRET =
  /^(value|idtoken|oidctoken|accesskeysecret|secretaccesskey|securitytoken|secret|token|xsubjecttoken)$/;
const KEY_ID = /^(accesskeyid|access)$/;
const HEADERS = ['x-subject-token', 'x-security-token'];

/** A name with a text or a list of texts in JSON, with a text in XML, or as an attribute: also if it cannot be parsed. */
const IN_JSON = /"([\w.-]{2,40})"\s*:\s*(?:"((?:[^"\\]|\\.)*)|\[([^\]]*))/g;
const IN_XML = /<([\w:.-]{2,40})[^<>]{0,200}>\s*(?:<!\[CDATA\[)?([^<\]]+)/g;
const ATTRIBUTE = /([\w:.-]{2,40})\s*=\s*["']([^"']+)/g;
const LISTED = /"((?:[^"\\]|\\.)*)/g;
/** What looks like a token, wherever it stands: codes and ids lack a digit, a capital or a small letter. */
const TOKEN_LIKE = /[\w+/=.~-]{32,}/g;
/** What is read of a body for such texts: more of it is never shown. */
const MOST_READ = 20_000;

/** Hides what stands at the known places of an answer, before anything is read of it: whatever the answer is. */
export function hideGiven({ headers, body }: HttpAnswer, hides: Hides): void {
  for (const header of HEADERS)
    for (const part of (headers[header] ?? '').split(/,\s*/)) hideAt('token', part, hides);
  for (const [, name = '', text = '', list = ''] of body.matchAll(IN_JSON)) {
    hideAt(name, plain(text), hides);
    for (const [, item = ''] of list.matchAll(LISTED)) hideAt(name, plain(item), hides);
  }
  for (const [text] of body.slice(0, MOST_READ).matchAll(TOKEN_LIKE)) if (isMixed(text)) hides.hide(text);
  for (const pattern of [IN_XML, ATTRIBUTE])
    for (const [, name = '', text = ''] of body.matchAll(pattern)) hideAt(name, text.trim(), hides);
}

function hideAt(name: string, text: string, { hide, hideKeyId }: Hides): void {
  const known = name.toLowerCase().replaceAll(/[_-]|^.*:/g, '');
  if (text === '') return;
  if (KEY_ID.test(known)) hideKeyId(text);
  if (SECRET.test(known)) for (const form of new Set([text, ...text.split(/[\r\n]+/)])) hide(form);
}

function plain(written: string): string {
  try {
    return String(JSON.parse(`"${written}"`));
  } catch {
    return written;
  }
}

/** What is wrong with a token that a request could not carry; nothing if it could. */
export function tokenFault(name: string, token: string): string | undefined {
  if (token === '') return `gave no ${name}`;
  if (/[\r\n]/.test(token)) return `gave ${name} with a line end in it`;
  if (/,\s/.test(token)) return `gave ${name} more than once`;
  if (!/^[\x21-\x7e]+$/.test(token)) return `gave ${name} with a character that no header may have`;
  return token.length > MOST_TOKEN
    ? `gave ${name} of ${token.length} characters, which is too long`
    : undefined;
}

const MOST_TOKEN = 20_000;

/** A time as it is, and nothing that may stand beside it. */
export function timeOf(written: string): string {
  if (/^\d{4}-\d\d-\d\d[T ][\d:.]{5,20}(Z|[+-]\d\d:?\d\d)?$/.test(written)) return written;
  const ms = Date.parse(written);
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString().replace('.000Z', 'Z');
}

/** The code of an error, as JSON; empty if the body names none. */
export function keptError({ readErrors }: Dialect, json: unknown, body: string): string {
  const code = errorOf(readErrors(json, body), 400)?.code ?? '';
  return isCode(code) ? JSON.stringify({ code }) : '';
}

/** Headers of an exchange's answer that may be kept. */
export const KEPT_HEADERS: ReadonlySet<string> = new Set([
  'content-type',
  'content-encoding',
  'date',
  'location',
  'retry-after',
  'x-request-id',
  'x-acs-request-id',
  'x-acs-retry-after',
  'x-subject-token',
]);
