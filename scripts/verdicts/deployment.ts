import { EXECUTION_STATE } from '../../src/providers/codearts-verdict.ts';
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
  const began = both(record('running'), last('running', 42));
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
            'was about execution 42, `running`, and is about 43',
            after,
            [last('running', 42), last('succeeded', 43)],
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
        ])),
        ...(await named(
          '`record-id`, and `settle`',
          [
            [
              'is `succeeded`, and the last execution is ours, `succeeded`',
              OURS,
              [began, both(record('succeeded'), last('succeeded', 42))],
            ],
            [
              'is `succeeded`, and the last execution is a newer one',
              OURS,
              [began, both(record('succeeded'), last('running', 43))],
            ],
            [
              'is `succeeded`, and the last execution is ours, `running`',
              OURS,
              [began, both(record('succeeded'), last('running', 42))],
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
