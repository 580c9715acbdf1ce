import { describe, expect, it } from 'vitest';

import { InputError, readInputs } from '../../src/inputs/inputs.ts';
import type { Entry } from '../dist/entries.ts';
import { play } from '../dist/scene.ts';
import type { Emulator } from '../emulator/index.ts';
import { inTurn } from '../emulator/index.ts';

/** A whole entry of each provider, and its fields that hold ids. */
const PROVIDERS: readonly (readonly [entry: Entry, ids: readonly string[]])[] = [
  [{ provider: 'alibaba-api-gateway', 'operation-uid': 'a' }, ['operation-uid', 'region']],
  [
    { provider: 'alibaba-api-version', 'api-id': 'a', stage: 'TEST', version: '1', 'group-id': 'g' },
    ['api-id', 'stage', 'version', 'group-id'],
  ],
  [
    { provider: 'huawei-servicestage', 'release-plan-id': 'a', 'project-id': 'p', 'after-execution': '0' },
    ['release-plan-id', 'project-id', 'after-execution', 'region'],
  ],
  [{ provider: 'huawei-codearts-deploy', 'task-id': 'a', 'record-id': 'r' }, ['task-id', 'record-id']],
  [{ provider: 'huawei-codearts-deploy', 'task-id': 'b', 'after-release': '1' }, ['after-release']],
];

const FIELDS = PROVIDERS.flatMap(([entry, ids]) => ids.map((field) => [entry, field] as const));

/** What would lead a path or a header elsewhere. */
const WAYS: readonly string[] = [
  '../admin',
  'a/../../b',
  'a%0d%0ab',
  'a?x=y',
  'a b',
  'a\u0000b',
  'a\r\nx: y',
];
const MORE_WAYS: readonly string[] = [
  ...[
    '..',
    '.',
    '/',
    '//evil.example',
    '\\..\\x',
    '%2e%2e',
    'a%2Fb',
    'a#b',
    'a&b=c',
    'a;b',
    'a@b',
    'a,b',
    'a=b',
  ],
  ...[
    'a\nb',
    '\ta',
    'a\u2028b',
    'a\u0085b',
    'a\u200bb',
    '\ufeffa',
    'ａ',
    '订单',
    'é',
    '😀',
    '{a}',
    '<a>',
    '"a"',
    "'a'",
  ],
  ...['_a', ':a', '.a', '$(a)', '`a`', '*', '~', 'a'.repeat(129), ' ', ''],
];

const GIVEN: Readonly<Record<string, string>> = {
  'alibaba-region': 'cn-hangzhou',
  'alibaba-access-key-id': 'LTAI',
  'alibaba-access-key-secret': 'secret',
  'huawei-region': 'cn-north-4',
  'huawei-project-id': 'p',
  'huawei-access-key-id': 'AK',
  'huawei-secret-access-key': 'SK',
};

/** Every line of the refusal; none where the inputs are taken. */
function problemsOf(given: Readonly<Record<string, string>>, env = {}): readonly string[] {
  try {
    readInputs((name) => ({ ...GIVEN, ...given })[name] ?? '', env);
  } catch (error) {
    if (error instanceof InputError) return error.message.split('\n').slice(1);
    throw error;
  }
  return [];
}

const listOf = (...entries: readonly Entry[]): string => JSON.stringify(entries);

describe('row 63: ids with a path, a line break, a query or a NUL → refused by field, nothing is requested', () => {
  it('and the entries are taken without them', () => {
    expect(problemsOf({ tasks: listOf(...PROVIDERS.map(([entry]) => entry)) })).toEqual([]);
  });

  it.each(FIELDS.map(([entry, field]) => [entry['provider'], field, entry] as const))(
    '%s: %s',
    (_provider, field, entry) => {
      for (const way of [...WAYS, ...MORE_WAYS]) {
        const said = problemsOf({ tasks: listOf({ ...entry, [field]: way }) });
        expect(said, JSON.stringify(way)).toEqual([expect.stringMatching(`^- tasks, entry 1: ${field}: `)]);
      }
    },
  );

  it('the project of the inputs, and of the environment', () => {
    const [, , [release = {}] = []] = PROVIDERS;
    const { 'project-id': _, ...entry } = release;
    const deployment = { provider: 'huawei-codearts-deploy', 'task-id': 'a', 'record-id': 'r' };
    for (const way of [...WAYS, ...MORE_WAYS].filter(
      (written) => written.trim() === written && written !== '',
    )) {
      for (const tasks of [listOf(entry), listOf(deployment), listOf(entry, deployment)]) {
        const refused = [expect.stringMatching(/^- huawei-project-id: /)];
        expect(problemsOf({ tasks, 'huawei-project-id': way }), way).toEqual(refused);
        const env = { HUAWEI_CLOUD_PROJECT_ID: way };
        expect(problemsOf({ tasks, 'huawei-project-id': '' }, env), way).toEqual(refused);
      }
    }
  });

  it.concurrent('through the built action', async ({ expect }) => {
    const tasks = FIELDS.flatMap(([entry, field]) => WAYS.map((way) => ({ ...entry, [field]: way })));
    const step = await play(({ alibaba, codearts }) => ({
      tasks: tasks.map((entry) => ({
        ...entry,
        endpoint: entry['provider']?.startsWith('alibaba') ? alibaba.endpoint : codearts.endpoint,
      })),
    }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error', results: '[]' } });
    expect(step.emulator.requests).toEqual([]);
    const refused = [...step.summary.matchAll(/entry (\d+)&#58; ([a-z-]+)&#58;/g)];
    const all = FIELDS.flatMap(([, field]) => WAYS.map(() => field));
    expect(refused.map(([, number, field]) => [Number(number), field])).toEqual(
      all.map((field, index) => [index + 1, field]),
    );
  });
});

describe('row 63: ids with every character that an id may have → asked for as they are', () => {
  const ID = 'A0:b.c_d-e';

  it.concurrent('through the built action', async ({ expect }) => {
    const step = await play((emulator: Emulator) => {
      const { alibaba, servicestage, codearts } = emulator;
      alibaba.publishTask(ID, inTurn([{ ApiUid: ID, DeployedStatus: 'OVER', ErrorMsg: 'Success.' }]));
      alibaba.versions(ID, 'TEST', inTurn([{ HistoryVersion: ID, Status: 'ONLINE', GroupId: ID }]));
      const component = { id: 'c', name: 'c', job_status: 'SUCCEEDED' };
      servicestage.releasePlan(ID, ID, {
        plan: inTurn({ id: ID, status: 'SUCCESS', execute_time: 1 }),
        deployInfo: inTurn({ id: ID, components: [component] }),
      });
      codearts.task(ID, { records: { [ID]: inTurn({ record_id: ID, task_id: ID, status: 'succeeded' }) } });
      const [at, huawei] = [{ endpoint: alibaba.endpoint }, { endpoint: servicestage.endpoint }];
      return {
        tasks: [
          { provider: 'alibaba-api-gateway', 'operation-uid': ID, ...at },
          {
            provider: 'alibaba-api-version',
            'api-id': ID,
            stage: 'TEST',
            version: ID,
            'group-id': ID,
            ...at,
          },
          { provider: 'huawei-servicestage', 'release-plan-id': ID, 'project-id': ID, ...huawei },
          { provider: 'huawei-codearts-deploy', 'task-id': ID, 'record-id': ID, endpoint: codearts.endpoint },
        ],
      };
    });
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    const asked = new Set(step.emulator.requests.map(({ id }) => id));
    expect(asked).toEqual(new Set([ID, `${ID}/TEST`, `${ID}/TEST/${ID}`]));
  });
});
