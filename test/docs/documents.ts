import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { marked, type Token } from 'marked';

import { readTop } from '../../scripts/tables.ts';

const TOP = fileURLToPath(new URL('../..', import.meta.url));

/** Every Markdown document, by its path from the top level of the repository. */
export const DOCUMENTS: readonly (readonly [path: string, text: string])[] = globSync(
  ['*.md', 'docs/**/*.md', 'examples/**/*.md', 'conformance/*.md', '.github/**/*.md'],
  { cwd: TOP },
)
  .map((path) => path.replaceAll('\\', '/'))
  .sort()
  .map((path) => [path, readTop(path)] as const);

/** Every token of a document, also those within others, in their order. */
export function tokensOf(markdown: string): readonly Token[] {
  const tokens: Token[] = [];
  marked.walkTokens(marked.lexer(markdown), (token) => {
    tokens.push(token);
  });
  return tokens;
}

/** The texts of the code blocks whose language is one of these. */
export function blocksOf(markdown: string, languages: RegExp): readonly string[] {
  return tokensOf(markdown).flatMap((token) =>
    token.type === 'code' && 'text' in token && languages.test('lang' in token ? String(token.lang) : '')
      ? [String(token.text)]
      : [],
  );
}
