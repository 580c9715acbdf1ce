/** One operation of an API, the answer to it, and what that means for the poll that asked. */

import type { Absent, Refused, Unreachable } from '../task.ts';
import type { Classified } from './classify.ts';
import type { Correction } from './clock.ts';
import type { HttpAnswer } from './http.ts';

/** One operation of an API, before it is signed. */
export interface Call {
  readonly operation: string;
  /** Appended to the path of the base URL. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** What the user must grant for it. */
  readonly permission: string;
  /** What must be true of its ids, told where the provider does not know them. */
  readonly ids: string;
}

/** The body of an answer that has the shape that was asked for, or why there is none. */
export type Reply<T> = { readonly kind: 'answer'; readonly body: T } | Absent | Unreachable | Refused;

/** An answer and what came of it. */
export interface Answered {
  readonly kind: 'outcome';
  readonly answer: HttpAnswer;
  readonly result: Classified;
  /** The credential had just been renewed. */
  readonly renewed: boolean;
  /** What came of the clock, if the time of the request was refused. */
  readonly correction?: Correction;
}
