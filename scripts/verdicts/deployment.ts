import { EXECUTION_STATE } from '../../src/providers/codearts-execution.ts';
import { huaweiCodeartsDeploy } from '../../src/providers/huawei-codearts-deploy.ts';
import { json, type Server } from '../../test/providers/ask.ts';
import { type Fields, lookAt, MISSING, rowsOf, stateOf, UNKNOWN, wordsOf } from './look.ts';
import { table } from './markdown-table.ts';

/** What the answers of several looks at one deployment say. */
type Scene = readonly [said: string, fields: Fields, looks: readonly Server[]];

/** What each word of an execution means, and which execution counts. */
export async function deploymentTables(): Promise<Readonly<Record<string, string>>> {
  const OURS = { 'task-id': 'task', 'record-id': 'ours' };
  const record =
    (status: string, envelope = 'success', record_id = 'ours'): Server =>
    () =>
      json({ status: envelope, result: { record_id, task_id: 'task', status } });
  const last =
    (execution_state: string, release_id?: number): Server =>
    () =>
      json({ task_id: 'task', execution_state, release_id });
  const both =
    (ours: Server, whole: Server): Server =>
    (path, query) =>
      path.endsWith('/state') ? ours(path, query) : whole(path, query);
  const after = { 'task-id': 'task', 'after-release': '41' };
  const any = { 'task-id': 'task', 'accept-last': 'true' };
  const twice = (ours: Server, whole: Server): readonly Server[] => [both(ours, whole), both(ours, whole)];
  const known = twice(record('running'), last('running', 42));
  const ended = both(record('succeeded'), last('succeeded', 42));
  return {
    deployment: table(
      ['`status` of the record, or `execution_state`', 'the task is'],
      await rowsOf([...wordsOf(EXECUTION_STATE), MISSING, ['any other word', UNKNOWN]], [['', '']], (word) =>
        lookAt(huaweiCodeartsDeploy, OURS, record(word)).then(stateOf),
      ),
    ),
    'which execution': table(
      ['given', 'the answer', 'the task is'],
      [
        ...(await named('`record-id`', [
          ['is about another record', OURS, [record('succeeded', 'success', 'other')]],
          ['has `"status": "error"` around the record', OURS, [record('succeeded', 'error')]],
        ])),
        ...(await named("`after-release: '41'`", [
          ['is about execution 41, `succeeded`', after, [last('succeeded', 41)]],
          ['is about execution 42, `succeeded`', after, [last('succeeded', 42)]],
          ['says `succeeded`, but not of which execution', after, [last('succeeded')]],
          [
            'was about execution 42, `running`, and is about 43, `running` or ended',
            after,
            [last('running', 42), last('succeeded', 43)],
          ],
          [
            'was about execution 42, `running`, and is about 43, `pending` or `not_started`',
            after,
            [last('running', 42), last('pending', 43)],
          ],
          [
            'was about execution 42, and is about 41 again',
            after,
            [last('running', 42), last('succeeded', 41)],
          ],
        ])),
        ...(await named('`accept-last: true`', [
          ['is about execution 41, `succeeded`', any, [last('succeeded', 41)]],
          [
            'was about execution 41, `running`, and is about 42, `succeeded`',
            any,
            [last('running', 41), last('succeeded', 42)],
          ],
          [
            'was about execution 41, `running`, and is about 42, `pending` or `not_started`',
            any,
            [last('running', 41), last('not_started', 42)],
          ],
        ])),
        ...(await named(
          '`record-id`, and `settle`',
          [
            ['is `succeeded`, and so is the last execution, for the first time', OURS, [ended]],
            ['is `succeeded`, and so is the last execution, for the second time', OURS, [ended, ended]],
            [
              'is `succeeded`, and the last execution, known to be ours, is still `running`',
              OURS,
              [...known, both(record('succeeded'), last('running', 42))],
            ],
            [
              'is `succeeded`, and the last execution is the one before',
              OURS,
              [
                ...twice(record('running'), last('succeeded', 41)),
                ...twice(record('succeeded'), last('succeeded', 41)),
              ],
            ],
            [
              'is `succeeded`, and the last execution is another one, `failed`',
              OURS,
              twice(record('succeeded'), last('failed', 43)),
            ],
            [
              'is `succeeded`, and the last execution is a newer one, `pending`',
              OURS,
              [...known, both(record('succeeded'), last('pending', 43))],
            ],
            [
              'is `succeeded`, and the last execution is a newer one, `not_started`',
              OURS,
              [...known, both(record('succeeded'), last('not_started', 43))],
            ],
            [
              'is `succeeded`, and the last execution is a newer one, `running` or ended',
              OURS,
              [...known, both(record('succeeded'), last('running', 43))],
            ],
          ],
          true,
        )),
      ],
    ),
  };

  async function named(
    given: string,
    scenes: readonly Scene[],
    settles = false,
  ): Promise<readonly (readonly string[])[]> {
    return Promise.all(
      scenes.map(async ([said, fields, looks]) => [
        given,
        said,
        stateOf(await lookAt(huaweiCodeartsDeploy, fields, looks, settles)),
      ]),
    );
  }
}
