/** What CodeArts Deploy's answers say of our execution. */

import { z } from 'zod';

import {
  type EndedState,
  isOpen,
  type Observation,
  type OpenState,
  type Seen,
  seen,
  unreachable,
} from '../task.ts';
import { AnyId, LooseText, ShownTime, timesOf, translate } from './provider.ts';

/**
 * `execution_state` of the task's last execution, and `status` of one record.
 * Source: CodeArts Deploy, "Obtaining the Details of an Application", and its SDK.
 */
export const EXECUTION_STATE = {
  pending: 'pending',
  not_executed: 'pending',
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  timeout: 'failed',
  abort: 'cancelled',
  not_started: 'cancelled',
} as const satisfies Record<string, OpenState | EndedState>;

const Text = z.string().nullish();

/** `GET /v2/tasks/{task_id}`: the last execution, whichever it is. */
export const DeployTaskDetail = z.object({
  task_id: AnyId,
  execution_state: Text,
  release_id: z.union([z.string().regex(/^\d+$/), z.number()]).nullish(),
  execution_time: ShownTime,
});

/** `GET /v2/tasks/{task_id}/state?record_id=…`: one execution. */
export const RecordState = z.object({
  status: Text,
  result: z.object({
    record_id: AnyId,
    task_id: LooseText,
    status: Text,
    start_time: ShownTime,
    end_time: ShownTime,
  }),
});

/** The task with its last execution, as `GET /v2/tasks/{task_id}` answers. */
export type DeployTaskDetail = z.infer<typeof DeployTaskDetail>;
/** One execution, as `GET /v2/tasks/{task_id}/state` answers. */
export type RecordState = z.infer<typeof RecordState>;

/** What one execution says, in the vocabulary. */
function readExecution(
  name: string,
  word: string,
  times: Readonly<Record<string, string | number | null | undefined>>,
): Seen {
  const { state, unknown } =
    word === '' ? ({ state: 'pending', unknown: false } as const) : translate(EXECUTION_STATE, word);
  const reason =
    word === '' || word === 'not_executed'
      ? 'there is no execution yet (no execution_state)'
      : state === 'succeeded'
        ? `${name} has succeeded`
        : name;
  const part = { name, state, providerState: word, reason: '', times: timesOf(times) };
  return seen(state, word, reason, word === '' ? [] : [part], unknown ? [word] : []);
}

/** What the state of one record says; it must be ours. */
export function readRecord(answer: RecordState, taskId: string, recordId: string): Observation {
  const { result } = answer;
  if (result.record_id !== recordId || (result.task_id ?? taskId) !== taskId) return foreign;
  if (answer.status !== 'success') {
    const said = answer.status ?? 'nothing';
    return unreachable(`the answer's own status is "${said}" instead of "success"`);
  }
  return readExecution(`record ${recordId}`, result.status ?? '', {
    start_time: result.start_time,
    end_time: result.end_time,
  });
}

/**
 * What the last execution says, and the number of the execution that is ours from now on.
 *
 * @param after the number of the execution before ours; nothing where whichever is the last will do
 * @param ours the number that earlier looks have found to be ours
 * @param settles success must hold: it begins anew with another execution
 */
export function readLast(
  answer: DeployTaskDetail,
  after: bigint | undefined,
  ours: bigint | undefined,
  settles: boolean,
): { readonly observation: Seen; readonly ours: bigint | undefined } {
  const word = answer.execution_state ?? '';
  const number = releaseOf(answer);
  if (number === undefined) {
    const waiting = readExecution('the last execution', word, {});
    if (waiting.state === 'pending') return { observation: waiting, ours };
    const reason = `the answer says ${word}, but not of which execution (no release_id)`;
    return { observation: { ...waiting, state: 'running', reason, parts: [] }, ours };
  }
  if (after !== undefined && number <= after && ours === undefined) {
    const reason = `not started yet: the last execution is still number ${number} (${word})`;
    return { observation: { ...readExecution('', '', {}), reason }, ours };
  }
  if (isBefore(number, ours)) {
    const stale = `the answer is older than execution ${ours}: it speaks of number ${number}`;
    return { observation: { ...readExecution('', '', {}), state: 'running', reason: stale }, ours };
  }
  if (isAfter(number, ours) && after !== undefined) {
    const reason = `execution ${number} (${word}) took the place of ours, number ${ours}`;
    const newer = readExecution(`execution ${number}`, word, {});
    return { observation: { ...newer, state: 'superseded', reason }, ours };
  }
  const read = readExecution(`execution ${number}`, word, { execution_time: answer.execution_time });
  if (settles && isAfter(number, ours)) {
    const reason = `execution ${number} (${word}) is the last one now, instead of number ${ours}`;
    // What the execution before it has shown must not count for this one.
    return {
      observation: { ...read, state: read.state === 'succeeded' ? 'running' : read.state, reason },
      ours: number,
    };
  }
  const gap =
    after !== undefined && number > after + 1n
      ? ` (numbers after ${after} were skipped: it may not be the one that was started)`
      : '';
  return { observation: { ...read, reason: `${read.reason}${gap}` }, ours: number };
}

/** An answer that does not speak of ours. */
export const foreign = unreachable('an answer about another task or execution');

/** The number of an execution; nothing where the answer has no whole number. */
function releaseOf(answer: DeployTaskDetail): bigint | undefined {
  const number = answer.release_id;
  if (number === null || number === undefined || (typeof number === 'number' && !Number.isInteger(number))) {
    return undefined;
  }
  return BigInt(number);
}

function isBefore(number: bigint, other: bigint | undefined): boolean {
  return other !== undefined && number < other;
}

function isAfter(number: bigint, other: bigint | undefined): boolean {
  return other !== undefined && number > other;
}

/** What the task's last execution has shown of ours, which a record does not number. */
export interface Held {
  /** The number of our execution. */
  readonly number?: bigint | undefined;
  /** The largest number that is known to be of an execution before ours. */
  readonly before?: bigint | undefined;
  /** An execution that had ended at the latest look at our record while that went on: one before ours, or ours. */
  readonly ended?: { readonly number: bigint; readonly word: string } | undefined;
  /** How many looks in a row have told of an execution before ours, since our record has succeeded. */
  readonly lagging?: { readonly number: bigint; readonly looks: number };
  /** An execution that had not ended when our record had: another one, or ours in an answer that lags behind. */
  readonly doubted?: { readonly number: bigint; readonly looks: number };
}

/** So many looks may an answer lag behind our record. */
const DOUBTFUL_LOOKS = 3;

/**
 * While our record goes on, an execution that goes on too is ours. One that has ended is the one before, if our
 * record still goes on at the next look: until then ours may just have ended.
 */
export function numberOurs(last: DeployTaskDetail, held: Held): Held {
  const number = releaseOf(last);
  const before = largest(held.before, held.ended?.number);
  if (number === undefined || held.number !== undefined) return { ...held, before, ended: undefined };
  const word = last.execution_state ?? '';
  const goesOn = word === 'pending' || word === 'running';
  const isNew = before === undefined || number > before;
  if (goesOn && isNew) return { ...held, before, ended: undefined, number };
  const hasEnded = !isOpen(translate(EXECUTION_STATE, word).state);
  return { ...held, before, ended: hasEnded ? { number, word } : undefined };
}

function largest(one: bigint | undefined, other: bigint | undefined): bigint | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one > other ? one : other;
}

/** Whether a success still holds, by the task's last execution; `held` is for the next look. */
export function readHeld(
  success: Seen,
  last: DeployTaskDetail,
  held: Held,
): { readonly observation: Observation; readonly held: Held } {
  const number = releaseOf(last);
  const word = last.execution_state ?? '';
  if (number === undefined) {
    return { observation: unreachable('the task does not tell its last execution (no release_id)'), held };
  }
  // Ours has succeeded: what had ended otherwise while it went on is not ours.
  const before = held.ended?.word === 'succeeded' ? held.before : largest(held.before, held.ended?.number);
  const agrees = word === 'succeeded';
  const lags = held.lagging?.number === number ? held.lagging.looks + 1 : 1;
  // It was our record that lagged behind, if this one stays the last.
  const wasOurs = agrees && number === before && lags >= DOUBTFUL_LOOKS;
  const older = unreachable(`the task still tells of execution ${number}, before ours`);
  if (isBefore(number, held.number)) return { observation: older, held };
  if (before !== undefined && number <= before && !wasOurs) {
    return { observation: older, held: { ...held, lagging: { number, looks: lags } } };
  }
  const known = held.number ?? held.doubted?.number;
  const looks = held.doubted?.number === number ? held.doubted.looks + 1 : 1;
  if (isAfter(number, known) || (held.number === undefined && !agrees && looks >= DOUBTFUL_LOOKS)) {
    const reason = `execution ${number} (${word}) began after ours had succeeded`;
    return { observation: { ...success, state: 'superseded', reason }, held };
  }
  if (agrees) return { observation: success, held: { ...held, number } };
  const reason = `our record has succeeded, but the task's last execution, number ${number}, is ${word || 'unknown'}`;
  return {
    observation: { ...success, state: 'running', reason },
    held: { ...held, doubted: { number, looks } },
  };
}
