/** The results file: everything that is known at the end, for artifacts and scripts. */

import { randomUUID } from 'node:crypto';
import { appendFileSync, closeSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import type { Redact } from '../redact.ts';
import type { Conclusion } from './results.ts';

/**
 * Writes everything to a file of its own in the runner's temporary folder, piece by piece: as one text it may be longer
 * than a text can be.
 *
 * @param before the path of the one that this step has written before, whose place it takes; empty if there is none
 * @returns its absolute path
 * @throws if it cannot be written; then there is none
 */
export function writeResultsFile(
  conclusion: Conclusion,
  runnerTemp: string | undefined,
  redact: Redact,
  before = '',
): string {
  const folder = runnerTemp === undefined || runnerTemp === '' ? tmpdir() : runnerTemp;
  const path = before === '' ? resolve(join(folder, `deploy-gate-${randomUUID()}.json`)) : before;
  rmSync(path, { force: true });
  const file = openSync(path, 'wx', 0o600);
  try {
    for (const piece of piecesOf(conclusion, redact)) appendFileSync(file, piece);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  return path;
}

function* piecesOf(conclusion: Conclusion, redact: Redact): Generator<string> {
  const { verdict, durationSeconds, results, changes, changesLeftOut } = conclusion;
  const field = (name: string, value: string | number): string => `  "${name}": ${JSON.stringify(value)},\n`;
  yield `{\n${field('schema', 1)}${field('state', verdict)}${field('duration_seconds', durationSeconds)}`;
  yield* listOf('results', results, redact);
  yield ',\n';
  if (changesLeftOut !== undefined) yield field('changes_left_out', changesLeftOut);
  yield* listOf('changes', changes, redact);
  yield '\n}\n';
}

function* listOf(name: string, all: readonly object[], redact: Redact): Generator<string> {
  yield `  "${name}": [`;
  for (const [index, each] of all.entries()) {
    const text = redact(JSON.stringify(each, null, 2)).replaceAll('\n', '\n    ');
    yield `${index === 0 ? '' : ','}\n    ${text}`;
  }
  yield all.length === 0 ? ']' : '\n  ]';
}
