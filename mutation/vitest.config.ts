import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitest/config';

import { NearFirst } from './near-first.ts';

/** The tests that run the source in their own process: what tests `dist/` notices no change of it. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: [
      'test/{gate,providers,clouds,inputs,github,report,walks}/*.test.ts',
      'test/{redact,wording}.test.ts',
    ],
    exclude: [
      // A client and a server of GitHub, which are not mutated.
      'test/clouds/http.test.ts',
      'test/github/{octokit,on-*}.test.ts',
      // Texts of megabytes, of which each character takes ten times as long where it is counted what runs: they test
      // src/report/outputs.ts and src/report/log.ts, which are not mutated.
      'test/report/sizes.test.ts',
    ],
    setupFiles: ['mutation/setup.ts'],
    testTimeout: 30_000,
    // One worker reads the source once; Stryker starts it anew for each mutant, so that none leaves a trace.
    isolate: false,
    // Read again for each mutant: one file each takes half the time of hundreds.
    deps: { optimizer: { ssr: { enabled: true, include: ['fast-check', 'undici', 'yaml', 'zod'] } } },
    sequence: { sequencer: NearFirst },
    env: { DEPLOY_GATE_RUNS: '30', DEPLOY_GATE_WALKS: '10' },
  },
});
