import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitest/config';

/** The tests that run the source in their own process: what tests `dist/` notices no change of it. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: [
      'test/{gate,providers,clouds,inputs,github,report,walks}/*.test.ts',
      'test/{redact,wording}.test.ts',
    ],
    exclude: ['test/clouds/http.test.ts', 'test/github/{octokit,on-*}.test.ts'],
    setupFiles: ['mutation/setup.ts'],
    testTimeout: 30_000,
    isolate: false,
    env: { DEPLOY_GATE_RUNS: '30', DEPLOY_GATE_WALKS: '10', DEPLOY_GATE_SEED: '1' },
  },
});
