/** The outputs of the step and the results file. */

import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import type { Redact } from '../redact.ts';
import { type Conclusion, failedOf, type Result } from './results.ts';

/** The outputs of the step, by name. */
export type Outputs = Readonly<Record<OutputName, string>>;

/** The names of all outputs, in the order of action.yml. */
export const OUTPUT_NAMES = [
  'state',
  'results',
  'results-file',
  'failed',
  'states',
  'duration-seconds',
  'check-run-url',
] as const;
type OutputName = (typeof OUTPUT_NAMES)[number];

/** What the outputs say before anything is known, and where the inputs are refused. */
export const DEFAULT_OUTPUTS: Outputs = {
  state: 'error',
  results: '[]',
  'results-file': '',
  failed: '[]',
  states: '{}',
  'duration-seconds': '0',
  'check-run-url': '',
};

const MAX_RESULTS_BYTES = 900_000;
/** What all outputs of a job may hold together is 1 MB; some of it is for other steps. */
const MAX_OUTPUT_BYTES = 990_000;

/**
 * The outputs of a conclusion; `results` and `failed` lose detail where they would be too long.
 *
 * @param resultsFile absolute path of the whole of it; empty if it could not be written
 * @param checkRunUrl the page of the check run; empty if there is none
 * @returns the outputs, and whether something had to be left out
 */
export function renderOutputs(
  conclusion: Conclusion,
  resultsFile: string,
  checkRunUrl: string,
  redact: Redact,
): { readonly outputs: Outputs; readonly shortened: boolean } {
  const { verdict, results, durationSeconds } = conclusion;
  const states = redact(JSON.stringify(Object.fromEntries(results.map(({ name, state }) => [name, state]))));
  const full = shorten(results, MAX_RESULTS_BYTES, redact);
  const left = MAX_OUTPUT_BYTES - Buffer.byteLength(full.json) - Buffer.byteLength(states);
  const failed = shorten(failedOf(results).map(withoutParts), left, redact);
  return {
    outputs: {
      state: verdict,
      results: full.json,
      'results-file': resultsFile,
      failed: failed.json,
      states,
      'duration-seconds': String(durationSeconds),
      'check-run-url': checkRunUrl,
    },
    shortened: full.shortened || failed.shortened,
  };
}

/**
 * Writes everything to a file of its own in the runner's temporary folder; never shortened.
 *
 * @returns its absolute path
 * @throws if it cannot be written
 */
export function writeResultsFile(
  conclusion: Conclusion,
  runnerTemp: string | undefined,
  redact: Redact,
): string {
  const { verdict, durationSeconds, results, changes } = conclusion;
  const folder = runnerTemp === undefined || runnerTemp === '' ? tmpdir() : runnerTemp;
  const path = resolve(join(folder, `deploy-gate-${randomUUID()}.json`));
  const content = { schema: 1, state: verdict, duration_seconds: durationSeconds, results, changes };
  writeFileSync(path, redact(`${JSON.stringify(content, null, 2)}\n`), { flag: 'wx', mode: 0o600 });
  return path;
}

function shorten(
  results: readonly (Result | Omit<Result, 'parts'>)[],
  maxBytes: number,
  redact: Redact,
): { readonly json: string; readonly shortened: boolean } {
  const whole = redact(JSON.stringify(results));
  if (Buffer.byteLength(whole) <= maxBytes) return { json: whole, shortened: false };
  const bare = redact(JSON.stringify(results.map(withoutParts)));
  if (Buffer.byteLength(bare) <= maxBytes) return { json: bare, shortened: true };
  const least = results.map(({ name, state }) => ({ name, state }));
  return { json: redact(JSON.stringify(least)), shortened: true };
}

function withoutParts(result: Result | Omit<Result, 'parts'>): Omit<Result, 'parts'> {
  const { parts: _, ...rest } = { parts: [], ...result };
  return rest;
}
