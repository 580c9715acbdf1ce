import { readdirSync } from 'node:fs';

import { readTop } from './tables.ts';

/** The example workflows, by their paths from the repository's top level. */
export const EXAMPLES: readonly string[] = readdirSync(new URL('../examples/', import.meta.url))
  .map((name) => `examples/${name}`)
  .sort();

/**
 * A document of the top level with the examples between their markers as they stand in `examples/`: one as a whole
 * between markers with its path, the steps of its last job between markers with `steps of` before the path, and a list
 * of all of them, with the comments that they begin with, between markers with the word `examples`.
 */
export function withExamples(document: string): string {
  const list = EXAMPLES.map((path) => `- [${path.replace('examples/', '')}](${path}): ${aboutOf(path)}`);
  return EXAMPLES.reduce(
    (text, path) =>
      between(between(text, path, yamlBlock(readTop(path))), `steps of ${path}`, yamlBlock(stepsOf(path))),
    between(document, 'examples', list.join('\n')),
  );
}

function yamlBlock(yaml: string): string {
  return `\`\`\`yaml\n${yaml}\`\`\``;
}

/** The steps of an example's last job, as they stand but for the indentation. */
function stepsOf(path: string): string {
  const [, steps = ''] = readTop(path).split(/^ {4}steps:\n(?![\s\S]*^ {4}steps:\n)/m);
  return steps.replaceAll(/^ {6}/gm, '');
}

/** The comment that an example begins with, in one line. */
function aboutOf(path: string): string {
  const [comment = ''] = /^(?:# .*\n)*/.exec(readTop(path)) ?? [];
  return comment.replaceAll(/^# /gm, '').trim().replaceAll('\n', ' ');
}

function between(document: string, name: string, content: string): string {
  return document.replace(
    new RegExp(`(<!-- ${name}: made by npm run docs -->\n)[\\s\\S]*?(<!-- end of ${name} -->)`),
    (_all, before: string, after: string) => `${before}\n${content}\n\n${after}`,
  );
}
