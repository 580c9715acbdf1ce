/** Hides what its name says is secret, whatever it holds: in headers, in bodies and in URLs. */

/** What stands for a value that is hidden. */
const HIDDEN = '***';

const SECRET_NAME =
  /secret|token|passw(?:or)?d|passphrase|credential|signature|cookie|authorization|assertion|jwt|(?:private|api|access|signing|encryption)[-_.]?key|string-?_?to-?_?sign/i;
/** A header with one of these in its name is about who asks. */
const SECRET_HEADER = /auth|key/i;
/** The name of a key is no secret, but it is shown in part only. */
const KEY_ID_NAME = /access[-_.]?key[-_.]?id$/i;

/** Headers, without the values of those that carry credentials. */
export function hideInHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (KEY_ID_NAME.test(name)) return [name, keyId(value)];
      return [name, SECRET_HEADER.test(name) || SECRET_NAME.test(name) ? HIDDEN : hidePairs(value)];
    }),
  );
}

/**
 * A body or a URL: the values of fields with such names are hidden, in JSON (also in JSON that is a text in JSON), in
 * XML, and in forms and queries. All else stays as it was written, to the character, also where it is cut off.
 */
export function hideNamed(text: string): string {
  return hidePairs(/^\s*[[{]/.test(text) ? hideInJson(text) : hideInXml(text));
}

/** Whether a variable of the environment holds what its owner calls secret, or the name of a key. */
export function namedSecret(variable: string): 'secret' | 'key id' | undefined {
  if (KEY_ID_NAME.test(variable)) return 'key id';
  return SECRET_NAME.test(variable) || SECRET_VARIABLE.test(variable) ? 'secret' : undefined;
}

const SECRET_VARIABLE = /(?:^|[_-])(?:auth|pat|pwd|sk|ssh_key)$/i;

function keyId(value: string): string {
  return `${value.slice(0, 4)}${HIDDEN}`;
}

/** What stands for a value with this name; nothing where it may be seen. */
function hiddenAs(name: string, value: string): string | undefined {
  if (KEY_ID_NAME.test(name)) return keyId(value);
  return SECRET_NAME.test(name) ? HIDDEN : undefined;
}

const PAIR = /(?<![\w.%-])([\w.%-]{1,100})=/g;
const PAIR_VALUE = /[^&\s"'<>;,\\]*/y;

/** `name=value`, as in a form, a query or a cookie. */
function hidePairs(text: string): string {
  if (!text.includes('=')) return text;
  const pieces: string[] = [];
  let copied = 0;
  PAIR.lastIndex = 0;
  for (let found = PAIR.exec(text); found !== null; found = PAIR.exec(text)) {
    PAIR_VALUE.lastIndex = PAIR.lastIndex;
    const value = PAIR_VALUE.exec(text)?.[0] ?? '';
    const hidden = value === '' ? undefined : hiddenAs(found[1] ?? '', value);
    if (hidden === undefined) continue;
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

const ISO_DATE = /^"\d{4}-\d\d-\d\d[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?"$/;

/**
 * JSON, read piece by piece and not parsed: what is not hidden keeps its spelling, numbers beyond 2^53 and keys given
 * twice too.
 */
function hideInJson(text: string): string {
  const pieces: string[] = [];
  let copied = 0;
  /** For each bracket that is open, whether all in it is secret. */
  const open: boolean[] = [];
  let name = '';
  const replace = (from: number, to: number, by: string): void => {
    pieces.push(text.slice(copied, from), by);
    copied = to;
  };
  for (let at = 0; at < text.length; ) {
    const char = text.charAt(at);
    if (char === '"') {
      const end = endOfString(text, at);
      if (/^\s*:/.test(text.slice(end, end + 100))) name = contentOf(text.slice(at, end));
      else {
        const raw = text.slice(at, end);
        const by = hideString(raw, name, open.at(-1) === true);
        if (by !== raw) replace(at, end, by);
      }
      at = end;
      continue;
    }
    if (char === '{' || char === '[') {
      open.push(open.at(-1) === true || (SECRET_NAME.test(name) && !KEY_ID_NAME.test(name)));
      name = '';
    } else if (char === '}' || char === ']') open.pop();
    else if (char === ',') name = '';
    else if (/[\d-]/.test(char)) {
      const end = endOfNumber(text, at);
      if (hiddenAs(name, '') !== undefined) replace(at, end, `"${HIDDEN}"`);
      at = end;
      continue;
    }
    at += 1;
  }
  return pieces.join('') + text.slice(copied);
}

/** @param secret it stands in something secret: then only dates are shown, which a replay needs */
function hideString(raw: string, name: string, secret: boolean): string {
  const content = contentOf(raw);
  const hidden = hiddenAs(name, content) ?? (secret && !ISO_DATE.test(raw) ? HIDDEN : undefined);
  if (hidden !== undefined) return content === '' ? raw : JSON.stringify(hidden);
  if (!/^\s*[[{]/.test(content)) return raw;
  const inner = hideInJson(content);
  return inner === content ? raw : JSON.stringify(inner);
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1;
  return Math.min(text.length, at + 1);
}

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && /[\w.+-]/.test(text.charAt(at))) at += 1;
  return at;
}

/** What a JSON string says; of one that is not whole, what is written. */
function contentOf(raw: string): string {
  if (!raw.includes('\\')) return raw.replace(/^"|"$/g, '');
  try {
    return String(JSON.parse(raw));
  } catch {
    return raw.replace(/^"|"$/g, '');
  }
}
