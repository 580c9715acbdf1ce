/** The file of `tasks-file`, inside the workspace and nowhere else. */

import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';

import { shown } from '../wording.ts';
import type { Env } from '../world.ts';
import { trimmed } from './credentials.ts';

const MAX_FILE_BYTES = 16 * 1024 * 1024;

/** Reads the list from a regular file that lies inside the workspace, also after symbolic links. */
export function readListFile(path: string, env: Env, problem: (text: string) => void): string | undefined {
  const quoted = shown(path);
  try {
    const workspace = realpathSync(trimmed(env['GITHUB_WORKSPACE']) || process.cwd());
    const file = realpathSync(resolve(workspace, path));
    const inside = relative(workspace, file);
    const outside = inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
    const read = outside ? { wrong: 'lies outside the workspace; move it into it' } : readText(file);
    if ('text' in read) return read.text;
    problem(`tasks-file: ${quoted} ${read.wrong}`);
  } catch (error) {
    const code: unknown = Reflect.get(Object(error), 'code');
    problem(
      `tasks-file: ${quoted} cannot be read (${code}); check that the job has checked the repository out, and the path from its root`,
    );
  }
  return undefined;
}

/** The text of a file, or what is wrong with it. */
type Read = { readonly text: string } | { readonly wrong: string };

const NO_FILE = 'is not a regular file. Name the file that has the list';

/** Asks first what a path names, since a device may act on being opened; then again what was opened. */
function readText(file: string): Read {
  if (!statSync(file).isFile()) return { wrong: NO_FILE };
  // What has taken its place since then must neither block nor lead elsewhere. (Windows has neither flag.)
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return { wrong: NO_FILE };
    if (stats.size > MAX_FILE_BYTES) return { wrong: 'is larger than 16 MiB; split it' };
    return textOf(readBytes(descriptor, stats.size));
  } finally {
    closeSync(descriptor);
  }
}

/** At most so many bytes: the file may have grown. */
function readBytes(descriptor: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let length = 0;
  while (length < size) {
    const read = readSync(descriptor, bytes, length, size - length, null);
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

/** The text without a byte order mark; or how it is written instead of in UTF-8. */
function textOf(bytes: Buffer): Read {
  const [first, second] = bytes;
  const mark = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const bare = bytes.length > 1 && (first === 0) !== (second === 0);
  if (mark || bare) return { wrong: 'is written in UTF-16. Save it as UTF-8' };
  if (!isUtf8(bytes)) return { wrong: 'is not valid UTF-8. Save it as UTF-8' };
  return { text: new TextDecoder().decode(bytes) };
}
