import { writeSync } from 'node:fs';

/*
 * The entry: only what must be in place before anything can happen to the process. The rest is loaded when it is,
 * so that a signal or an error finds its handler at once.
 */

// Whatever ends the process early must not look like success.
process.exitCode = 1;

const cancelled = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (cancelled.signal.aborted) leave(1, /^(GetAddrInfo|FSReq)/);
    cancelled.abort();
  });
}

// Also what a promise rejects with that nobody handles.
const broken = new AbortController();
process.on('uncaughtException', (error) => broken.abort(error));

// A promise that never settles leaves the process without anything to wait for.
process.on('beforeExit', () => fail('it stopped before its end, with nothing left to wait for'));

try {
  const { main } = await import('./main.ts');
  const passed = await main(cancelled.signal, broken.signal);
  await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
  leave(passed && !cancelled.signal.aborted ? 0 : 1);
} catch (error) {
  fail(`it could not be started (${error instanceof Error ? error.name : 'unknown'})`);
}

function fail(what: string): never {
  writeSync(
    1,
    `::error title=Deploy Gate::the gate itself failed: ${what}; see the log and the outputs for what it had learned\n`,
  );
  leave(1);
}

/**
 * Ends the process, also where a connection is still being made. An exit waits for what is under way in threads: a
 * name that is looked up for half a minute, a file that blocks. What is to fail need not, since no signal is success.
 *
 * @param holds what is not waited for, as Node calls it
 */
function leave(code: 0 | 1, holds = /^GetAddrInfo/): never {
  const held = process.getActiveResourcesInfo().some((what) => holds.test(what));
  if (code === 1 && held) process.kill(process.pid, 'SIGKILL');
  process.exit(code);
}
