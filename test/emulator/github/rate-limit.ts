const LIMIT = 1000;
const WINDOW_MS = 3_600_000;

/** Counts requests as GitHub does for a job's token, and gives the headers that say so; it never refuses. */
export function rateLimit(clock: () => number): () => Readonly<Record<string, string>> {
  let used = 0;
  let end: number | undefined;
  return () => {
    used += 1;
    end ??= clock() + WINDOW_MS;
    return rateLimitHeaders(used, end);
  };
}

/** @param end when the count starts anew; milliseconds since the epoch */
export function rateLimitHeaders(used: number, end: number): Readonly<Record<string, string>> {
  return {
    'x-ratelimit-limit': String(LIMIT),
    'x-ratelimit-remaining': String(Math.max(0, LIMIT - used)),
    'x-ratelimit-reset': String(Math.ceil(end / 1000)),
    'x-ratelimit-used': String(used),
    'x-ratelimit-resource': 'core',
  };
}
