/**
 * Reads JSON. Integers beyond 2^53 stay text, so that no id is rounded. A text that gives a key of an object
 * twice is not read: which of the two counts is anybody's guess.
 *
 * @param clean changes every text that is a value
 * @returns the value; nothing if it cannot be read
 */
export function parseJson(text: string, clean: (text: string) => string = (same) => same): unknown {
  try {
    const value: unknown = JSON.parse(text, (_key, read: unknown, context?: { readonly source?: string }) => {
      if (typeof read === 'string') return clean(read);
      const source = context?.source ?? '';
      return typeof read === 'number' && !Number.isSafeInteger(read) && /^-?\d+$/.test(source)
        ? source
        : read;
    });
    return hasKeyTwice(text) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Whether an object of a valid JSON text has a key twice. */
function hasKeyTwice(text: string): boolean {
  const objects: Set<string>[] = [];
  // A key is a string before a colon; within a text that JSON.parse has taken nothing else is.
  for (const [token, key] of text.matchAll(/[{}]|("(?:[^"\\]|\\.)*")(?:\s*:)?/g)) {
    if (token === '{') objects.push(new Set());
    else if (token === '}') objects.pop();
    else if (token.endsWith(':')) {
      const keys = objects.at(-1);
      const name = String(JSON.parse(key ?? '""'));
      if (keys?.has(name)) return true;
      keys?.add(name);
    }
  }
  return false;
}
