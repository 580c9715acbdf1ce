/** The Markdown tables of tasks and parts. */

import { duration } from '../wording.ts';
import type { Clean } from './columns.ts';
import { said } from './log.ts';
import { type Result, type ResultPart, worstFirst } from './results.ts';

/**
 * A Markdown table of the tasks, worst first; a column of links only where a task has one.
 *
 * @param maxBytes what it may take in UTF-8; how many rows are left out is said below it
 * @param rest where the others are, such as `in the results file`
 */
export function taskTable(results: readonly Result[], clean: Clean, maxBytes: number, rest: string): string {
  const linked = results.some(({ url }) => url !== '');
  const head = ['task', 'provider', 'state', 'reason', 'duration', ...(linked ? ['console'] : [])];
  const cellsOf = (result: Result): readonly string[] => [
    clean(result.name) + (result.optional ? ' (optional)' : ''),
    result.provider,
    `**${result.state}**`,
    said(result.provider_state, result.reason, clean),
    duration(result.duration_seconds * 1000),
    ...(linked ? [linkTo(result.url)] : []),
  ];
  return table('tasks', head, worstFirst(results), cellsOf, maxBytes, rest);
}

/** A part and the task it is of. */
export interface PartOfTask {
  readonly task: string;
  readonly part: ResultPart;
}

/** The parts of the tasks that did not succeed, worst first, task by task. */
export function partsOf(results: readonly Result[]): readonly PartOfTask[] {
  return worstFirst(results)
    .filter(({ state }) => state !== 'succeeded')
    .flatMap(({ name, parts }) => worstFirst(parts).map((part) => ({ task: name, part })));
}

/**
 * A Markdown table of parts.
 *
 * @param maxBytes as for the tasks, as is `rest`
 */
export function partsTable(
  parts: readonly PartOfTask[],
  clean: Clean,
  maxBytes: number,
  rest: string,
): string {
  const cellsOf = ({ task, part }: PartOfTask): readonly string[] => [
    clean(task),
    clean(part.name),
    `**${part.state}**`,
    said(part.provider_state, part.reason, clean),
  ];
  return table('parts', ['task', 'part', 'state', 'reason'], parts, cellsOf, maxBytes, rest);
}

/** Cells are made only of what is shown: of very many tasks each may have very many parts. */
function table<T>(
  what: string,
  head: readonly string[],
  all: readonly T[],
  cellsOf: (one: T) => readonly string[],
  maxBytes: number,
  rest: string,
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  const rule = head.map((name) => (name === 'duration' ? '---:' : '---'));
  const more = (count: number): string => `\n${count} more ${what} are ${rest}.\n`;
  let text = line(head) + line(rule);
  let left = maxBytes - Buffer.byteLength(text + more(all.length));
  for (const [index, one] of all.entries()) {
    const row = line(cellsOf(one));
    left -= Buffer.byteLength(row);
    if (left < 0) return text + more(all.length - index);
    text += row;
  }
  return text;
}

/** A link in a cell of a table; what could end either is encoded. */
function linkTo(url: string): string {
  const safe = url.toWellFormed().replace(/[^\w.~:/?#@!$&*+,=%()-]/gu, encodeURIComponent);
  return url === '' ? '' : `[open](<${safe}>)`;
}
