/** The YAML of `tasks`, in which every value stays the text that was written. */

import { type Document, isNode, isSeq, parseDocument, visit, type YAMLError } from 'yaml';

/** One entry of the list: every value as the text that was written, or null where there is none. */
export type Fields = Readonly<Record<string, unknown>>;

const MAX_ALIASES = 100;

/**
 * Reads the list of tasks. Ids and versions stay text: no value is taken for a number, a date or a truth value.
 *
 * @param problem told of everything that is wrong with the list
 * @returns the entries; none if the list is not whole
 */
export function parseTaskList(
  written: string,
  input: string,
  problem: (text: string) => void,
): readonly Fields[] {
  const refuse = (text: string): readonly Fields[] => {
    problem(`${input}: ${text}`);
    return [];
  };
  const document = parseDocument(written, { schema: 'failsafe' });
  const faults = [...document.errors, ...document.warnings];
  const [twice, broken] = [faults.filter(isKeyTwice), faults.filter((fault) => !isKeyTwice(fault))];
  for (const fault of twice) problem(`${input}, ${placeOf(fault, document, written)} is given twice`);
  const [fault] = broken;
  if (fault !== undefined) {
    // One slip often breaks several lines: only the first says where.
    const what = tabAt(fault, written) ?? fault.message.replace(/:\n.*/s, '');
    return refuse(
      `not valid YAML: ${what}; begin each entry with "- provider: …" and indent its other fields by two spaces, without tabs`,
    );
  }
  visit(document, {
    Scalar: (_key, node) => {
      if (node.type === 'PLAIN' && /^(null|Null|NULL|~|)$/.test(String(node.source))) node.value = null;
    },
  });
  const list = toJs(document, refuse);
  if (list === undefined) return [];
  if (!Array.isArray(list)) {
    return refuse(`must be a list, not ${kindOf(list)}; begin each entry with "- provider: …"`);
  }
  if (list.length === 0) return refuse('the list is empty; a gate needs at least one task');
  const entries = list.filter(isRecord);
  for (const [index, entry] of list.entries()) {
    if (isRecord(entry)) continue;
    problem(
      `${input}, entry ${index + 1}: must be a map of fields, not ${kindOf(entry)}; begin it with "- provider: …"`,
    );
  }
  return entries.length === list.length ? entries : [];
}

/** The plain value of a document. */
function toJs(document: Document, refuse: (text: string) => void): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    // The library throws where an alias names nothing, and where aliases multiply beyond the bound.
    refuse(
      String(error).includes('Excessive')
        ? `more than ${MAX_ALIASES} aliases; write the entries out`
        : 'an alias (*) that names no anchor (&); quote a text that begins with *',
    );
  }
  return undefined;
}

/** The tab that a fault is due to: what the library says of it is about what came of it. */
function tabAt({ pos: [at] }: YAMLError, written: string): string | undefined {
  const line = written.slice(0, at).split('\n').length;
  return /^ *\t/.test(written.split('\n')[line - 1] ?? '') ? `line ${line} begins with a tab` : undefined;
}

/** What stands in the place of a list or a map. */
function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  return typeof value === 'string' ? 'text' : Array.isArray(value) ? 'a list' : 'a map';
}

function isKeyTwice(fault: YAMLError): boolean {
  return fault.code === 'DUPLICATE_KEY';
}

/** The entry and the field that a fault stands in. */
function placeOf(fault: YAMLError, document: Document, written: string): string {
  const [at] = fault.pos;
  const field = written.slice(at).replace(/["']?([\w-]*).*/s, '$1');
  const items = isSeq(document.contents) ? document.contents.items : [];
  const index = items.findIndex((item) => isNode(item) && at < Number(item.range?.[2]));
  return index === -1 ? field : `entry ${index + 1}: ${field}`;
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
