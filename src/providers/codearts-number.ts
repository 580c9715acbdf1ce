/** Which execution the task's last one is, by what our record says beside it: a record has no number. Pure. */

import { effectOf, type Numbered, stateOf } from './codearts-execution.ts';

/** How far an execution has come; nothing is known of one whose status no table names. */
type Progress = 'pending' | 'running' | 'ended';

/** What the two statuses of one look say of the last execution. */
type Sign = 'same' | 'behind' | 'differs';

/** By the record, then by the last execution; nothing where that is ahead, which only a later look can judge. */
const SIGN = {
  pending: { pending: 'same', running: undefined, ended: undefined },
  running: { pending: 'behind', running: 'same', ended: undefined },
  ended: { pending: 'behind', running: 'behind', ended: 'same' },
} as const satisfies Record<Progress, Record<Progress, Sign | undefined>>;

const RANK = { pending: 0, running: 1, ended: 2 } as const satisfies Record<Progress, number>;

/** Where an execution stands to ours. `another`: it is not ours, and may be before it or after it. */
export type Place = 'before' | 'after' | 'another' | 'ours';

/** What was seen of one number. */
interface Shown {
  /** The farthest that it had come at any look. */
  readonly progress: Progress;
  /** It has begun: one that was cancelled in the queue never did. */
  readonly hasBegun: boolean;
  /** It was seen so when it was known to be after ours. */
  readonly hasReplaced: boolean;
  /** At how many looks it had the record's own status. */
  readonly agreed: number;
  /** What is known of it for good. */
  readonly place?: Exclude<Place, 'ours'>;
}

/** What the looks at our record and at the task's last execution have shown. */
export interface Sightings {
  readonly shown: ReadonlyMap<bigint, Shown>;
  /** What the look before has shown; nothing where it could not be read. */
  readonly latest?: { readonly number: bigint; readonly sign: Sign | undefined } | undefined;
  readonly ours?: bigint | undefined;
}

/** What is known before the first look. */
export const NOTHING_SEEN: Sightings = { shown: new Map() };

/** So many looks with the record's own status make a number ours. */
const AGREED = 2;

/** What is known after a look at which the record could not be read: it stands between those before and after it. */
export function unseen(sightings: Sightings): Sightings {
  return { ...sightings, latest: undefined };
}

/**
 * What is known after a look that has read our record, and then the task's last execution.
 *
 * @param record the status of our record
 * @param last the last execution; nothing where it could not be read
 */
export function sight(sightings: Sightings, record: string, last: Numbered | undefined): Sightings {
  const shown = withThoseBefore(sightings, record);
  if (last === undefined) return { shown, ours: oursOf(shown, sightings.ours) };
  const { number } = last;
  const sign = signOf(record, last.status);
  const known = shown.get(number);
  const inARow = sightings.latest?.number === number && sightings.latest.sign === sign;
  const place = known?.place ?? (inARow && sign !== undefined ? FOR_GOOD[sign] : undefined);
  const hasBegun = known?.hasBegun === true || effectOf(last.status) === 'replaced';
  const isAfter = placeOf({ shown, ours: sightings.ours }, number) === 'after';
  shown.set(number, {
    progress: farther(known?.progress ?? 'pending', progressOf(last.status) ?? 'pending'),
    hasBegun,
    hasReplaced: known?.hasReplaced === true || (hasBegun && isAfter),
    agreed: (known?.agreed ?? 0) + (sign === 'same' ? 1 : 0),
    ...(place === undefined ? {} : { place }),
  });
  return { shown, latest: { number, sign }, ours: oursOf(shown, sightings.ours) };
}

/** What a sign makes of a number that shows it in two looks in a row. */
const FOR_GOOD = { behind: 'after', differs: 'another', same: undefined } as const;

/** Where a number stands to ours; nothing where nothing is known yet. Numbers grow. */
export function placeOf({ shown, ours }: Sightings, number: bigint): Place | undefined {
  const own = shown.get(number)?.place;
  if (own === 'before' || own === 'after') return own;
  for (const [other, { place }] of shown) {
    if (place === 'before' && number < other) return 'before';
    if (place === 'after' && number > other) return 'after';
  }
  if (ours === undefined) return own;
  return number === ours ? 'ours' : number > ours ? 'after' : 'before';
}

/** Our number, once it is known: what was found later for good outweighs that the statuses were the same. */
function oursOf(shown: Sightings['shown'], ours: bigint | undefined): bigint | undefined {
  const mayBe = (number: bigint): boolean => placeOf({ shown }, number) === undefined;
  if (ours !== undefined && mayBe(ours)) return ours;
  const agreed = [...shown].filter(([, { agreed }]) => agreed >= AGREED).map(([number]) => number);
  return agreed.filter(mayBe).reduce<bigint | undefined>(smaller, undefined);
}

function smaller(one: bigint | undefined, other: bigint): bigint {
  return one === undefined || other < one ? other : one;
}

/**
 * Our record is behind what a number had shown at an earlier look: that one is before ours. But not where ours is
 * known by more than a queue: what is larger is after it, even if executions overlap.
 */
function withThoseBefore({ shown, ours }: Sightings, record: string): Map<bigint, Shown> {
  const progress = progressOf(record);
  const isSure = ours !== undefined && shown.get(ours)?.hasBegun === true;
  const isBefore = (number: bigint, one: Shown): boolean =>
    progress !== undefined && RANK[one.progress] > RANK[progress] && !(isSure && number > ours);
  return new Map(
    [...shown].map(([number, one]) => [
      number,
      isBefore(number, one) ? { ...one, place: one.place ?? 'before' } : one,
    ]),
  );
}

/** The number of an execution after ours that has begun, at whichever look; nothing where there is none. */
export function laterThatBegan(sightings: Sightings): bigint | undefined {
  for (const [number, { hasReplaced }] of sightings.shown) {
    if (hasReplaced && placeOf(sightings, number) === 'after') return number;
  }
  return undefined;
}

function signOf(record: string, last: string): Sign | undefined {
  const [ours, its] = [progressOf(record), progressOf(last)];
  const sign = ours === undefined || its === undefined ? undefined : SIGN[ours][its];
  if (sign !== 'same') return sign;
  if (record === last) return record === '' ? undefined : 'same';
  return its === 'ended' ? 'differs' : undefined;
}

function progressOf(status: string): Progress | undefined {
  const { state, unknown } = stateOf(status);
  if (unknown) return undefined;
  return state === 'pending' || state === 'running' ? state : 'ended';
}

function farther(one: Progress, other: Progress): Progress {
  return RANK[one] < RANK[other] ? other : one;
}
