import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { alibabaApiGateway, DEPLOYED_STATUS } from '../../src/providers/alibaba-api-gateway.ts';
import { http, json, watchOne } from './ask.ts';
import { testProvider } from './contract.ts';

const FIELDS = { 'operation-uid': '51524fb8f12846d694d0a1de9a0cf274' };

interface Entry {
  readonly DeployedStatus?: unknown;
  readonly ErrorMsg?: unknown;
}

const body = (...entries: readonly Entry[]): unknown => ({
  RequestId: 'CA4B3261-F14A-5E33-8608-F75A1DF27AD4',
  DeployedResults: {
    DeployedResult: entries.map((entry) => ({ StageName: 'RELEASE', GroupId: 'g', ApiUid: 'api', ...entry })),
  },
});
const entry = (DeployedStatus: string, ErrorMsg: unknown = ''): Entry => ({ DeployedStatus, ErrorMsg });
const OVER = entry('OVER', 'Success. Request Success.');
const BROKEN = entry('OVER', 'Failed');

testProvider({
  provider: alibabaApiGateway,
  fields: FIELDS,
  succeeded: () => json(body(OVER)),
  // The answer names no task: what it lists is all that there is. Nothing listed is nobody's success.
  foreign: () => json(body()),
  unknownWord: (word) => () => json(body(entry(word))),
  unknownId: http(400, { Code: 'NotFoundOperation', Message: 'no such task' }),
  refusedCredentials: http(404, { Code: 'InvalidAccessKeyId.NotFound', Message: 'no such key' }),
  noPermission: http(403, { Code: 'NoPermission', Message: 'denied' }),
  permission:
    'DescribeDeployApiTask: grant the user or role of the credentials apigateway:DescribeDeployApiTask on *',
  throttled: http(400, { Code: 'Throttling.User', Message: 'slow down' }),
});

describe('a publish task', () => {
  const look = (answer: unknown): ReturnType<ReturnType<typeof watchOne>> =>
    watchOne(alibabaApiGateway, FIELDS, () => json(answer))();

  it('knows the words of the vendor', () => {
    expect(DEPLOYED_STATUS).toEqual({
      WAIT: 'pending',
      RUNNING: 'running',
      OVER: 'succeeded',
      FAIL: 'failed',
      CANCEL: 'cancelled',
    });
  });

  it.each([
    ['Success. Request Success.', 'succeeded'],
    ['SUCCESS', 'succeeded'],
    ['successfully deployed', 'succeeded'],
    ['  Success', 'succeeded'],
    ['', 'succeeded'],
    [null, 'succeeded'],
    [undefined, 'succeeded'],
    ['Failed', 'failed'],
    ['Not a Success', 'failed'],
    ['Unsuccessful', 'failed'],
    [7, 'failed'],
    [{}, 'running'],
    [['Success'], 'running'],
    [true, 'running'],
  ])('is OVER with the message %j: %s', async (message, state) => {
    expect(await look(body({ DeployedStatus: 'OVER', ErrorMsg: message }))).toMatchObject({ state });
  });

  it.each([
    ['all over', [OVER, OVER], 'succeeded', undefined],
    ['all queued', [entry('WAIT'), entry('WAIT')], 'pending', undefined],
    ['queued and running', [entry('WAIT'), entry('RUNNING')], 'running', undefined],
    ['over and queued', [OVER, entry('WAIT')], 'running', undefined],
    ['over and an unknown word', [OVER, entry('HALFWAY')], 'running', undefined],
    ['over and a missing word', [OVER, {}], 'running', undefined],
    ['over and failed', [OVER, entry('FAIL', 'quota')], 'failed', undefined],
    ['over and broken', [OVER, BROKEN], 'failed', undefined],
    ['over and cancelled', [OVER, entry('CANCEL')], 'cancelled', undefined],
    ['failed and cancelled', [entry('CANCEL'), entry('FAIL')], 'failed', undefined],
    ['failed while others go on', [entry('FAIL'), entry('RUNNING')], 'running', 'failed'],
    ['broken while others go on', [BROKEN, entry('WAIT')], 'running', 'failed'],
    ['cancelled while others go on', [entry('CANCEL'), entry('RUNNING')], 'running', 'cancelled'],
    ['failed while an unknown word stands', [entry('FAIL'), entry('over')], 'running', 'failed'],
  ])('with parts that are %s', async (_name, entries, state, lost) => {
    const seen = await look(body(...entries));
    expect(seen).toMatchObject({ kind: 'seen', state });
    expect(seen).toHaveProperty('kind', 'seen');
    expect('lost' in seen ? seen.lost : undefined).toBe(lost);
  });

  it.each([
    ['an empty list', body()],
    ['no list', { RequestId: 'x', DeployedResults: {} }],
    ['no results', { RequestId: 'x' }],
    ['null for a list', { DeployedResults: { DeployedResult: null } }],
  ])('is pending with %s', async (_name, answer) => {
    expect(await look(answer)).toMatchObject({ state: 'pending', parts: [] });
  });

  it('tells each part in its own words', async () => {
    expect(await look(body(OVER, entry('FAIL', 'quota exceeded')))).toMatchObject({
      providerState: '1 OVER, 1 FAIL',
      reason: '1 of 2 failed: api@RELEASE: quota exceeded',
      parts: [
        {
          name: 'api@RELEASE',
          state: 'succeeded',
          providerState: 'OVER',
          reason: 'Success. Request Success.',
        },
        { name: 'api@RELEASE', state: 'failed', providerState: 'FAIL', reason: 'quota exceeded' },
      ],
    });
  });

  it('tells ten words at most, and how many others there are', async () => {
    const entries = Array.from({ length: 12 }, (_, index) => entry(`WORD-${index}`));
    const seen = await look(body(...entries));
    expect(seen).toMatchObject({
      providerState: expect.stringMatching(/^1 WORD-0, .*, 1 WORD-9, 2 other words$/),
    });
  });

  it.each([
    ['all parts are over', body(OVER, OVER), 'failed', undefined],
    ['the rest goes on', body(OVER, entry('RUNNING')), 'running', 'failed'],
    ['nothing is listed', body(), 'pending', 'failed'],
    ['the rest was cancelled', body(entry('CANCEL'), OVER), 'failed', undefined],
  ])('does not forget a part that had failed when %s', async (_name, later, state, lost) => {
    const answers = [body(entry('FAIL', 'quota'), entry('RUNNING')), later];
    const again = watchOne(alibabaApiGateway, FIELDS, () => json(answers.shift()));
    await again();
    const seen = await again();
    expect(seen).toMatchObject({ state, reason: expect.stringContaining('quota') });
    expect('lost' in seen ? seen.lost : undefined).toBe(lost);
  });

  it('does not forget a part that was cancelled, nor one that failed after it', async () => {
    const answers = [
      body(entry('CANCEL', 'by hand'), entry('RUNNING')),
      body(OVER, entry('RUNNING')),
      body(OVER, entry('FAIL', 'quota'), entry('RUNNING')),
      body(OVER, OVER, OVER),
    ];
    const again = watchOne(alibabaApiGateway, FIELDS, () => json(answers.shift()));
    expect([await again(), await again(), await again(), await again()]).toMatchObject([
      { state: 'running', lost: 'cancelled' },
      { state: 'running', lost: 'cancelled', reason: expect.stringContaining('by hand') },
      { state: 'running', lost: 'failed' },
      { state: 'failed', reason: expect.stringContaining('quota') },
    ]);
    const longer = [
      body(entry('CANCEL', 'by hand'), entry('RUNNING')),
      ...Array(4).fill(body(entry('RUNNING'))),
    ];
    const often = watchOne(alibabaApiGateway, FIELDS, () => json(longer.shift()));
    const reasons: string[] = [];
    for (let looks = 0; looks < 5; looks += 1) {
      const seen = await often();
      reasons.push(seen.kind === 'seen' ? seen.reason : seen.kind);
    }
    expect(reasons[4]).toBe(reasons[1]);
    const cancelled = [body(entry('CANCEL'), entry('RUNNING')), body(OVER, OVER)];
    const once = watchOne(alibabaApiGateway, FIELDS, () => json(cancelled.shift()));
    expect([await once(), await once()]).toMatchObject([{ lost: 'cancelled' }, { state: 'cancelled' }]);
  });

  it('says what each part says', async () => {
    const part = (name: string, state: string, providerState: string, reason: string): unknown => ({
      name,
      state,
      providerState,
      reason,
      times: {},
    });
    expect(await look(body())).toStrictEqual({
      kind: 'seen',
      state: 'pending',
      providerState: '',
      reason: 'the task lists no API yet',
      parts: [],
    });
    const strange = { ApiUid: null, StageName: undefined, ErrorMsg: ' of some kind ' };
    expect(
      await look(body(entry('FAIL', 'quota'), entry('CANCEL'), OVER, entry('HALFWAY'), strange)),
    ).toStrictEqual({
      kind: 'seen',
      state: 'running',
      lost: 'failed',
      providerState: '1 FAIL, 1 CANCEL, 1 OVER, 1 HALFWAY, 1 (empty)',
      reason: '1 of 5 failed: api@RELEASE: quota; @: no ApiUid: of some kind',
      parts: [
        part('api@RELEASE', 'failed', 'FAIL', 'quota'),
        part('api@RELEASE', 'cancelled', 'CANCEL', ''),
        part('api@RELEASE', 'succeeded', 'OVER', 'Success. Request Success.'),
        part('api@RELEASE', 'running', 'HALFWAY', ''),
        part('@', 'running', '', 'no ApiUid: of some kind'),
      ],
      unknown: ['HALFWAY', ''],
    });
    expect(await look(body(OVER, OVER))).toMatchObject({
      providerState: '2 OVER',
      reason: '2 of 2 published, each with a message of success',
    });
    expect(await look(body(OVER, { ...OVER, ErrorMsg: '' }))).toMatchObject({
      state: 'succeeded',
      reason: '2 of 2 published, none with a message of an error',
    });
    expect(await look(body(OVER, OVER))).not.toHaveProperty('unknown');
  });

  it.each<[string, readonly (readonly Entry[])[], string, string | undefined, string]>([
    [
      'failed again',
      [
        [entry('FAIL', 'quota'), entry('RUNNING')],
        [entry('FAIL', 'no host'), OVER],
      ],
      'failed',
      undefined,
      '1 of 2 failed: api@RELEASE: no host',
    ],
    [
      'failed again while the rest goes on',
      [
        [entry('FAIL', 'quota'), entry('RUNNING')],
        [entry('FAIL', 'no host'), entry('RUNNING')],
      ],
      'running',
      'failed',
      '1 of 2 failed: api@RELEASE: no host',
    ],
    [
      'failed, and then another was cancelled',
      [
        [entry('FAIL', 'quota'), entry('RUNNING')],
        [OVER, entry('CANCEL'), entry('RUNNING')],
      ],
      'running',
      'failed',
      'a part had failed before (1 of 2 failed: api@RELEASE: quota)',
    ],
    [
      'failed, then another was cancelled, then all is over',
      [
        [entry('FAIL', 'quota'), entry('RUNNING')],
        [OVER, entry('CANCEL'), entry('RUNNING')],
        [OVER, OVER, OVER],
      ],
      'failed',
      undefined,
      'a part had failed before (1 of 2 failed: api@RELEASE: quota)',
    ],
    [
      'was cancelled, and another one too',
      [
        [entry('CANCEL', 'by hand'), entry('RUNNING')],
        [entry('RUNNING'), entry('CANCEL', 'again')],
      ],
      'running',
      'cancelled',
      '1 of 2 cancelled: api@RELEASE: again',
    ],
    [
      'was cancelled, then all is over',
      [
        [entry('CANCEL', 'by hand'), entry('RUNNING')],
        [OVER, OVER],
      ],
      'cancelled',
      undefined,
      'a part had been cancelled before (1 of 2 cancelled: api@RELEASE: by hand)',
    ],
  ])('keeps that a part %s', async (_what, answers, state, lost, reason) => {
    const left = [...answers];
    const again = watchOne(alibabaApiGateway, FIELDS, () => json(body(...(left.shift() ?? []))));
    for (const _ of answers.slice(1)) await again();
    const seen = await again();
    expect(seen).toMatchObject({ state, reason });
    expect('lost' in seen ? seen.lost : undefined).toBe(lost);
  });

  const api = (ApiUid: unknown, status: string, more: object = {}): Entry =>
    Object.assign(entry(status), { ApiUid }, more);
  const seenOf = async (answers: readonly (readonly Entry[])[], more: object = {}): Promise<unknown[]> => {
    const left = [...answers];
    const poll = watchOne(alibabaApiGateway, { ...FIELDS, ...more }, () =>
      json(body(...(left.shift() ?? []))),
    );
    const seen: unknown[] = [];
    for (const _ of answers) seen.push(await poll());
    return seen;
  };
  const GONE = 'listed before, and missing now';

  it.each<[what: string, answers: readonly (readonly Entry[])[], says: readonly object[]]>([
    [
      'one is listed no more, until it is again',
      [[api('a', 'OVER'), api(7, 'RUNNING')], [api('a', 'OVER')], [api('7', 'OVER'), api('a', 'OVER')]],
      [{}, { state: 'running', reason: `${GONE}: 7@RELEASE` }, { state: 'succeeded' }],
    ],
    [
      'one of two alike is listed no more',
      [[api('a', 'OVER'), api('a', 'RUNNING')], [api('a', 'OVER')], [api('a', 'OVER'), api('a', 'OVER')]],
      [{}, { state: 'running', reason: `${GONE}: a@RELEASE` }, { state: 'succeeded' }],
    ],
    [
      'another has come in its place',
      [
        [api('a', 'OVER'), api('b', 'RUNNING')],
        [api('a', 'OVER'), api('c', 'OVER')],
      ],
      [{}, { state: 'running', reason: `${GONE}: b@RELEASE` }],
    ],
    [
      'it has come back on another stage',
      [[api('a', 'RUNNING')], [api('a', 'OVER', { StageName: 'TEST' })]],
      [{}, { state: 'running', reason: `${GONE}: a@RELEASE` }],
    ],
    [
      'the rest has failed',
      [[api('a', 'RUNNING'), api('b', 'RUNNING')], [api('a', 'FAIL')]],
      [{}, { state: 'running', lost: 'failed', reason: `1 of 1 failed; ${GONE}: b@RELEASE` }],
    ],
    [
      'the rest is queued',
      [[api('a', 'WAIT'), api('b', 'WAIT')], [api('a', 'WAIT')]],
      [{ state: 'pending' }, { state: 'running', reason: `${GONE}: b@RELEASE` }],
    ],
    [
      'many are listed no more',
      [Array.from({ length: 7 }, (_, at) => api(`a${at}`, 'RUNNING')), [api('b', 'OVER')]],
      [
        {},
        {
          state: 'running',
          reason: `${GONE}: a0@RELEASE, a1@RELEASE, a2@RELEASE, a3@RELEASE, a4@RELEASE and 2 more`,
        },
      ],
    ],
    [
      'one is listed that has no id, whatever it says',
      [
        [api('a', 'OVER'), api(null, 'OVER')],
        [api(undefined, 'FAIL')],
        [api(' ', 'CANCEL')],
        [api('a', 'OVER')],
        [api('a', 'OVER'), api('b', 'OVER')],
      ],
      [
        { state: 'running', reason: '@RELEASE: no ApiUid' },
        { state: 'running', reason: `@RELEASE: no ApiUid; ${GONE}: a@RELEASE` },
        { state: 'running' },
        { state: 'running', reason: 'fewer entries than before: 1 of 2' },
        { state: 'succeeded', reason: '2 of 2 published, none with a message of an error' },
      ],
    ],
  ])('has not succeeded where %s', async (_what, answers, says) => {
    expect(await seenOf(answers)).toMatchObject(says);
  });

  const COUNT = (listed: number, apis: number): string => `APIs listed: ${listed}, but apis says ${apis}`;
  const two = [api('a', 'OVER'), api('b', 'OVER')];
  it.each<[what: string, apis: string, entries: readonly Entry[], says: object]>([
    ['as many', '2', two, { state: 'succeeded' }],
    ['fewer', '3', two, { state: 'running', reason: COUNT(2, 3) }],
    ['more', '1', two, { state: 'running', reason: COUNT(2, 1) }],
    [
      'two alike, which are one',
      '2',
      [api('a', 'OVER'), api('a', 'OVER')],
      { state: 'running', reason: COUNT(1, 2) },
    ],
    [
      'one on two stages, which are two',
      '2',
      [api('a', 'OVER'), api('a', 'OVER', { StageName: 'PRE' })],
      { state: 'succeeded' },
    ],
    [
      'one that has no id, which is none',
      '2',
      [api('a', 'OVER'), api('', 'OVER')],
      { state: 'running', reason: `@RELEASE: no ApiUid; ${COUNT(1, 2)}` },
    ],
    ['fewer, all queued', '3', [api('a', 'WAIT')], { state: 'pending', reason: COUNT(1, 3) }],
    ['fewer, one failed', '3', [api('a', 'FAIL')], { state: 'failed', reason: '1 of 1 failed' }],
    ['none', '3', [], { state: 'pending', reason: 'the task lists no API yet' }],
  ])('with apis, where it lists %s', async (_what, apis, entries, says) => {
    expect(await seenOf([entries], { apis })).toMatchObject([says]);
  });

  it('is the same task whatever apis says', () => {
    const identityOf = (apis: string): unknown =>
      alibabaApiGateway.read({ ...FIELDS, apis }, { projectId: () => undefined }, () => undefined)?.identity;
    expect(identityOf('1')).toEqual(identityOf('2'));
  });

  it('succeeds at OVER with a documented message alone, whatever else stands there', async () => {
    const anything = fc.oneof(
      fc.string(),
      fc.constantFrom(null, undefined, 'OVER', 'over', 'OVER ', 'SUCCESS', 'Success'),
      fc.constantFrom('', 'Success. Request Success.', 'success', 'Succes', 'Failed: Success'),
    );
    await fc.assert(
      fc.asyncProperty(anything, anything, anything, async (ApiUid, DeployedStatus, ErrorMsg) => {
        const [seen] = await seenOf([[OVER, { ...OVER, ...{ ApiUid, DeployedStatus, ErrorMsg } }]]);
        const well = (ErrorMsg ?? '').trim() === '' || /^success/i.test((ErrorMsg ?? '').trim());
        const documented = (ApiUid ?? '').trim() !== '' && DeployedStatus === 'OVER' && well;
        expect(Object(seen).state === 'succeeded').toBe(documented);
      }),
      {
        examples: [
          ['api', 'OVER', ''],
          ['api', null, ''],
          [null, 'OVER', ''],
        ],
      },
    );
  });

  it('is asked for by its id', async () => {
    const asked: unknown[] = [];
    await watchOne(alibabaApiGateway, FIELDS, (operation, query) => {
      asked.push([operation, Object.fromEntries(query)]);
      return json(body(OVER));
    })();
    expect(asked).toEqual([['DescribeDeployApiTask', { OperationUid: FIELDS['operation-uid'] }]]);
  });

  it('refuses a status of another type', async () => {
    expect(await look(body({ DeployedStatus: 1 }))).toMatchObject({ kind: 'unreachable' });
  });
});
