/** What the check run and the deployment have in common for the publisher. */

import type { Conclusion } from '../report/results.ts';
import type { Reply } from './reply.ts';

/** Something on GitHub that shows how a gate goes. */
export interface Channel {
  /** What it is, for people. */
  readonly what: string;
  /** Brings it up to date; the verdict `running` is that of a gate that goes on. */
  readonly write: (conclusion: Conclusion, signal: AbortSignal) => Promise<Reply<undefined>>;
}
