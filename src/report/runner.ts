/** The runner's side of the report, by @actions/core. */

import * as core from '@actions/core';

/** The runner's side: what @actions/core offers, as far as it is used. */
export interface Runner {
  readonly info: (line: string) => void;
  readonly warning: (message: string) => void;
  readonly error: (message: string) => void;
  readonly setOutput: (name: string, value: string) => void;
  /** Appends to the job summary. */
  readonly addSummary: (markdown: string) => Promise<void>;
}

/** GitHub's runner, as this process's environment describes it. */
export function actionsRunner(env: Readonly<Record<string, string | undefined>>): Runner {
  return {
    info: (line) => core.info(line),
    warning: (message) => core.warning(message, { title: 'Deploy Gate' }),
    error: (message) => core.error(message, { title: 'Deploy Gate' }),
    setOutput: (name, value) => {
      // Without the file @actions/core falls back to a command that the runner no longer takes.
      if ((env['GITHUB_OUTPUT'] ?? '') === '') throw new Error('GITHUB_OUTPUT is not set');
      core.setOutput(name, value);
    },
    addSummary: async (markdown) => {
      await core.summary.addRaw(markdown).write();
    },
  };
}
