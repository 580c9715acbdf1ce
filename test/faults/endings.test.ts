import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';

import { deployed, record } from '../dist/entries.ts';
import { one, play } from '../dist/scene.ts';
import { inTurn } from '../emulator/index.ts';
import { annotationsOf } from './told.ts';

describe('row 46: no place for the outputs → the verdict and the exit code stay right, and it is told once', () => {
  const folder = tmpdir();
  const places: readonly (readonly [what: string, env: Readonly<Record<string, string | undefined>>])[] = [
    ['unset', { GITHUB_OUTPUT: undefined }],
    ['empty', { GITHUB_OUTPUT: '' }],
    ['a folder', { GITHUB_OUTPUT: folder }],
    ['missing', { GITHUB_OUTPUT: join(folder, 'nowhere', 'output') }],
    ['on a disk that is full', { GITHUB_OUTPUT: '/dev/full' }],
  ];
  const verdicts = [
    ['succeeded', 0],
    ['failed', 1],
  ] as const;

  it.concurrent.for(places.flatMap((place) => verdicts.map((verdict) => [...place, ...verdict] as const)))(
    'GITHUB_OUTPUT is %s: %#',
    async ([, env, state, exitCode], { expect }) => {
      const step = await play((e) => ({ ...one(record(e, 'running', state)), env }));
      expect(step).toMatchObject({ exitCode, stderr: '', outputs: {} });
      expect(annotationsOf(step)).toEqual([
        expect.stringMatching(
          state === 'failed'
            ? /^::error title=Deploy Gate::failed, 0 of 1 .*%0Athe outputs could not be written: Error/
            : /^::warning title=Deploy Gate::the outputs could not be written: Error/,
        ),
      ]);
      expect(step.stdout).toContain(`Verdict: ${state}`);
      expect(step.summary).toContain(`Deploy Gate: ${state}`);
    },
  );

  const others: typeof places = [
    ['the job summary', { GITHUB_STEP_SUMMARY: undefined }],
    ['the job summary', { GITHUB_STEP_SUMMARY: folder }],
    ['the results file', { RUNNER_TEMP: join(folder, 'nowhere') }],
    ['the results file', { RUNNER_TEMP: '/dev/null' }],
  ];

  it.concurrent.for(others.flatMap((other) => verdicts.map((verdict) => [...other, ...verdict] as const)))(
    'neither is one for %s: %o, %s',
    async ([what, env, state, exitCode], { expect }) => {
      const step = await play((e) => ({ ...one(record(e, 'running', state)), env }));
      expect(step).toMatchObject({ exitCode, stderr: '', outputs: { state } });
      expect(annotationsOf(step).toSorted()).toEqual([
        ...(state === 'failed' ? [expect.stringMatching(/^::error title=Deploy Gate::failed, 0 of 1/)] : []),
        expect.stringContaining(`::warning title=Deploy Gate::${what} could not be written: Error`),
      ]);
      expect(step.stdout).toContain(`Verdict: ${state}`);
    },
  );
});

describe('row 47: 5,000 tasks with long names → a summary under 1,000 KiB, and a results file that has them all', () => {
  const COUNT = 5000;
  // Most of it is written otherwise in Markdown, and so longer.
  const nameOf = (index: number): string => `${'|*_<>&`#'.repeat(20)} 部署 ${index}`;

  it.concurrent('of which most could not be looked at in time', async ({ expect }) => {
    const step = await play((e) => {
      const { endpoint } = e.alibaba;
      const entries = Array.from({ length: COUNT }, (_, index) => ({
        provider: 'alibaba-api-gateway',
        name: nameOf(index),
        'operation-uid': `uid-${index}`,
        endpoint,
      }));
      return {
        tasks: [],
        inputs: { tasks: '', 'tasks-file': 'tasks.json', timeout: '1s' },
        files: { 'tasks.json': JSON.stringify(entries) },
      };
    });
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'timed-out' } });
    expect(Buffer.byteLength(step.summary)).toBeLessThan(1_000 * 1024);
    expect(step.summary).toMatch(/^\d+ more tasks are in the results file\.$/m);
    const drawn = step.summary.match(/^ {4}section /gm) ?? [];
    expect(drawn.length).toBeLessThanOrEqual(50);
    expect(step.summary).toContain(`The chart shows ${drawn.length} of ${COUNT} tasks.`);
    const { results }: { results: readonly { name: string; state: string; reason: string }[] } = JSON.parse(
      step.resultsFile ?? '',
    );
    expect(results.map(({ name }) => name)).toEqual(Array.from({ length: COUNT }, (_, i) => nameOf(i)));
    expect(results.every(({ reason }) => reason !== '')).toBe(true);
    // Even in their shortest form they are more than a job can pass on.
    expect(step.outputs).toMatchObject({ results: '', states: '', failed: '' });
    expect(step.stdout).toMatch(/^::warning .*the outputs were shortened/m);
    expect(step.stdout.match(/^::error/gm)).toHaveLength(1);
  });
});

describe('row 92: 45 failed tasks with long messages → outputs that a job can pass on, and one warning', () => {
  it.concurrent('without the parts', async ({ expect }) => {
    const step = await play((e) => ({
      tasks: Array.from({ length: 45 }, (_, index) => {
        const uid = `uid-${index}`;
        e.alibaba.publishTask(uid, inTurn([deployed('FAIL', 'no quota left '.repeat(500))]));
        const { endpoint } = e.alibaba;
        return { provider: 'alibaba-api-gateway', name: uid, 'operation-uid': uid, endpoint };
      }),
    }));
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'failed' } });
    const units = Object.entries(step.outputs).map(([name, value]) => name.length + value.length);
    expect(units.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(500_000);
    const results: readonly object[] = JSON.parse(step.outputs['results'] ?? '');
    expect(results).toHaveLength(45);
    expect(results[0]).not.toHaveProperty('parts');
    const file: { results: readonly object[] } = JSON.parse(step.resultsFile ?? '');
    expect(file.results[0]).toMatchObject({ parts: [{ state: 'failed' }] });
    const warnings = step.stdout.match(/^::warning .*the outputs were shortened.*$/gm) ?? [];
    expect(warnings).toEqual([expect.stringContaining(step.outputs['results-file'] ?? '?')]);
  });
});

describe('row 48: 50 failed tasks → one annotation of at most 4,096 characters, the rest in the summary', () => {
  const COUNT = 50;

  it.concurrent('with long reasons', async ({ expect }) => {
    const step = await play((e) => ({
      tasks: Array.from({ length: COUNT }, (_, index) => {
        const uid = `uid-${index}`;
        const reason = `quota exceeded for ${index}: ${'no more of it, '.repeat(20)}`;
        e.alibaba.publishTask(uid, inTurn([deployed('FAIL', reason)]));
        return {
          provider: 'alibaba-api-gateway',
          name: `task ${index}`,
          'operation-uid': uid,
          endpoint: e.alibaba.endpoint,
        };
      }),
    }));
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'failed' } });
    const annotations = annotationsOf(step);
    expect(annotations).toHaveLength(1);
    const text = decodeURIComponent(annotations[0]?.replace(/^::error title=Deploy Gate::/, '') ?? '');
    expect(text.length).toBeGreaterThan(1_000);
    expect(text.length).toBeLessThanOrEqual(4_096);
    expect(text).toMatch(/^failed, 0 of 50 succeeded/);
    expect(text).toMatch(/and \d+ more in the log$/);
    for (let index = 0; index < COUNT; index += 1) {
      expect(step.summary).toContain(`quota exceeded for ${index}&#58;`);
    }
    expect(JSON.parse(step.outputs['failed'] ?? '')).toHaveLength(COUNT);
  });
});
