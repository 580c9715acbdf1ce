import { readdirSync } from 'node:fs';

import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

import { readTop } from '../../scripts/tables.ts';

const Workflow = z.object({
  permissions: z.unknown(),
  jobs: z.record(
    z.string(),
    z.object({
      'timeout-minutes': z.number().optional(),
      permissions: z.record(z.string(), z.string()).optional(),
      steps: z.array(z.object({ run: z.string().optional() })),
    }),
  ),
});

const NAMES = readdirSync(new URL('../../.github/workflows', import.meta.url));
const WORKFLOWS = NAMES.map((name) => {
  const text = readTop(`.github/workflows/${name}`);
  return { name, text, workflow: Workflow.parse(parse(text)) };
});
const JOBS = WORKFLOWS.flatMap(({ name, workflow }) =>
  Object.entries(workflow.jobs).map(([id, job]) => ({ name: `${name}: ${id}`, ...job })),
);

it('permit nothing as a whole, and know no secret', () => {
  for (const { name, text, workflow } of WORKFLOWS) {
    expect(workflow.permissions, name).toEqual({});
    expect(text, name).not.toMatch(/\bsecrets\b\s*[.[:]/);
  }
});

it('have an end', () => {
  for (const { name, ...job } of JOBS) expect(job['timeout-minutes'], name).toBeLessThanOrEqual(60);
});

it('run nothing that is installed where they may write to the repository', () => {
  const writing = JOBS.filter(({ permissions }) => permissions?.['contents'] === 'write');
  expect(writing.map(({ name }) => name)).toEqual(['dependabot-dist.yml: commit', 'release.yml: publish']);
  for (const { name, steps } of writing) {
    const scripts = steps.map(({ run }) => run ?? '').join('\n');
    expect(scripts, name).not.toMatch(/\bnpm (?!sbom )|\bnpx\b|\.ci\/|node_modules/);
  }
});

it('give the token that can write to nothing but what needs no package', () => {
  const scripts = readdirSync(new URL('../../scripts/release', import.meta.url));
  for (const name of scripts) {
    const imported = [...readTop(`scripts/release/${name}`).matchAll(/ from '([^']+)'/g)];
    for (const [, from = ''] of imported) expect(from, name).toMatch(/^(node:[a-z_/]+|\.\/[a-z-]+\.ts)$/);
  }
});
