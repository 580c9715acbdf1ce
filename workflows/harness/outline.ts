import type { Job, Step } from './act-log.ts';

/**
 * The results of jobs and their steps, for a comparison as a whole: by job, its own result and then those of its
 * steps, each with what it runs or uses (`success ./deploy.sh`, `success post OWNER/deploy-gate`).
 */
export function outline(jobs: Readonly<Record<string, Job>>): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(jobs).map(([id, { result, steps }]) => [
      id,
      [result ?? 'unknown', ...steps.filter(isShown).map(titleOf)],
    ]),
  );
}

/** What comes before and after the steps is told only where something runs. */
function isShown({ stage, result }: Step): boolean {
  return stage === 'Main' || (result !== undefined && result !== 'skipped');
}

function titleOf({ result, stage, name }: Step): string {
  const [title = ''] = name.replace(/@[0-9a-f]{40}$/, '').split('\n');
  return [result, ...(stage === 'Main' ? [] : [stage.toLowerCase()]), title].join(' ');
}

/** All the lines that the steps of a job wrote. */
export function linesOf(job: Job | undefined): readonly string[] {
  return (job?.steps ?? []).flatMap(({ log }) => log);
}

/** The gate's step of a job. */
export function gateOf(job: Job | undefined): Step {
  const gate = job?.steps.find(
    ({ name, stage }) => name.startsWith('OWNER/deploy-gate@') && stage === 'Main',
  );
  if (gate === undefined) throw new Error('The job has no gate.');
  return gate;
}
