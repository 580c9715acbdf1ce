/** The entry: the exit code, the signals, and which phase of the step runs. */

import { appendFileSync, writeSync } from 'node:fs';
import { basename } from 'node:path';

import { OUTPUTS_NOT_STARTED, STATE_NOT_SAVED, whyNotStarted } from './not-started.ts';
import { onErrorAside } from './side-task.ts';

/*
 * Only what must be in place before anything can happen to the process. The rest is loaded when it is,
 * so that a signal or an error finds its handler at once.
 */

/** By the file that the runner started, never by a variable: a step that comes earlier can set those. */
const isPost = basename(process.argv[1] ?? '') === 'post.js';
/** In the main phase, whatever ends the process early must not look like success; the post phase fails no job. */
const failure = isPost ? 0 : 1;
process.exitCode = failure;

// Always, also nothing: the post phase must not find what a step that came earlier has put in its place.
if (!isPost) append('GITHUB_STATE', STATE_NOT_SAVED);

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

// Nobody reads the log any more, such as where the runner is gone: to tell of that would only fail again, without end.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

// A promise that never settles leaves the process without anything to wait for.
process.on('beforeExit', () => fail('it stopped before its end, with nothing left to wait for'));

try {
  const passed = isPost ? await runPost() : await runMain();
  await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
  leave(passed && !cancelled.signal.aborted ? 0 : failure);
} catch (error) {
  if (!isPost) append('GITHUB_OUTPUT', OUTPUTS_NOT_STARTED);
  fail(whyNotStarted(error, process.version));
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

/** Appends to the file that a variable of the runner names. */
function append(variable: 'GITHUB_STATE' | 'GITHUB_OUTPUT', text: string): void {
  try {
    appendFileSync(process.env[variable] ?? '', text);
  } catch {
    // Without a file for it there is nobody who could read it.
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
