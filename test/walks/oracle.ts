/**
 * What the oracles of all providers share: when an answer may be read at all.
 * Written from the contract alone; it shares no code with the product.
 */
import { type Exchange, type Fields, fieldsOf, isFields, type Look, parsed } from './log.ts';
import type { Said, Word } from './said.ts';

const objects = new WeakMap<Exchange, { readonly fields: Fields | undefined }>();

/**
 * The object in a clean answer: 200, whole, and without an error's code. Anything else is nobody's evidence.
 */
export function clean(exchange: Exchange | undefined): Fields | undefined {
  if (exchange?.reply === undefined) return undefined;
  const known = objects.get(exchange) ?? { fields: objectIn(exchange) };
  objects.set(exchange, known);
  return known.fields;
}

function objectIn({ reply }: Exchange): Fields | undefined {
  if (reply?.kind !== 'answer' || reply.status !== 200) return undefined;
  const body = parsed(reply.body);
  return isFields(body) && codeOf(body) === '' ? body : undefined;
}

const CODE = /^(code|error_?code)$/i;
/** Says that all is well: no error. */
const WELL = /^(200|0|ok|success)$/i;

/** The error code in a body, in any of the forms that the two clouds use, with its keys in any case. */
export function codeOf(body: unknown): string {
  const inner = Object.entries(fieldsOf(body)).filter(([key]) => /^error$/i.test(key));
  const fields = [body, ...inner.map(([, value]) => value)].flatMap((each) => Object.entries(fieldsOf(each)));
  const codes = fields.flatMap(([key, value]) => (CODE.test(key) ? (textOf(value)?.trim() ?? []) : []));
  return codes.find((code) => code !== '' && !WELL.test(code)) ?? '';
}

/** The provider says that it does not know the id: a state, not a transient fault. */
function notFound(exchange: Exchange): boolean {
  if (exchange.reply?.kind !== 'answer') return false;
  const code = codeOf(parsed(exchange.reply.body));
  return (
    /^(NotFound|Deploy\.000(11020|11021|11303)$|SVCSTG\.00100(401|408|429|433)$)/.test(code) ||
    (exchange.cloud === 'huawei' && exchange.reply.status === 404)
  );
}

/** The last answer to each different request of a look: an attempt that was repeated does not count. */
export function lastOfEach(look: Look): readonly Exchange[] {
  if (look.exchanges.length < 2) return look.exchanges;
  return [
    ...new Map(look.exchanges.map((each) => [`${each.call} ${each.url.search}`, each] as const)).values(),
  ];
}

/** What a look says that was not heard in whole: a fault, or an id that is unknown. Nothing if all of it is clean. */
export function unheard(look: Look): Said | undefined {
  const unclean = lastOfEach(look).filter((each) => clean(each) === undefined);
  const say = (rule: string, word: Word): Said => ({ rule, look, word });
  if (look.endedAt === undefined || look.exchanges.length === 0) return say('no answer', 'silent');
  if (unclean.length === 0) return undefined;
  if (unclean.every(notFound)) return say('not found', 'other');
  return unclean.some(notFound) ? say('not found in part', 'unclear') : say('a fault', 'silent');
}

/** Each element with those before it. */
export function withEarlier<T, U>(
  all: readonly T[],
  say: (each: T, earlier: readonly T[]) => U,
): readonly U[] {
  return all.map((each, at) => say(each, all.slice(0, at)));
}

/** Whether three looks in a row, the last of them included, say it. */
export function threeInARow(looks: readonly Look[], says: (look: Look) => boolean): boolean {
  return looks.length >= 3 && looks.slice(-3).every(says);
}

/** Two ids that differ, and only in case. */
export function differInCase(left: unknown, right: string): boolean {
  return typeof left === 'string' && left !== right && left.toLowerCase() === right.toLowerCase();
}

/** A whole number that is written as a number or as text. */
export function wholeNumber(value: unknown): number | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : undefined;
}

/** A text, or the text of a number. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
