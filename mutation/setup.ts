import fc from 'fast-check';
import { afterEach } from 'vitest';

// The same cases each time: whether a mutant lives must not be a matter of luck.
fc.configureGlobal({ numRuns: 30, seed: 1 });

declare global {
  /** What Stryker keeps of a run. */
  var __stryker__:
    | {
        readonly activeMutant?: string | undefined;
        readonly mutantCoverage?: { static: object; perTest: object };
        noticed?: string | undefined;
      }
    | undefined;
}

const run = globalThis.__stryker__;

// What the files before this one reached was told with them. Told again with each file after them, it would be counted
// again, and a mutant that never ends could run sixty times as often before it is stopped.
if (run?.mutantCoverage !== undefined) {
  run.mutantCoverage.static = {};
  run.mutantCoverage.perTest = {};
}

// One test that fails is enough: the files after it would be read for nothing.
if (run?.noticed !== undefined) throw new Error(`not read: a test has failed already: ${run.noticed}`);
afterEach(({ task }) => {
  if (run?.activeMutant !== undefined && task.result?.state === 'fail') run.noticed = task.name;
});
