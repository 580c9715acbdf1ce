import { expect, it } from 'vitest';

import { filesOf, withPlace } from './place.ts';

it('creates a release with its own section as the notes, and the files', () => {
  withPlace(({ commit, tag, run, ghCalls }) => {
    tag('v1.2.3', commit(filesOf('1.2.3')));
    expect(run('publish', 'v1.2.3', 'sbom.json', 'SHA256SUMS')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ghCalls().slice(1)).toEqual([
      {
        args: 'release create v1.2.3 --verify-tag --title v1.2.3 --notes-file - sbom.json SHA256SUMS'.split(
          ' ',
        ),
        input: '### Added\n\n- Something.',
      },
    ]);
  });
});

it('leaves a release as it is that is there already', () => {
  withPlace(({ commit, tag, run, ghCalls, setRelease }) => {
    tag('v1.2.3', commit(filesOf('1.2.3')));
    setRelease({ status: 0, stdout: 'false\n' });
    expect(run('publish', 'v1.2.3', 'sbom.json')).toEqual({
      exitCode: 0,
      stdout: 'v1.2.3 is released already, and stays as it is\n',
      stderr: '',
    });
    expect(ghCalls()).toHaveLength(1);
  });
});

it.for([
  ['a draft is left over', { status: 0, stdout: 'true\n' }, /a draft of v1\.2\.3 is left over/],
  [
    'GitHub cannot be asked',
    { status: 1, stderr: 'HTTP 502\n' },
    /could not tell whether v1\.2\.3 is released: HTTP 502/,
  ],
  ['gh is not logged in', { status: 4, stderr: 'release not found\n' }, /could not tell/],
  ['gh answers something else', { status: 0, stdout: '' }, /could not tell/],
] as const)('creates none where %s', ([, answer, message]) => {
  withPlace(({ commit, tag, run, ghCalls, setRelease }) => {
    tag('v1.2.3', commit(filesOf('1.2.3')));
    setRelease(answer);
    const { exitCode, stderr } = run('publish', 'v1.2.3');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(message);
    expect(ghCalls()).toHaveLength(1);
  });
});

it('creates none of a tag that was moved while it was checked', () => {
  withPlace(({ commit, tag, git, run, ghCalls }) => {
    const checked = commit(filesOf('1.2.3'));
    tag('v1.2.3', commit({ 'README.md': 'another' }));
    git('checkout', '--quiet', checked);
    expect(run('publish', 'v1.2.3')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('v1.2.3 was moved while it was checked'),
    });
    expect(ghCalls()).toHaveLength(1);
  });
});
