import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { alibabaApiVersion } from '../../src/providers/alibaba-api-version.ts';
import { http, json, type Server, watchOne } from './ask.ts';
import { testProvider } from './contract.ts';

const OURS = '20211122155403834';
const OLDER = '20211022134156663';
const NEWER = '20211222155403834';
const FIELDS = { 'api-id': 'api', stage: 'RELEASE', version: OURS };

interface Item {
  readonly [field: string]: unknown;
}
const item = (HistoryVersion: string, Status: unknown, more: Item = {}): Item => ({
  ApiId: 'api',
  StageName: 'RELEASE',
  HistoryVersion,
  Status,
  DeployedTime: '2022-07-25T17:47:51Z',
  ...more,
});
const history = (more: Item = {}): Item => ({
  Status: '200',
  ApiId: 'api',
  StageName: 'RELEASE',
  HistoryVersion: OURS,
  GroupId: 'group',
  DeployedTime: '2021-06-1113:57:38',
  ...more,
});
const list = (items: readonly Item[], TotalCount: unknown = items.length): Item => ({
  TotalCount,
  ApiHisItems: { ApiHisItem: items },
});
const serve =
  (listed: Item, definition: Item = history()): Server =>
  (operation) =>
    json(operation === 'DescribeApiHistory' ? definition : listed);

testProvider({
  provider: alibabaApiVersion,
  fields: FIELDS,
  succeeded: serve(list([item(OURS, 'ONLINE')])),
  foreign: serve(list([item(OURS, 'ONLINE', { ApiId: 'other' })]), history({ ApiId: 'other' })),
  unknownWord: (word) => serve(list([item(OURS, word)])),
  unknownId: http(400, { Code: 'NotFoundApiHistory', Message: 'no such version' }),
  refusedCredentials: http(400, { Code: 'SignatureDoesNotMatch', Message: 'string to sign is …' }),
  noPermission: http(403, { Code: 'Forbidden.RAM', Message: 'denied' }),
  permission:
    'DescribeApiHistory: grant the user or role of the credentials apigateway:DescribeApiHistory on the API group',
  throttled: http(400, { Code: 'Throttling.Api', Message: 'slow down' }),
});

describe('a published version', () => {
  const look = (server: Server, fields: Item = FIELDS): ReturnType<ReturnType<typeof watchOne>> =>
    watchOne(alibabaApiVersion, fields, server)();

  it.each([
    ['is online', [item(OURS, 'ONLINE')], 'succeeded', undefined],
    [
      'is online, an older one offline',
      [item(OLDER, 'OFFLINE'), item(OURS, 'ONLINE')],
      'succeeded',
      undefined,
    ],
    ['is offline, an older one online', [item(OURS, 'OFFLINE'), item(OLDER, 'ONLINE')], 'rolled-back', true],
    ['is offline, a newer one online', [item(OURS, 'OFFLINE'), item(NEWER, 'ONLINE')], 'superseded', true],
    ['is offline, and so is all else', [item(OURS, 'OFFLINE'), item(OLDER, 'OFFLINE')], 'rolled-back', true],
    ['is online beside an older one', [item(OURS, 'ONLINE'), item(OLDER, 'ONLINE')], 'running', undefined],
    ['is online beside a newer one', [item(NEWER, 'ONLINE'), item(OURS, 'ONLINE')], 'running', undefined],
    [
      'is online beside one of another stage',
      [item(OURS, 'ONLINE'), item(OLDER, 'ONLINE', { StageName: 'TEST' })],
      'succeeded',
      undefined,
    ],
    ['is not listed', [item(OLDER, 'ONLINE')], 'running', undefined],
    ['is listed by nobody', [], 'running', undefined],
    ['is listed twice with two words', [item(OURS, 'ONLINE'), item(OURS, 'OFFLINE')], 'running', undefined],
    ['is online on another stage only', [item(OURS, 'ONLINE', { StageName: 'TEST' })], 'running', undefined],
    ['is online for another API only', [item(OURS, 'ONLINE', { ApiId: 'other' })], 'running', undefined],
    ['has no status', [item(OURS, undefined)], 'running', undefined],
    ['is online in another group only', [item(OURS, 'ONLINE', { GroupId: 'other' })], 'running', undefined],
    ['is online in its group', [item(OURS, 'ONLINE', { GroupId: 'group' })], 'succeeded', undefined],
    ['has no API', [item(OURS, 'ONLINE', { ApiId: null })], 'running', undefined],
  ])('that %s', async (_name, items, state, tentative) => {
    const seen = await look(serve(list(items)));
    expect(seen).toMatchObject({ kind: 'seen', state });
    expect('tentative' in seen ? seen.tentative : undefined).toBe(tentative);
  });

  it('says what is live instead', async () => {
    expect(await look(serve(list([item(OURS, 'OFFLINE'), item(OLDER, 'ONLINE')])))).toMatchObject({
      reason: `version ${OURS} is offline; the older version ${OLDER} is live`,
    });
  });

  it.each([
    ['another API', { ApiId: 'other' }],
    ['another stage', { StageName: 'TEST' }],
    ['another version', { HistoryVersion: OLDER }],
    ['no group', { GroupId: undefined }],
  ])('takes a definition of %s for a fault', async (name, more) => {
    const seen = await look(serve(list([item(OURS, 'ONLINE')]), history(more)));
    const what = name === 'no group' ? 'without the GroupId' : 'about another version, API or stage';
    expect(seen).toMatchObject({ kind: 'unreachable', reason: `an answer ${what}` });
  });

  it('never asks the clock: a publishing time of any form is shown as it is', async () => {
    const seen = await look(serve(list([item(OURS, 'ONLINE', { DeployedTime: '2021-06-1113:57:38' })])));
    expect(seen).toMatchObject({ parts: [{ times: { DeployedTime: '2021-06-1113:57:38' } }] });
  });

  it.each([1_623_419_858_000, {}, ['x'], true, null])(
    'nor fails on one of any shape: %j',
    async (DeployedTime) => {
      const server = serve(list([item(OURS, 'ONLINE', { DeployedTime })]), history({ DeployedTime }));
      expect(await look(server)).toMatchObject({ state: 'succeeded' });
    },
  );

  it('nor fails on numbers where there might be text', async () => {
    const items = [
      item(OURS, 'ONLINE', { Description: 42 }),
      item(OLDER, 200, { ApiId: 7, GroupId: 8 }),
      item(NEWER, 'OFFLINE'),
    ];
    expect(await look(serve(list(items)))).toMatchObject({ state: 'succeeded' });
  });

  it('keeps a version that came as a number of 17 digits', async () => {
    const text = JSON.stringify(list([item(OURS, 'ONLINE')])).replace(`"${OURS}"`, OURS);
    const seen = await look((operation) =>
      operation === 'DescribeApiHistory' ? json(history()) : http(200, text),
    );
    expect(seen).toMatchObject({ state: 'succeeded' });
  });
});

describe('what is asked', () => {
  const askedOf = async (fields: Item, server = serve(list([item(OURS, 'ONLINE')]))): Promise<unknown> => {
    const asked: unknown[] = [];
    await watchOne(alibabaApiVersion, fields, (operation, query) => {
      asked.push([operation, Object.fromEntries(query)]);
      return server(operation, query);
    })();
    return asked;
  };
  const page = { GroupId: 'group', ApiId: 'api', StageName: 'RELEASE', PageNumber: '1', PageSize: '100' };
  const definition = { ApiId: 'api', StageName: 'RELEASE', HistoryVersion: OURS };

  it('of a version is its definition, which tells the group, and then the list', async () => {
    expect(await askedOf(FIELDS)).toEqual([
      ['DescribeApiHistory', definition],
      ['DescribeApiHistories', page],
    ]);
  });

  it('of a version in a group is the same, in that group', async () => {
    expect(await askedOf({ ...FIELDS, 'group-id': 'mine' })).toEqual([
      ['DescribeApiHistory', { ...definition, GroupId: 'mine' }],
      ['DescribeApiHistories', { ...page, GroupId: 'mine' }],
    ]);
  });

  it('of a description is the list alone', async () => {
    const fields = { 'api-id': 'api', stage: 'RELEASE', description: 'run 42', 'group-id': 'group' };
    expect(await askedOf(fields)).toEqual([['DescribeApiHistories', page]]);
  });

  it('needs a permission of its own for the list', async () => {
    const seen = await watchOne(alibabaApiVersion, FIELDS, (operation) =>
      operation === 'DescribeApiHistory' ? json(history()) : http(403, { Code: 'NoPermission' }),
    )();
    expect(seen).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining(
        'DescribeApiHistories: grant the user or role of the credentials apigateway:DescribeApiHistories on the API group (',
      ),
    });
  });
});

describe('the pages of the list', () => {
  const paged = (pages: readonly Item[]): { readonly server: Server; readonly asked: string[] } => {
    const asked: string[] = [];
    return {
      asked,
      server: (operation, query) => {
        if (operation === 'DescribeApiHistory') return json(history());
        const page = query.get('PageNumber') ?? '';
        asked.push(page);
        return json(pages[Number(page) - 1] ?? list([], 0));
      },
    };
  };
  const look = (server: Server): ReturnType<ReturnType<typeof watchOne>> =>
    watchOne(alibabaApiVersion, FIELDS, server)();

  it('are read on until ours and a live version are found', async () => {
    const { server, asked } = paged([
      list([item(NEWER, 'OFFLINE')], 4),
      list([item(OURS, 'OFFLINE')], 4),
      list([item(OLDER, 'ONLINE')], 4),
      list([item('20200101000000000', 'OFFLINE')], 4),
    ]);
    expect(await look(server)).toMatchObject({ state: 'rolled-back' });
    expect(asked).toEqual(['1', '2', '3']);
  });

  it('are read on where ours is live, since another one may be', async () => {
    const pages = [item(OURS, 'ONLINE'), item(OLDER, 'OFFLINE'), item('20200101000000000', 'ONLINE')];
    const { server, asked } = paged([...pages, item(NEWER, 'OFFLINE')].map((each) => list([each], 4)));
    expect(await look(server)).toMatchObject({ state: 'running' });
    expect(asked).toEqual(['1', '2', '3']);
  });

  it('are read on where only what is live was found', async () => {
    const { server, asked } = paged([list([item(OLDER, 'ONLINE')], 2), list([item(OURS, 'OFFLINE')], 2)]);
    expect(await look(server)).toMatchObject({ state: 'rolled-back' });
    expect(asked).toEqual(['1', '2']);
  });

  it('are one where the list is missing', async () => {
    for (const ApiHisItems of [undefined, null, {}, { ApiHisItem: null }]) {
      const { server, asked } = paged([{ TotalCount: 7, ApiHisItems }]);
      expect(await look(server)).toMatchObject({ state: 'running', parts: [] });
      expect(asked).toEqual(['1']);
    }
  });

  it.each([
    ['1', ['1']],
    ['12', ['1', '2']],
    // Fewer than are listed: no end.
    [0, ['1', '2']],
  ])('may be counted in text: %j', async (total, pages) => {
    const { server, asked } = paged([list([item(OLDER, 'OFFLINE')], total)]);
    expect(await look(server)).toMatchObject({ kind: 'seen', state: 'running' });
    expect(asked).toEqual(pages);
  });

  it.each<[what: string, second: Item, state: string]>([
    ['has no list', {}, 'running'],
    ['has a list of nothing', { TotalCount: 2, ApiHisItems: null }, 'running'],
    ['is empty too early', list([], 2), 'running'],
    ['is empty too early, and counts none', list([], 0), 'running'],
    ['is the first once more', list([item(OURS, 'ONLINE')], 2), 'running'],
    ['is the last one', list([item(OLDER, 'OFFLINE')], 2), 'succeeded'],
  ])('are not whole where the second one %s', async (_what, second, state) => {
    const { server } = paged([list([item(OURS, 'ONLINE')], 2), second]);
    expect(await look(server)).toMatchObject({ kind: 'seen', state });
  });

  it.each(['ApiId', 'StageName'])('may be live at once without its %s', async (field) => {
    for (const nothing of [undefined, null, '']) {
      const rival = { ...item(NEWER, 'ONLINE'), [field]: nothing };
      const { server } = paged([list([item(OURS, 'ONLINE'), rival])]);
      expect(await look(server)).toMatchObject({
        state: 'running',
        reason: expect.stringContaining('live at once'),
      });
      const ours = paged([list([{ ...item(OURS, 'ONLINE'), [field]: nothing }])]);
      expect(await look(ours.server)).toMatchObject({ state: 'running' });
    }
  });

  it.each<[what: string, counts: object, state: string]>([
    ['as many as are listed, and as long as a page is', { TotalCount: 1, PageSize: 1 }, 'running'],
    ['as many as are listed, on a longer page', { TotalCount: 1, PageSize: 2 }, 'succeeded'],
    ['fewer than are listed', { TotalCount: 0 }, 'running'],
    ['none', {}, 'running'],
  ])('may have a second one where the first counts %s', async (_what, counts, state) => {
    const { server } = paged([
      { ...list([item(OURS, 'ONLINE')], 1), TotalCount: undefined, ...counts },
      list([item(NEWER, 'ONLINE')], 2),
    ]);
    expect(await look(server)).toMatchObject({ kind: 'seen', state });
  });

  it.each(['x1', '1x', '', 'many'])('are of another shape where they are counted as %j', async (total) => {
    const { server } = paged([list([item(OURS, 'ONLINE')], total)]);
    expect(await look(server)).toMatchObject({ kind: 'unreachable' });
  });

  it('may have items without a word in them', async () => {
    const { server } = paged([list([{ ApiId: 'api', StageName: 'RELEASE', HistoryVersion: OURS }])]);
    expect(await look(server)).toMatchObject({
      state: 'running',
      providerState: '',
      parts: [{ name: OURS, providerState: '', times: {} }],
    });
  });

  it('are read to the end where the server gives fewer than were asked for', async () => {
    const { server, asked } = paged([list([item(OLDER, 'OFFLINE')], 2), list([item(OURS, 'ONLINE')], 2)]);
    expect(await look(server)).toMatchObject({ state: 'succeeded' });
    expect(asked).toEqual(['1', '2']);
  });

  it('end with an empty page where the total is missing', async () => {
    const { server, asked } = paged([list([item(OLDER, 'OFFLINE')], null), list([], null)]);
    expect(await look(server)).toMatchObject({ state: 'running' });
    expect(asked).toEqual(['1', '2']);
  });

  it('do not end with a full page, whatever the total says', async () => {
    const full = Array.from({ length: 100 }, (_, at) => item(`${at}`, 'OFFLINE'));
    const pages = [full, full.map((each) => ({ ...each, Description: 'x' })), [item(OURS, 'ONLINE')]];
    const look = watchOne(alibabaApiVersion, FIELDS, (operation, query) =>
      json(
        operation === 'DescribeApiHistory'
          ? history()
          : list(pages[Number(query.get('PageNumber')) - 1] ?? [], 1),
      ),
    );
    expect(await look()).toMatchObject({ state: 'succeeded' });
  });

  it('end with a page that repeats', async () => {
    const page = list([item(OLDER, 'OFFLINE')], 1000);
    const { server, asked } = paged([page, page, page]);
    expect(await look(server)).toMatchObject({ state: 'running' });
    expect(asked).toEqual(['1', '2']);
  });

  it('are bounded', async () => {
    let pages = 0;
    const seen = await look((operation) => {
      if (operation === 'DescribeApiHistory') return json(history());
      pages += 1;
      return json(list([item(String(pages), 'OFFLINE')], 1e9));
    });
    expect(seen).toMatchObject({
      state: 'running',
      reason: 'not found in the 100 versions that were read of the list',
    });
    expect(pages).toBe(100);
  });
});

describe('a version found by its description', () => {
  const fields = { 'api-id': 'api', stage: 'RELEASE', description: 'run 42', 'group-id': 'group' };
  const described = (version: string, status: string, Description: string): Item =>
    item(version, status, { Description });
  const look = (...items: readonly Item[]): ReturnType<ReturnType<typeof watchOne>> =>
    watchOne(alibabaApiVersion, fields, serve(list(items)))();

  it('succeeds when the one with exactly this description is online', async () => {
    const others = [described(OLDER, 'OFFLINE', 'run 4'), described(NEWER, 'OFFLINE', 'run 42 ')];
    expect(await look(...others, described(OURS, 'ONLINE', 'run 42'))).toMatchObject({ state: 'succeeded' });
  });

  it('stays the one that was found, whatever the list says of it later', async () => {
    const first = [described(OURS, 'ONLINE', 'run 42'), described(OLDER, 'OFFLINE', 'run 41')];
    const polls = async (...lists: readonly (readonly Item[])[]): Promise<readonly unknown[]> => {
      let at = 0;
      const poll = watchOne(alibabaApiVersion, fields, () => json(list([...(lists[at] ?? [])])));
      const seen: unknown[] = [];
      for (at = 0; at < lists.length; at += 1) seen.push(await poll());
      return seen;
    };
    // SwitchApi takes a description, too: the older version has it from then on.
    const switched = [described(OURS, 'OFFLINE', 'back'), described(OLDER, 'ONLINE', 'run 42')];
    expect(await polls(first, switched)).toMatchObject([
      { state: 'succeeded' },
      { kind: 'refused', reason: expect.stringContaining('cannot tell which is ours') },
    ]);
    const renamed = [described(OURS, 'OFFLINE', 'back'), described(OLDER, 'ONLINE', 'run 41')];
    expect(await polls(first, renamed)).toMatchObject([{ state: 'succeeded' }, { state: 'rolled-back' }]);
    // Two pages of one list that are not of one moment.
    const doubtful = [described(OURS, 'ONLINE', 'run 42'), described(OURS, 'OFFLINE', 'run 42')];
    expect(await polls(doubtful, [described(OLDER, 'ONLINE', 'run 42')])).toMatchObject([
      { state: 'running' },
      { kind: 'refused' },
    ]);
    const gone = [described(OLDER, 'ONLINE', 'run 41')];
    expect(await polls(first, gone)).toMatchObject([{ state: 'succeeded' }, { kind: 'absent' }]);
  });

  it('is absent while none has it', async () => {
    expect(await look(described(OLDER, 'ONLINE', 'run 41'))).toMatchObject({
      kind: 'absent',
      reason: 'no version has the description "run 42"',
      ids: expect.stringContaining('version is the sure way'),
    });
  });

  it('is absent where the list ends with an empty page, or with one that repeats', async () => {
    const other = described(OLDER, 'ONLINE', 'run 41');
    const empty = watchOne(alibabaApiVersion, fields, (_operation, query) =>
      json(list(query.get('PageNumber') === '1' ? [other] : [], null)),
    );
    expect(await empty()).toMatchObject({ kind: 'absent' });
    const repeated = watchOne(alibabaApiVersion, fields, () => json(list([other], null)));
    expect(await repeated()).toMatchObject({ kind: 'absent' });
  });

  it('is not one that has no version', async () => {
    expect(await look(item('', 'ONLINE', { Description: 'run 42', HistoryVersion: null }))).toMatchObject({
      kind: 'absent',
    });
  });

  it('cannot be told where several have it, also on a later page', async () => {
    const both = [described(OLDER, 'OFFLINE', 'run 42'), described(OURS, 'ONLINE', 'run 42')];
    expect(await look(...both)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('cannot tell which is ours'),
    });
    const paged = watchOne(alibabaApiVersion, fields, (_operation, query) =>
      json(list([both[query.get('PageNumber') === '1' ? 1 : 0] ?? {}], 2)),
    );
    expect(await paged()).toMatchObject({ kind: 'refused' });
  });

  it('is not looked up when the list does not end', async () => {
    let page = 0;
    const look = watchOne(alibabaApiVersion, fields, () => {
      page += 1;
      const first = described(OURS, 'ONLINE', 'run 42');
      return json(list([page === 1 ? first : described(String(page), 'OFFLINE', '')], 1e9));
    });
    expect(await look()).toMatchObject({ state: 'running' });
  });

  it.each([
    [{ 'api-id': 'api', stage: 'RELEASE' }, 'version'],
    [{ ...FIELDS, description: 'run 42', 'group-id': 'group' }, 'version'],
    [{ 'api-id': 'api', stage: 'RELEASE', description: 'run 42' }, 'group-id'],
    [{ 'api-id': 'api', stage: 'RELEASE', description: '', 'group-id': 'group' }, 'description'],
  ])('refuses %j, naming %s', (given, field) => {
    const named: string[] = [];
    alibabaApiVersion.read(given, { projectId: () => undefined }, (problem) => named.push(problem));
    expect(named).toEqual([field]);
  });
});

describe('ids that differ only in case', () => {
  const pollAt = async (polls: number, server: Server, fields: Item = FIELDS): Promise<unknown> => {
    const poll = watchOne(alibabaApiVersion, fields, server);
    for (let at = 1; at < polls; at += 1) await poll();
    return poll();
  };
  const listed = list([item(OURS, 'ONLINE')]);
  const byText = { 'api-id': 'api', stage: 'RELEASE', description: 'run 42', 'group-id': 'group' };

  it.each<[what: string, server: Server, both: string, fields: Item]>([
    ['of the definition', serve(listed, history({ ApiId: 'API' })), 'ApiId "API" instead of "api"', FIELDS],
    [
      'of the definition, in two of them',
      serve(listed, history({ ApiId: 'Api', StageName: 'Release' })),
      'ApiId "Api" instead of "api", StageName "Release" instead of "RELEASE"',
      FIELDS,
    ],
    [
      'of the definition, in its version',
      serve(listed, history({ HistoryVersion: 'V1' })),
      'HistoryVersion "V1" instead of "v1"',
      { ...FIELDS, version: 'v1' },
    ],
    [
      'of the list',
      serve(list([item(OURS, 'ONLINE', { ApiId: 'aPi' }), item(OLDER, 'OFFLINE')])),
      'ApiId "aPi" instead of "api"',
      FIELDS,
    ],
    [
      'of the list, in the group',
      serve(list([item(OURS, 'ONLINE', { GroupId: 'Group' })])),
      'GroupId "Group" instead of "group"',
      FIELDS,
    ],
    [
      'of a list in which a description is looked for',
      serve(list([item(OURS, 'ONLINE', { StageName: 'release', Description: 'run 42' })])),
      'StageName "release" instead of "RELEASE"',
      byText,
    ],
  ])('%s: an error that shows both, in the third poll', async (_what, server, both, fields) => {
    expect(await pollAt(1, server, fields)).not.toMatchObject({ kind: 'refused' });
    expect(await pollAt(2, server, fields)).not.toMatchObject({ kind: 'refused' });
    expect(await pollAt(3, server, fields)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining(`has ${both}, which differs only in upper and lower case`),
    });
  });

  it.each<[what: string, server: Server]>([
    ['beside ours', serve(list([item(OURS, 'OFFLINE', { ApiId: 'API' }), item(OURS, 'ONLINE')]))],
    ['of another version', serve(list([item(OLDER, 'ONLINE', { ApiId: 'API' }), item(OURS, 'ONLINE')]))],
  ])('%s are no error', async (_what, server) => {
    expect(await pollAt(5, server)).toMatchObject({ state: 'succeeded' });
  });

  it('are no error where something else differs as well', async () => {
    const server = serve(listed, history({ ApiId: 'API', HistoryVersion: OLDER }));
    expect(await pollAt(5, server)).toMatchObject({
      kind: 'unreachable',
      reason: 'an answer about another version, API or stage',
    });
  });
});

describe('a version that was online', () => {
  it('is offline without a doubt, also where it was live beside another', async () => {
    const lists = [
      list([item(OURS, 'ONLINE'), item(OLDER, 'ONLINE')]),
      list([item(OURS, 'OFFLINE'), item(OLDER, 'ONLINE')]),
    ];
    const poll = watchOne(alibabaApiVersion, FIELDS, (operation) =>
      json(operation === 'DescribeApiHistory' ? history() : lists.shift()),
    );
    expect(await poll()).toMatchObject({ state: 'running' });
    const seen = await poll();
    expect(seen).toMatchObject({ state: 'rolled-back' });
    expect(seen).not.toHaveProperty('tentative');
  });
});

it('a version succeeds at ONLINE alone, whatever else stands there', async () => {
  const anything = fc.oneof(
    fc.string(),
    fc.constantFrom(null, undefined, 'ONLINE', 'online', 'ONLINE ', 'OFFLINE', 'SUCCESS', '200'),
  );
  await fc.assert(
    fc.asyncProperty(anything, anything, async (status, other) => {
      const items = list([item(OURS, status), item(OLDER, other)]);
      const seen = await watchOne(alibabaApiVersion, FIELDS, serve(items))();
      expect(seen.kind === 'seen' && seen.state === 'succeeded').toBe(
        status === 'ONLINE' && other !== 'ONLINE',
      );
    }),
    {
      examples: [
        ['ONLINE', 'OFFLINE'],
        ['ONLINE', 'ONLINE'],
        [null, 'OFFLINE'],
      ],
    },
  );
});
