import type { HttpAnswer, HttpRequest, Send } from '../../src/clouds/http.ts';
import type { HttpFault } from '../../src/clouds/http-fault.ts';
import { createRedactor, type Redact } from '../../src/redact.ts';
import type { About, Exchange } from '../../src/trace/har.ts';
import { createRecorder, type Recorder } from '../../src/trace/recorder.ts';
import { type Material, renderTrace } from '../../src/trace/render.ts';
import type { World } from '../../src/world.ts';
import { taskOf } from '../builders.ts';
import { type Har, readHar } from './har.ts';

/** Exchanges and traces as tests usually want them. */

export const MB = 1_000_000;

/** A request with a body, which only some have. */
export type Outgoing = HttpRequest & { readonly body?: string };

export function requestOf(overrides: Partial<Outgoing> = {}): Outgoing {
  return {
    method: 'GET',
    url: new URL('https://cloud.example/v1/tasks?id=1'),
    headers: { accept: 'application/json' },
    confidential: [],
    ...overrides,
  };
}

export function answerOf(overrides: Partial<HttpAnswer> = {}): HttpAnswer {
  return {
    kind: 'answer',
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: '{}',
    ...overrides,
  };
}

export function exchangeOf(overrides: Partial<Exchange> = {}): Exchange {
  return {
    look: undefined,
    startedAt: 0,
    durationMs: 12.34,
    request: { method: 'GET', url: 'https://cloud.example/', headers: {}, body: '', bodyBytes: 0 },
    outcome: { kind: 'answer', status: 200, headers: {}, body: '{}', bodyBytes: 2 },
    ...overrides,
  };
}

export function aboutOf(overrides: Partial<About> = {}): About {
  return {
    schema: 1,
    inputs: {},
    environment: {},
    startedAt: '2026-01-01T00:00:00.000Z',
    endedAt: '2026-01-01T00:01:00.000Z',
    verdict: 'succeeded',
    results: [],
    changes: [],
    faults: [],
    ...overrides,
  };
}

/** Renders a trace, and reads it again. */
export function rendered(
  material: Partial<Material>,
  redact: Redact = createRedactor([], []),
  mostBytes = 20 * MB,
): { readonly har: Har; readonly text: string } {
  const { text } = renderTrace(
    {
      exchanges: [],
      leftOut: { unchanged: 0, others: 0 },
      about: aboutOf(),
      version: 'v1',
      ...material,
    },
    redact,
    mostBytes,
  );
  return { har: readHar(text), text };
}

/** A recorder whose clock stands still, and a way to look: one request, and whether it changes something. */
export interface Recording {
  readonly recorder: Recorder;
  readonly look: (
    task: string,
    answer: HttpAnswer | HttpFault,
    options?: { readonly changes?: boolean; readonly request?: Outgoing },
  ) => Promise<void>;
}

export function recordingOf(mostBytes = 20 * MB, world: Pick<World, 'now' | 'date'> = STILL): Recording {
  const recorder = createRecorder(world, mostBytes);
  const followed = new Map<string, (signal: AbortSignal) => Promise<unknown>>();
  let next: { readonly request: Outgoing; readonly answer: HttpAnswer | HttpFault } | undefined;
  const send: Send = async () => next?.answer ?? answerOf();
  const sending = recorder.through(send);
  const lookOf = (name: string): ((signal: AbortSignal) => Promise<unknown>) => {
    const [watched] = recorder.follow([
      {
        task: taskOf({ name }),
        lane: 'lane',
        look: async (signal) => {
          await sending(next?.request ?? requestOf(), signal);
          return { kind: 'absent', providerState: '', reason: '' };
        },
      },
    ]);
    return (signal) => watched?.look(signal, () => undefined) ?? Promise.resolve();
  };
  return {
    recorder,
    look: async (task, answer, { changes = false, request = requestOf() } = {}) => {
      next = { request, answer };
      const look = followed.get(task) ?? lookOf(task);
      followed.set(task, look);
      await look(new AbortController().signal);
      if (changes) recorder.changed(task);
    },
  };
}

const STILL: Pick<World, 'now' | 'date'> = { now: () => 0, date: () => new Date(0) };
