import type { Act } from '../act.ts';
import { httpError } from '../faults.ts';
import type { FieldError } from './prose.ts';
import { rateLimitHeaders } from './rate-limit.ts';
import { refusal } from './refusals.ts';

/** An error in GitHub's form, with any words. */
export function gitHubError(status: number, message: string, headers: Record<string, string> = {}): Act {
  return httpError(status, refusal(status, message).body, headers);
}

/** A token without the permission, as in the run of a pull request from a fork. */
export const notAccessible = (): Act => gitHubError(403, 'Resource not accessible by integration');

/** A repository or a resource that the token does not see. */
export const notFound = (): Act => gitHubError(404, 'Not Found');

/** A request that is well-formed and still refused. */
export const validationFailed = (...errors: readonly FieldError[]): Act =>
  httpError(422, refusal(422, 'Validation Failed', undefined, { errors }).body);

/**
 * Too many requests or writes in a short time.
 * @param retryAfter seconds; unset: GitHub does not always say
 */
export const secondaryRateLimit = (retryAfter?: number, status: 403 | 429 = 403): Act =>
  gitHubError(
    status,
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
  );

/**
 * No requests left in this hour.
 * @param resetAt when there are some again; milliseconds since the epoch
 */
export const primaryRateLimit = (resetAt: number, status: 403 | 429 = 403): Act =>
  gitHubError(status, 'API rate limit exceeded for installation ID 1.', {
    ...rateLimitHeaders(1000, resetAt),
  });

/** GitHub's own trouble: JSON from the API, a page from what stands before it. */
export const serverError = (status: 500 | 502 | 503 | 504 = 500): Act =>
  status === 500
    ? gitHubError(500, 'Server Error')
    : httpError(status, '<!DOCTYPE html><title>Unicorn! · GitHub</title>', { 'content-type': 'text/html' });
