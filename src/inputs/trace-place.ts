/** Where `trace-file` may lead: a file of its own inside the workspace or RUNNER_TEMP, also after symbolic links. */

import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

import { shown } from '../wording.ts';
import type { Env } from '../world.ts';
import { trimmed } from './credentials.ts';
import type { GetInput, TellProblem } from './waiting-inputs.ts';

/** The absolute path of the file, without a symbolic link in it; or what is wrong with the one that was given. */
export type TracePlace = { readonly path: string } | { readonly wrong: string };

/** The file that `trace-file` names; nothing where it names none. It looks at the disk anew each time. */
export function readTracePlace(getInput: GetInput, env: Env): TracePlace | undefined {
  const written = trimmed(getInput('trace-file'));
  if (written === '') return undefined;
  try {
    return placeOf(written, trimmed(getInput('tasks-file')), env);
  } catch (error) {
    const code: unknown = Reflect.get(Object(error), 'code');
    return { wrong: `cannot be checked (${code}). Give a path whose folders this job may read` };
  }
}

/** Tells what is wrong with `trace-file`. */
export function checkTraceFile(getInput: GetInput, env: Env, problem: TellProblem): void {
  const place = readTracePlace(getInput, env);
  if (place !== undefined && 'wrong' in place) {
    problem(`trace-file: ${shown(trimmed(getInput('trace-file')))} ${place.wrong}`);
  }
}

function placeOf(written: string, tasksFile: string, env: Env): TracePlace {
  const workspace = trimmed(env['GITHUB_WORKSPACE']) || process.cwd();
  const temp = trimmed(env['RUNNER_TEMP']);
  const given = resolve(workspace, written);
  const path = join(realFolder(dirname(given)), basename(given));
  const isIn = (folder: string): boolean => folder !== '' && isInside(realFolder(resolve(folder)), path);
  if (!isIn(workspace) && !isIn(temp)) {
    return { wrong: 'lies outside the workspace and RUNNER_TEMP. Give a path inside one of them' };
  }
  const there = seenAt(path);
  if (there?.isSymbolicLink()) return { wrong: 'is a symbolic link. Give the path of the file itself' };
  if (there?.isFile() === false) return { wrong: 'is not a regular file. Give the path of a file' };
  const owner = ownerOf(path, workspace, tasksFile, env);
  if (owner !== undefined) return { wrong: `is ${owner}. Give the trace a file of its own` };
  return { path };
}

/** Variables that name files of the runner's own. */
const RUNNER_FILES = [
  'GITHUB_OUTPUT',
  'GITHUB_STEP_SUMMARY',
  'GITHUB_ENV',
  'GITHUB_PATH',
  'GITHUB_STATE',
  'GITHUB_EVENT_PATH',
];
/** Folders in RUNNER_TEMP, which the runner makes for itself. */
const RUNNER_FOLDERS = /(?:^|[\\/])_(?:runner_file_commands|github_workflow|github_home)[\\/]/i;
const RESULTS_FILE = /^deploy-gate-[\da-f-]{36}\.json$/i;

/** Whose file it is, where it is not the trace's to write. */
function ownerOf(path: string, workspace: string, tasksFile: string, env: Env): string | undefined {
  const runners = RUNNER_FILES.find((name) => isSame(trimmed(env[name]), path));
  if (runners !== undefined) return `the file of ${runners}`;
  if (RUNNER_FOLDERS.test(path)) return "one of the runner's own files";
  if (RESULTS_FILE.test(basename(path))) return 'named like a results file';
  return isSame(tasksFile && resolve(workspace, tasksFile), path) ? 'the file of tasks-file' : undefined;
}

/** Whether a path leads to this file, also by links, or where case does not count. */
function isSame(other: string, path: string): boolean {
  if (other === '') return false;
  if (join(realFolder(dirname(resolve(other))), basename(other)) === path) return true;
  if (seenAt(path) === undefined) return false;
  const [one, two] = [other, path].map((each) => statSync(each, { throwIfNoEntry: false, bigint: true }));
  return one !== undefined && two !== undefined && one.dev === two.dev && one.ino === two.ino;
}

/** What is there, a link as itself; nothing also where nothing can be: in a file, or by a name that is too long. */
function seenAt(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    const code: unknown = Reflect.get(Object(error), 'code');
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(String(code))) return undefined;
    throw error;
  }
}

function isInside(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

/**
 * A folder without a symbolic link in its path. What of it is not there yet will be made, and is no link.
 *
 * @throws where a link on the way leads nowhere
 */
function realFolder(folder: string): string {
  if (seenAt(folder) !== undefined) return realpathSync(folder);
  const parent = dirname(folder);
  return parent === folder ? folder : join(realFolder(parent), basename(folder));
}
