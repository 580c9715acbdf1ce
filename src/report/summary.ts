import { said } from './log.ts';
import { type Conclusion, headline, type Result, worstFirst } from './results.ts';

/** GitHub drops a step's summary of more than 1 MiB as a whole. */
const MAX_BYTES = 1_000_000;
const MAX_REFUSAL_LINES = 100;

/** The job summary: the verdict, and a table of the tasks, worst first. `clean` makes a text fit for Markdown. */
export function renderSummary(conclusion: Conclusion, clean: (text: string) => string): string {
  const mark = conclusion.verdict === 'succeeded' ? '✅' : conclusion.verdict === 'running' ? '⏳' : '❌';
  const faults = conclusion.faults.map((fault) => `${clean(fault)}\n\n`).join('');
  const head = `## ${mark} Deploy Gate: ${clean(headline(conclusion))}\n\n${faults}`;
  if (conclusion.results.length === 0) return head;
  const table = '| task | provider | state | reason | duration |\n| --- | --- | --- | --- | ---: |\n';
  const rows = worstFirst(conclusion.results).map((result) => row(result, clean));
  let text = head + table;
  let bytes = Buffer.byteLength(text);
  for (const [index, line] of rows.entries()) {
    bytes += Buffer.byteLength(line);
    if (bytes > MAX_BYTES) return `${text}\n${rows.length - index} more tasks are in the results file.\n`;
    text += line;
  }
  return text;
}

/** The summary of a gate that was refused its inputs or broke. */
export function renderRefusal(message: string, clean: (text: string) => string): string {
  const lines = message.split('\n');
  const rest = lines.length - MAX_REFUSAL_LINES;
  const more = rest > 0 ? [`and ${rest} more`] : [];
  const text = [...lines.slice(0, MAX_REFUSAL_LINES), ...more].map(clean).join('<br>\n');
  return `## ❌ Deploy Gate: error\n\n${text}\n`;
}

function row(result: Result, clean: (text: string) => string): string {
  const optional = result.optional ? ' (optional)' : '';
  const cells = [
    clean(result.name) + optional,
    result.provider,
    `**${result.state}**`,
    said(result.provider_state, result.reason, clean),
    `${result.duration_seconds} s`,
  ];
  return `| ${cells.join(' | ')} |\n`;
}

export function renderCheckOutput(conclusion: Conclusion, clean: (text: string) => string) {
  return { title: headline(conclusion), summary: renderSummary(conclusion, clean).slice(0, 60_000) };
}
