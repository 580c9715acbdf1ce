/** Writes the file of a trace, as a whole or not at all. */

import { randomUUID } from 'node:crypto';
import { mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Where a trace goes: a path that counts from the workspace.
 *
 * @returns the absolute path, after symbolic links if there is a file already
 * @throws if there is something else than a file
 */
export function tracePath(written: string, workspace: string): string {
  const path = resolve(workspace, written);
  const there = statSync(path, { throwIfNoEntry: false });
  // A pipe would hold the gate until somebody reads it.
  if (there?.isFile() === false) throw new Error('there is something else than a file');
  return there === undefined ? path : realpathSync(path);
}

/**
 * Writes a file with the folders that it needs. Whoever reads it meanwhile finds the old one or the new one.
 *
 * @throws if it cannot be written
 */
export function writeWhole(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    writeFileSync(draft, text, { flag: 'wx', mode: 0o600 });
    renameSync(draft, path);
  } catch (error) {
    removeIfThere(draft);
    // A folder may take no new file, where the file itself may be written. A full disk would take neither.
    const code: unknown = Reflect.get(Object(error), 'code');
    if (!['EACCES', 'EPERM', 'EROFS', 'ENAMETOOLONG'].includes(String(code))) throw error;
    writeFileSync(path, text, { mode: 0o600 });
  }
}

function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What could not be written need not be removed.
  }
}
