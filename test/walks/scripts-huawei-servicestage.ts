import fc from 'fast-check';
import type { OurPlan } from './oracle-huawei-servicestage.ts';
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
  of(
    both('SUCCEEDED'),
    both('SUCCEEDED'),
    info(job('b', 'SUCCEEDED'), job('a', 'SUCCEEDED'), job('c', 'SUCCEEDED')),
  ),
  of(plan('SUCCESS'), plan('SUCCESS'), plan('SUCCESS', { components: [] }), plan(null), plan('')),
);
/** All jobs have succeeded, and the plan says a word of its own, or none. */
const worded = release(
  of(both('SUCCEEDED'), info(job('a', 'SUCCEEDED'))),
  fc
    .tuple(
      fc.constantFrom(...IN_PROGRESS, 'CREATED', 'RELEASING', 'SUCCESS', undefined),
      fc.constantFrom({}, { components: [] }, { execute_time: 0 }),
    )
    .map(([status, more]) => plan(status, more)),
);

const EARLY = { start_time: BEFORE + 1, end_time: BEFORE + 9000 };
/** Times of a job that was of an execution before, or of this one, by a hair. */
const timesOf = fc.constantFrom<Readonly<Record<string, unknown>>>(
  EARLY,
  EARLY,
  { start_time: BEFORE + 1, end_time: 0 },
  { start_time: NOW - 10_000 },
  { start_time: NOW - 10_001 },
  { start_time: NOW - 10_001, end_time: 0 },
  { start_time: NOW - 5000, end_time: NOW },
  { start_time: NOW - 5000, end_time: NOW + 1 },
  { start_time: null, end_time: 0 },
  { start_time: 0, end_time: 0 },
  { start_time: null },
  { start_time: undefined },
);
const executions = fc.constantFrom<Readonly<Record<string, unknown>>>(
  {},
  {},
  {},
  { execute_time: NOW / 1000 },
  { execute_time: null },
  { execute_time: 0 },
  { execute_time: BEFORE },
);
const onceBefore = fc.tuple(timesOf, timesOf, fc.constantFrom('SUCCEEDED', 'SUCCEEDED', 'FAILED', 'RUNNING'));
/** Jobs of the execution before are still listed: all, one, or by their times alone. */
const old = release(
  fc.oneof(
    onceBefore.map(([left, right, status]) => info(job('a', status, left), job('b', 'SUCCEEDED', right))),
    onceBefore.map(([times, , status]) => info(job('a', status, times), job('b', 'SUCCEEDED'))),
    onceBefore.map(([times, , status]) => info(job('a', 'SUCCEEDED'), job('b', status, times))),
    of(both('SUCCEEDED')),
  ),
  fc
    .tuple(fc.constantFrom('SUCCESS', 'SUCCESS', 'RELEASING', null, 'FAILED', 'ABORTED'), executions)
    .map(([status, more]) => plan(status, more)),
);
/** A rollback from before: by its own times, or by those of its forward job. */
const oldRollback = release(
  fc
    .tuple(
      fc.constantFrom('SUCCEEDED', 'FAILED', 'RUNNING'),
      fc.constantFrom<Readonly<Record<string, unknown>>>(
        { ...EARLY, rollback_start_time: BEFORE + 10_000, rollback_end_time: BEFORE + 20_000 },
        { rollback_start_time: BEFORE + 10_000, rollback_end_time: BEFORE + 20_000 },
        { rollback_start_time: 0, rollback_end_time: BEFORE + 20_000 },
        EARLY,
        { ...EARLY, rollback_start_time: NOW + 10_000 },
        {},
      ),
      fc.constantFrom('SUCCEEDED', 'RUNNING'),
    )
    .map(([word, more, other]) =>
      info(job('a', 'SUCCEEDED', { rollback_job_status: word, ...more }), job('b', other)),
    ),
  fc.tuple(fc.constantFrom('SUCCESS', 'RELEASING'), executions).map(([status, more]) => plan(status, more)),
);
/** Components that were listed are missing, or another has the name of one. */
const shrunk = release(
  of(
    info(job('a', 'SUCCEEDED')),
    info(job('a', 'SUCCEEDED'), job('z', 'SUCCEEDED', { name: 'component b' })),
    info(job('z', 'SUCCEEDED', { name: 'component a' }), job('b', 'SUCCEEDED')),
    info(job('z', 'SUCCEEDED', { name: 'component a' })),
    info(job('a', 'SUCCEEDED'), job('b', 'SUCCEEDED'), job('c', 'RUNNING')),
  ),
  of(plan('SUCCESS'), plan('SUCCESS'), plan('SUCCESS', { components: [] }), plan(null), plan('RELEASING')),
);
/** Almost a success, by one sign or another. */
const dubious = release(
  of(
    info(job('a', 'SUCCEEDED')),
    info(job('a', 'SUCCEEDED', { rollback_start_time: NOW }), job('b', 'SUCCEEDED')),
    info(job('a', 'SUCCEEDED', { rollback_job_status: '' }), job('b', 'SUCCEEDED')),
    info(job('a', 'SUCCEEDED', { status: 'FAILED' }), job('b', 'SUCCEEDED', { status: 'SUCCESS' })),
    info(job('a', 'SUCCEEDED', { status: 'ROLLBACK_SUCCEED' }), job('b', 'SUCCEEDED')),
    info(job('a', 'SUCCEEDED', { status: 'ABORTED' }), job('b', 'SUCCEEDED', { status: 'DOWN' })),
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
    plan(null, { components: null }),
    plan(null, { components: [{}] }),
    plan(undefined, { components: [] }),
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
/** A part failed while others go on, and the rest is not to stop. */
const failed = release(
  of(both('FAILED', 'RUNNING'), both('FAILED', 'CREATED'), both('CANCELLED', 'RUNNING')),
  of(plan('RELEASING', { fail_strategy: 'continue' })),
);
const cancel = release(
  of(both('CANCELLED', 'SUCCEEDED'), both('SUCCEEDED')),
  of(plan('ABORTED'), plan('RELEASING'), plan('ABORTED')),
);

/** Another execution, after ours. */
const LATER = NOW + 60_000;
const nextJob = (id: string): unknown =>
  job(id, 'SUCCEEDED', { start_time: LATER + 1000, end_time: LATER + 9000 });
const again = release(
  of(info(nextJob('a'), nextJob('b')), both('SUCCEEDED')),
  of(plan('SUCCESS', { execute_time: LATER }), plan('RELEASING', { execute_time: LATER })),
);

/** A release task on a server of every kind. */
export const releaseScripts: fc.Arbitrary<Script<Release>> = scripts<Release>(
  'huawei',
  fc.oneof(open, open, open, nothingYet, old, old, oldRollback, failed, dubious),
  fc.oneof(
    { weight: 12, arbitrary: success },
    { weight: 2, arbitrary: failure },
    { weight: 2, arbitrary: rollback },
    { weight: 2, arbitrary: cancel },
    { weight: 2, arbitrary: again },
    { weight: 2, arbitrary: old },
    { weight: 1, arbitrary: oldRollback },
    { weight: 2, arbitrary: worded },
    { weight: 2, arbitrary: shrunk },
    { weight: 2, arbitrary: fc.oneof(open, dubious, nothingYet) },
  ),
  fc.oneof(success, success, rollback, open, failure, again, shrunk, old),
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
): { readonly play: Play; readonly ours: OurPlan } {
  const planId = `716eda33-dbc6-47f3-953f-00000000000${index}`;
  const since = after === undefined ? {} : { 'after-execution': `${after}` };
  return {
    play: {
      entry: { provider: 'huawei-servicestage', 'release-plan-id': planId, ...since },
      optional,
      mark: planId,
      latency: (nth) => script.latencies[nth % script.latencies.length] ?? 0,
      answer: (_url, call, nth, now) =>
        answer(script, nth, now, ({ info, plan }) =>
          named(call.endsWith('/deploy-info') ? info : plan, planId),
        ),
    },
    ours: { planId, after },
  };
}
