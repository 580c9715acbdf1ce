import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
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
