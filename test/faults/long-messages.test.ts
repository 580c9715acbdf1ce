import { describe, it } from 'vitest';

import { play } from '../dist/scene.ts';
import { faults } from '../emulator/index.ts';

const MESSAGES: readonly (readonly [string, string])[] = [
  ['words', 'a line of a stack trace '.repeat(160_000)],
  ['spaces', `down ${' '.repeat(3_800_000)}x`],
  ['one word', 'x'.repeat(3_800_000)],
];

describe('row 12: errors with messages of 3.8 MB at 20 tasks → told within 2 s of a signal, in little space', () => {
  it.concurrent.for(MESSAGES)('%s', async ([, message], { expect }) => {
    let signalledAt = 0;
    const step = await play((e) => {
      e.rules.hook = () => faults.httpError(503, { error_code: 'X.1', error_msg: message });
      const names = Array.from({ length: 20 }, (_, index) => `web-${index}`);
      return {
        tasks: names.map((name) => ({
          provider: 'huawei-codearts-deploy',
          name,
          'task-id': 'task',
          'record-id': name,
          endpoint: e.codearts.endpoint,
        })),
        onStdout: (text, kill) => {
          if (signalledAt > 0 || !text.includes('trying again')) return;
          signalledAt = performance.now();
          kill('SIGINT');
        },
      };
    });
    expect(performance.now() - signalledAt).toBeLessThan(2_000);
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'interrupted' } });
    expect(step.resultsFile?.length).toBeLessThan(200_000);
    expect(step.resultsFile).toContain('characters)');
  });
});
