import { existsSync, readdirSync } from 'node:fs';

import { expect, it } from 'vitest';

import { circles, undocumented, wrongImports } from '../../scripts/source-rules.ts';
import { purposeOf, sourceFiles, withSourceTree } from '../../scripts/source-tree.ts';
import { readTop } from '../../scripts/tables.ts';

const FILES = sourceFiles();
const DOCUMENT = readTop('docs/architecture.md');

/** The tree of the document with other files. */
const treeOf = (...files: Parameters<typeof withSourceTree>[1]): string =>
  withSourceTree('<!-- source tree: made by npm run docs -->\n<!-- end of source tree -->', files);

it('shows the tree of src/ as npm run docs writes it', () => {
  expect(FILES.length).toBeGreaterThan(50);
  expect(withSourceTree(DOCUMENT, FILES)).toBe(DOCUMENT);
  for (const [path] of FILES) expect(DOCUMENT).toContain(path.replace(/.*\//, ' '));
});

it('lists a file under its folder, with the line that it begins with', () => {
  const tree = treeOf(['gate/step.ts', '/** One step. */\n\ncode'], ['task.ts', '/** Words. */\n\ncode']);
  expect(tree).toContain('\n  gate/\n    step.ts  One step.\n');
  expect(tree).toContain('\n  task.ts    Words.\n');
});

it('finds the one purpose of each file in its first line', () => {
  expect(FILES.filter(([, text]) => purposeOf(text) === undefined).map(([path]) => path)).toEqual([]);
  expect(purposeOf('/** Of the function below. */\nexport function f() {}')).toBeUndefined();
});

it('no file imports from a part to its left, or beside it', () => {
  expect(wrongImports(FILES)).toEqual([]);
  expect(
    wrongImports([
      ['gate/step.ts', "import { log } from '../report/log.ts';\nimport { now } from './waiting.ts';"],
      ['gate/gate.ts', "import type { Send } from '../clouds/http.ts';\nimport { Task } from '../task.ts';"],
      ['task.ts', "const world = await import('./world.ts');\nimport './main.ts';"],
    ]),
  ).toEqual([
    'gate/step.ts imports report/log.ts',
    'gate/gate.ts imports clouds/http.ts',
    'task.ts imports world.ts',
    'task.ts imports main.ts',
  ]);
  expect(() => wrongImports([['new/file.ts', "import '../task.ts';"]])).toThrow('src/new/file.ts');
});

it('no files import each other in a circle', () => {
  expect(circles(FILES)).toEqual([]);
  expect(
    circles([
      ['gate/a.ts', "import { b } from './b.ts';"],
      ['gate/b.ts', "export { c } from './c.ts';"],
      ['gate/c.ts', "import { a } from './a.ts';\nimport { d } from './d.ts';"],
      ['gate/d.ts', ''],
      ['gate/e.ts', "import { a } from './a.ts';"],
    ]),
  ).toEqual(['gate/a.ts', 'gate/b.ts', 'gate/c.ts']);
});

it('every exported function, constant and type of src/ has a docstring', () => {
  const found = FILES.flatMap(([path, text]) => undocumented(text).map((name) => `${path}: ${name}`));
  expect(found).toEqual([]);
  expect(
    undocumented(
      [
        '/** Told. */\nexport function told() {}',
        'export async function silent() {}',
        '/** Far away. */\n\nexport const FAR = 1;',
        '/**\n * Also told.\n */\nexport type Told = string;',
        "export * from './other.ts';",
        'export default 1;',
      ].join('\n\n'),
    ),
  ).toEqual(['silent', 'FAR', "export * from './other.ts';", 'export default 1;']);
});

/** Modules through which a file has an effect, or depends on something that it was not given. */
const EFFECTS =
  /^import (?!type).* from '(node:fs|node:timers\/promises|undici|@actions\/\w+)'|randomUUID\(|await import\(/m;

it('names every file that has an effect', () => {
  const [, section = ''] = DOCUMENT.split('## Where effects are');
  const named = [...section.matchAll(/`src\/([\w/-]+\.ts)`/g)].map(([, path]) => path);
  const files = FILES.filter(([, text]) => EFFECTS.test(text)).map(([path]) => path);
  expect([...new Set(named)].sort()).toEqual(files);
});

it('says of each folder of test/ what it does', () => {
  const folders = readdirSync(new URL('../', import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `test/${name}/`);
  const rows = [...DOCUMENT.matchAll(/^\| `(test\/[a-z]+\/)`/gm)].map(([, folder]) => folder);
  expect(rows.sort()).toEqual(folders.sort());
});

/** What stands in back quotes and begins with a folder of the repository. */
const PATHS = /`((?:\.ci|bench|conformance|dist|docs|mutation|scripts|src|test|workflows)\/[\w./-]*)`/g;

it.each([
  ['docs/architecture.md', 'scripts/source-tree.ts'],
  ['docs/adding-a-provider.md', 'src/providers/index.ts'],
])('%s names paths that exist, but for those of the provider that is no more', (document, one) => {
  const paths = [...readTop(document).matchAll(PATHS)].map(([, path = '']) => path);
  const all = paths.filter((path) => !/\/(example|rollout)/.test(path));
  expect(all).toContain(one);
  for (const path of all) expect(existsSync(new URL(`../../${path}`, import.meta.url)), path).toBe(true);
});
