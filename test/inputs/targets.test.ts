import { describe, expect, it } from 'vitest';

import { cloudsOf, type EntryDefaults, readTargets, type Target } from '../../src/inputs/targets.ts';
import type { Fields } from '../../src/inputs/task-list.ts';

const defaultsOf = (overrides: Partial<EntryDefaults> = {}): EntryDefaults => ({
  region: (cloud) => (cloud === 'alibaba' ? 'cn-hangzhou' : 'cn-north-4'),
  projectId: () => 'project-1',
  allowedHosts: new Set(),
  ...overrides,
});

const publish = (overrides: Fields = {}): Fields => ({
  provider: 'alibaba-api-gateway',
  'operation-uid': '51524fb8f12846d694d0a1de9a0cf274',
  ...overrides,
});
const version = (overrides: Fields = {}): Fields => ({
  provider: 'alibaba-api-version',
  'api-id': 'api1',
  stage: 'RELEASE',
  version: '20211122155403834',
  ...overrides,
});
const release = (overrides: Fields = {}): Fields => ({
  provider: 'huawei-servicestage',
  'release-plan-id': '716eda33-dbc6-47f3-953f-29119edd5e5c',
  ...overrides,
});
const deployment = (overrides: Fields = {}): Fields => ({
  provider: 'huawei-codearts-deploy',
  'task-id': 'd2dc947ec2424d8789bb3984bb3adf45',
  'record-id': '2c82ffe8d00d4968a4e5f7a36d87ae17',
  ...overrides,
});
const without = (fields: Fields, name: string): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));

const execution = (after: string): Fields => ({
  ...without(deployment(), 'record-id'),
  'after-release': after,
});

function read(
  entries: readonly Fields[],
  defaults: Partial<EntryDefaults> = {},
): { readonly targets: readonly Target[]; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const targets = readTargets(entries, 'tasks', defaultsOf(defaults), (text) => problems.push(text));
  return { targets, problems };
}

/** The field that each problem is about. */
const fieldsOf = (problems: readonly string[]): readonly (string | undefined)[] =>
  problems.map((text) => /: ([\w-]+): /.exec(text)?.[1]);

const EVERY = [publish(), version(), release(), deployment()];

describe('an entry that is whole', () => {
  it('gives a task with the name, id and region of the contract', () => {
    const { targets, problems } = read(EVERY);
    expect(problems).toEqual([]);
    expect(targets.map(({ task }) => task)).toEqual([
      {
        name: 'alibaba-api-gateway 51524fb8f12846d694d0a1de9a0cf274',
        provider: 'alibaba-api-gateway',
        id: '51524fb8f12846d694d0a1de9a0cf274',
        region: 'cn-hangzhou',
        optional: false,
      },
      {
        name: 'api1@RELEASE',
        provider: 'alibaba-api-version',
        id: 'api1/RELEASE/20211122155403834',
        region: 'cn-hangzhou',
        optional: false,
      },
      {
        name: 'huawei-servicestage 716eda33-dbc6-47f3-953f-29119edd5e5c',
        provider: 'huawei-servicestage',
        id: '716eda33-dbc6-47f3-953f-29119edd5e5c',
        region: 'cn-north-4',
        optional: false,
      },
      {
        name: expect.stringMatching(/^huawei-codearts-deploy /),
        provider: 'huawei-codearts-deploy',
        id: '2c82ffe8d00d4968a4e5f7a36d87ae17',
        region: 'cn-north-4',
        optional: false,
      },
    ]);
  });

  it('goes to the public host of its region', () => {
    expect(read(EVERY).targets.map(({ baseUrl }) => baseUrl.href)).toEqual([
      'https://apigateway.cn-hangzhou.aliyuncs.com/',
      'https://apigateway.cn-hangzhou.aliyuncs.com/',
      'https://servicestage.cn-north-4.myhuaweicloud.com/',
      'https://codearts-deploy.cn-north-4.myhuaweicloud.com/',
    ]);
  });

  it('may have a region of its own', () => {
    const { targets } = read([publish({ region: 'eu-central-1' })], {
      region: () => undefined,
    });
    expect(targets[0]?.baseUrl.host).toBe('apigateway.eu-central-1.aliyuncs.com');
    expect(targets[0]?.task.region).toBe('eu-central-1');
  });

  it('may have an endpoint, whose path is kept, and needs no region then', () => {
    const endpoint = 'https://apigateway-vpc.cn-hangzhou.aliyuncs.com/base/';
    const { targets, problems } = read([publish({ endpoint })], {
      region: () => undefined,
    });
    expect(problems).toEqual([]);
    expect(targets[0]?.baseUrl.href).toBe(endpoint);
    expect(targets[0]?.task.region).toBe('');
    expect(read([publish({ endpoint, region: 'cn-x' })]).targets[0]?.task.region).toBe('cn-x');
  });

  it('may have a name', () => {
    expect(read([publish({ name: 'Bestellungen 订单' })]).targets[0]?.task.name).toBe('Bestellungen 订单');
  });

  it.each(['true', 'True', 'TRUE'])('may be optional: %s', (optional) => {
    const { targets } = read([publish(), version({ optional })]);
    expect(targets.map(({ task }) => task.optional)).toEqual([false, true]);
  });

  it.each([
    ['record-id', '2c82ffe8d00d4968a4e5f7a36d87ae17'],
    ['after-release', '17'],
    ['accept-last', 'true'],
  ])('of CodeArts Deploy may say which execution is ours by %s', (field, value) => {
    const bare = without(deployment(), 'record-id');
    expect(read([{ ...bare, [field]: value }]).problems).toEqual([]);
  });

  it('of ServiceStage may have its project and a former execution', () => {
    const entry = release({ 'project-id': 'p', 'after-execution': '0' });
    expect(read([entry], { projectId: () => undefined }).problems).toEqual([]);
  });

  it('of a version may say its description, with the group', () => {
    const bare = without(version(), 'version');
    expect(read([{ ...bare, description: 'run 42', 'group-id': 'g1' }]).problems).toEqual([]);
  });
});

interface Refusal {
  readonly what: string;
  readonly entry: Fields;
  /** The field that is named. */
  readonly field: string;
  readonly defaults?: Partial<EntryDefaults>;
}

describe('an entry that is refused, with its number and the field', () => {
  const bad = (entry: Fields, field: string, what = ''): Refusal => ({
    what: `${String(entry['provider'])} ${field} ${what}`,
    entry,
    field,
  });
  const badIds = [
    '../x',
    'a/b',
    'a%0d%0ab',
    'a?x=1',
    'a#b',
    'a b',
    'a\nb',
    'a&b=c',
    'ü',
    '１２３',
    '"x"',
    '$x',
    '.',
    '-x',
    'x'.repeat(200),
  ];
  const ids = [
    [publish(), 'operation-uid'],
    [version(), 'api-id'],
    [version(), 'stage'],
    [version(), 'version'],
    [version({ 'group-id': 'g' }), 'group-id'],
    [release(), 'release-plan-id'],
    [release({ 'project-id': 'p' }), 'project-id'],
    [deployment(), 'task-id'],
    [deployment(), 'record-id'],
  ] as const;
  const required = [
    [publish(), 'operation-uid'],
    [version(), 'api-id'],
    [version(), 'stage'],
    [version(), 'version'],
    [release(), 'release-plan-id'],
    [deployment(), 'task-id'],
  ] as const;

  const rows: readonly Refusal[] = [
    ...ids.flatMap(([entry, field]) =>
      badIds.map((id) => bad({ ...entry, [field]: id }, field, JSON.stringify(id.slice(0, 20)))),
    ),
    ...ids.map(([entry, field]) => bad({ ...entry, [field]: null }, field, 'empty')),
    ...ids.map(([entry, field]) => bad({ ...entry, [field]: '' }, field, 'empty text')),
    ...ids.map(([entry, field]) => bad({ ...entry, [field]: ['a'] }, field, 'a list')),
    ...ids.map(([entry, field]) => bad({ ...entry, [field]: { a: 'b' } }, field, 'a map')),
    ...required.map(([entry, field]) => bad(without(entry, field), field, 'missing')),
    ...EVERY.map((entry) => bad({ ...entry, colour: 'red' }, 'colour', 'unknown')),
    ...EVERY.map((entry) => bad({ ...entry, Region: 'x' }, 'Region', 'in capitals')),
    bad(publish({ 'task-id': 'x' }), 'task-id', 'of another provider'),
    bad({ provider: 'aws-codedeploy' }, 'provider', 'unknown'),
    bad({ provider: 'Alibaba-Api-Gateway' }, 'provider', 'in capitals'),
    bad({ provider: null }, 'provider', 'empty'),
    bad({ provider: ['alibaba-api-gateway'] }, 'provider', 'a list'),
    bad({}, 'provider', 'missing'),
    ...['', null, 'CN-Hangzhou', 'cn_hangzhou', 'a.b', 'evil.com/', 'a@b', 'x'.repeat(65), ['x']].map(
      (region) => bad(publish({ region }), 'region', JSON.stringify(region)),
    ),
    {
      ...bad(publish(), 'region', 'missing'),
      defaults: { region: (cloud) => (cloud === 'alibaba' ? undefined : 'cn-north-4') },
    },
    ...['', null, 'evil', 'https://evil.com', 'http://x.aliyuncs.com', ['x']].map((endpoint) =>
      bad(publish({ endpoint }), 'endpoint', JSON.stringify(endpoint)),
    ),
    ...['', null, ' ', 'two\nlines', 'bell\u0007', ['x'], 'x'.repeat(1000)].map((name) =>
      bad(publish({ name }), 'name', JSON.stringify(name).slice(0, 20)),
    ),
    ...['yes', '1', '', null, ['true']].map((optional) =>
      bad(publish({ optional }), 'optional', JSON.stringify(optional)),
    ),
    {
      ...bad(release(), 'project-id', 'missing'),
      defaults: { projectId: () => undefined },
    },
    ...['yesterday', '-1', '1.5', '1e3', '', '17', '00', '0x0', '01722933924962'].map((after) =>
      bad(release({ 'after-execution': after }), 'after-execution', JSON.stringify(after)),
    ),
  ];
  it.each(rows)('$what', ({ entry, field, defaults }) => {
    const { targets, problems } = read([version({ name: 'sound', 'api-id': 'other' }), entry], defaults);
    expect(targets.length).toBeLessThanOrEqual(1);
    expect(problems.some((text) => text.startsWith('tasks, entry 2') && text.includes(`: ${field}: `))).toBe(
      true,
    );
  });

  it('of CodeArts Deploy that does not say which execution is ours, with the three ways', () => {
    const { problems } = read([without(deployment(), 'record-id')]);
    expect(problems).toHaveLength(1);
    for (const way of ['record-id', 'after-release', 'accept-last']) expect(problems[0]).toContain(way);
  });

  it.each([{ 'after-release': '3' }, { 'accept-last': 'true' }])(
    'of CodeArts Deploy that says it in two ways: record-id and %j',
    (more) => {
      expect(read([deployment(more)]).problems.length).toBeGreaterThan(0);
    },
  );

  it('of CodeArts Deploy whose accept-last is not true', () => {
    const bare = without(deployment(), 'record-id');
    for (const value of ['false', 'maybe', null, '']) {
      expect(read([{ ...bare, 'accept-last': value }]).problems.length).toBeGreaterThan(0);
    }
  });

  it('of a version by its description, without the group', () => {
    const bare = without(version(), 'version');
    expect(read([{ ...bare, description: 'run 42' }]).problems.join()).toMatch(/group-id/);
  });

  it('of a version by its number and its description', () => {
    expect(read([version({ description: 'run 42', 'group-id': 'g' })]).problems.length).toBeGreaterThan(0);
  });

  it('is named in the message, too', () => {
    const { problems } = read([publish({ name: 'orders', colour: 'red' })]);
    expect(problems[0]).toMatch(/entry 1.*orders.*colour/);
  });

  it('tells every problem that it has', () => {
    const entry = publish({
      region: '!',
      endpoint: 'x',
      name: '',
      optional: 'maybe',
      colour: 'red',
      'operation-uid': '/',
    });
    expect(fieldsOf(read([entry]).problems).toSorted()).toEqual([
      'colour',
      'endpoint',
      'name',
      'operation-uid',
      'optional',
      'region',
    ]);
  });

  it.each<[what: string, provider: unknown]>([
    ['unknown', 'alibaba-apigateway'],
    ['missing', undefined],
    ['a list', ['alibaba-api-gateway']],
  ])('tells what is wrong with the fields that all have, whose provider is %s', (_what, provider) => {
    const entry = { provider, region: '!', endpoint: 'nope', optional: 'maybe', name: '', colour: 'red' };
    expect(fieldsOf(read([entry]).problems)).toEqual(['provider', 'region', 'endpoint', 'optional', 'name']);
  });

  it.each<[what: string, fields: Fields, wrong: readonly string[]]>([
    ['nothing else', {}, []],
    [
      'what is right',
      { region: 'cn-x', endpoint: 'https://h.aliyuncs.com', optional: 'false', name: 'a' },
      [],
    ],
    ['an endpoint, in whichever cloud', { endpoint: 'https://h.example.com' }, []],
    ['fields that may be its own', { 'operation-uid': '../x', timeout: '5m' }, []],
    ['an empty endpoint', { endpoint: '' }, ['endpoint']],
    ['an endpoint with a password', { endpoint: 'https://a:b@h.aliyuncs.com' }, ['endpoint']],
    ['an endpoint in plain text', { endpoint: 'http://h.aliyuncs.com' }, ['endpoint']],
    ['an empty region', { region: null }, ['region']],
  ])('is told to have no provider, and for the rest: %s', (_what, fields, wrong) => {
    const { problems } = read([{ provider: 'x', ...fields }]);
    expect(fieldsOf(problems)).toEqual(['provider', ...wrong]);
  });

  it('does not hide the problems of the others', () => {
    const { problems } = read([{}, publish({ colour: 'red' }), publish({ 'operation-uid': '' })]);
    expect(problems.map((text) => /entry (\d)/.exec(text)?.[1])).toEqual(['1', '2', '3']);
  });

  it('does not fill the message with what was written', () => {
    const long = 'x'.repeat(10_000);
    for (const entry of [
      publish({ 'operation-uid': long }),
      publish({ region: long }),
      publish({ name: long }),
      publish({ optional: long }),
      { provider: long },
    ]) {
      for (const text of read([entry]).problems) expect(text.length).toBeLessThan(600);
    }
  });
});

describe('two entries', () => {
  it.each([
    ['a publish task', publish()],
    ['a version', version()],
    ['a release', release()],
    ['a deployment', deployment()],
    ['an execution of a deployment', execution('41')],
    ['an execution of a release', release({ 'after-execution': '1722933924962' })],
  ])('of the same task are refused, whatever they are called: %s', (_what, entry) => {
    const { problems } = read([
      { ...entry, name: 'a' },
      { ...entry, name: 'b' },
    ]);
    expect(problems).toEqual([expect.stringMatching(/entry 2.*entry 1/)]);
  });

  it('of the same task are refused where one writes the default region out', () => {
    const { problems } = read([publish({ name: 'a' }), publish({ name: 'b', region: 'cn-hangzhou' })]);
    expect(problems).toHaveLength(1);
  });

  it('of the same task are refused where only the paths of their endpoints differ', () => {
    const endpoint = (path: string): string => `https://apigateway.cn-hangzhou.aliyuncs.com${path}`;
    const { problems } = read([
      publish({ name: 'a', endpoint: endpoint('/a') }),
      publish({ name: 'b', endpoint: endpoint('/b') }),
    ]);
    expect(problems).toHaveLength(1);
  });

  it('of the same task are refused where one writes the host out', () => {
    const endpoint = 'https://APIGATEWAY.cn-hangzhou.aliyuncs.com';
    const { problems } = read([publish({ name: 'a' }), publish({ name: 'b', endpoint })]);
    expect(problems).toHaveLength(1);
  });

  it('of the same id in two regions are two tasks', () => {
    const { targets, problems } = read([
      publish({ name: 'a' }),
      publish({ name: 'b', region: 'cn-beijing' }),
    ]);
    expect(problems).toEqual([]);
    expect(targets).toHaveLength(2);
  });

  it.each([
    ['versions of two stages', version(), version({ stage: 'TEST' })],
    ['records of one task', deployment(), deployment({ 'record-id': 'other' })],
    ['executions of one task', execution('41'), { ...execution('42'), name: 'b' }],
    [
      'an execution of a task, and its last one',
      execution('41'),
      { ...without(deployment(), 'record-id'), 'accept-last': 'true', name: 'b' },
    ],
    [
      'executions of one plan',
      release({ 'after-execution': '0' }),
      release({ 'after-execution': '1722933924962', name: 'b' }),
    ],
    ['executions of one plan, one of them any', release(), release({ 'after-execution': '0', name: 'b' })],
    ['publish tasks', publish(), publish({ 'operation-uid': 'other' })],
    ['projects', release(), release({ 'project-id': 'other', name: 'other' })],
  ])('that differ are taken: %s', (_what, one, other) => {
    expect(read([one, other]).problems).toEqual([]);
  });

  it('of the same name are refused', () => {
    const { problems } = read([publish({ name: 'orders' }), version({ name: 'orders' })]);
    expect(problems).toEqual([expect.stringMatching(/entry 2.*name.*entry 1/)]);
  });

  it('of the same default name are refused, and told to have names', () => {
    const { problems } = read([version(), version({ version: '20211122155403999' })]);
    expect(problems).toEqual([expect.stringMatching(/name/)]);
  });
});

describe('entries that are not whole', () => {
  const TWIN =
    'tasks, entry 2 "a": the name "a" is that of tasks, entry 1 "a" too; give each a name of its own';
  const OPTIONAL =
    'tasks: every entry is optional, so that the verdict would depend on none; leave optional out of one';
  const yes = { optional: 'true' };

  it.each<[what: string, one: Fields, other: Fields, told: readonly string[]]>([
    [
      'twins, one of them broken',
      deployment({ name: 'a' }),
      deployment({ name: 'a', 'record-id': '../x' }),
      [TWIN],
    ],
    ['twins, the first broken', deployment({ name: 'a', region: '!' }), version({ name: 'a' }), [TWIN]],
    ['twins, both broken', publish({ name: 'a', endpoint: 'x' }), { provider: 'x', name: 'a' }, [TWIN]],
    [
      'twins by default',
      version({ endpoint: 'x' }),
      version({ version: '7' }),
      [expect.stringMatching(/^tasks, entry 2: the name "api1@RELEASE" is that of tasks, entry 1 too/)],
    ],
    ['no twins: names that cannot be', publish({ name: ' ' }), version({ name: ' ' }), []],
    ['no twins: a name, and none', { provider: 'x' }, version({ name: 'a' }), []],
    ['all optional, one broken', publish(yes), version({ ...yes, stage: '' }), [OPTIONAL]],
    ['all optional, both broken', { provider: 'x', ...yes }, version({ ...yes, region: '!' }), [OPTIONAL]],
    ['perhaps not all optional', publish(yes), version({ optional: 'maybe' }), []],
    ['not all optional', publish(yes), { provider: 'x' }, []],
    ['the same task, one broken', publish({ name: 'a' }), publish({ name: 'b', optional: 'maybe' }), []],
  ])('are compared as far as they can be read: %s', (_what, one, other, told) => {
    const { problems } = read([one, other]);
    expect(problems.filter((text) => /is that of|every entry|the same task/.test(text))).toEqual(told);
  });

  it('are not said to be all optional beside one that is no map', () => {
    const problems: string[] = [];
    readTargets([publish(yes), undefined], 'tasks', defaultsOf(), (text) => problems.push(text));
    expect(problems).toEqual([]);
  });

  it('are not the same as what is whole, which is compared', () => {
    const { problems } = read([
      publish({ name: 'a' }),
      publish({ name: 'b', region: '!' }),
      publish({ name: 'c' }),
    ]);
    expect(problems).toEqual([
      expect.stringContaining('entry 2 "b": region: '),
      'tasks, entry 3 "c": the same task as tasks, entry 1 "a"; leave one of them out',
    ]);
  });
});

describe('a list', () => {
  it('of optional entries alone is refused', () => {
    const { problems } = read([publish({ optional: 'true' }), version({ optional: 'true' })]);
    expect(problems).toEqual([expect.stringMatching(/optional/)]);
  });

  it('of one entry that is not optional is taken', () => {
    expect(read([publish({ optional: 'true' }), version()]).problems).toEqual([]);
  });

  it('names its clouds, also of entries that are not whole', () => {
    expect(cloudsOf([publish({ 'operation-uid': '' })])).toEqual(new Set(['alibaba']));
    expect(cloudsOf([release(), version(), { provider: 'x' }, {}])).toEqual(new Set(['alibaba', 'huawei']));
  });
});
