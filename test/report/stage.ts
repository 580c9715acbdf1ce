/** A report on channels that keep what it tells them. */
import type { Outcome } from '../../src/gate/gate.ts';
import type { Progress } from '../../src/gate/turn.ts';
import { BEFORE, type Waiting } from '../../src/gate/waiting.ts';
import { createRedactor } from '../../src/redact.ts';
import { createReport, type Report } from '../../src/report/report.ts';
import type { Runner } from '../../src/report/runner.ts';
import type { Task, TaskState } from '../../src/task.ts';
import { taskOf } from '../builders.ts';

/** What the report hides. */
export const SECRET = 'AccessKeySecret-0123456789';

/** A task that went so far, found and with a reason. */
export const progressOf = (
  state: TaskState,
  waiting: Partial<Waiting> = {},
  task: Partial<Task> = {},
): Progress => ({
  task: taskOf(task),
  waiting: { ...BEFORE, found: true, providerState: 'WORD', reason: 'why', ...waiting, state },
  startedAt: new Date(0),
  finishedAt: new Date(1000),
  requests: 1,
  durationMs: 1000,
  unchangedMs: 0,
});

/** What the gate saw of these tasks. */
export const outcomeOf = (...tasks: readonly Progress[]): Outcome => ({
  tasks,
  elapsedMs: 1000,
});

/** The report, and all that it has told so far. */
export interface Stage {
  readonly report: Report;
  readonly infos: readonly string[];
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
  readonly summaries: readonly string[];
  readonly outputs: ReadonlyMap<string, string>;
}

/**
 * A report on channels that keep what they are told.
 *
 * @param place the folder for the results file
 * @param broken channels that do something else
 */
export function stageAt(place: string, broken: Partial<Runner> = {}): Stage {
  const infos: string[] = [];
  const warnings: string[] = [];
  const errors: string[] = [];
  const summaries: string[] = [];
  const outputs = new Map<string, string>();
  const runner: Runner = {
    info: (line) => infos.push(line),
    warning: (message) => warnings.push(message),
    error: (message) => errors.push(message),
    setOutput: (name, value) => outputs.set(name, value),
    setSummary: async (markdown) => {
      summaries.push(markdown);
    },
    ...broken,
  };
  const report = createReport(runner, createRedactor([SECRET], []), place, () => new Date(5000));
  return { report, infos, warnings, errors, summaries, outputs };
}
