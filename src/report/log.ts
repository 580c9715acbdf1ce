/** The log's first line, its last table, and the annotation. */

import type { Patience } from '../gate/waiting.ts';
import type { Task } from '../task.ts';
import { duration, joined } from '../wording.ts';
import { type Clean, nameWidthOf, paint, taskColumns } from './columns.ts';
import { type Conclusion, headline, worstFirst } from './results.ts';

/** Characters of an annotation. */
const MAX_ANNOTATION = 4000;

/** The line that opens the log. */
export function openingLine(tasks: readonly Task[], { timeoutMs, wait, earlierMs }: Patience): string {
  const count = tasks.length === 1 ? '1 deployment' : `${tasks.length} deployments`;
  const carried = earlierMs > 0 ? `, which an earlier run began to watch ${duration(earlierMs)} ago` : '';
  return wait
    ? `Waiting for ${count}, at most ${duration(timeoutMs)}${carried}`
    : `Looking once at ${count}${carried}`;
}

/** The table that closes the log, worst first. */
export function finalTable(conclusion: Conclusion, clean: Clean): readonly string[] {
  const { verdict, results } = conclusion;
  const width = nameWidthOf(results.map(({ name }) => clean(name)));
  const rows = worstFirst(results).map((result) => {
    const after = duration(result.duration_seconds * 1000).padStart(9);
    const optional = result.optional ? ' (optional)' : '';
    return `  ${taskColumns(result.state, clean(result.name), width)} ${after}  ${said(
      result.provider_state,
      result.reason,
      clean,
    )}${optional}`.trimEnd();
  });
  return [paint(verdict, `Verdict: ${headline(conclusion)}`), ...rows];
}

/**
 * The one annotation of a step that fails, or that passes though not all succeeded.
 *
 * @param last what its last line says of the step itself; empty if there is nothing
 */
export function annotation(conclusion: Conclusion, clean: Clean, last = ''): string {
  const lines = worstFirst(conclusion.results)
    .filter((result) => result.state !== 'succeeded')
    .map((result) => {
      const optional = result.optional ? ', optional' : '';
      const task = `${clean(result.name)} (${result.provider}${optional})`;
      return joined(task, result.state, clean(result.reason || result.provider_state));
    });
  return bounded([headline(conclusion), ...conclusion.faults.map(clean), ...lines], last).text;
}

/**
 * As many lines as an annotation holds, and how many more there are.
 *
 * @param last a line that stands in any case, below them; empty if there is none
 * @returns the annotation, and the lines that it has no room for, which are the log's
 */
export function bounded(
  lines: readonly string[],
  last = '',
): { readonly text: string; readonly rest: readonly string[] } {
  const end = last === '' ? [] : [last.slice(0, MAX_ANNOTATION / 4)];
  const kept: string[] = [];
  let left = MAX_ANNOTATION - ['', moreInLog(100_000), ...end].join('\n').length;
  for (const line of lines) {
    const short = line.slice(0, MAX_ANNOTATION / 2);
    left -= short.length + 1;
    if (left < 0) break;
    kept.push(short);
  }
  const rest = lines.slice(kept.length);
  const more = rest.length === 0 ? [] : [moreInLog(rest.length)];
  return { text: [...kept, ...more, ...end].join('\n'), rest };
}

/** What an annotation or a summary says of lines that only the log has. */
export function moreInLog(count: number): string {
  return `and ${count} more in the log`;
}

/** The provider's words and the reason, without saying twice what the reason repeats. */
export function said(providerState: string, reason: string, clean: Clean): string {
  const words = reason.includes(providerState) ? '' : providerState;
  return [words, reason].filter(Boolean).map(clean).join(' - ');
}
