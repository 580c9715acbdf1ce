import { readdirSync } from 'node:fs';

import { readTop } from '../../scripts/tables.ts';

const FOLDERS = ['examples', '.github/workflows'];

/** Every workflow of the project, by its path: the examples, and those that run in it. */
export const workflowFiles: readonly (readonly [path: string, text: string])[] = FOLDERS.flatMap((folder) =>
  readdirSync(new URL(`../../${folder}`, import.meta.url)).map((name) => {
    const path = `${folder}/${name}`;
    return [path, readTop(path)] as const;
  }),
);
