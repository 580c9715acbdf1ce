/** The Markdown of the job summary and of the check run. */

import type { Clean } from './columns.ts';
import { renderGantt } from './gantt.ts';
import { moreInLog } from './log.ts';
import { type Conclusion, headline } from './results.ts';
import { partsOf, partsTable, taskTable } from './tables.ts';

/** GitHub drops a step's summary of more than 1 MiB as a whole. */
const MAX_BYTES = 1_000_000;
/** The chart, which is bounded by itself, and some of the parts have room beside the longest table. */
const MAX_TABLE_BYTES = 850_000;
/** What GitHub takes for either text of a check run, in characters; never more than bytes. */
const MAX_CHECK_BYTES = 65_535;
const MAX_REFUSAL_LINES = 100;

/**
 * The job summary: the verdict, a chart of what each task went through, a table of the tasks, worst first, and
 * the parts of what did not succeed. Of what is too long it says how much is left out.
 *
 * @param clean makes a text fit for Markdown
 * @param more Markdown to stand between the tasks and their parts
 * @param rest where what it leaves out is
 */
export function renderSummary(conclusion: Conclusion, clean: Clean, more = '', rest = IN_FILE): string {
  const { results, changes } = conclusion;
  const head = renderHeading(conclusion, clean);
  if (results.length === 0) return head;
  const chart = renderGantt(results, changes);
  const table = taskTable(results, clean, MAX_TABLE_BYTES - Buffer.byteLength(more), rest);
  const page = [head, chart, table, more].filter((piece) => piece !== '').join('\n');
  return page + foldedParts(conclusion, clean, MAX_BYTES - Buffer.byteLength(page), rest);
}

/** Where the rest of a summary is: in the results file, where that was written. */
export const IN_FILE = 'in the results file';
/** Where it is if there is no such file, or the reader has none. */
export const NOT_SHOWN = 'not shown here';

/** The least that a summary says: the verdict. */
export function renderHeading(conclusion: Conclusion, clean: Clean): string {
  return `## ${verdictLine(conclusion, clean)}`;
}

/** What a check run shows. */
export interface CheckOutput {
  readonly title: string;
  /** Markdown, at most 65,535 bytes. */
  readonly summary: string;
  /** Markdown, at most 65,535 bytes; empty if there is nothing more to say. */
  readonly text: string;
}

/**
 * A check run's words: the verdict, the table of the tasks, and as its text the parts of what did not succeed.
 * Without a chart: GitHub documents Mermaid for other pages, not for this one.
 *
 * @param clean makes a text fit for Markdown
 * @param note Markdown to stand below the verdict
 * @param hidden a comment to stand before the parts
 */
export function renderCheckOutput(
  conclusion: Conclusion,
  clean: Clean,
  note: string,
  hidden = '',
): CheckOutput {
  const head = `${verdictLine(conclusion, clean)}\n${note}\n`;
  const { results } = conclusion;
  const room = MAX_CHECK_BYTES - Buffer.byteLength(head) - 1;
  const summary = results.length === 0 ? head : `${head}\n${taskTable(results, clean, room, NOT_SHOWN)}`;
  const parts = partsOf(results);
  const before = hidden === '' || parts.length === 0 ? hidden : `${hidden}\n\n`;
  const table =
    parts.length === 0
      ? ''
      : partsTable(parts, clean, MAX_CHECK_BYTES - Buffer.byteLength(before), NOT_SHOWN);
  const text = `${before}${table}`;
  return { title: headline(conclusion), summary, text };
}

/** The summary of a gate that was refused its inputs or broke. */
export function renderRefusal(message: string, clean: Clean): string {
  const lines = message.split('\n');
  const rest = lines.length - MAX_REFUSAL_LINES;
  const more = rest > 0 ? [moreInLog(rest)] : [];
  const text = [...lines.slice(0, MAX_REFUSAL_LINES), ...more].map(clean).join('<br>\n');
  return `## ❌ Deploy Gate: error\n\n${text}\n`;
}

function verdictLine(conclusion: Conclusion, clean: Clean): string {
  const { verdict, faults } = conclusion;
  const mark = verdict === 'succeeded' ? '✅' : verdict === 'running' ? '⏳' : '❌';
  const broken = faults.map((fault) => `\n${clean(fault)}\n`).join('');
  return `${mark} Deploy Gate: ${clean(headline(conclusion))}\n${broken}`;
}

function foldedParts({ results }: Conclusion, clean: Clean, maxBytes: number, rest: string): string {
  const parts = partsOf(results);
  if (parts.length === 0) return '';
  const open = `\n<details>\n<summary>Parts of the tasks that did not succeed (${parts.length})</summary>\n\n`;
  const close = '\n</details>\n';
  return open + partsTable(parts, clean, maxBytes - Buffer.byteLength(open + close), rest) + close;
}
