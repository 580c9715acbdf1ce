import fc from 'fast-check';
import { BEFORE, both, IN_PROGRESS, info, job, NOW, OPEN_JOBS, plan } from './release-bodies.ts';
import { answer, type Script } from './server.ts';
import { scripts } from './upsets.ts';
import type { Play } from './walk.ts';

/** What the two calls say at one time: whole bodies. */
export interface Release {
  readonly info: unknown;
  readonly plan: unknown;
}

/** Numbers as text and back, and the plan's components by their other name. */
const dress = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => text.replaceAll(/:(\d{13}|0)\b/g, ':"$1"'),
  (text) => text.replaceAll('"component_id"', '"id"'),
  (text) => text.replaceAll(/"(rollback_\w+)":0/g, '"$1":null'),
);

const release = (infos: fc.Arbitrary<unknown>, plans: fc.Arbitrary<unknown>): fc.Arbitrary<Release> =>
  fc.tuple(infos, plans, dress).map(([left, right, dressed]) => ({
    info: JSON.parse(dressed(JSON.stringify(left))),
    plan: JSON.parse(dressed(JSON.stringify(right))),
  }));

const of = (...values: readonly unknown[]): fc.Arbitrary<unknown> => fc.constantFrom(...values);

const open = release(
  fc
    .tuple(fc.constantFrom(...OPEN_JOBS), fc.constantFrom('SUCCEEDED', ...OPEN_JOBS))
    .map(([a, b]) => both(a, b)),
  fc
    .tuple(fc.constantFrom(...IN_PROGRESS, 'CREATED'), fc.constantFrom('stop', 'continue'))
    .map(([status, fail_strategy]) => plan(status, { fail_strategy })),
);
const nothingYet = release(
  of(info(), { id: 'self' }, { components: null }, {}, info(job('a', 'SUCCEEDED'))),
  of(plan('CREATED'), plan('RELEASING'), plan(null), plan('RELEASING', { components: [] }), {}),
);
const success = release(
  of(both('SUCCEEDED'), info(job('b', 'SUCCEEDED'), job('a', 'SUCCEEDED'), job('c', 'SUCCEEDED'))),
  of(plan('SUCCESS'), plan('SUCCESS', { components: [] }), plan('RELEASING')),
);
const old = release(
  of(
    info(
      job('a', 'SUCCEEDED', { start_time: BEFORE + 1 }),
      job('b', 'SUCCEEDED', { start_time: BEFORE + 1 }),
    ),
    info(job('a', 'SUCCEEDED'), job('b', 'SUCCEEDED', { start_time: BEFORE + 1 })),
    info(job('a', 'SUCCEEDED'), job('b', 'SUCCEEDED', { start_time: null })),
    info(job('a', 'FAILED', { start_time: BEFORE + 1 }), job('b', 'SUCCEEDED')),
    both('SUCCEEDED'),
  ),
  of(
    plan('SUCCESS', { execute_time: BEFORE }),
    plan('SUCCESS'),
    plan('SUCCESS', { execute_time: null }),
    plan('RELEASING'),
  ),
);
/** Almost a success, by one sign or another. */
const dubious = release(
  of(
    info(job('a', 'SUCCEEDED')),
    info(job('a', 'SUCCEEDED', { rollback_start_time: NOW }), job('b', 'SUCCEEDED')),
    info(job('a', 'SUCCEEDED', { rollback_job_status: '' }), job('b', 'SUCCEEDED')),
    info(job('a', 'SUCCEEDED', { status: 'FAILED' }), job('b', 'SUCCEEDED', { status: 'SUCCESS' })),
    info(job('a', 'SUCCEEDED', { status: 'ROLLBACK_SUCCEED' }), job('b', 'SUCCEEDED')),
    info(job('a', 'SUCCEEDED'), null),
    info(job('a', 'SUCCEEDED'), job('c', 'SUCCEEDED')),
    info(),
    both('SUCCEEDED'),
    { id: 'another', components: [job('a', 'SUCCEEDED'), job('b', 'SUCCEEDED')] },
    both(true),
    { id: 'self', components: { a: job('a', 'SUCCEEDED') } },
  ),
  of(
    plan('SUCCESS'),
    plan('RELEASING'),
    plan('RELEASING', { components: [] }),
    plan('RELEASING', { components: null }),
    plan('RELEASING', { components: [{}] }),
    {},
    { status: 'SUCCESS' },
    plan('SUCCESS', { id: 'another' }),
  ),
);
const rollbackWord = fc.constantFrom(
  'CREATED',
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
  'ROLLBACKED',
  'CANCELLED',
  'WHO KNOWS',
);
const rollback = release(
  fc
    .tuple(rollbackWord, fc.constantFrom('SUCCEEDED', 'FAILED', 'RUNNING'), fc.constantFrom(NOW, 0, null))
    .map(([word, status, begun]) =>
      info(
        job('a', status, { rollback_job_status: word, rollback_job_id: 'JOBr', rollback_start_time: begun }),
        job('b', 'SUCCEEDED'),
      ),
    ),
  of(plan('RELEASING'), plan('SUCCESS'), plan('ROLLBACK_SUCCEED'), plan('ROLLBACK_FAILED')),
);
const failure = release(
  of(
    both('FAILED', 'SUCCEEDED'),
    both('SUCCEEDED', 'FAILED'),
    both('FAILED', 'RUNNING'),
    both('PARTIALLY_FAILED', 'SUCCEEDED'),
  ),
  of(
    plan('FAILED'),
    plan('PARTIALLY_FAILED'),
    plan('RELEASING'),
    plan('RELEASING', { fail_strategy: 'continue' }),
    plan('SUCCESS'),
  ),
);
const cancel = release(
  of(both('CANCELLED', 'SUCCEEDED'), both('SUCCEEDED')),
  of(plan('ABORTED'), plan('RELEASING'), plan('ABORTED')),
);

/** Another execution, after ours. */
const LATER = NOW + 60_000;
const again = release(
  of(
    info(
      job('a', 'SUCCEEDED', { start_time: LATER + 1000 }),
      job('b', 'SUCCEEDED', { start_time: LATER + 1000 }),
    ),
    both('SUCCEEDED'),
  ),
  of(plan('SUCCESS', { execute_time: LATER }), plan('RELEASING', { execute_time: LATER })),
);

/** A release task on a server of every kind. */
export const releaseScripts: fc.Arbitrary<Script<Release>> = scripts<Release>(
  'huawei',
  fc.oneof(open, open, nothingYet, old, dubious),
  fc.oneof(
    { weight: 10, arbitrary: success },
    { weight: 2, arbitrary: failure },
    { weight: 2, arbitrary: rollback },
    { weight: 2, arbitrary: cancel },
    { weight: 2, arbitrary: again },
    { weight: 2, arbitrary: fc.oneof(open, dubious, nothingYet, old) },
  ),
  fc.oneof(success, rollback, open, failure, again),
);

/** A server that behaves: created, then running batch after batch, then all is out. */
export const calmRelease: fc.Arbitrary<Script<Release>> = fc
  .tuple(
    fc.array(fc.integer({ min: 1, max: 8000 }), { minLength: 3, maxLength: 3 }),
    fc.tuple(
      release(of(info(), both('CREATED')), of(plan('CREATED'))),
      release(
        of(both('RUNNING', 'CREATED'), info(job('a', 'SUBMITTED')), both('SCHEDULED')),
        of(plan('RELEASING')),
      ),
      release(of(both('SUCCEEDED', 'RUNNING'), both('SUCCEEDED', 'SUBMITTED')), of(plan('RELEASING'))),
      release(of(both('SUCCEEDED')), of(plan('SUCCESS'))),
    ),
  )
  .map(([times, stages]) => ({
    scenes: stages.map((show, at) => ({ forMs: times[at] ?? 1, show })),
    upsets: [],
    latencies: [100],
  }));

const named = (body: unknown, planId: string): string =>
  JSON.stringify(body).replace('"id":"self"', `"id":"${planId}"`);

export function releasePlay(
  index: number,
  script: Script<Release>,
  after: number | undefined,
  optional = false,
): Play {
  const planId = `716eda33-dbc6-47f3-953f-00000000000${index}`;
  const since = after === undefined ? {} : { 'after-execution': `${after}` };
  return {
    entry: { provider: 'huawei-servicestage', 'release-plan-id': planId, ...since },
    optional,
    mark: planId,
    latency: (nth) => script.latencies[nth % script.latencies.length] ?? 0,
    answer: (_url, call, nth, now) =>
      answer(script, nth, now, ({ info, plan }) =>
        named(call.endsWith('/deploy-info') ? info : plan, planId),
      ),
  };
}
