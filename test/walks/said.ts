/**
 * What the pages allow, and what they demand, of a gate that has heard what one task's looks say.
 * Written from the contract alone; it shares no code with the product.
 */
import type { EndedState, TaskState } from '../../src/task.ts';
import type { Look } from './log.ts';

/** An end by the provider's word that is no success. */
export type BadEnd = Exclude<EndedState, 'succeeded'>;

/**
 * What a look is for the window of `settle`: `good`, success of ours; `other`, a state that is no success; `silent`,
 * a transient fault, or given up; `unclear` where the pages leave open which of these it is.
 */
export type Word = 'good' | 'other' | 'unclear' | 'silent';

/** What one look says, in the light of those before it. */
export interface Said {
  /** The sentence of the pages that decides: counted, so that a rule which no walk reaches is noticed. */
  readonly rule: string;
  readonly look: Look;
  readonly word: Word;
  /** The ends that it allows at once. */
  readonly ends?: readonly BadEnd[];
  /** There is no doubt: the gate has to take it for a success, or to end in one of `ends`. */
  readonly due?: boolean;
  /** After it ours can never be a success. */
  readonly spoils?: boolean;
  /** A part ended badly, whatever the others do. */
  readonly lost?: 'failed' | 'cancelled' | undefined;
  /** A rollback goes on, or was seen. */
  readonly rolling?: boolean;
}

/** The end of one task, and how it was waited for. */
export interface Ended {
  readonly state: TaskState;
  readonly settleMs: number;
  readonly failFast: boolean;
  /** The deadline came. */
  readonly isLate: boolean;
  /** The pages allow `error`. */
  readonly mayBeError: boolean;
}

const EPSILON_MS = 0.5;

/**
 * Whether success has held at the look `at`: it is good, and so were all before it back to a good one which ended
 * a whole window before this one began; transient faults in between don't matter.
 */
function held(said: readonly Said[], at: number, settleMs: number, isGood: (each: Said) => boolean): boolean {
  const now = said[at];
  if (now === undefined || !isGood(now)) return false;
  if (settleMs === 0) return true;
  const passes = (each: Said): boolean => isGood(each) || each.word === 'silent';
  const broken = said.slice(0, at).findLastIndex((each) => !passes(each));
  const from = said.slice(broken + 1, at).find(isGood)?.look.endedAt;
  return from !== undefined && now.look.startedAt - from >= settleMs - EPSILON_MS;
}

/** What is wrong with how the gate ended one task, if anything is: in words, for the test's message. */
function wrongWith(said: readonly Said[], ended: Ended): string | undefined {
  return forbidden(said, ended) ?? missed(said, ended);
}

/** The state says more than the log allows. */
function forbidden(said: readonly Said[], ended: Ended): string | undefined {
  const { state } = ended;
  const last = said.at(-1);
  const why = `${state} at a look that says "${last?.rule}"`;
  switch (state) {
    case 'succeeded': {
      const spoiled = said.find(({ spoils }) => spoils);
      if (spoiled !== undefined) return `succeeded after "${spoiled.rule}"`;
      // What is unclear may have been a fault.
      const heard = said.map((each): Said => (each.word === 'unclear' ? { ...each, word: 'silent' } : each));
      const isHeld = held(heard, said.length - 1, ended.settleMs, ({ word }) => word === 'good');
      return isHeld ? undefined : why;
    }
    case 'failed':
    case 'cancelled': {
      const mayLose = ended.failFast || (ended.isLate && state === 'failed');
      const isLost = mayLose && said.some(({ lost }) => lost === state);
      return isLost || last?.ends?.includes(state) ? undefined : why;
    }
    case 'rolled-back':
    case 'superseded':
      return last?.ends?.includes(state) ? undefined : why;
    case 'rolling-back':
      return said.some(({ rolling }) => rolling) ? undefined : why;
    case 'error':
      return ended.mayBeError ? undefined : why;
    case 'timed-out':
      return isLost(said) ? 'timed-out though a part had failed' : undefined;
    case 'pending':
    case 'running':
      return undefined;
  }
}

/** A part had failed, and no success of the whole was seen after that. */
function isLost(said: readonly Said[]): boolean {
  const from = said.findLastIndex(({ word }) => word === 'good') + 1;
  return said.slice(from).some(({ lost }) => lost === 'failed');
}

/** A look has said without doubt how it ended, and the gate went on, or said something else. */
function missed(said: readonly Said[], ended: Ended): string | undefined {
  const isDue = ({ word, due = false }: Said): boolean => due && word === 'good';
  for (const [at, { word, due = false, ends = [], rule, look }] of said.entries()) {
    if (said.slice(0, at).some(({ spoils, lost }) => spoils || lost)) return undefined;
    if (!due || look.endedAt === undefined) continue;
    if (word === 'good' && !held(said, at, ended.settleMs, isDue)) continue;
    const wanted: readonly TaskState[] = word === 'good' ? ['succeeded'] : ends;
    const isEnded = at === said.length - 1 && wanted.includes(ended.state);
    if (!isEnded) {
      const how = at < said.length - 1 ? 'went on' : `said ${ended.state}`;
      return `"${rule}" at look ${at + 1} of ${said.length}: ${wanted.join(' or ')} was due, and the gate ${how}`;
    }
  }
  return undefined;
}

/** How many looks each rule has judged. */
export const reached = new Map<string, number>();

/** The same of several readings, where the pages leave something open: one of them must hold throughout. */
export function wrongInAll(readings: Iterable<readonly Said[]>, ended: Ended): string | undefined {
  let first: string | undefined;
  for (const said of readings) {
    if (first === undefined) for (const { rule } of said) reached.set(rule, (reached.get(rule) ?? 0) + 1);
    const wrong = wrongWith(said, ended);
    if (wrong === undefined) return undefined;
    first ??= wrong;
  }
  return first;
}
