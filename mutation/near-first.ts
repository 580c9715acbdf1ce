/** The order in which mutation testing runs the files: a mutant is done with as soon as one test fails. */
import { globSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The source of each mutant, by its number, as Stryker wrote it into its copy of the source. */
let sources: ReadonlyMap<string, string> | undefined;

function readSources(root: string): ReadonlyMap<string, string> {
  return new Map(
    globSync('src/**/*.ts', { cwd: root }).flatMap((path) =>
      [...readFileSync(join(root, path), 'utf8').matchAll(/stryMutAct_\w+\("(\d+)"\)/g)].map(
        ([, mutant = '']) => [mutant, path.replaceAll('\\', '/')] as const,
      ),
    ),
  );
}

/**
 * How far a file of tests is from what is mutated: 0 for its own tests, 1 for those of its folder, 2 for others. The
 * walks come last: they notice much, but are whole runs of the gate.
 *
 * @param source path of what is mutated, from the top of the project; undefined if nothing is
 * @param test path of the file of tests, from wherever
 */
function distance(source: string | undefined, test: string): number {
  if (test.includes('/walks/')) return 3;
  if (source === undefined) return 2;
  const own = `${source.replace(/^src\//, '/test/').replace(/\.ts$/, '')}.test.ts`;
  if (`/${test}`.endsWith(own)) return 0;
  return basename(dirname(source)) === basename(dirname(test)) ? 1 : 2;
}

/** The tests of the file that is mutated first, then those of its folder; the small ones before the large. */
export class NearFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    sources ??= readSources(this.ctx.config.root);
    const given = new Map<string, unknown>(Object.entries(this.ctx.getRootProject().getProvidedContext()));
    const source = sources.get(String(given.get('activeMutant')));
    return files
      .map((file) => ({ file, far: distance(source, file.moduleId), size: statSync(file.moduleId).size }))
      .sort((a, b) => a.far - b.far || a.size - b.size)
      .map(({ file }) => file);
  }
}
