/** When a release task may be called a success (Huawei Cloud ServiceStage, deploy-info and the plan). */
import { type Fields, fieldsOf, isFields, type Look, listOf } from './log.ts';
import { clean, type Heard, held, lastOfEach, textOf, unreadable, type Word, wholeNumber } from './oracle.ts';

const BAD_PLANS = ['FAILED', 'PARTIALLY_FAILED', 'ROLLBACK_FAILED', 'ROLLBACK_SUCCEED', 'ABORTED'];
const BAD_JOBS = ['FAILED', 'PARTIALLY_FAILED', 'CANCELLED'];

/** `after`: the plan's `execute_time` from before the start, where the user gave one. */
export function releaseMaySucceed(
  planId: string,
  after: number | undefined,
  looks: readonly Look[],
  settleMs: number,
): boolean {
  const heard = looks.map(
    (look): Heard => ({ look, word: isOurs(planId, look) ? wordOf(after, look) : 'silent' }),
  );
  // A component that had failed may be tried again, but it must be seen to have succeeded.
  const now = new Set(looks.slice(-1).flatMap((look) => jobsOf(look).map(({ id }) => id)));
  const read = looks.filter((_, at) => heard[at]?.word !== 'silent');
  const lost = read.flatMap((look) => ourJobs(after, look)).filter(hasFailed);
  return (
    held(heard, settleMs) && lost.every(({ id }) => now.has(id)) && !wasExecutedAgain(planId, after, looks)
  );
}

/** Whether the plan has told of two executions after the one before ours, the later one second. */
export function wasExecutedAgain(planId: string, after: number | undefined, looks: readonly Look[]): boolean {
  const times = looks
    .map(planOf)
    .filter((plan) => (plan?.['id'] ?? planId) === planId)
    .map((plan) => wholeNumber(plan?.['execute_time']) ?? 0)
    .filter((time) => after !== undefined && time > after);
  return times.some((time) => time > (times[0] ?? time));
}

/** No body names another plan. */
const isOurs = (planId: string, look: Look): boolean =>
  lastOfEach(look).every((each) => (clean(each)?.['id'] ?? planId) === planId);

/** The jobs of the execution that counts, if it has begun: those from before do not count, whatever they say. */
function ourJobs(after: number | undefined, look: Look): readonly Fields[] {
  const executed = wholeNumber(planOf(look)?.['execute_time']) ?? 0;
  if (after === undefined) return jobsOf(look);
  return jobsOf(look).filter(
    ({ start_time }) => executed > after && (wholeNumber(start_time) ?? 0) >= executed,
  );
}

function wordOf(after: number | undefined, look: Look): Word {
  const plan = planOf(look);
  const isNew = after === undefined || (wholeNumber(plan?.['execute_time']) ?? 0) > after;
  const jobs = ourJobs(after, look);
  // A rollback is never forgotten, even where the other answer of the same look could not be read.
  if (jobs.some(hasRollback) || (isNew && /^ROLLBACK_/.test(String(plan?.['status'])))) return 'bad';
  // Another shape is a transient fault.
  const unread = unreadable(look) ?? (isShaped(look) ? undefined : 'silent');
  if (unread !== undefined) return unread;
  if (isNew && BAD_PLANS.some((word) => word === plan?.['status'])) return 'bad';
  return jobs.length > 0 && jobs.every(isSuccess) && isComplete(plan, jobs) ? 'good' : 'other';
}

/** The plan says SUCCESS, or names components, and every one of them is listed. */
function isComplete(plan: Fields | undefined, jobs: readonly Fields[]): boolean {
  const ids = new Set(jobs.map(({ id }) => textOf(id)));
  const named = listOf(plan?.['components']).map((each) => {
    const { component_id, id } = fieldsOf(each);
    return [textOf(component_id), textOf(id)].some((name) => name !== undefined && ids.has(name));
  });
  return plan?.['status'] === 'SUCCESS' || (named.length > 0 && !named.includes(false));
}

/** The job has succeeded, its component does not deny it, and there is no rollback. */
function isSuccess(job: Fields): boolean {
  const isDenied = BAD_PLANS.some((word) => word === job['status']);
  return job['job_status'] === 'SUCCEEDED' && !isDenied && !hasRollback(job);
}

/** A word for a rollback, or a time of one that is not 0. */
export function hasRollback(job: Fields): boolean {
  const times = [job['rollback_start_time'], job['rollback_end_time']];
  const isBack = job['job_status'] === 'ROLLBACKING' || job['job_status'] === 'ROLLBACKED';
  return isBack || (job['rollback_job_status'] ?? '') !== '' || times.some((time) => Number(time ?? 0) !== 0);
}

/** A job that ended badly by its own word. */
export function hasFailed(job: Fields): boolean {
  return BAD_JOBS.some((word) => word === job['job_status']);
}

export function jobsOf(look: Look): readonly Fields[] {
  return listOf(componentsOf(look)).map(fieldsOf);
}

function componentsOf(look: Look): unknown {
  return clean(lastOfEach(look).find(({ call }) => call.endsWith('/deploy-info')))?.['components'];
}

function isShaped(look: Look): boolean {
  const components = componentsOf(look);
  const isPlain = (value: unknown): boolean => textOf(value ?? '') !== undefined;
  const isJob = (job: unknown): boolean => isFields(job) && Object.values(job).every(isPlain);
  return Array.isArray(components) && components.every(isJob);
}

export function planOf(look: Look): Fields | undefined {
  return clean(lastOfEach(look).find(({ call }) => !call.endsWith('/deploy-info')));
}
