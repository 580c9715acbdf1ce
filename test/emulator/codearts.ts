import { isAct } from './act.ts';
import { type Answer, parameter, type Refusal, type Service } from './call.ts';
import { createHuawei, type Operation } from './huawei.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './server.ts';

/** A deployment task (an application). */
export interface DeployTask {
  /** Body of `GET /v2/tasks/{task_id}`: the task and its last execution. */
  readonly last?: Scene<object>;
  /** By record id, the `result` in the answer of `GET /v2/tasks/{task_id}/state?record_id=…`. */
  readonly records?: Readonly<Record<string, Scene<object>>>;
}

/** Deployment tasks by `task_id`. */
export type DeployTasks = ReadonlyMap<string, DeployTask>;

/** Emulates the two calls that show a CodeArts Deploy task and one of its executions. */
export function createCodeArts(
  stage: Stage,
  authenticate: Parameters<typeof createHuawei>[1],
  tasks: DeployTasks,
): Service {
  const inside200 = () => stage.rules.codeartsErrorsInside200;

  const showTask: Operation = {
    name: 'task',
    route: /^\/v2\/tasks\/([^/]+)$/,
    id: (_call, [taskId]) => taskId,
    answer: (_call, [taskId = '']) => {
      const frame = tasks.get(taskId)?.last?.();
      if (frame === undefined) return inside200() ? flat(unknownTask) : unknownTask;
      return isAct(frame) ? frame : { status: 200, body: frame };
    },
  };

  const showState: Operation = {
    name: 'task-state',
    route: /^\/v2\/tasks\/([^/]+)\/state$/,
    id: (call) => parameter(call, 'record_id'),
    answer: (call, [taskId = '']) => {
      const task = tasks.get(taskId);
      const recordId = parameter(call, 'record_id');
      if (task === undefined) return inside200() ? enveloped(unknownTask) : unknownTask;
      if (recordId === undefined) return missingRecordId;
      const frame = recordOf(task, recordId)?.();
      if (frame === undefined) return inside200() ? enveloped(unknownRecord) : unknownRecord;
      return isAct(frame) ? frame : { status: 200, body: { status: 'success', result: frame } };
    },
  };

  return createHuawei(stage, authenticate, denied, [showTask, showState]);
}

function recordOf({ records = {} }: DeployTask, recordId: string): Scene<object> | undefined {
  return Object.hasOwn(records, recordId) ? records[recordId] : undefined;
}

const unknownTask: Refusal = { status: 404, code: 'Deploy.00011020', message: 'The task does not exist.' };

const unknownRecord: Refusal = {
  status: 400,
  code: 'Deploy.00011303',
  message: 'The execution record does not exist.',
};

const denied: Refusal = { status: 403, code: 'Deploy.00011154', message: 'No permission to view the task.' };

/** The code for a missing parameter is open. */
const missingRecordId: Refusal = {
  status: 400,
  code: 'MissingParameter',
  message: 'record_id is mandatory.',
};

/** An error inside a 200, as the task's own call gives it. */
function flat({ code, message }: Refusal): Answer {
  return { status: 200, body: { error_code: code, error_msg: message } };
}

/** An error inside a 200, in the envelope of the execution's call. */
function enveloped({ code, message }: Refusal): Answer {
  return { status: 200, body: { status: 'error', error: { code, message } } };
}
