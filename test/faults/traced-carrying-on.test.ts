import { setTimeout as pause } from 'node:timers/promises';
import { describe, it } from 'vitest';

import { record } from '../dist/entries.ts';
import { onGitHub } from '../github/scene.ts';
import { readTrace } from '../replay/har-file.ts';
import { replay } from '../replay/play.ts';

const ONCE = { 'check-name': 'deployed', wait: 'false' };
const TRACE = { 'trace-file': 'trace.har' };

describe('row 116: a trace of a run that carries on an earlier one → says since when, and replays to the same verdict', () => {
  it.concurrent.for<
    readonly [
      what: string,
      inputs: Readonly<Record<string, string>>,
      state: string,
      then: 'running' | 'succeeded',
    ]
  >([
    ['that waits', { wait: 'true', timeout: '60s' }, 'succeeded', 'succeeded'],
    ['that polls once', { timeout: '10m' }, 'running', 'running'],
    ['whose timeout is over', { timeout: '1s' }, 'timed-out', 'running'],
  ])('%s', async ([, inputs, state, then], { expect }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const tasks = [record(emulator, 'running', 'running', then)];
      await run({ tasks, inputs: { ...ONCE, ...inputs, wait: 'false', timeout: '10m' } });
      const startedAt = Date.parse(github.checkRuns()[0]?.started_at ?? '');
      await pause(2_000);
      const step = await run({ tasks, inputs: { ...ONCE, ...inputs, ...TRACE } });
      expect(step.outputs['state']).toBe(state);
      const about = step.trace?.log._deployGate;
      // GitHub's `Date` and `started_at` are whole seconds.
      expect(Math.abs(Date.parse(about?.carriedOnFrom ?? '') - startedAt)).toBeLessThan(2_000);
      const { told } = await replay(readTrace(JSON.stringify(step.trace)));
      expect(told.verdict).toBe(state);
    });
  });
});
