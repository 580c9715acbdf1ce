/** Mutation testing of the code that decides: what no test notices is told. `npm run test:mutation` */
export default {
  plugins: ['@stryker-mutator/vitest-runner'],
  testRunner: 'vitest',
  vitest: { configFile: 'mutation/vitest.config.ts' },
  coverageAnalysis: 'perTest',
  mutate: [
    'src/gate/{step,learn,waiting,verdict,turn,lane,lanes}.ts',
    'src/providers/*.ts',
    'src/clouds/{alibaba-signer,huawei-signer,digest,classify,json,trust,clock,connection}.ts',
    'src/inputs/*.ts',
    'src/redact.ts',
    'src/report/text.ts',
  ],
  thresholds: { high: 98, low: 95, break: 90 },
  // What is left as it was since the last run, test and source, is not run again.
  incremental: true,
  incrementalFile: 'mutation/reports/incremental.json',
  htmlReporter: { fileName: 'mutation/reports/mutation.html' },
  jsonReporter: { fileName: 'mutation/reports/mutation.json' },
  reporters: ['clear-text', 'html', 'json', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  tempDirName: 'mutation/.stryker-tmp',
  ignorePatterns: ['/dist', '/build', '/coverage', '/conformance', '/mutation/reports'],
  // Its preprocessor wants a compiler API that TypeScript 7 does not have; nothing here reads the file.
  tsconfigFile: 'none.json',
  disableTypeChecks: false,
  concurrency: 2,
  timeoutMS: 10_000,
};
