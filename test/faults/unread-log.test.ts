import { describe, it } from 'vitest';

import { record } from '../dist/entries.ts';
import { play } from '../dist/scene.ts';
import { faults } from '../emulator/index.ts';
import { onGitHub } from '../github/scene.ts';

describe('a log that nobody reads any more', () => {
  it.concurrent('changes nothing: the step ends with its outputs and its verdict', async ({ expect }) => {
    const step = await play((emulator) => ({
      tasks: [record(emulator, 'running', 'running', 'succeeded')],
      inputs: { timeout: '60s' },
      onStdout: (_text, _kill, stopReading) => stopReading(),
    }));
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' }, stderr: '' });
  });

  it.concurrent('does not keep what is told of GitHub from ending', async ({ expect }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      github.play('checks/update', faults.httpError(500));
      const step = await run({
        tasks: [record(emulator, 'running')],
        inputs: { 'check-name': 'deployed', timeout: '3s' },
        onStdout: (_text, _kill, stopReading) => stopReading(),
      });
      expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
      expect(github.checkRuns()).toMatchObject([{ conclusion: 'timed_out' }]);
    });
  });
});
