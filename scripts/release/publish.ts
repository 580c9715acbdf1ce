/*
 * node scripts/release/publish.ts v1.2.3 FILE…
 *
 * Creates the GitHub release of this tag, with its section of CHANGELOG.md as the notes and these files as assets.
 * One that is there already is left as it is: nothing of it is ever overwritten. Needs git, gh (with GH_TOKEN), and
 * nothing installed.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { releasesOf } from './changelog.ts';
import { git, remoteTags } from './git.ts';
import { releaseState } from './release-state.ts';

const [tag = '', ...assets] = process.argv.slice(2);
const state = releaseState(tag);
if (state === 'published') process.stdout.write(`${tag} is released already, and stays as it is\n`);
else create();

function create(): void {
  if (state === 'draft')
    throw new Error(`a draft of ${tag} is left over: look at it, delete it, run this again`);
  if (remoteTags().get(tag) !== git('rev-parse', 'HEAD'))
    throw new Error(`${tag} was moved while it was checked: nothing is released`);
  const release = releasesOf(readFileSync('CHANGELOG.md', 'utf8')).find(
    ({ version }) => `v${version}` === tag,
  );
  if (release === undefined) throw new Error(`CHANGELOG.md has no release ${tag}`);
  // With files, gh makes a draft, adds them, and publishes it last.
  const notes = ['--notes-file', '-'];
  execFileSync('gh', ['release', 'create', tag, '--verify-tag', '--title', tag, ...notes, ...assets], {
    input: release.notes,
    stdio: ['pipe', 'inherit', 'inherit'],
  });
}
