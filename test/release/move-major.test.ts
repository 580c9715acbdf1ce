import { expect, it } from 'vitest';

import { type Place, withPlace } from './place.ts';

/** A commit with a tag on it. */
function release({ commit, tag }: Place, version: string): string {
  const made = commit({ version });
  tag(version, made);
  return made;
}

it('makes the tag with the first release, and moves it with each later one', () => {
  withPlace((place) => {
    for (const version of ['v1.0.0', 'v1.0.1', 'v1.10.0']) {
      const made = release(place, version);
      expect(place.run('move-major', version)).toEqual({
        exitCode: 0,
        stdout: `v1 is on ${version} now\n`,
        stderr: '',
      });
      expect(place.remote('v1')).toBe(made);
    }
  });
});

it('does nothing the second time', () => {
  withPlace((place) => {
    const made = release(place, 'v1.0.0');
    place.run('move-major', 'v1.0.0');
    expect(place.run('move-major', 'v1.0.0').stdout).toBe('v1 is on v1.0.0 already\n');
    expect(place.remote('v1')).toBe(made);
  });
});

it('never moves it back to an older version', () => {
  withPlace((place) => {
    const older = release(place, 'v1.9.1');
    const newer = release(place, 'v1.10.0');
    place.run('move-major', 'v1.10.0');
    place.git('checkout', '--quiet', older);
    expect(place.run('move-major', 'v1.9.1')).toMatchObject({
      exitCode: 0,
      stdout: 'v1 stays on v1.10.0, which is newer than v1.9.1\n',
    });
    expect(place.remote('v1')).toBe(newer);
  });
});

it('leaves the tags of other majors alone', () => {
  withPlace((place) => {
    const first = release(place, 'v1.0.0');
    place.run('move-major', 'v1.0.0');
    const second = release(place, 'v2.0.0');
    place.run('move-major', 'v2.0.0');
    expect([place.remote('v1'), place.remote('v2')]).toEqual([first, second]);
  });
});

it('moves one that is annotated', () => {
  withPlace((place) => {
    const first = release(place, 'v1.0.0');
    place.tag('v1', first, 'annotated');
    const second = release(place, 'v1.0.1');
    expect(place.run('move-major', 'v1.0.1').exitCode).toBe(0);
    expect(place.remote('v1')).toBe(second);
  });
});

it('moves none to a commit that the release is not on', () => {
  withPlace((place) => {
    const made = release(place, 'v1.0.0');
    place.run('move-major', 'v1.0.0');
    release(place, 'v1.0.1');
    place.commit({ version: 'later' });
    expect(place.run('move-major', 'v1.0.1')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('v1.0.1 is not on the commit'),
    });
    expect(place.remote('v1')).toBe(made);
  });
});
