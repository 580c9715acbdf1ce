/** Tells what happens on every channel of the runner: log, summary, outputs, annotations. */

import type { GateEvent, Outcome } from '../gate/gate.ts';
import type { Progress } from '../gate/turn.ts';
import { BEFORE, type Patience } from '../gate/waiting.ts';
import type { Redact } from '../redact.ts';
import type { Task, Verdict } from '../task.ts';
import { describeError } from '../wording.ts';
import { annotation, bounded, finalTable, openingLine, unknownWordsWarning } from './log.ts';
import { createProgressLog } from './log-progress.ts';
import { DEFAULT_OUTPUTS, OUTPUT_NAMES, type Outputs, renderOutputs, writeResultsFile } from './outputs.ts';
import { type Change, type Conclusion, resultOf, seconds } from './results.ts';
import type { Runner } from './runner.ts';
import { renderRefusal, renderSummary } from './summary.ts';
import { forLog, forMarkdown } from './text.ts';

/** Tells what happens, on every channel that the runner has. A channel that fails does not stop the others. */
export interface Report {
  readonly begin: (tasks: readonly Task[], patience: Patience) => void;
  readonly warn: (message: string) => void;
  readonly event: (event: GateEvent) => void;
  /** Where the tasks stand now. */
  readonly soFar: () => Conclusion;
  readonly conclusion: (outcome: Outcome, verdict: Verdict) => Conclusion;
  /** Writes table, outputs, summary and results file, and the one annotation if there is something to say. */
  readonly conclude: (conclusion: Conclusion, passed: boolean) => Promise<void>;
  /** There is a check run, with this page. */
  readonly checkRun: (url: string) => void;
  /** Tells at once that the gate itself broke, and again at the end. */
  readonly broke: (what: string) => void;
  /** Writes what is written where nothing was watched: refused inputs, or a fault of the gate itself. */
  readonly refuse: (message: string) => Promise<void>;
}

/** GitHub shows 10 annotations of a type and step: unknown words must not use them up. */
const MAX_WORD_WARNINGS = 5;

/** A report whose outputs are set to their defaults at once. */
export function createReport(
  runner: Runner,
  redact: Redact,
  runnerTemp: string | undefined,
  now: () => Date,
): Report {
  const logged = (text: string): string => forLog(redact(text));
  const marked = (text: string): string => forMarkdown(redact(text));
  const changes: Change[] = [];
  const faults: string[] = [];
  const warnedTasks = new Set<string>();
  let linesOf = createProgressLog([], 0, true, logged);
  const latest = new Map<string, Progress>();
  let elapsedMs = 0;
  let checkRunUrl = '';

  const attempt = async (what: string, write: () => void | Promise<void>): Promise<void> => {
    try {
      await write();
    } catch (error) {
      runner.error(logged(`${what} could not be written: ${describeError(error)}`));
    }
  };
  const setOutputs = (outputs: Outputs): Promise<void> =>
    attempt('the outputs', () => {
      for (const name of OUTPUT_NAMES) runner.setOutput(name, outputs[name]);
    });
  const resultsFile = async (conclusion: Conclusion): Promise<string> => {
    let path = '';
    await attempt('the results file', () => {
      path = writeResultsFile(conclusion, runnerTemp, redact);
    });
    return path;
  };

  const concluded = (tasks: readonly Progress[], afterMs: number, verdict: Verdict): Conclusion => ({
    verdict,
    results: tasks.map((progress) => resultOf(progress, redact)),
    changes,
    durationSeconds: seconds(afterMs),
    faults,
  });

  void setOutputs(DEFAULT_OUTPUTS);
  return {
    begin: (tasks, patience) => {
      linesOf = createProgressLog(tasks, patience.timeoutMs, patience.wait, logged);
      for (const task of tasks) latest.set(task.name, notYet(task));
      runner.info(openingLine(tasks, patience));
    },
    warn: (message) => runner.warning(logged(message)),
    event: (event) => {
      if (event.kind === 'unknown-words') {
        if (warnedTasks.has(event.task.name) || warnedTasks.size >= MAX_WORD_WARNINGS) return;
        warnedTasks.add(event.task.name);
        runner.warning(unknownWordsWarning(event.task, event.words, logged));
        return;
      }
      if (event.kind === 'changed') {
        const { task, waiting } = event.progress;
        latest.set(task.name, event.progress);
        elapsedMs = event.elapsedMs;
        changes.push({
          at: now().toISOString(),
          name: redact(task.name),
          state: waiting.state,
          provider_state: redact(waiting.providerState),
          reason: redact(waiting.reason),
        });
      }
      for (const line of linesOf(event)) runner.info(line);
    },
    broke: (what) => {
      const fault = redact(`the gate itself broke: ${what}`);
      faults.push(fault);
      runner.info(logged(fault));
    },
    soFar: () => concluded([...latest.values()], elapsedMs, 'running'),
    conclusion: (outcome, verdict) => concluded(outcome.tasks, outcome.elapsedMs, verdict),
    checkRun: (url) => {
      if (url === '') return;
      checkRunUrl = redact(url);
      runner.info(logged(`Check run: ${url}`));
      void attempt('the output check-run-url', () => runner.setOutput('check-run-url', checkRunUrl));
    },
    conclude: async (conclusion, passed) => {
      const { results } = conclusion;
      const path = await resultsFile(conclusion);
      const { outputs, shortened } = renderOutputs(conclusion, path, checkRunUrl, redact);
      await setOutputs(outputs);
      for (const line of finalTable(conclusion, logged)) runner.info(line);
      if (shortened) runner.warning('the outputs were shortened; the results file has everything');
      const text = annotation(conclusion, logged);
      if (!passed) runner.error(text);
      else if (results.some((result) => result.state !== 'succeeded')) runner.warning(text);
      // Last, since it alone may keep us waiting.
      await attempt('the job summary', () => runner.addSummary(renderSummary(conclusion, marked)));
    },
    refuse: async (message) => {
      const conclusion = { verdict: 'error' as const, results: [], changes, durationSeconds: 0, faults };
      const path = await resultsFile(conclusion);
      await setOutputs({ ...DEFAULT_OUTPUTS, 'results-file': path, 'check-run-url': checkRunUrl });
      await attempt('the job summary', () => runner.addSummary(renderRefusal(message, marked)));
      runner.error(bounded(message.split('\n').map(logged)));
    },
  };
}

/** A task before its first look. */
function notYet(task: Task): Progress {
  return {
    task,
    waiting: BEFORE,
    startedAt: undefined,
    finishedAt: undefined,
    requests: 0,
    durationMs: 0,
    unchangedMs: 0,
  };
}
