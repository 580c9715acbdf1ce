import { connect } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { getOctokit } from '@actions/github';
import { Agent, fetch as fetchBy } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAuthority } from '../faults/authority.ts';
import { listening } from '../faults/loopback.ts';
import { findFaults } from './github/check.ts';
import { ask, askAnywhere, octokit } from './github/client.ts';
import { type GitHub, startGitHub } from './github.ts';

const where = { owner: 'octo', repo: 'shop' };
const sha = '6dcb09b5b57875f334f61aebed695e2e4193db5e';
const other = '0000000000000000000000000000000000000001';

let now: number;
let github: GitHub;
beforeEach(async () => {
  now = Date.parse('2026-03-16T08:15:30.700Z');
  github = await startGitHub({ clock: () => now });
});
afterEach(() => github.close());

const create = (name = 'deploy', more: object = {}) =>
  octokit(github).checks.create({ ...where, name, head_sha: sha, ...more });
const update = (check_run_id: number, body: object) =>
  octokit(github).checks.update({ ...where, check_run_id, ...body });
const list = async (query: object = {}) => {
  const { data } = await octokit(github).checks.listForRef({ ...where, ref: sha, ...query });
  return data.check_runs.map(({ name, id }) => `${name} ${id}`);
};

describe('a check run', () => {
  test('is created as it is sent', async () => {
    const { status, data } = await create('deploy', {
      external_id: 'tasks-1',
      status: 'in_progress',
      started_at: '2026-03-16T09:00:00.999+01:00',
      output: { title: 'Waiting', summary: 'for 2 tasks' },
    });
    expect(status).toBe(201);
    expect(data).toMatchObject({
      name: 'deploy',
      head_sha: sha,
      external_id: 'tasks-1',
      status: 'in_progress',
      conclusion: null,
      started_at: '2026-03-16T08:00:00Z',
      completed_at: null,
      output: { title: 'Waiting', summary: 'for 2 tasks', text: null, annotations_count: 0 },
      html_url: `https://github.test/octo/shop/runs/${data.id}`,
      url: `${github.apiUrl}/repos/octo/shop/check-runs/${data.id}`,
      app: { id: 15368, slug: 'github-actions' },
    });
    expect(github.violations).toEqual([]);
  });

  test('is queued, and starts now, if nothing else is said', async () => {
    const { data } = await create();
    expect(data).toMatchObject({ status: 'queued', started_at: '2026-03-16T08:15:30Z', external_id: '' });
    expect(data.output).toMatchObject({ title: null, summary: null, text: null });
  });

  test('has a details_url of GitHub’s own, whatever a job’s token says', async () => {
    const { data } = await create('deploy', { details_url: 'https://example.test/' });
    expect(data.details_url).toBe(data.html_url);
  });

  test('is completed by a conclusion alone, now', async () => {
    const { data } = await create('deploy', { conclusion: 'success' });
    expect(data).toMatchObject({ status: 'completed', completed_at: '2026-03-16T08:15:30Z' });
  });

  test('is read by its id', async () => {
    const { data } = await create();
    const read = await octokit(github).checks.get({ ...where, check_run_id: data.id });
    expect(read.data).toEqual(data);
  });

  test('is updated in what is said, and in nothing else', async () => {
    const { data } = await create('deploy', {
      external_id: 'x',
      output: { title: 'a', summary: 'b', text: 'c' },
    });
    await update(data.id, { status: 'in_progress' });
    await update(data.id, { output: { title: 'd', summary: 'e' } });
    const read = await octokit(github).checks.get({ ...where, check_run_id: data.id });
    expect(read.data).toMatchObject({ name: 'deploy', external_id: 'x', status: 'in_progress' });
    expect(read.data.output).toMatchObject({ title: 'd', summary: 'e', text: 'c' });
  });

  test('ends, and is taken back by a state that is no end', async () => {
    const { data } = await create();
    now += 60_000;
    const ended = await update(data.id, { status: 'completed', conclusion: 'timed_out' });
    expect(ended.data).toMatchObject({ conclusion: 'timed_out', completed_at: '2026-03-16T08:16:30Z' });
    now += 60_000;
    const later = await update(data.id, { name: 'renamed' });
    expect(later.data).toMatchObject({ conclusion: 'timed_out', completed_at: '2026-03-16T08:16:30Z' });
    const again = await update(data.id, { status: 'in_progress' });
    expect(again.data).toMatchObject({ status: 'in_progress', conclusion: null, completed_at: null });
  });

  test('ends when it is said to have ended', async () => {
    const { data } = await create('deploy', { conclusion: 'failure', completed_at: '2026-03-16T08:00:00Z' });
    expect(data.completed_at).toBe('2026-03-16T08:00:00Z');
  });

  test('counts its annotations', async () => {
    const annotation = { path: 'a', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'm' };
    const output = { title: 't', summary: 's', annotations: [annotation, annotation] };
    const { data } = await create('deploy', { output });
    expect((await update(data.id, { output })).data.output.annotations_count).toBe(4);
  });

  test('shows all writes that it got, and when', async () => {
    const { data } = await create();
    now += 1000;
    await update(data.id, { status: 'in_progress' });
    expect(github.checkRuns()).toMatchObject([{ id: data.id, status: 'in_progress' }]);
    expect(github.checkRuns()[0]?.writes).toEqual([
      { at: now - 1000, operation: 'checks/create', body: { name: 'deploy', head_sha: sha } },
      { at: now, operation: 'checks/update', body: { status: 'in_progress' } },
    ]);
  });

  test('of a job is not changed by a step, but for its texts', async () => {
    const { id } = github.addCheckRun({ name: 'build', job: true, status: 'in_progress' });
    for (const body of [{ status: 'queued' }, { conclusion: 'success' }]) {
      await expect(update(id, body)).rejects.toMatchObject({
        status: 403,
        message: expect.stringContaining('can only be updated internally by GitHub Actions'),
      });
    }
    const { data } = await update(id, { output: { title: 't', summary: 's' } });
    expect(data).toMatchObject({ status: 'in_progress', details_url: expect.stringMatching(/\/job\/\d+$/) });
  });

  test('of another app is not changed at all', async () => {
    const { id } = github.addCheckRun({ name: 'preview', app: 'netlify' });
    await expect(update(id, { name: 'mine' })).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining(
        'Invalid app_id `13473` - check run can only be modified by the GitHub App that created it.',
      ),
    });
    expect(github.checkRuns()).toMatchObject([{ name: 'preview', writes: [] }]);
  });

  test('may be there already', async () => {
    const { id } = github.addCheckRun({
      name: 'deploy',
      external_id: 'x',
      status: 'in_progress',
      started_at: '2026-03-16T07:00:00Z',
    });
    const { data } = await octokit(github).checks.get({ ...where, check_run_id: id });
    expect(data).toMatchObject({ head_sha: sha, external_id: 'x', started_at: '2026-03-16T07:00:00Z' });
  });
});

describe('the check runs of a commit', () => {
  test('are the latest of each name and suite, the newest first; or all', async () => {
    const first = github.addCheckRun({ name: 'deploy' });
    const second = github.addCheckRun({ name: 'deploy' });
    const job = github.addCheckRun({ name: 'deploy', job: true });
    const foreign = github.addCheckRun({ name: 'deploy', app: 'netlify' });
    const lint = github.addCheckRun({ name: 'lint' });
    github.addCheckRun({ name: 'deploy', head_sha: other });
    const [foreignOne, jobOne, secondOne] = [foreign, job, second].map(({ id }) => `deploy ${id}`);
    expect(await list()).toEqual([`lint ${lint.id}`, foreignOne, jobOne, secondOne]);
    expect(await list({ check_name: 'deploy' })).toEqual([foreignOne, jobOne, secondOne]);
    expect(await list({ check_name: 'deploy', app_id: 13473 })).toEqual([foreignOne]);
    expect(await list({ filter: 'all' })).toHaveLength(5);
    expect(await list({ filter: 'all' })).toContain(`deploy ${first.id}`);
    expect(github.violations).toEqual([]);
  });

  test('are those of a status', async () => {
    github.addCheckRun({ name: 'a', conclusion: 'success' });
    const { id } = github.addCheckRun({ name: 'b', status: 'in_progress' });
    expect(await list({ status: 'in_progress' })).toEqual([`b ${id}`]);
  });

  test('come by pages', async () => {
    for (let n = 0; n < 35; n += 1) github.addCheckRun({ name: `check ${n}` });
    expect(await list()).toHaveLength(30);
    const { rest, paginate } = getOctokit(github.token, { baseUrl: github.apiUrl });
    const all = await paginate(rest.checks.listForRef, { ...where, ref: sha, per_page: 10 });
    expect(new Set(all.map(({ id }) => id)).size).toBe(35);
    expect(github.requests.slice(1).map(({ url }) => new URL(url, github.apiUrl).search)).toEqual(
      ['', '&page=2', '&page=3', '&page=4'].map((page) => `?per_page=10${page}`),
    );
    const first = await ask(github, `/commits/${sha}/check-runs?per_page=10`);
    expect(rels(first.headers)).toEqual([
      ['2', 'next'],
      ['4', 'last'],
    ]);
    const last = await ask(github, `/commits/${sha}/check-runs?per_page=10&page=4`);
    expect(last.body).toMatchObject({ total_count: 35, check_runs: { length: 5 } });
    expect(rels(last.headers)).toEqual([
      ['1', 'first'],
      ['3', 'prev'],
    ]);
  });
});

const rels = (headers: Headers) =>
  [...(headers.get('link') ?? '').matchAll(/page=(\d+)>; rel="(\w+)"/g)].map(([, page, rel]) => [page, rel]);

describe('a deployment', () => {
  test('is there with its statuses, the newest first', async () => {
    const deployment_id = github.addDeployment({ environment: 'staging' });
    const { repos } = octokit(github);
    const { data } = await repos.getDeployment({ ...where, deployment_id });
    expect(data).toMatchObject({ id: deployment_id, sha, environment: 'staging' });
    const { status, headers } = await repos.createDeploymentStatus({
      ...where,
      deployment_id,
      state: 'in_progress',
    });
    expect(status).toBe(201);
    expect(headers.location).toMatch(/\/statuses\/\d+$/);
    now += 1000;
    await repos.createDeploymentStatus({
      ...where,
      deployment_id,
      state: 'success',
      description: 'All 2 tasks succeeded.',
      environment_url: 'https://shop.test/',
      log_url: 'https://github.test/octo/shop/actions/runs/1',
      auto_inactive: false,
    });
    const statuses = await repos.listDeploymentStatuses({ ...where, deployment_id });
    expect(statuses.data).toMatchObject([
      {
        state: 'success',
        description: 'All 2 tasks succeeded.',
        environment: 'staging',
        environment_url: 'https://shop.test/',
        log_url: 'https://github.test/octo/shop/actions/runs/1',
        target_url: 'https://github.test/octo/shop/actions/runs/1',
        created_at: '2026-03-16T08:15:31Z',
      },
      { state: 'in_progress', description: '', environment_url: '', log_url: '' },
    ]);
    expect(github.deploymentStatuses(deployment_id)).toMatchObject([
      { at: now - 1000, state: 'in_progress' },
      { at: now, state: 'success', auto_inactive: false },
    ]);
    expect(github.violations).toEqual([]);
  });

  test('has a status with an environment and a log of its own', async () => {
    const deployment_id = github.addDeployment();
    const { data } = await octokit(github).repos.createDeploymentStatus({
      ...where,
      deployment_id,
      state: 'inactive',
      environment: 'qa',
      log_url: 'https://log.test/',
      target_url: 'https://target.test/',
    });
    expect(data).toMatchObject({
      environment: 'qa',
      log_url: 'https://log.test/',
      target_url: 'https://log.test/',
    });
  });

  test('has statuses by pages', async () => {
    const deployment_id = github.addDeployment({ id: 7 });
    for (let n = 0; n < 3; n += 1) {
      await octokit(github).repos.createDeploymentStatus({ ...where, deployment_id, state: 'queued' });
    }
    const { headers, body } = await ask(github, '/deployments/7/statuses?per_page=2');
    expect(body).toHaveLength(2);
    expect(headers.get('link')).toContain('/deployments/7/statuses?per_page=2&page=2>; rel="next"');
  });
});

describe('a refusal', () => {
  test.each([
    ['a wrong token', 401, 'Bad credentials', { authorization: 'token ghs_wrong' }],
    ['another scheme', 401, 'Requires authentication', { authorization: 'Basic eDp5' }],
  ])('of %s', async (_name, status, message, headers) => {
    const answer = await ask(github, `/commits/${sha}/check-runs`, { headers });
    expect(answer).toMatchObject({ status, body: { message, status: String(status) } });
    expect(github.requests).toMatchObject([{ status, code: message }]);
  });

  test('takes a token by either scheme', async () => {
    for (const scheme of ['token', 'Bearer', 'bearer']) {
      const headers = { authorization: `${scheme} ${github.token}` };
      expect((await ask(github, `/commits/${sha}/check-runs`, { headers })).status).toBe(200);
    }
  });

  test('of another repository; its own is found in any case', async () => {
    const path = `/commits/${sha}/check-runs`;
    expect(await askAnywhere(github, `/repos/octo/other${path}`)).toMatchObject({
      status: 404,
      body: { message: 'Not Found' },
    });
    expect((await askAnywhere(github, `/repos/Octo/Shop${path}`)).status).toBe(200);
  });

  test.each([
    ['checks', 'read', 'checks=write', 'POST', '/check-runs'],
    ['checks', 'read', 'checks=write', 'PATCH', '/check-runs/1'],
    ['checks', 'none', 'checks=read', 'GET', '/check-runs/1'],
    ['checks', 'none', 'checks=read', 'GET', `/commits/${sha}/check-runs`],
    ['deployments', 'read', 'deployments=write', 'POST', '/deployments/1/statuses'],
    ['deployments', 'none', 'deployments=read', 'GET', '/deployments/1/statuses'],
    ['deployments', 'none', 'deployments=read', 'GET', '/deployments/1'],
  ] as const)(
    'without the permission: %s: %s where it takes %s (%s %s)',
    async (scope, access, needed, method, path) => {
      github.permissions[scope] = access;
      const answer = await ask(github, path, { method, ...(method !== 'GET' && { body: {} }) });
      expect(answer).toMatchObject({
        status: 403,
        body: { message: 'Resource not accessible by integration' },
      });
      expect(answer.headers.get('x-accepted-github-permissions')).toBe(needed);
      expect(github.checkRuns()).toEqual([]);
      github.permissions[scope] = 'write';
      expect((await ask(github, path, { method, ...(method !== 'GET' && { body: {} }) })).status).not.toBe(
        403,
      );
    },
  );

  test('of a commit that does not exist', async () => {
    await expect(create('deploy', { head_sha: 'main' })).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('No commit found for SHA: main'),
    });
    await expect(list({ ref: 'heads/main' })).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('No commit found for SHA: heads/main'),
    });
  });

  test('of a commit that is not among those given', async () => {
    await github.close();
    github = await startGitHub({ commits: [other] });
    await expect(create()).rejects.toMatchObject({ status: 422 });
    expect(github.env['GITHUB_SHA']).toBe(other);
    expect((await create('deploy', { head_sha: other })).status).toBe(201);
  });

  test.each([
    ['checks.get', () => octokit(github).checks.get({ ...where, check_run_id: 1 })],
    ['checks.update', () => update(1, { name: 'x' })],
    ['repos.getDeployment', () => octokit(github).repos.getDeployment({ ...where, deployment_id: 1 })],
    [
      'repos.listDeploymentStatuses',
      () => octokit(github).repos.listDeploymentStatuses({ ...where, deployment_id: 1 }),
    ],
    [
      'repos.createDeploymentStatus',
      () => octokit(github).repos.createDeploymentStatus({ ...where, deployment_id: 1, state: 'error' }),
    ],
  ])('of an unknown id: %s', async (_name, call) => {
    await expect(call()).rejects.toMatchObject({
      status: 404,
      message: expect.stringContaining('Not Found'),
    });
    expect(github.violations).toEqual([]);
  });
});

describe('an answer', () => {
  test('counts requests, and has the time of the emulator', async () => {
    const path = `/commits/${sha}/check-runs`;
    await ask(github, path);
    now += 5000;
    const { headers } = await ask(github, path);
    expect(Object.fromEntries(headers)).toMatchObject({
      date: 'Mon, 16 Mar 2026 08:15:35 GMT',
      'content-type': 'application/json; charset=utf-8',
      'x-ratelimit-limit': '1000',
      'x-ratelimit-remaining': '998',
      'x-ratelimit-used': '2',
      'x-ratelimit-reset': String(Math.ceil((now - 5000) / 1000) + 3600),
      'x-ratelimit-resource': 'core',
      'x-github-request-id': expect.stringMatching(/^[0-9A-F:]+$/),
    });
  });

  test('that the description does not allow is the emulator’s own error', async () => {
    const { id } = github.addCheckRun({ name: 'deploy', conclusion: 'unheard-of' });
    expect((await ask(github, `/check-runs/${id}`)).status).toBe(500);
    expect(github.violations).toEqual([
      expect.stringMatching(
        /^the emulator's own answer to checks\/get: \/conclusion \("unheard-of"\) must be/,
      ),
    ]);
  });
});

test('an answer is held against the description in its status and in its fields', () => {
  expect(findFaults({ status: 204, body: {} }, 'checks/get')).toEqual(['status 204 is not described']);
  expect(
    findFaults({ status: 200, body: { total_count: 1, check_runs: [], more: 1 } }, 'checks/list-for-ref'),
  ).toEqual([' must NOT have additional properties: more']);
});

test('requests are listed with what was sent', async () => {
  const { data } = await create();
  await update(data.id, { status: 'in_progress' });
  expect(github.requests).toMatchObject([
    { api: 'github', operation: 'checks/create', method: 'POST', status: 201, body: { name: 'deploy' } },
    { operation: 'checks/update', id: String(data.id), method: 'PATCH', status: 200, at: now },
  ]);
});

test('a job’s variables lead Octokit here, below a base path', async () => {
  await github.close();
  github = await startGitHub({ basePath: '/api/v3', repository: 'acme/web' });
  const {
    GITHUB_API_URL: baseUrl = '',
    GITHUB_REPOSITORY: name = '',
    GITHUB_SHA: head_sha = '',
  } = github.env;
  expect(baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/v3$/);
  const [owner = '', repo = ''] = name.split('/');
  const { data } = await getOctokit(github.token, { baseUrl }).rest.checks.create({
    owner,
    repo,
    name: 'a',
    head_sha,
  });
  expect(data.url).toBe(`${baseUrl}/repos/acme/web/check-runs/${data.id}`);
  const outside = await fetch(`${new URL(baseUrl).origin}/repos/acme/web/check-runs/${data.id}`);
  expect(outside.status).toBe(401);
  expect(github.violations).toEqual([expect.stringContaining('not an operation that is expected')]);
});

test('it answers behind TLS, too', async () => {
  const authority = await createAuthority('the test’s own');
  const server = createTlsServer(await authority.issue(['127.0.0.1']), (inner) => {
    const outer = connect(Number(new URL(github.apiUrl).port), '127.0.0.1');
    inner.pipe(outer).pipe(inner);
    for (const socket of [inner, outer]) socket.on('error', () => socket.destroy());
  });
  await listening(server, async ({ port }) => {
    const dispatcher = new Agent({ connect: { ca: authority.cert } });
    const response = await fetchBy(`https://127.0.0.1:${port}/repos/octo/shop/commits/${sha}/check-runs`, {
      dispatcher,
      headers: { authorization: `Bearer ${github.token}` },
    });
    expect(await response.json()).toEqual({ total_count: 0, check_runs: [] });
    await dispatcher.close();
  });
});
