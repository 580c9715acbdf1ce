/** The list of tasks, from the one of two inputs that gives it. */

import type { Env } from '../world.ts';
import { trimmed } from './credentials.ts';
import { readListFile } from './list-file.ts';
import { type Fields, parseTaskList } from './task-list.ts';
import type { GetInput, TellProblem } from './waiting-inputs.ts';

/** The entries of the list, and the input that it is in. */
export interface GivenList {
  readonly input: string;
  /** Nothing stands for one that cannot be read. */
  readonly entries: readonly (Fields | undefined)[];
}

/** Reads the list; tells everything that is wrong with it. */
export function readList(getRaw: GetInput, env: Env, problem: TellProblem): GivenList {
  // The list keeps its white space: the indentation of its first line counts.
  const text = getRaw('tasks');
  const file = trimmed(getRaw('tasks-file'));
  const given = trimmed(text) !== '';
  const input = given ? 'tasks' : 'tasks-file';
  if (given === (file !== '')) {
    const seen = given ? 'both are given' : 'neither is given, or what was given is empty';
    problem(`tasks, tasks-file: ${seen}; give one of them`);
    return { input, entries: [] };
  }
  const written = given ? text : readListFile(file, env, problem);
  return { input, entries: written === undefined ? [] : parseTaskList(written, input, problem) };
}
