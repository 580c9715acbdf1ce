import { z } from 'zod';

import type { Connection } from '../clouds/connection.ts';
import { type EndedState, type Observation, type OpenState, type Seen, seen, unreachable } from '../task.ts';
import { digits, flag, id } from './fields.ts';
import { defineProvider, type Look, type Problem, translate } from './provider.ts';

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
const Loose = z.union([z.string(), z.number()]).nullish();

/** `GET /v2/tasks/{task_id}`: the last execution, whichever it is. */
export const DeployTaskDetail = z.object({
  task_id: z.string(),
  execution_state: Text,
  release_id: z.union([z.string().regex(/^\d+$/), z.number()]).nullish(),
  execution_time: Loose,
});

/** `GET /v2/tasks/{task_id}/state?record_id=…`: one execution. */
export const RecordState = z.object({
  status: Text,
  result: z.object({
    record_id: z.string(),
    task_id: Text,
    status: Text,
    step: Loose,
    start_time: Loose,
    end_time: Loose,
  }),
});

type DeployTaskDetail = z.infer<typeof DeployTaskDetail>;
type RecordState = z.infer<typeof RecordState>;

/** Which execution of the task is ours. */
type Ours =
  | { readonly kind: 'record'; readonly recordId: string }
  | { readonly kind: 'after'; readonly releaseId: bigint }
  | { readonly kind: 'last' };

/** What one execution says, in the vocabulary. */
function readExecution(
  name: string,
  word: string,
  times: Readonly<Record<string, string | number | null | undefined>>,
): Seen {
  const { state, unknown } =
    word === '' ? ({ state: 'pending', unknown: false } as const) : translate(EXECUTION_STATE, word);
  const given: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(times)) {
    if (value !== null && value !== undefined && value !== '') given[key] = value;
  }
  const reason =
    word === '' || word === 'not_executed' ? 'there is no execution yet (no execution_state)' : name;
  const part = { name, state, providerState: word, reason: '', times: given };
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
 * @param ours the number that earlier looks have found to be ours
 */
export function readLast(
  answer: DeployTaskDetail,
  wanted: Exclude<Ours, { kind: 'record' }>,
  ours: bigint | undefined,
): { readonly observation: Seen; readonly ours: bigint | undefined } {
  const word = answer.execution_state ?? '';
  const number = releaseOf(answer);
  if (number === undefined) {
    const waiting = readExecution('the last execution', word, {});
    if (waiting.state === 'pending') return { observation: waiting, ours };
    const reason = `the answer says ${word}, but not of which execution (no release_id)`;
    return { observation: { ...waiting, state: 'running', reason, parts: [] }, ours };
  }
  const before = wanted.kind === 'after' ? wanted.releaseId : undefined;
  if (before !== undefined && number <= before && ours === undefined) {
    const reason = `not started yet: the last execution is still number ${number} (${word})`;
    return { observation: { ...readExecution('', '', {}), reason }, ours };
  }
  if (ours !== undefined && number < ours) {
    const stale = `the answer is older than execution ${ours}: it speaks of number ${number}`;
    return { observation: { ...readExecution('', '', {}), state: 'running', reason: stale }, ours };
  }
  if (ours !== undefined && number > ours && wanted.kind === 'after') {
    const reason = `execution ${number} (${word}) took the place of ours, number ${ours}`;
    const newer = readExecution(`execution ${number}`, word, {});
    return { observation: { ...newer, state: 'superseded', reason }, ours };
  }
  const read = readExecution(`execution ${number}`, word, { execution_time: answer.execution_time });
  const skipped = before !== undefined && number > before + 1n;
  const gap = skipped
    ? ` (numbers after ${before} were skipped: it may not be the one that was started)`
    : '';
  return { observation: { ...read, reason: `${read.reason}${gap}` }, ours: number };
}

const foreign = unreachable('an answer about another task or execution');

function releaseOf(answer: DeployTaskDetail): bigint | undefined {
  const number = answer.release_id;
  if (number === null || number === undefined || (typeof number === 'number' && !Number.isInteger(number))) {
    return undefined;
  }
  return BigInt(number);
}

function watchLast(connection: Connection, taskId: string, wanted: Exclude<Ours, { kind: 'record' }>): Look {
  let ours: bigint | undefined;
  return async (look) => {
    const reply = await connection.call(lastCall(taskId), DeployTaskDetail, look);
    if (reply.kind !== 'answer') return reply;
    if (reply.body.task_id !== taskId) return foreign;
    const read = readLast(reply.body, wanted, ours);
    ours = read.ours;
    return read.observation;
  };
}

/** Our record; once it has succeeded and must hold, the task's last execution too: a rollback is a new one. */
function watchRecord(connection: Connection, taskId: string, recordId: string, settles: boolean): Look {
  let held: Held = { number: undefined, doubted: undefined };
  const call = {
    operation: 'ShowTaskState',
    path: `/v2/tasks/${taskId}/state`,
    query: { record_id: recordId, step_state: 'false' },
    permission: VIEW_PERMISSION,
  };
  return async (look) => {
    const reply = await connection.call(call, RecordState, look);
    if (reply.kind !== 'answer') return reply;
    const observation = readRecord(reply.body, taskId, recordId);
    if (!settles || observation.kind !== 'seen' || observation.state !== 'succeeded') return observation;
    const last = await connection.call(lastCall(taskId), DeployTaskDetail, look);
    if (last.kind !== 'answer') return last;
    if (last.body.task_id !== taskId) return foreign;
    const read = readHeld(observation, last.body, held);
    held = read.held;
    return read.observation;
  };
}

/** What is known of the task's last execution since our record has succeeded. */
interface Held {
  /** The last execution when ours had succeeded. */
  readonly number: bigint | undefined;
  /** An execution that had not succeeded then: another one, or ours in an answer that lags behind. */
  readonly doubted: bigint | undefined;
}

/** Whether a success still holds, by the task's last execution; `held` is for the next look. */
function readHeld(
  success: Seen,
  last: DeployTaskDetail,
  held: Held,
): { readonly observation: Observation; readonly held: Held } {
  const number = releaseOf(last);
  const word = last.execution_state ?? '';
  if (number === undefined) {
    return { observation: unreachable('the task does not tell its last execution (no release_id)'), held };
  }
  const another = held.number !== undefined && number > held.number;
  const doubtful = held.number === undefined && word !== 'succeeded';
  if (another || (doubtful && held.doubted === number)) {
    const reason = `execution ${number} (${word}) began after ours had succeeded`;
    return { observation: { ...success, state: 'superseded', reason }, held };
  }
  if (doubtful) {
    const reason = `our record has succeeded, but the task's last execution, number ${number}, is ${word || 'unknown'}`;
    return { observation: { ...success, state: 'running', reason }, held: { ...held, doubted: number } };
  }
  return { observation: success, held: { ...held, number: held.number ?? number } };
}

const VIEW_PERMISSION = 'the permission to view the application (CodeArts Deploy)';

function lastCall(taskId: string): Parameters<Connection['call']>[0] {
  return {
    operation: 'ShowDeployTaskDetail',
    path: `/v2/tasks/${taskId}`,
    query: {},
    permission: VIEW_PERMISSION,
  };
}

/** A deployment of Huawei Cloud CodeArts Deploy. */
export const huaweiCodeartsDeploy = defineProvider({
  name: 'huawei-codearts-deploy',
  cloud: 'huawei',
  host: (region) => `codearts-deploy.${region}.myhuaweicloud.${region === 'eu-west-101' ? 'eu' : 'com'}`,
  entry: z.strictObject({
    'task-id': id(),
    'record-id': id().optional(),
    'after-release': digits().optional(),
    'accept-last': flag().optional(),
  }),
  prepare: (entry, defaults) => {
    const taskId = entry['task-id'];
    const ours = whichExecution(entry['record-id'], entry['after-release'], entry['accept-last'] === true);
    if ('field' in ours) return ours;
    const projectId = defaults.projectId();
    const recordId = ours.kind === 'record' ? ours.recordId : undefined;
    return {
      id: recordId ?? taskId,
      defaultName: `huawei-codearts-deploy ${recordId ?? taskId}`,
      identity: [taskId, recordId ?? ''],
      ...(projectId === undefined ? {} : { projectId }),
      watch: (connection, settles) =>
        ours.kind === 'record'
          ? watchRecord(connection, taskId, ours.recordId, settles)
          : watchLast(connection, taskId, ours),
    };
  },
});

const THREE_WAYS =
  'say which execution is ours: record-id (the id that the start call returned), ' +
  'after-release (the release_id before the start), or accept-last: true (whichever is the last)';

function whichExecution(
  recordId: string | undefined,
  afterRelease: string | undefined,
  acceptLast: boolean,
): Ours | Problem {
  const given = [recordId !== undefined, afterRelease !== undefined, acceptLast].filter(Boolean).length;
  if (given === 0) return { field: 'record-id', message: `is missing: ${THREE_WAYS}` };
  if (given > 1) return { field: 'record-id', message: `is one of several that are given: ${THREE_WAYS}` };
  if (recordId !== undefined) return { kind: 'record', recordId };
  return afterRelease === undefined ? { kind: 'last' } : { kind: 'after', releaseId: BigInt(afterRelease) };
}
