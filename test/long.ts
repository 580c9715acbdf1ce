/** Which test files `npm test` leaves to `npm run test:all`. */

import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';

/** What shows a newcomer each verdict, on the built action as well. */
const SHORT = /^test\/dist\//;

const IMPORTED = /(?:from |import\()'(\.{1,2}\/[^']+)'/g;

/**
 * The test files that start processes, by themselves or by what they import, save those of `test/dist/`.
 *
 * @param root the folder of the project
 * @returns paths relative to it, with slashes
 */
export function longTests(root: string): readonly string[] {
  const files = globSync('test/**/*.ts', { cwd: root }).map((file) => file.replaceAll('\\', '/'));
  const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
  const starts = (file: string, seen = new Set<string>()): boolean => {
    if (seen.has(file)) return false;
    seen.add(file);
    const text = texts.get(file) ?? '';
    if (text.includes("'node:child_process'")) return true;
    return [...text.matchAll(IMPORTED)].some(([, path = '']) => starts(join(dirname(file), path), seen));
  };
  return files.filter((file) => file.endsWith('.test.ts') && !SHORT.test(file) && starts(file));
}
