/** The runner's side of the report, by @actions/core. */

import { stat, truncate } from 'node:fs/promises';
import { stripVTControlCharacters } from 'node:util';

import * as core from '@actions/core';

/** The runner's side: what @actions/core offers, as far as it is used. */
export interface Runner {
  readonly info: (line: string) => void;
  readonly warning: (message: string) => void;
  readonly error: (message: string) => void;
  readonly setOutput: (name: string, value: string) => void;
  /** Writes the step's own part of the job summary, in the place of what it has written before. */
  readonly setSummary: (markdown: string) => Promise<void>;
}

/** GitHub's runner, as this process's environment describes it. */
export function actionsRunner(env: Readonly<Record<string, string | undefined>>): Runner {
  const plain = (env['NO_COLOR'] ?? '') !== '';
  let others: number | undefined;
  return {
    info: (line) => core.info(plain ? stripVTControlCharacters(line) : line),
    warning: (message) => core.warning(message, { title: 'Deploy Gate' }),
    error: (message) => core.error(message, { title: 'Deploy Gate' }),
    setOutput: (name, value) => {
      // Without the file @actions/core falls back to a command that the runner no longer takes.
      if ((env['GITHUB_OUTPUT'] ?? '') === '') throw new Error('GITHUB_OUTPUT is not set');
      core.setOutput(name, value);
    },
    setSummary: async (markdown) => {
      const path = env['GITHUB_STEP_SUMMARY'] ?? '';
      others ??= await sizeOf(path);
      // What is no regular file can only be added to.
      if (others !== NO_FILE) await truncate(path, others);
      await core.summary.addRaw(markdown).write();
    },
  };
}

const NO_FILE = -1;

/** How much the file holds that is not ours. */
async function sizeOf(path: string): Promise<number> {
  try {
    const there = await stat(path);
    return there.isFile() ? there.size : NO_FILE;
  } catch {
    // There is none yet, or none at all.
  }
  return NO_FILE;
}
