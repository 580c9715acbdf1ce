import { describe, it } from 'vitest';

import { ROWS } from './rows.ts';
import { play, whole } from './scene.ts';

describe('the built action', () => {
  it.concurrent.for(ROWS)('%s: %s', async ([name, state, setUp], { expect }) => {
    const step = await play(setUp);
    expect(step.outputs['state']).toBe(state);
    expect(step.exitCode).toBe(state === 'succeeded' ? 0 : 1);
    await expect(whole(step)).toMatchFileSnapshot(`expected/${name}.txt`);
  });
});
