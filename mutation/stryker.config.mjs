/** Mutation testing of the code that decides: what no test notices is told. `npm run test:mutation` */
import { fileURLToPath } from 'node:url';

const FOLDERS = fileURLToPath(new URL('folders.ts', import.meta.url));

// What Node.js has compiled once it need not compile for each mutant; Stryker's processes inherit it.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('reports/compiled', import.meta.url));

export default {
  plugins: ['@stryker-mutator/vitest-runner', FOLDERS],
  testRunner: 'vitest',
  // Which tests reach a mutant is known from the run before the first: nothing more is to be looked up.
  vitest: { configFile: 'mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  mutate: [
    'src/gate/{step,learn,waiting,verdict,turn,lane,lanes,carried-on}.ts',
    'src/providers/*.ts',
    'src/clouds/{alibaba,huawei,alibaba-signer,huawei-signer,digest,api-error,error-order,classify,interpret,json,trust,clock,connection,token-like}.ts',
    'src/inputs/*.ts',
    'src/github/{check-run,close-after-kill,deployment,identity,memory,publisher,reply,saved,takeover,updates,within,workflow-run}.ts',
    'src/{redact,task,wording}.ts',
    'src/report/text.ts',
  ],
  // What survives in the tables and the verdicts was read, and changes nothing that can be seen:
  // - codearts-last, `… !== undefined &&`: a number compared with nothing is false anyway, the types want the question;
  // - codearts-last, `readExecution('', …)`: without a word there is no part, and the reason is another one;
  // - huawei-codearts-deploy, `kind === 'unreachable' &&`: what is absent has no wish;
  // - waiting, `overdueAtMs !== undefined &&`, and connection, `result.kind === 'error' &&`: as above, for the types;
  // - connection and classify, `headers[…] ?? ''`: no text is no number, no date and no page;
  // - workflow-run, `owner === undefined ||`: either both are there or none is;
  // - updates, `unavailable('')`: nobody reads it, only that it came;
  // - publisher, `key?.` and `check?.`: where a job of that name was found, there is a key and a check run;
  // - saved, `'publication'`: a name that two processes agree on, which only tests of processes would notice;
  // - deployment, `.slice(0, MAX_DESCRIPTION)`: no headline is as long yet;
  // - redact, whatever asks first whether there is anything to do, and how good the key of a text is: it saves time.
  thresholds: { high: 98, low: 95, break: 90 },
  // What is left as it was since the last run, test and source, is not run again.
  incremental: true,
  incrementalFile: 'mutation/reports/incremental.json',
  htmlReporter: { fileName: 'mutation/reports/mutation.html' },
  jsonReporter: { fileName: 'mutation/reports/mutation.json' },
  reporters: ['clear-text', 'html', 'json', 'progress-append-only', 'folders'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  tempDirName: 'mutation/.stryker-tmp',
  ignorePatterns: ['/dist', '/build', '/coverage', '/conformance', '/mutation/reports'],
  // Its preprocessor wants a compiler API that TypeScript 7 does not have; nothing here reads the file.
  tsconfigFile: 'none.json',
  disableTypeChecks: false,
  concurrency: 2,
  // What lives is tried against all tests, and must not count as one that never ends only because the machine is busy.
  timeoutMS: 5_000,
  timeoutFactor: 2,
  // It warns of static mutants as though each ran all tests: they stop at the first that fails, as all do.
  warnings: { slow: false },
};
