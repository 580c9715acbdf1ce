/** The trace of a step: kept while the gate runs, written in every ending. */

import { readTracePlace } from '../inputs/trace-place.ts';
import type { GetInput } from '../inputs/waiting-inputs.ts';
import type { Redact } from '../redact.ts';
import type { TraceSink } from '../report/trace-sink.ts';
import type { Env, World } from '../world.ts';
import { type Given, hideJobSecrets, readGiven } from './given.ts';
import { type About, TRACE_SCHEMA } from './har.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { renderTrace } from './render.ts';
import { writeWhole } from './trace-file.ts';

/** What is known of a step when its trace is begun. */
export interface TraceOptions {
  /** Where it goes: absolute, and without a symbolic link in it. */
  readonly path: string;
  readonly getInput: GetInput;
  readonly env: Env;
  readonly redact: Redact;
  readonly world: World;
}

/** A trace that is being kept. */
export interface Trace extends TraceSink, Pick<Recorder, 'through' | 'follow'> {
  /** The inputs are good: from now on the trace tells them. What was refused may be a secret in the wrong place. */
  readonly accepted: () => void;
  /** The step carries on an earlier run, which began then. */
  readonly carriesOn: (from: Date | undefined) => void;
}

/** What the file may hold. */
const MOST_BYTES = 20_000_000;
/** And where the job is being cancelled: to write the most takes longer than the runner waits. */
const MOST_BYTES_IN_HASTE = 2_000_000;

/**
 * Begins a trace, and writes an empty one: a step that is killed leaves at least that.
 *
 * @throws if it cannot be written
 */
export function beginTrace({ path, getInput, env, redact, world }: TraceOptions): Trace {
  const given = readGiven(getInput, env);
  const version = env['GITHUB_ACTION_REF'] || 'unknown';
  const startedAt = world.date().toISOString();
  const hide = hideJobSecrets(redact, env);
  const { through, follow, changed, kept } = createRecorder(world, MOST_BYTES);
  let told: Given & Pick<About, 'carriedOnFrom'> = { inputs: {}, environment: {} };
  const write = (ended: Pick<About, 'endedAt' | 'verdict' | 'results' | 'changes' | 'faults'>) => {
    const about: About = { schema: TRACE_SCHEMA, ...told, startedAt, ...ended };
    const mostBytes = ended.verdict === 'interrupted' ? MOST_BYTES_IN_HASTE : MOST_BYTES;
    const { text, requests } = renderTrace({ ...kept(), about, version }, hide, mostBytes);
    // What was checked at the start may lead elsewhere by now.
    const now = readTracePlace(getInput, env);
    if (now === undefined || 'wrong' in now || now.path !== path) {
      throw new Error(`it ${now !== undefined && 'wrong' in now ? now.wrong : 'leads to another place now'}`);
    }
    writeWhole(path, text);
    return { requests, bytes: Buffer.byteLength(text) };
  };
  write({ endedAt: null, verdict: null, results: [], changes: [], faults: [] });
  return {
    path,
    through,
    follow,
    changed,
    accepted: () => {
      told = given;
    },
    carriesOn: (from) => {
      if (from !== undefined) told = { ...told, carriedOnFrom: from.toISOString() };
    },
    write: ({ verdict, results, changes, faults }) =>
      write({ endedAt: world.date().toISOString(), verdict, results, changes, faults }),
  };
}
