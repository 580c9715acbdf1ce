/** The entry: the exit code, the signals, and which phase of the step runs. */

import { appendFileSync, writeSync } from 'node:fs';

import { onErrorAside } from './side-task.ts';

/*
 * Only what must be in place before anything can happen to the process. The rest is loaded when it is,
 * so that a signal or an error finds its handler at once.
 */

/** No other action's name for it, nor a variable that a job would have. */
const PHASE = 'deployGatePhase';
const isPost = process.env[`STATE_${PHASE}`] === 'post';
/** In the main phase, whatever ends the process early must not look like success; the post phase fails no job. */
const failure = isPost ? 0 : 1;
process.exitCode = failure;

// The runner starts the same file again for the post phase, with the state that is saved here.
if (!isPost) savePhase(process.env['GITHUB_STATE']);

const cancelled = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (cancelled.signal.aborted) leave(failure, /^(GetAddrInfo|FSReq)/);
    cancelled.abort();
  });
}

// Also what a promise rejects with that nobody handles.
const broken = new AbortController();
process.on('uncaughtException', (error) => {
  const tell = onErrorAside();
  if (tell === undefined) broken.abort(error);
  else tell(error);
});

// A promise that never settles leaves the process without anything to wait for.
process.on('beforeExit', () => fail('it stopped before its end, with nothing left to wait for'));

try {
  const passed = isPost ? await runPost() : await runMain();
  await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
  leave(passed && !cancelled.signal.aborted ? 0 : failure);
} catch (error) {
  fail(`it could not be started (${error instanceof Error ? error.name : 'unknown'})`);
}

async function runMain(): Promise<boolean> {
  const { main } = await import('./main.ts');
  return main(cancelled.signal, broken.signal);
}

async function runPost(): Promise<boolean> {
  const { post } = await import('./post.ts');
  await post(AbortSignal.any([cancelled.signal, broken.signal]));
  return true;
}

function savePhase(file: string | undefined): void {
  try {
    appendFileSync(file ?? '', `${PHASE}=post\n`);
  } catch {
    // Without a file for it there is no post phase that could read it.
  }
}

function fail(what: string): never {
  writeSync(
    1,
    isPost
      ? `::warning title=Deploy Gate::what was left open on GitHub may stay so: ${what}\n`
      : `::error title=Deploy Gate::the gate itself failed: ${what}; see the log and the outputs for what it had learned\n`,
  );
  leave(failure);
}

/**
 * Ends the process, also where a connection is still being made. An exit waits for what is under way in threads: a
 * name that is looked up for half a minute, a file that blocks. What is to fail need not, since no signal is success.
 *
 * @param holds what is not waited for, as Node calls it
 */
function leave(code: number, holds = /^GetAddrInfo/): never {
  const held = process.getActiveResourcesInfo().some((what) => holds.test(what));
  if (code !== 0 && held) process.kill(process.pid, 'SIGKILL');
  process.exit(code);
}
