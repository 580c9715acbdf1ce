import { expect, it } from 'vitest';

import { withDistinctNames } from '../../src/inputs/names.ts';
import { taskOf } from '../builders.ts';

it('names that are the same without their secrets are numbered, and none that is given is taken', () => {
  const targets = ['shop one', 'shop two', 'SHOP *** (2)', 'plain'].map((name) => ({
    task: taskOf({ name }),
  }));
  const redact = (text: string): string => text.replace(/one|two/, '***');
  expect(withDistinctNames(targets, redact).map(({ task }) => task.name)).toEqual([
    'shop ***',
    'shop *** (3)',
    'SHOP *** (2)',
    'plain',
  ]);
});
