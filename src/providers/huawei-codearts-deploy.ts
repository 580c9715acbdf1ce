/** Huawei Cloud CodeArts Deploy: an execution, its fields and its requests. */

import { z } from 'zod';

import type { Connection, Reply } from '../clouds/connection.ts';
import { isOpen } from '../task.ts';
import {
  DeployTaskDetail,
  foreign,
  type Held,
  numberOurs,
  RecordState,
  readHeld,
  readLast,
  readRecord,
} from './codearts-verdict.ts';
import { digits, flag, id } from './fields.ts';
import { defineProvider, type Look, type Problem } from './provider.ts';

/** The task's last execution, whichever it is, as far as it may be ours. */
function watchLast(
  connection: Connection,
  taskId: string,
  after: bigint | undefined,
  settles: boolean,
): Look {
  let ours: bigint | undefined;
  return async (look) => {
    const reply = await connection.call(lastCall(taskId), DeployTaskDetail, look);
    if (reply.kind !== 'answer') return reply;
    if (reply.body.task_id !== taskId) return foreign;
    const read = readLast(reply.body, after, ours, settles);
    ours = read.ours;
    return read.observation;
  };
}

/**
 * Our record; where its success must hold, the task's last execution too: a rollback is a new one. That is read
 * from the beginning, until it is known which number ours has.
 */
function watchRecord(connection: Connection, taskId: string, recordId: string, settles: boolean): Look {
  let held: Held = {};
  const call = {
    operation: 'ShowTaskState',
    path: `/v2/tasks/${taskId}/state`,
    query: { record_id: recordId, step_state: 'false' },
    permission: VIEW_PERMISSION,
    ids: `${TASK_ID}, and record-id the id in the answer of its start call`,
  };
  return async (look) => {
    const reply = await connection.call(call, RecordState, look);
    if (reply.kind !== 'answer') return reply;
    const observation = readRecord(reply.body, taskId, recordId);
    if (!settles || observation.kind !== 'seen') return observation;
    const succeeded = observation.state === 'succeeded';
    if (!succeeded && (!isOpen(observation.state) || held.number !== undefined)) return observation;
    const last = await connection.call(lastCall(taskId), DeployTaskDetail, look);
    if (last.kind !== 'answer') return succeeded || countsAnyhow(last) ? last : observation;
    if (last.body.task_id !== taskId) return succeeded ? foreign : observation;
    if (!succeeded) {
      held = numberOurs(last.body, held);
      return observation;
    }
    const read = readHeld(observation, last.body, held);
    held = read.held;
    return read.observation;
  };
}

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
      watch: (connection, settles) =>
        recordId === undefined
          ? watchLast(connection, taskId, after, settles)
          : watchRecord(connection, taskId, recordId, settles),
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
