import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { readTop } from '../scripts/tables.ts';
import { outline } from './harness/outline.ts';
import { inOwnRepository, type OwnRepository, type OwnRun } from './harness/own-workflow.ts';

const { version }: { version: string } = JSON.parse(readTop('package.json'));
const TAG = `v${version}`;
const MAJOR = `refs/tags/${TAG.split('.', 1)}`;
const BUILT = { 'index.js': 'committed\n', 'post.js': 'committed\n', 'licenses.txt': 'committed\n' };

test('a tag on main is checked, released once, and the tag of the major version is on it', async () => {
  await inOwnRepository(async (repository) => {
    const first = await release(repository);
    expect(outline(first.jobs)['publish']?.[0], first.log).toBe('success');
    expect(first.gh).toEqual([`release create ${TAG}`]);
    expect(await repository.remote(MAJOR)).toBe(await repository.git('rev-parse', 'HEAD'));
    const again = await rerun(repository);
    expect(outline(again.jobs)['publish']?.[0], again.log).toBe('success');
    expect(again.gh).toEqual([]);
  });
});

test('a release is out, and says what to do, where the tag of the major version may not be pushed', async () => {
  await inOwnRepository(async (repository) => {
    const hook = join(repository.path, '..', 'origin.git', 'hooks', 'update');
    writeFileSync(hook, `#!/bin/sh\n[ "$1" != ${MAJOR} ]\n`, { mode: 0o755 });
    const { jobs, gh, log } = await release(repository);
    expect(outline(jobs)['publish'], log).toContain('failure Move the tag of the major version');
    expect(outline(jobs)['publish']?.[0]).toBe('success');
    expect(gh).toEqual([`release create ${TAG}`]);
    expect(jobs['publish']?.steps.flatMap(({ annotations }) => annotations)).toEqual([
      expect.stringContaining(`${TAG} is released, but`),
    ]);
  });
});

test('nothing is released where the build makes something else than what is committed', async () => {
  await inOwnRepository(async (repository) => {
    const { jobs, gh, log } = await release(repository, { ...BUILT, 'index.js': 'other\n' });
    expect(outline(jobs)['publish'], log).toContain('failure What was built is what is committed');
    expect(gh).toEqual([]);
    expect(await repository.remote(MAJOR)).toBe('');
  });
});

test('nothing runs for a tag that is not on main', async () => {
  await inOwnRepository(async (repository) => {
    await repository.git('checkout', '--quiet', '-b', 'side');
    await repository.git('commit', '--quiet', '--allow-empty', '--message=Aside');
    const { jobs, gh, log } = await release(repository);
    expect(outline(jobs)['guard']?.[0], log).toBe('failure');
    expect(jobs['check']?.result ?? 'skipped').toBe('skipped');
    expect(jobs['publish']?.result ?? 'skipped').toBe('skipped');
    expect(gh).toEqual([]);
  });
});

async function release(repository: OwnRepository, built = BUILT): Promise<OwnRun> {
  await repository.git('tag', TAG);
  await repository.git('push', '--quiet', 'origin', TAG);
  return rerun(repository, built);
}

function rerun({ run }: OwnRepository, built = BUILT): Promise<OwnRun> {
  return run('release.yml', 'push', { ref: `refs/tags/${TAG}` }, built);
}
