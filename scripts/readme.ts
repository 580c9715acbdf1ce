import { writeFileSync } from 'node:fs';

import { readTop, withTables } from './tables.ts';

writeFileSync(
  new URL('../README.md', import.meta.url),
  withTables(readTop('README.md'), readTop('action.yml')),
);
