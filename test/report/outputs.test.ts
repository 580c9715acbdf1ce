import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/redact.ts';
import { DEFAULT_OUTPUTS, OUTPUT_NAMES, renderOutputs } from '../../src/report/outputs.ts';
import type { Change, Conclusion, Result } from '../../src/report/results.ts';
import { writeResultsFile } from '../../src/report/results-file.ts';
import { resultOf as plainResultOf } from '../builders.ts';

const resultOf = (overrides: Partial<Result> = {}): Result =>
  plainResultOf({
    parts: [{ name: 'api1@RELEASE', state: 'succeeded', provider_state: 'OVER', reason: '' }],
    ...overrides,
  });

const change: Change = {
  at: '2026-01-01T00:03:20.000Z',
  name: 'orders',
  state: 'succeeded',
  provider_state: 'OVER',
  reason: '',
};
const conclusionOf = (overrides: Partial<Conclusion> = {}): Conclusion => ({
  verdict: 'succeeded',
  durationSeconds: 200.4,
  results: [resultOf()],
  changes: [change],
  faults: [],
  ...overrides,
});

const plain = createRedactor([], []);
const render = (conclusion: Conclusion, redact = plain): ReturnType<typeof renderOutputs> =>
  renderOutputs(conclusion, '/tmp/results.json', 'https://github.test/octo/shop/runs/1', redact);
const parse = (json: string): unknown => JSON.parse(json);

const withoutParts = ({ parts: _, ...rest }: Result): unknown => rest;

describe('the outputs', () => {
  it('are those of the contract, as text', () => {
    const failed = resultOf({ name: 'stock', state: 'failed', reason: 'no quota' });
    const { outputs, shortened } = render(conclusionOf({ verdict: 'failed', results: [resultOf(), failed] }));
    expect(shortened).toBe(false);
    expect(Object.keys(outputs).sort()).toEqual([...OUTPUT_NAMES].sort());
    expect(outputs['state']).toBe('failed');
    expect(parse(outputs['results'])).toEqual([resultOf(), failed]);
    expect(outputs['results-file']).toBe('/tmp/results.json');
    expect(parse(outputs['failed'])).toEqual([withoutParts(failed)]);
    expect(parse(outputs['states'])).toEqual({ orders: 'succeeded', stock: 'failed' });
    expect(outputs['duration-seconds']).toBe('200.4');
  });

  it('keep the order of the tasks', () => {
    const names = ['c', '10', 'a', '2'];
    const { outputs } = render(conclusionOf({ results: names.map((name) => resultOf({ name })) }));
    const results: readonly Result[] = JSON.parse(outputs['results']);
    expect(results.map(({ name }) => name)).toEqual(names);
  });

  it('have no optional task among the failed', () => {
    const { outputs } = render(conclusionOf({ results: [resultOf({ state: 'failed', optional: true })] }));
    expect(outputs['failed']).toBe('[]');
  });

  it('have what did not end among the failed', () => {
    const { outputs } = render(conclusionOf({ results: [resultOf({ state: 'running' })] }));
    expect(parse(outputs['failed'])).toHaveLength(1);
  });

  it('are one line each, whatever a provider says', () => {
    const reason = 'a\nb\r\nc\u0000d\u2028::set-output name=x::y';
    const { outputs } = render(conclusionOf({ results: [resultOf({ reason, state: 'failed' })] }));
    for (const value of Object.values(outputs)) expect(value).not.toMatch(/[\n\r\0]/);
    expect(parse(outputs['results'])).toMatchObject([{ reason }]);
  });

  it('have no secret in them', () => {
    const redact = createRedactor(['very"secret'], ['LTAI5tExample']);
    const results = [resultOf({ reason: 'said very"secret for LTAI5tExample', state: 'failed' })];
    const { outputs } = render(conclusionOf({ results }), redact);
    expect(parse(outputs['results'])).toMatchObject([{ reason: 'said *** for LTAI***' }]);
    expect(parse(outputs['failed'])).toMatchObject([{ reason: 'said *** for LTAI***' }]);
  });

  it('take names that objects of the language have', () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const { outputs } = render(conclusionOf({ results: names.map((name) => resultOf({ name })) }));
    for (const name of names) expect(outputs['states']).toContain(`"${name}":"succeeded"`);
  });

  it('are at first those of a step that ended before anything was known', () => {
    expect(DEFAULT_OUTPUTS).toMatchObject({ state: 'error', results: '[]', failed: '[]', states: '{}' });
    expect(Object.keys(DEFAULT_OUTPUTS).sort()).toEqual([...OUTPUT_NAMES].sort());
  });
});

describe('the results file', () => {
  const temp = mkdtempSync(join(tmpdir(), 'deploy-gate-outputs-'));
  afterAll(() => rmSync(temp, { recursive: true, force: true }));

  it('has everything, in the shape of the contract', () => {
    const path = writeResultsFile(conclusionOf(), temp, plain);
    expect(isAbsolute(path)).toBe(true);
    expect(path.startsWith(temp)).toBe(true);
    expect(parse(readFileSync(path, 'utf8'))).toEqual({
      schema: 1,
      state: 'succeeded',
      duration_seconds: 200.4,
      results: [resultOf()],
      changes: [change],
    });
  });

  it('is one of its own for each step', () => {
    const paths = [1, 2, 3].map(() => writeResultsFile(conclusionOf(), temp, plain));
    expect(new Set(paths).size).toBe(3);
  });

  it('has no secret in it, and is for its owner alone', () => {
    const redact = createRedactor(['very secret value'], []);
    const changes = [{ ...change, reason: 'said very secret value' }];
    const path = writeResultsFile(conclusionOf({ changes }), temp, redact);
    expect(readFileSync(path, 'utf8')).not.toContain('very secret');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o077).toBe(0);
  });

  it.each([undefined, ''])('lies in the system’s own folder where the runner names none: %j', (place) => {
    const path = writeResultsFile(conclusionOf(), place, plain);
    expect(isAbsolute(path)).toBe(true);
    rmSync(path);
  });

  it('that is written again takes the place of the first', () => {
    const path = writeResultsFile(conclusionOf(), temp, plain);
    const later = conclusionOf({ verdict: 'interrupted', changesLeftOut: 3, changes: [] });
    expect(writeResultsFile(later, temp, plain, path)).toBe(path);
    expect(parse(readFileSync(path, 'utf8'))).toEqual({
      schema: 1,
      state: 'interrupted',
      duration_seconds: 200.4,
      results: [resultOf()],
      changes_left_out: 3,
      changes: [],
    });
  });

  it('that cannot be written throws', () => {
    const file = join(temp, 'a-file');
    writeFileSync(file, '');
    expect(() => writeResultsFile(conclusionOf(), file, plain)).toThrow();
  });
});
