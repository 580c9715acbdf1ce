import { expect, it } from 'vitest';
import { parse } from 'yaml';

import { readTop, withTables } from '../scripts/tables.ts';
import { PROVIDERS } from '../src/providers/index.ts';
import { OUTPUT_NAMES } from '../src/report/outputs.ts';

const README = readTop('README.md');

it('has the tables of inputs and outputs that action.yml makes', () => {
  expect(withTables(README, readTop('action.yml'))).toBe(README);
  expect(README).toContain('| `not-found-grace` | `60s` |');
});

it('names every output that is written', () => {
  const action: { outputs: object } = parse(readTop('action.yml'));
  expect(Object.keys(action.outputs)).toEqual([...OUTPUT_NAMES]);
});

it('shows an entry of each provider', () => {
  const shown = [...README.matchAll(/^\s+- provider: (.*)/gm)].map(([, name]) => name);
  expect([...new Set(shown)].sort()).toEqual([...PROVIDERS.keys()].sort());
});
