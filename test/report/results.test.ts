import { describe, expect, it } from 'vitest';

import type { Progress } from '../../src/gate/turn.ts';
import { BEFORE } from '../../src/gate/waiting.ts';
import { failedOf, headline, type Result, resultOf, seconds, worstFirst } from '../../src/report/results.ts';
import { ENDED_STATES, OPEN_STATES, type TaskState } from '../../src/task.ts';

const ALL_STATES: readonly TaskState[] = [...OPEN_STATES, ...ENDED_STATES, 'error', 'timed-out'];

const progressOf = (overrides: Partial<Progress> = {}): Progress => ({
  task: {
    name: 'orders',
    provider: 'alibaba-api-gateway',
    id: '51524fb8',
    region: 'cn-hangzhou',
    optional: false,
  },
  waiting: {
    ...BEFORE,
    state: 'failed',
    providerState: 'FAIL',
    reason: 'no quota',
    parts: [
      {
        name: 'api1@RELEASE',
        state: 'failed',
        providerState: 'FAIL',
        reason: 'no quota',
        times: { start_time: 1700000000000, end_time: '2021-06-1113:57:38' },
      },
    ],
  },
  startedAt: new Date('2026-01-01T00:00:00Z'),
  finishedAt: new Date('2026-01-01T00:03:20.456Z'),
  requests: 42,
  durationMs: 200_456,
  unchangedMs: 0,
  ...overrides,
});

const asIs = (text: string): string => text;
const resultWith = (overrides: Partial<Result> = {}): Result => ({
  ...resultOf(progressOf(), asIs),
  ...overrides,
});

describe('a result', () => {
  it('has exactly the fields of the contract', () => {
    expect(resultOf(progressOf(), asIs)).toEqual({
      name: 'orders',
      provider: 'alibaba-api-gateway',
      id: '51524fb8',
      region: 'cn-hangzhou',
      state: 'failed',
      provider_state: 'FAIL',
      reason: 'no quota',
      optional: false,
      started_at: '2026-01-01T00:00:00.000Z',
      finished_at: '2026-01-01T00:03:20.456Z',
      duration_seconds: 200.5,
      requests: 42,
      url: '',
      parts: [
        {
          name: 'api1@RELEASE',
          state: 'failed',
          provider_state: 'FAIL',
          reason: 'no quota',
          start_time: 1700000000000,
          end_time: '2021-06-1113:57:38',
        },
      ],
    });
  });

  it('has no times where there were no look and no end', () => {
    expect(
      resultOf(progressOf({ startedAt: undefined, finishedAt: undefined, durationMs: 0 }), asIs),
    ).toMatchObject({
      started_at: null,
      finished_at: null,
      duration_seconds: 0,
    });
  });

  it('keeps its own words where the provider’s times have the same names', () => {
    const part = { name: 'a', state: 'failed', providerState: 'FAIL', reason: 'why', times: {} } as const;
    const times = { name: 'x', state: 'succeeded', provider_state: 'x', reason: 'x' };
    const { parts } = resultOf(progressOf({ waiting: { ...BEFORE, parts: [{ ...part, times }] } }), asIs);
    expect(parts[0]).toEqual({ name: 'a', state: 'failed', provider_state: 'FAIL', reason: 'why' });
  });

  it('has a reason of at most 4,000 characters, and how many parts were left out is one of them', () => {
    const { reason } = resultOf(
      progressOf({ waiting: { ...BEFORE, reason: 'x'.repeat(5000), partCount: 2500 } }),
      asIs,
    );
    expect(reason).toHaveLength(4000);
    expect(reason).toMatch(/x \(the 2000 worst of 2500 parts are listed\)$/);
  });

  it('has every text of the provider cleaned', () => {
    const result = JSON.stringify(resultOf(progressOf(), (text) => text.replaceAll('no quota', '***')));
    expect(result).not.toContain('no quota');
    expect(result.split('***')).toHaveLength(3);
  });

  it.each([
    [0, 0],
    [40, 0],
    [50, 0.1],
    [1234, 1.2],
    [60_000, 60],
  ])('of %i ms took %d s', (ms, s) => {
    expect(seconds(ms)).toBe(s);
  });
});

describe('results', () => {
  it('are told worst first, in the order of the verdict, then what is open, then what succeeded', () => {
    const order = [
      'failed',
      'rolled-back',
      'superseded',
      'cancelled',
      'error',
      'timed-out',
      'rolling-back',
      'running',
      'pending',
      'succeeded',
    ] as const;
    const results = [...order].sort().map((state) => resultWith({ state }));
    expect(worstFirst(results).map(({ state }) => state)).toEqual(order);
    expect([...order].sort()).toEqual([...ALL_STATES].sort());
  });

  it('of the same state keep their order', () => {
    const results = ['c', 'a', 'b'].map((name) => resultWith({ name }));
    expect(worstFirst(results).map(({ name }) => name)).toEqual(['c', 'a', 'b']);
  });

  it('that keep the verdict from succeeded are those that count and have not succeeded', () => {
    const results = [
      ...ALL_STATES.map((state) => resultWith({ name: state, state })),
      ...ALL_STATES.map((state) => resultWith({ name: `optional ${state}`, state, optional: true })),
    ];
    expect(failedOf(results).map(({ name }) => name)).toEqual(
      ALL_STATES.filter((state) => state !== 'succeeded'),
    );
  });

  it('have a headline with the verdict, how many succeeded, and the time', () => {
    const results = [resultWith({ state: 'succeeded' }), resultWith()];
    const line = headline({ verdict: 'failed', results, changes: [], faults: [], durationSeconds: 200.5 });
    expect(line).toMatch(/failed.*1 of 2.*3m 21s/);
    expect(headline({ verdict: 'error', results: [], changes: [], faults: [], durationSeconds: 0 })).toMatch(
      /^error/,
    );
  });
});
