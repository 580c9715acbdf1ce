/** Tells a token from a code of an error. Pure. */

/** Whether a text has a digit, a capital and a small letter, as tokens have; codes and IDs lack one of them. */
export function isMixed(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
}

/** A shorter text is no token, whatever is in it. */
const SHORTEST_TOKEN = 32;

/** Whether a text may be a code of an error, and no token that stands in its place. */
export function isCode(text: string): boolean {
  return /^[\w.-]{1,64}$/.test(text) && !(text.length >= SHORTEST_TOKEN && isMixed(text));
}
