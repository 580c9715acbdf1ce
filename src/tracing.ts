/** Joins the trace to the gate and the report: without `trace-file` nothing is kept, and no code for it loaded. */

import type { Send } from './clouds/http.ts';
import type { Watched } from './gate/turn.ts';
import { readTracePlace } from './inputs/trace-place.ts';
import type { GetInput } from './inputs/waiting-inputs.ts';
import type { Redact } from './redact.ts';
import type { Report } from './report/report.ts';
import { describeError, shown } from './wording.ts';
import { type Env, realWorld } from './world.ts';

/** Where requests and looks pass on their way. */
export interface Tracing {
  readonly through: (send: Send) => Send;
  readonly follow: (watched: readonly Watched[]) => readonly Watched[];
  /** The inputs are good: until then a trace tells none of them. */
  readonly accepted: () => void;
  /** The step carries on an earlier run, which began then; nothing where it carries on none. */
  readonly carriesOn: (from: Date | undefined) => void;
}

const NONE: Tracing = {
  through: (send) => send,
  follow: (watched) => watched,
  accepted: () => undefined,
  carriesOn: () => undefined,
};

/**
 * Begins the trace if one is wanted, and there is none where its place is refused, which is told with all else that is
 * wrong with the inputs. Where it cannot be written there is a warning. Never throws.
 */
export async function openTracing(
  getInput: GetInput,
  env: Env,
  redact: Redact,
  report: Report,
): Promise<Tracing> {
  const place = readTracePlace(getInput, env);
  if (place === undefined || 'wrong' in place) return NONE;
  try {
    const { beginTrace } = await import('./trace/trace.ts');
    const trace = beginTrace({ path: place.path, getInput, env, redact, world: realWorld });
    report.traceTo(trace);
    return trace;
  } catch (error) {
    report.warn(
      `trace-file: ${shown(place.path)} cannot be written (${describeError(error)}); there will be no trace, and the verdict stands. Give the path of a file that this job may write; it counts from the workspace`,
    );
  }
  return NONE;
}
