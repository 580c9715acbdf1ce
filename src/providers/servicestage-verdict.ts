/** What plan and jobs together say of a ServiceStage release. */

import { type EndedState, isOpen, type OpenState, type Seen, seen } from '../task.ts';
import { tally, translate } from './provider.ts';
import { isBadEnd, type Job } from './servicestage-component.ts';
import { executionOf, executionText, notStarted } from './servicestage-execution.ts';
import { type DeployInfo, PLAN_STATUS, type ReleasePlan, text } from './servicestage-jobs.ts';
import { NOTHING_EARLIER } from './servicestage-memory.ts';
import { describeAll, names, type Release, readRelease } from './servicestage-release.ts';
import { lackingOf, successOf } from './servicestage-success.ts';

/** What a rule says of a release. */
interface Said {
  readonly state: OpenState | EndedState;
  readonly reason: string;
  readonly lost?: 'failed' | 'cancelled';
}

/** What keeps a release from success whatever else there is, in the order in which it outweighs the rest. */
const BAD_ENDS: readonly ((release: Release) => Said | undefined)[] = [byRollback, byBadPlan, byBadJob];

/**
 * What both answers say of the release.
 *
 * @param afterExecution `execute_time` (epoch ms) of the execution before ours: nothing older counts
 * @param earlier the components that earlier looks have shown
 */
export function judgeRelease(
  plan: ReleasePlan,
  info: Pick<DeployInfo, 'components'>,
  afterExecution: string | undefined,
  earlier = NOTHING_EARLIER,
): Seen {
  const executedAt = executionOf(plan, afterExecution);
  if (executedAt === undefined) return notStarted(plan);
  const release = readRelease(plan, info, executedAt, earlier);
  const { state, reason, ...lost } = sayOf(release, afterExecution === undefined);
  const parts = release.jobs.map((job) => job.part);
  const unknown = release.jobs.flatMap((job) => job.unknown);
  return { ...seen(state, wordsOf(release), reason, parts, unknown), ...lost, ...undocumentedOf(release) };
}

/** @param tellsBad whether a bad end names its execution: the user has not said which one counts */
function sayOf(release: Release, tellsBad: boolean): Said {
  const execution = executionText(release.executedAt);
  for (const rule of BAD_ENDS) {
    const bad = rule(release);
    if (bad !== undefined) return tellsBad ? { ...bad, reason: `${bad.reason}${execution}` } : bad;
  }
  const lacking = lackingOf(release);
  return lacking === undefined
    ? { state: 'succeeded', reason: `${successOf(release)}${execution}` }
    : { state: openState(release), reason: lacking };
}

function byRollback({ jobs, status }: Release): Said | undefined {
  const rollbacks = jobs.filter((job) => job.rollback !== undefined);
  if (rollbacks.length === 0) return undefined;
  const failed = rollbacks.filter((job) => job.rollback === 'failed');
  if (failed.length > 0) return { state: 'failed', reason: `the rollback failed: ${describeAll(failed)}` };
  const going = rollbacks.filter((job) => job.rollback === 'rolling-back');
  // If no job says how its rollback stands, the plan does.
  const plan = going.length > 0 && going.every((job) => job.untold) ? status : '';
  if (plan === 'ROLLBACK_FAILED') {
    return { state: 'failed', reason: `the rollback failed: the plan says ${plan}` };
  }
  const lost = jobs.some(({ part }) => part.state === 'failed') ? { lost: 'failed' as const } : {};
  return going.length > 0 && plan !== 'ROLLBACK_SUCCEED'
    ? { state: 'rolling-back', reason: `a rollback is under way of ${names(rollbacks)}`, ...lost }
    : { state: 'rolled-back', reason: `a rollback has undone ${names(rollbacks)}` };
}

function byBadPlan({ jobs, status }: Release): Said | undefined {
  const { state } = translate(PLAN_STATUS, status);
  if (!isBadEnd(state)) return undefined;
  const why = describeAll(jobs.filter(isLost));
  return { state, reason: `the plan says ${status}${why === '' ? '' : `; ${why}`}` };
}

/** A job that failed or was cancelled: with the strategy `stop` the end, since later batches may never start. */
function byBadJob({ jobs, plan, notBegun }: Release): Said | undefined {
  const bad = jobs.filter(isLost);
  if (bad.length === 0) return undefined;
  const lost = bad.some((job) => job.part.state === 'failed') ? 'failed' : 'cancelled';
  const reason = describeAll(bad);
  const open = jobs.some((job) => isOpen(job.part.state)) || notBegun.length > 0;
  const stops = lost === 'failed' && text(plan.fail_strategy) === 'stop';
  return open && !stops ? { state: 'running', reason, lost } : { state: lost, reason };
}

/** Nothing has begun while neither the plan nor a job says so. */
function openState({ status, jobs, listed }: Release): OpenState {
  const waits = status === '' || translate(PLAN_STATUS, status).state === 'pending';
  const isEarlier = listed.length > jobs.length;
  return waits && !isEarlier && jobs.every((job) => job.part.state === 'pending') ? 'pending' : 'running';
}

/** The vendor's own words: the plan's status, and how often each status of a job is there. */
function wordsOf({ status, jobs }: Release): string {
  const tallied = tally(jobs.map((job) => job.part.providerState));
  return [
    status === '' ? '' : `plan ${status}`,
    jobs.length === 0 ? '' : `${jobs.length === 1 ? 'job' : 'jobs'} ${tallied}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** The status of a plan in progress is documented nowhere: not to know one is no surprise. */
function undocumentedOf({ status }: Release): Pick<Seen, 'undocumented'> {
  return status !== '' && translate(PLAN_STATUS, status).unknown ? { undocumented: [`plan ${status}`] } : {};
}

function isLost({ part }: Job): boolean {
  return part.state === 'failed' || part.state === 'cancelled';
}
