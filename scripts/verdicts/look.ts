import type { Provider } from '../../src/providers/provider.ts';
import type { Observation } from '../../src/task.ts';
import { type Server, watchOne } from '../../test/providers/ask.ts';

export type Fields = Readonly<Record<string, unknown>>;
/** What a provider says, as the table has it, and the words that stand for it. */
export type Word = readonly [said: string, ...words: readonly string[]];
/** What else the answer has. */
export type Circumstance<T> = readonly [when: string, given: T];

export const UNKNOWN = 'A_WORD_THAT_IS_NOT_LISTED';
export const MISSING: Word = ['(empty or missing)', ''];

/** What the last of several looks at one task saw. */
export async function lookAt(
  provider: Provider,
  fields: Fields,
  servers: Server | readonly Server[],
  settles = false,
): Promise<Observation> {
  const queue = typeof servers === 'function' ? [servers] : servers;
  let now: Server | undefined;
  const look = watchOne(
    provider,
    fields,
    (operation, query) => (now ?? unanswered)(operation, query),
    settles,
  );
  let seen: Observation | undefined;
  for (now of queue) seen = await look();
  if (seen === undefined) throw new Error('nothing was looked at');
  return seen;
}

function unanswered(operation: string): never {
  throw new Error(`nothing answers ${operation}`);
}

/**
 * One row for each state that a word can mean, with the circumstances that make it so.
 *
 * @throws if words that stand in one row do not mean the same
 */
export async function rowsOf<T>(
  words: readonly Word[],
  circumstances: readonly Circumstance<T>[],
  look: (word: string, given: T) => Promise<string>,
): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  for (const [said, ...stand] of words) {
    const whens = new Map<string, string[]>();
    for (const [when, given] of circumstances) {
      const states = new Set(await Promise.all(stand.map((word) => look(word, given))));
      const [state] = states;
      if (state === undefined || states.size > 1) throw new Error(`${said}: ${[...states].join(' or ')}`);
      whens.set(state, [...(whens.get(state) ?? []), when]);
    }
    for (const [state, when] of whens) {
      const and = whens.size === 1 ? 'in each of these cases' : when.join('; or ');
      rows.push(circumstances.length === 1 ? [said, state] : [said, and, state]);
    }
  }
  return rows;
}

/** The words of a table of the code. */
export function wordsOf(statuses: Readonly<Record<string, string>>): readonly Word[] {
  return Object.keys(statuses).map((word) => [`\`${word}\``, word]);
}

/** The state of the first part. */
export function partOf(seen: Observation): string {
  if (seen.kind !== 'seen') throw new Error(`no state was seen: ${seen.reason}`);
  return `\`${seen.parts[0]?.state}\``;
}

/** The state of the task, and what else is to be said of it. */
export function stateOf(seen: Observation): string {
  if (seen.kind === 'refused') return '`error`';
  if (seen.kind === 'absent') return 'unknown to the provider';
  if (seen.kind === 'unreachable') return 'not seen: tried again';
  return [
    `\`${seen.state}\``,
    seen.lost === undefined ? '' : ', and lost',
    seen.tentative === true ? ', if it is no longer in doubt' : '',
  ].join('');
}
