import { paint, paintState } from './colours.ts';
import { WIDTH, wrap } from './layout.ts';
import { plain } from './markdown-inline.ts';

const GAP = 3;
const LEAST = 20;

/** A table of Markdown in columns; the widest one is wrapped where the screen is too narrow. */
export function showTable(lines: readonly string[]): readonly string[] {
  const [head = [], rule = [], ...rows] = lines.map(cellsOf);
  const right = rule.map((cell) => /^-+:$/.test(cell));
  const widths = fitted(
    head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length))),
  );
  const show = (row: readonly string[], style: (cell: string) => string): readonly string[] => {
    const wrapped = widths.map((width, column) => wrap(row[column] ?? '', width));
    const height = Math.max(...wrapped.map((cell) => cell.length));
    return Array.from({ length: height }, (_, index) =>
      wrapped
        .map((cell, column) => {
          const text = cell[index] ?? '';
          const padding = ' '.repeat((widths[column] ?? 0) - text.length);
          return right[column] === true ? padding + style(text) : style(text) + padding;
        })
        .join(' '.repeat(GAP))
        .trimEnd(),
    );
  };
  return [
    ...show(head, (cell) => paint('dim', cell)),
    paint('dim', widths.map((width) => '─'.repeat(width)).join(' '.repeat(GAP))),
    ...rows.flatMap((row) => show(row, paintState)),
  ];
}

/** Cells are split before they are decoded: a `|` that stands in a text is an entity, or has a backslash. */
function cellsOf(line: string): readonly string[] {
  return line
    .replace(/^\||\|\s*$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => plain(cell.trim()));
}

/** Widths that fit the screen: the widest column gives way. */
function fitted(widths: readonly number[]): readonly number[] {
  const whole = widths.reduce((sum, width) => sum + width, 0) + GAP * (widths.length - 1);
  const widest = widths.indexOf(Math.max(...widths));
  const excess = Math.max(0, whole - WIDTH);
  return widths.map((width, column) => (column === widest ? Math.max(LEAST, width - excess) : width));
}
