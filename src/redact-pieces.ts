/** Takes what is left of a secret out of text: of one that was cut off, or folded into lines. */

/** Changes text so that no piece of a secret is in it. */
type Redact = (text: string) => string;

/** So many characters of a secret in a row are told from chance, and hidden. */
const PIECE = 16;
/** At every eighth character a secret is looked for: a piece of it, wherever it begins, has eight that follow one. */
const STEP = 8;
/** Characters that a place in a secret is found by: their low bytes make one number. */
const KEY_LENGTH = 4;
/** Of a secret that repeats itself so many places with the same characters are compared. */
const MOST_ALIKE = 8;

/** A place in a text that is looked for. */
interface Place {
  readonly form: string;
  readonly at: number;
}

/** Looks for pieces of texts that are learned one by one. */
export interface Pieces {
  /** From now on pieces of these are hidden. */
  readonly learn: (forms: Iterable<string>) => void;
  /**
   * Hides every run of 16 characters or more of what was learned. One that is the beginning is hidden up to the next
   * blank, quote, comma or `<`: what follows was cut off, or is written in another way. It reads a text once.
   */
  readonly hide: Redact;
}

/** Knows nothing yet. */
export function createPieces(): Pieces {
  const places = new Map<number, Place[]>();
  const known = new Set<string>();
  const learn = (form: string): void => {
    if (form.length < PIECE || known.has(form)) return;
    known.add(form);
    for (let at = 0; at + STEP <= form.length; at += STEP) {
      let key = 0;
      for (let next = at; next < at + KEY_LENGTH; next += 1) key = withCode(key, form.charCodeAt(next));
      const same = places.get(key) ?? [];
      places.set(key, same);
      if (same.length < MOST_ALIKE) same.push({ form, at });
    }
  };
  /** The longest run around these characters; nothing shorter than a piece. */
  const runAt = (text: string, start: number): Run | undefined => {
    let longest: Run | undefined;
    for (const place of places.get(keyAt(text, start)) ?? []) {
      const run = runAround(text, start, place);
      if (run.to - run.from >= PIECE && run.to > (longest?.to ?? 0)) longest = run;
    }
    return longest;
  };
  return {
    learn: (forms) => {
      for (const form of forms) learn(form);
    },
    hide: (text) => {
      if (places.size === 0 || text.length < PIECE) return text;
      const told: string[] = [];
      let done = 0;
      let key = 0;
      for (let end = 0; end < text.length; end += 1) {
        key = withCode(key, text.charCodeAt(end));
        const start = end + 1 - KEY_LENGTH;
        if (!places.has(key) || start < done) continue;
        const run = runAt(text, start);
        if (run === undefined) continue;
        // A backslash that is cut off from what it escapes would change the meaning of what follows.
        const from = Math.max(done, run.from - backslashesBefore(text, run.from));
        if (from > done) told.push(text.slice(done, from));
        if (run.from >= done) told.push('***');
        done = Math.max(done, run.isBeginning ? endOfWord(text, run.to) : withoutEscape(text, run));
        end = done - 1;
      }
      return done === 0 ? text : told.join('') + text.slice(done);
    },
  };
}

/** Characters of a text that stand in a row in a secret, too. */
interface Run {
  readonly from: number;
  readonly to: number;
  /** They are the secret's first ones. */
  readonly isBeginning: boolean;
}

function withCode(key: number, code: number): number {
  return (key << 8) | (code & 0xff);
}

function keyAt(text: string, start: number): number {
  let key = 0;
  for (let at = start; at < start + KEY_LENGTH; at += 1) key = withCode(key, text.charCodeAt(at));
  return key;
}

function runAround(text: string, start: number, { form, at }: Place): Run {
  let back = 0;
  // An earlier place of the same run would have been found first: no further back than to it.
  while (back < PIECE && back < at && isAlike(text, start - back - 1, form, at - back - 1)) back += 1;
  let length = 0;
  while (at + length < form.length && isAlike(text, start + length, form, at + length)) length += 1;
  return { from: start - back, to: start + length, isBeginning: at === back };
}

/** A quote is where a text ends: what follows is another. */
function isAlike(text: string, at: number, form: string, place: number): boolean {
  const char = text[at];
  return char !== undefined && char !== '"' && char === form[place];
}

/** What ends what a secret may go on in. A backslash before one of these is part of how it is written. */
const REST = /(?:[^\s"'`,<\\]|\\[^\s"'`,<nrtbfu])*/y;

function endOfWord(text: string, from: number): number {
  REST.lastIndex = from - backslashesBefore(text, from);
  REST.test(text);
  return Math.max(from - backslashesBefore(text, from), REST.lastIndex);
}

/** A backslash at the end belongs to what follows. */
function withoutEscape(text: string, { to }: Run): number {
  return to - backslashesBefore(text, to);
}

/** 1 where the character before it begins an escape that is cut in two. */
function backslashesBefore(text: string, end: number): number {
  let count = 0;
  while (count < PIECE && text[end - 1 - count] === '\\') count += 1;
  return count % 2;
}
