import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import { z } from 'zod';

import { type Measure, rounded } from './section.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const KB = 1000;
const MIN_KB = 10;

/** A module as the bundler's statistics have it; one that is made of several has these in it. */
const Module = z.object({
  name: z.string(),
  size: z.number(),
  chunks: z.array(z.union([z.string(), z.number()])).default([]),
  modules: z.array(z.object({ name: z.string(), size: z.number() })).default([]),
});
const Stats = z.object({
  modules: z.array(Module),
  chunks: z.array(
    z.object({
      id: z.union([z.string(), z.number()]),
      modules: z.array(z.object({ name: z.string() })).default([]),
    }),
  ),
});

/** What each package over 50 kB is for. */
const PURPOSES: Readonly<Record<string, string>> = {
  undici:
    'every request: connections, proxies, TLS, limits; also brings fetch, WebSocket and caches, which cannot be left out',
  zod: 'inputs and answers are checked before they count',
  yaml: 'the list of tasks, with the places of its mistakes',
  '@octokit/plugin-rest-endpoint-methods': 'names of the calls of GitHub’s API',
  '@actions/core': 'the runner: masks, outputs, summary',
  '@actions/http-client': 'part of @actions/core (and, in another version, of @actions/github)',
  '@actions/exec': 'part of @actions/core',
  'the gate': 'everything of our own',
};

export const measure: Measure = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'deploy-gate-weight-'));
  try {
    execFileSync(process.execPath, [
      join(ROOT, 'node_modules/typescript/bin/tsc'),
      '-p',
      join(ROOT, 'tsconfig.build.json'),
    ]);
    const ncc = join(ROOT, 'node_modules', '@vercel', 'ncc', 'dist', 'ncc', 'cli.js');
    const file = join(folder, 'stats.json');
    const entry = join(ROOT, 'build', 'index.js');
    const options = ['--out', join(folder, 'dist'), '--no-cache', '--quiet', '--stats-out', file];
    execFileSync(process.execPath, [ncc, 'build', entry, ...options], { stdio: 'ignore' });
    const { modules, chunks } = Stats.parse(JSON.parse(readFileSync(file, 'utf8')));
    // What only the chunks of GitHub's client, the exchanges and the trace need is loaded with them.
    const later = new Set(
      chunks
        .filter((chunk) =>
          chunk.modules.some(({ name }) =>
            /@octokit\/|\/octokit\.js|\/alibaba-sts\.js|\/huawei-iam\.js|\/trace\/trace\.js/.test(name),
          ),
        )
        .map(({ id }) => id),
    );
    const weights = new Map<string, { always: number; later: number }>();
    for (const { name, size, chunks: ids, modules: parts } of modules) {
      if (ids.length === 0) continue;
      const isLater = ids.every((id) => later.has(id));
      for (const part of parts.length > 0 ? parts : [{ name, size }]) {
        const owner = ownerOf(part.name);
        const weight = weights.get(owner) ?? { always: 0, later: 0 };
        weight[isLater ? 'later' : 'always'] += part.size;
        weights.set(owner, weight);
      }
    }
    const dist = join(ROOT, 'dist');
    const files = readdirSync(dist).filter((name) => name.endsWith('.js'));
    const sum = (of: (name: string) => number): number => files.reduce((total, name) => total + of(name), 0);
    const raw = sum((name) => statSync(join(dist, name)).size);
    const gzipped = sum((name) => gzipSync(readFileSync(join(dist, name))).length);
    const kb = (bytes: number): number => rounded(bytes / KB, 0);
    const rows = [...weights]
      .filter(([, { always, later }]) => always + later >= MIN_KB * KB)
      .toSorted(([, a], [, b]) => b.always + b.later - (a.always + a.later))
      .map(([name, weight]) => [name, kb(weight.always), kb(weight.later), PURPOSES[name] ?? '']);
    return {
      name: 'weight',
      title: 'Weight',
      about: `Sources by package in kB, as far as they are bundled; when needed: loaded with check-name or deployment-id, keyless inputs or a trace-file. dist/*.js: ${kb(raw)} kB in ${files.length} files, ${kb(gzipped)} kB gzipped, not minified.`,
      columns: ['package', 'always', 'when needed', 'what for'],
      rows,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

function ownerOf(name: string): string {
  const found = [...name.matchAll(/node_modules\/((?:@[^/]+\/)?[^/ ]+)/g)].at(-1)?.[1];
  if (found !== undefined) return found;
  return name.startsWith('./build/') ? 'the gate' : 'the bundler';
}
