import { availableParallelism } from 'node:os';

import { defineConfig } from 'vitest/config';

/** Tests that measure how long something takes: on a busy machine they would measure the other tests. */
const MEASURING =
  'test/faults/{github-outage,interruption,killed,random-interruptions,many-processes,long-messages,session-lives,soak}.test.ts';

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: [MEASURING],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: [MEASURING], maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
    testTimeout: 30_000,
    // Much of the time the tests wait for servers that are slow on purpose.
    maxWorkers: Math.max(4, availableParallelism() - 1),
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      // What only the built action runs, in processes of its own.
      exclude: ['src/{index,main,post,publish}.ts'],
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
