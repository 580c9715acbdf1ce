import { stripVTControlCharacters } from 'node:util';

/** A line as it is read, without its colours. */
export function readable(line: string | undefined): string {
  return stripVTControlCharacters(line ?? '');
}
