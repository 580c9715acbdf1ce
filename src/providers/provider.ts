/** What a provider is, and what all of them share: tables of words, times, tallies. */

import { z } from 'zod';

import type { Connection, LookContext } from '../clouds/connection.ts';
import type { Observation, Part, TaskState } from '../task.ts';
import type { Notes } from './notes.ts';

/** The clouds that providers are on: each has a credential, a dialect of errors and domains of its own. */
export type CloudName = 'alibaba' | 'huawei';

/** One look at one task. Keeps what earlier looks have shown. */
export type Look = (context: LookContext) => Promise<Observation>;

/** A task that its provider has read and found whole. */
export interface Prepared {
  /** What the outputs call it. */
  readonly id: string;
  readonly defaultName: string;
  /** Two entries with the same provider, host and identity are the same task. */
  readonly identity: readonly string[];
  readonly projectId?: string;
  /** `settles`: success must hold, so that what came after it is read as well. */
  readonly watch: (connection: Connection, settles: boolean, notes: Notes) => Look;
}

/** What is wrong with a field of an entry; the message goes on after the name of the field. */
export interface Problem {
  readonly field: string;
  readonly message: string;
}

/** Inputs that stand in for a field that an entry leaves out. */
export interface Defaults {
  /** Read only where an entry names none. */
  readonly projectId: () => string | undefined;
}

/** The fields of an entry as they are written, by name. */
type Fields = Readonly<Record<string, unknown>>;

/** What a provider is: one file each. */
interface Definition<Entry> {
  readonly name: string;
  readonly cloud: CloudName;
  /** The public host of a region. */
  readonly host: (region: string) => string;
  /** The fields of an entry that are this provider's own. */
  readonly entry: z.ZodObject & z.ZodType<Entry>;
  readonly prepare: (entry: Entry, defaults: Defaults) => Prepared | Problem;
  /**
   * What `prepare` would say of the fields together, by which of them are written: for an entry that it never gets,
   * since a field of it is wrong by itself.
   */
  readonly together?: (written: Fields, defaults: Defaults) => Problem | undefined;
  /** The provider's answer can never show a later rollback: `settle` only catches parts that are listed late. */
  readonly blindAfterSuccess?: true;
}

/** A provider with the type of its entries closed in. */
export interface Provider {
  readonly name: string;
  readonly cloud: CloudName;
  readonly host: (region: string) => string;
  readonly blindAfterSuccess: boolean;
  /** The names of the provider's own fields of an entry. */
  readonly fields: readonly string[];
  /** Reads the provider's own fields of an entry; tells every problem of them, and then gives nothing. */
  readonly read: (
    fields: Fields,
    defaults: Defaults,
    wrong: (field: string, message: string) => void,
  ) => Prepared | undefined;
}

/** Makes a provider of its definition. */
export function defineProvider<Entry>(definition: Definition<Entry>): Provider {
  const { name, cloud, host, entry, prepare, together } = definition;
  return {
    name,
    cloud,
    host,
    blindAfterSuccess: definition.blindAfterSuccess ?? false,
    fields: Object.keys(entry.shape),
    read: (fields, defaults, wrong) => {
      const parsed = entry.safeParse(fields);
      const prepared = parsed.success ? prepare(parsed.data, defaults) : undefined;
      if (prepared !== undefined && !('field' in prepared)) {
        return {
          ...prepared,
          watch: (connection, settles, notes) => withWish(prepared.watch(connection, settles, notes)),
        };
      }
      const issues = parsed.error?.issues ?? [];
      const own = issues
        .filter(({ message }) => message !== '')
        .map(({ path, message }) => ({ field: String(path[0]), message }));
      const both = prepared ?? together?.(fields, defaults);
      for (const { field, message } of both === undefined ? own : [...own, both]) wrong(field, message);
      return undefined;
    },
  };
}

/** A look that also gives what the server wishes: the longest time that any of its answers asks to be left alone. */
function withWish(look: Look): Look {
  return async (context) => {
    let wishMs = 0;
    const observation = await look({
      ...context,
      wished: (ms) => {
        wishMs = Math.max(wishMs, ms);
      },
    });
    if (observation.kind === 'refused' || wishMs === 0) return observation;
    return { ...observation, retryAfterMs: Math.max(wishMs, observation.retryAfterMs ?? 0) };
  };
}

/** A provider's word for a state. A word that the table does not name is `running`, and told as it is. */
export function translate<State extends TaskState>(
  table: Readonly<Record<string, State>>,
  word: string,
): { readonly state: State | 'running'; readonly unknown: boolean } {
  const state = Object.hasOwn(table, word) ? table[word] : undefined;
  return state === undefined ? { state: 'running', unknown: true } : { state, unknown: false };
}

/** An id in an answer, which may have come as a number: none is refused for want of its quotes. */
export const AnyId = z.union([z.string(), z.number().transform(String)], {
  error: ({ input }) =>
    `expected text or a number, received ${input === undefined ? 'undefined' : typeof input}`,
});

/** The same where it may be missing; any other text as well. */
export const LooseText = AnyId.nullish();

/**
 * What is only shown of an answer, as text; empty where there is none. Of an object or a list only the kind: nothing
 * is known of what else is in it.
 */
export function shownText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return '(list)';
  return typeof value === 'object' ? '(object)' : String(value);
}

/** A text of an answer that is only shown: it never discards the answer. */
export const ShownText = z.unknown().transform(shownText).optional();

/** A time of an answer. It is only shown, as it came: one of another shape is as good as none. */
export const ShownTime = z.union([z.string(), z.number()]).nullish().catch(null);

/** What stands for a time that there is none of. */
const NO_TIME: ReadonlySet<unknown> = new Set([undefined, null, '', 0, '0']);

/** A vendor's times, under its own names and as it sent them. */
export function timesOf(times: Readonly<Record<string, string | number | null | undefined>>): Part['times'] {
  const given = Object.entries(times).filter(
    (entry): entry is [string, string | number] => !NO_TIME.has(entry[1]),
  );
  return Object.fromEntries(given);
}

const MAX_WORDS = 10;

/** How often each word stands in a list, for people: `OVER`, or `2 OVER, 1 RUNNING`. */
export function tally(words: readonly string[]): string {
  const named = words.map((word) => word || '(empty)');
  if (named.length === 1) return named.join();
  const counts = new Map<string, number>();
  for (const word of named) counts.set(word, (counts.get(word) ?? 0) + 1);
  const told = [...counts].slice(0, MAX_WORDS).map(([word, count]) => `${count} ${word}`);
  const rest = counts.size - told.length;
  return [...told, ...(rest > 0 ? [`${rest} other words`] : [])].join(', ');
}
