import type { Act } from '../act.ts';
import type { OperationId } from './description.ts';

/** When and how often an act plays. */
interface PlayOptions {
  /** How many requests it plays for; by default 1. */
  readonly times?: number;
  /** The request is carried out first, and only its answer is replaced: it was lost on the way. */
  readonly carriedOut?: boolean;
}

/** Acts that wait for their requests. */
export interface Plays {
  /** Plays for the next requests of one operation, or of any, after what was said before. */
  readonly add: (operation: OperationId | 'any', act: Act, options?: PlayOptions) => void;
  /** The act for a request, which is used up by it. */
  readonly take: (operation: string | undefined) => Play | undefined;
}

/** An act that is due. */
interface Play {
  readonly act: Act;
  readonly carriedOut: boolean;
}

export function createPlays(): Plays {
  const waiting: { readonly operation: string; readonly play: Play; left: number }[] = [];
  return {
    add: (operation, act, { times = 1, carriedOut = false } = {}) => {
      waiting.push({ operation, play: { act, carriedOut }, left: times });
    },
    take: (operation) => {
      const next = waiting.find(
        (one) => one.left > 0 && (one.operation === 'any' || one.operation === operation),
      );
      if (next === undefined) return undefined;
      next.left -= 1;
      return next.play;
    },
  };
}
