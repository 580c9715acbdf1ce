import { isScalar, type Node, parseDocument, visit } from 'yaml';

/** One entry of the list: every value as the text that was written, or null where there is none. */
export type Fields = Readonly<Record<string, unknown>>;

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
  const document = parseDocument(written, { schema: 'failsafe', prettyErrors: true, uniqueKeys: true });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    for (const fault of faults) refuse(`not valid YAML: ${fault.message.split('\n')[0] ?? ''}`);
    return [];
  }
  visit(document, {
    Scalar: (_key, node) => {
      if (node.type === 'PLAIN' && /^(null|Null|NULL|~|)$/.test(node.source ?? '')) node.value = null;
    },
  });
  const list = toJs(document.contents, () => document.toJS({ maxAliasCount: MAX_ALIASES }));
  if (list === tooManyAliases) return refuse(`more than ${MAX_ALIASES} aliases; write the entries out`);
  if (!Array.isArray(list)) return refuse('must be a list; begin each entry with "- provider: …"');
  if (list.length === 0) return refuse('the list is empty; a gate needs at least one task');
  const entries = list.filter(isRecord);
  for (const [index, entry] of list.entries()) {
    if (!isRecord(entry))
      problem(`${input}, entry ${index + 1}: must be a map of fields, such as "provider: …"`);
  }
  return entries.length === list.length ? entries : [];
}

const MAX_ALIASES = 100;
const tooManyAliases = Symbol('too many aliases');

/** A document of nothing, or of a single word, is no list. */
function toJs(contents: Node | null, whole: () => unknown): unknown {
  if (contents === null || isScalar(contents)) return undefined;
  try {
    return whole();
  } catch {
    // The library throws where aliases multiply beyond the bound.
    return tooManyAliases;
  }
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
