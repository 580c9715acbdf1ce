/** What is said of a redirect, which is never followed. */

/**
 * A redirect, for people.
 *
 * @param target the address as the answer gives it; nothing where it gives none
 * @param setting what may be wrong, such as `the endpoint`
 */
export function describeRedirect(
  status: number,
  target: string | undefined,
  base: URL,
  setting: string,
): string {
  if (target === undefined) {
    return `answered HTTP ${status}, a redirect, but no address was given; check ${setting}`;
  }
  const address = URL.canParse(target, base.href) ? new URL(target, base).href : target;
  return `redirected to ${address}, where nothing is sent; check ${setting}`;
}
