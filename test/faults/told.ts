import type { StepResult } from '../runner.ts';

/** What the output `results` tells of a task. */
export interface Told {
  readonly name: string;
  readonly state: string;
  readonly reason: string;
  readonly requests: number;
}

export function toldOf({ outputs }: StepResult): readonly Told[] {
  return JSON.parse(outputs['results'] ?? '');
}

/** The reason of the first task. */
export function reasonOf(step: StepResult): string {
  return toldOf(step)[0]?.reason ?? '';
}

/** Everything that a step writes, without the lines that register its secrets with the runner. */
export function written(step: StepResult): string {
  const { stdout, stderr, outputs, summary, resultsFile = '' } = step;
  const lines = [stdout, stderr, JSON.stringify(outputs), summary, resultsFile].join('\n').split('\n');
  return lines.filter((line) => !line.startsWith('::add-mask::')).join('\n');
}

/** The annotations of a step, as the lines of its log that make them. */
export function annotationsOf({ stdout }: StepResult): readonly string[] {
  return stdout.split('\n').filter((line) => /^::(error|warning|notice)/.test(line));
}
