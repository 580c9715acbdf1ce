import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

import { createRedactor } from '../../src/redact.ts';
import { renderOutputs, writeResultsFile } from '../../src/report/outputs.ts';
import type { Result } from '../../src/report/results.ts';
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

describe('the outputs of very many tasks', () => {
  it('of 900 kB are whole', () => {
    const bare = JSON.stringify([resultOf({ parts: fill(0) })]).length;
    const { outputs, shortened } = render(resultOf({ parts: fill(900_000 - bare) }));
    expect(outputs['results']).toHaveLength(900_000);
    expect(shortened).toBe(false);
  });

  it('beyond that leave the parts out', () => {
    const bare = JSON.stringify([resultOf({ parts: fill(0) })]).length;
    const result = resultOf({ parts: fill(900_001 - bare) });
    const { outputs, shortened } = render(result);
    expect(parse(outputs['results'])).toEqual([withoutParts(result)]);
    expect(shortened).toBe(true);
  });

  it('still beyond that leave out all but name and state', () => {
    const results = Array.from({ length: 2000 }, (_, index) =>
      resultOf({ name: `task ${index}`, state: 'failed', reason: 'x'.repeat(600) }),
    );
    const { outputs, shortened } = render(...results);
    const least = results.map(({ name, state }) => ({ name, state }));
    expect(parse(outputs['results'])).toEqual(least);
    expect(parse(outputs['failed'])).toEqual(least);
    expect(shortened).toBe(true);
  });

  it('are counted in bytes, not in letters', () => {
    const results = [resultOf({ parts: [partOf({ name: '单'.repeat(400_000) })] })];
    const { outputs, shortened } = render(...results);
    expect(shortened).toBe(true);
    expect(Buffer.byteLength(outputs['results'])).toBeLessThan(900_000);
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
    expect(warnings).toEqual([expect.stringMatching(/results file/)]);
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
