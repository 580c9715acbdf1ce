import { looksLikeJson, rewriteJson } from './json-text.ts';

/** Changes text so that no secret is in it. */
export type Redact = (text: string) => string;

const MIN_SECRET = 8;

/** Whether a secret is too short to be hidden: hiding every occurrence of it would garble what is written. */
export function isTooShort(secret: string): boolean {
  return secret.length < MIN_SECRET;
}

/**
 * Hides secrets in any of the forms they may be echoed in (plain, base64 at any offset, hex, URL, JSON, HTML), and
 * signatures; of a key id the first 4 characters stay.
 */
export function createRedactor(secrets: readonly string[], keyIds: readonly string[]): Redact {
  const masks = new Map<string, string>();
  for (const keyId of keyIds) {
    if (keyId.length >= MIN_SECRET)
      for (const form of formsOf(keyId)) masks.set(form, `${keyId.slice(0, 4)}***`);
  }
  for (const secret of secrets) {
    if (secret.length < MIN_SECRET) continue;
    // Whatever its punctuation is written as: its long runs of letters and digits are not.
    const runs = secret.match(/[A-Za-z0-9]{16,}/g) ?? [];
    for (const form of [...formsOf(secret), ...runs]) masks.set(form, '***');
  }
  const mask = masker(masks);
  return (text) => mask(text).replace(/(Signature["']?\s*[=:]\s*["']?)[A-Za-z0-9+/%]{16,}={0,2}/gi, '$1***');
}

/** Hides these very texts, in the same forms, and nothing else. */
export function hideExactly(texts: readonly string[]): Redact {
  return masker(new Map(texts.flatMap((text) => [...formsOf(text)].map((form) => [form, '***']))));
}

/** Replaces each of these texts by what stands for it. */
function masker(masks: ReadonlyMap<string, string>): Redact {
  // Longest first: a form that is part of another must not leave the rest of it behind.
  const forms = [...masks].sort(([a], [b]) => b.length - a.length);
  // Not one regular expression: an IAM token of 20,000 characters would make it larger than any may be.
  const shortest = forms.at(-1)?.[0].length ?? Number.POSITIVE_INFINITY;
  return (text) =>
    text.length < shortest
      ? text
      : forms.reduce((rest, [form, mask]) => rest.replaceAll(form, () => mask), text);
}

function formsOf(value: string): ReadonlySet<string> {
  const bytes = Buffer.from(value);
  const url = encodeURIComponent(value);
  const strict = url.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const json = JSON.stringify(value).slice(1, -1);
  const html = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const hex = bytes.toString('hex');
  const forms = [
    value,
    url,
    strict,
    url.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    strict.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    json,
    json.replaceAll('/', '\\/'),
    JSON.stringify(json).slice(1, -1),
    json.replace(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`),
    html,
    html.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    hex,
    hex.toUpperCase(),
    ...base64Forms(bytes),
  ];
  return new Set(forms);
}

/** Base64 of the value alone, and the part of it that is the same wherever it stands in a longer text. */
function base64Forms(bytes: Buffer): readonly string[] {
  const whole = bytes.toString('base64');
  const inner = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    // Characters at either end also carry bits of the neighbours.
    const start = offset === 0 ? 0 : offset + 1;
    const end = Math.floor(((offset + bytes.length) * 8) / 6);
    return encoded.slice(start, end);
  });
  const forms = [whole, whole.replaceAll('=', ''), ...inner];
  return forms.flatMap((form) => [
    form,
    form.replaceAll('+', '-').replaceAll('/', '_'),
    encodeURIComponent(form),
  ]);
}

/**
 * Also finds secrets in texts that are escaped in whatever way, and several times over: the values of JSON and what is
 * percent-encoded are looked at as what they say. What says no secret stays as it is written.
 */
export function alsoEscaped(redact: Redact): Redact {
  const within = (text: string, depth: number): string => {
    if (depth === MOST_ESCAPES) return redact(text);
    const inner = (said: string): string => within(said, depth + 1);
    // The plain text last: what it hides of an escaped secret would keep the rest of that from being found.
    return redact(inPercents(inJson(text, inner), inner));
  };
  return (text) => within(text, 0);
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
