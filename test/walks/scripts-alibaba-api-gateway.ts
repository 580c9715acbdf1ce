import fc from 'fast-check';
import { fieldsOf, listOf } from './log.ts';
import { answer, mapStates, type Script } from './server.ts';
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

/** What an entry is known by. */
interface Key {
  readonly ApiUid?: unknown;
  readonly StageName?: unknown;
}

/** How far an entry is. */
interface Said {
  readonly DeployedStatus?: unknown;
  readonly ErrorMsg?: unknown;
}

const said = (status: fc.Arbitrary<unknown>, message: fc.Arbitrary<unknown>): fc.Arbitrary<Said> =>
  fc.record({ DeployedStatus: status, ErrorMsg: message });

const good = said(fc.constant('OVER'), SUCCESS);
const going = said(fc.constantFrom('RUNNING', 'WAIT'), fc.constantFrom('', 'Success', null));
const failed = fc.oneof(
  said(fc.constant('FAIL'), fc.oneof(SUCCESS, FAILURE)),
  said(fc.constant('OVER'), FAILURE),
);
const cancelled = said(fc.constant('CANCEL'), fc.oneof(SUCCESS, FAILURE));
/** Words and types that no list names. */
const strange = fc.oneof(
  said(fc.constantFrom('over', 'Over', 'OVER ', '', 'SUCCESS', 'DONE', null, 1, true, ['OVER'], {}), SUCCESS),
  said(fc.constant('OVER'), fc.constantFrom(null, 0, false, [], {}, ['Success'])),
  fc.constantFrom<Said>({}, { DeployedStatus: 'OVER' }, { ErrorMsg: 'Success' }),
);

/** A list as it is shown: entries of the task's keys, changed as a server that is not whole yet, or not any more, does. */
type Shown = (keys: readonly Key[]) => Body;

const bodyOf = (DeployedResult: readonly unknown[]): Body => ({
  RequestId: 'r',
  DeployedResults: { DeployedResult },
});

type Change = (entries: readonly Entry[]) => readonly Entry[];

const NAMELESS: readonly Entry[] = [{ ApiUid: undefined }, { ApiUid: null }, { ApiUid: '' }];
const nameless = fc.constantFrom(...NAMELESS);
const whole: fc.Arbitrary<Change> = fc.constant((entries) => entries);
/** One is missing, is there twice, has lost its id or its stage, or has another one's id. */
const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.constantFrom<Change>(
    (entries) => entries.slice(1),
    (entries) => entries.slice(0, 1),
    (entries) => [...entries, ...entries.slice(0, 1)],
    (entries) => [...entries, ...entries.slice(0, 1).map((each) => ({ ...each, ApiUid: 'a9' }))],
    (entries) => entries.map((each) => ({ ...each, ApiUid: 'a9' })),
    (entries) => entries.map((each) => ({ ...each, StageName: undefined })),
    (entries) => entries.map((each) => ({ ...each, StageName: 'PRE' })),
  ),
  nameless.map(
    (none): Change =>
      (entries) =>
        entries.map((each) => ({ ...each, ...none })),
  ),
  nameless.map(
    (none): Change =>
      (entries) => [...entries, ...entries.slice(0, 1).map((each) => ({ ...each, ...none }))],
  ),
  nameless.map(
    (none): Change =>
      (entries) => [...entries.slice(1), ...entries.slice(0, 1).map((each) => ({ ...each, ...none }))],
  ),
);

const listed = (
  states: fc.Arbitrary<readonly Said[]>,
  change: fc.Arbitrary<Change> = fc.oneof({ weight: 5, arbitrary: whole }, { weight: 1, arbitrary: changes }),
): fc.Arbitrary<Shown> =>
  fc.tuple(states, change).map(
    ([each, changed]) =>
      (keys) =>
        bodyOf(changed(keys.map((key, at) => ({ ...each[at % each.length], GroupId: 'g1', ...key })))),
  );
const some = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(of, { minLength: 1, maxLength: 3 });

const empty: fc.Arbitrary<Shown> = fc
  .constantFrom<Body>(
    { DeployedResults: { DeployedResult: [] } },
    { DeployedResults: {} },
    { DeployedResults: null },
    { DeployedResults: { DeployedResult: null } },
    { DeployedResults: { DeployedResult: { DeployedStatus: 'OVER', ErrorMsg: '', ApiUid: 'a1' } } },
    { DeployedResults: { DeployedResult: [null] } },
    { DeployedResults: [{ DeployedStatus: 'OVER', ErrorMsg: '', ApiUid: 'a1' }] },
    { DeployedStatus: 'OVER', ErrorMsg: '' },
  )
  .map((body) => () => body);

const mixed = listed(some(fc.oneof(good, good, going, strange, failed, cancelled)));
const openMixed = listed(some(fc.oneof(good, going, going, strange)));
const success = listed(some(good));
const lost = listed(fc.tuple(fc.oneof(good, failed), failed, fc.oneof(good, cancelled)));
const stopped = listed(fc.tuple(cancelled, fc.oneof(good, cancelled)));
const changed = listed(some(good), changes);

const keys: fc.Arbitrary<readonly Key[]> = some(
  fc.record({
    ApiUid: fc.constantFrom('a1', 'a2', 'a3'),
    StageName: fc.constantFrom('RELEASE', 'RELEASE', 'TEST', 'gray'),
  }),
);

const of = (scripted: fc.Arbitrary<Script<Shown>>): fc.Arbitrary<Script<Body>> =>
  fc.tuple(keys, scripted).map(([known, script]) => mapStates(script, (shown) => shown(known)));

/** A publish task on a server of every kind. */
export const publishScripts: fc.Arbitrary<Script<Body>> = of(
  scripts<Shown>(
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
      { weight: 2, arbitrary: changed },
      { weight: 1, arbitrary: mixed },
    ),
    fc.oneof(success, success, changed, openMixed, mixed, empty),
  ),
);

/** How many APIs the user says that it must list. */
export const counts = fc.constantFrom(undefined, undefined, undefined, 1, 2, 3);

/** A server that behaves: it is empty, then it runs, then all of the same is out. */
export const calmPublish: fc.Arbitrary<Script<Body>> = of(
  fc.record({
    scenes: fc
      .tuple(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 10_000 }),
        listed(some(going), whole),
        listed(some(good), whole),
      )
      .map(([a, b, before, out]) => [
        { forMs: a, show: () => bodyOf([]) },
        { forMs: b, show: before },
        { forMs: 1, show: out },
      ]),
    upsets: fc.constant([]),
    latencies: fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 3 }),
  }),
);

/** How many APIs a calm script lists in its end, counted once for each id and stage. */
export function listedIn({ scenes }: Script<Body>): number {
  const entries = listOf(fieldsOf(fieldsOf(scenes.at(-1)?.show)['DeployedResults'] ?? {})['DeployedResult']);
  return new Set(entries.map(fieldsOf).map(({ ApiUid, StageName }) => `${ApiUid} ${StageName}`)).size;
}

export function publishPlay(
  index: number,
  script: Script<Body>,
  apis: number | undefined,
  optional = false,
): Play {
  const uid = `51524fb8f12846d694d0a1de9a0c000${index}`;
  return {
    entry: {
      provider: 'alibaba-api-gateway',
      'operation-uid': uid,
      ...(apis === undefined ? {} : { apis }),
    },
    optional,
    mark: uid,
    latency: (nth) => script.latencies[nth % script.latencies.length] ?? 0,
    answer: (_url, _call, nth, now) => answer(script, nth, now, (body) => body),
  };
}
