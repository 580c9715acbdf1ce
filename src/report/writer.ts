/** Writes outputs, results file and summary: what cannot be written stops nothing, and is told once. */

import type { Redact } from '../redact.ts';
import { describeError } from '../wording.ts';
import type { Clean } from './columns.ts';
import { OUTPUT_NAMES, type Outputs, writeResultsFile } from './outputs.ts';
import type { Conclusion } from './results.ts';
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
  /** Gives the path of the file; empty if it could not be written, of which there is a warning. */
  readonly resultsFile: (conclusion: Conclusion) => Promise<string>;
  /** Adds to the job summary; there is a warning if it could not be written. */
  readonly summary: (render: () => string) => Promise<void>;
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
        path = writeResultsFile(conclusion, runnerTemp, redact);
      });
      return path;
    },
    summary: (render) => attempt('the job summary', () => runner.addSummary(render())),
  };
}
