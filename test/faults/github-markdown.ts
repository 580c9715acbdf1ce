import { marked } from 'marked';

/** A piece of Markdown as GitHub shows it. */
export interface Page {
  /** The names of all elements, in the order in which they begin. */
  readonly elements: readonly string[];
  /** The rows of all tables below their heads, cell by cell, as text. */
  readonly rows: readonly (readonly string[])[];
  /** What GitHub makes more of once the page is made, when it looks at each piece of text that is not code. */
  readonly references: readonly string[];
  /** Blocks of code, as text. */
  readonly code: readonly string[];
}

/** Renders Markdown as GitHub does. */
export function pageOf(markdown: string): Page {
  const html = marked.parse(markdown, { async: false, gfm: true });
  const elements: string[] = [];
  const rows: string[][] = [];
  const references: string[] = [];
  const code: string[] = [];
  let inCode = false;
  let row: string[] = [];
  let cell: string | undefined;
  for (const [whole, tag = ''] of html.matchAll(/<!--[\s\S]*?-->|<(\/?[a-z][a-z0-9]*)\b[^>]*>|[^<]+|</gi)) {
    if (whole.startsWith('<!--')) continue;
    if (tag === '') {
      const text = decoded(whole);
      if (inCode) code.push(text);
      else references.push(...(text.match(REFERENCE) ?? []));
      if (cell !== undefined) cell += text;
      continue;
    }
    if (!tag.startsWith('/')) elements.push(tag);
    if (tag.endsWith('code')) inCode = tag === 'code';
    if (tag === 'tr') row = [];
    if (tag === 'td') cell = '';
    if (tag === '/td') {
      row.push(cell ?? '');
      cell = undefined;
    }
    if (tag === '/tr' && row.length > 0) rows.push(row);
  }
  return { elements, rows, references, code };
}

/** Mentions and mail addresses, issues, emoji, formulas: by then an entity is the character itself. */
const REFERENCE = /@[\w-]|#\d|\bGH-\d|:[\w+-]+:|\$[^$]+\$/gi;

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

function decoded(html: string): string {
  return html.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (all, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name] ?? all;
    return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal));
  });
}
