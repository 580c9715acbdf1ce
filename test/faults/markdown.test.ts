import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Result } from '../../src/report/results.ts';
import { renderCheckOutput, renderRefusal, renderSummary } from '../../src/report/summary.ts';
import { forMarkdown } from '../../src/report/text.ts';
import { conclusionOf, partOf, resultOf } from '../builders.ts';
import { runStep } from '../runner.ts';
import { atMost } from '../runs.ts';
import { type Page, pageOf } from './github-markdown.ts';
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

const RUN_URL = 'https://github.test/octo/shop/actions/runs/1';

/** What is told of a gate that broke as well, in words that anybody may have given. */
const conclusionWith = (fault: string, results: readonly Partial<Result>[]) =>
  conclusionOf({ results: results.map(resultOf), faults: [`the gate itself broke: ${fault}`] });
const pageWith = (fault: string, ...results: readonly Partial<Result>[]) =>
  pageOf(renderSummary(conclusionWith(fault, results), forMarkdown));
/** The page of a check run, which has its text below its summary. */
const checkWith = (fault: string, ...results: readonly Partial<Result>[]) => {
  const { summary, text } = renderCheckOutput(conclusionWith(fault, results), forMarkdown, RUN_URL);
  return pageOf(`${summary}\n\n${text}`);
};
/** The chart, without what is in it besides its syntax. */
const chartOf = ({ code }: Page): readonly string[] =>
  code.flatMap((block) => block.split('\n').map((line) => line.replace(/section .*|"leftPadding":\d+/, '')));

describe('row 44: Markdown, HTML and mentions in remote text → the summary shows just the text', () => {
  it.each([
    ['the job summary', pageWith],
    ['a check run', checkWith],
  ])('of %s, in one cell of a table and in the chart, whatever it is', (_, show) => {
    const failed = (name: string, reason: string, provider_state: string): readonly Partial<Result>[] => [
      { name, state: 'failed', parts: [partOf({ name })] },
      { name: 'b', reason, provider_state: '', state: 'failed' },
      { name: 'c', reason: '', provider_state, state: 'failed', parts: [partOf({ reason, provider_state })] },
    ];
    const plain = show('x', ...failed('x', 'x', 'x'));
    const property = fc.property(anyWord, anyWord, anyWord, (name, reason, state) => {
      const page = show(reason, ...failed(name, reason, state));
      expect(page.elements).toEqual(plain.elements);
      expect(page.references).toEqual([]);
      expect(chartOf(page)).toEqual(chartOf(plain));
      const shown = page.rows.map((row) => row.map(visible));
      expect(shown.map((row) => row.length)).toEqual([5, 5, 5, 4, 4]);
      expect([shown[0]?.[0], shown[1]?.[3], shown[2]?.[3]]).toEqual([name, reason, state].map(short));
      expect([shown[3]?.[0], shown[3]?.[1]]).toEqual([name, name].map(short));
      expect(shown[4]?.[3]).toContain(short(reason));
    });
    fc.assert(property, { numRuns: atMost(1500) });
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
      new Set([
        ...['h2', 'pre', 'code', 'p', 'details', 'summary'],
        ...['table', 'thead', 'tbody', 'tr', 'th', 'td', 'strong'],
        ...['h3', 'ul', 'li'],
      ]),
    );
    expect(page.elements.filter((name) => ['pre', 'table', 'details'].includes(name))).toEqual([
      'pre',
      'table',
      'details',
      'table',
    ]);
    expect(page.references).toEqual([]);
    const parts = results.flatMap((result) => (result.state === 'succeeded' ? [] : result.parts));
    expect(parts.length).toBeGreaterThan(NASTY.length);
    expect(page.rows.filter((row) => row.length === 5)).toHaveLength(results.length);
    expect(
      page.rows
        .filter((row) => row.length === 4)
        .map((row) => visible(row[1] ?? ''))
        .sort(),
    ).toEqual(parts.map(({ name }) => short(name)).sort());
    expect(page.rows).toHaveLength(results.length + parts.length);
    const chart = page.code.join().split('\n');
    expect(chart.filter((line) => line.startsWith('    section '))).toHaveLength(50);
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
