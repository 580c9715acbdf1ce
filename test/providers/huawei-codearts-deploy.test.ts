import { describe, expect, it } from 'vitest';

import { EXECUTION_STATE } from '../../src/providers/codearts-verdict.ts';
import { huaweiCodeartsDeploy } from '../../src/providers/huawei-codearts-deploy.ts';
import type { Observation } from '../../src/task.ts';
import { type Given, http, json, type Server, watchOne } from './ask.ts';
import { testProvider } from './contract.ts';

const RECORD = { 'task-id': 'task', 'record-id': 'ours' };
const AFTER = { 'task-id': 'task', 'after-release': '7' };
const LAST = { 'task-id': 'task', 'accept-last': 'true' };

const record = (status: unknown, more: object = {}): unknown => ({
  status: 'success',
  result: { status, record_id: 'ours', task_id: 'task', start_time: '2026-01-01 10:00:00', ...more },
});
const last = (execution_state: unknown, release_id: unknown, more: object = {}): unknown => ({
  task_id: 'task',
  execution_state,
  release_id,
  execution_time: '2026-01-01 10:00:00',
  ...more,
});

testProvider({
  provider: huaweiCodeartsDeploy,
  fields: RECORD,
  succeeded: () => json(record('succeeded')),
  foreign: () => json(record('succeeded', { record_id: 'theirs' })),
  unknownWord: (word) => () => json(record(word)),
  unknownId: http(400, { error_code: 'Deploy.00011303', error_msg: 'no such record' }),
  refusedCredentials: http(401, { error_code: 'APIGW.0301', error_msg: 'verify aksk signature fail' }),
  noPermission: http(403, { error_code: 'Deploy.00011154', error_msg: 'denied' }),
  permission:
    'ShowTaskState: grant the user or role of the credentials the permission to view the application (CodeArts Deploy)',
  throttled: http(429, { error_code: 'APIGW.0308', error_msg: 'slow down' }),
});

const STATES = [
  ['pending', 'pending'],
  ['not_executed', 'pending'],
  ['running', 'running'],
  ['succeeded', 'succeeded'],
  ['failed', 'failed'],
  ['timeout', 'failed'],
  ['abort', 'cancelled'],
  ['not_started', 'cancelled'],
] as const;

it('knows the words of the vendor', () => {
  expect(Object.entries(EXECUTION_STATE).sort()).toEqual([...STATES].map(([w, s]) => [w, s]).sort());
});

describe('one record', () => {
  const look = (answer: unknown): Promise<Observation> =>
    watchOne(huaweiCodeartsDeploy, RECORD, () => json(answer))();

  it.each([...STATES, [undefined, 'pending'], [null, 'pending']] as const)(
    '%s is %s',
    async (word, state) => {
      expect(await look(record(word))).toMatchObject({ kind: 'seen', state });
    },
  );

  it.each([
    ["somebody else's record", record('succeeded', { record_id: 'theirs' })],
    ['no record', record('succeeded', { record_id: undefined })],
    ['another task', record('succeeded', { task_id: 'other' })],
    ['an envelope that says error', { ...Object(record('succeeded')), status: 'error' }],
    ['an envelope that says nothing', { ...Object(record('succeeded')), status: undefined }],
    ['no result', { status: 'success' }],
  ])('with %s is a fault', async (_name, answer) => {
    expect(await look(answer)).toMatchObject({ kind: 'unreachable' });
  });

  it.each([
    ['Deploy.00011020', 200],
    ['Deploy.00011020', 404],
    ['Deploy.00011303', 400],
  ])('%s with HTTP %s means that the id is unknown', async (error_code, status) => {
    const look = watchOne(huaweiCodeartsDeploy, RECORD, () => http(status, { error_code, error_msg: 'x' }));
    expect(await look()).toMatchObject({ kind: 'absent', providerState: error_code });
  });

  it('may have ids that are numbers, times of any shape, and steps that nobody reads', async () => {
    const fields = { 'task-id': '77', 'record-id': '12345678901234567890' };
    const look = watchOne(huaweiCodeartsDeploy, fields, () =>
      http(
        200,
        `{"status":"success","result":{"task_id":77,"record_id":12345678901234567890,"status":"succeeded","step":{},"start_time":{},"end_time":[]}}`,
      ),
    );
    expect(await look()).toMatchObject({ state: 'succeeded', parts: [{ times: {} }] });
  });

  it('asks for the record, and for nothing else without settle', async () => {
    const asked: string[] = [];
    const look = watchOne(huaweiCodeartsDeploy, RECORD, (path, query) => {
      asked.push(`${path}?${query}`);
      return json(record('succeeded'));
    });
    await look();
    expect(asked).toEqual(['/v2/tasks/task/state?record_id=ours&step_state=false']);
  });
});

it('asks for the task, and for nothing else, where no record is named', async () => {
  const asked: string[] = [];
  await watchOne(huaweiCodeartsDeploy, LAST, (path, query) => {
    asked.push(`${path}?${query}`);
    return json(last('succeeded', 8));
  })();
  expect(asked).toEqual(['/v2/tasks/task?']);
  const denied = watchOne(huaweiCodeartsDeploy, LAST, () => http(403, { error_code: 'Deploy.00011154' }));
  expect(await denied()).toMatchObject({
    reason: expect.stringContaining(
      'ShowDeployTaskDetail: grant the user or role of the credentials the permission to view the application (',
    ),
  });
});

describe('one record that must hold', () => {
  const looks = async (...numbers: readonly Given[]): Promise<readonly Observation[]> => {
    const left = [...numbers];
    const server: Server = (path) =>
      path.endsWith('/state') ? json(record('succeeded')) : (left.shift() ?? http(500));
    const look = watchOne(huaweiCodeartsDeploy, RECORD, server, true);
    const seen: Observation[] = [];
    for (const _ of numbers) seen.push(await look());
    return seen;
  };

  it('is superseded when another execution begins after it', async () => {
    const [first, second] = await looks(json(last('succeeded', 8)), json(last('running', 9)));
    expect(first).toMatchObject({ state: 'succeeded' });
    expect(second).toMatchObject({
      state: 'superseded',
      reason: 'execution 9 (running) began after ours had succeeded',
    });
  });

  it('holds while the last execution stays the same', async () => {
    const seen = await looks(json(last('succeeded', 8)), json(last('succeeded', '8')));
    expect(seen).toMatchObject([{ state: 'succeeded' }, { state: 'succeeded' }]);
  });

  it('is not confirmed by an answer that is older', async () => {
    const seen = await looks(
      json(last('succeeded', 8)),
      json(last('succeeded', 7)),
      json(last('succeeded', 8)),
    );
    expect(seen).toMatchObject([{ state: 'succeeded' }, { kind: 'unreachable' }, { state: 'succeeded' }]);
  });

  it('does not hold while the last execution goes on: an answer that lags, or another one', async () => {
    const running = json(last('running', 8));
    const lagging = await looks(running, running, json(last('succeeded', 8)));
    expect(lagging).toMatchObject([{ state: 'running' }, { state: 'running' }, { state: 'succeeded' }]);
    const another = await looks(running, running, running);
    expect(another).toMatchObject([{ state: 'running' }, { state: 'running' }, { state: 'superseded' }]);
    const next = await looks(json(last('running', 43)), json(last('succeeded', 45)));
    expect(next).toMatchObject([{ state: 'running' }, { state: 'superseded' }]);
  });

  it('does not hold while the task tells a number and no state', async () => {
    expect(await looks(json(last(undefined, 8)))).toMatchObject([
      {
        state: 'running',
        reason: "our record has succeeded, but the task's last execution, number 8, is unknown",
      },
    ]);
  });

  it('knows its number from when both went on, however long the task lags behind', async () => {
    const records = ['running', 'running', ...Array(6).fill('succeeded')];
    const tasks = [
      last('succeeded', 7),
      ...Array(5).fill(last('running', 8)),
      last('succeeded', 8),
      last('running', 9),
    ];
    const look = watchOne(
      huaweiCodeartsDeploy,
      RECORD,
      (path) => json(path.endsWith('/state') ? record(records.shift()) : tasks.shift()),
      true,
    );
    const states: string[] = [];
    for (let count = 0; count < 8; count += 1) {
      const seen = await look();
      states.push(seen.kind === 'seen' ? seen.state : seen.kind);
    }
    expect(states).toEqual([...Array(6).fill('running'), 'succeeded', 'superseded']);
  });

  it.each<[string, readonly string[], readonly unknown[], readonly string[]]>([
    [
      'had succeeded while ours still went on, look after look',
      ['running', 'running', 'succeeded', 'succeeded', 'succeeded'],
      [...Array(4).fill(last('succeeded', 5)), last('succeeded', 6)],
      ['running', 'running', 'unreachable', 'unreachable', 'succeeded'],
    ],
    [
      'had failed while ours still went on, at one look',
      ['running', 'succeeded', 'succeeded', 'succeeded'],
      [last('failed', 5), last('failed', 5), last('succeeded', 6), last('running', 7)],
      ['running', 'unreachable', 'succeeded', 'superseded'],
    ],
    [
      'is all that the task ever tells',
      ['running', ...Array(5).fill('succeeded')],
      Array(6).fill(last('abort', 5)),
      ['running', ...Array(5).fill('unreachable')],
    ],
    [
      'is told once more after ours was seen to go on',
      ['running', 'running', 'running', 'succeeded', 'succeeded'],
      [last('failed', 5), last('running', 5), last('running', 6), last('failed', 5), last('succeeded', 6)],
      ['running', 'running', 'running', 'unreachable', 'succeeded'],
    ],
    [
      'is ours after all, where the record has lagged behind and no other comes',
      ['running', 'running', 'succeeded', 'succeeded', 'succeeded', 'succeeded', 'succeeded'],
      [...Array(6).fill(last('succeeded', 6)), last('running', 7)],
      ['running', 'running', 'unreachable', 'unreachable', 'succeeded', 'succeeded', 'superseded'],
    ],
    [
      'is told by answers that lag in turn',
      ['running', 'running', 'running', 'succeeded', 'succeeded'],
      [last('failed', 3), last('failed', 5), last('failed', 4), last('succeeded', 5), last('succeeded', 6)],
      ['running', 'running', 'running', 'unreachable', 'succeeded'],
    ],
    [
      'may just be ours',
      ['running', 'succeeded', 'succeeded'],
      [last('succeeded', 6), last('succeeded', 6), last('running', 7)],
      ['running', 'succeeded', 'superseded'],
    ],
  ])('knows the execution before it, which %s', async (_what, records, tasks, states) => {
    const [words, answers] = [[...records], [...tasks]];
    const look = watchOne(
      huaweiCodeartsDeploy,
      RECORD,
      (path) => json(path.endsWith('/state') ? record(words.shift()) : answers.shift()),
      true,
    );
    const seen: string[] = [];
    for (const _ of states) {
      const observation = await look();
      seen.push(observation.kind === 'seen' ? observation.state : observation.kind);
    }
    expect(seen).toEqual(states);
  });

  it('is superseded by one that began and succeeded between two looks', async () => {
    const records = ['running', 'succeeded'];
    const tasks = [last('running', 8), last('succeeded', 9)];
    const look = watchOne(
      huaweiCodeartsDeploy,
      RECORD,
      (path) => json(path.endsWith('/state') ? record(records.shift()) : tasks.shift()),
      true,
    );
    expect([await look(), await look()]).toMatchObject([{ state: 'running' }, { state: 'superseded' }]);
  });

  it('takes an execution that waits for its own, too', async () => {
    const records = ['pending', 'succeeded'];
    const tasks = [last('pending', 8), last('running', 9)];
    const look = watchOne(
      huaweiCodeartsDeploy,
      RECORD,
      (path) => json(path.endsWith('/state') ? record(records.shift()) : tasks.shift()),
      true,
    );
    expect([await look(), await look()]).toMatchObject([{ state: 'pending' }, { state: 'superseded' }]);
  });

  it.each([
    ['a record that has failed', ['failed'], 1],
    ['a record that goes on, with its number known', ['running', 'running', 'running'], 4],
    ['a record that has succeeded', ['succeeded', 'succeeded'], 4],
    ['a record of somebody else', ['theirs'], 1],
  ])('asks for the task only where it must: of %s', async (_what, records, requests) => {
    const left = [...records];
    let asked = 0;
    const look = watchOne(
      huaweiCodeartsDeploy,
      RECORD,
      (path) => {
        asked += 1;
        if (!path.endsWith('/state')) return json(last('running', 8));
        const word = left.shift();
        return json(record(word, word === 'theirs' ? { record_id: 'theirs' } : {}));
      },
      true,
    );
    for (const _ of records) await look();
    expect(asked).toBe(requests);
  });

  it.each([
    ['a permission is missing', http(403, { error_code: 'Deploy.00011154' }), { kind: 'refused' }],
    ['it is to be left alone', http(503, '', { 'retry-after': '7' }), { retryAfterMs: 7000 }],
    ['the task is unknown', http(404, { error_code: 'Deploy.00011020' }), { state: 'running' }],
    ['it is in trouble', http(503), { state: 'running' }],
  ])('hears the server while it goes on: %s', async (_what, given, observation) => {
    const look = watchOne(
      huaweiCodeartsDeploy,
      RECORD,
      (path) => (path.endsWith('/state') ? json(record('running')) : given),
      true,
    );
    expect(await look()).toMatchObject(observation);
  });

  it('goes on without its number where the task cannot be read, unless the server wishes something', async () => {
    const tasks = [
      http(502),
      json(last('running', 8, { task_id: 'other' })),
      http(429, { error_code: 'APIGW.0308' }),
    ];
    const look = watchOne(
      huaweiCodeartsDeploy,
      RECORD,
      (path) => (path.endsWith('/state') ? json(record('running')) : (tasks.shift() ?? http(500))),
      true,
    );
    expect([await look(), await look(), await look()]).toMatchObject([
      { state: 'running' },
      { state: 'running' },
      { kind: 'unreachable', throttled: true },
    ]);
  });

  it('is not confirmed while the last execution cannot be read', async () => {
    const seen = await looks(
      http(502),
      json(last('succeeded', 8, { task_id: 'other' })),
      json(last('x', null)),
    );
    expect(seen.map(({ kind }) => kind)).toEqual(['unreachable', 'unreachable', 'unreachable']);
  });
});

describe('the execution after a number', () => {
  const looks = async (...answers: readonly unknown[]): Promise<readonly Observation[]> => {
    const left = [...answers];
    const look = watchOne(huaweiCodeartsDeploy, AFTER, () => json(left.shift()));
    const seen: Observation[] = [];
    for (const _ of answers) seen.push(await look());
    return seen;
  };

  it.each([
    ['the one before', last('succeeded', 7), 'pending'],
    ['an older one', last('succeeded', 6), 'pending'],
    ['the one before, as text', last('succeeded', '7'), 'pending'],
    ['the next', last('succeeded', 8), 'succeeded'],
    ['the next, as text', last('succeeded', '8'), 'succeeded'],
    ['the next, failed', last('failed', 8), 'failed'],
    ['none', last(undefined, undefined), 'pending'],
    ['one without a number', last('succeeded', undefined), 'running'],
    ['one with half a number', last('succeeded', 8.5), 'running'],
  ])('%s: %o is %s', async (_name, answer, state) => {
    expect(await looks(answer)).toMatchObject([{ kind: 'seen', state }]);
  });

  it('is superseded by a still larger one', async () => {
    const seen = await looks(last('running', 8), last('succeeded', 9));
    expect(seen).toMatchObject([
      { state: 'running' },
      { state: 'superseded', reason: 'execution 9 (succeeded) took the place of ours, number 8' },
    ]);
  });

  it('waits on an answer that is older than what was seen', async () => {
    const seen = await looks(last('running', 8), last('succeeded', 7), last('succeeded', 8));
    expect(seen).toMatchObject([{ state: 'running' }, { state: 'running' }, { state: 'succeeded' }]);
  });

  it('mentions skipped numbers, and does not judge by them', async () => {
    expect(await looks(last('succeeded', 12))).toMatchObject([
      { state: 'succeeded', reason: expect.stringContaining('numbers after 7 were skipped') },
    ]);
  });

  it('compares numbers of any length', async () => {
    const long = '90071992547409931';
    const look = watchOne(huaweiCodeartsDeploy, { ...AFTER, 'after-release': long }, () =>
      http(200, `{"task_id":"task","execution_state":"succeeded","release_id":${long}}`),
    );
    expect(await look()).toMatchObject({ state: 'pending' });
  });

  it('takes an answer about another task for a fault', async () => {
    expect(await looks(last('succeeded', 8, { task_id: 'other' }))).toMatchObject([{ kind: 'unreachable' }]);
  });
});

describe('whichever execution is the last', () => {
  it('follows the largest number', async () => {
    const answers = [last('succeeded', 7), last('running', 8), last('succeeded', 7), last('failed', 8)];
    const look = watchOne(huaweiCodeartsDeploy, LAST, () => json(answers.shift()));
    const states: string[] = [];
    for (let looks = 0; looks < 4; looks += 1) {
      const seen = await look();
      states.push(seen.kind === 'seen' ? seen.state : seen.kind);
    }
    expect(states).toEqual(['succeeded', 'running', 'running', 'failed']);
  });

  it('must hold anew with each execution', async () => {
    const answers = [last('succeeded', 7), last('succeeded', 8), last('succeeded', 8)];
    const look = watchOne(huaweiCodeartsDeploy, LAST, () => json(answers.shift()), true);
    expect([await look(), await look(), await look()]).toMatchObject([
      { state: 'succeeded' },
      { state: 'running', reason: 'execution 8 (succeeded) is the last one now, instead of number 7' },
      { state: 'succeeded' },
    ]);
  });

  it('is pending, and says so, while there is none', async () => {
    const look = watchOne(huaweiCodeartsDeploy, LAST, () => json({ task_id: 'task', state: 'Available' }));
    expect(await look()).toMatchObject({
      state: 'pending',
      reason: 'there is no execution yet (no execution_state)',
    });
  });
});

describe('which execution is ours', () => {
  it.each([
    [{ 'task-id': 'task' }],
    [{ ...RECORD, 'accept-last': 'true' }],
    [{ ...RECORD, 'after-release': '7' }],
    [{ 'task-id': 'task', 'accept-last': 'false' }],
  ])('is refused where it is not said once: %j', (fields) => {
    const problems: string[] = [];
    huaweiCodeartsDeploy.read(fields, { projectId: () => undefined }, (field, message) =>
      problems.push(`${field} ${message}`),
    );
    expect(problems).toHaveLength(1);
    for (const way of ['record-id', 'after-release', 'accept-last: true']) expect(problems[0]).toContain(way);
  });

  it.each(['x', '-1', '1.5', ''])('refuses the number %j', (number) => {
    const fields: string[] = [];
    huaweiCodeartsDeploy.read(
      { ...AFTER, 'after-release': number },
      { projectId: () => undefined },
      (field) => fields.push(field),
    );
    expect(fields).toEqual(['after-release']);
  });
});
