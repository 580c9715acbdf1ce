import { spawnSync } from 'node:child_process';

/**
 * What GitHub has of a release, as gh tells it.
 *
 * @throws if gh cannot tell
 */
export function releaseState(tag: string): 'none' | 'draft' | 'published' {
  const args = ['release', 'view', tag, '--json', 'isDraft', '--jq', '.isDraft'];
  const { status, stdout, stderr, error } = spawnSync('gh', args, { encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (status === 0 && /^(true|false)\n$/.test(stdout)) return stdout === 'true\n' ? 'draft' : 'published';
  // Anything else that goes wrong is no proof that there is none.
  if (status === 1 && stderr.trim() === 'release not found') return 'none';
  throw new Error(`gh could not tell whether ${tag} is released: ${stderr || stdout}`);
}
