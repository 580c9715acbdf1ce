import * as core from '@actions/core';

import { main } from './main.ts';
import type { Runner } from './report/report.ts';
import { realWorld } from './world.ts';

// Whatever ends the process early, a promise that never settles among it, must not look like success.
process.exitCode = 1;

const cancelled = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (cancelled.signal.aborted) process.exit(1);
    cancelled.abort();
  });
}

const { env } = process;

const runner: Runner = {
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

const passed = await main({
  env,
  runner,
  getInput: (name) => core.getInput(name, { trimWhitespace: false }),
  setSecret: (secret) => core.setSecret(secret),
  world: realWorld,
  stop: cancelled.signal,
});
// A connection that is still being made, or a name that is still being looked up, would keep the process.
await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
process.exit(passed ? 0 : 1);
