import { readFileSync } from 'node:fs';

import { parse } from 'yaml';
import { z } from 'zod';

const Action = z.object({
  inputs: z.record(z.string(), z.object({ description: z.string(), default: z.string().optional() })),
  outputs: z.record(z.string(), z.object({ description: z.string() })),
});

/** The tables of inputs and outputs, made of action.yml. */
function actionTables(actionYml: string): { readonly inputs: string; readonly outputs: string } {
  const { inputs, outputs } = Action.parse(parse(actionYml));
  const rows = Object.entries(inputs).map(([name, input]) => {
    const standard = input.default === undefined ? '–' : `\`${input.default}\``;
    return `| \`${name}\` | ${standard} | ${cell(input.description)} |`;
  });
  return {
    inputs: ['| input | default | meaning |', '| --- | --- | --- |', ...rows].join('\n'),
    outputs: [
      '| output | value |',
      '| --- | --- |',
      ...Object.entries(outputs).map(([name, output]) => `| \`${name}\` | ${cell(output.description)} |`),
    ].join('\n'),
  };
}

/** README.md with the tables between their markers renewed. */
export function withTables(readme: string, actionYml: string): string {
  return Object.entries(actionTables(actionYml)).reduce(
    (text, [name, table]) =>
      text.replace(
        new RegExp(`(<!-- ${name}: made by npm run docs -->\n)[\\s\\S]*?(<!-- end of ${name} -->)`),
        (_all, before: string, after: string) => `${before}\n${table}\n\n${after}`,
      ),
    readme,
  );
}

/** Reads a file of the repository's top level. */
export function readTop(name: string): string {
  return readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').trim();
}
