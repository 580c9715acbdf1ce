import type { Runner } from '../../src/report/runner.ts';

/** A runner's side that keeps what is written. */
export interface ConsoleRunner {
  readonly runner: Runner;
  /** All of stdout so far. */
  readonly log: () => string;
  readonly summary: () => string;
  readonly outputs: ReadonlyMap<string, string>;
}

/** Writes as @actions/core does: lines as they are, the text of an annotation escaped. */
export function consoleRunner(): ConsoleRunner {
  const outputs = new Map<string, string>();
  let log = '';
  let summary = '';
  const annotate = (name: string, message: string): void => {
    const escaped = message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
    log += `::${name} title=Deploy Gate::${escaped}\n`;
  };
  return {
    runner: {
      info: (line) => {
        log += `${line}\n`;
      },
      warning: (message) => annotate('warning', message),
      error: (message) => annotate('error', message),
      setOutput: (name, value) => outputs.set(name, value),
      setSummary: async (markdown) => {
        summary += markdown;
      },
    },
    log: () => log,
    summary: () => summary,
    outputs,
  };
}
