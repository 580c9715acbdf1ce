import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { inOwnRepository, type OwnRepository, type OwnRun } from './harness/own-workflow.ts';

const BRANCH = 'dependabot/npm_and_yarn/undici-9.0.0';
const COMMITTED = { 'index.js': 'committed\n', 'post.js': 'committed\n', 'licenses.txt': 'committed\n' };
const NEW = { 'index.js': 'new\n', 'post.js': 'committed\n', '7.index.js': 'new\n' };

test('what an update changes in dist is committed to its branch, and the required checks are started', async () => {
  await inOwnRepository(async (repository) => {
    const { gh, log } = await update(repository, NEW);
    await repository.git('fetch', '--quiet', 'origin');
    const changed = await repository.git('diff', '--name-status', 'HEAD', `origin/${BRANCH}`);
    expect(changed.split('\n'), log).toEqual([
      'A\tdist/7.index.js',
      'M\tdist/index.js',
      'D\tdist/licenses.txt',
    ]);
    expect(await repository.git('show', '--no-patch', '--format=%an: %B', `origin/${BRANCH}`)).toBe(
      'github-actions[bot]: Build dist\n\n[dependabot skip]',
    );
    expect(gh).toEqual(
      ['ci.yml', 'dependency-review.yml'].map((name) => `workflow run ${name} --ref ${BRANCH}`),
    );
  });
});

test('the job that may push runs no script of the branch', async () => {
  await inOwnRepository(async (repository) => {
    const changes = { 'scripts/release/take-dist.ts': "throw new Error('of the branch');\n" };
    const { gh, log } = await update(repository, NEW, { changes });
    expect(gh, log).toHaveLength(2);
    expect(await repository.remote(`refs/heads/${BRANCH}`)).not.toBe(
      await repository.git('rev-parse', 'HEAD'),
    );
  });
});

test.for([
  ['dist stays as it is', COMMITTED, 'dependabot[bot]', BRANCH, 'success', 'skipped'],
  ['another file was built', { ...NEW, 'run.sh': 'new\n' }, 'dependabot[bot]', BRANCH, 'success', 'failure'],
  ['somebody else made the pull request', NEW, 'somebody', BRANCH, 'skipped', 'skipped'],
  ['an action is updated', NEW, 'dependabot[bot]', 'dependabot/github_actions/a-7', 'skipped', 'skipped'],
] as const)('nothing is pushed where %s', async ([, built, author, branch, build, commit]) => {
  await inOwnRepository(async (repository) => {
    const { jobs, gh, log } = await update(repository, built, { login: author, branch });
    const ended = [jobs['build'], jobs['commit']].map((job) => job?.result ?? 'skipped');
    expect(ended, log).toEqual([build, commit]);
    expect(await repository.remote(`refs/heads/${branch}`)).toBe(await repository.git('rev-parse', 'HEAD'));
    expect(gh).toEqual([]);
  });
});

/** What is not as usual about an update. */
interface Update {
  readonly login?: string;
  readonly branch?: string;
  /** Files that the branch changes, by path. */
  readonly changes?: Readonly<Record<string, string>>;
}

async function update(
  { path, git, run }: OwnRepository,
  built: Readonly<Record<string, string>>,
  { login = 'dependabot[bot]', branch = BRANCH, changes = {} }: Update = {},
): Promise<OwnRun> {
  const base = { ref: 'main', sha: await git('rev-parse', 'HEAD') };
  await git('checkout', '--quiet', '-b', branch);
  for (const [name, text] of Object.entries(changes)) writeFileSync(join(path, name), text);
  await git('add', '--all');
  await git('commit', '--quiet', '--allow-empty', '--message=Bump');
  await git('push', '--quiet', 'origin', branch);
  const head = { ref: branch, sha: await git('rev-parse', 'HEAD') };
  const pullRequest = { number: 1, user: { login }, head, base };
  return run('dependabot-dist.yml', 'pull_request', { pull_request: pullRequest }, built);
}
