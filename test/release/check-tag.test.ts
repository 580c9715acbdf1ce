import { expect, it } from 'vitest';

import { filesOf, withPlace } from './place.ts';

it.for([
  ['a plain tag', undefined],
  ['an annotated tag', 'annotated'],
] as const)('accepts %s on main that everything agrees with', ([, annotated]) => {
  withPlace(({ commit, tag, run }) => {
    tag('v1.2.3', commit(filesOf('1.2.3')), annotated);
    expect(run('check-tag', 'v1.2.3')).toEqual({
      exitCode: 0,
      stdout: 'v1.2.3 may be released\n',
      stderr: '',
    });
  });
});

it('accepts one on an earlier commit of main', () => {
  withPlace(({ commit, tag, git, run }) => {
    const released = commit(filesOf('1.2.3'));
    tag('v1.2.3', released);
    commit({ 'README.md': 'later' });
    git('checkout', '--quiet', released);
    expect(run('check-tag', 'v1.2.3').exitCode).toBe(0);
  });
});

it('tells all that is wrong at once', () => {
  withPlace(({ commit, tag, git, run }) => {
    commit(filesOf('1.2.2'));
    git('checkout', '--quiet', '-b', 'side');
    const aside = commit({ 'package.json': '{"version":"1.2.3"}' }, 'side');
    tag('v1.2.3', aside);
    const { exitCode, stdout } = run('check-tag', 'v1.2.3');
    expect(exitCode).toBe(1);
    expect(stdout.split('\n').slice(0, -1)).toEqual(
      [
        `the commit ${aside} is not on main`,
        'package-lock.json is 1.2.2, not 1.2.3',
        'the root package of package-lock.json is 1.2.2, not 1.2.3',
        'the newest release in CHANGELOG.md is 1.2.2, not 1.2.3',
      ].map((problem) => `::error title=Release::${problem}`),
    );
  });
});

it('refuses a tag that is on another commit by now', () => {
  withPlace(({ commit, tag, git, run }) => {
    const checked = commit(filesOf('1.2.3'));
    tag('v1.2.3', commit({ 'README.md': 'later' }));
    git('checkout', '--quiet', checked);
    expect(run('check-tag', 'v1.2.3').stdout).toBe(
      `::error title=Release::v1.2.3 is not on the commit ${checked}\n`,
    );
  });
});

it('refuses a release about which nothing is said', () => {
  withPlace(({ commit, tag, run }) => {
    tag('v1.2.3', commit(filesOf('1.2.3', '')));
    expect(run('check-tag', 'v1.2.3')).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('CHANGELOG.md says nothing about this release'),
    });
  });
});

it.for(['1.2.3', 'v1.2', 'v1.2.3-rc.1', 'v01.2.3', 'v1.2.3 ', ''])(
  'refuses a tag that is no version: %j',
  (tag) => {
    withPlace(({ commit, run }) => {
      commit(filesOf('1.2.3'));
      expect(run('check-tag', tag)).toMatchObject({
        exitCode: 1,
        stdout: expect.stringContaining(`"${tag}" is not a version such as v1.2.3`),
      });
    });
  },
);
