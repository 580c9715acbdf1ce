import { describe, expect, it } from 'vitest';

import { PROVIDERS } from '../../src/providers/index.ts';
import { AnyId, shownText, tally, timesOf, translate } from '../../src/providers/provider.ts';

describe('a word of a provider', () => {
  const table = { OVER: 'succeeded', WAIT: 'pending' } as const;
  it.each([
    ['OVER', 'succeeded', false],
    ['WAIT', 'pending', false],
    ['over', 'running', true],
    ['', 'running', true],
    ['toString', 'running', true],
    ['__proto__', 'running', true],
  ])('%s is %s, and unknown: %s', (word, state, unknown) => {
    expect(translate(table, word)).toEqual({ state, unknown });
  });
});

describe('an id in an answer', () => {
  it.each([
    ['42', '42'],
    [42, '42'],
  ])('%j is %j', (written, read) => {
    expect(AnyId.parse(written)).toBe(read);
  });

  it.each([
    [undefined, 'received undefined'],
    [{}, 'received object'],
  ])('is none where it is %j', (written, told) => {
    expect(AnyId.safeParse(written).error?.issues).toMatchObject([
      { message: expect.stringContaining(told) },
    ]);
  });
});

describe('what is only shown of an answer', () => {
  it.each([
    ['no image', 'no image'],
    [5, '5'],
    [false, 'false'],
    [null, ''],
    [undefined, ''],
    [{ password: 'x' }, '(object)'],
    [{}, '(object)'],
    [['x'], '(list)'],
  ])('%j is %j', (value, shown) => {
    expect(shownText(value)).toBe(shown);
  });
});

describe('words of several parts', () => {
  it.each([
    [[], ''],
    [['OVER'], 'OVER'],
    [[''], '(empty)'],
    [['OVER', 'OVER'], '2 OVER'],
    [['OVER', 'WAIT', 'OVER'], '2 OVER, 1 WAIT'],
    [['', 'WAIT', ''], '2 (empty), 1 WAIT'],
    [[...'abcdefghij'], [...'abcdefghij'].map((word) => `1 ${word}`).join(', ')],
    [
      [...'abcdefghija', 'k', 'k', 'l'],
      `2 a, ${[...'bcdefghij'].map((word) => `1 ${word}`).join(', ')}, 2 other words`,
    ],
  ])('%j are told as "%s"', (words, told) => {
    expect(tally(words)).toBe(told);
  });
});

it('has the times that there are, as they were sent', () => {
  const times = { a: 1, b: '1', c: '2021-06-1113:57:38', d: null, e: undefined, f: '', g: 0, h: '0', i: -1 };
  expect(timesOf(times)).toStrictEqual({ a: 1, b: '1', c: '2021-06-1113:57:38', i: -1 });
});

const THREE_WAYS =
  'say which execution is ours: record-id (the id that the start call returned), after-release ' +
  '(the release_id before the start), or accept-last: true (whichever is the last)';

const NO_TASK = 'task-id: is missing: give the id of the deployment task (the application), which is started';

describe('an entry that is refused', () => {
  const version = { 'api-id': 'a', stage: 'PRE' };
  it.each<[provider: string, fields: Readonly<Record<string, unknown>>, problems: readonly string[]]>([
    [
      'alibaba-api-gateway',
      {},
      ['operation-uid: is missing: give the OperationId in the answer of BatchDeployApis'],
    ],
    ...['x', '0', '1001', '1.5', '-2', '1e2', ' 2', '２'].map(
      (apis): [string, Readonly<Record<string, unknown>>, readonly string[]] => [
        'alibaba-api-gateway',
        { 'operation-uid': 'u', apis },
        [`apis: "${apis}" must be a whole number from 1 to 1000`],
      ],
    ),
    ['alibaba-api-gateway', { 'operation-uid': 'u', apis: '' }, [`apis: ${empty()}`]],
    ...[
      ['release', '"release" is not a stage; did you mean RELEASE? (RELEASE, PRE, TEST)'],
      ['Pre', '"Pre" is not a stage; did you mean PRE? (RELEASE, PRE, TEST)'],
      ['TESTS', '"TESTS" is not a stage; did you mean TEST? (RELEASE, PRE, TEST)'],
      ['production', '"production" is not a stage; write RELEASE, PRE or TEST'],
      [' RELEASE x', '" RELEASE x" is not a stage; did you mean RELEASE? (RELEASE, PRE, TEST)'],
    ].map(([stage, said]): [string, Readonly<Record<string, unknown>>, readonly string[]] => [
      'alibaba-api-version',
      { 'api-id': 'a', version: 'v', stage },
      [`stage: ${said}`],
    ]),
    [
      'alibaba-api-version',
      { 'api-id': 'a', version: 'v' },
      ['stage: is missing: give RELEASE, PRE or TEST'],
    ],
    [
      'alibaba-api-version',
      { stage: '' },
      [
        'api-id: is missing: give the ApiId of the API that was published',
        `stage: ${empty()}`,
        'version: is missing: give the HistoryVersion that DescribeApiHistories lists, or the description it was published with',
      ],
    ],
    [
      'alibaba-api-version',
      { stage: 'TEST', version: '/', description: '' },
      [
        'api-id: is missing: give the ApiId of the API that was published',
        'version: "/" has characters or a length that no id has; give the HistoryVersion that DescribeApiHistories lists',
        'description: is empty',
        'version: and description are both given: give one of them',
      ],
    ],
    [
      'alibaba-api-version',
      { 'api-id': '', stage: 'TEST', description: 'd' },
      [
        `api-id: ${empty()}`,
        'group-id: is missing: a version is found by its description in the list of its group',
      ],
    ],
    [
      'alibaba-api-version',
      { stage: '', version: 'x' },
      ['api-id: is missing: give the ApiId of the API that was published', `stage: ${empty()}`],
    ],
    [
      'alibaba-api-version',
      { ...version, version: 'v', description: 'd' },
      ['version: and description are both given: give one of them'],
    ],
    [
      'alibaba-api-version',
      version,
      [
        'version: is missing: give the HistoryVersion that DescribeApiHistories lists, or the description it was published with',
      ],
    ],
    [
      'alibaba-api-version',
      { ...version, description: 'd' },
      ['group-id: is missing: a version is found by its description in the list of its group'],
    ],
    [
      'huawei-servicestage',
      { 'release-plan-id': 'p' },
      ['project-id: is missing: give it here or in the input huawei-project-id'],
    ],
    [
      'huawei-servicestage',
      {},
      [
        'release-plan-id: is missing: give the id of the release task that was executed',
        'project-id: is missing: give it here or in the input huawei-project-id',
      ],
    ],
    ['huawei-servicestage', { 'release-plan-id': null, 'project-id': 'p' }, [`release-plan-id: ${empty()}`]],
    ['huawei-codearts-deploy', { 'task-id': 't' }, [`record-id: is missing: ${THREE_WAYS}`]],
    ...[{}, { 'accept-last': 'False' }].map(
      (fields): [string, Readonly<Record<string, unknown>>, readonly string[]] => [
        'huawei-codearts-deploy',
        fields,
        [NO_TASK, `record-id: is missing: ${THREE_WAYS}`],
      ],
    ),
    ['huawei-codearts-deploy', { 'record-id': null }, [NO_TASK, `record-id: ${empty()}`]],
    [
      'huawei-codearts-deploy',
      { 'after-release': 'x' },
      [NO_TASK, 'after-release: "x" must be a whole number'],
    ],
    ['huawei-codearts-deploy', { 'accept-last': 'TRUE' }, [NO_TASK]],
    [
      'huawei-codearts-deploy',
      { 'accept-last': 'yes' },
      [NO_TASK, 'accept-last: "yes" must be true or false'],
    ],
    [
      'huawei-codearts-deploy',
      { 'record-id': 'r', 'accept-last': 'true' },
      [NO_TASK, `record-id: is one of several that are given: ${THREE_WAYS}`],
    ],
    [
      'huawei-codearts-deploy',
      { 'task-id': 't', 'record-id': 'r', 'after-release': '7' },
      [`record-id: is one of several that are given: ${THREE_WAYS}`],
    ],
  ])('by %s for %j says %j', (provider, fields, problems) => {
    const told: string[] = [];
    const read = PROVIDERS.get(provider)?.read(fields, { projectId: () => undefined }, (field, message) =>
      told.push(`${field}: ${message}`),
    );
    expect(read).toBeUndefined();
    expect(told).toEqual(problems);
  });
});

function empty(): string {
  return 'is empty: the step that should give it gave nothing; check the id of the step and the name of its output';
}
