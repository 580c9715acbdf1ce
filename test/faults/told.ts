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
