import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';

import type { Measure, Section } from './section.ts';

/** In the order in which they are printed. */
const MEASURES: Readonly<Record<string, () => Promise<{ readonly measure: Measure }>>> = {
  'first-answer': () => import('./first-answer.ts'),
  weight: () => import('./weight.ts'),
  lag: () => import('./lag.ts'),
  many: () => import('./many.ts'),
  'long-wait': () => import('./long-wait.ts'),
};

const words = process.argv.slice(2);
const short = words.includes('--short');
const wanted = words.filter((word) => !word.startsWith('--'));
const unknown = wanted.filter((word) => !(word in MEASURES));
if (unknown.length > 0) {
  throw new Error(`no section ${unknown.join(', ')}; there are ${Object.keys(MEASURES).join(', ')}`);
}

const machine = `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
process.stdout.write(`${machine}\n`);
const sections: Section[] = [];
for (const [name, load] of Object.entries(MEASURES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const { measure } = await load();
  const section = await measure(short);
  sections.push(section);
  process.stdout.write(`\n${markdownOf(section)}\n`);
}
const file = new URL('results.json', import.meta.url);
writeFileSync(file, `${JSON.stringify({ machine, short, sections }, null, 2)}\n`);

function markdownOf({ title, about, columns, rows }: Section): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  const rule = columns.map((_name, index) => (index === 0 ? '---' : '---:'));
  return [`## ${title}`, '', about, '', line(columns), line(rule), ...rows.map(line)].join('\n');
}
