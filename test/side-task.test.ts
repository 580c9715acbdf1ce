import { expect, it } from 'vitest';

import { aside, onErrorAside } from '../src/side-task.ts';

it('whoever works beside the gate is told of its own errors, also later on', async () => {
  const told: unknown[] = [];
  const later = aside(
    (error) => told.push(error),
    async () => {
      await Promise.resolve();
      return onErrorAside();
    },
  );
  (await later)?.('lost');
  expect(told).toEqual(['lost']);
  expect(onErrorAside()).toBeUndefined();
});
