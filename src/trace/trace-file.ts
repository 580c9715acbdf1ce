/** Writes the file of a trace, as a whole or not at all. */

import { randomUUID } from 'node:crypto';
import { mkdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes a file with the folders that it needs. Whoever reads it meanwhile finds the old one or the new one. No
 * symbolic link is followed: one that has its name is replaced, and a folder on the way must be none.
 *
 * @param path absolute, without a symbolic link in it
 * @throws if it cannot be written
 */
export function writeWhole(path: string, text: string): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  if (realpathSync(folder) !== folder) throw new Error('a folder on the way has become a symbolic link');
  // Beside it, since only there a renaming is one step; by a name that is short, and that nobody can foresee.
  const draft = join(folder, `.${randomUUID()}.tmp`);
  try {
    writeFileSync(draft, text, { flag: 'wx', mode: 0o600 });
    renameSync(draft, path);
  } catch (error) {
    removeIfThere(draft);
    throw error;
  }
}

function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What could not be written need not be removed.
  }
}
