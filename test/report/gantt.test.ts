import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { renderGantt } from '../../src/report/gantt.ts';
import type { Change, Result } from '../../src/report/results.ts';
import type { TaskState } from '../../src/task.ts';
import { changeOf, resultOf } from '../builders.ts';
import { anyWord } from '../faults/hostile-words.ts';

const START = Date.parse('2026-01-01T00:00:00.000Z');
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

interface Told {
  readonly result: Result;
  readonly changes: readonly Change[];
}
/** A task that changed its state at these seconds, and was looked at for 200 s. */
function told(
  name: string,
  steps: readonly (readonly [seconds: number, state: TaskState])[],
  more: Partial<Result> = {},
): Told {
  const state = steps.at(-1)?.[1] ?? 'pending';
  return {
    result: resultOf({ name, state, ...more }),
    changes: steps.map(([seconds, state]) => changeOf({ name, at: at(seconds), state })),
  };
}
const render = (...tasks: readonly Told[]): string =>
  renderGantt(
    tasks.map(({ result }) => result),
    tasks.flatMap(({ changes }) => changes),
  );
const sectionsOf = (chart: string): readonly string[] =>
  [...chart.matchAll(/^ {4}section (.*)$/gm)].map(([, name = '']) => name);
/** Bars as label, tags and seconds. */
const barsOf = (chart: string) =>
  [...chart.matchAll(/^ {4}(.+) :((?:\w+, )*)(\d{13}), (\d{13})$/gm)].map(([, label, tags, from, to]) => [
    label,
    tags,
    (Number(from) - START) / 1000,
    (Number(to) - START) / 1000,
  ]);
const lineOf = (chart: string, word: string): string | undefined =>
  chart.split('\n').find((line) => line.trim().startsWith(word));

describe('the chart', () => {
  it('is a fenced block of Mermaid with a section a task and a bar a phase', () => {
    const chart = render(
      told('orders', [
        [50, 'running'],
        [200, 'succeeded'],
      ]),
    );
    expect(chart).toMatch(/^```mermaid\n%%\{init: \{.*\}\}%%\ngantt\n[\s\S]*\n```\n$/);
    expect(sectionsOf(chart)).toEqual(['✔ orders']);
    expect(barsOf(chart)).toEqual([
      ['pending', '', 0, 50],
      ['running → succeeded', 'done, ', 50, 200],
    ]);
  });

  it.each<[state: TaskState, mark: string, label: string, tags: string]>([
    ['succeeded', '✔', 'running → succeeded', 'done, '],
    ['failed', '✘', 'running → failed', 'crit, '],
    ['rolled-back', '✘', 'running → rolled-back', 'crit, '],
    ['superseded', '✘', 'running → superseded', 'crit, '],
    ['cancelled', '✘', 'running → cancelled', 'crit, '],
    ['error', '✘', 'running → error', 'crit, '],
    ['timed-out', '✘', 'running → timed-out', 'crit, '],
    ['running', '▸', 'running', 'active, '],
    ['rolling-back', '◂', 'rolling-back', 'active, crit, '],
    ['pending', '·', 'pending', ''],
  ])('shows by mark and colour that a task is %s', (state, mark, label, tags) => {
    const chart = render(
      told('t', [
        [0, 'running'],
        [state === 'rolling-back' || state === 'pending' ? 0 : 200, state],
      ]),
    );
    expect(sectionsOf(chart)).toEqual([`${mark} t`]);
    expect(barsOf(chart)).toEqual([[label, tags, 0, 200]]);
  });

  it('has the worst first, and shows at its end how a task ended', () => {
    const chart = render(
      told('good', [
        [0, 'running'],
        [200, 'succeeded'],
      ]),
      told('bad', [
        [0, 'running'],
        [100, 'rolling-back'],
        [200, 'rolled-back'],
      ]),
    );
    expect(sectionsOf(chart)).toEqual(['✘ bad', '✔ good']);
    expect(barsOf(chart)).toEqual([
      ['running', 'active, ', 0, 100],
      ['rolling-back → rolled-back', 'crit, ', 100, 200],
      ['running → succeeded', 'done, ', 0, 200],
    ]);
  });

  it('says less, and then nothing, in a bar without room for it', () => {
    const chart = render(
      told('a', [
        [180, 'running'],
        [200, 'failed'],
      ]),
      told('b', [
        [5, 'running'],
        [200, 'failed'],
      ]),
      told('c', [[0.1, 'error']], { duration_seconds: 0 }),
    );
    expect(barsOf(chart).map(([label]) => label)).toEqual([
      'pending',
      'failed',
      '\u200b',
      'running → failed',
      '\u200b',
    ]);
  });

  it('has bars that can be seen', () => {
    const chart = render(told('a', [[0, 'running']]), told('b', [[0, 'error']], { duration_seconds: 0 }));
    expect(barsOf(chart)).toEqual([
      ['\u200b', 'crit, ', 0, 2],
      ['running', 'active, ', 0, 200],
    ]);
  });

  it('tells the changes of a task that flaps by their number', () => {
    const flaps = Array.from(
      { length: 100 },
      (_, index) => [100 + index, index % 2 === 0 ? 'pending' : 'running'] as const,
    );
    const chart = render(told('a', [[0, 'running'], ...flaps, [200, 'timed-out']]));
    expect(barsOf(chart)).toEqual([
      ['running', 'active, ', 0, 100],
      ['100 changes → timed-out', 'crit, ', 100, 200],
    ]);
  });

  it('leaves out what was never looked at, and is not there without anything', () => {
    const never = { started_at: null, finished_at: null, duration_seconds: 0 };
    const chart = render(told('a', [[0, 'running']]), told('b', [], never));
    expect(sectionsOf(chart)).toEqual(['▸ a']);
    expect(chart).toContain('\nThe chart shows 1 of 2 tasks.\n');
    expect(render(told('b', [], never))).toBe('');
    expect(render()).toBe('');
  });

  it('shows of more than 50 tasks the worst and longest, in the order of the table', () => {
    const seconds = (index: number): number => 100 + ((index * 7) % 60);
    const tasks = Array.from({ length: 60 }, (_, index) =>
      told(`t${index}`, [[0, index === 59 ? 'failed' : 'succeeded']], { duration_seconds: seconds(index) }),
    );
    const chart = render(...tasks);
    const shortest = new Set(
      tasks
        .slice(0, 59)
        .toSorted((a, b) => a.result.duration_seconds - b.result.duration_seconds)
        .slice(0, 10)
        .map(({ result }) => result.name),
    );
    const left = tasks.map(({ result }) => result.name).filter((name) => !shortest.has(name));
    expect(sectionsOf(chart)).toEqual(['✘ t59', ...left.slice(0, -1).map((name) => `✔ ${name}`)]);
    expect(chart).toContain('\nThe chart shows 50 of 60 tasks.\n');
    expect(render(...tasks.slice(0, 50))).not.toContain('The chart shows');
  });

  it.each([
    [0.1, '%H:%M:%S', '1second'],
    [15, '%H:%M:%S', '5second'],
    [200, '%H:%M:%S', '30second'],
    [1800, '%H:%M', '5minute'],
    [36_000, '%H:%M', '2hour'],
    [432_000, '%d %b %H:%M', '1day'],
  ])('has times that suit %d s', (seconds, format, ticks) => {
    const chart = render(told('a', [[0, 'running']], { duration_seconds: seconds }));
    expect(lineOf(chart, 'axisFormat')).toBe(`    axisFormat ${format}`);
    expect(lineOf(chart, 'tickInterval')).toBe(`    tickInterval ${ticks}`);
  });
});

describe('names in the chart', () => {
  const names = (...all: readonly string[]): readonly string[] =>
    sectionsOf(render(...all.map((name) => told(name, [[0, 'running']]))));

  it('keep their beginning and their end where they are long', () => {
    expect(
      names('https-gateway-of-the-shop-in-eu-central-1-blue', '非常长的服务名称在生产环境的部署一二三四五'),
    ).toEqual(['▸ https-gateway-…central-1-blue', '▸ 非常长的服务名…部署一二三四五']);
  });

  it('are told apart where they look the same', () => {
    expect(names('a|b', 'a:b', 'a b', 'a b 2', '|', ':')).toEqual([
      '▸ a b',
      '▸ a b ·2',
      '▸ a b ·3',
      '▸ a b 2',
      '▸ ',
      '▸  ·2',
    ]);
  });

  it('are no numbers, which Mermaid would sort, and no properties of its objects', () => {
    for (const name of names('10', '9', '__proto__', 'constructor')) expect(name).toMatch(/^▸ /);
  });

  it('have room at the left', () => {
    const padding = (name: string): number =>
      Number(/"leftPadding":(\d+)/.exec(render(told(name, [[0, 'running']])))?.[1]);
    expect(padding('a')).toBeLessThan(60);
    expect(padding('orders-of-the-shop')).toBeGreaterThan(18 * 6);
    expect(padding('x'.repeat(500))).toBeLessThan(260);
  });

  it('leave the chart as it is, whatever they are', () => {
    const property = fc.property(fc.array(anyWord, { minLength: 1, maxLength: 5 }), (words) => {
      const chart = render(...words.map((name) => told(name, [[0, 'running']])));
      const lines = chart.split('\n');
      expect(lines).toHaveLength(8 + 2 * words.length + 2);
      expect(lines.filter((line) => line.startsWith('```'))).toEqual(['```mermaid', '```']);
      for (const name of sectionsOf(chart)) expect(name).toMatch(/^▸ [\p{L}\p{M}\p{N}._/@+*() ·…-]*$/u);
      expect(new Set(sectionsOf(chart)).size).toBe(words.length);
    });
    fc.assert(property);
  });
});

it('a chart of 50 tasks with long names that change as often as can be shown stays below what Mermaid takes', () => {
  const turns = Array.from(
    { length: 10 },
    (_, index) => [index * 20, index % 2 === 0 ? 'rolling-back' : 'running'] as const,
  );
  const tasks = Array.from({ length: 60 }, (_, index) =>
    told(`${'订'.repeat(100)}${index}`, [...turns, [200, 'rolled-back']]),
  );
  const chart = render(...tasks);
  expect(barsOf(chart)).toHaveLength(500);
  expect(chart.length).toBeLessThan(50_000);
  expect(Buffer.byteLength(chart)).toBeLessThan(60_000);
});
