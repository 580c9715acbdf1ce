/** Huawei Cloud CodeArts Deploy: an execution, its fields and its requests. */

import { z } from 'zod';

import type { Connection, Reply } from '../clouds/connection.ts';
import { isOpen } from '../task.ts';
import {
  DeployTaskDetail,
  foreign,
  type Held,
  numberOurs,
  type Ours,
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
    if (last.kind !== 'answer') return succeeded || isWish(last) ? last : observation;
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

/** Whether the server asks for something that counts, whatever the look is about. */
function isWish(reply: Exclude<Reply<unknown>, { kind: 'answer' }>): boolean {
  return (
    reply.kind === 'refused' || (reply.kind === 'unreachable' && (reply.throttled || reply.retryAfterMs > 0))
  );
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
  entry: z.strictObject({
    'task-id': id('the id of the deployment task (the application), which is started'),
    'record-id': id('the id in the answer of the start call').optional(),
    'after-release': digits().optional(),
    'accept-last': flag().optional(),
  }),
  prepare: (entry, defaults) => {
    const taskId = entry['task-id'];
    const ours = whichExecution(entry['record-id'], entry['after-release'], entry['accept-last'] === true);
    if ('field' in ours) return ours;
    const projectId = defaults.projectId();
    const { recordId, after } = ours;
    return {
      id: recordId ?? taskId,
      defaultName: `huawei-codearts-deploy ${recordId ?? taskId}`,
      identity: [taskId, recordId ?? ''],
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

function whichExecution(
  recordId: string | undefined,
  afterRelease: string | undefined,
  acceptLast: boolean,
): Ours | Problem {
  const given = [recordId !== undefined, afterRelease !== undefined, acceptLast].filter(Boolean).length;
  if (given === 0) return { field: 'record-id', message: `is missing: ${THREE_WAYS}` };
  if (given > 1) return { field: 'record-id', message: `is one of several that are given: ${THREE_WAYS}` };
  return { recordId, after: afterRelease === undefined ? undefined : BigInt(afterRelease) };
}
