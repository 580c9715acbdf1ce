import fc from 'fast-check';
import type { OurVersion } from './oracle-alibaba-api-version.ts';
import { answer, type Script, type Upset } from './server.ts';
import { scripts } from './upsets.ts';
import type { Play } from './walk.ts';

const GROUP = 'cfb6ef799bf54fffabb0f02019ad2581';
const DESCRIPTION = 'run 4711';
const OLDER = '20240101000000000';
const OURS = '20240202000000000';
const NEWER = '20240303000000000';

/** One item of the list; the API is written `self` where it is ours. */
interface Item {
  readonly HistoryVersion?: unknown;
  readonly Status?: unknown;
  readonly StageName?: unknown;
  readonly ApiId?: unknown;
  readonly GroupId?: unknown;
  readonly Description?: unknown;
}

/** What the server knows at one time. */
export interface History {
  /** Whether DescribeApiHistory knows our version. */
  readonly found: boolean;
  readonly items: readonly Item[];
  /** The server's own limit for a page, below what is asked for. */
  readonly pageLimit: number;
  /** Whether the answer tells how many there are in all. */
  readonly total: boolean;
}

const item = (version: string, status: unknown, more: Item = {}): Item => ({
  HistoryVersion: version,
  Status: status,
  StageName: 'RELEASE',
  ApiId: 'self',
  GroupId: GROUP,
  Description: version === OURS ? DESCRIPTION : `run ${version}`,
  ...more,
});

/** Items that look like ours and are somebody else's. */
const foreign = fc.constantFrom(
  item(OURS, 'ONLINE', { StageName: 'TEST' }),
  item(OURS, 'ONLINE', { StageName: 'release' }),
  item(OURS, 'ONLINE', { ApiId: 'other' }),
  item(OURS, 'ONLINE', { GroupId: 'another' }),
  item(`${OURS}0`, 'ONLINE', { StageName: 'TEST' }),
  item(OLDER, 'ONLINE', { StageName: 'PRE', Description: DESCRIPTION }),
);

const oddStatus = fc.constantFrom(
  'online',
  'Online',
  '',
  'DEPLOYING',
  'ONLINE ',
  '200',
  null,
  1,
  true,
  ['ONLINE'],
  undefined,
);

/** Our item that is not quite ours. */
const odd = fc.oneof(
  oddStatus.map((status) => item(OURS, status)),
  fc.constantFrom<Item>(
    item(OURS, 'ONLINE', { StageName: undefined }),
    item(OURS, 'ONLINE', { ApiId: undefined }),
    item(OURS, 'ONLINE', { ApiId: null }),
    { HistoryVersion: OURS, Status: 'ONLINE' },
    { ...item(OURS, 'ONLINE'), HistoryVersion: Number(OURS) },
    { ...item(OURS, 'ONLINE'), HistoryVersion: null },
    item(OLDER, 'ONLINE', { Description: DESCRIPTION }),
    item(NEWER, 'OFFLINE', { Description: `${DESCRIPTION} ` }),
  ),
);

/** What was published long ago: it only fills pages. */
const past = fc.subarray(
  ['20230101000000000', '20230202000000000', '20230303000000000'].map((old) => item(old, 'OFFLINE')),
);

const history = (
  found: fc.Arbitrary<boolean>,
  core: fc.Arbitrary<readonly Item[]>,
  rest: fc.Arbitrary<readonly Item[]> = fc.oneof(past, fc.array(foreign, { maxLength: 3 })),
): fc.Arbitrary<History> =>
  fc
    .tuple(found, core, rest, fc.integer({ min: 1, max: 5 }), fc.boolean(), fc.boolean())
    .map(([isFound, items, others, pageLimit, total, before]) => ({
      found: isFound,
      items: before ? [...others, ...items] : [...items, ...others],
      pageLimit,
      total,
    }));

const yes = fc.constant(true);
const maybe = fc.boolean();
const only = (...items: readonly Item[]): fc.Arbitrary<readonly Item[]> =>
  fc.constantFrom(items, items.toReversed());

const notYet = history(maybe, only(item(OLDER, 'ONLINE')));
const lagging = history(yes, only(item(OLDER, 'ONLINE'), item(OURS, 'OFFLINE')));
const live = history(yes, only(item(OLDER, 'OFFLINE'), item(OURS, 'ONLINE')));
const liveAlone = history(yes, only(item(OURS, 'ONLINE')));
const replaced = history(yes, only(item(OURS, 'OFFLINE'), item(NEWER, 'ONLINE')));
const nothing = history(yes, only(item(OURS, 'OFFLINE')));
const contrary = history(yes, only(item(OURS, 'OFFLINE'), item(OURS, 'ONLINE')));
/** Two are live at once: ours and another, or two others. */
const two = history(
  yes,
  fc.oneof(
    only(item(OLDER, 'ONLINE'), item(OURS, 'ONLINE')),
    only(item(OURS, 'ONLINE'), item(NEWER, 'ONLINE')),
    only(item(OLDER, 'ONLINE'), item(OURS, 'ONLINE'), item(NEWER, 'OFFLINE')),
    only(item(OLDER, 'ONLINE'), item(OURS, 'OFFLINE'), item(NEWER, 'ONLINE')),
  ),
);
const strange = history(maybe, fc.array(odd, { maxLength: 2 }));
const nobody = history(maybe, fc.constant([]));

/** A published version on a server of every kind. */
export const versionScripts: fc.Arbitrary<Script<History>> = scripts<History>(
  'alibaba',
  fc.oneof(notYet, notYet, lagging, lagging, strange, nobody, replaced, two),
  fc.oneof(
    { weight: 8, arbitrary: fc.oneof(live, liveAlone) },
    { weight: 2, arbitrary: lagging },
    { weight: 2, arbitrary: replaced },
    { weight: 2, arbitrary: two },
    { weight: 2, arbitrary: fc.oneof(strange, contrary, nothing, nobody) },
  ),
  fc.oneof(live, lagging, replaced, replaced, nothing, nobody, strange, two),
);

/** A server that behaves: unknown, then known, then listed, then live for good. */
export const calmVersion: fc.Arbitrary<Script<History>> = fc
  .tuple(
    fc.array(fc.integer({ min: 1, max: 8000 }), { minLength: 3, maxLength: 3 }),
    fc.tuple(
      history(fc.constant(false), only(item(OLDER, 'ONLINE')), past),
      history(yes, only(item(OLDER, 'ONLINE')), past),
      history(yes, only(item(OLDER, 'ONLINE'), item(OURS, 'OFFLINE')), past),
      history(yes, only(item(OLDER, 'OFFLINE'), item(OURS, 'ONLINE')), past),
    ),
  )
  .map(([times, stages]) => ({
    scenes: stages.map((show, at) => ({ forMs: times[at] ?? 1, show: { ...show, total: true } })),
    upsets: [],
    latencies: [100],
  }));

/** How the user names it. */
export type Naming = 'version' | 'version and group' | 'description';
export const namings: fc.Arbitrary<Naming> = fc.constantFrom('version', 'version and group', 'description');

const unknown: Upset = {
  kind: 'reply',
  reply: { kind: 'answer', status: 400, headers: {}, body: '{"Code":"NotFoundApiHistory","Message":"m"}' },
};

export function versionPlay(
  index: number,
  script: Script<History>,
  naming: Naming,
  optional = false,
): { readonly play: Play; readonly ours: OurVersion } {
  const apiId = `dc6e17ee3120404c839bbcd7622a000${index}`;
  const of = naming === 'description' ? { description: DESCRIPTION } : { version: OURS };
  const group = naming === 'version' ? {} : { 'group-id': GROUP };
  const body =
    (url: URL, call: string) =>
    (state: History): unknown => {
      const query = url.searchParams;
      const items = state.items.map((each) => ({
        ...each,
        ...(each.ApiId === 'self' ? { ApiId: apiId } : {}),
      }));
      if (call === 'DescribeApiHistory') {
        return state.found
          ? { ...item(OURS, '200'), ApiId: apiId, DeployedTime: '2021-06-1113:57:38' }
          : unknown;
      }
      const page = Number(query.get('PageNumber') ?? '1');
      const size = Math.min(Number(query.get('PageSize') ?? '10'), state.pageLimit);
      const shown = items.slice((page - 1) * size, page * size);
      const counts = state.total ? { TotalCount: items.length, PageNumber: page, PageSize: size } : {};
      return { RequestId: 'r', ...counts, ApiHisItems: { ApiHisItem: shown } };
    };
  return {
    play: {
      entry: { provider: 'alibaba-api-version', 'api-id': apiId, stage: 'RELEASE', ...of, ...group },
      optional,
      mark: apiId,
      latency: (nth) => script.latencies[nth % script.latencies.length] ?? 0,
      answer: (url, call, nth, now) => answer(script, nth, now, body(url, call)),
    },
    ours: { apiId, stage: 'RELEASE', groupId: GROUP, ...of },
  };
}
