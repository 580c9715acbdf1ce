import fc from 'fast-check';
import { answer, type Script } from './server.ts';
import { scripts } from './upsets.ts';
import type { Play } from './walk.ts';

/** The whole body of an answer. */
export type Body = unknown;

const SUCCESS = fc.constantFrom('Success. Request Success.', 'success', 'SUCCESS: all', '');
const FAILURE = fc.constantFrom('Failed', 'Unsuccessful', 'Error: Success was not reached', 'Succes');

interface Entry {
  readonly DeployedStatus?: unknown;
  readonly ErrorMsg?: unknown;
  readonly StageName?: unknown;
  readonly ApiUid?: unknown;
  readonly GroupId?: unknown;
}

const entry = (status: fc.Arbitrary<unknown>, message: fc.Arbitrary<unknown>): fc.Arbitrary<Entry> =>
  fc.record(
    {
      DeployedStatus: status,
      ErrorMsg: message,
      StageName: fc.constantFrom('RELEASE', 'TEST', 'PRE', 'gray'),
      ApiUid: fc.constantFrom('a1', 'a2'),
      GroupId: fc.constant('g1'),
    },
    { requiredKeys: ['DeployedStatus', 'ErrorMsg'] },
  );

const good = entry(fc.constant('OVER'), SUCCESS);
const going = entry(fc.constantFrom('RUNNING', 'WAIT'), fc.constantFrom('', 'Success', null));
const failed = fc.oneof(
  entry(fc.constant('FAIL'), fc.oneof(SUCCESS, FAILURE)),
  entry(fc.constant('OVER'), FAILURE),
);
const cancelled = entry(fc.constant('CANCEL'), fc.oneof(SUCCESS, FAILURE));
/** Words and types that no list names. */
const strange = fc.oneof(
  entry(
    fc.constantFrom('over', 'Over', 'OVER ', '', 'SUCCESS', 'DONE', null, 1, true, ['OVER'], {}),
    SUCCESS,
  ),
  entry(fc.constant('OVER'), fc.constantFrom(null, 0, false, [], {}, ['Success'])),
  fc.constantFrom<Entry>({}, { DeployedStatus: 'OVER' }, { ErrorMsg: 'Success' }),
);

const listed = (all: fc.Arbitrary<readonly unknown[]>): fc.Arbitrary<Body> =>
  all.map((DeployedResult) => ({ RequestId: 'r', DeployedResults: { DeployedResult } }));
const some = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(of, { minLength: 1, maxLength: 3 });

const empty: fc.Arbitrary<Body> = fc.constantFrom(
  { DeployedResults: { DeployedResult: [] } },
  { DeployedResults: {} },
  { DeployedResults: null },
  { DeployedResults: { DeployedResult: null } },
  { DeployedResults: { DeployedResult: { DeployedStatus: 'OVER', ErrorMsg: '' } } },
  { DeployedResults: { DeployedResult: [null] } },
  { DeployedResults: [{ DeployedStatus: 'OVER', ErrorMsg: '' }] },
  { DeployedStatus: 'OVER', ErrorMsg: '' },
);

const mixed = listed(some(fc.oneof(good, good, going, strange, failed, cancelled)));
const openMixed = listed(some(fc.oneof(good, going, going, strange)));
const success = listed(some(good));
const lost = listed(
  fc
    .tuple(fc.array(good, { maxLength: 1 }), failed, fc.array(good, { maxLength: 1 }))
    .map((all) => all.flat()),
);
const stopped = listed(fc.tuple(fc.array(good, { maxLength: 2 }), cancelled).map((all) => all.flat()));

/** A publish task on a server of every kind. */
export const publishScripts: fc.Arbitrary<Script<Body>> = scripts<Body>(
  'alibaba',
  fc.oneof(
    { weight: 6, arbitrary: openMixed },
    { weight: 3, arbitrary: empty },
    { weight: 1, arbitrary: mixed },
  ),
  fc.oneof(
    { weight: 8, arbitrary: success },
    { weight: 2, arbitrary: lost },
    { weight: 2, arbitrary: stopped },
    { weight: 2, arbitrary: openMixed },
    { weight: 1, arbitrary: mixed },
  ),
  fc.oneof(success, openMixed, mixed, empty),
);

/** Entries of a task, each as it goes on and as it is out. */
const entries = some(fc.tuple(going, good)).map((all) => ({
  before: all.map(([{ DeployedStatus, ErrorMsg }, out]) => ({ ...out, DeployedStatus, ErrorMsg })),
  out: all.map(([, out]) => out),
}));
const bodyOf = (DeployedResult: readonly Entry[]): Body => ({
  RequestId: 'r',
  DeployedResults: { DeployedResult },
});

/** A server that behaves: it is empty, then it runs, then all of the same is out. */
export const calmPublish: fc.Arbitrary<Script<Body>> = fc.record({
  scenes: fc
    .tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 10_000 }), entries)
    .map(([a, b, { before, out }]) => [
      { forMs: a, show: bodyOf([]) },
      { forMs: b, show: bodyOf(before) },
      { forMs: 1, show: bodyOf(out) },
    ]),
  upsets: fc.constant([]),
  latencies: fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 3 }),
});

export function publishPlay(index: number, script: Script<Body>, optional = false): Play {
  const uid = `51524fb8f12846d694d0a1de9a0c000${index}`;
  return {
    entry: { provider: 'alibaba-api-gateway', 'operation-uid': uid },
    optional,
    mark: uid,
    latency: (nth) => script.latencies[nth % script.latencies.length] ?? 0,
    answer: (_url, _call, nth, now) => answer(script, nth, now, (body) => body),
  };
}
