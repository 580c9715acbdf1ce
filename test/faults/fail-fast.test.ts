import { describe, it } from 'vitest';

import { deployed, OVER, publishTask, record } from '../dist/entries.ts';
import { play } from '../dist/scene.ts';

describe('row 101: a state that fail-on tolerates, with fail-fast → the gate goes on, and passes', () => {
  it.concurrent.for([
    ['a cancelled deployment', 'failed', 0, /^succeeded$/],
    ['a cancelled deployment that fail-on names', 'failed, cancelled', 1, /^(pending|running)$/],
  ] as const)('%s', async ([, failOn, exitCode, other], { expect }) => {
    const step = await play((e) => ({
      tasks: [record(e, 'abort'), publishTask(e, [deployed('RUNNING')], [deployed('RUNNING')], [OVER])],
      inputs: { 'fail-fast': 'true', 'fail-on': failOn },
    }));
    expect(step).toMatchObject({ exitCode, outputs: { state: 'cancelled' } });
    expect(JSON.parse(step.outputs['states'] ?? '')).toEqual({
      web: 'cancelled',
      publish: expect.stringMatching(other),
    });
  });
});
