/** What GitHub made of a request, and what is said of a refusal. */

import { z } from 'zod';

import { faultOf } from '../clouds/http-fault.ts';
import type { Redact } from '../redact.ts';
import { joined } from '../wording.ts';

/** What GitHub made of a request: `refused` will be refused again, `unavailable` may pass. */
export type Reply<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unavailable'; readonly reason: string };

/** Why an answer is not believed. */
export const ANOTHER = 'GitHub answered about another check run';

/** GitHub did what was asked; `value` is what it answered. */
export function done<T>(value: T): Reply<T> {
  return { kind: 'done', value };
}

/** GitHub refused, and would again. */
export function refused(reason: string): Reply<never> {
  return { kind: 'refused', reason };
}

/** GitHub could not be asked, or could not answer; another time it may. */
export function unavailable(reason: string): Reply<never> {
  return { kind: 'unavailable', reason };
}

const Word = z.string().catch('');
/** An error of Octokit's, as far as it is read. Without a response the request did not get through. */
const RequestError = z.object({
  status: z.number(),
  message: z.string(),
  response: z
    .object({
      headers: z.record(z.string(), z.unknown()),
      data: z
        .object({ message: z.string(), errors: z.array(z.unknown()).catch([]) })
        .catch({ message: '', errors: [] }),
    })
    .optional(),
});

/** What GitHub says of a token that may not do something; it refuses for many other reasons as well. */
const LACKS_PERMISSION = /not accessible|permission|must have (admin|write|push)|scopes?\b/i;

/** One of the `errors` of an answer: https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#validation-failed */
const FieldError = z.union([
  z.string(),
  z
    .object({ resource: Word, field: Word, code: Word, message: Word })
    .transform(({ resource, field, code, message }) =>
      joined([resource, field].filter(Boolean).join('.'), message || code),
    ),
]);

/** What the first of an answer's errors says; empty if it has none. */
function firstOf([first]: readonly unknown[]): string {
  return FieldError.safeParse(first).data ?? '';
}

/**
 * What an error of Octokit's means.
 *
 * @param needs what the request needs, such as `the permission "checks: write"`
 * @param url where the API is
 * @param hide hides the token, which an answer may repeat
 * @see https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
 */
export function replyOf(error: unknown, needs: string, url: URL, hide: Redact): Reply<never> {
  const known = RequestError.safeParse(error).data;
  if (known?.response === undefined) {
    const { reason, fatal } = faultOf(error, url);
    return fatal ? refused(reason) : unavailable(reason);
  }
  const { status, response } = known;
  const { headers, data } = response;
  const said = joined(`HTTP ${status}`, hide(data.message), hide(firstOf(data.errors)));
  const limited =
    headers['retry-after'] !== undefined ||
    headers['x-ratelimit-remaining'] === '0' ||
    /rate limit/i.test(data.message);
  if (status === 429 || (status === 403 && limited)) return unavailable(`GitHub's rate limit (${said})`);
  switch (status) {
    case 401:
      return refused(`GitHub does not accept the github-token (${said})`);
    case 403:
      return refused(
        LACKS_PERMISSION.test(data.message)
          ? `the github-token lacks ${needs} (${said})`
          : `GitHub refused it (${said})`,
      );
    case 404:
      return refused(`GitHub does not know it, or the github-token lacks ${needs} (${said})`);
    default:
      return status < 500 ? refused(`GitHub refused it (${said})`) : unavailable(`GitHub answered ${said}`);
  }
}
