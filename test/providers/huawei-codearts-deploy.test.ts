import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { EXECUTION_STATE } from '../../src/providers/codearts-execution.ts';
import { huaweiCodeartsDeploy } from '../../src/providers/huawei-codearts-deploy.ts';
import type { Observation } from '../../src/task.ts';
import { type Given, http, json, watchOne } from './ask.ts';
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

/** What each look saw, in a word; `answers` are those of the task, beside the record's statuses. */
async function heldOver(
  records: readonly unknown[],
  answers: readonly Given[],
): Promise<readonly { readonly state: string; readonly observation: Observation }[]> {
  const [words, left] = [[...records], [...answers]];
  const look = watchOne(
    huaweiCodeartsDeploy,
    RECORD,
    (path) => (path.endsWith('/state') ? json(record(words.shift())) : (left.shift() ?? http(500))),
    true,
  );
  const seen: { state: string; observation: Observation }[] = [];
  for (const _ of records) {
    const observation = await look();
    seen.push({ state: observation.kind === 'seen' ? observation.state : observation.kind, observation });
  }
  return seen;
}

/** Rows of looks: the record's status, the task's last execution, and what comes of it. */
type Row = readonly [record: string, status: string, number: number, state: string];

describe('one record that must hold', () => {
  it.each<[what: string, ...rows: readonly Row[]]>([
    [
      'counts once two looks say the same',
      ['succeeded', 'succeeded', 8, 'running'],
      ['succeeded', 'succeeded', 8, 'succeeded'],
      ['succeeded', 'succeeded', 8, 'succeeded'],
    ],
    [
      'counts at once where its number is known from before',
      ['running', 'running', 8, 'running'],
      ['running', 'running', 8, 'running'],
      ['succeeded', 'succeeded', 8, 'succeeded'],
    ],
    [
      'is superseded when another execution begins after it',
      ['succeeded', 'succeeded', 8, 'running'],
      ['succeeded', 'succeeded', 8, 'succeeded'],
      ['succeeded', 'running', 9, 'superseded'],
    ],
    [
      'is superseded by one that has begun and succeeded between two looks',
      ['running', 'running', 8, 'running'],
      ['running', 'running', 8, 'running'],
      ['succeeded', 'succeeded', 9, 'superseded'],
    ],
    [
      'is not confirmed by an answer that is older',
      ['running', 'running', 8, 'running'],
      ['succeeded', 'succeeded', 8, 'succeeded'],
      ['succeeded', 'succeeded', 7, 'running'],
      ['succeeded', 'succeeded', 8, 'succeeded'],
    ],
    [
      'waits for a task that lags behind for one look',
      ['running', 'running', 8, 'running'],
      ['running', 'running', 8, 'running'],
      ['succeeded', 'running', 8, 'running'],
      ['succeeded', 'succeeded', 8, 'succeeded'],
    ],
    [
      'is superseded by an execution that is behind in two looks in a row',
      ['succeeded', 'running', 8, 'running'],
      ['succeeded', 'running', 8, 'superseded'],
    ],
    [
      'is superseded only when it has succeeded',
      ['running', 'pending', 9, 'running'],
      ['running', 'pending', 9, 'running'],
      ['running', 'running', 9, 'running'],
      ['succeeded', 'running', 9, 'superseded'],
    ],
    [
      'does not count beside the execution before it, however long that is the last one',
      ['running', 'abort', 5, 'running'],
      ['running', 'abort', 5, 'running'],
      ['succeeded', 'abort', 5, 'running'],
      ['succeeded', 'abort', 5, 'running'],
      ['succeeded', 'abort', 5, 'running'],
    ],
    [
      'counts after the execution before it',
      ['pending', 'succeeded', 7, 'pending'],
      ['running', 'succeeded', 7, 'running'],
      ['succeeded', 'succeeded', 7, 'running'],
      ['succeeded', 'succeeded', 7, 'running'],
      ['succeeded', 'succeeded', 8, 'running'],
      ['succeeded', 'succeeded', 8, 'succeeded'],
    ],
    [
      'is never confirmed by an execution that has ended otherwise',
      ['succeeded', 'failed', 8, 'running'],
      ['succeeded', 'failed', 8, 'running'],
      ['succeeded', 'succeeded', 8, 'running'],
      ['succeeded', 'succeeded', 8, 'running'],
      ['succeeded', 'succeeded', 8, 'running'],
    ],
    [
      'is replaced by one that has run, although one that never began came first',
      ['running', 'running', 5, 'running'],
      ['running', 'running', 5, 'running'],
      ['running', 'not_started', 6, 'running'],
      ['running', 'not_started', 6, 'running'],
      ['succeeded', 'succeeded', 7, 'superseded'],
    ],
    [
      'stands beside one that was cancelled in the queue while ours went on',
      ['running', 'running', 5, 'running'],
      ['running', 'running', 5, 'running'],
      ['running', 'not_started', 6, 'running'],
      ['running', 'not_started', 6, 'running'],
      ['succeeded', 'not_started', 6, 'succeeded'],
    ],
    [
      'is replaced by one that has run beside it',
      ['running', 'running', 5, 'running'],
      ['running', 'running', 5, 'running'],
      ['running', 'failed', 6, 'running'],
      ['running', 'failed', 6, 'running'],
      ['succeeded', 'failed', 6, 'superseded'],
    ],
    [
      'is replaced by one that was seen to run, whatever the last one is later',
      ['running', 'running', 5, 'running'],
      ['running', 'running', 5, 'running'],
      ['running', 'running', 6, 'running'],
      ['succeeded', 'succeeded', 5, 'superseded'],
    ],
    [
      'is not confirmed without a status',
      ['succeeded', 'succeeded', 8, 'running'],
      ['succeeded', 'succeeded', 8, 'succeeded'],
      ['succeeded', '', 8, 'running'],
      ['succeeded', '', 8, 'running'],
    ],
  ])('%s', async (_what, ...rows) => {
    const seen = await heldOver(
      rows.map(([word]) => word),
      rows.map(([, status, number]) => json(last(status, number))),
    );
    expect(seen.map(({ state }) => state)).toEqual(rows.map(([, , , state]) => state));
  });

  it('says why it does not count yet', async () => {
    const [{ observation } = { observation: undefined }] = await heldOver(
      ['succeeded'],
      [json(last(undefined, 8))],
    );
    expect(observation).toMatchObject({
      reason:
        "record ours has succeeded, but the task's last execution, number 8 (no status), is not known to be this deployment yet",
    });
  });

  const behind = json(last('pending', 9));
  it.each<[what: string, Given]>([
    ['cannot be read', http(502)],
    ['is another one', json(last('pending', 9, { task_id: 'other' }))],
    ['has no number', json(last('pending', null))],
    ['has half a number', json(last('pending', 8.5))],
  ])('a look at which the task %s stands between two others', async (_what, given) => {
    const states = async (...answers: readonly Given[]): Promise<string | undefined> => {
      const records = [...answers.map(() => 'running'), 'succeeded'];
      return (await heldOver(records, [...answers, json(last('running', 9))])).at(-1)?.state;
    };
    expect(await states(behind, behind)).toBe('superseded');
    expect(await states(behind, given, given)).toBe('running');
    expect(await states(behind, given, behind, behind)).toBe('superseded');
  });

  it('a look at which the record cannot be read stands between two others', async () => {
    const states = async (...statuses: readonly (string | undefined)[]): Promise<string> => {
      const words = [...statuses, 'succeeded'];
      const look = watchOne(
        huaweiCodeartsDeploy,
        RECORD,
        (path) => {
          if (!path.endsWith('/state')) return words.length > 0 ? behind : json(last('succeeded', 9));
          const word = words.shift();
          return word === undefined ? http(502) : json(record(word));
        },
        true,
      );
      const seen: Observation[] = [];
      for (const _ of [...statuses, 'succeeded']) seen.push(await look());
      const end = seen.at(-1);
      return end?.kind === 'seen' ? end.state : String(end?.kind);
    };
    expect(await states('running', 'running')).toBe('superseded');
    expect(await states('running', undefined, 'running')).toBe('running');
  });

  it.each([
    ['a record that has failed', ['failed'], 1],
    ['a record that goes on, with its number known', ['running', 'running', 'running'], 6],
    ['a record that has succeeded', ['succeeded', 'succeeded'], 4],
    ['a record of somebody else', ['theirs'], 1],
  ])('asks for the task at every look that needs it: of %s', async (_what, records, requests) => {
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
    const answers = [http(502), json(last('succeeded', 8, { task_id: 'other' })), json(last('x', null))];
    const seen = await heldOver(['succeeded', 'succeeded', 'succeeded'], answers);
    expect(seen.map(({ state }) => state)).toEqual(['unreachable', 'unreachable', 'unreachable']);
    expect(seen.map(({ observation }) => observation.reason)).toEqual([
      'HTTP 502',
      'an answer about another task or execution',
      'the task does not tell its last execution (no release_id)',
    ]);
  });

  it('is absent, with what its IDs must be, where the task is unknown', async () => {
    const unknown = http(404, { error_code: 'Deploy.00011020' });
    const [seen] = await heldOver(['succeeded'], [unknown]);
    expect(seen?.observation).toMatchObject({
      kind: 'absent',
      ids: 'task-id is the id of the deployment task, not of a record',
    });
    const record = await watchOne(huaweiCodeartsDeploy, RECORD, () => unknown)();
    expect(record).toMatchObject({
      kind: 'absent',
      ids: 'task-id is the id of the deployment task, not of a record, and record-id the id in the answer of its start call',
    });
  });

  it('goes on without its number where the task is unknown', async () => {
    const unknown = http(404, { error_code: 'Deploy.00011020' });
    const [seen] = await heldOver(['running'], [unknown]);
    expect(seen).toMatchObject({ state: 'running' });
  });

  it('is over at once where the task is refused', async () => {
    const denied = http(403, { error_code: 'Deploy.00011154' });
    const [seen] = await heldOver(['running'], [denied]);
    expect(seen).toMatchObject({ state: 'refused' });
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

describe('a success takes the documented value of each status that it reads', () => {
  /** Any text, the documented ones and others, null and nothing. */
  const anything = fc.oneof(
    fc.string(),
    fc.constantFrom(
      null,
      undefined,
      'success',
      'SUCCEEDED',
      'Succeeded',
      ' succeeded',
      'succeed',
      'not_started',
    ),
    fc.constantFrom(...STATES.map(([word]) => word)),
  );
  type Statuses = Readonly<Record<'envelope' | 'status' | 'execution_state', unknown>>;
  const good: Statuses = { envelope: 'success', status: 'succeeded', execution_state: 'succeeded' };

  /** The state after looks at the same answers, over and over. */
  const endOf = async (
    { envelope, status, execution_state }: Statuses,
    fields: Readonly<Record<string, string>>,
    settles: boolean,
  ): Promise<string> => {
    const look = watchOne(
      huaweiCodeartsDeploy,
      fields,
      (path) =>
        json(
          path.endsWith('/state')
            ? { ...Object(record(status)), status: envelope }
            : last(execution_state, 8),
        ),
      settles,
    );
    const seen = [await look(), await look(), await look()].at(-1);
    return seen?.kind === 'seen' ? seen.state : String(seen?.kind);
  };

  it.each<
    [
      what: string,
      fields: Readonly<Record<string, string>>,
      settles: boolean,
      read: readonly (keyof Statuses)[],
    ]
  >([
    ['a record', RECORD, false, ['envelope', 'status']],
    ['a record that must hold', RECORD, true, ['envelope', 'status', 'execution_state']],
    ['the execution after a number', AFTER, true, ['execution_state']],
    ['whichever is the last', LAST, true, ['execution_state']],
  ])('%s', async (_what, fields, settles, read) => {
    expect(await endOf(good, fields, settles)).toBe('succeeded');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...read), anything, async (name, value) => {
        const state = await endOf({ ...good, [name]: value }, fields, settles);
        expect(state === 'succeeded').toBe(value === good[name]);
      }),
    );
  });
});
