import { expect, it } from 'vitest';

import { releasesOf } from '../../scripts/release/changelog.ts';
import { readTop } from '../../scripts/tables.ts';

it('has the version of package.json as its newest release, once there is one', () => {
  const { version }: { version: string } = JSON.parse(readTop('package.json'));
  const [newest] = releasesOf(readTop('CHANGELOG.md'));
  expect([undefined, version]).toContain(newest?.version);
});

it('is read release by release, without what is unreleased', () => {
  const text =
    '# Changelog\n\n## [Unreleased]\n\n- soon\n\n## [1.1.0] - 2026-02-01\n\n### Fixed\n\n- a\n\n## [1.0.0] - 2026-01-01\n- b\n';
  expect(releasesOf(text)).toEqual([
    { version: '1.1.0', date: '2026-02-01', notes: '### Fixed\n\n- a' },
    { version: '1.0.0', date: '2026-01-01', notes: '- b' },
  ]);
});

it.for([
  '# Changelog\n',
  '## [1.0.0] - 2026-01-01\n',
  '## [Unreleased]\n## 1.0.0\n',
  '## [Unreleased]\n## [1.0.0] - today\n',
  '## [Unreleased]\n## [1.0.0-rc.1] - 2026-01-01\n',
])('is refused in another form: %j', (text) => {
  expect(() => releasesOf(text)).toThrow();
});
