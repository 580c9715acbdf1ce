import { writeFileSync } from 'node:fs';

import { withExamples } from './examples.ts';
import { withFaultTable } from './fault-table.ts';
import { sourceFiles, withSourceTree } from './source-tree.ts';
import { readTop, withTables } from './tables.ts';
import { withVerdictTables } from './verdict-tables.ts';

const write = (name: string, text: string): void =>
  writeFileSync(new URL(`../${name}`, import.meta.url), text);

write('README.md', withExamples(withTables(readTop('README.md'), readTop('action.yml'))));
write('docs/reliability.md', withFaultTable(readTop('docs/reliability.md')));
write('docs/architecture.md', withSourceTree(readTop('docs/architecture.md'), sourceFiles()));
write('docs/verdicts.md', await withVerdictTables(readTop('docs/verdicts.md')));
