import { readdirSync, readFileSync } from 'node:fs';

/**
 * The parts of `src/` (folders, and files beside them), from left to right: a file imports from parts further right
 * and from its own folder, never from one further left or beside it.
 */
export const PARTS: readonly (readonly string[])[] = [
  ['start-post.ts'],
  ['index.ts'],
  ['main.ts', 'post.ts'],
  ['late.ts', 'publish.ts', 'bounded.ts', 'tracing.ts', 'watch.ts'],
  ['sources.ts', 'trace/'],
  ['inputs/'],
  ['github/', 'providers/'],
  ['report/'],
  ['gate/', 'clouds/'],
  [
    'memo.ts',
    'nearest.ts',
    'not-started.ts',
    'redact-names.ts',
    'redact.ts',
    'side-task.ts',
    'wording.ts',
    'world.ts',
  ],
  ['json-text.ts', 'redact-forms.ts', 'redact-pieces.ts', 'redact-userinfo.ts', 'task.ts'],
];

/** A source file by its path below `src/`, and its text. */
export type SourceFile = readonly [path: string, text: string];

/** Every file of `src/`, by path. */
export function sourceFiles(): readonly SourceFile[] {
  const top = new URL('../src/', import.meta.url);
  return readdirSync(top, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.replaceAll('\\', '/'))
    .sort()
    .map((path) => [path, readFileSync(new URL(path, top), 'utf8')]);
}

/** The purpose of a file: the one line that it begins with. Nothing if it begins otherwise. */
export function purposeOf(text: string): string | undefined {
  return /^\/\*\* (.+) \*\/\n\n/.exec(text)?.[1];
}

/**
 * A document with the tree of `src/` between its markers renewed: the parts from left to right, and the purpose of
 * each file.
 */
export function withSourceTree(document: string, files: readonly SourceFile[]): string {
  const width = Math.max(...files.map(([path]) => path.replace(/.*\//, '  ').length));
  const line = ([path, text]: SourceFile): string =>
    `  ${path.replace(/.*\//, '  ').padEnd(width)}  ${purposeOf(text) ?? ''}`;
  const lines = PARTS.flat().flatMap((part) => {
    const own = files.filter(([path]) => partOf(path) === part).map(line);
    return part.endsWith('/') ? [`  ${part}`, ...own] : own;
  });
  const direction = PARTS.map((parts) => parts.map((part) => `\`${part}\``).join(', ')).join(' → ');
  const tree = [direction, '', '```text', 'src/', ...lines, '```'].join('\n');
  return document.replace(
    /(<!-- source tree: made by npm run docs -->\n)[\s\S]*?(<!-- end of source tree -->)/,
    (_all, before: string, after: string) => `${before}\n${tree}\n\n${after}`,
  );
}

/** The part of `src/` that a file belongs to. */
export function partOf(path: string): string {
  return path.includes('/') ? path.replace(/\/.*/, '/') : path;
}
