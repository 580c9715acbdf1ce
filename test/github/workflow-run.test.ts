import { describe, expect, it } from 'vitest';

import { isCommitId, readWorkflowRun, type WorkflowRun } from '../../src/github/workflow-run.ts';
import type { Env } from '../../src/world.ts';

/** The commit that the event is about, the one that GITHUB_SHA has, and one that is neither. */
const HEAD = 'a'.repeat(40);
const PUSHED = 'b'.repeat(40);
const OTHER = 'c'.repeat(40);

const ENV: Env = {
  GITHUB_API_URL: 'https://api.github.com',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'octo/shop',
  GITHUB_RUN_ID: '42',
  GITHUB_JOB: 'deploy',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_EVENT_PATH: '/event.json',
  GITHUB_SHA: PUSHED,
};

type Read = WorkflowRun | 'GITHUB_REPOSITORY' | 'GITHUB_API_URL';

const read = (env: Env = {}, payload?: unknown): Read => readWorkflowRun({ ...ENV, ...env }, () => payload);

/** The run, or nothing where a variable is missing or malformed. */
function runOf(env: Env = {}, payload?: unknown): WorkflowRun | undefined {
  const run = read(env, payload);
  return typeof run === 'string' ? undefined : run;
}

const headOf = (event: string, payload: unknown, env: Env = {}): string | undefined =>
  runOf({ GITHUB_EVENT_NAME: event, ...env }, payload)?.headSha;

const pullRequest = (sha: unknown, repo: unknown = { full_name: 'octo/shop' }) => ({
  action: 'synchronize',
  pull_request: { head: { sha, repo }, base: { sha: OTHER }, merge_commit_sha: PUSHED },
});
/** As GitHub sends it: with the run of the workflow that made the deployment. */
const deployment = { deployment: { sha: HEAD, id: 1 }, workflow_run: { head_sha: OTHER } };

describe('the commit of a run', () => {
  it.each([
    ['pull_request', pullRequest(HEAD)],
    ['pull_request_target', pullRequest(HEAD)],
    ['pull_request_review', { ...pullRequest(HEAD), review: { commit_id: OTHER } }],
    ['pull_request_review_comment', { ...pullRequest(HEAD), comment: { commit_id: OTHER } }],
    ['merge_group', { merge_group: { head_sha: HEAD, base_sha: OTHER } }],
    [
      'workflow_run',
      { workflow_run: { head_sha: HEAD, pull_requests: [{ head: { sha: OTHER } }] }, workflow: {} },
    ],
    ['deployment', deployment],
    ['deployment_status', { ...deployment, deployment_status: { state: 'success' }, check_run: {} }],
  ])('for %s is in its payload', (event, payload) => {
    expect(headOf(event, payload)).toBe(HEAD);
  });

  // What else their payloads have is not looked at.
  it.each([
    ['push', { after: PUSHED, before: OTHER, head_commit: { id: OTHER } }],
    ['workflow_dispatch', { inputs: {}, ref: 'refs/heads/main' }],
    ['schedule', { schedule: '0 0 * * *' }],
    ['repository_dispatch', { client_payload: pullRequest(OTHER), ...pullRequest(OTHER) }],
    ['release', { release: { target_commitish: OTHER } }],
    ['create', {}],
    ['issue_comment', { issue: { pull_request: {} } }],
    ['check_run', { check_run: { head_sha: OTHER } }],
    ['workflow_call', deployment],
    ['deployment_review', deployment],
    ['merge_groups', { merge_group: { head_sha: OTHER } }],
    ['my_pull_request', pullRequest(OTHER)],
    ['my_merge_group', { merge_group: { head_sha: OTHER } }],
    ['my_workflow_run', { workflow_run: { head_sha: OTHER } }],
    ['workflow_runs', { workflow_run: { head_sha: OTHER } }],
    ['my_deployment', deployment],
    ['', undefined],
  ])('for %s is the pushed one', (event, payload) => {
    expect(headOf(event, payload)).toBe(PUSHED);
  });

  const events = [
    'pull_request',
    'pull_request_target',
    'merge_group',
    'workflow_run',
    'deployment',
    'deployment_status',
  ];
  const malformed = [
    undefined,
    null,
    'text',
    [],
    {},
    { pull_request: null, merge_group: null, workflow_run: null, deployment: null },
    { pull_request: {}, merge_group: {}, workflow_run: {}, deployment: {} },
    ...['', 'main', HEAD.slice(1), `${HEAD}a`, `${HEAD}\n`, ` ${HEAD}`, HEAD.toUpperCase(), 7, null].map(
      (sha) => ({
        ...pullRequest(sha),
        merge_group: { head_sha: sha },
        workflow_run: { head_sha: sha },
        deployment: { sha },
      }),
    ),
  ];
  it.each(events)('for %s is never the pushed one: without a payload that tells there is none', (event) => {
    for (const payload of malformed) expect(headOf(event, payload), JSON.stringify(payload)).toBeUndefined();
  });

  it.each([undefined, '', 'main', PUSHED.slice(1), PUSHED.toUpperCase(), `${PUSHED}b`])(
    'for a push is none where GITHUB_SHA is %j',
    (pushed) => {
      expect(headOf('push', {}, { GITHUB_SHA: pushed })).toBeUndefined();
    },
  );

  it('may be of SHA-256', () => {
    expect(headOf('pull_request', pullRequest('d'.repeat(64)))).toBe('d'.repeat(64));
    expect(headOf('push', {}, { GITHUB_SHA: 'e'.repeat(64) })).toBe('e'.repeat(64));
  });

  it('is read from the file that the runner names', () => {
    const paths: string[] = [];
    const readPayload = (path: string): unknown => {
      paths.push(path);
      return undefined;
    };
    readWorkflowRun(ENV, readPayload);
    readWorkflowRun({ ...ENV, GITHUB_EVENT_PATH: undefined }, readPayload);
    expect(paths).toEqual(['/event.json', '']);
  });
});

describe('the id of a commit', () => {
  it.each([
    [HEAD, true],
    ['0123456789abcdef'.repeat(4), true],
    [HEAD.toUpperCase(), false],
    ['a'.repeat(39), false],
    ['a'.repeat(41), false],
    ['a'.repeat(52), false],
    ['a'.repeat(63), false],
    ['a'.repeat(65), false],
    [`g${'a'.repeat(39)}`, false],
    [`${HEAD}\n`, false],
    ['', false],
  ])('%j: %s', (text, is) => {
    expect(isCommitId(text)).toBe(is);
  });
});

describe('a pull request', () => {
  it.each([
    ['from the repository itself', pullRequest(HEAD), false],
    ['from another one', pullRequest(HEAD, { full_name: 'fork/shop' }), true],
    ['from one that was deleted', pullRequest(HEAD, null), true],
    ['that is none', { after: HEAD }, false],
    ['that cannot be read', undefined, false],
    ['whose origin cannot be read', { pull_request: { head: { repo: { full_name: 7 } } } }, false],
  ])('%s', (_what, payload, isFork) => {
    expect(runOf({ GITHUB_EVENT_NAME: 'pull_request' }, payload)?.isFork).toBe(isFork);
  });

  it('with pull_request_target has a token that may write, wherever it comes from', () => {
    const payload = pullRequest(HEAD, { full_name: 'fork/shop' });
    expect(runOf({ GITHUB_EVENT_NAME: 'pull_request_target' }, payload)?.isFork).toBe(false);
    expect(runOf({ GITHUB_EVENT_NAME: 'pull_request_review' }, payload)?.isFork).toBe(true);
  });
});

describe('where the API is', () => {
  it.each([
    ['https://api.github.com', 'https://api.github.com'],
    ['https://api.github.com/', 'https://api.github.com'],
    ['https://github.test/api/v3', 'https://github.test/api/v3'],
    ['https://github.test/api/v3/', 'https://github.test/api/v3'],
    ['https://github.test/api/v3//', 'https://github.test/api/v3'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['', 'https://api.github.com'],
    [undefined, 'https://api.github.com'],
  ])('%j: %s', (written, apiUrl) => {
    expect(runOf({ GITHUB_API_URL: written })?.apiUrl).toBe(apiUrl);
  });

  it.each([
    'api.github.com',
    'ftp://api.github.com',
    'https://',
    'http://a b',
    '/api/v3',
    'x https://a',
    'javascript:https://a',
    'file:///x',
  ])('is not %j', (written) => {
    expect(read({ GITHUB_API_URL: written })).toBe('GITHUB_API_URL');
  });
});

describe('a run', () => {
  it('is what the runner says', () => {
    expect(read()).toEqual({
      apiUrl: 'https://api.github.com',
      owner: 'octo',
      repo: 'shop',
      url: 'https://github.com/octo/shop/actions/runs/42',
      id: '42',
      attempt: 1,
      event: 'push',
      job: 'deploy',
      headSha: PUSHED,
      isFork: false,
    });
  });

  it.each([
    ...[undefined, '', 'octo', 'octo/', '/shop', '/', 'octo/shop/', 'octo/shop/more'],
    ...['./shop', '../shop', 'octo/.', 'octo/..', '../..'],
  ])('is none where GITHUB_REPOSITORY is %j', (repository) => {
    expect(read({ GITHUB_REPOSITORY: repository })).toBe('GITHUB_REPOSITORY');
  });

  it.each([
    ['https://github.test', 'https://github.test/octo/shop/actions/runs/42'],
    ['https://github.test/', 'https://github.test/octo/shop/actions/runs/42'],
    ['https://github.test//', 'https://github.test/octo/shop/actions/runs/42'],
    ['', 'https://github.com/octo/shop/actions/runs/42'],
    [undefined, 'https://github.com/octo/shop/actions/runs/42'],
  ])('has its page on the server %j: %s', (server, url) => {
    expect(runOf({ GITHUB_SERVER_URL: server })?.url).toBe(url);
  });

  it.each(['.octo/shop.', 'o.cto/.github', '..octo/sh..op'])(
    'may have points in its name: %s',
    (repository) => {
      expect(runOf({ GITHUB_REPOSITORY: repository })?.url).toBe(
        `https://github.com/${repository}/actions/runs/42`,
      );
    },
  );

  it('needs nothing else', () => {
    expect(readWorkflowRun({ GITHUB_REPOSITORY: 'octo/shop' }, () => undefined)).toEqual({
      apiUrl: 'https://api.github.com',
      owner: 'octo',
      repo: 'shop',
      url: 'https://github.com/octo/shop/actions/runs/',
      id: '0',
      attempt: 1,
      event: '',
      job: '',
      headSha: undefined,
      isFork: false,
    });
  });
});
