// Prints "PASSED FAILED" of a vitest JSON report; a run that failed otherwise, or ran nothing, has one failure.
import { readFileSync } from 'node:fs';

const [, , path, exitCode] = process.argv;
let passed = 0;
let failed = 0;
try {
  const report = JSON.parse(readFileSync(path, 'utf8'));
  passed = report.numPassedTests;
  failed = report.numTotalTests - report.numPassedTests;
} catch {
  failed = 1;
}
if (failed === 0 && (passed === 0 || exitCode !== '0')) failed = 1;
process.stdout.write(`${passed} ${failed}\n`);
