import { describe, it } from 'vitest';
import type { Entry } from '../dist/entries.ts';
import { OVER, publishTask, record } from '../dist/entries.ts';
import type { Emulator } from '../emulator/index.ts';
import { stopped } from './interruption.ts';
import { preloaded } from './preload/index.ts';

const lines = (text: string, pattern: RegExp): readonly string[] => text.match(pattern) ?? [];

describe('row 64: a signal while the end is being told → one summary and one annotation, of the verdict that counts', () => {
  it.concurrent.for<readonly [what: string, ms: number, make: (e: Emulator) => Entry]>([
    ['after a success', 200, (e) => publishTask(e, [OVER])],
    ['after a failure', 200, (e) => record(e, 'failed')],
  ])('%s', async ([, ms, make], { expect }) => {
    const step = await stopped(['SIGINT'], ({ emulator: e, stopIn }) => ({
      tasks: [make(e)],
      env: { ...preloaded('slow-summary'), SUMMARY_TAKES_MS: String(ms) },
      onStdout: (text) => {
        if (text.includes('the summary is being written')) stopIn(0);
      },
    }));
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'interrupted' } });
    expect(step.wentOnMs).toBeLessThan(2_000);
    expect(lines(step.summary, /^## .*$/gm)).toEqual([expect.stringContaining('Deploy Gate: interrupted')]);
    expect(lines(step.stdout, /^::error.*$/gm)).toEqual([expect.stringContaining('::interrupted, ')]);
    expect(lines(step.stdout, /Verdict: /g)).toHaveLength(1);
    expect(JSON.parse(step.resultsFile ?? '')).toMatchObject({ state: 'interrupted' });
  });

  it.concurrent('also where the summary takes so long that the rest was told before', async ({ expect }) => {
    const step = await stopped(['SIGINT'], ({ emulator: e, stopIn }) => ({
      tasks: [record(e, 'failed')],
      env: { ...preloaded('slow-summary'), SUMMARY_TAKES_MS: '900' },
      onStdout: (text) => {
        if (text.includes('::error')) stopIn(0);
      },
    }));
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'interrupted' } });
    expect(lines(step.summary, /^## .*$/gm)).toEqual([expect.stringContaining('Deploy Gate: interrupted')]);
    expect(lines(step.stdout, /^::error.*$/gm)).toEqual([expect.stringContaining('::failed, ')]);
  });
});

describe('NO_COLOR in the environment', () => {
  it.concurrent.for([
    ['1', false],
    ['', true],
  ] as const)('set to %j: colours are written: %j', async ([value, colours], { expect }) => {
    const step = await stopped(['SIGINT'], ({ emulator: e }) => ({
      tasks: [record(e, 'succeeded')],
      env: { NO_COLOR: value },
    }));
    expect(step.exitCode).toBe(0);
    expect(step.stdout.includes('\u001b[')).toBe(colours);
    expect(step.stdout).toContain('Verdict: succeeded');
  });
});
