/** What is said of a redirect, which is never followed. */

/**
 * A redirect, for people: the host that it leads to, and no more. Who is asked as, and what is asked for, may be secret.
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
  const url = target !== undefined && URL.canParse(target, base.href) ? new URL(target, base) : undefined;
  if (url === undefined || url.host === '') {
    return `answered HTTP ${status}, a redirect, but no usable address was given; check ${setting}`;
  }
  const host = `${url.protocol}//${url.host}`;
  return `redirected to ${host}, where nothing is sent; check ${setting}`;
}
