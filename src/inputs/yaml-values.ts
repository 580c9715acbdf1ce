/** The plain values of a YAML document, as they were written, and what is wrong with its keys, tags and aliases. */

import { type Document, isAlias, isCollection, isMap, isNode, isScalar, isSeq, Scalar } from 'yaml';

import { MAX_FIELDS, TOO_MANY_FIELDS } from './bounded-yaml.ts';

/** What is wrong with a place of the document. */
interface Wrong {
  /** The entry of the list, counted from 1; nothing outside of one. */
  readonly entry: number | undefined;
  readonly text: string;
}

/** The value of a document. */
export interface Values {
  /** Text, null, a list or a map; nothing stands for what is wrong by its keys. */
  readonly value: unknown;
  /** Keys that are given twice: so much can also be said of a document that is broken. */
  readonly twice: readonly Wrong[];
  readonly wrong: readonly Wrong[];
  /** Why nothing of the document can be used; nothing if there is no such reason. */
  readonly refusal: string | undefined;
}

const MAX_ALIASES = 100;
const OF_NOTHING = 'an alias (*) that names no anchor (&); quote a text that begins with *';
const TOO_MANY_ALIASES = `more than ${MAX_ALIASES} aliases; write the entries out`;

/** What an anchor names. */
interface Anchor {
  readonly value: unknown;
  /** How many aliases it is, written out; at least 1. */
  readonly weight: number;
  readonly sound: boolean;
  uses: number;
}

/** Reads each node once, however many aliases there are. */
export function readValues(document: Document): Values {
  const twice: Wrong[] = [];
  const wrong: Wrong[] = [];
  const anchors = new Map<string, Anchor>();
  let refusal: string | undefined;
  let entry: number | undefined;
  let sound = true;
  let aliases = 0;

  const tell = (list: Wrong[], text: string): void => {
    sound = false;
    list.push({ entry, text });
  };

  const ofAlias = (name: string): unknown => {
    const anchor = anchors.get(name);
    if (anchor === undefined) {
      refusal ??= OF_NOTHING;
      return undefined;
    }
    anchor.uses += 1;
    aliases += anchor.weight;
    if (anchor.uses * anchor.weight > MAX_ALIASES) refusal ??= TOO_MANY_ALIASES;
    sound &&= anchor.sound;
    return anchor.value;
  };

  /** The key as it was written; nothing if it is none that can be taken, which is told. */
  const keyOf = (key: unknown): string | undefined => {
    const what = wrongKey(key);
    if (what !== undefined) tell(wrong, what);
    return what === undefined && isScalar(key) ? String(key.value) : undefined;
  };

  const ofMap = (items: readonly { readonly key: unknown; readonly value: unknown }[]): unknown => {
    if (items.length > MAX_FIELDS) {
      tell(wrong, TOO_MANY_FIELDS);
      return undefined;
    }
    const fields = new Map<string, unknown>();
    const doubled = new Set<string>();
    for (const { key, value } of items) {
      const name = keyOf(key);
      if (name !== undefined && isScalar(key) && key.anchor !== undefined) {
        anchors.set(key.anchor, { value: name, weight: 1, sound: true, uses: 0 });
      }
      const read = readNode(value, name);
      if (name === undefined) continue;
      if (fields.has(name)) doubled.add(name);
      fields.set(name, read);
    }
    for (const name of doubled) {
      // Two entries in one: whatever else is wrong with it comes of that.
      if (name === 'provider') sound = false;
      twice.push({ entry, text: name === 'provider' ? NO_HYPHEN : `${name} is given twice` });
    }
    return Object.fromEntries(fields);
  };

  const readNode = (node: unknown, field?: string): unknown => {
    if (isAlias(node)) return ofAlias(node.source);
    if (isScalar(node) || isCollection(node)) {
      const tag = strangeTag(node.tag);
      const what = field === undefined ? '' : `${field} `;
      if (tag !== undefined) {
        tell(wrong, `${what}has the tag ${tag}. Write the value alone: all values are taken as text`);
        refusal ??= '';
      }
    }
    const before = { aliases, sound };
    sound = true;
    const value = isScalar(node)
      ? textOf(node)
      : isSeq(node)
        ? node.items.map((item) => readNode(item, field))
        : isMap(node)
          ? ofMap(node.items)
          : null;
    if (isNode(node) && !isAlias(node) && node.anchor !== undefined) {
      const weight = Math.max(1, aliases - before.aliases);
      anchors.set(node.anchor, { value, weight, sound, uses: 0 });
    }
    sound &&= before.sound;
    return value;
  };

  const entryOf = (node: unknown, index: number): unknown => {
    entry = index + 1;
    sound = true;
    const value = readNode(node);
    return sound ? value : undefined;
  };

  const { contents } = document;
  const value =
    isSeq(contents) && strangeTag(contents.tag) === undefined
      ? contents.items.map(entryOf)
      : readNode(contents);
  return { value, twice, wrong, refusal };
}

const NO_HYPHEN = 'provider is given twice. Begin the second entry with "- "';

/** The text of a scalar as it was written; null where nothing was. */
function textOf({ type, source, value }: Scalar): unknown {
  return type === Scalar.PLAIN && /^(null|Null|NULL|~|)$/.test(String(source)) ? null : value;
}

/** What is wrong with a key: it must be a plain or quoted text, or one key could be written in two ways. */
function wrongKey(key: unknown): string | undefined {
  if (isAlias(key)) return `the alias *${key.source} stands for the name of a field. Write the name itself`;
  if (!isScalar(key) || key.type === Scalar.BLOCK_LITERAL || key.type === Scalar.BLOCK_FOLDED) {
    return 'a list, a map or a block of text stands for the name of a field. Write the name itself';
  }
  if (key.tag !== undefined) {
    return `the name of a field has the tag ${shortTag(key.tag)}. Write the name without a tag`;
  }
  if (key.value === '<<') return '<< (a merge key) is not read. Write its fields out';
  return key.value === '' ? 'a field has no name. Write one before the colon' : undefined;
}

const TEXT_LIST_OR_MAP: readonly string[] = ['!', '!!str', '!!seq', '!!map'];

/** A tag that asks for anything else than text, a list or a map. */
function strangeTag(tag: string | undefined): string | undefined {
  const short = tag === undefined ? undefined : shortTag(tag);
  return short === undefined || TEXT_LIST_OR_MAP.includes(short) ? undefined : short;
}

/** A tag as it is written. */
function shortTag(tag: string): string {
  return tag.replace(/^tag:yaml\.org,2002:/, '!!');
}
