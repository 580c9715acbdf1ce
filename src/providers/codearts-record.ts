/** What one record of CodeArts Deploy says, and whether its success holds. */

import { type Observation, type Seen, unreachable } from '../task.ts';
import {
  effectOf,
  foreign,
  type Numbered,
  type RecordState,
  readExecution,
  stateOf,
} from './codearts-execution.ts';
import type { Place } from './codearts-number.ts';
import type { IsOurs } from './identity.ts';

/** What the state of one record says; it must be ours. */
export function readRecord(
  answer: RecordState,
  taskId: string,
  recordId: string,
  isOurs: IsOurs,
): Observation {
  const { result } = answer;
  const ids = [
    ['record_id', recordId, result.record_id],
    ['task_id', taskId, result.task_id ?? taskId],
  ] as const;
  if (!isOurs('ShowTaskState', ...ids)) return foreign;
  if (answer.status !== 'success') {
    return unreachable(
      answer.status === null || answer.status === undefined
        ? 'the answer has no status of its own beside "result", which must be "success"'
        : `the answer's own status is "${answer.status}" instead of "success"`,
    );
  }
  const read = readExecution(`record ${recordId}`, result.status ?? '', {
    start_time: result.start_time,
    end_time: result.end_time,
  });
  const code = result.error_code ?? '';
  if (read.state !== 'succeeded' || NO_ERROR.has(code)) return read;
  return unreachable(
    `the answer contradicts itself: status "${read.providerState}" beside error_code "${code}"`,
  );
}

/** What `error_code` is where there was no error. */
const NO_ERROR: ReadonlySet<string> = new Set(['', '0']);

/**
 * Whether the success of our record holds beside the task's last execution.
 *
 * @param place where that stands to ours; nothing where it is not known yet
 */
export function readHeld(success: Seen, last: Numbered, place: Place | undefined): Seen {
  const shown = numberOf(last);
  const waiting = (reason: string): Seen => ({
    ...success,
    state: 'running',
    reason: `${success.reason}, ${reason}`,
  });
  switch (place) {
    case 'ours':
      if (stateOf(last.status).state === 'succeeded') return success;
      return waiting(`but the task still shows its execution, ${shown}, otherwise`);
    case 'after':
      return besideLater(success, last);
    case 'before':
      return waiting(`but the task's last execution is still ${shown}, a previous one`);
    case 'another':
      return waiting(`but the task's last execution, ${shown}, is another one, and may be newer`);
    case undefined:
      return waiting(`but the task's last execution, ${shown}, is not known to be this deployment yet`);
  }
}

/** A success that an execution after it has replaced, at this look or an earlier one. */
export function replacedBy(success: Seen, later: bigint): Seen {
  const reason = `a newer execution, number ${later}, replaced this deployment, which had succeeded`;
  return { ...success, state: 'superseded', reason };
}

/** What becomes of a success beside an execution after it. */
export function besideLater(success: Seen, last: Numbered): Seen {
  const later = `a newer execution, ${numberOf(last)},`;
  switch (effectOf(last.status)) {
    case 'replaced':
      return {
        ...success,
        state: 'superseded',
        reason: `${later} replaced this deployment, which had succeeded`,
      };
    case 'stands':
      return { ...success, reason: `${success.reason}; ${later} never began` };
    case 'waits':
      return { ...success, state: 'running', reason: `${success.reason}, but ${later} may replace it` };
  }
}

/** A number with its status, for people. */
export function numberOf({ number, status }: Numbered): string {
  return `number ${number} (${status || 'no status'})`;
}
