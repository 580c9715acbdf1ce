/** Hides what its name says is secret, whatever it holds: in headers, in bodies and in URLs. */

import { looksLikeJson, rewriteJson, type WrittenValue } from './json-text.ts';
import { hideUserinfo } from './redact-userinfo.ts';

/** What stands for a value that is hidden. */
const HIDDEN = '***';

const SECRET_NAME =
  /secret|token|passw(?:or)?d|passphrase|credential|signature|cookie|authorization|assertion|jwt|(?:private|api|access|signing|encryption)[-_.]?key|string-?_?to-?_?sign/i;
/** A header with one of these in its name is about who asks. */
const SECRET_HEADER = /auth|key/i;
/** The name of a key is no secret, but it is shown in part only. */
const KEY_ID_NAME = /access[-_.]?key[-_.]?id$/i;

/** Headers, without the values of those that carry credentials. What the others say is looked at by {@link hideNamed}. */
export function hideInHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (KEY_ID_NAME.test(name)) return [name, keyId(value)];
      return [name, SECRET_HEADER.test(name) || SECRET_NAME.test(name) ? HIDDEN : value];
    }),
  );
}

/**
 * A body, a URL or a header's value: the values of fields with such names are hidden, in JSON (also in JSON that is a text in JSON), in
 * XML, and in forms and queries, and of URLs who is asked as. All else stays as it was written, to the character, also where it is cut off.
 */
export function hideNamed(text: string): string {
  const hidden = hidePairs(looksLikeJson(text) ? hideInJson(text) : hideInXml(text));
  return hideUserinfo(hidden.replace(JWT, HIDDEN));
}

/** A signed token is a secret wherever it stands. */
const JWT = /(?<![\w-])eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/g;

/** Whether a variable of the environment holds what its owner calls secret, or the name of a key. */
export function namedSecret(variable: string): 'secret' | 'key id' | undefined {
  if (KEY_ID_NAME.test(variable)) return 'key id';
  if (HARMLESS.has(variable)) return undefined;
  return SECRET_NAME.test(variable) || SECRET_VARIABLE.test(variable) ? 'secret' : undefined;
}

/** Says where a token can be asked for. */
const HARMLESS: ReadonlySet<string> = new Set(['ACTIONS_ID_TOKEN_REQUEST_URL']);

const SECRET_VARIABLE = /(?:^|[_-])(?:auth|pat|sk|ssh_key)$|[_-]pwd$/i;

function keyId(value: string): string {
  return `${value.slice(0, 4)}${HIDDEN}`;
}

/** What stands for a value with this name; nothing where it may be seen. */
function hiddenAs(name: string, value: string): string | undefined {
  if (KEY_ID_NAME.test(name)) return keyId(value);
  return isSecretName(name) ? HIDDEN : undefined;
}

const PAIR = /(?<![\w.%-])([\w.%-]{1,100})=/g;
const PAIR_VALUE = /[^&\s"<>;,\\]*/y;

/** `name=value`, as in a form, a query or a cookie. */
function hidePairs(text: string): string {
  if (!text.includes('=')) return text;
  const pieces: string[] = [];
  let copied = 0;
  PAIR.lastIndex = 0;
  for (let found = PAIR.exec(text); found !== null; found = PAIR.exec(text)) {
    const [, name = ''] = found;
    // Only then: values read for every name would be read again and again.
    if (hiddenAs(name, '') === undefined) continue;
    PAIR_VALUE.lastIndex = PAIR.lastIndex;
    const value = PAIR_VALUE.exec(text)?.[0] ?? '';
    const hidden = value === '' ? '' : (hiddenAs(name, value) ?? value);
    pieces.push(text.slice(copied, PAIR.lastIndex), hidden);
    copied = PAIR.lastIndex + value.length;
    PAIR.lastIndex = copied;
  }
  return pieces.join('') + text.slice(copied);
}

/** `<Name>value</Name>`. */
function hideInXml(text: string): string {
  return text.replace(/<([\w.:-]{1,100})>([^<]+)/g, (whole, name: string, value: string) => {
    const hidden = hiddenAs(name, value);
    return hidden === undefined ? whole : `<${name}>${hidden}`;
  });
}

/** A replay needs dates, and a date is no secret. */
const ISO_DATE = /^\d{4}-\d\d-\d\d[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?$/;

function hideInJson(text: string): string {
  const change = ({ raw, content, name, isMarked }: WrittenValue): string => {
    const isText = raw.startsWith('"');
    const within = isText && isMarked && !ISO_DATE.test(content);
    const hidden = hiddenAs(name, content) ?? (within ? HIDDEN : undefined);
    if (hidden !== undefined) return content === '' ? raw : JSON.stringify(hidden);
    if (!isText || !looksLikeJson(content)) return raw;
    const inner = hideInJson(content);
    return inner === content ? raw : JSON.stringify(inner);
  };
  return rewriteJson(text, change, isSecretName);
}

function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !KEY_ID_NAME.test(name);
}
