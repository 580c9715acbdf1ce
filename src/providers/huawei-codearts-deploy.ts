/** Huawei Cloud CodeArts Deploy: an execution, its fields and its requests. */

import { z } from 'zod';

import type { Reply } from '../clouds/call.ts';
import type { Connection, LookContext } from '../clouds/connection.ts';
import { isOpen, type Observation, unreachable } from '../task.ts';
import { DeployTaskDetail, foreign, numbered, RecordState } from './codearts-execution.ts';
import { type Followed, Kept, keptOf, readLast, withKept } from './codearts-last.ts';
import { laterThatBegan, NOTHING_SEEN, placeOf, sight, unseen } from './codearts-number.ts';
import { readHeld, readRecord, replacedBy } from './codearts-record.ts';
import { digits, flag, id } from './fields.ts';
import { comparingIds, type IsOurs } from './identity.ts';
import type { Notes } from './notes.ts';
import { defineProvider, type Look, type Problem } from './provider.ts';

/** The task's last execution, whichever it is, as far as it may be ours. */
function watchLast(
  connection: Connection,
  taskId: string,
  after: bigint | undefined,
  settles: boolean,
  notes: Notes,
): Look {
  let followed: Followed | undefined;
  notes.keep(() => followed && keptOf(followed));
  return comparingIds(async (look, isOurs) => {
    const earlier = notes.recall(Kept);
    if (earlier !== undefined) followed = withKept(followed, earlier);
    const reply = await connection.call(lastCall(taskId), DeployTaskDetail, look);
    if (reply.kind !== 'answer') return reply;
    if (!isOfTask(reply.body, taskId, isOurs)) return foreign;
    const read = readLast(reply.body, after, followed, settles);
    followed = read.followed;
    return read.observation;
  });
}

/** Our record. */
function readsRecord(connection: Connection, taskId: string, recordId: string): ComparingLook {
  const call = {
    operation: 'ShowTaskState',
    path: `/v2/tasks/${taskId}/state`,
    query: { record_id: recordId, step_state: 'false' },
    permission: VIEW_PERMISSION,
    ids: `${TASK_ID}, and record-id the id in the answer of its start call`,
  };
  return async (look, isOurs) => {
    const reply = await connection.call(call, RecordState, look);
    return reply.kind === 'answer' ? readRecord(reply.body, taskId, recordId, isOurs) : reply;
  };
}

/** Our record and then, at each look, the task's last execution: a rollback is a new one. */
function watchHeld(connection: Connection, taskId: string, recordId: string): Look {
  const readOurs = readsRecord(connection, taskId, recordId);
  let sightings = NOTHING_SEEN;
  return comparingIds(async (look, isOurs) => {
    const record = await readOurs(look, isOurs);
    if (record.kind !== 'seen') {
      sightings = unseen(sightings);
      return record;
    }
    const succeeded = record.state === 'succeeded';
    // Any other end is the end, whatever the task says.
    if (!succeeded && !isOpen(record.state)) return record;
    const reply = await connection.call(lastCall(taskId), DeployTaskDetail, look);
    const ofTask = reply.kind === 'answer' && isOfTask(reply.body, taskId, isOurs) ? reply.body : undefined;
    const last = ofTask === undefined ? undefined : numbered(ofTask);
    sightings = sight(sightings, record.providerState, last);
    if (!succeeded) return reply.kind !== 'answer' && countsAnyhow(reply) ? reply : record;
    const later = laterThatBegan(sightings);
    if (later !== undefined) return replacedBy(record, later);
    if (last !== undefined) return readHeld(record, last, placeOf(sightings, last.number));
    if (reply.kind !== 'answer') return reply;
    return ofTask === undefined ? foreign : unnumbered;
  });
}

/** One poll, whose ids are compared for it. */
type ComparingLook = (look: LookContext, isOurs: IsOurs) => Promise<Observation>;

function isOfTask(answer: DeployTaskDetail, taskId: string, isOurs: IsOurs): boolean {
  return isOurs('ShowDeployTaskDetail', ['task_id', taskId, answer.task_id]);
}

const unnumbered = unreachable('the task does not tell its last execution (no release_id)');

/** Whether a reply counts whatever the look is about. */
function countsAnyhow(reply: Exclude<Reply<unknown>, { kind: 'answer' }>): boolean {
  return reply.kind === 'refused' || (reply.kind === 'unreachable' && reply.throttled);
}

const TASK_ID = 'task-id is the id of the deployment task, not of a record';
const VIEW_PERMISSION = 'the permission to view the application (CodeArts Deploy)';

function lastCall(taskId: string): Parameters<Connection['call']>[0] {
  return {
    operation: 'ShowDeployTaskDetail',
    path: `/v2/tasks/${taskId}`,
    query: {},
    permission: VIEW_PERMISSION,
    ids: TASK_ID,
  };
}

/** A deployment of Huawei Cloud CodeArts Deploy. */
export const huaweiCodeartsDeploy = defineProvider({
  name: 'huawei-codearts-deploy',
  cloud: 'huawei',
  host: (region) => `codearts-deploy.${region}.myhuaweicloud.${region === 'eu-west-101' ? 'eu' : 'com'}`,
  entry: z.object({
    'task-id': id('the id of the deployment task (the application), which is started'),
    'record-id': id('the id in the answer of the start call').optional(),
    'after-release': digits().optional(),
    'accept-last': flag().optional(),
  }),
  together: (written) => {
    const { data: acceptLast = written['accept-last'] } = flag().safeParse(written['accept-last']);
    return oneOf(written['record-id'], written['after-release'], acceptLast);
  },
  prepare: (entry, defaults) => {
    const taskId = entry['task-id'];
    const { 'record-id': recordId, 'after-release': afterRelease } = entry;
    const ambiguous = oneOf(recordId, afterRelease, entry['accept-last']);
    if (ambiguous !== undefined) return ambiguous;
    const after = afterRelease === undefined ? undefined : BigInt(afterRelease);
    const projectId = defaults.projectId();
    return {
      id: recordId ?? taskId,
      defaultName: `huawei-codearts-deploy ${recordId ?? taskId}`,
      identity: [taskId, recordId ?? '', afterRelease ?? ''],
      ...(projectId === undefined ? {} : { projectId }),
      watch: (connection, settles, notes) => {
        if (recordId === undefined) return watchLast(connection, taskId, after, settles, notes);
        return settles
          ? watchHeld(connection, taskId, recordId)
          : comparingIds(readsRecord(connection, taskId, recordId));
      },
    };
  },
});

const THREE_WAYS =
  'say which execution is ours: record-id (the id that the start call returned), ' +
  'after-release (the release_id before the start), or accept-last: true (whichever is the last)';

/**
 * Whether exactly one of the three ways is given, whatever its value is worth.
 *
 * @param acceptLast a flag; text where it is not known to be one
 */
function oneOf(recordId: unknown, afterRelease: unknown, acceptLast: unknown): Problem | undefined {
  const ways = [recordId !== undefined, afterRelease !== undefined, acceptLast === true].filter(
    Boolean,
  ).length;
  if (ways > 1) return { field: 'record-id', message: `is one of several that are given: ${THREE_WAYS}` };
  const perhaps = acceptLast !== undefined && typeof acceptLast !== 'boolean';
  return ways === 1 || perhaps ? undefined : { field: 'record-id', message: `is missing: ${THREE_WAYS}` };
}
