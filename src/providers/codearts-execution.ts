/** An execution of CodeArts Deploy: the answers that show it, and its statuses. */

import { z } from 'zod';

import { type EndedState, type OpenState, type Seen, seen, unreachable } from '../task.ts';
import { AnyId, LooseText, ShownText, ShownTime, timesOf, translate } from './provider.ts';

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

/** What becomes of ours: it is replaced, it stands, or nothing can be said before the later execution begins. */
export type Effect = 'replaced' | 'stands' | 'waits';

/** What an execution after ours does to ours, by its status. */
const EFFECT: ReadonlyMap<string, Effect> = new Map([
  ['', 'waits'],
  ['pending', 'waits'],
  ['not_executed', 'waits'],
  ['not_started', 'stands'],
  ['running', 'replaced'],
  ['succeeded', 'replaced'],
  ['failed', 'replaced'],
  ['timeout', 'replaced'],
  ['abort', 'replaced'],
]);

/** What an execution after ours does to ours; one with a status that no table names does nothing yet. */
export function effectOf(status: string): Effect {
  return EFFECT.get(status) ?? 'waits';
}

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
    error_code: ShownText,
  }),
});

/** The task with its last execution, as `GET /v2/tasks/{task_id}` answers. */
export type DeployTaskDetail = z.infer<typeof DeployTaskDetail>;
/** One execution, as `GET /v2/tasks/{task_id}/state` answers. */
export type RecordState = z.infer<typeof RecordState>;

/** An execution that the task has shown as its last one. */
export interface Numbered {
  /** `release_id`: a later execution has a larger one. */
  readonly number: bigint;
  /** `execution_state`; empty where the answer has none. */
  readonly status: string;
}

/** The task's last execution; nothing where the answer has no whole number. */
export function numbered({ release_id, execution_state }: DeployTaskDetail): Numbered | undefined {
  if (release_id === null || release_id === undefined) return undefined;
  if (typeof release_id === 'number' && !Number.isInteger(release_id)) return undefined;
  return { number: BigInt(release_id), status: execution_state ?? '' };
}

/** What one execution says, in the vocabulary. */
export function readExecution(
  name: string,
  status: string,
  times: Readonly<Record<string, string | number | null | undefined>>,
): Seen {
  const { state, unknown } = stateOf(status);
  const reason =
    status === '' || status === 'not_executed'
      ? 'there is no execution yet (no execution_state)'
      : state === 'succeeded'
        ? `${name} has succeeded`
        : name;
  const part = { name, state, providerState: status, reason: '', times: timesOf(times) };
  return seen(state, status, reason, status === '' ? [] : [part], unknown ? [status] : []);
}

/** A status in the vocabulary; none at all is `pending`. */
export function stateOf(status: string): ReturnType<typeof translate<OpenState | EndedState>> {
  return status === '' ? { state: 'pending', unknown: false } : translate(EXECUTION_STATE, status);
}

/** An answer that is about another task or execution. */
export const foreign = unreachable('an answer about another task or execution');
