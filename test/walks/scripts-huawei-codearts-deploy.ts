import fc from 'fast-check';
import type { OurExecution } from './oracle-huawei-codearts-deploy.ts';
import { queueStories, scenesOf } from './queue-stories.ts';
import { answer, type Script } from './server.ts';
import { around, scripts } from './upsets.ts';
import type { Play } from './walk.ts';

/** The last release before ours, and ours. */
const BEFORE = 41;
const OURS = 42;
const RECORD = '0a1b2c3d4e5f60718293a4b5c6d7e8f9';

/** What the two calls say at one time: the record's whole answer, and the task's fields of its last execution. */
export interface Execution {
  readonly record: Readonly<Record<string, unknown>>;
  readonly last: Readonly<Record<string, unknown>>;
}

type Last = Execution['last'];

const last = (release: unknown, state: unknown): Last => ({
  release_id: release,
  execution_state: state,
  execution_time: '2021-05-17 11:26:58',
});

const record = (status: unknown, id: unknown = RECORD): Execution['record'] => ({
  status: 'success',
  result: { status, record_id: id, task_id: 'self', step: 1, start_time: '2021-05-17 11:26:58' },
});

const never: Last = {};

const both = (
  records: fc.Arbitrary<Execution['record']>,
  lasts: fc.Arbitrary<Last>,
): fc.Arbitrary<Execution> => fc.record({ record: records, last: lasts });

const OPEN = [
  'pending',
  'running',
  'not_executed',
  'RUNNING',
  'Succeeded',
  'SUCCESS',
  '',
  null,
  1,
  undefined,
  'paused',
];
const FAILED = ['failed', 'timeout'];
const CANCELLED = ['abort', 'not_started'];

const ofState = (...states: readonly unknown[]): fc.Arbitrary<Execution> =>
  fc
    .tuple(fc.constantFrom(...states), fc.constantFrom<unknown>(OURS, OURS, `${OURS}`, OURS + 1))
    .map(([state, release]) => ({ record: record(state), last: last(release, state) }));

/** The execution from before is still the last one. */
const stale = both(
  fc.constantFrom(
    record('pending'),
    record('succeeded', 'ffffffffffffffffffffffffffffffff'),
    record('succeeded', null),
  ),
  fc.constantFrom(last(BEFORE, 'succeeded'), last(`${BEFORE}`, 'succeeded'), last(BEFORE, 'failed'), never),
);
const open = ofState(...OPEN);
const success = ofState('succeeded');
const failed = ofState(...FAILED);
const cancelled = ofState(...CANCELLED);
/** Another execution has taken its place. */
const replaced = both(
  fc.constantFrom(record('running'), record('succeeded')),
  fc.constantFrom(last(OURS + 1, 'running'), last(OURS + 3, 'succeeded'), last(`${OURS + 1}`, 'failed')),
);
/** Almost a success. */
const dubious = both(
  fc.constantFrom<Execution['record']>(
    { status: 'error', result: { status: 'succeeded', record_id: RECORD } },
    { status: 'success', result: { status: 'succeeded' } },
    { status: 'success', result: null },
    { status: 'success' },
    { status: 'success', result: [{ status: 'succeeded', record_id: RECORD }] },
    { result: { status: 'succeeded', record_id: RECORD } },
    record('succeeded', RECORD.toUpperCase()),
    record('succeeded', `${RECORD} `),
    record('success'),
    record(['succeeded']),
  ),
  fc.constantFrom<Last>(
    { execution_state: 'succeeded' },
    last(null, 'succeeded'),
    last('', 'succeeded'),
    last(-1, 'succeeded'),
    last('4x', 'succeeded'),
    last(true, 'succeeded'),
    last(OURS, 'success'),
    last(OURS, ['succeeded']),
    last(0, 'succeeded'),
    { ...last(OURS, 'succeeded'), task_id: 'other' },
    { state: 'Available', release_id: OURS },
  ),
);

/** Executions of one task in a queue. */
const queues: fc.Arbitrary<Script<Execution>> = around(
  'huawei',
  queueStories.map((story) =>
    scenesOf(story, BEFORE).map(({ forMs, record: ours, last: shown }) => ({
      forMs,
      show: {
        record: record(ours),
        last: shown === undefined ? never : last(shown.number, shown.state),
      },
    })),
  ),
);

/** An execution whose server shows anything at any time. */
const anything: fc.Arbitrary<Script<Execution>> = scripts<Execution>(
  'huawei',
  fc.oneof(stale, stale, open, open, dubious),
  fc.oneof(
    { weight: 9, arbitrary: success },
    { weight: 2, arbitrary: failed },
    { weight: 2, arbitrary: cancelled },
    { weight: 2, arbitrary: fc.oneof(open, dubious, stale) },
  ),
  fc.oneof(success, replaced, replaced, stale, open),
);

/** An execution on a server of every kind. */
export const executionScripts = fc.oneof(anything, queues);

/** A server that behaves: the old execution, then ours that is queued, runs and succeeds. */
export const calmExecution: fc.Arbitrary<Script<Execution>> = fc
  .tuple(
    fc.array(fc.integer({ min: 1, max: 8000 }), { minLength: 3, maxLength: 3 }),
    fc.constantFrom<unknown>(OURS, `${OURS}`, OURS + 7),
    fc.constantFrom(last(BEFORE, 'failed'), last(BEFORE, 'succeeded'), never),
  )
  .map(([times, release, first]) => ({
    scenes: [
      { record: record('pending'), last: first },
      { record: record('pending'), last: last(release, 'pending') },
      { record: record('running'), last: last(release, 'running') },
      { record: record('succeeded'), last: last(release, 'succeeded') },
    ].map((show, at) => ({ forMs: times[at] ?? 1, show })),
    upsets: [],
    latencies: [100],
  }));

export type Which = 'record' | 'after' | 'last';
export const whiches: fc.Arbitrary<Which> = fc.constantFrom('record', 'after', 'last');

export function executionPlay(
  index: number,
  script: Script<Execution>,
  which: Which,
  optional = false,
): { readonly play: Play; readonly ours: OurExecution } {
  const taskId = `d2dc947ec2424d8789bb3984bb3ad000${index}`.slice(0, 32).replace(/.$/, `${index}`);
  const fields = {
    record: { 'record-id': RECORD },
    after: { 'after-release': `${BEFORE}` },
    last: { 'accept-last': true },
  }[which];
  const body =
    (call: string) =>
    (state: Execution): unknown => {
      const shown = call.endsWith('/state')
        ? state.record
        : { task_id: taskId, name: 'app', state: 'Available', ...state.last };
      return JSON.parse(JSON.stringify(shown).replaceAll('"self"', JSON.stringify(taskId)));
    };
  const ours: OurExecution['which'] =
    which === 'record' ? { recordId: RECORD } : which === 'after' ? { afterRelease: BEFORE } : 'last';
  return {
    play: {
      entry: { provider: 'huawei-codearts-deploy', 'task-id': taskId, ...fields },
      optional,
      mark: taskId,
      latency: (nth) => script.latencies[nth % script.latencies.length] ?? 0,
      answer: (_url, call, nth, now) => answer(script, nth, now, body(call)),
    },
    ours: { taskId, which: ours },
  };
}
