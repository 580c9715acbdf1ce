import type { Act } from './act.ts';
import type { SeenRequest } from './call.ts';

/** How the emulator behaves as a whole. Each field may be changed while it runs. */
export interface Rules {
  /** Sees each request before anything is checked, and may have an act play instead. */
  hook: ((request: SeenRequest) => Act | undefined) | undefined;
  /** Milliseconds after which a request is answered; it is checked only then. */
  delay: ((request: SeenRequest) => number) | undefined;
  /** Operations (as in {@link SeenRequest.operation}) for which the caller lacks the permission. */
  deny: ReadonlySet<string>;
  /** Requests per second that each of the APIs lets through; the rest is throttled. Unset: no limit. */
  requestsPerSecond: number | undefined;
  /** DescribeApiHistories gives at most so many items a page, however many were asked for. */
  pageLimit: number;
  /** CodeArts Deploy answers unknown ids with an error inside a 200. */
  codeartsErrorsInside200: boolean;
  /** A path in front of every API's own, as behind a reverse proxy: `/base`. */
  basePath: string;
}

/** Strict but patient: nothing denied, nothing throttled. */
export const defaultRules: Rules = {
  hook: undefined,
  delay: undefined,
  deny: new Set(),
  requestsPerSecond: undefined,
  pageLimit: 100,
  codeartsErrorsInside200: false,
  basePath: '',
};
