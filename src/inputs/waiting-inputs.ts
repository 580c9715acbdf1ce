/** The inputs that say how long and how often to look, and what fails the step. */

import type { Patience } from '../gate/waiting.ts';
import { BAD_STATES, OPEN_STATES, type TaskState, type Verdict } from '../task.ts';
import { shown } from '../wording.ts';
import { parseDuration, parseFlag, parseWords } from './values.ts';

/** How an input is read: empty where it is not given. */
export type GetInput = (name: string) => string;
/** Told of everything that is wrong with the inputs. */
export type TellProblem = (text: string) => void;

const MAX_TIMEOUT_MS = 120 * 3_600_000;

/** The inputs that say how long and how often to look. */
export function readPatience(getInput: GetInput, problem: TellProblem): Patience {
  const wait = readFlag('wait', true, getInput, problem);
  const duration = (name: string, standard: number, least: number, most: number, hint = ''): number => {
    const written = getInput(name);
    if (written === '') return standard;
    const ms = parseDuration(written) ?? Number.NaN;
    if (ms >= least && ms <= most) return ms;
    const range = `from ${least / 1000}s to ${most / 3_600_000}h`;
    problem(
      `${name}: ${shown(written)} is not a duration ${range}; write 90 (seconds), 90s, 15m or 1h30m${hint}`,
    );
    return standard;
  };
  const hint = '. To look once without waiting, give wait: false';
  const timeoutMs = duration('timeout', 30 * 60_000, 1000, MAX_TIMEOUT_MS, hint);
  const settleMs = duration('settle', 0, 0, MAX_TIMEOUT_MS);
  const notFoundGraceMs = duration('not-found-grace', 60_000, 0, MAX_TIMEOUT_MS);
  const auto = ['', 'auto'].includes(getInput('interval'));
  const intervalMs = auto ? 'auto' : duration('interval', 1000, 1000, MAX_TIMEOUT_MS, ', or auto');
  if (settleMs > 0 && !wait)
    problem('settle: cannot hold with wait: false, which looks once; leave one of them out');
  else if (settleMs >= timeoutMs) {
    problem(`settle: ${getInput('settle')} must be shorter than timeout (${getInput('timeout') || '30m'})`);
  }
  return { timeoutMs, wait, intervalMs, settleMs, notFoundGraceMs, earlierMs: 0 };
}

/** An input that is true or false. */
export function readFlag(name: string, standard: boolean, getInput: GetInput, problem: TellProblem): boolean {
  const written = getInput(name);
  if (written === '') return standard;
  const flag = parseFlag(written);
  if (flag === undefined) problem(`${name}: ${shown(written)} must be true or false`);
  return flag ?? standard;
}

/** The states that fail the step. */
export function readFailOn(getInput: GetInput, problem: TellProblem): ReadonlySet<TaskState | Verdict> {
  const known: readonly (TaskState | Verdict)[] = [...BAD_STATES, 'interrupted', ...OPEN_STATES];
  const words = parseWords(getInput('fail-on'));
  if (words.length === 0) return new Set(BAD_STATES);
  const states = known.filter((state) => words.some((word) => word === state));
  for (const word of words) {
    if (!known.some((state) => state === word)) {
      problem(`fail-on: ${shown(word)} is no state to fail on; write some of ${known.join(', ')}`);
    }
  }
  return new Set(states);
}
