import { PARTS, partOf, type SourceFile } from './source-tree.ts';

/** The imports that go to the left or to a neighbour, as `gate/step.ts imports report/log.ts`. */
export function wrongImports(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(([path, text]) =>
    importsOf(path, text)
      .filter((target) => partOf(target) !== partOf(path) && columnOf(target) <= columnOf(path))
      .map((target) => `${path} imports ${target}`),
  );
}

/** The files that import each other in a circle, also over others; all of one circle together. */
export function circles(files: readonly SourceFile[]): readonly string[] {
  let left = files.map(([path, text]) => ({ path, imports: importsOf(path, text) }));
  for (;;) {
    const paths = new Set(left.map(({ path }) => path));
    const imported = new Set(left.flatMap(({ imports }) => imports));
    // A file that imports none of the rest, or that none of the rest imports, is part of no circle.
    const rest = left.filter(
      ({ path, imports }) => imported.has(path) && imports.some((target) => paths.has(target)),
    );
    if (rest.length === left.length) return rest.map(({ path }) => path);
    left = rest;
  }
}

/** The names that a file exports without a docstring directly above them. */
export function undocumented(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    const [, name] = /^export (?:(?:async )?function|const|class|interface|type|let) (\w+)/.exec(line) ?? [];
    const documented = lines[at - 1]?.endsWith('*/') === true;
    return documented || !line.startsWith('export ') ? [] : [name ?? line];
  });
}

function importsOf(path: string, text: string): readonly string[] {
  const specifiers = [...text.matchAll(/\b(?:from |import |import\()'(\.[^']+)'/g)].map(([, to = '']) => to);
  return specifiers.map((to) => new URL(to, `file:///${path}`).pathname.slice(1));
}

function columnOf(path: string): number {
  const column = PARTS.findIndex((parts) => parts.includes(partOf(path)));
  if (column === -1) throw new Error(`src/${path} is in no part; give it a place in scripts/source-tree.ts`);
  return column;
}
