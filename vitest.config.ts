import { availableParallelism } from 'node:os';

import { defineConfig } from 'vitest/config';

import { longTests } from './test/long.ts';

/** Tests that measure how long something takes: on a busy machine they would measure the other tests. */
const MEASURING =
  'test/faults/{github-outage,interruption,killed,random-interruptions,many-processes,long-messages,quadratic-work,session-lives,soak}.test.ts';

/** What needs something that a platform has not; everything else must pass there as well. */
const ELSEWHERE: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  // /dev/full, a disk that is full.
  darwin: ['test/faults/endings.test.ts'],
  win32: [
    'test/faults/endings.test.ts',
    // SIGINT and SIGTERM, which Node cannot catch there; named pipes.
    'test/github/on-verdicts.test.ts',
    'test/faults/{interruption,killed,long-messages,odd-lists,quadratic-work,random-interruptions}.test.ts',
    // A listener that takes no notice of who wants to connect.
    'test/faults/connecting.test.ts',
    // Variables of which there are two, in lower and in upper case.
    'test/faults/proxy-variables.test.ts',
    // Scripts that run on GitHub's Linux runners alone, with a program in the place of gh that Windows does not start.
    'test/release/*.test.ts',
  ],
};
const exclude = [...(ELSEWHERE[process.platform] ?? [])];
const LONG = longTests(import.meta.dirname);

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'short',
          include: ['test/**/*.test.ts'],
          exclude: [...LONG, ...exclude],
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'long',
          include: [...LONG],
          exclude: [MEASURING, ...exclude],
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: [MEASURING], exclude, maxWorkers: 1, sequence: { groupOrder: 2 } },
      },
    ],
    // Against a test that hangs, on a machine of any load; what the contract bounds is asserted where it is tested.
    testTimeout: 120_000,
    // Much of the time the tests wait for servers that are slow on purpose.
    maxWorkers: Math.max(4, availableParallelism() - 1),
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      // What only the built action runs, in processes of its own.
      exclude: ['src/{index,late,main,post,publish,start-post}.ts'],
      reporter: ['text', 'json-summary'],
      thresholds: {
        lines: 97,
        branches: 92,
        'src/gate/{step,verdict}.ts': { branches: 100 },
        'src/providers/*.ts': { branches: 100 },
      },
    },
  },
});
