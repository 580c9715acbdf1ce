import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vitest/node';

/** Stands for whatever a message says of the moment: a name, a number, a server's words. */
export const BLANK = '…';

const SOURCES = fileURLToPath(new URL('../../src/', import.meta.url));

/**
 * Every text of so many words in the product's sources, each once, with `…` for what is put into it. Of one word it
 * is a text only with something put into it: `check …`.
 */
export function textsOfSources(leastWords: 1 | 2): readonly string[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => file.endsWith('.ts'));
  return [...new Set(sources.flatMap((file) => textsOf(readFileSync(SOURCES + file, 'utf8'), leastWords)))];
}

/** The same of one source. What is joined by `+` is one text. */
export function textsOf(source: string, leastWords: 1 | 2): readonly string[] {
  return literalsIn(parseAst(source, { lang: 'ts' }))
    .map((text) => text.replace(WORKFLOW_COMMAND, '').replace(/\s+/g, ' ').trim())
    .filter((text) => / /.test(text) && (text.match(/\p{L}{2,}/gu) ?? []).length >= leastWords);
}

/** The log shows only what follows it. */
const WORKFLOW_COMMAND = /^::\w+ title=[^:]+::/;

/** Types and names of modules are not said to anybody. */
const SILENT = /^(Import|ExportAll|TSTypeAnnotation|TSInterface|TSTypeAlias)/;

function literalsIn(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(literalsIn);
  if (typeof node !== 'object' || node === null || SILENT.test(String(at(node, 'type')))) return [];
  const text = textOf(node);
  const inner = text === undefined ? Object.values(node) : blanksOf(node);
  return [...(text === undefined ? [] : [text]), ...inner.flatMap(literalsIn)];
}

/** A string as it is written; nothing if the node is none. */
function textOf(node: unknown): string | undefined {
  const value = at(node, 'value');
  switch (at(node, 'type')) {
    case 'Literal':
      return typeof value === 'string' ? value : undefined;
    case 'TemplateLiteral':
      return listAt(node, 'quasis')
        .map((quasi) => String(at(at(quasi, 'value'), 'cooked')))
        .join(BLANK);
    case 'BinaryExpression': {
      const sides = [textOf(at(node, 'left')), textOf(at(node, 'right'))];
      const joins = at(node, 'operator') === '+' && sides.some((side) => side !== undefined);
      return joins ? sides.map((side) => side ?? BLANK).join('') : undefined;
    }
    default:
      return undefined;
  }
}

/** What is put into a text, where there may be texts again. */
function blanksOf(node: unknown): readonly unknown[] {
  if (textOf(node) === undefined) return [node];
  if (at(node, 'type') === 'TemplateLiteral') return listAt(node, 'expressions');
  return at(node, 'type') === 'BinaryExpression'
    ? ['left', 'right'].flatMap((side) => blanksOf(at(node, side)))
    : [];
}

function at(node: unknown, key: string): unknown {
  return typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined;
}

function listAt(node: unknown, key: string): readonly unknown[] {
  const list = at(node, key);
  return Array.isArray(list) ? list : [];
}
