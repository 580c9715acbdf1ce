/** What may be said of an execution (Huawei Cloud CodeArts Deploy). */
import { type Fields, fieldsOf, type Look } from './log.ts';
import { clean, differInCase, lastOfEach, threeInARow, unheard, wholeNumber, withEarlier } from './oracle.ts';
import { badEndOf, type OpenQuestions, type Pair, READINGS, recordSays } from './oracle-codearts-record.ts';
import type { Said } from './said.ts';

/** Which execution of the task is ours. */
export interface OurExecution {
  readonly taskId: string;
  readonly which: { readonly recordId: string } | { readonly afterRelease: number } | 'last';
}

/** What each look says, in every reading of what the pages leave open. */
export function* executionReadings(
  { taskId, which }: OurExecution,
  looks: readonly Look[],
  settleMs: number,
): Generator<readonly Said[]> {
  if (typeof which === 'object' && 'recordId' in which) {
    const pairs = looks.map((look) => readOf(taskId, which.recordId, look));
    const readings: readonly OpenQuestions[] = settleMs > 0 ? READINGS : READINGS.slice(0, 1);
    for (const reading of readings) yield recordSays(pairs, settleMs > 0, reading);
    return;
  }
  const lasts = looks.map((look) => readOf(taskId, undefined, look));
  const after = which === 'last' ? undefined : which.afterRelease;
  yield withEarlier(lasts, (now, earlier) => sayOfLast(now, earlier, after));
}

/** An id in another case, in three looks in a row. */
export function executionMayBeError({ taskId, which }: OurExecution, looks: readonly Look[]): boolean {
  const ids = [taskId, ...(typeof which === 'object' && 'recordId' in which ? [which.recordId] : [])];
  return threeInARow(looks, (look) =>
    lastOfEach(look).some((each) => {
      const { task_id, result } = clean(each) ?? {};
      return ids.some((id) =>
        [task_id, fieldsOf(result)['record_id']].some((said) => differInCase(said, id)),
      );
    }),
  );
}

function readOf(taskId: string, recordId: string | undefined, look: Look): Pair {
  const exchanges = lastOfEach(look);
  const answer = clean(exchanges.find(({ call }) => call.endsWith('/state')));
  const result = fieldsOf(answer?.['result']);
  const last = lastOf(taskId, clean(exchanges.find(({ call }) => !call.endsWith('/state'))));
  return {
    look,
    said: unheard(look),
    record: {
      found: answer?.['status'] === 'success' && recordId !== undefined && result['record_id'] === recordId,
      status: result['status'],
    },
    release: wholeNumber(last?.['release_id']),
    state: last?.['execution_state'],
    hasLast: last !== undefined,
  };
}

/** Our task as it shows its last execution; with fields of other types it is another shape, and says nothing. */
function lastOf(taskId: string, task: Fields | undefined): Fields | undefined {
  const { execution_state: state = null, release_id: release = null } = task ?? {};
  const isState = state === null || typeof state === 'string';
  const isNumber = release === null || wholeNumber(release) !== undefined;
  return isState && isNumber && task?.['task_id'] === taskId ? task : undefined;
}

/** An execution that has begun; of any other word nothing is known. */
const BEGUN = /^(running|succeeded|failed|timeout|abort)$/;

/** Ways that read the last execution alone: `after` a number, or whichever is the last. */
function sayOfLast(now: Pair, earlier: readonly Pair[], after: number | undefined): Said {
  const { look, release, state } = now;
  if (now.said !== undefined) return now.said;
  if (!now.hasLast) return { rule: 'another shape, or another task', look, word: 'unclear' };
  const wait = (rule: string): Said => ({ rule, look, word: 'other' });
  if (release === undefined || release <= (after ?? Number.NEGATIVE_INFINITY))
    return wait('nothing of ours yet');
  const seen = earlier.filter(
    (each) =>
      each.said === undefined &&
      (each.release ?? Number.NEGATIVE_INFINITY) > (after ?? Number.NEGATIVE_INFINITY),
  );
  const numbers = seen.flatMap((each) => each.release ?? []);
  if (numbers.some((each) => each > release)) return { rule: 'an older number', look, word: 'unclear' };
  const wasSeen = (number: number | undefined, ...states: readonly string[]): boolean =>
    seen.some((each) => each.release === number && states.includes(String(each.state)));
  /** One that took the place of another whose end was not seen, and had not begun: ours cannot be read any more. */
  const hides = numbers.some(
    (each) => each < release && !wasSeen(each, 'succeeded') && wasSeen(release, 'pending', 'not_started'),
  );
  const ours = after === undefined ? followedOf(seen) : numbers[0];
  const isNewer = ours !== undefined && release > ours;
  const isOutSeen = isNewer && wasSeen(ours, 'succeeded');
  // A success that a later look at it has taken back need not count.
  const isOutNow = seen.findLast((each) => each.release === ours)?.state === 'succeeded';
  const isQueued = !BEGUN.test(String(state)) && state !== 'not_started';
  if (isNewer && isQueued) {
    return { ...wait(isOutSeen ? 'a newer one is queued' : 'ours cannot be read any more'), word: 'unclear' };
  }
  if (isNewer && state === 'not_started') {
    const wasFollowed = after === undefined && wasSeen(release, 'running', 'succeeded');
    if (wasFollowed) return { ...wait('the one that is followed'), word: 'unclear', ends: ['cancelled'] };
    if (!isOutSeen) return wait('ours cannot be read any more');
    return { rule: 'a newer one never began: ours stands', look, word: 'good', due: !hides && isOutNow };
  }
  if (isNewer && after !== undefined) {
    const due = !hides;
    return { rule: 'a newer one has begun', look, word: 'other', ends: ['superseded'], due, spoils: true };
  }
  const end = badEndOf(state);
  // When the window of one that is followed begins is left open.
  const due =
    !hides &&
    !wasSeen(release, 'not_started') &&
    release > 0 &&
    (numbers.at(-1) ?? release) === release &&
    (after !== undefined || (ours ?? release) === release);
  if (end !== undefined) return { rule: `the last is ${state}`, look, word: 'other', ends: [end], due };
  if (state !== 'succeeded') return wait('the last goes on');
  return { rule: 'the last has succeeded', look, word: 'good', due };
}

/** Where whichever is the last will do: the first one that was seen, and then each larger one that has begun. */
function followedOf(seen: readonly Pair[]): number | undefined {
  let followed: number | undefined;
  for (const { release, state } of seen) {
    if (release === undefined) continue;
    if (followed === undefined || (release > followed && BEGUN.test(String(state)))) followed = release;
  }
  return followed;
}
