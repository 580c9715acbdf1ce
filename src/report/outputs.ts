/** The outputs of the step. */

import type { Redact } from '../redact.ts';
import { firstMade } from './forms.ts';
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

/** What all outputs of a step may be together, in UTF-16 units: a job may pass on 1 MB, counted as two bytes a unit. */
const MOST_UNITS = 500_000;

/** One of the outputs that grow with the tasks, in the forms that it may have, the longest first. */
type Forms = readonly (() => string | undefined)[];

/** Which form each of the three has: `results`, `failed`, `states`. From one line to the next, less is told. */
const STEPS = [
  [0, 0, 0],
  [1, 0, 0],
  [2, 0, 0],
  [2, 1, 0],
  [3, 1, 0],
  [3, 1, 1],
  [3, 2, 1],
] as const;

/**
 * The outputs of a conclusion: where they would be too long, or cannot be made, they lose detail. What does not fit in
 * its shortest form is the empty text, which nobody can take for a list of nothing.
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
  const fixed = {
    state: verdict,
    'results-file': resultsFile,
    'duration-seconds': String(durationSeconds),
    'check-run-url': checkRunUrl,
  };
  const names = OUTPUT_NAMES.reduce((sum, { length }) => sum + length, 0);
  const room = Object.values(fixed).reduce((left, { length }) => left - length, MOST_UNITS - names);
  const failed = failedOf(results);
  const list = (all: readonly Result[], shape: (result: Result) => object) => () =>
    listWithin(all, shape, redact, room);
  const all: readonly [results: Forms, failed: Forms, states: Forms] = [
    [list(results, (each) => each), list(results, withoutParts), list(results, least), () => ''],
    [list(failed, withoutParts), list(failed, least), () => ''],
    [() => firstMade(() => statesOf(results, redact)), () => ''],
  ];
  const [ofResults, ofFailed, ofStates] = all.map(remembering);
  for (const [step, [first, second, third]] of STEPS.entries()) {
    const made = { results: ofResults?.(first), failed: ofFailed?.(second), states: ofStates?.(third) };
    const { results: told, failed: bad, states } = made;
    if (told === undefined || bad === undefined || states === undefined) continue;
    if (told.length + bad.length + states.length > room) continue;
    return { outputs: { ...fixed, results: told, failed: bad, states }, shortened: step > 0 };
  }
  return { outputs: { ...fixed, results: '', failed: '', states: '' }, shortened: true };
}

/** Each form is made once, and only when it is asked for. */
function remembering(forms: Forms): (index: number) => string | undefined {
  const made = new Map<number, string | undefined>();
  return (index) => {
    if (!made.has(index)) made.set(index, forms[index]?.());
    return made.get(index);
  };
}

/** A list as JSON; nothing where it would be longer than that, or cannot be made. */
function listWithin(
  all: readonly Result[],
  shape: (result: Result) => object,
  redact: Redact,
  most: number,
): string | undefined {
  return firstMade(() => {
    const texts: string[] = [];
    let left = most;
    for (const result of all) {
      const text = redact(JSON.stringify(shape(result)));
      left -= text.length + 1;
      if (left < 0) return undefined;
      texts.push(text);
    }
    return `[${texts.join(',')}]`;
  });
}

function statesOf(results: readonly Result[], redact: Redact): string {
  return redact(JSON.stringify(Object.fromEntries(results.map(({ name, state }) => [name, state]))));
}

function withoutParts({ parts: _, ...rest }: Result): object {
  return rest;
}

function least({ name, state }: Result): object {
  return { name, state };
}
