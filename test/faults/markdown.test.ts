import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Result } from '../../src/report/results.ts';
import { renderRefusal, renderSummary } from '../../src/report/summary.ts';
import { forMarkdown } from '../../src/report/text.ts';
import { conclusionOf, resultOf } from '../builders.ts';
import { runStep } from '../runner.ts';
import { atMost } from '../runs.ts';
import { pageOf } from './github-markdown.ts';
import { playHostile } from './hostile-step.ts';
import { anyWord, NASTY } from './hostile-words.ts';

/** What a reader sees: white space and what has no shape of its own make no difference. */
const visible = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
/** What is left of a text that would fill the page. */
const short = (text: string): string => visible(text.length > 2000 ? `${text.slice(0, 2000)}…` : text);

/** The summary of a gate that broke as well, in words that anybody may have given. */
const pageWith = (fault: string, ...results: readonly Partial<Result>[]) => {
  const faults = [`the gate itself broke: ${fault}`];
  return pageOf(renderSummary(conclusionOf({ results: results.map(resultOf), faults }), forMarkdown));
};

describe('row 44: Markdown, HTML and mentions in remote text → the summary shows just the text', () => {
  it('in one cell of the table, whatever it is', () => {
    const plain = pageWith('x', {}, {}, {}).elements;
    const property = fc.property(anyWord, anyWord, anyWord, (name, reason, state) => {
      const page = pageWith(
        reason,
        { name, state: 'failed' },
        { reason, provider_state: '', state: 'failed' },
        { reason: '', provider_state: state, state: 'failed' },
      );
      expect(page.elements).toEqual(plain);
      expect(page.references).toEqual([]);
      const shown = page.rows.map((row) => row.map(visible));
      expect(shown.map((row) => row.length)).toEqual([5, 5, 5]);
      expect([shown[0]?.[0], shown[1]?.[3], shown[2]?.[3]]).toEqual([name, reason, state].map(short));
    });
    fc.assert(property, { numRuns: atMost(3000) });
  });

  it('in a refusal, whatever it is', () => {
    const refusal = (text: string) =>
      pageOf(renderRefusal(`a problem:\n- tasks: ${text} is odd`, forMarkdown));
    const plain = refusal('x').elements;
    const property = fc.property(anyWord, (word) => {
      const page = refusal(JSON.stringify(word));
      expect(page.elements).toEqual(plain);
      expect(page.references).toEqual([]);
    });
    fc.assert(property, { numRuns: atMost(1500) });
  });

  it.concurrent('of the built action', async ({ expect }) => {
    const step = await playHostile();
    const page = pageOf(step.summary);
    const results: readonly Result[] = JSON.parse(step.outputs['results'] ?? '');
    expect(new Set(page.elements)).toEqual(
      new Set(['h2', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'strong']),
    );
    expect(page.elements.filter((name) => name === 'table')).toHaveLength(1);
    expect(page.references).toEqual([]);
    expect(page.rows).toHaveLength(results.length);
    for (const { name, reason, provider_state } of results) {
      const said = page.rows.find(([cell]) => cell === name)?.[3] ?? '';
      expect(visible(said)).toContain(short(reason));
      if (!reason.includes(provider_state)) expect(visible(said)).toContain(short(provider_state));
    }
  });

  it.concurrent('of the built action that refuses its inputs', async ({ expect }) => {
    const tasks = NASTY.map((word) => ({ provider: word, name: word }));
    const { summary, exitCode } = await runStep({ inputs: { tasks: JSON.stringify(tasks) } });
    expect(exitCode).toBe(1);
    const page = pageOf(summary);
    expect(new Set(page.elements)).toEqual(new Set(['h2', 'p', 'br', 'ul', 'li']));
    expect(page.references).toEqual([]);
    expect(page.elements.filter((name) => name === 'li').length).toBeGreaterThan(NASTY.length / 2);
  });
});
