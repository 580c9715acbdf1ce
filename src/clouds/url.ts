/** The URL of an operation. */

/** The URL of an operation: its path after that of the base URL, which is kept, and its query with %20 for a space. */
export function urlUnder(baseUrl: URL, path: string, query: Readonly<Record<string, string>>): URL {
  const url = new URL(baseUrl);
  url.pathname = `${baseUrl.pathname.replace(/\/+$/, '')}${path}`;
  url.search = new URLSearchParams(query).toString().replaceAll('+', '%20');
  return url;
}
