/*
 * node scripts/release/move-major.ts v1.2.3
 *
 * Moves the tag of the major version (v1) to this commit, unless it is on a newer version already. Needs git, with
 * the right to push to `origin`, and nothing installed.
 */
import { git, remoteTags } from './git.ts';
import { compareVersions, type Version, versionOf } from './version.ts';

const [tag = ''] = process.argv.slice(2);
const version = versionOf(tag);
if (version === undefined) throw new Error(`"${tag}" is not a version such as v1.2.3`);
process.stdout.write(`${move(version)}\n`);

function move(to: Version): string {
  const tags = remoteTags();
  const head = git('rev-parse', 'HEAD');
  if (tags.get(tag) !== head) throw new Error(`${tag} is not on the commit ${head}`);
  const major = `v${to[0]}`;
  const now = tags.get(major);
  if (now === head) return `${major} is on ${tag} already`;
  const newer = [...tags].find(([name, commit]) => {
    const other = versionOf(name);
    return commit === now && other?.[0] === to[0] && compareVersions(other, to) > 0;
  });
  if (newer !== undefined) return `${major} stays on ${newer[0]}, which is newer than ${tag}`;
  // Only if nobody has moved it in between.
  git(
    'push',
    '--quiet',
    `--force-with-lease=refs/tags/${major}:${lease(major)}`,
    'origin',
    `${head}:refs/tags/${major}`,
  );
  return `${major} is on ${tag} now`;
}

/** The object that the tag is now, which for an annotated one is not its commit; empty if there is none. */
function lease(major: string): string {
  return git('ls-remote', '--tags', 'origin', `refs/tags/${major}`).split('\t', 1)[0] ?? '';
}
