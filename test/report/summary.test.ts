import { describe, expect, it } from 'vitest';

import type { Conclusion } from '../../src/report/results.ts';
import { renderCheckOutput, renderRefusal, renderSummary } from '../../src/report/summary.ts';
import { forMarkdown } from '../../src/report/text.ts';
import type { TaskState } from '../../src/task.ts';
import { conclusionOf, partOf, resultOf } from '../builders.ts';

const render = (conclusion: Conclusion): string => renderSummary(conclusion, forMarkdown);
const RUN_URL = 'https://github.test/octo/shop/actions/runs/1';
const renderCheck = (conclusion: Conclusion) => renderCheckOutput(conclusion, forMarkdown, RUN_URL);
/** The lines of the tables that speak of a task or a part. */
const rowsOf = (markdown: string): readonly string[] =>
  markdown.split('\n').filter((line) => line.startsWith('| ') && line.includes('**'));
const tableOf = (markdown: string): string => markdown.split('<details>')[0] ?? '';
const partsOf = (markdown: string): string => /<details>[\s\S]*<\/details>/.exec(markdown)?.[0] ?? '';

const KIB = 1024;
const MAX_CHECK = 65_535;

/** 5,000 tasks, the last one of them failed. */
const crowd = (reason: string) =>
  Array.from({ length: 5000 }, (_, index) =>
    resultOf({ name: `task ${index}`, reason, state: index === 4999 ? 'failed' : 'running' }),
  );

describe('the summary', () => {
  it('has the verdict, and a row with task, provider, state, reason and duration', () => {
    const result = resultOf({ name: 'stock', state: 'failed', provider_state: 'FAIL', reason: 'no quota' });
    const markdown = render(conclusionOf({ results: [result] }));
    expect(markdown).toMatch(/^## .*failed, 0 of 1 succeeded/);
    const [row] = rowsOf(markdown);
    for (const words of ['stock', 'alibaba-api-gateway', 'failed', 'no quota', '3m 20s'])
      expect(row).toContain(words);
  });

  it('has its pieces in the order of a reader: verdict, chart, table, parts', () => {
    const results = [resultOf({ state: 'failed', parts: [partOf()] })];
    const markdown = render(conclusionOf({ results }));
    const at = ['## ', '```mermaid', '| task | provider', '<details>'].map((mark) => markdown.indexOf(mark));
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(at[0]).toBe(0);
  });

  it('is the verdict alone where there is no task', () => {
    expect(render(conclusionOf({ verdict: 'error', results: [] }))).toMatch(/^## .*error.*\n$/);
  });

  it('says what broke in the gate itself', () => {
    expect(render(conclusionOf({ faults: ['a fault', 'another'] }))).toMatch(
      /^## .*\n\na fault\n\nanother\n/,
    );
  });

  it('has its rows worst first', () => {
    const states: readonly TaskState[] = ['succeeded', 'running', 'timed-out', 'failed'];
    const results = states.map((state) => resultOf({ name: `task ${state}`, state }));
    const rows = rowsOf(render(conclusionOf({ results })));
    expect(rows.map((row) => /\*\*(.+?)\*\*/.exec(row)?.[1])).toEqual([
      'failed',
      'timed-out',
      'running',
      'succeeded',
    ]);
  });

  it('says which task is optional', () => {
    const [row] = rowsOf(render(conclusionOf({ results: [resultOf({ optional: true })] })));
    expect(row).toContain('optional');
  });

  it('has a column of links only where a task has one', () => {
    expect(render(conclusionOf())).not.toContain('console');
    const url = 'https://console.example/tasks?id=1&region=x#a';
    const results = [resultOf({ url }), resultOf({ name: 'b' })];
    const markdown = render(conclusionOf({ results }));
    expect(markdown).toContain('| duration | console |');
    expect(rowsOf(markdown)[0]).toContain(`| [open](<${url}>) |`);
    expect(rowsOf(markdown).map((row) => row.split('|').length)).toEqual([8, 8]);
  });

  it('has nothing of a link that would end the link or the cell', () => {
    const results = [resultOf({ url: 'https://e.example/> | `x`\n)' })];
    const [row] = rowsOf(render(conclusionOf({ results })));
    expect(row).toContain('(<https://e.example/%3E%20%7C%20%60x%60%0A)>) |');
  });

  it('stays under 1,000 KiB for 5,000 tasks, and says how many it leaves out', () => {
    const reason = `订单 ${'x'.repeat(400)}`;
    const parts = Array.from({ length: 20 }, () => partOf({ reason }));
    const results = crowd(reason).map((result) => ({ ...result, parts }));
    const markdown = render(conclusionOf({ results }));
    expect(Buffer.byteLength(markdown)).toBeLessThan(1000 * KIB);
    const rows = rowsOf(tableOf(markdown));
    expect(rows.length).toBeGreaterThan(1000);
    expect(rows[0]).toContain('task 4999');
    expect(tableOf(markdown)).toMatch(new RegExp(`^${5000 - rows.length} more tasks are in `, 'm'));
    const shown = rowsOf(partsOf(markdown));
    expect(shown.length).toBeGreaterThan(100);
    expect(shown[0]).toContain('task 4999');
    expect(partsOf(markdown)).toMatch(new RegExp(`^${100_000 - shown.length} more parts are in `, 'm'));
  });

  it('has all of 5,000 tasks where they have little to say', () => {
    const results = Array.from({ length: 5000 }, (_, index) => resultOf({ name: `task ${index}` }));
    const markdown = render(conclusionOf({ results }));
    expect(rowsOf(markdown)).toHaveLength(5000);
    expect(markdown).not.toMatch(/ more tasks/);
  });

  it('stays one table, with one row a task, whatever a provider says', () => {
    const reason =
      'a | b\n\n# head\n</td></table><script>x</script> @team `x` [l](https://e.example) ![i](x)';
    const results = [resultOf({ name: 'x | y\n@me', provider_state: '| FAIL |', reason, state: 'failed' })];
    const [, chart = '', table = ''] = render(conclusionOf({ results })).split('```');
    const [row = ''] = rowsOf(table);
    expect(rowsOf(table)).toHaveLength(1);
    expect(row.split('|').length).toBe(5 + 2);
    expect(table).not.toMatch(/<script|<\/table|@team|@me|https:|\]\(/);
    expect(chart).toContain('section ✘ x y @me\n');
  });
});

describe('the parts', () => {
  const part = (name: string, state: TaskState) => partOf({ name, state, provider_state: '', reason: '' });

  it('are those of what did not succeed, counted, folded, worst first', () => {
    const results = [
      resultOf({ name: 'fine', state: 'succeeded', parts: [part('f', 'succeeded')] }),
      resultOf({ name: 'slow', state: 'timed-out', parts: [part('s1', 'succeeded'), part('s2', 'running')] }),
      resultOf({ name: 'bad', state: 'failed', parts: [part('b1', 'succeeded'), part('b2', 'failed')] }),
    ];
    const folded = partsOf(render(conclusionOf({ results })));
    expect(folded).toContain('<summary>Parts of the tasks that did not succeed (4)</summary>');
    expect(rowsOf(folded)).toEqual([
      '| bad | b2 | **failed** |  |',
      '| bad | b1 | **succeeded** |  |',
      '| slow | s2 | **running** |  |',
      '| slow | s1 | **succeeded** |  |',
    ]);
  });

  it('are shown with the provider’s words and the reason', () => {
    const folded = partsOf(
      render(conclusionOf({ results: [resultOf({ state: 'failed', parts: [partOf()] })] })),
    );
    expect(rowsOf(folded)).toEqual(['| orders | api&#64;<!-- -->RELEASE | **failed** | FAIL - no quota |']);
  });

  it('are not there where there is none, or all succeeded', () => {
    const results = [resultOf({ state: 'failed' }), resultOf({ name: 'b', parts: [partOf()] })];
    expect(render(conclusionOf({ results }))).not.toContain('<details>');
  });
});

describe('what a check run shows', () => {
  it('is the headline, the table, and the parts as its text, without a chart', () => {
    const results = [resultOf({ state: 'failed', reason: 'no quota', parts: [partOf({ name: 'api1' })] })];
    const { title, summary, text } = renderCheck(conclusionOf({ results }));
    expect(title).toBe('failed, 0 of 1 succeeded, after 3m 20s');
    expect(summary).toContain(title);
    expect(rowsOf(summary)).toHaveLength(1);
    expect(rowsOf(text)).toEqual(['| orders | api1 | **failed** | FAIL - no quota |']);
    expect(summary + text).not.toMatch(/mermaid|<details>/);
  });

  it('has no text where there is nothing more to say', () => {
    expect(renderCheck(conclusionOf()).text).toBe('');
  });

  it('is there while tasks go on, and where there is none', () => {
    const results = [resultOf({ state: 'running', finished_at: null })];
    expect(renderCheck(conclusionOf({ verdict: 'running', results })).summary).toMatch(
      /^⏳ .*running, 0 of 1 succeeded/,
    );
    expect(renderCheck(conclusionOf({ verdict: 'error', results: [] })).summary).toMatch(/error, after/);
  });

  it('stays within 65,535 bytes for 5,000 tasks, and says how many it leaves out', () => {
    const parts = Array.from({ length: 20 }, () => partOf({ reason: '订单' }));
    const results = crowd('订单 | | | |').map((result) => ({ ...result, parts }));
    const { title, summary, text } = renderCheck(conclusionOf({ results, faults: ['x'.repeat(2000)] }));
    expect(title.length).toBeLessThan(200);
    for (const [markdown, all] of [
      [summary, 5000],
      [text, 100_000],
    ] as const) {
      expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(MAX_CHECK);
      expect(Buffer.byteLength(markdown)).toBeGreaterThan(MAX_CHECK - 500);
      expect(markdown).toMatch(new RegExp(`^${all - rowsOf(markdown).length} more .* not shown here`, 'm'));
      expect(rowsOf(markdown)[0]).toContain('task 4999');
    }
  });
});

describe('the summary of a refusal', () => {
  it('has every line of the message, and takes none of it for Markdown', () => {
    const markdown = renderRefusal('2 problems:\n- a: <b>\n- c: @team', forMarkdown);
    expect(markdown).toMatch(/^## .*error/);
    expect(markdown).not.toMatch(/<b>|@team/);
    for (const words of ['2 problems', 'a', 'team']) expect(markdown).toContain(words);
  });
});
