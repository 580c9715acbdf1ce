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
    if (cancelled.signal.aborted) process.exit(1);
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
  // A connection that is still being made, or a name that is still being looked up, would keep the process.
  await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
  process.exit(passed ? 0 : 1);
} catch (error) {
  fail(`it could not be started (${error instanceof Error ? error.name : 'unknown'})`);
}

function fail(what: string): never {
  writeSync(
    1,
    `::error title=Deploy Gate::the gate itself failed: ${what}; nothing was decided about the deployment\n`,
  );
  process.exit(1);
}
