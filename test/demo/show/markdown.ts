import { paint } from './colours.ts';
import { WIDTH, wrap } from './layout.ts';
import { plain } from './markdown-inline.ts';
import { showTable } from './table.ts';

/** Markdown as the gate writes it (headings, tables, fenced blocks, `<details>`), readable in a terminal. */
export function showMarkdown(markdown: string): string {
  const shown: string[] = [];
  const lines = markdown.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.startsWith('```')) {
      const end = lines.indexOf('```', at + 1);
      const last = end === -1 ? lines.length : end;
      shown.push(paint('dim', folded(line.slice(3), last - at - 1)));
      at = last;
    } else if (line.startsWith('|')) {
      const table = lines.slice(at, lengthOfTable(lines, at));
      shown.push(...showTable(table));
      at += table.length - 1;
    } else if (line.startsWith('#')) {
      shown.push(paint('bold', plain(line.replace(/^#+ /, ''))));
    } else {
      shown.push(...wrap(plain(line), WIDTH));
    }
  }
  return shown
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function lengthOfTable(lines: readonly string[], from: number): number {
  const end = lines.findIndex((line, index) => index > from && !line.startsWith('|'));
  return end === -1 ? lines.length : end;
}

/** A terminal draws no charts: how long the block is must do. */
function folded(language: string, length: number): string {
  return language === 'mermaid'
    ? `[a chart, which GitHub draws from ${length} lines of Mermaid]`
    : `[${length} lines of ${language || 'text'}]`;
}
