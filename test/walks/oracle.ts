/**
 * What the oracles of all providers share: when an answer may be read at all, and when success has held.
 * Written from the contract alone; it shares no code with the product.
 */
import { type Exchange, type Fields, fieldsOf, isFields, type Look, parsed } from './log.ts';

/**
 * What one look says: `good`, success of ours and nothing else; `bad`, something after which ours can never be a
 * success; `other`, a state that is no success; `silent`, nothing (a transient fault, or given up).
 */
export type Word = 'good' | 'bad' | 'other' | 'silent';

/** What is to be shown to be out, and how long it must hold. */
export interface Heard {
  readonly word: Word;
  readonly look: Look;
}

/**
 * The object in a clean answer: 200, whole, and without an error's code. Anything else is nobody's evidence.
 */
export function clean(exchange: Exchange | undefined): Fields | undefined {
  if (exchange?.reply?.kind !== 'answer' || exchange.reply.status !== 200) return undefined;
  const body = parsed(exchange.reply.body);
  return isFields(body) && codeOf(body) === '' ? body : undefined;
}

/** The error code in a body, in any of the forms that the two clouds use. */
export function codeOf(body: unknown): string {
  const { Code, error_code, errorCode, error } = fieldsOf(body);
  const code = [Code, error_code, errorCode, fieldsOf(error)['code']].find(
    (each) => typeof each === 'string' && each !== '',
  );
  return typeof code === 'string' ? code : '';
}

/** The provider says that it does not know the id: a state, not a transient fault. */
function notFound(exchange: Exchange): boolean {
  if (exchange.reply?.kind !== 'answer') return false;
  const code = codeOf(parsed(exchange.reply.body));
  return (
    /^(NotFound|Deploy\.00011020$|Deploy\.00011303$|SVCSTG\.00100433$)/.test(code) ||
    (exchange.cloud === 'huawei' && exchange.reply.status === 404)
  );
}

/** The last answer to each different request of a look: an attempt that was repeated does not count. */
export function lastOfEach(look: Look): readonly Exchange[] {
  return [
    ...new Map(look.exchanges.map((each) => [`${each.call} ${each.url.search}`, each] as const)).values(),
  ];
}

/** Nothing, if every answer of a look is clean; else `silent` for a fault, or `other` for an id that is unknown. */
export function unreadable(look: Look): Word | undefined {
  const unclean = lastOfEach(look).filter((each) => clean(each) === undefined);
  if (look.endedAt === undefined || look.exchanges.length === 0) return 'silent';
  if (unclean.length === 0) return undefined;
  return unclean.every(notFound) ? 'other' : 'silent';
}

/**
 * Whether the last look says success, nothing forbade it before, and success held for the settle window: from
 * a success through nothing but successes and silence to a success that came back no sooner than its end.
 */
export function held(heard: readonly Heard[], settleMs: number): boolean {
  const last = heard.at(-1);
  if (last?.word !== 'good' || heard.some(({ word }) => word === 'bad')) return false;
  const broken = heard.findLastIndex(({ word }) => word === 'other');
  const first = heard.slice(broken + 1).find(({ word }) => word === 'good');
  const from = first?.look.endedAt;
  return from !== undefined && last.look.endedAt !== undefined && last.look.endedAt - from >= settleMs;
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
