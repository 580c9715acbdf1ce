import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Act } from '../act.ts';
import { type GitHub, githubFaults, startGitHub } from '../github.ts';
import { faults } from '../index.ts';
import { ask, octokit } from './client.ts';

const where = { owner: 'octo', repo: 'shop' };
const sha = '6dcb09b5b57875f334f61aebed695e2e4193db5e';
const list = `/commits/${sha}/check-runs`;
const resetAt = Date.parse('2026-03-16T09:00:00Z');

let github: GitHub;
beforeEach(async () => {
  github = await startGitHub();
});
afterEach(() => github.close());

describe('a fault in GitHub’s form', () => {
  test.each<[string, Act, number, object, object]>([
    [
      'notAccessible',
      githubFaults.notAccessible(),
      403,
      { message: 'Resource not accessible by integration', status: '403' },
      {},
    ],
    ['notFound', githubFaults.notFound(), 404, { message: 'Not Found', status: '404' }, {}],
    [
      'validationFailed',
      githubFaults.validationFailed({ resource: 'CheckRun', code: 'custom', field: 'name', message: 'no' }),
      422,
      {
        message: 'Validation Failed',
        errors: [{ resource: 'CheckRun', code: 'custom', field: 'name', message: 'no' }],
      },
      {},
    ],
    [
      'secondaryRateLimit',
      githubFaults.secondaryRateLimit(7),
      403,
      { message: expect.stringContaining('secondary rate limit') },
      { 'retry-after': '7' },
    ],
    [
      'secondaryRateLimit, by 429',
      githubFaults.secondaryRateLimit(7, 429),
      429,
      { message: expect.stringContaining('secondary rate limit') },
      { 'retry-after': '7' },
    ],
    [
      'primaryRateLimit',
      githubFaults.primaryRateLimit(resetAt),
      403,
      { message: expect.stringContaining('API rate limit exceeded') },
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(resetAt / 1000) },
    ],
    ['serverError', githubFaults.serverError(), 500, { message: 'Server Error' }, {}],
    ['gitHubError', githubFaults.gitHubError(451, 'Gone'), 451, { message: 'Gone', status: '451' }, {}],
  ])('%s', async (_name, act, status, body, headers) => {
    github.play('checks/list-for-ref', act);
    const answer = await ask(github, list);
    expect(answer).toMatchObject({ status, body });
    expect(Object.fromEntries(answer.headers)).toMatchObject(headers);
    expect(github.requests).toMatchObject([{ operation: 'checks/list-for-ref', status, act: act.name }]);
  });

  test('may leave out how long to wait', async () => {
    github.play('any', githubFaults.secondaryRateLimit());
    expect((await ask(github, list)).headers.has('retry-after')).toBe(false);
  });

  test('is a page, from what stands before the API', async () => {
    github.play('any', githubFaults.serverError(502));
    const answer = await ask(github, list);
    expect(answer).toMatchObject({ status: 502, body: expect.stringContaining('<title>') });
    expect(answer.headers.get('content-type')).toBe('text/html');
  });
});

describe('a fault of any server', () => {
  test.each([
    ['httpError', faults.httpError(502), 502, ''],
    ['htmlPage', faults.htmlPage(), 200, expect.stringContaining('<!doctype html>')],
    ['wrongShape', faults.wrongShape(null), 200, null],
  ])('%s', async (_name, act, status, body) => {
    github.play('any', act);
    expect(await ask(github, list)).toMatchObject({ status, body });
  });

  test.each([
    ['reset', faults.reset()],
    ['truncated', faults.truncated()],
  ])('%s', async (_name, act) => {
    github.play('any', act);
    await expect(ask(github, list)).rejects.toThrow(/fetch failed|terminated/);
  });

  test('silence', async () => {
    github.play('any', faults.silence());
    const signal = AbortSignal.timeout(200);
    await expect(fetch(github.apiUrl + list, { signal })).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe('an act', () => {
  test('plays for its operation only, once, and then no more', async () => {
    github.play('checks/create', faults.httpError(500));
    expect((await ask(github, list)).status).toBe(200);
    const create = () =>
      ask(github, '/check-runs', { method: 'POST', body: { name: 'deploy', head_sha: sha } });
    expect((await create()).status).toBe(500);
    expect(github.checkRuns()).toEqual([]);
    expect((await create()).status).toBe(201);
  });

  test('plays as often as it is said, and one after the other', async () => {
    github.play('any', faults.httpError(502), { times: 2 });
    github.play('checks/list-for-ref', faults.httpError(503));
    const statuses = [];
    for (let n = 0; n < 4; n += 1) statuses.push((await ask(github, list)).status);
    expect(statuses).toEqual([502, 502, 503, 200]);
  });

  test('may be the answer to a request that was carried out', async () => {
    github.play('checks/create', faults.reset(), { carriedOut: true });
    const create = octokit(github).checks.create({ ...where, name: 'deploy', head_sha: sha });
    await expect(create).rejects.toMatchObject({ status: 500 });
    expect(github.checkRuns()).toMatchObject([{ name: 'deploy', writes: [{ operation: 'checks/create' }] }]);
  });

  test('does not hide what is wrong with a request', async () => {
    github.play('any', faults.httpError(500));
    await ask(github, '/check-runs', { method: 'POST', body: {} });
    expect(github.violations).toHaveLength(1);
  });
});
