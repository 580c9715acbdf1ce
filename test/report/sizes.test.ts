import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

import { createRedactor } from '../../src/redact.ts';
import { renderOutputs } from '../../src/report/outputs.ts';
import type { Result } from '../../src/report/results.ts';
import { writeResultsFile } from '../../src/report/results-file.ts';
import { conclusionOf, partOf, resultOf as plainResultOf } from '../builders.ts';
import { outcomeOf, progressOf, type Stage, stageAt } from './stage.ts';

/** Whatever is about megabytes: mutation testing, where each character takes its time, leaves this file out. */

const temp = mkdtempSync(join(tmpdir(), 'deploy-gate-sizes-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));
const stage = (): Stage => stageAt(temp);

const plain = createRedactor([], []);
const render = (...results: readonly Result[]): ReturnType<typeof renderOutputs> =>
  renderOutputs(
    conclusionOf({ results }),
    '/tmp/results.json',
    'https://github.test/octo/shop/runs/1',
    plain,
  );
const parse = (json: string): unknown => JSON.parse(json);
const resultOf = (overrides: Partial<Result> = {}): Result =>
  plainResultOf({ parts: [partOf()], ...overrides });
const withoutParts = ({ parts: _, ...rest }: Result): unknown => rest;
const fill = (bytes: number): Result['parts'] => [partOf({ name: 'x'.repeat(bytes) })];

const unitsOf = (outputs: Readonly<Record<string, string>>): number =>
  Object.entries(outputs).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
/** So many tasks that have all failed, whose names and reasons are so long. */
const failing = (count: number, name: number, reason: number): readonly Result[] =>
  Array.from({ length: count }, (_, index) =>
    resultOf({ name: `${index} ${'n'.repeat(name)}`, state: 'failed', reason: 'x'.repeat(reason) }),
  );

describe('row 92: outputs that a job may not pass on → within 500,000 UTF-16 units together, in the next shorter form', () => {
  it('whole, to the last unit', () => {
    const bare = unitsOf(render(resultOf({ parts: fill(0) })).outputs);
    const { outputs, shortened } = render(resultOf({ parts: fill(500_000 - bare) }));
    expect(unitsOf(outputs)).toBe(500_000);
    expect(shortened).toBe(false);
  });

  it('beyond that without the parts of results', () => {
    const bare = unitsOf(render(resultOf({ parts: fill(0) })).outputs);
    const result = resultOf({ parts: fill(500_001 - bare) });
    const { outputs, shortened } = render(result);
    expect(parse(outputs['results'])).toEqual([withoutParts(result)]);
    expect(shortened).toBe(true);
  });

  it.each<
    [
      what: string,
      results: readonly Result[],
      shapes: Readonly<Record<'results' | 'failed' | 'states', string>>,
    ]
  >([
    [
      'then without all but name and state of results',
      failing(45, 0, 6000),
      { results: 'least', failed: 'bare', states: 'whole' },
    ],
    [
      'then the same of failed',
      failing(45, 0, 12_000),
      { results: 'least', failed: 'least', states: 'whole' },
    ],
    ['with long names, too', failing(1000, 100, 0), { results: 'least', failed: 'least', states: 'whole' }],
    [
      'is the empty text, first results',
      failing(1000, 200, 0),
      { results: '', failed: 'least', states: 'whole' },
    ],
    ['then states', failing(1000, 300, 0), { results: '', failed: 'least', states: '' }],
    ['and last failed', failing(1000, 600, 0), { results: '', failed: '', states: '' }],
  ])('%s', (_what, results, shapes) => {
    const { outputs, shortened } = render(...results);
    expect(unitsOf(outputs)).toBeLessThanOrEqual(500_000);
    expect(shortened).toBe(true);
    const texts: Readonly<Record<string, string>> = {
      bare: JSON.stringify(results.map(withoutParts)),
      least: JSON.stringify(results.map(({ name, state }) => ({ name, state }))),
      whole: JSON.stringify(Object.fromEntries(results.map(({ name, state }) => [name, state]))),
      '': '',
    };
    for (const name of ['results', 'failed', 'states'] as const) {
      expect(outputs[name] === texts[shapes[name]]).toBe(true);
    }
  });

  it('counted in UTF-16 units, not in bytes', () => {
    const result = resultOf({ parts: [partOf({ name: '单'.repeat(400_000) })] });
    const { outputs, shortened } = render(result);
    expect(parse(outputs['results'])).toEqual([result]);
    expect(shortened).toBe(false);
  });
});

describe('row 86: what cannot be rendered → falls to its next shorter form, and the verdict stays', () => {
  const broken = (text: string): string => {
    if (text.includes('too much')) throw new RangeError('Invalid string length');
    return text;
  };
  const parts = [partOf({ reason: 'too much' })];

  it('in the outputs', () => {
    const results = [resultOf({ state: 'failed', parts })];
    const { outputs, shortened } = renderOutputs(
      conclusionOf({ verdict: 'failed', results }),
      '',
      '',
      broken,
    );
    expect(shortened).toBe(true);
    expect(outputs).toMatchObject({ state: 'failed', states: '{"orders":"failed"}' });
    expect(parse(outputs['results'])).toEqual(results.map(withoutParts));
  });

  it('in results file, summary, log and annotation', async () => {
    const { report, warnings, errors, infos, summaries, outputs } = stage();
    const results = [resultOf({ state: 'failed', parts: [] })];
    const unreadable = new Proxy(results, {
      get: (all, key) => {
        if (key === Symbol.iterator) throw new RangeError('Invalid array length');
        return Reflect.get(all, key);
      },
    });
    await report.conclude(conclusionOf({ verdict: 'failed', results: unreadable }), false);
    expect(outputs.get('state')).toBe('failed');
    expect(infos).toEqual([expect.stringMatching(/^Verdict: failed, 0 of 1 succeeded/)]);
    expect(errors).toEqual([expect.stringMatching(/^failed, 0 of 1 succeeded/)]);
    expect(summaries).toEqual([expect.stringMatching(/^## ❌ Deploy Gate: failed/)]);
    expect(warnings).toEqual([expect.stringMatching(/^the outputs were shortened/)]);
  });
});

describe('row 86: very many changes with long reasons → the first and the last 5,000, and how many are left out', () => {
  it('in the results file, each reason within 4,000 characters', async () => {
    const { report, outputs } = stage();
    for (let at = 0; at < 25_000; at += 1) {
      const reason = `${at} ${at % 5000 === 0 ? 'x'.repeat(100_000) : ''}`;
      report.event({ kind: 'changed', elapsedMs: at, progress: progressOf('running', { reason }) });
    }
    await report.conclude(report.conclusion(outcomeOf(progressOf('succeeded')), 'succeeded'), true);
    const file: { changes: readonly { reason: string }[]; changes_left_out: number } = JSON.parse(
      readFileSync(outputs.get('results-file') ?? '', 'utf8'),
    );
    const numbers = file.changes.map(({ reason }) => Number.parseInt(reason, 10));
    expect(numbers).toHaveLength(10_000);
    expect(numbers.slice(0, 5000)).toEqual(Array.from({ length: 5000 }, (_, at) => at));
    expect(numbers.slice(5000)).toEqual(Array.from({ length: 5000 }, (_, at) => 20_000 + at));
    expect(file.changes_left_out).toBe(15_000);
    expect(Math.max(...file.changes.map(({ reason }) => reason.length))).toBeLessThanOrEqual(4000);
  });
});

describe('the results file', () => {
  it('is never shortened', () => {
    const results = [resultOf({ parts: fill(2_000_000) })];
    const path = writeResultsFile(conclusionOf({ results }), temp, plain);
    expect(parse(readFileSync(path, 'utf8'))).toMatchObject({ results });
  });
});

describe('the report', () => {
  it('tells with a warning that the outputs had to be shortened', async () => {
    const { report, warnings } = stage();
    const part = { state: 'succeeded', providerState: '', reason: '', times: {} } as const;
    const parts = [{ ...part, name: 'x'.repeat(1_000_000) }];
    await report.conclude(
      report.conclusion(outcomeOf(progressOf('succeeded', { parts })), 'succeeded'),
      true,
    );
    expect(warnings).toEqual([
      expect.stringMatching(
        /^the outputs were shortened to what a job can pass on\. Everything is in \S+\.json$/,
      ),
    ]);
  });

  it('and points to no results file where there is none', async () => {
    const { report, warnings, summaries } = stageAt('/dev/null/none');
    const results = failing(8000, 0, 300);
    await report.conclude(conclusionOf({ verdict: 'failed', results }), false);
    expect(warnings).toContainEqual(
      'the outputs were shortened to what a job can pass on, and there is no results file. Split the list over several steps',
    );
    expect(summaries.join()).toMatch(/^\d+ more tasks are not shown here\.$/m);
    expect(summaries.join()).not.toContain('results file');
  });
  it('has annotations within 4,000 characters for inputs with very many problems, and the summary under 1,000 KiB', async () => {
    const { report, errors, summaries } = stage();
    const problems = Array.from(
      { length: 5000 },
      (_, index) => `- tasks, entry ${index}: ${'x'.repeat(500)}`,
    );
    await report.refuse(['5000 problems', ...problems].join('\n'));
    expect(errors).toHaveLength(1);
    expect(errors[0]?.length).toBeLessThanOrEqual(4000);
    expect(errors[0]).toMatch(/^5000 problems\n- tasks, entry 0/);
    expect(Buffer.byteLength(summaries.join(''))).toBeLessThan(1000 * 1024);
  });
});

describe('the log of refused inputs', () => {
  it.each([
    [1, 0, undefined],
    [600, 600, undefined],
    [10_000, 10_000, undefined],
    [12_000, 10_000, /^and \d+ more$/],
  ])('has what the annotation has no room for: of %i problems', async (count, least, last) => {
    const { report, infos, errors, warnings, summaries } = stage();
    const problems = Array.from({ length: count }, (_, index) => `- tasks, entry ${index + 1}: odd`);
    await report.refuse(['problems', ...problems].join('\n'));
    expect(warnings).toEqual([]);
    expect(errors).toHaveLength(1);
    const shown = (errors[0] ?? '').split('\n');
    const more = /^and (\d+) more in the log$/.exec(shown.at(-1) ?? '')?.[1];
    const told = [...shown.slice(1, more === undefined ? undefined : -1), ...infos];
    const end = last === undefined ? undefined : told.pop();
    if (last !== undefined) expect(end).toMatch(last);
    expect(told.length).toBeGreaterThanOrEqual(Math.max(1, least));
    expect(told).toEqual(problems.slice(0, told.length));
    const beyond = Number(/\d+/.exec(end ?? '')?.[0] ?? 0);
    expect(told.length + beyond).toBe(count);
    expect(Number(more ?? 0)).toBe(infos.length - (end === undefined ? 0 : 1) + beyond);
    const left = count + 1 - 100;
    if (left > 0) expect(summaries.join()).toContain(`and ${left} more in the log`);
  });
});
