/** What plan and jobs together say of a ServiceStage release. */

import { type EndedState, isOpen, type OpenState, type Part, type Seen, seen } from '../task.ts';
import { tally, translate } from './provider.ts';
import {
  type DeployInfo,
  isOurs,
  type Job,
  number,
  PLAN_STATUS,
  type ReleasePlan,
  readJob,
  text,
} from './servicestage-jobs.ts';

/**
 * What both answers say of the release, in the order that the facts outweigh each other: a rollback, the
 * plan's own bad end, a failed job, success, anything else.
 *
 * @param afterExecution `execute_time` (epoch ms) of the execution before ours: nothing older counts
 */
export function judgeRelease(
  plan: ReleasePlan,
  info: Pick<DeployInfo, 'components'>,
  afterExecution: string | undefined,
): Seen {
  const planWord = text(plan.status);
  const executedAt = number(plan.execute_time);
  if (afterExecution !== undefined && executionOf(plan, afterExecution) === undefined) {
    const last =
      executedAt > 0 ? `its last execution is still that of ${isoTime(executedAt)}` : 'it was never executed';
    return seen('pending', `plan ${planWord}`, `not started yet: ${last}`);
  }
  const since = afterExecution === undefined ? 0 : executedAt;
  const listed = info.components ?? [];
  const jobs = listed.filter((component) => isOurs(component, since)).map((c) => readJob(c, since));
  const unknown = jobs.flatMap((job) => job.unknown);
  // The words of a plan that goes on are documented nowhere: not to know one is no surprise.
  const strange = planWord !== '' && translate(PLAN_STATUS, planWord).unknown;
  const words = [
    planWord === '' ? '' : `plan ${planWord}`,
    jobs.length === 0
      ? ''
      : `${jobs.length === 1 ? 'job' : 'jobs'} ${tally(jobs.map((j) => j.part.providerState))}`,
  ];
  const say = (state: OpenState | EndedState, reason: string): Seen => ({
    ...seen(
      state,
      words.filter(Boolean).join(', '),
      reason,
      jobs.map((job) => job.part),
      unknown,
    ),
    ...(strange ? { undocumented: [`plan ${planWord}`] } : {}),
  });
  const spokenOf =
    afterExecution === undefined && executedAt > 0 ? ` (the execution of ${isoTime(executedAt)})` : '';

  const rollback = byRollback(jobs, planWord);
  if (rollback !== undefined) return say(rollback.state, rollback.reason + spokenOf);
  const planned = translate(PLAN_STATUS, planWord);
  if (planned.state === 'failed' || planned.state === 'rolled-back' || planned.state === 'cancelled') {
    const why = reasonsOf(jobs, ['failed', 'cancelled']);
    return say(planned.state, `the plan says ${planWord}${why === '' ? '' : `; ${why}`}${spokenOf}`);
  }
  const bad = byBadJob(jobs, plan);
  if (bad !== undefined) {
    const { state, reason, ...lost } = bad;
    return { ...say(state, reason + spokenOf), ...lost };
  }
  return bySuccess(jobs, listed.length - jobs.length, plan, say);
}

/**
 * When our execution began (epoch ms); nothing while the plan's last execution is not ours yet.
 *
 * @param afterExecution `execute_time` (epoch ms) of the execution before ours
 */
export function executionOf(plan: ReleasePlan, afterExecution: string): number | undefined {
  const executedAt = number(plan.execute_time);
  return executedAt > Number(afterExecution) ? executedAt : undefined;
}

/**
 * A plan that was executed once more: its jobs tell of that execution from then on.
 *
 * @param ours when our execution began (epoch ms)
 * @param last when the last one began (epoch ms)
 */
export function supersededBy(plan: ReleasePlan, ours: number, last: number): Seen {
  return seen(
    'superseded',
    `plan ${text(plan.status)}`,
    `executed again at ${isoTime(last)}, before the execution of ${isoTime(ours)} was confirmed`,
  );
}

/** The plan's own words for a rollback, and what its word for one that goes on may look like. */
const ROLLBACK_WORD = /ROLL(ING|ED)?[ _-]?BACK/i;

/** Whether either answer shows a rollback of the execution that began at `since` (epoch ms; 0: of any). */
export function showsRollback(
  plan: ReleasePlan | undefined,
  info: DeployInfo | undefined,
  since: number,
): boolean {
  const jobs = (info?.components ?? []).filter((component) => isOurs(component, since));
  const planned = ROLLBACK_WORD.test(text(plan?.status));
  return planned || jobs.some((component) => readJob(component, since).rollback !== undefined);
}

function byRollback(
  jobs: readonly Job[],
  planWord: string,
): { state: 'rolling-back' | 'rolled-back' | 'failed'; reason: string } | undefined {
  const rollbacks = jobs.filter((job) => job.rollback !== undefined);
  if (rollbacks.length === 0) return undefined;
  const failed = rollbacks.filter((job) => job.rollback === 'failed');
  if (failed.length > 0) {
    return { state: 'failed', reason: `the rollback failed: ${failed.map(describe).join('; ')}` };
  }
  const names = rollbacks.map(({ part }) => part.name).join(', ');
  const going = rollbacks.filter((job) => job.rollback === 'rolling-back');
  // Where no job tells how its rollback stands, the plan does.
  const plan = going.length > 0 && going.every((job) => job.untold) ? planWord : '';
  if (plan === 'ROLLBACK_FAILED')
    return { state: 'failed', reason: `the rollback failed: the plan says ${plan}` };
  if (plan === 'ROLLBACK_SUCCEED') return { state: 'rolled-back', reason: `a rollback has undone ${names}` };
  return going.length > 0
    ? { state: 'rolling-back', reason: `a rollback is under way of ${names}` }
    : { state: 'rolled-back', reason: `a rollback has undone ${names}` };
}

/** A job that failed or was cancelled: with the strategy `stop` the end, since later batches may never start. */
function byBadJob(
  jobs: readonly Job[],
  plan: ReleasePlan,
): { state: 'running' | 'failed' | 'cancelled'; reason: string; lost?: 'failed' | 'cancelled' } | undefined {
  const lost = (['failed', 'cancelled'] as const).find((bad) => jobs.some((job) => job.part.state === bad));
  if (lost === undefined) return undefined;
  const reason = reasonsOf(jobs, ['failed', 'cancelled']);
  const open = jobs.some((job) => isOpen(job.part.state)) || missing(jobs, plan).length > 0;
  const stops = lost === 'failed' && text(plan.fail_strategy) === 'stop';
  return open && !stops ? { state: 'running', reason, lost } : { state: lost, reason };
}

/** A plan's word that is not known, but that nobody would call a success. */
export const UNDOING = /ROLL|ABORT|CANCEL|FAIL|SUSPEND|STOP|PAUS/i;

/** @param old how many jobs of an earlier execution are still listed: while one is, the plan's word alone won't do */
function bySuccess(
  jobs: readonly Job[],
  old: number,
  plan: ReleasePlan,
  say: (state: OpenState | EndedState, reason: string) => Seen,
): Seen {
  const planWord = text(plan.status);
  const done = jobs.filter((job) => job.part.state === 'succeeded').length;
  const planned = plan.components ?? [];
  const absent = missing(jobs, plan);
  const deployed = `${done} of ${Math.max(jobs.length, planned.length)} components deployed`;
  const allListed = planned.length > 0 && absent.length === 0;
  // A plan that says that it was never executed cannot have succeeded, whatever jobs are left of another time.
  const neverBegan = planWord === 'CREATED' && number(plan.execute_time) === 0;
  const unwell = jobs.filter((job) => job.unwell !== '');
  if (
    jobs.length > 0 &&
    done === jobs.length &&
    ((planWord === 'SUCCESS' && old === 0) || (allListed && !UNDOING.test(planWord) && !neverBegan))
  ) {
    if (unwell.length === 0) return say('succeeded', deployed);
    return say(
      'running',
      `the jobs succeeded, but not well: ${unwell.map((job) => `${describe(job)}, and its component says ${job.unwell}`).join('; ')}`,
    );
  }
  const begun = jobs.some((job) => job.part.state !== 'pending');
  const strange = planWord !== '' && !Object.hasOwn(PLAN_STATUS, planWord);
  if (jobs.length === 0) {
    const state = strange || planWord === 'SUCCESS' ? 'running' : 'pending';
    return say(state, 'no component is listed as deployed yet');
  }
  const going = jobs.filter((job) => job.part.state !== 'succeeded').map(describe);
  const rest = absent.length === 0 ? [] : [`not begun: ${absent.join(', ')}`];
  return say(begun || strange ? 'running' : 'pending', [deployed, ...going, ...rest].join('; '));
}

/** Components that the plan names and deploy-info does not list (later batches, perhaps), by name. */
function missing(jobs: readonly Job[], plan: ReleasePlan): readonly string[] {
  const listed = new Set(jobs.map((job) => job.componentId).filter((id) => id !== ''));
  return (plan.components ?? [])
    .filter((component) => !listed.has(text(component.component_id)) && !listed.has(text(component.id)))
    .map((component) => text(component.name) || text(component.component_id) || text(component.id));
}

function reasonsOf(jobs: readonly Job[], states: readonly Part['state'][]): string {
  return jobs
    .filter((job) => states.includes(job.part.state))
    .map(describe)
    .join('; ');
}

function describe({ part }: Job): string {
  return [`${part.name} ${part.providerState}`, part.reason].filter(Boolean).join(': ');
}

/** Before it no release task can have run: such a number is no time. */
const EARLIEST = Date.UTC(2000, 0);

function isoTime(epochMs: number): string {
  const date = new Date(epochMs);
  return epochMs < EARLIEST || Number.isNaN(date.getTime()) ? String(epochMs) : date.toISOString();
}
