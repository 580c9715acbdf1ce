/** Reads JSON without rounding an id, and without choosing between two values of one key. */

/**
 * Reads JSON. Integers beyond 2^53 stay text, so that no id is rounded. A text that gives a key of an object
 * twice is not read: which of the two counts is anybody's guess. A byte order mark before it is dropped.
 *
 * @param clean changes every text that is a value
 * @returns the value; nothing if it cannot be read
 */
export function parseJson(written: string, clean: (text: string) => string = (same) => same): unknown {
  const text = written.replace(/^\uFEFF/, '');
  let keys = 0;
  function read(this: unknown, _key: string, value: unknown, { source }: { readonly source?: string } = {}) {
    if (!Array.isArray(this)) keys += 1;
    if (typeof value === 'string') return clean(value);
    if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
    return /^-?\d+$/.test(String(source)) ? source : value;
  }
  try {
    const value: unknown = JSON.parse(text, read);
    // The whole is read as the value of a key, too; of a key that is given twice only the last is.
    return keys - 1 === countKeys(text) ? value : undefined;
  } catch {
    // No JSON, or not to its end.
  }
  return undefined;
}

/** How many keys a valid JSON text has: strings before a colon, since within it nothing else is one. */
function countKeys(text: string): number {
  let keys = 0;
  for (const [, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (colon !== undefined) keys += 1;
  return keys;
}
