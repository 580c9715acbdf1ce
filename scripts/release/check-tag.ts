/*
 * node scripts/release/check-tag.ts v1.2.3
 *
 * Whether this commit may be released under this tag: the tag is on it, it is on main, and package.json,
 * package-lock.json and the newest release in CHANGELOG.md name this version. Needs git and nothing installed.
 */
import { readFileSync } from 'node:fs';

import { releasesOf } from './changelog.ts';
import { git, remoteTags } from './git.ts';
import { versionOf } from './version.ts';

const [tag = ''] = process.argv.slice(2);
const problems = problemsWith(tag);
for (const problem of problems) process.stdout.write(`::error title=Release::${problem}\n`);
if (problems.length > 0) process.exitCode = 1;
else process.stdout.write(`${tag} may be released\n`);

function problemsWith(tag: string): readonly string[] {
  if (versionOf(tag) === undefined) return [`"${tag}" is not a version such as v1.2.3`];
  const version = tag.slice(1);
  const head = git('rev-parse', 'HEAD');
  const newest = releasesOf(readFileSync('CHANGELOG.md', 'utf8'))[0];
  const lock: { version?: string; packages?: Record<string, { version?: string }> } =
    jsonOf('package-lock.json');
  const named = {
    'package.json': jsonOf('package.json').version,
    'package-lock.json': lock.version,
    'the root package of package-lock.json': lock.packages?.['']?.version,
    'the newest release in CHANGELOG.md': newest?.version,
  };
  return [
    ...(remoteTags().get(tag) === head ? [] : [`${tag} is not on the commit ${head}`]),
    ...(isAncestor(head, 'origin/main') ? [] : [`the commit ${head} is not on main`]),
    ...Object.entries(named)
      .filter(([, found]) => found !== version)
      .map(([where, found]) => `${where} is ${found ?? 'missing'}, not ${version}`),
    ...(newest?.notes === '' ? ['CHANGELOG.md says nothing about this release'] : []),
  ];
}

function isAncestor(commit: string, of: string): boolean {
  return git('rev-list', '--max-count=1', commit, `^${of}`) === '';
}

function jsonOf(path: string): { version?: string; packages?: Record<string, { version?: string }> } {
  return JSON.parse(readFileSync(path, 'utf8'));
}
