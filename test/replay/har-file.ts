/** Reads traces: untrusted files, of which nothing counts but what is checked here. */

import { z } from 'zod';

import { VERDICTS } from '../../src/task.ts';
import { TRACE_SCHEMA } from '../../src/trace/har.ts';

const STATES = [
  ...['pending', 'running', 'rolling-back', 'succeeded', 'failed', 'rolled-back', 'superseded', 'cancelled'],
  ...['error', 'timed-out'],
] as const;

const Pairs = z.array(z.object({ name: z.string(), value: z.string() }));
const Exchange = z.object({
  startedDateTime: z.iso.datetime(),
  time: z.number().nonnegative(),
  request: z.object({ method: z.string(), url: z.url(), headers: Pairs }),
  response: z.object({
    status: z.union([z.literal(0), z.int().min(200).max(599)]),
    headers: Pairs,
    content: z.object({ text: z.string().optional() }),
  }),
  _task: z.string(),
  _look: z.int().positive(),
  _fault: z.string().optional(),
  _fatal: z.boolean().optional(),
  _hopelessAfterMs: z.number().optional(),
});
const Ended = z.object({ name: z.string(), state: z.enum(STATES) });
const About = z.object({
  schema: z.number(),
  inputs: z.record(z.string(), z.string()),
  environment: z.record(z.string(), z.string()),
  startedAt: z.iso.datetime(),
  carriedOnFrom: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().nullable(),
  verdict: z.enum(VERDICTS).nullable(),
  results: z.array(Ended.extend({ parts: z.array(Ended) })),
  changes: z.array(Ended),
  faults: z.array(z.string()),
});
const Har = z.object({
  log: z.object({ version: z.string(), entries: z.array(z.unknown()), _deployGate: z.unknown().optional() }),
});

/** One request of a trace and what came of it. */
export type Recorded = z.infer<typeof Exchange>;
/** What was given to the step and what came of it. */
type About = z.infer<typeof About>;
/** What an ended step says: its verdict, the tasks' ends and the way there. */
export type Told = Pick<About, 'verdict' | 'results' | 'changes'>;

/** The requests of one look at a task, in their order. */
export interface RecordedLook {
  /** From 1; numbers that are missing were left out. */
  readonly number: number;
  readonly exchanges: readonly Recorded[];
}

/** A trace that can be replayed. */
export interface Trace {
  readonly about: About;
  /** By the name of the task. */
  readonly looks: ReadonlyMap<string, readonly RecordedLook[]>;
  /** All exchanges of looks. */
  readonly exchanges: readonly Recorded[];
  /** A token of the job was exchanged for a session, or that was tried. */
  readonly hasSession: boolean;
}

/** A file is no trace, or none that can be replayed. */
export class TraceError extends Error {}

/** What stands for `***`: no field of the list takes asterisks. */
const HIDDEN = 'hidden';

/**
 * Reads a trace.
 *
 * @throws {TraceError} with what is missing
 */
export function readTrace(text: string): Trace {
  const har = Har.safeParse(jsonOf(text.replaceAll('***', HIDDEN)));
  if (!har.success) throw new TraceError('it is no HAR: it has no log with a version and entries');
  const { _deployGate: given, entries } = har.data.log;
  if (given === undefined) {
    throw new TraceError(
      'it is a HAR, but no trace: log._deployGate is missing, which says what was watched. A browser or a proxy has written it; a trace is what the input trace-file of the action writes',
    );
  }
  const about = check(About, given, 'log._deployGate');
  if (about.schema !== TRACE_SCHEMA) {
    throw new TraceError(
      `it is a trace of schema ${about.schema}; this version reads schema ${TRACE_SCHEMA}`,
    );
  }
  if (about.verdict === null) {
    throw new TraceError('it is the trace of a step that was killed before it could write what it had seen');
  }
  const exchanges = entries.flatMap((entry, index) =>
    isOfLook(entry) ? [check(Exchange, entry, `log.entries[${index}]`)] : [],
  );
  const hasSession = exchanges.length < entries.length;
  const played = hasSession ? exchanges.filter((each) => !isAskedAgain(each, exchanges)) : exchanges;
  return { about, exchanges: played, looks: looksOf(played), hasSession };
}

/**
 * Reads what the results file of a step says.
 *
 * @throws where there is none, or another
 */
export function readTold(resultsFile: string | undefined): Told {
  const file = z.object({
    state: About.shape.verdict,
    results: About.shape.results,
    changes: About.shape.changes,
  });
  const { state, results, changes } = file.parse(jsonOf((resultsFile ?? '').replaceAll('***', HIDDEN)));
  return { verdict: state, results, changes };
}

/** What was asked for all tasks, such as a session, is not played: its answer is hidden. */
function isOfLook(entry: unknown): boolean {
  return typeof entry !== 'object' || entry === null || '_task' in entry;
}

/** Refused, and asked again in the same look, with another session: the keys that stand for it are not refused. */
function isAskedAgain(refused: Recorded, all: readonly Recorded[]): boolean {
  const { request, response, _task, _look } = refused;
  return (
    response.status >= 400 &&
    all
      .slice(all.indexOf(refused) + 1)
      .some((each) => each._task === _task && each._look === _look && each.request.url === request.url)
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new TraceError('it is no JSON, as a HAR is');
  }
}

function check<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
  throw new TraceError(`${where} is not as a trace has it: ${path || 'the whole'}`);
}

function looksOf(exchanges: readonly Recorded[]): Trace['looks'] {
  const byTask = Map.groupBy(exchanges, ({ _task }) => _task);
  return new Map(
    [...byTask].map(([task, ofTask]) => {
      const byNumber = Map.groupBy(ofTask, ({ _look }) => _look);
      const looks = [...byNumber].map(([number, own]) => ({ number, exchanges: own }));
      return [task, looks.sort((a, b) => a.number - b.number)];
    }),
  );
}
