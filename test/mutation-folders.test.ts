import { expect, it } from 'vitest';
import { folderTable } from '../mutation/folders.ts';

const mutants = (...statuses: string[]) => ({ mutants: statuses.map((status) => ({ status })) });

it('the score of a run of mutation testing is told by folder, and for all', () => {
  const report = {
    files: {
      'src/gate/step.ts': mutants('Killed', 'Killed', 'Survived'),
      'src/redact.ts': mutants('Ignored', 'CompileError'),
      'src/clouds/json.ts': mutants('NoCoverage', 'RuntimeError', 'Timeout'),
      'src/gate/lane.ts': mutants('Killed'),
    },
  };
  expect(folderTable(report).split('\n')).toEqual([
    'folder              mutants  unnoticed      score',
    'src                       0          0          -',
    'src/clouds                2          1       50.0',
    'src/gate                  4          1       75.0',
    'all                       6          2       66.7',
  ]);
});
