/** How a duration, a flag and a list of words are written. */

const PARTS = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;

/**
 * A duration as users write it: `90` (seconds), `90s`, `15m`, `1h30m`.
 *
 * @returns milliseconds, or nothing if it is written otherwise
 */
export function parseDuration(written: string): number | undefined {
  if (!/^[0-9hms]{1,12}$/.test(written)) return undefined;
  if (/^\d+$/.test(written)) return Number(written) * 1000;
  const parts = PARTS.exec(written);
  if (parts === null) return undefined;
  const amount = (at: number): number => Number(parts[at] ?? 0);
  return ((amount(1) * 60 + amount(2)) * 60 + amount(3)) * 1000;
}

/** `true` or `false` in any of YAML's spellings; nothing if it is another word. */
export function parseFlag(written: string): boolean | undefined {
  const word = written.toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

/** The items of a list that is separated by commas, spaces or lines. */
export function parseWords(written: string): readonly string[] {
  return written.split(/[\s,]/).filter((word) => word !== '');
}

/** A text without its percent-escapes; nothing if they are no text. */
export function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    // Half an escape, or bytes that are no UTF-8.
  }
  return undefined;
}
