/** Tells what happens on every channel of the runner: log, summary, outputs, annotations. */

import type { GateEvent, Outcome } from '../gate/gate.ts';
import type { Progress } from '../gate/turn.ts';
import { BEFORE, type Patience } from '../gate/waiting.ts';
import type { Redact } from '../redact.ts';
import type { Task, Verdict } from '../task.ts';
import { describeError } from '../wording.ts';
import { createChanges } from './changes.ts';
import { type Conclude, createEnding } from './ending.ts';
import { bounded, openingLine } from './log.ts';
import { createProgressLog } from './log-progress.ts';
import { DEFAULT_OUTPUTS, renderOutputs } from './outputs.ts';
import { boundedReason, type Conclusion, resultOf, seconds } from './results.ts';
import type { Runner } from './runner.ts';
import { renderRefusal } from './summary.ts';
import { forLog, forMarkdown } from './text.ts';
import type { TraceSink } from './trace-sink.ts';
import {
  howToShare,
  renderUnknownWords,
  type Sharing,
  type UnknownWord,
  unknownWordsWarning,
} from './unknown-words.ts';
import { createWriter } from './writer.ts';

/** Tells what happens, on every channel that the runner has. A channel that fails does not stop the others. */
export interface Report {
  readonly begin: (tasks: readonly Task[], patience: Patience) => void;
  readonly warn: (message: string) => void;
  /** Told in the log alone. */
  readonly note: (message: string) => void;
  readonly event: (event: GateEvent) => void;
  /** Where the tasks stand now. */
  readonly soFar: () => Conclusion;
  readonly conclusion: (outcome: Outcome, verdict: Verdict) => Conclusion;
  /** Tells the end on every channel, with one annotation if there is something to say. */
  readonly conclude: Conclude;
  /** From now on what changes goes to this trace, too. */
  readonly traceTo: (trace: TraceSink) => void;
  /** There is a check run, with this page. */
  readonly checkRun: (url: string) => void;
  /** Tells at once that the gate itself broke, and again at the end. */
  readonly broke: (what: string) => void;
  /** Writes the trace, if there is one: last of all, since it may take seconds, in which nothing else can happen. */
  readonly traced: (conclusion: Conclusion) => void;
  /** Writes what is written where nothing was watched: refused inputs, or a fault of the gate itself. */
  readonly refuse: (message: string) => Promise<void>;
}

/** GitHub shows 10 annotations of a type and step: unknown words must not use them up. */
const MAX_WORD_WARNINGS = 5;
/** So many words are told: a provider that says a new one each time must not fill the log. */
const MAX_WORDS = 20;
/** So many problems are told below the annotation: a log of megabytes opens slowly, and nobody reads it. */
const MAX_REST = 10_000;

type WordsEvent = Extract<GateEvent, { kind: 'unknown-words' }>;

/**
 * A report whose outputs are set to their defaults at once.
 *
 * @param issuePage where words that no table names are to be sent; empty if the page is not known
 */
export function createReport(
  runner: Runner,
  redact: Redact,
  runnerTemp: string | undefined,
  now: () => Date,
  issuePage = '',
): Report {
  const logged = (text: string): string => forLog(redact(text));
  const marked = (text: string): string => forMarkdown(redact(text));
  const changes = createChanges();
  const faults: string[] = [];
  const unknownWords = new Map<string, UnknownWord>();
  let wordWarnings = 0;
  let trace: TraceSink | undefined;
  let linesOf = createProgressLog([], 0, true, logged);
  const latest = new Map<string, Progress>();
  let elapsedMs = 0;
  let checkRunUrl = '';
  const write = createWriter(runner, redact, runnerTemp, logged);

  const sharing = (): Sharing => ({ issuePage, tracePath: trace?.path ?? '' });
  /** A provider's word is told once, with the task that it was first said of; how to hand it over is, too. */
  const tellUnknownWords = ({ task, words, expected = false }: WordsEvent): void => {
    const fresh = [...new Set(words)]
      .filter((word) => !unknownWords.has(`${task.provider} ${word}`))
      .slice(0, MAX_WORDS - unknownWords.size);
    if (fresh.length === 0) return;
    const help = unknownWords.size === 0 ? `. ${howToShare(sharing(), logged)}` : '';
    for (const word of fresh) unknownWords.set(`${task.provider} ${word}`, { task, word });
    const text = `${unknownWordsWarning(task, fresh, logged)}${help}`;
    const quiet = expected || wordWarnings === MAX_WORD_WARNINGS;
    if (!quiet) wordWarnings += 1;
    (quiet ? runner.info : runner.warning)(text);
  };
  const writeTrace = (conclusion: Conclusion): void => {
    if (trace === undefined) return;
    try {
      const { requests, bytes } = trace.write(conclusion);
      runner.info(logged(`Trace: ${requests} requests, ${Math.ceil(bytes / 1000)} kB, in ${trace.path}`));
    } catch (error) {
      const why = `${describeError(error)}; the verdict stands`;
      const what = `the trace could not be written to ${trace.path}: ${why}`;
      runner.warning(logged(`${what}. Look at the disk and the permissions of the folder`));
    }
  };

  const concluded = (tasks: readonly Progress[], afterMs: number, verdict: Verdict): Conclusion => ({
    verdict,
    results: tasks.map((progress) => resultOf(progress, redact)),
    ...changes.kept(),
    durationSeconds: seconds(afterMs),
    faults,
  });

  write.outputs(DEFAULT_OUTPUTS);
  return {
    begin: (tasks, patience) => {
      linesOf = createProgressLog(tasks, patience.timeoutMs, patience.wait, logged);
      for (const task of tasks) latest.set(task.name, notYet(task));
      runner.info(openingLine(tasks, patience));
    },
    warn: (message) => runner.warning(logged(message)),
    note: (message) => runner.info(logged(message)),
    event: (event) => {
      if (event.kind === 'unknown-words') return tellUnknownWords(event);
      if (event.kind === 'changed') {
        const { task, waiting } = event.progress;
        trace?.changed(task.name);
        latest.set(task.name, event.progress);
        elapsedMs = event.elapsedMs;
        changes.add({
          at: now().toISOString(),
          name: redact(task.name),
          state: waiting.state,
          provider_state: redact(waiting.providerState),
          reason: boundedReason(redact(waiting.reason), redact),
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
    traceTo: (sink) => {
      trace = sink;
    },
    checkRun: (url) => {
      if (url === '') return;
      checkRunUrl = redact(url);
      runner.info(logged(`Check run: ${url}`));
      write.outputs({ 'check-run-url': checkRunUrl });
    },
    conclude: createEnding({
      runner,
      write,
      logged,
      marked,
      outputsOf: (conclusion, path) => renderOutputs(conclusion, path, checkRunUrl, redact),
      more: () => renderUnknownWords([...unknownWords.values()], sharing(), marked),
    }),
    traced: writeTrace,
    refuse: async (message) => {
      const conclusion = {
        verdict: 'error' as const,
        results: [],
        ...changes.kept(),
        durationSeconds: 0,
        faults,
      };
      const path = await write.resultsFile(conclusion);
      write.outputs({ ...DEFAULT_OUTPUTS, 'results-file': path, 'check-run-url': checkRunUrl });
      await write.summary(() => renderRefusal(message, marked));
      const { text, rest } = bounded(message.split('\n').map(logged), write.outputsFault());
      runner.error(text);
      for (const line of rest.slice(0, MAX_REST)) runner.info(line);
      if (rest.length > MAX_REST) runner.info(`and ${rest.length - MAX_REST} more`);
      writeTrace({ ...conclusion, faults: [...faults, redact(message)] });
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
