import { readdirSync, readFileSync } from 'node:fs';

/** The rows of the matrix of faults that must have a test. */
export const FAULT_ROWS: readonly number[] = [
  ...Array.from({ length: 81 }, (_, index) => index + 1),
  ...[82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101],
  ...[102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118],
];

/** One test of one row, as its title says it: `row 5: a reset in the middle of a body → is tried again`. */
interface FaultTest {
  readonly row: number;
  readonly fault: string;
  readonly behaviour: string;
  /** Relative to the repository's top level. */
  readonly file: string;
}

const TITLE = /'row (\d+): ([^'\n]+?) → ([^'\n]+?)'/g;

/** Every test whose title names a row of the matrix, by row. */
export function faultTests(): readonly FaultTest[] {
  const top = new URL('../test/', import.meta.url);
  const files = readdirSync(top, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.test.ts'),
  );
  return files
    .map((name) => name.replaceAll('\\', '/'))
    .sort()
    .flatMap((name) =>
      [...readFileSync(new URL(name, top), 'utf8').matchAll(TITLE)].map(
        ([, row = '', fault = '', behaviour = '']) => ({
          row: Number(row),
          fault,
          behaviour,
          file: `test/${name}`,
        }),
      ),
    )
    .sort((a, b) => a.row - b.row);
}

/** The document with the table between its markers renewed from the tests' titles. */
export function withFaultTable(document: string): string {
  const rows = faultTests().map(({ row, fault, behaviour, file }) => {
    const link = `[${file.replace(/^test\/|\.test\.ts$/g, '')}](../${file})`;
    return `| ${row} | ${fault} | ${behaviour} | ${link} |`;
  });
  const table = ['| row | fault | behaviour | test |', '| ---: | --- | --- | --- |', ...rows].join('\n');
  return document.replace(
    /(<!-- faults: made by npm run docs -->\n)[\s\S]*?(<!-- end of faults -->)/,
    (_all, before: string, after: string) => `${before}\n${table}\n\n${after}`,
  );
}
