/** Takes secrets out of text, in every form that an answer may echo them in. */

import { looksLikeJson, rewriteJson } from './json-text.ts';
import { formsOf, plainForms } from './redact-forms.ts';
import { createPieces } from './redact-pieces.ts';
import { hideUserinfo } from './redact-userinfo.ts';

/** Changes text so that no secret is in it. */
export type Redact = (text: string) => string;

const MIN_SECRET = 8;

/** Whether a secret is too short to be hidden: hiding every occurrence of it would garble what is written. */
export function isTooShort(secret: string): boolean {
  return secret.length < MIN_SECRET;
}

/** A redactor that learns secrets as they come: those of a session are known only once it was given out. */
export interface Redactor {
  readonly redact: Redact;
  /** The same for texts as they come over the wire, escaped in whatever way; it takes longer. */
  readonly redactEscaped: Redact;
  /** From now on this is hidden. */
  readonly hide: (secret: string) => void;
  /** From now on only the first 4 characters of this are shown. */
  readonly hideKeyId: (keyId: string) => void;
}

const SIGNATURE = /(Signature["']?\s*[=:]\s*["']?)[A-Za-z0-9+/%]{16,}={0,2}/gi;

/**
 * Hides secrets in any of the forms they may be echoed in (plain, base64 at any offset, hex, URL, JSON, HTML), pieces
 * of them, signatures, and user and password of any URL; of a key id the first 4 characters stay.
 */
export function createRedactor(secrets: readonly string[], keyIds: readonly string[]): Redact {
  return learningRedactor(secrets, keyIds).redact;
}

/** The same, for secrets that are known already and for those that are still to come. */
export function learningRedactor(secrets: readonly string[], keyIds: readonly string[]): Redactor {
  /** Whole secrets in their forms, and beside them pieces of secrets. */
  const forms = new Map<string, string>();
  const pieces = createPieces();
  let maskForms: Redact | undefined;
  const hideKeyId = (keyId: string): void => {
    if (keyId.length < MIN_SECRET) return;
    // What is a secret as well stays hidden as one.
    for (const form of formsOf(keyId)) if (!forms.has(form)) forms.set(form, `${keyId.slice(0, 4)}***`);
    maskForms = undefined;
  };
  const hide = (secret: string): void => {
    if (secret.length < MIN_SECRET) return;
    for (const form of formsOf(secret)) forms.set(form, '***');
    maskForms = undefined;
    // What begins as a URL has its beginning in common with what is no secret.
    if (!/^[a-z][a-z\d+.-]*:\/\//i.test(secret)) pieces.learn(plainForms(secret));
  };
  const redactForms = (text: string): string => {
    maskForms ??= masker(forms);
    return maskForms(text);
  };
  // A signature first: of one that has a piece of a secret in it too little would be left to be known by.
  const redact = (text: string): string =>
    pieces.hide(hideUserinfo(redactForms(text).replace(SIGNATURE, '$1***')));
  for (const keyId of keyIds) hideKeyId(keyId);
  for (const secret of secrets) hide(secret);
  return { redact, redactEscaped: alsoEscaped(redactForms, redact), hide, hideKeyId };
}

/** Hides these very texts, in the same forms, and nothing else. */
export function hideExactly(texts: readonly string[]): Redact {
  let mask: Redact | undefined;
  const shortest = Math.min(...texts.map(({ length }) => length));
  return (text) => {
    // No form is shorter than its text. Most of what an answer says is too short to look for any in it.
    if (text.length < shortest) return text;
    mask ??= masker(new Map(texts.flatMap((each) => [...formsOf(each)].map((form) => [form, '***']))));
    return mask(text);
  };
}

/** A text that is replaced, and what stands for it. */
interface Mask {
  readonly form: string;
  readonly shown: string;
}

/** Characters that a text is found by, where it has as many: their low bytes make one number. */
const KEY_LENGTH = 4;

/**
 * Replaces each of these texts by what stands for it. It reads a text once, however many there are to look for: a
 * long wait learns a dozen secrets an hour, each in two dozen forms.
 */
function masker(masks: ReadonlyMap<string, string>): Redact {
  const forms = [...masks.keys()].filter((form) => form !== '');
  const shortest = forms.reduce((least, { length }) => Math.min(least, length), Number.POSITIVE_INFINITY);
  const width = Math.min(KEY_LENGTH, shortest);
  const bits = width === KEY_LENGTH ? -1 : 2 ** (8 * width) - 1;
  const next = (key: number, code: number): number => ((key << 8) | (code & 0xff)) & bits;
  const byStart = new Map<number, Mask[]>();
  // Longest first: a form that is part of another must not leave the rest of it behind.
  for (const form of forms.sort((a, b) => b.length - a.length)) {
    let key = 0;
    for (let at = 0; at < width; at += 1) key = next(key, form.charCodeAt(at));
    const same = byStart.get(key) ?? [];
    byStart.set(key, same);
    same.push({ form, shown: masks.get(form) ?? '' });
  }
  return (text) => {
    let told = '';
    let done = 0;
    let key = 0;
    for (let end = 1; end <= text.length; end += 1) {
      key = next(key, text.charCodeAt(end - 1));
      const start = end - width;
      const found = byStart.get(key)?.find(({ form }) => text.startsWith(form, start));
      if (found === undefined || start < 0) continue;
      if (start >= done) told += text.slice(done, start) + found.shown;
      // One that begins within another, and ends after it, is hidden to its own end.
      done = Math.max(done, start + found.form.length);
    }
    return done === 0 ? text : told + text.slice(done);
  };
}

/**
 * Also finds secrets in texts that are escaped in whatever way, and several times over: the values of JSON and what is
 * percent-encoded are looked at as what they say. What says no secret stays as it is written.
 *
 * @param whole hides whole secrets: everywhere first, since a part that is hidden keeps the others from being found
 * @param rest hides what is left
 */
export function alsoEscaped(whole: Redact, rest: Redact): Redact {
  return (text) => (/[\\%]/.test(text) ? rest(within(within(text, whole, 0), rest, 0)) : rest(text));
}

/** Changes a text and all that it says where it is escaped: outside first, where what stands beside may look like an escape. */
function within(text: string, change: Redact, depth: number): string {
  if (depth === MOST_ESCAPES) return change(text);
  const inner = (said: string): string => within(said, change, depth + 1);
  return inPercents(inJson(change(text), inner), inner);
}

/** So many times over; the forms of a secret go two deeper. */
const MOST_ESCAPES = 3;

function inJson(text: string, change: Redact): string {
  if (!text.includes('\\') || !looksLikeJson(text)) return text;
  return rewriteJson(text, ({ raw, content }) => {
    const said = raw.includes('\\') ? change(content) : content;
    return said === content ? raw : JSON.stringify(said);
  });
}

const ESCAPED_BYTES = /(?:%[0-9a-f]{2})+/gi;
/** Piece by piece first: a secret in one of them need not cost the shape of the others. */
const PIECES = [/[^\s"'<>&=?#/;,]+/g, /[^\s"<>]+/g];

function inPercents(text: string, change: Redact): string {
  if (text.search(ESCAPED_BYTES) === -1) return text;
  return PIECES.reduce((rest, piece) => rest.replace(piece, (each) => percentDecoded(each, change)), text);
}

/** Changes a percent-encoded text if what it says has a secret. */
function percentDecoded(text: string, change: Redact): string {
  const plain = text.replace(ESCAPED_BYTES, (bytes) =>
    Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'),
  );
  if (plain === text) return text;
  const said = change(plain);
  return said === plain ? text : encodeURI(said.toWellFormed());
}
