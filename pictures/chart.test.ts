import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import fc from 'fast-check';
import type { Page } from 'playwright-core';

import { renderGantt } from '../src/report/gantt.ts';
import { changeOf, resultOf } from '../test/builders.ts';
import { anyWord } from '../test/faults/hostile-words.ts';
import { type Browser, type MermaidPackage, openBrowser } from './browser.ts';

/** What Mermaid makes of a chart. */
interface Drawn {
  readonly names: readonly string[];
  readonly labels: readonly string[];
  readonly bars: number;
  /** The names of all elements. */
  readonly elements: readonly string[];
}

let browser: Browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

/** The text of a chart of tasks with these names, each of which failed after a while. */
function chartOf(names: readonly string[]): string {
  const results = names.map((name) => resultOf({ name, state: 'failed' }));
  const changes = names.flatMap((name) => [changeOf({ name, at: '2026-01-01T00:01:00.000Z' })]);
  return renderGantt(results, changes).replace(/^```mermaid\n|\n```\n$/g, '');
}

function drawIn(page: Page, chart: string): Promise<Drawn> {
  return page.evaluate(async (chart) => {
    document.body.replaceChildren();
    mermaid.initialize({ startOnLoad: false });
    const { svg } = await mermaid.render('chart', chart);
    const drawn = new DOMParser().parseFromString(svg, 'image/svg+xml');
    const textsOf = (selector: string): string[] =>
      [...drawn.querySelectorAll(selector)].map(({ textContent }) => (textContent ?? '').trim());
    return {
      names: textsOf('.sectionTitle'),
      labels: textsOf('[class*=taskText]').sort(),
      bars: drawn.querySelectorAll('rect.task').length,
      elements: [...new Set([...drawn.querySelectorAll('*')].map(({ localName }) => localName))].sort(),
    };
  }, chart);
}

const PACKAGES: readonly MermaidPackage[] = ['mermaid', 'mermaid-11'];
for (const which of PACKAGES) {
  describe(`what ${which} draws`, () => {
    it('is a bar a phase, with the names in their order, also where they look like numbers', async () => {
      const page = await browser.blank(which);
      const drawn = await drawIn(page, chartOf(['b', '10', '9', '__proto__', 'constructor', 'a', 'a']));
      assert.deepEqual(
        drawn.names,
        ['b', '10', '9', '__proto__', 'constructor', 'a', 'a ·2'].map((name) => `✘ ${name}`),
      );
      const all = (label: string): readonly string[] => Array.from({ length: 7 }, () => label);
      assert.deepEqual(drawn.labels, [...all('pending'), ...all('running → failed')]);
      assert.equal(drawn.bars, 14);
    });

    it('is the same chart whatever the names are', async () => {
      const page = await browser.blank(which);
      const plain = await drawIn(page, chartOf(['x', 'y', 'z']));
      const property = fc.asyncProperty(anyWord, anyWord, anyWord, async (...words) => {
        const chart = chartOf(words);
        const drawn = await drawIn(page, chart);
        const names = [...chart.matchAll(/^ {4}section (.*)$/gm)].map(([, name = '']) => name);
        assert.deepEqual(
          drawn.names,
          names.map((name) => name.trim()),
        );
        assert.deepEqual(drawn.elements, plain.elements);
        assert.deepEqual(drawn.labels, plain.labels);
      });
      await fc.assert(property, { numRuns: 300 });
    });

    it('is a chart also of 50 tasks that change all the time', async () => {
      const names = Array.from({ length: 60 }, (_, index) => `${'订'.repeat(100)}${index}`);
      const turns = (name: string) =>
        Array.from({ length: 10 }, (_, index) =>
          changeOf({
            name,
            at: new Date(Date.parse('2026-01-01') + index * 20_000).toISOString(),
            state: index % 2 === 0 ? 'rolling-back' : 'running',
          }),
        );
      const results = names.map((name) => resultOf({ name, state: 'rolled-back' }));
      const chart = renderGantt(results, names.flatMap(turns)).replace(/^```mermaid\n|\n```\n[\s\S]*$/g, '');
      assert.equal((await drawIn(await browser.blank(which), chart)).bars, 500);
    });
  });
}
