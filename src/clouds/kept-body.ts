/** What a trace keeps of an answer's body: the fields that its reader knows, and the code and message of an error. */

import { z } from 'zod';

import { deniesSuccess } from './api-error.ts';
import { parseJson } from './json.ts';

/** Which fields of a value are read, and what of the items of a list. A value that has neither is read itself. */
interface Known {
  readonly fields: ReadonlyMap<string, Known>;
  readonly items: Known | undefined;
}

const ITSELF: Known = { fields: new Map(), items: undefined };
/** What names an error, in lower case and without underscores; it may come in an envelope. */
const CODE = /^(?:error)?code$/;
const TOLD = /^error(?:msg|message)$|^message$|^msg$|^requestid$/;
const ENVELOPE = 'error';

/**
 * What a trace keeps of the bodies that are read by a schema. All else is left out: these answers hold a back end's
 * address, its passwords, scripts. What is kept reads as the whole does: a value where none is read keeps its kind.
 */
export function keptBy(schema: z.ZodType): (body: string) => string {
  const known = knownOf(schema);
  return (body) => {
    if (body.trim() === '') return body;
    const json = parseJson(body);
    if (json === undefined) return unparsed(body);
    return JSON.stringify(kept(json, known, true));
  };
}

function kept(value: unknown, known: Known, isTop: boolean): unknown {
  if (Array.isArray(value)) {
    const { items } = known;
    return items === undefined ? [] : value.map((item) => kept(item, items, false));
  }
  if (typeof value === 'object' && value !== null) {
    const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
    return Object.fromEntries(entries.flatMap((entry) => keptEntry(entry, known, isTop)));
  }
  const isRead = known.fields.size === 0 && known.items === undefined && !isTop;
  return typeof value === 'string' && !isRead ? `(text, ${value.length} characters)` : value;
}

function keptEntry(
  [name, value]: readonly [string, unknown],
  { fields }: Known,
  isTop: boolean,
): readonly (readonly [string, unknown])[] {
  const field = fields.get(name);
  if (field !== undefined) return [[name, kept(value, field, false)]];
  const plain = isTop ? name.toLowerCase().replaceAll('_', '') : '';
  if (CODE.test(plain)) return [[name, keptCode(value)]];
  if (plain === 'success' && deniesSuccess(value)) return [[name, value]];
  if (TOLD.test(plain)) return [[name, kept(value, ITSELF, false)]];
  return plain === ENVELOPE ? [[name, kept(value, ITSELF, true)]] : [];
}

/** A code; of what is none only its kind, and whether it is empty: that decides whether it is an error. */
function keptCode(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return value;
  return Array.isArray(value) ? [null] : { '…': null };
}

/** Of an error in XML what is read of it; of all else that is no JSON how long it was. */
function unparsed(body: string): string {
  const code = /<Code>([^<]+)<\/Code>/.exec(body)?.[1];
  if (code !== undefined) {
    const message = /<Message>([^<]*)<\/Message>/.exec(body)?.[1] ?? '';
    return `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  }
  return /^\s*</.test(body)
    ? `<html>(${body.length} characters)</html>`
    : `(unreadable, ${body.length} characters)`;
}

/** What a schema reads. */
function knownOf(schema: unknown): Known {
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape).map(([name, field]) => [name, knownOf(field)] as const);
    return { fields: new Map(fields), items: undefined };
  }
  if (schema instanceof z.ZodArray) return { fields: new Map(), items: knownOf(schema.element) };
  if (schema instanceof z.ZodUnion) return schema.options.map(knownOf).reduce(both);
  if (schema instanceof z.ZodPipe) return both(knownOf(schema.in), knownOf(schema.out));
  const wrapped =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodCatch ||
    schema instanceof z.ZodReadonly;
  return wrapped ? knownOf(schema.unwrap()) : ITSELF;
}

function both(one: Known, other: Known): Known {
  const items =
    one.items === undefined || other.items === undefined
      ? (one.items ?? other.items)
      : both(one.items, other.items);
  return { fields: new Map([...one.fields, ...other.fields]), items };
}
