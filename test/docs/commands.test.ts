import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';

import { readTop } from '../../scripts/tables.ts';
import { blocksOf, DOCUMENTS, tokensOf } from './documents.ts';

/** The scripts of a package in a folder. */
function scriptsOf(folder = '.'): readonly string[] {
  const { scripts }: { scripts: Readonly<Record<string, string>> } = JSON.parse(
    readTop(`${folder}/package.json`),
  );
  return Object.keys(scripts);
}
const there = (path: string): boolean => existsSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)));

/** A line of a shell, or what a document shows between backticks, where it is a command of this repository. */
const OURS = /^(npm |npx |node |\.ci\/|workflows\/run|\.\/)/;

/** Why a command cannot work in a fresh clone; nothing if it can. `.ci/run` runs those that README begins with. */
function fault(command: string): string | undefined {
  const [program = '', verb = '', ...rest] = command.trim().split(/\s+/);
  const paths = rest.filter((each) => /^(test|src|docs|examples)\//.test(each));
  const missing = paths.find((path) => !there(path));
  if (missing !== undefined) return `${command}: there is no ${missing}`;
  if (program === 'npm') {
    if (['ci', 'install', 'sbom', 'version'].includes(verb)) return undefined;
    const script = verb === 'run' ? (rest.find((each) => !each.startsWith('-')) ?? '') : verb;
    const [, folder] = /--prefix (\S+)/.exec(command) ?? [];
    return scriptsOf(folder).includes(script) ? undefined : `${command}: there is no script ${script}`;
  }
  if (program === 'node')
    return /^-/.test(verb) || there(verb) ? undefined : `${command}: there is no ${verb}`;
  return there(program) ? undefined : `${command}: there is no ${program}`;
}

/** The commands of a document: the lines of its shell blocks, and what stands between backticks and begins as ours. */
function commandsOf(text: string): readonly string[] {
  const inline = tokensOf(text).flatMap((token) =>
    token.type === 'codespan' && 'text' in token ? [String(token.text)] : [],
  );
  const shown = [
    ...inline,
    ...blocksOf(text, /^(sh|bash|shell|console)\b/).flatMap((block) => block.split('\n')),
  ];
  return shown
    .flatMap((line) => line.replace(/\s*#.*$/, '').split(/ && | \| /))
    .filter((each) => OURS.test(each.trim()));
}

it.for(DOCUMENTS)('every command of ours in %s can be run', ([, text]) => {
  expect(
    commandsOf(text)
      .map(fault)
      .filter((each) => each !== undefined),
  ).toEqual([]);
});

it('finds them', () => {
  const readme = commandsOf(readTop('README.md'));
  expect(readme).toEqual(
    expect.arrayContaining(['npm ci', 'npm run demo', 'npm test', 'npm run conformance']),
  );
});

it.for(['npm run nothing', 'npm test -- test/nothing.test.ts', 'node nothing.ts', './nothing.sh'])(
  'refuses %s',
  (command) => {
    expect(commandsOf(`\`${command}\``).map(fault)).toEqual([expect.stringContaining('there is no')]);
  },
);
