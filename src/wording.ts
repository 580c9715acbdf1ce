/** How messages write a span of time, a value and an error. */

/**
 * A span of time for people: `0.4 s`, `90 s`, `3m 20s`, `1h 05m`.
 *
 * @param ms milliseconds, at least 0
 */
export function duration(ms: number): string {
  if (ms < 10_000) return `${Math.round(ms / 100) / 10} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds <= 120) return `${seconds} s`;
  const two = (value: number): string => String(value).padStart(2, '0');
  if (seconds < 3600) {
    const rest = seconds % 60;
    return rest === 0 ? `${seconds / 60}m` : `${Math.floor(seconds / 60)}m ${two(rest)}s`;
  }
  const minutes = Math.floor((seconds % 3600) / 60);
  return minutes === 0 ? `${Math.floor(seconds / 3600)}h` : `${Math.floor(seconds / 3600)}h ${two(minutes)}m`;
}

/** Texts joined by colons, without the empty ones. */
export function joined(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(': ');
}

/** A value as a message shows it: in quotes; one that is too long by its length only, since half a secret is one. */
export function shown(value: unknown): string {
  if (typeof value !== 'string') return 'a list, a map or nothing';
  return value.length > 80 ? `a text of ${value.length} characters` : JSON.stringify(value);
}

/** What was thrown, in one line without the stack. */
export function describeError(error: unknown): string {
  try {
    return String(error);
  } catch {
    return 'something without a name';
  }
}
