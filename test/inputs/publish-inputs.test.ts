import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

import { externalIdOf } from '../../src/github/identity.ts';
import { type PublishInputs, readPublishing } from '../../src/inputs/publish-inputs.ts';
import type { Env } from '../../src/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'deploy-gate-publish-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
/** A file of the event's payload. */
function eventFile(content: string): string {
  const path = join(folder, `${files++}.json`);
  writeFileSync(path, content);
  return path;
}

const PUSHED = 'b'.repeat(40);
const HEAD = 'a'.repeat(40);
const GIVEN = 'c'.repeat(40);
const IDENTITIES = ['orders', 'users'];
const EXTERNAL_ID = externalIdOf(IDENTITIES, { id: '42', attempt: 3 });

const ENV: Env = {
  GITHUB_API_URL: 'https://api.github.com',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'octo/shop',
  GITHUB_RUN_ID: '42',
  GITHUB_RUN_ATTEMPT: '3',
  GITHUB_JOB: 'job',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_EVENT_PATH: eventFile('{}'),
  GITHUB_SHA: PUSHED,
};
const pullRequest = JSON.stringify({
  pull_request: { head: { sha: HEAD, repo: { full_name: 'octo/shop' } } },
});

type Given = Readonly<Record<string, string>>;

interface Read extends PublishInputs {
  readonly problems: readonly string[];
}

function read(
  inputs: Given,
  {
    env = {},
    wait = true,
    timeoutMs = 1_800_000,
  }: { readonly env?: Env; readonly wait?: boolean; readonly timeoutMs?: number } = {},
): Read {
  const problems: string[] = [];
  const given: Given = { 'github-token': 'ghs_token', ...inputs };
  const result = readPublishing(
    (name) => given[name] ?? '',
    { ...ENV, ...env },
    { wait, timeoutMs },
    IDENTITIES,
    (text) => problems.push(text),
  );
  return { ...result, problems };
}

const checkOf = (sha: string, name = 'deploy') => ({ name, sha, externalId: EXTERNAL_ID });

describe('what is published', () => {
  it('is nothing where nothing is given', () => {
    for (const inputs of [
      {},
      { 'check-name': '', 'check-sha': '', 'deployment-id': '', 'environment-url': '' },
    ]) {
      expect(read(inputs)).toEqual({ publishing: undefined, warnings: [], problems: [] });
    }
  });

  it('is nothing, in silence, where nothing is given and there is neither token nor run', () => {
    const env = { GITHUB_REPOSITORY: undefined, GITHUB_EVENT_PATH: undefined, GITHUB_SHA: undefined };
    const given = { 'github-token': '', 'check-sha': GIVEN };
    expect(read(given, { env, wait: false })).toEqual({ publishing: undefined, warnings: [], problems: [] });
  });

  it('is a check run on the pushed commit', () => {
    expect(read({ 'check-name': 'deploy' })).toEqual({
      publishing: {
        token: 'ghs_token',
        run: {
          apiUrl: 'https://api.github.com',
          owner: 'octo',
          repo: 'shop',
          url: 'https://github.com/octo/shop/actions/runs/42',
          id: '42',
          attempt: 3,
          event: 'push',
          job: 'job',
          headSha: PUSHED,
          isFork: false,
        },
        check: checkOf(PUSHED),
        deployment: undefined,
        identities: IDENTITIES,
      },
      warnings: [],
      problems: [],
    });
  });

  it('is a check run on the head of a pull request, from the file of the event', () => {
    const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: eventFile(pullRequest) };
    expect(read({ 'check-name': 'deploy' }, { env })).toMatchObject({
      publishing: { check: checkOf(HEAD), run: { headSha: HEAD } },
      warnings: [],
      problems: [],
    });
  });

  it('is a check run on the commit that is given, whatever the event says', () => {
    const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: eventFile(pullRequest) };
    expect(read({ 'check-name': 'deploy', 'check-sha': GIVEN }, { env })).toMatchObject({
      publishing: { check: checkOf(GIVEN) },
      warnings: [],
    });
  });

  it('is the status of a deployment, with its page', () => {
    const { publishing, warnings, problems } = read({
      'deployment-id': '3100000001',
      'environment-url': 'https://shop.test/a?b=c',
    });
    expect(publishing).toMatchObject({
      token: 'ghs_token',
      deployment: { id: 3_100_000_001, environmentUrl: 'https://shop.test/a?b=c' },
    });
    expect(publishing?.check).toBeUndefined();
    expect([warnings, problems]).toEqual([[], []]);
  });

  it('is both', () => {
    expect(read({ 'check-name': 'deploy', 'deployment-id': '7' })).toMatchObject({
      publishing: { check: checkOf(PUSHED), deployment: { id: 7, environmentUrl: undefined } },
    });
  });
});

describe('check-name', () => {
  it.each(['x', 'x'.repeat(200), 'deploy / prod (eu)', 'déploiement ✅'])('may be %j', (name) => {
    expect(read({ 'check-name': name })).toMatchObject({
      publishing: { check: { name } },
      warnings: [],
      problems: [],
    });
  });

  it.each([
    ['x'.repeat(201), 'check-name: is longer than 200 characters'],
    ['deploy\nprod', 'check-name: must not contain line breaks or control characters'],
    ['deploy\r', 'check-name: must not contain line breaks or control characters'],
    ['deploy\tprod', 'check-name: must not contain line breaks or control characters'],
    ['deploy\u0000', 'check-name: must not contain line breaks or control characters'],
    ['deploy\u0085', 'check-name: must not contain line breaks or control characters'],
  ])('must not be %j', (name, problem) => {
    expect(read({ 'check-name': name }).problems).toEqual([problem]);
  });

  it('that is the name of the job gets a warning, and is published all the same', () => {
    expect(read({ 'check-name': 'job' })).toMatchObject({
      publishing: { check: { name: 'job' } },
      warnings: [
        'check-name: "job" is also the name of this job, which makes a required check ambiguous; give one of them another name',
      ],
      problems: [],
    });
  });

  it.each(['Job', 'job 2', 'deploy'])('%j is not the name of the job', (name) => {
    expect(read({ 'check-name': name }).warnings).toEqual([]);
  });

  it('that is not given is not the name of a job without one', () => {
    expect(read({ 'deployment-id': '7' }, { env: { GITHUB_JOB: undefined } }).warnings).toEqual([]);
  });
});

describe('check-sha', () => {
  it.each([
    [GIVEN, GIVEN],
    [GIVEN.toUpperCase(), GIVEN],
    ['0123456789ABCDEF0123456789abcdef01234567', '0123456789abcdef0123456789abcdef01234567'],
    ['d'.repeat(64), 'd'.repeat(64)],
  ])('may be %s', (written, sha) => {
    expect(read({ 'check-name': 'deploy', 'check-sha': written })).toMatchObject({
      publishing: { check: { sha } },
      problems: [],
    });
  });

  it.each([
    'c0ffee1',
    'main',
    'HEAD',
    'c'.repeat(39),
    'c'.repeat(41),
    'c'.repeat(63),
    'g'.repeat(40),
    '../x',
  ])('must not be %j', (written) => {
    for (const name of ['', 'deploy']) {
      expect(read({ 'check-name': name, 'check-sha': written }).problems).toEqual([
        `check-sha: "${written}" is not a commit's full id of 40 hexadecimal digits; a branch or a short id will not do`,
      ]);
    }
  });

  const needed = 'check-sha: is missing; with wait: false on';
  it.each([
    ['schedule', false, '', true],
    ['workflow_dispatch', false, '', true],
    ['schedule', false, GIVEN, false],
    ['workflow_dispatch', false, GIVEN, false],
    ['schedule', true, '', false],
    ['workflow_dispatch', true, '', false],
    ['push', false, '', false],
    ['repository_dispatch', false, '', false],
  ])('on %s with wait: %s and %j: is missed is %s', (event, wait, sha, isMissed) => {
    const env = { GITHUB_EVENT_NAME: event };
    const { problems } = read({ 'check-name': 'deploy', 'check-sha': sha }, { env, wait });
    expect(problems).toEqual(isMissed ? [expect.stringContaining(`${needed} ${event} `)] : []);
  });

  it.each([
    ['issue_comment', '', true],
    ['issues', '', true],
    ['repository_dispatch', '', true],
    ['release', '', true],
    ['schedule', '', true],
    ['workflow_dispatch', '', true],
    ['an event of tomorrow', '', true],
    ['issue_comment', GIVEN, false],
    ['push', '', false],
    ['create', '', false],
  ])('on %s with %j: that the commit may be another is said is %s', (event, sha, isSaid) => {
    const { warnings, problems } = read(
      { 'check-name': 'deploy', 'check-sha': sha },
      { env: { GITHUB_EVENT_NAME: event } },
    );
    expect(problems).toEqual([]);
    expect(warnings).toEqual(
      isSaid
        ? [
            `check-sha: is missing, and the event "${event}" is not about a commit: the check run is put on the head of the branch, which may not be what was deployed. Give check-sha the deployed commit`,
          ]
        : [],
    );
  });

  it('is not missed where no check run is wanted', () => {
    const env = { GITHUB_EVENT_NAME: 'schedule' };
    expect(read({ 'deployment-id': '7' }, { env, wait: false }).problems).toEqual([]);
  });
});

describe('a timeout of more than a day', () => {
  const HOUR = 3_600_000;
  const warning = (what: string): string =>
    `timeout: is longer than the 24 hours that the job's token lives, after which ${what} cannot be written. Give a timeout of at most 24h, or poll with wait: false from a schedule`;
  it.each([
    [{ 'check-name': 'deploy' }, 'the check run'],
    [{ 'deployment-id': '7' }, 'the deployment status'],
  ])('with the token of a job gets a warning: %j', (inputs, what) => {
    expect(read(inputs, { timeoutMs: 24 * HOUR + 1 }).warnings).toEqual([warning(what)]);
  });

  it.each<[what: string, inputs: Given, waits: object]>([
    ['nothing is published', {}, {}],
    ['it is a day', { 'check-name': 'deploy' }, { timeoutMs: 24 * HOUR }],
    ['nothing is waited for', { 'check-name': 'deploy' }, { wait: false }],
    ['the token is a person’s', { 'deployment-id': '7', 'github-token': 'github_pat_x' }, {}],
  ])('gets none where %s', (_what, inputs, waits) => {
    expect(read(inputs, { timeoutMs: 25 * HOUR, ...waits }).warnings).toEqual([]);
  });
});

describe('deployment-id', () => {
  it.each([
    ['1', 1],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('may be %s', (written, id) => {
    expect(read({ 'deployment-id': written })).toMatchObject({
      publishing: { deployment: { id } },
      problems: [],
    });
  });

  it.each([
    '0',
    '-1',
    '1.5',
    '1e3',
    '12abc',
    '0x10',
    '007',
    '9007199254740992',
    '９',
    '+7',
    '7 8',
    'NaN',
    'Infinity',
  ])('must not be %j', (written) => {
    expect(read({ 'deployment-id': written }).problems).toEqual([
      `deployment-id: "${written}" is not the number of a GitHub deployment; give the id that creating it answered`,
    ]);
  });
});

describe('environment-url', () => {
  it.each(['https://shop.test', 'HTTPS://SHOP.TEST/', 'http://10.0.0.1:8080/a b'])('may be %j', (page) => {
    expect(read({ 'deployment-id': '7', 'environment-url': page })).toMatchObject({
      publishing: { deployment: { environmentUrl: page } },
      warnings: [],
      problems: [],
    });
  });

  it.each([
    'shop.test',
    'ftp://shop.test',
    'javascript:alert(1)',
    'javascript:https://shop.test',
    'https://',
    '//shop.test',
    'x https://shop.test',
    'https://a b',
  ])('must not be %j', (page) => {
    expect(read({ 'deployment-id': '7', 'environment-url': page }).problems).toEqual([
      `environment-url: "${page}" is not a URL; write it as https://host/path`,
    ]);
  });

  it('without a deployment is of no use, which is said', () => {
    const warnings = ['environment-url: is shown with a deployment status only; give deployment-id, too'];
    const page = { 'environment-url': 'https://shop.test' };
    expect(read(page)).toEqual({ publishing: undefined, warnings, problems: [] });
    expect(read({ ...page, 'check-name': 'deploy' })).toMatchObject({
      publishing: { check: checkOf(PUSHED) },
      warnings,
      problems: [],
    });
  });
});

describe('what keeps it from being published', () => {
  const wanted = [
    [{ 'check-name': 'deploy' }, 'the check run'],
    [{ 'deployment-id': '7' }, 'the deployment status'],
    [{ 'check-name': 'deploy', 'deployment-id': '7' }, 'the check run and the deployment status'],
  ] as const;

  it.each(wanted)('an empty token, of %j', (inputs, what) => {
    expect(read({ ...inputs, 'github-token': '' })).toEqual({
      publishing: undefined,
      warnings: [`${what} will not be published: github-token is empty; leave it out, or give it a token`],
      problems: [],
    });
  });

  it.each(wanted)('a run that is none of GitHub’s, of %j', (inputs, what) => {
    for (const [name, value] of [
      ['GITHUB_REPOSITORY', undefined],
      ['GITHUB_REPOSITORY', 'shop'],
      ['GITHUB_API_URL', 'api.github.com'],
    ] as const) {
      expect(read(inputs, { env: { [name]: value } })).toEqual({
        publishing: undefined,
        warnings: [`${what} will not be published: ${name} is not set as GitHub's runners set it`],
        problems: [],
      });
    }
  });

  it('a token that is none', () => {
    const { problems } = read({ 'check-name': 'deploy', 'github-token': 'ghs_\ntoken' });
    expect(problems).toEqual([expect.stringMatching(/^github-token: character 5 of 10 /)]);
  });

  it('goes along with what else is warned of', () => {
    expect(
      read({ 'check-name': 'deploy', 'environment-url': 'https://a.test', 'github-token': '' }).warnings,
    ).toEqual([expect.stringContaining('environment-url'), expect.stringContaining('github-token')]);
  });

  const unreadable = [
    ['is not there', join(folder, 'missing.json')],
    ['is a folder', folder],
    ['has no JSON', eventFile('{')],
    ['has no pull request', eventFile('{}')],
    ['is not named', undefined],
  ] as const;
  const warning =
    'the check run will not be published: no head commit is known for the event "pull_request"; give check-sha';
  it.each(unreadable)('an event whose file %s, of the check run alone', (_what, path) => {
    const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: path };
    expect(read({ 'check-name': 'deploy' }, { env })).toEqual({
      publishing: undefined,
      warnings: [warning],
      problems: [],
    });
    const both = read({ 'check-name': 'deploy', 'deployment-id': '7' }, { env });
    expect(both).toMatchObject({ publishing: { deployment: { id: 7 } }, warnings: [warning], problems: [] });
    expect(both.publishing?.check).toBeUndefined();
    expect(read({ 'deployment-id': '7' }, { env })).toMatchObject({
      publishing: { deployment: { id: 7 } },
      warnings: [],
    });
  });

  it('nothing, where the commit is given though the event tells none', () => {
    const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: undefined };
    expect(read({ 'check-name': 'deploy', 'check-sha': GIVEN }, { env })).toMatchObject({
      publishing: { check: checkOf(GIVEN) },
      warnings: [],
      problems: [],
    });
  });
});
