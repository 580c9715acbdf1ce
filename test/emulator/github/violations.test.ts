import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { send } from '../client.ts';
import { type GitHub, startGitHub } from '../github.ts';
import { ask, askAnywhere, type Plain } from './client.ts';

const sha = '6dcb09b5b57875f334f61aebed695e2e4193db5e';
const created = { name: 'deploy', head_sha: sha };
const output = { title: 't', summary: 's' };
const long = 'x'.repeat(65_536);
const annotation = { path: 'a', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'm' };

let github: GitHub;
let checkRun: number;
let deployment: number;
beforeEach(async () => {
  github = await startGitHub();
  checkRun = github.addCheckRun({ name: 'deploy', status: 'in_progress' }).id;
  deployment = github.addDeployment();
});
afterEach(() => github.close());

describe('a check run that is created', () => {
  test.each([
    ['no name', { head_sha: sha }, "required property 'name'", '"name" wasn\'t supplied.'],
    ['no commit', { name: 'x' }, "required property 'head_sha'", '"head_sha" wasn\'t supplied.'],
    ['a number for a name', { ...created, name: 1 }, '/name (1) must be string', "name', 1 is not a string."],
    ['null for a name', { ...created, name: null }, '/name must be string', 'nil is not a string.'],
    [
      'an unknown field',
      { ...created, head: 'x' },
      'additional properties: head',
      '"head" is not a permitted key.',
    ],
    [
      'an unknown status',
      { ...created, status: 'running' },
      '/status ("running") must be equal to one of the allowed values: queued, in_progress, completed',
      '"running" is not a member of ["queued","in_progress","completed"].',
    ],
    ['a status of GitHub’s own', { ...created, status: 'waiting' }, '/status ("waiting")', 'is not a member'],
    [
      'an unknown conclusion',
      { ...created, conclusion: 'error' },
      '/conclusion ("error")',
      'is not a member',
    ],
    ['no date', { ...created, started_at: 'today' }, '/started_at ("today") must match format', 'date-time'],
    ['a date without a zone', { ...created, started_at: '2026-03-16T08:15:30' }, '/started_at', 'date-time'],
    [
      'no title',
      { ...created, output: { summary: 's' } },
      "/output must have required property 'title'",
      '"title"',
    ],
    [
      'no summary',
      { ...created, output: { title: 't' } },
      "required property 'summary'",
      '"summary" wasn\'t',
    ],
    [
      'an unknown field of output',
      { ...created, output: { ...output, body: '' } },
      'properties: body',
      '"body" is',
    ],
    [
      'a long summary',
      { ...created, output: { ...output, summary: long } },
      '/output/summary ("xxx',
      'Only 65535 characters are allowed; 65536 were supplied.',
    ],
    ['a long text', { ...created, output: { ...output, text: long } }, '/output/text ("xxx', 'Only 65535'],
    [
      'too many annotations',
      { ...created, output: { ...output, annotations: Array(51).fill(annotation) } },
      '/output/annotations must NOT have more than 50 items',
      'must NOT have more than 50 items',
    ],
    [
      'a line that is no number',
      { ...created, output: { ...output, annotations: [{ ...annotation, start_line: '1' }] } },
      '/output/annotations/0/start_line ("1") must be integer',
      '"1" is not an integer.',
    ],
  ])('with %s', async (_name, body, words, answer) => {
    await expectInvalid('/check-runs', { method: 'POST', body }, words, answer);
    expect(github.checkRuns()).toHaveLength(1);
  });

  test.each([
    ['completed without a conclusion', { status: 'completed' }, 'conclusion', 'missing_field', undefined],
    [
      'with an end but no conclusion',
      { completed_at: '2026-03-16T08:15:30Z' },
      'conclusion',
      'missing_field',
      undefined,
    ],
    ['stale', { conclusion: 'stale' }, 'conclusion', 'invalid', undefined],
    [
      'with a summary of too many bytes',
      { output: { ...output, summary: 'é'.repeat(32_768) } },
      'summary',
      'custom',
      'summary exceeds a maximum bytesize of 65535',
    ],
    [
      'with a text of too many bytes',
      { output: { ...output, text: '天'.repeat(21_846) } },
      'text',
      'custom',
      'text exceeds a maximum bytesize of 65535',
    ],
  ])('%s', async (_name, body, field, code, message) => {
    await expectFailed('/check-runs', 'POST', { ...created, ...body }, 'CheckRun', field, code, message);
    expect(github.checkRuns()).toHaveLength(1);
  });

  test('with as much as there may be', async () => {
    const full = { title: 't', summary: 'x'.repeat(65_535), text: '天'.repeat(21_845) };
    const annotations = Array(50).fill(annotation);
    const images = [{ alt: 'a', image_url: 'https://shop.test/a.png' }];
    const body = { ...created, output: { ...full, annotations, images } };
    expect(await ask(github, '/check-runs', { method: 'POST', body })).toMatchObject({ status: 201 });
    expect(github.violations).toEqual([]);
  });
});

describe('a check run that is updated', () => {
  test.each([
    [
      'its commit',
      { head_sha: sha },
      'additional properties: head_sha',
      '"head_sha" is not a permitted key.',
    ],
    [
      'no conclusion',
      { status: 'completed' },
      "required property 'conclusion'",
      'No subschema in "anyOf" matched.',
    ],
    ['an unknown status', { status: 'done' }, '/status ("done")', 'is not a member of'],
    ['a status of GitHub’s own', { status: 'pending' }, '/status ("pending")', 'is not a member of'],
    ['no summary', { output: { title: 't' } }, "required property 'summary'", '"summary" wasn\'t supplied.'],
  ])('with %s', async (_name, body, words, answer) => {
    await expectInvalid(`/check-runs/${checkRun}`, { method: 'PATCH', body }, words, answer);
    expect(github.checkRuns()).toMatchObject([{ status: 'in_progress', writes: [] }]);
  });

  test.each([
    ['output without a title', { output: { summary: 's' } }, 'title', 'missing_field', undefined],
    [
      'an end, but no conclusion',
      { completed_at: '2026-03-16T08:15:30Z' },
      'conclusion',
      'missing_field',
      undefined,
    ],
    ['stale', { conclusion: 'stale' }, 'conclusion', 'invalid', undefined],
    [
      'a summary of too many bytes',
      { output: { ...output, summary: 'é'.repeat(40_000) } },
      'summary',
      'custom',
      'summary exceeds a maximum bytesize of 65535',
    ],
  ])('with %s', async (_name, body, field, code, message) => {
    await expectFailed(`/check-runs/${checkRun}`, 'PATCH', body, 'CheckRun', field, code, message);
    expect(github.checkRuns()).toMatchObject([{ status: 'in_progress', writes: [] }]);
  });
});

describe('a status of a deployment', () => {
  test.each([
    ['no state', {}, "required property 'state'", '"state" wasn\'t supplied.'],
    [
      'an unknown state',
      { state: 'failed' },
      '/state ("failed") must be equal to one of',
      'is not a member of',
    ],
    [
      'an unknown field',
      { state: 'error', url: '' },
      'additional properties: url',
      '"url" is not a permitted key.',
    ],
    [
      'a text for a switch',
      { state: 'error', auto_inactive: 'no' },
      '/auto_inactive',
      '"no" is not a boolean.',
    ],
  ])('with %s', async (_name, body, words, answer) => {
    await expectInvalid(`/deployments/${deployment}/statuses`, { method: 'POST', body }, words, answer);
    expect(github.deploymentStatuses(deployment)).toEqual([]);
  });

  test.each([
    ['description', 'x'.repeat(141), 'description is too long (maximum is 140 characters)'],
    ['environment_url', 'shop.test', 'environment_url must use http(s) scheme'],
    ['log_url', 'javascript:alert(1)', 'log_url must use http(s) scheme'],
    ['target_url', 'ftp://shop.test', 'target_url must use http(s) scheme'],
  ])('with a wrong %s', async (field, value, message) => {
    const path = `/deployments/${deployment}/statuses`;
    const body = { state: 'success', [field]: value };
    await expectFailed(path, 'POST', body, 'DeploymentStatus', field, 'custom', message);
    expect(github.deploymentStatuses(deployment)).toEqual([]);
  });

  test('with as much as there may be', async () => {
    const body = {
      state: 'success',
      description: '🚀'.repeat(140),
      environment_url: '',
      log_url: 'http://a.test',
    };
    const path = `/deployments/${deployment}/statuses`;
    expect(await ask(github, path, { method: 'POST', body })).toMatchObject({ status: 201 });
    expect(github.violations).toEqual([]);
  });
});

describe('a query', () => {
  test.each([
    [
      'an unknown parameter',
      'name=deploy',
      'query name is not a parameter',
      '"name" is not a permitted key.',
    ],
    [
      'an unknown filter',
      'filter=newest',
      'query filter ("newest") must be',
      'is not a member of ["latest","all"].',
    ],
    ['a status that none asks for', 'status=waiting', 'query status ("waiting")', 'is not a member of'],
    ['a page that is no number', 'page=two', 'query page ("two") must be integer', 'is not an integer.'],
  ])('with %s', (_name, query, words, answer) =>
    expectInvalid(`/commits/${sha}/check-runs?${query}`, {}, words, answer),
  );

  test('for more than there is on a page gets what there is', async () => {
    for (let n = 0; n < 101; n += 1) github.addCheckRun({ name: `check ${n}` });
    const { status, body } = await ask(github, `/commits/${sha}/check-runs?per_page=1000`);
    expect({ status, body }).toMatchObject({ status: 200, body: { check_runs: { length: 100 } } });
    expect(github.violations).toEqual([expect.stringContaining('query per_page (1000) is above 100')]);
  });
});

describe('a request', () => {
  test.each([
    ['an operation that nobody expects', 'GET', '/pulls'],
    ['a method that nobody expects', 'DELETE', '/check-runs/1'],
  ])('for %s is not found', async (_name, method, path) => {
    expect(await ask(github, path, { method })).toMatchObject({
      status: 404,
      body: { message: 'Not Found' },
    });
    expect(github.violations).toEqual([
      `${method} /repos/octo/shop${path}: not an operation that is expected`,
    ]);
  });

  test('for an id that is no number is not found', async () => {
    expect(await ask(github, '/check-runs/latest')).toMatchObject({ status: 404 });
    expect(github.violations).toEqual([
      expect.stringContaining('path check_run_id ("latest") must be integer'),
    ]);
  });

  test.each([
    ['{"name":', 'Problems parsing JSON'],
    ['[]', 'Body should be a JSON object'],
    ['1', 'Body should be a JSON object'],
  ])('with the body %j', async (body, message) => {
    expect(await ask(github, '/check-runs', { method: 'POST', body })).toMatchObject({
      status: 400,
      body: { message },
    });
    expect(github.violations).toEqual([expect.stringContaining(`body: ${message}`)]);
  });

  test.each(['', 'null'])('with nothing in its body (%j)', (body) =>
    expectInvalid('/check-runs', { method: 'POST', body }, 'body: nothing in it', 'nil is not an object.'),
  );

  test('with a body that is not said to be JSON', async () => {
    const headers = { 'content-type': 'text/plain' };
    await ask(github, '/check-runs', { method: 'POST', body: created, headers });
    expect(github.violations).toEqual([
      expect.stringContaining('header content-type is text/plain, not application/json'),
    ]);
  });

  test('with a body where there is none', async () => {
    const { apiUrl: endpoint, token } = github;
    const get = {
      endpoint,
      url: `/repos/octo/shop/check-runs/${checkRun}`,
      accessKeyId: '',
      secret: '',
      body: '{}',
    };
    const headers = {
      authorization: `token ${token}`,
      'user-agent': 'a test',
      'content-type': 'application/json',
      'content-length': '2',
    };
    await send(get, headers);
    expect(github.violations).toEqual([expect.stringContaining('a body where none is described')]);
  });

  test('without a user agent is forbidden', async () => {
    const { apiUrl: endpoint, token } = github;
    const get = { endpoint, url: `/repos/octo/shop/check-runs/${checkRun}`, accessKeyId: '', secret: '' };
    const { status, text } = await send(get, { authorization: `token ${token}` });
    expect(status).toBe(403);
    expect(text).toContain('Please make sure your request has a User-Agent header');
    expect(github.violations).toEqual([expect.stringContaining('header user-agent is missing')]);
  });

  test('is noticed in full, in one line, whatever it is answered', async () => {
    const answer = await askAnywhere(github, '/repos/octo/other/check-runs', {
      method: 'POST',
      body: { head_sha: 1 },
    });
    expect(answer.status).toBe(404);
    expect(github.violations).toEqual([
      'POST /repos/octo/other/check-runs (checks/create): ' +
        "body must have required property 'name'; body /head_sha (1) must be string",
    ]);
  });

  test('is held against prose only if its schema allows it', async () => {
    await ask(github, '/check-runs', { method: 'POST', body: { name: 'deploy', status: 'completed' } });
    expect(github.violations).toEqual([
      expect.stringMatching(/: body must have required property 'head_sha'$/),
    ]);
  });

  test('is not quoted at length', async () => {
    const body = { ...created, output: { ...output, text: long } };
    await ask(github, '/check-runs', { method: 'POST', body });
    expect(github.violations[0]?.length).toBeLessThan(300);
  });
});

async function expectInvalid(path: string, plain: Plain, words: string, answer: string): Promise<void> {
  const { status, body } = await ask(github, path, plain);
  expect(status).toBe(422);
  expect(body).toMatchObject({
    message: expect.stringMatching(/^Invalid request\.\n\n/),
    documentation_url: expect.stringContaining('https://docs.github.com/rest/'),
    status: '422',
  });
  expect(body).toMatchObject({ message: expect.stringContaining(answer) });
  expect(github.violations).toEqual([expect.stringContaining(words)]);
}

async function expectFailed(
  path: string,
  method: string,
  body: unknown,
  resource: string,
  field: string,
  code: string,
  message: string | undefined,
): Promise<void> {
  const answer = await ask(github, path, { method, body });
  const error = { resource, code, field, ...(message !== undefined && { message }) };
  expect(answer).toMatchObject({ status: 422, body: { message: 'Validation Failed', errors: [error] } });
  expect(github.violations).toEqual([expect.stringContaining(`body field ${field}: ${message ?? code}`)]);
}
