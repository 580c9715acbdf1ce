import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';
import { z } from 'zod';

import { readTop } from '../../scripts/tables.ts';

const Bill = z.object({
  spdxVersion: z.literal('SPDX-2.3'),
  packages: z.array(z.object({ name: z.string(), versionInfo: z.string() })),
});
const Lock = z.object({
  packages: z.record(z.string(), z.object({ version: z.string(), dev: z.boolean().optional() })),
});

/** What npm itself makes of the project. */
function bill(): z.infer<typeof Bill> {
  const top = fileURLToPath(new URL('../..', import.meta.url));
  const stdout = execFileSync(process.execPath, ['scripts/release/bill.ts'], { cwd: top, encoding: 'utf8' });
  return Bill.parse(JSON.parse(stdout));
}

it('lists all that the lock file has for more than development, and nothing else', () => {
  const { packages } = Lock.parse(JSON.parse(readTop('package-lock.json')));
  const used = Object.entries(packages)
    .filter(([, { dev }]) => dev !== true)
    .map(([path, { version }]) => `${path.replace(/^.*node_modules\//, '') || 'deploy-gate'}@${version}`);
  const listed = bill().packages.map(({ name, versionInfo }) => `${name}@${versionInfo}`);
  expect(listed.toSorted()).toEqual([...new Set(used)].toSorted());
});

it('has every package whose licence is in dist', () => {
  const built = [...readTop('dist/licenses.txt').matchAll(/^(?:@[\w.-]+\/)?[a-z][\w.-]*$/gm)].map(String);
  expect(built).toEqual(expect.arrayContaining(['@actions/core', 'tunnel', 'undici', 'yaml', 'zod']));
  const listed = bill().packages.map(({ name }) => name);
  expect(built.filter((name) => !listed.includes(name))).toEqual([]);
});
