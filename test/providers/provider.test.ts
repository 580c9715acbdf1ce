import { describe, expect, it } from 'vitest';

import { PROVIDERS } from '../../src/providers/index.ts';
import { tally, timesOf, translate } from '../../src/providers/provider.ts';

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

describe('an entry that is refused', () => {
  const version = { 'api-id': 'a', stage: 's' };
  it.each<[provider: string, fields: Readonly<Record<string, unknown>>, problems: readonly string[]]>([
    [
      'alibaba-api-gateway',
      { 'operation-uid': 'x', colour: 'green', size: '1' },
      [
        'colour: is not a field of alibaba-api-gateway; it takes operation-uid, provider, name, region, endpoint, optional',
        'size: is not a field of alibaba-api-gateway; it takes operation-uid, provider, name, region, endpoint, optional',
      ],
    ],
    [
      'alibaba-api-gateway',
      {},
      ['operation-uid: is missing: give the OperationId in the answer of BatchDeployApis'],
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
        'version: is missing: give the version that the publish returned, or the description it was published with',
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
    ['huawei-codearts-deploy', { 'task-id': 't' }, [`record-id: is missing: ${THREE_WAYS}`]],
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
