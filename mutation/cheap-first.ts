/** The order in which mutation testing runs the files: a mutant is done with as soon as one test fails. */
import { statSync } from 'node:fs';

import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The walks notice much, but late: whole runs of the gate. */
const lateOf = (path: string): number => (path.includes('/walks/') ? 1 : 0);

/** The files of single parts first, the small ones before the large. */
export class CheapFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files
      .map((file) => ({ file, late: lateOf(file.moduleId), size: statSync(file.moduleId).size }))
      .sort((a, b) => a.late - b.late || a.size - b.size)
      .map(({ file }) => file);
  }
}
