import { mkdirSync, readdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { type Ended, withPlace } from './place.ts';

/** Has a built folder taken, and gives what dist has then. */
function taken(make: (built: string) => void): Ended & { readonly dist: readonly string[] } {
  let result: (Ended & { readonly dist: readonly string[] }) | undefined;
  withPlace(({ path, commit, run }) => {
    commit({ 'dist/index.js': 'old', 'dist/1.index.js': 'old', 'dist/licenses.txt': 'old' });
    const built = join(path, '..', 'built');
    mkdirSync(built);
    for (const name of ['index.js', '22.index.js', 'licenses.txt', 'package.json', 'post.js'])
      writeFileSync(join(built, name), 'new');
    make(built);
    const ended = run('take-dist', built);
    const dist = readdirSync(join(path, 'dist')).map(
      (name) => `${name}: ${readFileSync(join(path, 'dist', name), 'utf8')}`,
    );
    result = { ...ended, dist };
  });
  if (result === undefined) throw new Error('nothing was taken');
  return result;
}

const OLD = ['1.index.js: old', 'index.js: old', 'licenses.txt: old'];

it('takes what a build makes, and leaves nothing of the last one', () => {
  expect(taken(() => undefined)).toEqual({
    exitCode: 0,
    stdout: 'dist has 5 files\n',
    stderr: '',
    dist: ['22.index.js: new', 'index.js: new', 'licenses.txt: new', 'package.json: new', 'post.js: new'],
  });
});

it.for<readonly [string, (built: string) => void, RegExp]>([
  ['another file', (built) => writeFileSync(join(built, 'run.sh'), ''), /not of a build: \["run\.sh"\]/],
  ['a hidden file', (built) => writeFileSync(join(built, '.npmrc'), ''), /not of a build: \["\.npmrc"\]/],
  ['a folder', (built) => mkdirSync(join(built, '3.index.js')), /not of a build: \["3\.index\.js"\]/],
  [
    'a link',
    (built) => symlinkSync('/etc/passwd', join(built, '3.index.js')),
    /not of a build: \["3\.index\.js"\]/,
  ],
  [
    'too much',
    (built) => truncateSync(join(built, 'licenses.txt'), 16 * 1024 * 1024),
    /more than 16777216 bytes/,
  ],
])('takes nothing where there is %s', ([, make, message]) => {
  const { exitCode, stderr, dist } = taken(make);
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(message);
  expect(dist).toEqual(OLD);
});
