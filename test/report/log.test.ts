import { describe, expect, it } from 'vitest';

import { annotation, finalTable, openingLine } from '../../src/report/log.ts';
import { forLog } from '../../src/report/text.ts';
import type { TaskState } from '../../src/task.ts';
import { conclusionOf, patienceOf, resultOf, taskOf } from '../builders.ts';
import { readable } from './readable.ts';

describe('the table at the end', () => {
  it('has the verdict first, then the tasks, worst first', () => {
    const states: readonly TaskState[] = ['succeeded', 'pending', 'error', 'rolled-back'];
    const results = states.map((state) => resultOf({ name: `task ${state}`, state }));
    const [first, ...rows] = finalTable(conclusionOf({ results }), forLog).map(readable);
    expect(first).toMatch(/failed/);
    expect(rows.map((row) => /task ([\w-]+)/.exec(row)?.[1])).toEqual([
      'rolled-back',
      'error',
      'pending',
      'succeeded',
    ]);
  });

  it('has state, duration, words and reason in each row, and what is optional', () => {
    const result = resultOf({ state: 'failed', provider_state: 'FAIL', reason: 'no quota', optional: true });
    const row = readable(finalTable(conclusionOf({ results: [result] }), forLog)[1]);
    for (const words of ['failed', 'orders', '3m 20s', 'FAIL', 'no quota', 'optional'])
      expect(row).toContain(words);
  });

  it('is in columns, also where a name is wide or too long for its column', () => {
    const results = [
      resultOf({ name: 'orders', reason: 'all is well' }),
      resultOf({
        name: '订单',
        state: 'timed-out',
        reason: 'still running after 2h',
        duration_seconds: 7200,
      }),
      resultOf({ name: 'x'.repeat(70), state: 'failed', reason: 'no quota', duration_seconds: 3.21 }),
    ];
    expect(finalTable(conclusionOf({ results }), forLog).map(readable)).toEqual([
      'Verdict: failed, 1 of 3 succeeded, after 3m 20s',
      `  ✘ failed        ${'x'.repeat(70)}     3.2 s  OVER - no quota`,
      '  ✘ timed-out     订单          2h  OVER - still running after 2h',
      '  ✔ succeeded     orders    3m 20s  OVER - all is well',
    ]);
  });

  it('has the verdict and each state in the colour of what it means', () => {
    const results = [resultOf(), resultOf({ state: 'running' }), resultOf({ state: 'error' })];
    expect(finalTable(conclusionOf({ results }), forLog)).toEqual([
      '\u001b[31mVerdict: failed, 1 of 3 succeeded, after 3m 20s\u001b[0m',
      '  \u001b[31m✘ error       \u001b[0m  orders    3m 20s  OVER',
      '  \u001b[33m▸ running     \u001b[0m  orders    3m 20s  OVER',
      '  \u001b[32m✔ succeeded   \u001b[0m  orders    3m 20s  OVER',
    ]);
  });

  it('has one line for each task, and no command, whatever a provider says', () => {
    const results = [resultOf({ reason: 'x\n::error::y', name: '##[x]', provider_state: '\r::a::' })];
    const lines = finalTable(conclusionOf({ results }), forLog).map(readable);
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).not.toMatch(/[\n\r]|^\s*::|##\[/);
  });
});

describe('the annotation', () => {
  it('names each task that did not succeed, and why, worst first', () => {
    const results = [
      resultOf({ name: 'done' }),
      resultOf({ name: 'slow', state: 'timed-out', reason: 'still running' }),
      resultOf({ name: 'broken', state: 'failed', reason: 'no quota' }),
      resultOf({ name: 'extra', state: 'error', reason: 'odd', optional: true }),
    ];
    const text = annotation(conclusionOf({ results }), forLog);
    expect(text).toMatch(
      /failed[\s\S]*broken[\s\S]*no quota[\s\S]*extra.*optional[\s\S]*slow[\s\S]*still running/,
    );
    expect(text).not.toContain('done');
  });

  it.each([1, 50, 5000])('of %i tasks has at most 4,000 characters', (count) => {
    const results = Array.from({ length: count }, (_, index) =>
      resultOf({ name: `task ${index}`, state: 'failed', reason: 'x'.repeat(5000) }),
    );
    const text = annotation(conclusionOf({ results }), forLog);
    expect(text.length).toBeLessThanOrEqual(4000);
    expect(text).toContain('task 0');
  });

  it.each([
    ['RUNNING', 'orders (alibaba-api-gateway): running: RUNNING'],
    ['', 'orders (alibaba-api-gateway): running'],
  ])('of a task without a reason ends in its status, if there is one: %j', (provider_state, line) => {
    const results = [resultOf({ name: 'orders', state: 'running', provider_state, reason: '' })];
    expect(annotation(conclusionOf({ results }), forLog).split('\n')[1]).toBe(line);
  });

  it('has one line for each task, whatever a provider says', () => {
    const results = [resultOf({ state: 'failed', name: 'a\nb', reason: 'x\n::error::y' })];
    expect(annotation(conclusionOf({ results }), forLog).split('\n')).toHaveLength(2);
  });
});

describe('the line that opens the log', () => {
  it('says how many, and for how long', () => {
    expect(openingLine([taskOf()], patienceOf())).toMatch(/1 deployment\b.*30m/);
    expect(openingLine([taskOf(), taskOf()], patienceOf())).toMatch(/2 deployments.*30m/);
  });

  it('says since when an earlier run has watched', () => {
    const patience = patienceOf({ timeoutMs: 18 * 60_000, earlierMs: 12 * 60_000 });
    expect(openingLine([taskOf()], patience)).toBe(
      'Waiting for 1 deployment, at most 18m, which an earlier run began to watch 12m ago',
    );
  });

  it('names no deadline where nothing is waited for', () => {
    expect(openingLine([taskOf()], patienceOf({ wait: false }))).not.toMatch(/30m/);
  });
});
