import { z } from 'zod';

/** What became of a job or a step. */
type Result = 'success' | 'failure' | 'skipped';

/** One stage of a step. */
export interface Step {
  readonly id: string;
  /** Its name, else what it runs or uses. */
  readonly name: string;
  readonly stage: 'Pre' | 'Main' | 'Post';
  readonly result: Result | undefined;
  readonly outputs: Readonly<Record<string, string>>;
  /** The lines that it wrote. */
  readonly log: readonly string[];
  /** Its annotations, such as `error: orders failed`. */
  readonly annotations: readonly string[];
  readonly summary: string;
}

/** One job of a run. */
export interface Job {
  readonly result: Result | undefined;
  readonly steps: readonly Step[];
}

const RESULT = z.enum(['success', 'failure', 'skipped']);

const Line = z.object({
  level: z.string(),
  jobID: z.string().optional(),
  matrix: z.record(z.string(), z.unknown()).nullish(),
  jobResult: RESULT.optional(),
  step: z.string().optional(),
  stepID: z.tuple([z.string()], z.string()).optional(),
  stage: z.enum(['Pre', 'Main', 'Post']).optional(),
  stepResult: RESULT.optional(),
  raw_output: z.boolean().optional(),
  msg: z.string(),
  command: z.string().optional(),
  name: z.string().optional(),
  arg: z.string().optional(),
  content: z.string().optional(),
});

type Draft<T> = { -readonly [K in keyof T]: T[K] };

interface StepDraft extends Draft<Step> {
  outputs: Record<string, string>;
  log: string[];
  annotations: string[];
}

/** What of a log is worth reading: the jobs' lines, and what act itself has to say. */
export function readableLog(log: string): string {
  const lines = log.split('\n').map((text) => {
    if (!text.startsWith('{')) return text;
    const { level, jobID, msg } = Line.parse(JSON.parse(text));
    return level === 'debug' ? '' : `[${jobID ?? 'act'}] ${msg.trimEnd()}`;
  });
  return lines.filter((line) => line !== '').join('\n');
}

/**
 * Reads what `act --json --verbose` wrote: the jobs by their ids, those of a matrix by id and `name` (`mend orders`).
 * Jobs and steps stand in the order in which they are first heard of.
 */
export function readActLog(log: string): Readonly<Record<string, Job>> {
  const jobs = new Map<string, { result: Result | undefined; steps: Map<string, StepDraft> }>();
  for (const text of log.split('\n').filter((each) => each.startsWith('{'))) {
    const line = Line.parse(JSON.parse(text));
    if (line.jobID === undefined) continue;
    const key = [line.jobID, ...(line.matrix?.['name'] === undefined ? [] : [line.matrix['name']])].join(' ');
    const job = jobs.get(key) ?? { result: undefined, steps: new Map() };
    jobs.set(key, job);
    job.result = line.jobResult ?? job.result;
    if (line.stepID === undefined || line.stage === undefined) continue;
    const [id] = line.stepID;
    const stepKey = `${line.stage} ${id}`;
    const step = job.steps.get(stepKey) ?? newStep(id, line.step ?? '', line.stage);
    job.steps.set(stepKey, step);
    hear(step, line);
  }
  return Object.fromEntries(
    [...jobs].map(([key, { result, steps }]) => [key, { result, steps: [...steps.values()] }]),
  );
}

function newStep(id: string, name: string, stage: Step['stage']): StepDraft {
  return { id, name, stage, result: undefined, outputs: {}, log: [], annotations: [], summary: '' };
}

function hear(step: StepDraft, line: z.infer<typeof Line>): void {
  step.result = line.stepResult ?? step.result;
  if (line.raw_output === true) step.log.push(line.msg.trimEnd());
  if (line.command === 'set-output' && line.name !== undefined) step.outputs[line.name] = line.arg ?? '';
  if (line.command === 'summary') step.summary += line.content ?? '';
  if (line.command === 'error' || line.command === 'warning')
    step.annotations.push(`${line.command}: ${line.arg}`);
}
