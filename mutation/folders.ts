/** Says at the end, folder by folder, how many mutants there were and how many of them the tests noticed. */

/** What Stryker's report says of a file: its mutants, each with what became of it. */
interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>;
}

/** Statuses of https://github.com/stryker-mutator/mutation-testing-elements that count, and how. */
const NOTICED: Readonly<Record<string, boolean | undefined>> = {
  Killed: true,
  Timeout: true,
  Survived: false,
  NoCoverage: false,
};

/** A line for each folder of `src/` and one for all: mutants that count, those that no test noticed, percent noticed. */
export function folderTable(report: Report): string {
  const folders = new Map<string, boolean[]>();
  for (const [path, { mutants }] of Object.entries(report.files)) {
    const noticed = mutants.flatMap(({ status }) => NOTICED[status] ?? []);
    const folder = path.slice(0, path.lastIndexOf('/'));
    folders.set(folder, [...(folders.get(folder) ?? []), ...noticed]);
  }
  const rows = [...folders].sort(([a], [b]) => a.localeCompare(b));
  const all: (readonly [string, readonly boolean[]])[] = [...rows, ['all', rows.flatMap(([, each]) => each)]];
  const lines = all.map(([folder, noticed]) => {
    const lived = noticed.filter((each) => !each).length;
    const score = noticed.length === 0 ? '-' : (100 * (1 - lived / noticed.length)).toFixed(1);
    return [folder, String(noticed.length), String(lived), score];
  });
  return [['folder', 'mutants', 'unnoticed', 'score'], ...lines]
    .map(([folder = '', ...numbers]) => folder.padEnd(16) + numbers.map((each) => each.padStart(11)).join(''))
    .join('\n');
}

/** Prints the table once all mutants were tried. */
class Folders {
  onMutationTestReportReady(report: Report): void {
    process.stdout.write(`\n${folderTable(report)}\n`);
  }
}

/** What Stryker takes of this file. */
export const strykerPlugins = [{ kind: 'Reporter', name: 'folders', injectableClass: Folders }];
