/** Changes values in a text of JSON and leaves all else in its spelling, also where the text is cut off. */

/** A value as it is written, and where it stands. */
export interface WrittenValue {
  /** As it is written: a string with its quotes. */
  readonly raw: string;
  /** What it says. */
  readonly content: string;
  /** The field that it is the value of; empty in a list. */
  readonly name: string;
  /** Whether a field that it stands in is marked by its name. */
  readonly isMarked: boolean;
}

/**
 * Reads JSON piece by piece, without parsing it: numbers beyond 2^53 and keys that are given twice stay as they are.
 *
 * @param change is asked of each string and number, and gives what to write in its place
 * @param marks whether all that stands in a field of this name is marked
 */
export function rewriteJson(
  text: string,
  change: (value: WrittenValue) => string,
  marks: (name: string) => boolean = () => false,
): string {
  const pieces: string[] = [];
  let copied = 0;
  // For each field and list that is open: whether it, or one that it stands in, is marked.
  const open: boolean[] = [];
  let name = '';
  const ask = (from: number, to: number): void => {
    const raw = text.slice(from, to);
    const by = change({ raw, content: contentOf(raw), name, isMarked: open.at(-1) ?? false });
    if (by === raw) return;
    pieces.push(text.slice(copied, from), by);
    copied = to;
  };
  for (let at = 0; at < text.length; ) {
    const char = text.charAt(at);
    const end = char === '"' ? endOfString(text, at) : /[\d-]/.test(char) ? endOfNumber(text, at) : at + 1;
    if (char === '{' || char === '[') {
      open.push((open.at(-1) ?? false) || marks(name));
      name = '';
    } else if (char === '}' || char === ']') open.pop();
    else if (char === ',') name = '';
    else if (char === '"' && /^\s*:/.test(text.slice(end, end + 100))) name = contentOf(text.slice(at, end));
    else if (end > at + 1 || /\d/.test(char)) ask(at, end);
    at = end;
  }
  return pieces.join('') + text.slice(copied);
}

/** Whether a text is meant as a JSON object or list. */
export function looksLikeJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
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

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** What is written between the quotes, also where the one at the end, or half an escape, is cut off. */
function contentOf(raw: string): string {
  const written = raw.startsWith('"') ? raw.slice(1, isClosed(raw) ? -1 : undefined) : raw;
  return written.replace(/\\(?:u([\da-f]{4})|(.))/gis, (_, code?: string, char = '') =>
    code === undefined ? (ESCAPES[char] ?? char) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** Whether a string ends with its quote: one after an odd number of backslashes is part of what it says. */
function isClosed(raw: string): boolean {
  const end = raw.length - 1;
  let backslashes = 0;
  while (raw.charAt(end - 1 - backslashes) === '\\') backslashes += 1;
  return end > 0 && raw.charAt(end) === '"' && backslashes % 2 === 0;
}
