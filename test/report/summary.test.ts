import { describe, expect, it } from 'vitest';

import type { Conclusion } from '../../src/report/results.ts';
import { renderRefusal, renderSummary } from '../../src/report/summary.ts';
import { forMarkdown } from '../../src/report/text.ts';
import type { TaskState } from '../../src/task.ts';
import { conclusionOf, resultOf } from '../builders.ts';

const render = (conclusion: Conclusion): string => renderSummary(conclusion, forMarkdown);
/** The lines of the table that speak of a task. */
const rowsOf = (markdown: string): readonly string[] =>
  markdown.split('\n').filter((line) => line.startsWith('| ') && line.includes('**'));

const KIB = 1024;

describe('the summary', () => {
  it('has the verdict, and a row with task, provider, state, reason and duration', () => {
    const result = resultOf({ name: 'stock', state: 'failed', provider_state: 'FAIL', reason: 'no quota' });
    const markdown = render(conclusionOf({ results: [result] }));
    expect(markdown).toMatch(/^## .*failed/);
    const [row] = rowsOf(markdown);
    for (const words of ['stock', 'alibaba-api-gateway', 'failed', 'no quota', '200'])
      expect(row).toContain(words);
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

  it('stays under 1,000 KiB for 5,000 tasks, and says how many it leaves out', () => {
    const results = Array.from({ length: 5000 }, (_, index) =>
      resultOf({
        name: `task ${index}`,
        reason: `订单 ${'x'.repeat(400)}`,
        state: index === 4999 ? 'failed' : 'running',
      }),
    );
    const markdown = render(conclusionOf({ results }));
    expect(Buffer.byteLength(markdown)).toBeLessThan(1000 * KIB);
    const rows = rowsOf(markdown);
    expect(rows.length).toBeGreaterThan(1000);
    expect(rows[0]).toContain('task 4999');
    expect(markdown).toContain(`${5000 - rows.length} more`);
  });

  it('has all of 5,000 tasks where they have little to say', () => {
    const results = Array.from({ length: 5000 }, (_, index) => resultOf({ name: `task ${index}` }));
    expect(rowsOf(render(conclusionOf({ results })))).toHaveLength(5000);
  });

  it('stays one table, with one row a task, whatever a provider says', () => {
    const reason =
      'a | b\n\n# head\n</td></table><script>x</script> @team `x` [l](https://e.example) ![i](x)';
    const results = [resultOf({ name: 'x | y\n@me', provider_state: '| FAIL |', reason, state: 'failed' })];
    const markdown = render(conclusionOf({ results }));
    const [row = ''] = rowsOf(markdown);
    expect(rowsOf(markdown)).toHaveLength(1);
    expect(row.split('|').length).toBe(5 + 2);
    expect(markdown).not.toMatch(/<script|<\/table|@team|@me|https:|\]\(/);
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
