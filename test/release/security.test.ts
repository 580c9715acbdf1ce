import { existsSync } from 'node:fs';

import { expect, it } from 'vitest';

import { readTop } from '../../scripts/tables.ts';

const SECURITY = readTop('SECURITY.md');

it('points to what holds its claims', () => {
  const paths = [...SECURITY.matchAll(/\]\(([^)]+)\)/g)].map(([, path = '']) => path);
  expect(paths.length).toBeGreaterThan(40);
  expect(paths.filter((path) => !existsSync(new URL(`../../${path}`, import.meta.url)))).toEqual([]);
});

it('counts the packages that are depended on at run time', () => {
  const { dependencies }: { dependencies: object } = JSON.parse(readTop('package.json'));
  expect(Object.keys(dependencies)).toHaveLength(7);
  expect(SECURITY).toContain('Seven packages are depended on at run time');
});
