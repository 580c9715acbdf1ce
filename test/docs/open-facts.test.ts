import { existsSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { readTop } from '../../scripts/tables.ts';

const PAGE = readTop('docs/open-facts.md');
const POINTS = ['Not known', 'Until then', 'Would settle it', 'Held by'];

/** A fact of the page: its heading, and its points by their names. */
const FACTS = PAGE.split(/^### /m)
  .slice(1)
  .map((section) => {
    const [title = '', ...lines] = (section.split(/^## /m)[0] ?? '').trim().split('\n');
    const points = lines
      .filter((line) => line.startsWith('- '))
      .map((line) => /^- \*\*([\w ]+)\*\*(?: \((?:open|inferred)\))?: (.+)$/.exec(line)?.slice(1) ?? [line]);
    return { title, points };
  });

/** What holds a fact: a test file, and titles in it. */
function heldBy(text: string): readonly { readonly path: string; readonly titles: readonly string[] }[] {
  return text.split('; `').map((part) => {
    const [, path = '', titles = ''] = /^`?([\w./-]+)`, (.+)$/.exec(part) ?? [];
    return { path, titles: titles.split(/(?<="), (?=")/).map((title) => title.replace(/^"|"$/g, '')) };
  });
}

describe('docs/open-facts.md', () => {
  it('numbers the facts', () => {
    expect(FACTS.length).toBeGreaterThan(10);
    expect(FACTS.map(({ title }) => title.split('. ')[0])).toEqual(
      FACTS.map((_, index) => String(index + 1)),
    );
  });

  it.each(FACTS)('says four things of $title', ({ points }) => {
    expect(points.map(([name]) => name)).toEqual(POINTS);
  });

  it.each(FACTS)('names tests that there are: $title', ({ points }) => {
    const held = heldBy(points.at(-1)?.[1] ?? '');
    expect(held.length).toBeGreaterThan(0);
    for (const { path, titles } of held) {
      expect(existsSync(new URL(`../../${path}`, import.meta.url)), path).toBe(true);
      const text = readTop(path);
      for (const title of titles) {
        expect(title.length).toBeGreaterThan(5);
        const quoted = ["'", '`', '"'].some((quote) => text.includes(`${quote}${title}${quote}`));
        expect(quoted || text.includes(`${title},`), `${path}: ${title}`).toBe(true);
      }
    }
  });
});
