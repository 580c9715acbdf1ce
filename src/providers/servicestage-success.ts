/** What success of a ServiceStage release takes. */

import { translate } from './provider.ts';
import type { Job } from './servicestage-component.ts';
import { PLAN_STATUS } from './servicestage-jobs.ts';
import type { Gone } from './servicestage-memory.ts';
import { describe, names, type Release } from './servicestage-release.ts';

/**
 * What success takes, all of it, and what the reason says as long as it is not there.
 * Source: ServiceStage, "Obtaining the Deployment Information About a Release Task", and the release task itself.
 */
const SUCCESS_TAKES: readonly (readonly [
  holds: (release: Release) => boolean,
  otherwise: (release: Release) => string,
])[] = [
  // Deploy-info is not empty.
  [({ listed }) => listed.length > 0, () => 'no component is listed as deployed yet'],
  // Every job of this execution says SUCCEEDED.
  [({ jobs }) => jobs.every(hasSucceeded), progress],
  // Every job that is listed is of this execution.
  [
    ({ listed }) => listed.every((job) => job.isWhollyOurs),
    ({ listed }) => `jobs of an earlier execution: ${names(listed.filter((job) => !job.isWhollyOurs))}`,
  ],
  // Every component is known by its id.
  [
    ({ jobs }) => jobs.every((job) => job.id !== ''),
    ({ jobs }) => `listed without an id: ${names(jobs.filter((job) => job.id === ''))}`,
  ],
  // No component's own status contradicts its job.
  [({ jobs }) => jobs.every((job) => job.unwell === ''), notWell],
  // The plan says SUCCESS; one without a status names components, and all of them are listed.
  [saysSuccess, progress],
  // None of this execution has disappeared before it succeeded: what failed may succeed when it is tried again.
  [
    ({ gone }) => !gone.some(({ isUnfinished }) => isUnfinished),
    ({ gone }) => missing(gone.filter(({ isUnfinished }) => isUnfinished)),
  ],
  // With fewer listed than the plan names, none at all has disappeared.
  [({ notBegun, gone }) => notBegun.length === 0 || gone.length === 0, ({ gone }) => missing(gone)],
];

/** What the release lacks for success, for people; nothing if it has succeeded. */
export function lackingOf(release: Release): string | undefined {
  return SUCCESS_TAKES.find(([holds]) => !holds(release))?.[1](release);
}

/** What has succeeded, of a release that lacks nothing for it. */
export function successOf(release: Release): string {
  const { named, notBegun } = release;
  return notBegun.length === 0
    ? deployed(release.jobs.length, release.jobs.length)
    : `the plan says SUCCESS, with ${named - notBegun.length} of its ${named} components listed`;
}

function saysSuccess({ status, named, notBegun }: Release): boolean {
  if (status === '') return named > 0 && notBegun.length === 0;
  return translate(PLAN_STATUS, status).state === 'succeeded';
}

/** How far the jobs are; if they are all done, what else the release waits for. */
function progress({ jobs, named, notBegun, status }: Release): string {
  const going = jobs.filter((job) => !hasSucceeded(job)).map(describe);
  const rest = notBegun.length === 0 ? [] : [`not begun: ${notBegun.join(', ')}`];
  const done = deployed(jobs.length - going.length, Math.max(jobs.length, named));
  const open = [...going, ...rest];
  if (open.length === 0 && !['', 'SUCCESS'].includes(status)) open.push(`the plan says ${status}`);
  return [done, ...open].join('; ');
}

function deployed(done: number, all: number): string {
  return `${done} of ${all} components deployed`;
}

function missing(gone: readonly Gone[]): string {
  const failed = gone.filter(({ hasFailed }) => hasFailed);
  const named = (some: readonly Gone[]): string => some.map(({ name }) => name).join(', ');
  return failed.length > 0
    ? `${named(failed)} had failed, and is not listed any more`
    : `no longer listed: ${named(gone)}`;
}

function notWell({ jobs }: Release): string {
  const unwell = jobs.filter((job) => job.unwell !== '');
  const each = unwell.map((job) => `${describe(job)}, and its component says ${job.unwell}`);
  return `the jobs succeeded, but not well: ${each.join('; ')}`;
}

function hasSucceeded({ part }: Job): boolean {
  return part.state === 'succeeded';
}
