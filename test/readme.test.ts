import { existsSync } from 'node:fs';

import { expect, it } from 'vitest';
import { parse } from 'yaml';

import { readTop, withTables } from '../scripts/tables.ts';
import { readInputs } from '../src/inputs/inputs.ts';
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

it('shows an entry of each provider, as the action takes it', () => {
  const blocks = [...README.matchAll(/```yaml\n(- provider: [\s\S]*?)```/g)].map(([, block = '']) => block);
  const shown = blocks.map((block) => /^- provider: (.*)/.exec(block)?.[1]);
  expect(shown.sort()).toEqual([...PROVIDERS.keys()].sort());
  for (const block of blocks) {
    const tasks = block.replace(/\$\{\{ toJSON\([^}]*\) \}\}/g, '"an-id"');
    const given: Readonly<Record<string, string>> = {
      tasks,
      'alibaba-region': 'cn-hangzhou',
      'huawei-region': 'cn-north-4',
      'huawei-project-id': 'project',
      'alibaba-access-key-id': 'id',
      'alibaba-access-key-secret': 'secret',
      'huawei-access-key-id': 'id',
      'huawei-secret-access-key': 'secret',
    };
    expect(readInputs((name) => given[name] ?? '', {}).targets).toHaveLength(1);
  }
});

it('names scripts that exist', () => {
  const { scripts }: { scripts: Readonly<Record<string, string>> } = JSON.parse(readTop('package.json'));
  const named = [...README.matchAll(/npm run ([a-z:]+)/g)].map(([, name = '']) => name);
  expect(named).toContain('demo');
  for (const name of named) expect(Object.keys(scripts)).toContain(name);
  expect(existsSync(new URL('../dist/index.js', import.meta.url))).toBe(true);
});
