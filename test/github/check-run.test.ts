import { describe, expect, it } from 'vitest';

import { record } from '../dist/entries.ts';
import { playOnGitHub } from './scene.ts';

describe('a check run', () => {
  it('follows the gate', async () => {
    const step = await playOnGitHub((emulator) => ({
      tasks: [record(emulator, 'running', 'success')],
      inputs: { 'check-name': 'deployed' },
    }));
    console.log(step.stdout, step.outputs, step.states);
    console.log(JSON.stringify(step.github.checkRuns(), null, 1), step.durationMs);
    console.log(step.github.requests.map((r) => [r.operation, r.status, r.url]));
    expect(step.exitCode).toBe(0);
  });
});
