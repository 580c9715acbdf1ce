import { availableParallelism } from 'node:os';

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    // Much of the time the tests wait for servers that are slow on purpose.
    maxWorkers: Math.max(4, availableParallelism() - 1),
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      // What only the built action runs, in processes of its own.
      exclude: ['src/index.ts', 'src/main.ts'],
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
