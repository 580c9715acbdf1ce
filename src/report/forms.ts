/** A verdict is not lost where what tells it cannot be made: a shorter form takes its place. */

/** What the first of these makes that does not throw; nothing where each of them does. */
export function firstMade<T>(...makers: readonly (() => T)[]): T | undefined {
  for (const make of makers) {
    try {
      return make();
    } catch {
      // Too long for a text of JavaScript, for one. What comes next is shorter.
    }
  }
  return undefined;
}
