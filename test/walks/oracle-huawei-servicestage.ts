/** What may be said of a release task (Huawei Cloud ServiceStage, deploy-info and the plan). */
import { type Fields, fieldsOf, isFields, type Look, listOf } from './log.ts';
import {
  clean,
  differInCase,
  lastOfEach,
  textOf,
  threeInARow,
  unheard,
  wholeNumber,
  withEarlier,
} from './oracle.ts';
import {
  BAD_ENDS,
  hasRollback,
  isOf,
  isOver,
  isRollbackOf,
  isTime,
  isWellFormed,
  rollbackEnd,
} from './release-jobs.ts';
import type { BadEnd, Said } from './said.ts';

/** Which plan is ours; `after`: its `execute_time` from before the start, where the user gave one. */
export interface OurPlan {
  readonly planId: string;
  readonly after: number | undefined;
}

/** Both answers of one look. */
interface Read {
  readonly look: Look;
  readonly said: Said | undefined;
  readonly plan: Fields;
  readonly jobs: readonly Fields[];
  /** The jobs of the execution that the plan names, and the rollbacks. */
  readonly mine: readonly Fields[];
  readonly rollbacks: readonly Fields[];
  readonly executed: number | undefined;
  readonly isOurPlan: boolean;
  readonly after: number | undefined;
  /** Every component has the shape that is documented: else the whole answer is none. */
  readonly isShaped: boolean;
  /** An execution that counts has begun. */
  readonly counts: boolean;
}

/** What each look says. */
export function releaseSays(ours: OurPlan, looks: readonly Look[]): readonly Said[] {
  return withEarlier(
    looks.map((look) => readOf(ours, look)),
    sayOf,
  );
}

/** Three looks in a row that show the plan's id in another case. */
export function releaseMayBeError({ planId }: OurPlan, looks: readonly Look[]): boolean {
  return threeInARow(looks, (look) =>
    lastOfEach(look).some((each) => differInCase(clean(each)?.['id'], planId)),
  );
}

function readOf({ planId, after }: OurPlan, look: Look): Read {
  const exchanges = lastOfEach(look);
  const info = clean(exchanges.find(({ call }) => call.endsWith('/deploy-info')));
  const plan = clean(exchanges.find(({ call }) => !call.endsWith('/deploy-info')));
  const jobs = listOf(info?.['components']).map(fieldsOf);
  const executed = wholeNumber(plan?.['execute_time']);
  return {
    look,
    said: unheard(look) ?? unread(planId, look, info, plan),
    plan: plan ?? {},
    jobs,
    mine: jobs.filter((job) => isOf(executed, job)),
    rollbacks: jobs.filter((job) => hasRollback(job) && isRollbackOf(executed, job)),
    executed,
    isShaped: listOf(info?.['components']).every(isJob),
    isOurPlan: plan !== undefined && (plan['id'] ?? planId) === planId,
    after,
    counts: after === undefined || (executed ?? 0) > after,
  };
}

const isPlain = (value: unknown): boolean => textOf(value ?? '') !== undefined;
const isJob = (job: unknown): boolean => isFields(job) && Object.values(job).every(isPlain);

/** Both answers were read, are about our plan, and have the shape that is documented. */
function unread(
  planId: string,
  look: Look,
  info: Fields | undefined,
  plan: Fields | undefined,
): Said | undefined {
  if (info === undefined || plan === undefined) return { rule: 'one answer alone', look, word: 'unclear' };
  const isAnother = [info, plan].some(({ id }) => (id ?? planId) !== planId);
  if (isAnother) return { rule: "another plan's answer", look, word: 'unclear' };
  const { components } = info;
  const isShaped = Array.isArray(components) && components.every(isJob) && isPlain(plan['status']);
  return isShaped ? undefined : { rule: 'another shape', look, word: 'unclear' };
}

/** How a rollback can end. */
const BACK: readonly BadEnd[] = ['rolled-back', 'failed'];

function sayOf(now: Read, earlier: readonly Read[]): Said {
  const { look, counts, executed, rollbacks } = now;
  const inTime = earlier.filter((each, at) => !isOfBefore(each, earlier.slice(0, at)));
  const before = inTime.filter((each) => each.said === undefined && each.counts);
  // Whatever the plan said then, and where the plan itself could not be read: a rollback is never forgotten.
  const isBackByPlan = ({ isOurPlan, plan, counts: isCounted }: Read): boolean =>
    isOurPlan && isCounted && /^ROLLBACK_/.test(String(plan['status']));
  const wasCounted = before.some((each) => each.rollbacks.length > 0) || inTime.some(isBackByPlan);
  const wasRolledBack =
    wasCounted ||
    earlier.some(({ jobs }) => jobs.some((job) => hasRollback(job) && isRollbackOf(executed, job)));
  const hadCounted = inTime.some((each) => each.isOurPlan && each.counts);
  const isRolling =
    wasRolledBack || (hadCounted && [...earlier, now].some(({ jobs }) => jobs.some(hasRollback)));
  const back = wasRolledBack ? BACK : [];
  const said = now.said === undefined ? undefined : sayOfPlanAlone(now, now.said);
  const isAgainByPlan =
    now.isOurPlan &&
    now.after !== undefined &&
    earlier.some((each) => each.isOurPlan && each.counts && Number(each.executed) < Number(executed));
  if (counts && isExecutedAgain(now, before)) {
    const mayBack = before.length > 0 && earlier.some(({ jobs }) => jobs.some(hasRollback));
    const ends: readonly BadEnd[] = ['superseded', ...(mayBack ? BACK : back), ...(said?.ends ?? [])];
    return { look, rule: 'executed again', word: 'other', spoils: true, ends, rolling: wasRolledBack };
  }
  if (counts && isOfBefore(now, earlier)) {
    return { look, rule: 'an execution before one that was seen', word: 'other', rolling: true };
  }
  if (said !== undefined) {
    // A rollback in half a look may be remembered, and need not.
    const rolling = isRolling || [...earlier, now].some(({ jobs }) => jobs.some(hasRollback));
    const again = withMay(said, isAgainByPlan);
    // What took the place of one that was being rolled back has ended that, too.
    const ends = isAgainByPlan && rolling ? [...(again.ends ?? []), ...BACK] : again.ends;
    return { ...again, ...(ends && { ends }), rolling };
  }
  if (!counts) return { rule: 'the execution has not begun', look, word: 'other', rolling: isRolling };
  if (rollbacks.length > 0) return withMay(sayOfRollback(now), isAgainByPlan);
  const plain = sayOfJobs(now, before, earlier);
  if (!wasRolledBack) {
    // One of an execution that counted then, in a look that was not whole: it may count, and need not.
    const mayBack = hadCounted && earlier.some(({ jobs }) => jobs.some(hasRollback));
    const said = withMay(plain, isAgainByPlan);
    return mayBack ? { ...said, ends: [...(said.ends ?? []), ...BACK], due: false, rolling: true } : said;
  }
  const isEnd = plain.word === 'good' || plain.ends !== undefined || now.plan['status'] === 'SUCCESS';
  const ends = isEnd ? [...back, ...(wasCounted ? [] : (plain.ends ?? []))] : [];
  const { lost } = plain;
  const rule = 'a rollback was seen';
  return { rule, look, word: 'other', ends, spoils: true, rolling: true, ...(lost && { lost }) };
}

/** The plan speaks of an execution before one that was seen. */
function isOfBefore({ isOurPlan, executed }: Read, earlier: readonly Read[]): boolean {
  const isLater = (each: Read): boolean =>
    each.isOurPlan && each.counts && Number(each.executed ?? 0) > Number(executed ?? 0);
  return isOurPlan && earlier.some(isLater);
}

/** What was seen of an earlier execution in a look that was not whole may count, and need not. */
function withMay(said: Said, isAgain: boolean): Said {
  if (!isAgain) return said;
  return { ...said, ends: [...(said.ends ?? []), 'superseded'], due: false };
}

/** With `after-execution`: the plan has told of two executions after that, the later one now. */
function isExecutedAgain({ executed, after, isOurPlan }: Read, before: readonly Read[]): boolean {
  const first = before[0]?.executed ?? Number.POSITIVE_INFINITY;
  return after !== undefined && isOurPlan && (executed ?? 0) > first;
}

/** Where deploy-info could not be read: the plan's own bad status may count, and need not. */
function sayOfPlanAlone({ plan, counts, isOurPlan }: Read, said: Said): Said {
  const end = badEndOf(plan['status']);
  return end !== undefined && counts && isOurPlan ? { ...said, ends: [end] } : said;
}

function badEndOf(status: unknown): BadEnd | undefined {
  return Object.hasOwn(BAD_ENDS, String(status)) ? BAD_ENDS[String(status)] : undefined;
}

/** (1) A rollback outranks everything; one that failed is the loudest of all. */
function sayOfRollback({ look, plan, rollbacks }: Read): Said {
  const ended = rollbacks.map(rollbackEnd);
  const has = (end: BadEnd, isDocumented: boolean): boolean =>
    ended.some((each) => each.end === end && (each.isDocumented || !isDocumented));
  const byPlan = badEndOf(plan['status']);
  const isByPlan = /^ROLLBACK_/.test(String(plan['status'])) && ended.some(({ end }) => end === undefined);
  const ends = [
    ...(has('failed', false) ? ['failed' as const] : []),
    ...(has('rolled-back', false) && !has('failed', true) ? ['rolled-back' as const] : []),
    ...(isByPlan && byPlan !== undefined ? [byPlan] : []),
  ];
  const due = ends.length > 0 && ended.every(({ isDocumented }) => isDocumented);
  const rule = ends.length === 0 ? 'a rollback goes on' : `a rollback: ${ends.join(' or ')}`;
  return { rule, look, word: 'other', ends, due, spoils: true, rolling: true };
}

/** (2) to (5), where no rollback is seen. */
function sayOfJobs(now: Read, before: readonly Read[], earlier: readonly Read[]): Said {
  const { look, plan, jobs, mine, executed, after } = now;
  // An `execute_time` that is no time is an odd companion of one that the user gave.
  const isPlain = jobs.every(isWellFormed) && (after === undefined || isTime(executed));
  const status = String(plan['status']);
  const end = badEndOf(status);
  const wasLost = before.some(({ mine: each }) => each.some(hasFailed));
  if (end !== undefined) {
    return { rule: `the plan says ${status}`, look, word: 'other', ends: [end], due: isPlain };
  }
  const bad = mine.filter((job) => hasFailed(job) || job['job_status'] === 'CANCELLED');
  const lost = bad.some(hasFailed) ? 'failed' : 'cancelled';
  if (bad.length > 0) {
    const isAllOver = mine.every(isOver);
    const mayEnd = isAllOver || plan['fail_strategy'] !== 'continue';
    // One whose only job is of an earlier execution may yet begin.
    const isWhole = isAllOver && mine.length === jobs.length && isComplete(now);
    const isSure = plan['fail_strategy'] === 'stop' || isWhole;
    const ends: readonly BadEnd[] = bad.every(hasFailed) ? ['failed'] : ['failed', 'cancelled'];
    const rule = `a job failed, ${mayEnd ? 'and that ends it' : 'others go on'}`;
    const due = isSure && isPlain && bad.every(({ job_status }) => job_status === 'FAILED');
    return { rule, look, word: 'other', lost, ...(mayEnd ? { ends, due } : {}) };
  }
  const against = contradictions(now, before, earlier);
  const [only = '', ...more] = against;
  if (against.length > 0) {
    const rule = more.length > 0 ? 'no success, for several reasons' : `no success, only because ${only}`;
    return { rule, look, word: 'other' };
  }
  const ids = jobs.map(({ id }) => textOf(id));
  const isStable = before.every((each) => each.jobs.every(({ id }) => ids.includes(textOf(id))));
  const due = isPlain && !wasLost && isStable && isComplete(now) && plan['status'] === 'SUCCESS';
  const rule = plan['status'] !== 'SUCCESS' ? 'no status' : isComplete(now) ? 'all' : 'fewer than it names';
  return { rule: `success: ${rule}`, look, word: 'good', due };
}

/** (4) Everything that keeps a look from being a success. */
function contradictions(now: Read, before: readonly Read[], earlier: readonly Read[]): readonly string[] {
  const { plan, jobs, mine } = now;
  const status = plan['status'] ?? '';
  const ids = new Set(jobs.map(({ id }) => textOf(id)));
  const named = listOf(plan['components']);
  const isMissing = before.some((each) => each.jobs.some(({ id }) => !ids.has(textOf(id))));
  // What failed may have been tried again, and have succeeded.
  const latest = new Map(before.flatMap((each) => each.mine).map((job) => [textOf(job['id']), job]));
  const lost = [...latest.values()].filter(hasFailed);
  const reasons: Readonly<Record<string, boolean>> = {
    'nothing is listed': jobs.length === 0,
    'a job is of an earlier execution': mine.length < jobs.length,
    'a rollback is of an earlier execution': jobs.some(hasRollback),
    'a job has not succeeded': jobs.some(({ job_status }) => job_status !== 'SUCCEEDED'),
    'a component contradicts its job': jobs.some(({ status: word }) => Object.hasOwn(BAD_ENDS, String(word))),
    'the plan says something else': status !== 'SUCCESS' && status !== '',
    'the plan has no status and names nothing': status === '' && named.length === 0,
    'the plan has no status and names more': status === '' && named.length > 0 && !isComplete(now),
    'one that was listed is missing': status === 'SUCCESS' && jobs.length < named.length && isMissing,
    'one that had not succeeded is missing': isUnfinished(now, earlier),
    'one that failed is missing': lost.some(({ id }) => !ids.has(textOf(id))),
  };
  return Object.keys(reasons).filter((reason) => reasons[reason]);
}

/** One of this execution is not listed any more, and had not succeeded when it was. */
function isUnfinished({ jobs, executed }: Read, earlier: readonly Read[]): boolean {
  const shaped = earlier.filter(({ isShaped }) => isShaped);
  const last = new Map(shaped.flatMap((each) => each.jobs).map((job) => [textOf(job['id']), job]));
  for (const { id } of jobs) last.delete(textOf(id));
  return [...last.values()].some((job) => isOf(executed, job) && job['job_status'] !== 'SUCCEEDED');
}

/** The plan names components, and each of them is listed. */
function isComplete({ plan, jobs }: Read): boolean {
  const ids = new Set(jobs.map(({ id }) => textOf(id)));
  const named = listOf(plan['components']).map(fieldsOf);
  const isListed = (id: unknown): boolean => textOf(id) !== undefined && ids.has(textOf(id));
  return named.length > 0 && named.every(({ component_id, id }) => isListed(component_id) || isListed(id));
}

/** A job that failed by its own word, wholly or partly. */
const hasFailed = ({ job_status: word }: Fields): boolean => word === 'FAILED' || word === 'PARTIALLY_FAILED';
