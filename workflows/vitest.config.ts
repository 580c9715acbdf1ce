import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['*.test.ts'],
    setupFiles: ['harness/json-imports.ts'],
    testTimeout: 120_000,
    // Most of the time they wait.
    maxWorkers: 4,
  },
});
