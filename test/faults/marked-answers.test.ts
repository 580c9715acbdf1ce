import { describe, it } from 'vitest';

import { play } from '../dist/scene.ts';
import { literal } from '../emulator/index.ts';
import { allAre, allSucceeded, answersOf, success } from './deployments.ts';

const MARK = '\uFEFF';
const TEXTS = answersOf(success);

describe('row 94: a byte order mark before the JSON of an answer → dropped', () => {
  it.concurrent('of every operation', async ({ expect }) => {
    const step = await play((e) => {
      const tasks = allSucceeded(e);
      e.rules.hook = ({ operation = '' }) => literal(`${MARK}${TEXTS[operation]}`);
      return { tasks };
    });
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded', states: allAre('succeeded') } });
    expect(step.outputs['results']).not.toContain('failed');
  });

  it.concurrent('two of them are no mark, and no JSON', async ({ expect }) => {
    const step = await play((e) => {
      e.rules.hook = ({ operation = '' }) => literal(`${MARK}${MARK}${TEXTS[operation]}`);
      return { tasks: allSucceeded(e), inputs: { timeout: '2s' } };
    });
    expect(step).toMatchObject({
      exitCode: 1,
      outputs: { state: 'timed-out', states: allAre('timed-out') },
    });
  });
});
