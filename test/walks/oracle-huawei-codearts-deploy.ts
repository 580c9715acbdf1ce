/** When an execution may be called a success (Huawei Cloud CodeArts Deploy). */
import { type Fields, fieldsOf, type Look } from './log.ts';
import { clean, type Heard, held, lastOfEach, unreadable, type Word, wholeNumber } from './oracle.ts';

/** Which execution of the task is ours. */
export interface OurExecution {
  readonly taskId: string;
  readonly which: { readonly recordId: string } | { readonly afterRelease: number } | 'last';
}

export function executionMaySucceed(ours: OurExecution, looks: readonly Look[], settleMs: number): boolean {
  const heard = looks.map(
    (look, at): Heard => ({ look, word: wordOf(ours, looks.slice(0, at), look, settleMs) }),
  );
  return held(heard, settleMs);
}

function wordOf(
  { taskId, which }: OurExecution,
  before: readonly Look[],
  look: Look,
  settleMs: number,
): Word {
  const release = releaseOf(taskId, look);
  const seen = before.flatMap((each) => releaseOf(taskId, each) ?? []);
  const last = lastOf(taskId, look);
  const isNeeded = typeof which !== 'object' || !('recordId' in which) || settleMs > 0;
  const unread = unreadable(look) ?? (isNeeded && last === undefined ? 'silent' : undefined);
  if (typeof which === 'object' && 'recordId' in which) {
    // Ours succeeded, and then the task's last execution became another one: that may be a rollback.
    const since = before
      .filter((each) => isRecordSuccess(which.recordId, each))
      .flatMap((each) => releaseOf(taskId, each) ?? []);
    // A number that was there before ours succeeded did not begin after it.
    const earlier = before
      .filter((each) => !isRecordSuccess(which.recordId, each))
      .flatMap((each) => releaseOf(taskId, each) ?? []);
    // What went on while our record went on is ours.
    const mine = before.find(
      (each) => goesOn(stateOf({ taskId, which }, each)) && goesOn(lastOf(taskId, each)?.['execution_state']),
    );
    const ourNumber = mine === undefined ? undefined : releaseOf(taskId, mine);
    if (settleMs > 0 && release !== undefined && ourNumber !== undefined && release > ourNumber) return 'bad';
    const isNew = release !== undefined && !earlier.includes(release);
    const stale = lastBeforeOurs({ taskId, which }, before);
    const told = since.filter((each) => each > stale);
    if (isNew && told.length > 0 && told.every((each) => release > each)) return 'bad';
    return unread ?? (isRecordSuccess(which.recordId, look) ? 'good' : 'other');
  }
  const ok = last?.['execution_state'] === 'succeeded' && release !== undefined;
  // The largest so far is followed.
  if (which === 'last') return unread ?? (ok && seen.every((each) => each <= release) ? 'good' : 'other');
  const first = seen.find((each) => each > which.afterRelease) ?? release;
  if (release !== undefined && first !== undefined && first > which.afterRelease && release > first)
    return 'bad';
  return unread ?? (ok && release > which.afterRelease && release === first ? 'good' : 'other');
}

/**
 * The largest number that was not ours: it had ended while our record went on, and badly, or our record went on at a
 * later look too.
 */
function lastBeforeOurs(ours: OurExecution, before: readonly Look[]): number {
  const open = before.filter((each) => goesOn(stateOf(ours, each)));
  const ended = open.filter((each, at) => {
    const state = String(lastOf(ours.taskId, each)?.['execution_state']);
    return (
      /^(failed|timeout|abort|not_started)$/.test(state) || (state === 'succeeded' && at < open.length - 1)
    );
  });
  return Math.max(0, ...ended.flatMap((each) => releaseOf(ours.taskId, each) ?? []));
}

const goesOn = (state: unknown): boolean => state === 'pending' || state === 'running';

/** Our record, and no other, has succeeded. */
function isRecordSuccess(recordId: string, look: Look): boolean {
  const answer = clean(lastOfEach(look).find(({ call }) => call.endsWith('/state')));
  const result = fieldsOf(answer?.['result']);
  return (
    answer?.['status'] === 'success' && result['record_id'] === recordId && result['status'] === 'succeeded'
  );
}

/** Our task as it shows its last execution; with fields of other types it is another shape, and says nothing. */
function lastOf(taskId: string, look: Look): Fields | undefined {
  const task = clean(lastOfEach(look).find(({ call }) => !call.endsWith('/state')));
  const { execution_state: state = null, release_id: release = null } = task ?? {};
  const shaped =
    (state === null || typeof state === 'string') &&
    (release === null ||
      typeof release === 'number' ||
      (typeof release === 'string' && /^\d+$/.test(release)));
  return shaped && task?.['task_id'] === taskId ? task : undefined;
}

/** The number of the task's last execution. */
export function releaseOf(taskId: string, look: Look): number | undefined {
  return wholeNumber(lastOf(taskId, look)?.['release_id']);
}

/** The word for the execution's state that a look read. */
export function stateOf({ taskId, which }: OurExecution, look: Look): unknown {
  if (typeof which !== 'object' || !('recordId' in which)) return lastOf(taskId, look)?.['execution_state'];
  return fieldsOf(clean(lastOfEach(look).find(({ call }) => call.endsWith('/state')))?.['result'])['status'];
}
