import type { Progress } from '../src/gate/turn.ts';
import { BEFORE, type Patience, type Waiting } from '../src/gate/waiting.ts';
import type { Change, Conclusion, Result, ResultPart } from '../src/report/results.ts';
import type { Seen, Task } from '../src/task.ts';

/** One of everything, as tests usually want it; `overrides` say what matters. */

export function taskOf(overrides: Partial<Task> = {}): Task {
  return {
    name: 'orders',
    provider: 'alibaba-api-gateway',
    id: '51524fb8',
    region: 'cn-hangzhou',
    optional: false,
    ...overrides,
  };
}

export function patienceOf(overrides: Partial<Patience> = {}): Patience {
  return {
    timeoutMs: 30 * 60_000,
    wait: true,
    intervalMs: 'auto',
    settleMs: 0,
    notFoundGraceMs: 60_000,
    earlierMs: 0,
    ...overrides,
  };
}

export function seen(state: Seen['state'], overrides: Partial<Seen> = {}): Seen {
  return { kind: 'seen', state, providerState: state.toUpperCase(), reason: '', parts: [], ...overrides };
}

export function progressOf(
  waiting: Partial<Waiting> = {},
  task: Partial<Task> = {},
  unchangedMs = 0,
): Progress {
  return {
    task: taskOf(task),
    waiting: { ...BEFORE, found: true, state: 'running', providerState: 'RUNNING', reason: '', ...waiting },
    startedAt: new Date(0),
    finishedAt: undefined,
    requests: 1,
    durationMs: 0,
    unchangedMs,
  };
}

export function resultOf(overrides: Partial<Result> = {}): Result {
  return {
    name: 'orders',
    provider: 'alibaba-api-gateway',
    id: '51524fb8',
    region: 'cn-hangzhou',
    state: 'succeeded',
    provider_state: 'OVER',
    reason: '',
    optional: false,
    started_at: '2026-01-01T00:00:00.000Z',
    finished_at: '2026-01-01T00:03:20.000Z',
    duration_seconds: 200,
    requests: 42,
    url: '',
    parts: [],
    ...overrides,
  };
}

export function partOf(overrides: Partial<ResultPart> = {}): ResultPart {
  return { name: 'api@RELEASE', state: 'failed', provider_state: 'FAIL', reason: 'no quota', ...overrides };
}

export function changeOf(overrides: Partial<Change> = {}): Change {
  return {
    at: '2026-01-01T00:00:00.000Z',
    name: 'orders',
    state: 'running',
    provider_state: 'RUNNING',
    reason: '',
    ...overrides,
  };
}

export function conclusionOf(overrides: Partial<Conclusion> = {}): Conclusion {
  return {
    verdict: 'failed',
    durationSeconds: 200,
    results: [resultOf()],
    changes: [],
    faults: [],
    ...overrides,
  };
}
