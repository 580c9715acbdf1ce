/** What the report asks of a trace. */

import type { Conclusion } from './results.ts';

/** A file that shows all that the clouds have said. */
export interface TraceSink {
  /** Absolute. */
  readonly path: string;
  /** What is known of this task has changed with the latest look at it. */
  readonly changed: (task: string) => void;
  /**
   * Writes what was kept so far, with how the step has ended.
   *
   * @returns how much was written
   * @throws if it cannot be written
   */
  readonly write: (conclusion: Conclusion) => { readonly requests: number; readonly bytes: number };
}
