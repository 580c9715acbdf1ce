/** The YAML of `tasks`, in which every value stays the text that was written. */

import type { YAMLError } from 'yaml';

import { parseBounded } from './bounded-yaml.ts';
import { readValues } from './yaml-values.ts';

/** One entry of the list: every value as the text that was written, or null where there is none. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads the list of tasks. Ids and versions stay text: no value is taken for a number, a date or a truth value.
 *
 * @param problem told of everything that is wrong with the list
 * @returns the entries, with nothing in the place of one that is no map; none if the list cannot be read
 */
export function parseTaskList(
  written: string,
  input: string,
  problem: (text: string) => void,
): readonly (Fields | undefined)[] {
  const refuse = (text: string): readonly never[] => {
    problem(`${input}: ${text}`);
    return [];
  };
  const placeOf = (entry: number | undefined): string =>
    entry === undefined ? input : `${input}, entry ${entry}`;
  // The library would count a byte order mark as a column of the first line.
  const text = written.replace(/^\uFEFF/, '');
  const parsed = parseBounded(text);
  if (parsed.kind === 'too-much') {
    problem(`${placeOf(parsed.entry)}: ${parsed.reason}`);
    return [];
  }
  const { document, several } = parsed;
  const { value: list, twice, wrong, refusal } = readValues(document);
  for (const { entry, text: what } of twice) {
    problem(`${placeOf(entry)}${entry === undefined ? ',' : ':'} ${what}`);
  }
  // Strange tags are told by the entry that they are in.
  const [fault] = [
    ...document.errors,
    ...document.warnings.filter(({ code }) => code !== 'TAG_RESOLVE_FAILED'),
  ];
  if (fault !== undefined) {
    // One slip often breaks several lines: only the first says where.
    return refuse(
      `not valid YAML: ${whatIs(fault, text)}; begin each entry with "- provider: …" and indent its other fields by two spaces, without tabs`,
    );
  }
  if (several) return refuse('has several YAML documents. Leave one, without a line "---"');
  for (const { entry, text: what } of wrong) {
    problem(`${placeOf(entry)}: ${what}`);
  }
  if (refusal !== undefined) return refusal === '' ? [] : refuse(refusal);
  if (list === undefined) return [];
  if (isRecord(list) && Object.keys(list).join() === 'tasks') {
    return refuse('must be a list, not a map; remove the line "tasks:"');
  }
  if (!Array.isArray(list)) {
    return refuse(`must be a list, not ${kindOf(list)}; begin each entry with "- provider: …"`);
  }
  if (list.length === 0) return refuse('the list is empty; a gate needs at least one task');
  for (const [index, entry] of list.entries()) {
    if (isRecord(entry) || entry === undefined) continue;
    problem(
      `${input}, entry ${index + 1}: must be a map of fields, not ${kindOf(entry)}; begin it with "- provider: …"`,
    );
  }
  return list.map((entry) => (isRecord(entry) ? entry : undefined));
}

/** What a fault is, and where: that a line begins with a tab, or what the library says. */
function whatIs({ pos: [at], message }: YAMLError, written: string): string {
  const before = written.slice(0, at);
  const line = before.split('\n').length;
  if (/^ *\t/.test(written.split('\n')[line - 1] ?? '')) return `line ${line} begins with a tab`;
  return `${message} at line ${line}, column ${at - before.lastIndexOf('\n')}`;
}

/** What stands in the place of a list or a map. */
function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  return typeof value === 'string' ? 'text' : Array.isArray(value) ? 'a list' : 'a map';
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
