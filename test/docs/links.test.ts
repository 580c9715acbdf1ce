import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';

import { DOCUMENTS, tokensOf } from './documents.ts';

const TOP = fileURLToPath(new URL('../..', import.meta.url));
const TEXTS = new Map(DOCUMENTS);

/** The anchors that GitHub gives to the headings of a document. */
function anchorsOf(text: string): readonly string[] {
  return tokensOf(text).flatMap((token) =>
    token.type === 'heading' && 'text' in token
      ? [
          String(token.text)
            .toLowerCase()
            .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
            .replaceAll(/\s/g, '-'),
        ]
      : [],
  );
}

/** Why a link leads nowhere; nothing if it leads somewhere, or to another host. */
function fault(from: string, link: string): string | undefined {
  if (/^(https:|mailto:)/.test(link)) return undefined;
  if (/^\w+:/.test(link)) return `${link}: neither https nor a path`;
  // Paths above the repository are pages of GitHub's.
  if (/^(\.\.\/)+security\//.test(link)) return undefined;
  const [path = '', anchor] = link.split('#', 2);
  const target = path === '' ? from : join(dirname(from), path);
  if (!existsSync(join(TOP, target))) return `${link}: there is no ${target}`;
  if (anchor === undefined) return undefined;
  return anchorsOf(TEXTS.get(target) ?? '').includes(anchor) ? undefined : `${link}: no such heading`;
}

it.for(DOCUMENTS)('every link of %s leads somewhere', ([path, text]) => {
  const links = tokensOf(text).flatMap((token) =>
    (token.type === 'link' || token.type === 'image') && 'href' in token ? [String(token.href)] : [],
  );
  expect(links.map((link) => fault(path, link)).filter((each) => each !== undefined)).toEqual([]);
});

it.for([
  ['a file that is none', 'docs/nothing.md'],
  ['a heading that is none', '#nothing'],
  ['a heading that another document has not', 'docs/github.md#nothing'],
  ['no encryption', 'http://example.com/'],
])('a link is refused that leads to %s', ([, link = '']) => {
  expect(fault('README.md', link)).toContain(link);
});
