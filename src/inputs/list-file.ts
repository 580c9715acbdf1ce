/** The file of `tasks-file`, inside the workspace and nowhere else. */

import { readFileSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';

import { shown } from '../wording.ts';
import type { Env } from '../world.ts';
import { trimmed } from './credentials.ts';

const MAX_FILE_BYTES = 16 * 1024 * 1024;

/** Reads the list from a file that lies inside the workspace, also after symbolic links. */
export function readListFile(path: string, env: Env, problem: (text: string) => void): string | undefined {
  const quoted = shown(path);
  try {
    const workspace = realpathSync(trimmed(env['GITHUB_WORKSPACE']) || process.cwd());
    const file = realpathSync(resolve(workspace, path));
    const inside = relative(workspace, file);
    const outside = inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
    const bytes = outside ? undefined : readFileSync(file);
    if (bytes !== undefined && bytes.length <= MAX_FILE_BYTES) return bytes.toString('utf8');
    const wrong = outside ? 'lies outside the workspace; move it into it' : 'is larger than 16 MiB; split it';
    problem(`tasks-file: ${quoted} ${wrong}`);
  } catch (error) {
    const code: unknown = Reflect.get(Object(error), 'code');
    problem(
      `tasks-file: ${quoted} cannot be read (${code}); check that the job has checked the repository out, and the path from its root`,
    );
  }
  return undefined;
}
