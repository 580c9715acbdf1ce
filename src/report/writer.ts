/** Writes outputs, results file and summary: what cannot be written stops nothing, and is told once. */

import type { Redact } from '../redact.ts';
import { describeError } from '../wording.ts';
import type { Clean } from './columns.ts';
import { firstMade } from './forms.ts';
import { OUTPUT_NAMES, type Outputs } from './outputs.ts';
import type { Conclusion } from './results.ts';
import { writeResultsFile } from './results-file.ts';
import type { Runner } from './runner.ts';

/** What the runner keeps of a step, beside its log. Nothing here throws. */
export interface Writer {
  /** Sets the outputs that are given. */
  readonly outputs: (outputs: Partial<Outputs>) => void;
  /**
   * Why the outputs could not be set when that was last tried; empty if they could. It is the annotation's to tell,
   * since a step has one.
   */
  readonly outputsFault: () => string;
  /**
   * Gives the path of the file; empty if it could not be written, of which there is a warning. What is written again
   * takes the place of what was.
   */
  readonly resultsFile: (conclusion: Conclusion) => Promise<string>;
  /**
   * Writes the job summary, in the place of what it has written of it before; there is a warning if it could not be
   * written.
   *
   * @param forms the first that can be made is written
   */
  readonly summary: (...forms: readonly (() => string)[]) => Promise<void>;
}

/**
 * The writer of a step.
 *
 * @param runnerTemp the folder for the results file; the system's own where it is not given
 * @param logged makes a text fit for the log
 */
export function createWriter(
  runner: Runner,
  redact: Redact,
  runnerTemp: string | undefined,
  logged: Clean,
): Writer {
  const warnedOf = new Set<string>();
  let outputsFault = '';
  let file = '';
  let summary = Promise.resolve();
  const faultOf = (what: string, error: unknown): string =>
    logged(`${what} could not be written: ${describeError(error)}`);
  const attempt = async (what: string, write: () => void | Promise<void>): Promise<void> => {
    try {
      await write();
    } catch (error) {
      if (!warnedOf.has(what)) runner.warning(faultOf(what, error));
      warnedOf.add(what);
    }
  };
  return {
    outputs: (outputs) => {
      outputsFault = '';
      try {
        for (const name of OUTPUT_NAMES) {
          const value = outputs[name];
          if (value !== undefined) runner.setOutput(name, value);
        }
      } catch (error) {
        outputsFault = faultOf('the outputs', error);
      }
    },
    outputsFault: () => outputsFault,
    resultsFile: async (conclusion) => {
      let path = '';
      await attempt('the results file', () => {
        path = writeResultsFile(conclusion, runnerTemp, redact, file);
      });
      file = path;
      return path;
    },
    summary: (...forms) => {
      // One after the other: the second may come while the first is being written.
      const write = () => attempt('the job summary', () => runner.setSummary(firstMade(...forms) ?? ''));
      summary = summary.then(write);
      return summary;
    },
  };
}
