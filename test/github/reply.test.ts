import { describe, expect, it } from 'vitest';

import { type Reply, replyOf } from '../../src/github/reply.ts';

const URL_OF_API = new URL('https://api.github.test');
const NEEDS = 'the permission "checks: write"';
const LIMIT = 'API rate limit exceeded for installation ID 1.';
const SECONDARY = 'You have exceeded a secondary rate limit.';

const hide = (text: string): string => text.replaceAll('s3cret', '***');

type Headers = Readonly<Record<string, string>>;

/** An error as Octokit throws it for an answer. */
const answered = (status: number, data: unknown, headers: Headers = {}): Error =>
  Object.assign(new Error('words of the client'), { status, response: { headers, data } });
/** As it throws it where there is no answer. */
const unanswered = (cause: unknown): Error =>
  Object.assign(new Error('fetch failed', { cause }), { status: 500 });

describe('an answer that is an error', () => {
  const rows: readonly (readonly [number, string, Headers, Reply<never>['kind'], string])[] = [
    [400, 'Problems parsing JSON', {}, 'refused', 'GitHub refused it (HTTP 400: Problems parsing JSON)'],
    [
      401,
      'Bad credentials',
      {},
      'refused',
      'GitHub does not accept the github-token (HTTP 401: Bad credentials)',
    ],
    [401, '', {}, 'refused', 'GitHub does not accept the github-token (HTTP 401)'],
    [
      403,
      'Repository was archived so is read-only.',
      {},
      'refused',
      'GitHub refused it (HTTP 403: Repository was archived so is read-only.)',
    ],
    [403, '', {}, 'refused', 'GitHub refused it (HTTP 403)'],
    [403, 'Not accessible', {}, 'refused', `the github-token lacks ${NEEDS} (HTTP 403: Not accessible)`],
    [
      403,
      'Not accessible',
      { 'x-ratelimit-remaining': '10' },
      'refused',
      `the github-token lacks ${NEEDS} (HTTP 403: Not accessible)`,
    ],
    [403, LIMIT, { 'x-ratelimit-remaining': '0' }, 'unavailable', `GitHub's rate limit (HTTP 403: ${LIMIT})`],
    [403, '', { 'x-ratelimit-remaining': '0' }, 'unavailable', "GitHub's rate limit (HTTP 403)"],
    [403, '', { 'retry-after': '60' }, 'unavailable', "GitHub's rate limit (HTTP 403)"],
    [403, SECONDARY, {}, 'unavailable', `GitHub's rate limit (HTTP 403: ${SECONDARY})`],
    [429, SECONDARY, {}, 'unavailable', `GitHub's rate limit (HTTP 429: ${SECONDARY})`],
    [429, '', {}, 'unavailable', "GitHub's rate limit (HTTP 429)"],
    [
      404,
      'Not Found',
      {},
      'refused',
      `GitHub does not know it, or the github-token lacks ${NEEDS} (HTTP 404: Not Found)`,
    ],
    [
      404,
      'Not Found',
      { 'retry-after': '1' },
      'refused',
      `GitHub does not know it, or the github-token lacks ${NEEDS} (HTTP 404: Not Found)`,
    ],
    [422, 'Validation Failed', {}, 'refused', 'GitHub refused it (HTTP 422: Validation Failed)'],
    [499, '', {}, 'refused', 'GitHub refused it (HTTP 499)'],
    [500, 'Server Error', {}, 'unavailable', 'GitHub answered HTTP 500: Server Error'],
    [503, '', {}, 'unavailable', 'GitHub answered HTTP 503'],
  ];
  it.each(rows)('HTTP %i %j %j', (status, message, headers, kind, reason) => {
    expect(replyOf(answered(status, { message }, headers), NEEDS, URL_OF_API, hide)).toEqual({
      kind,
      reason,
    });
  });

  it.each([['a page'], [''], [null], [undefined], [[]], [{}], [{ message: 7 }], [new ArrayBuffer(8)]])(
    'has no words where its body is %j',
    (data) => {
      expect(replyOf(answered(502, data), NEEDS, URL_OF_API, hide)).toEqual({
        kind: 'unavailable',
        reason: 'GitHub answered HTTP 502',
      });
    },
  );
});

describe('words of an answer', () => {
  it('are told without what is to be hidden', () => {
    const reply = replyOf(answered(422, { message: 'token s3cret' }), NEEDS, URL_OF_API, hide);
    expect(reply).toEqual({ kind: 'refused', reason: 'GitHub refused it (HTTP 422: token ***)' });
  });
});

describe('no answer', () => {
  it('may pass', () => {
    const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    expect(replyOf(unanswered(reset), NEEDS, URL_OF_API, hide)).toEqual({
      kind: 'unavailable',
      reason: 'connection reset (ECONNRESET)',
    });
  });

  it('is final where the certificate is not accepted', () => {
    const certificate = Object.assign(new Error('self-signed'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    const reply = replyOf(unanswered(certificate), NEEDS, URL_OF_API, hide);
    expect(reply).toEqual({ kind: 'refused', reason: expect.stringContaining('NODE_EXTRA_CA_CERTS') });
    expect(reply).toEqual({ kind: 'refused', reason: expect.stringContaining('api.github.test') });
  });

  it.each([
    [new Error('odd')],
    ['a text'],
    [null],
    [undefined],
    [{ status: '500', message: 'm', response: {} }],
  ])('is what anything else stands for: %o', (thrown) => {
    expect(replyOf(thrown, NEEDS, URL_OF_API, hide)).toMatchObject({ kind: 'unavailable' });
  });
});
