import { alibabaApiGateway, DEPLOYED_STATUS } from '../../src/providers/alibaba-api-gateway.ts';
import type { Observation } from '../../src/task.ts';
import { json } from '../../test/providers/ask.ts';
import { type Fields, lookAt, MISSING, partOf, rowsOf, stateOf, UNKNOWN, wordsOf } from './look.ts';
import { table } from './markdown-table.ts';

/** What each word of a part means, and what the parts add up to. */
export async function publishTaskTables(): Promise<Readonly<Record<string, string>>> {
  const entry = (DeployedStatus: string, ErrorMsg = ''): Fields => ({
    ApiUid: 'api',
    StageName: 'RELEASE',
    DeployedStatus,
    ErrorMsg,
  });
  const look = (entries: readonly Fields[]): Promise<Observation> =>
    lookAt(alibabaApiGateway, { 'operation-uid': 'uid' }, () =>
      json({ DeployedResults: { DeployedResult: entries } }),
    );
  const count = async (apis: string): Promise<string> =>
    stateOf(
      await lookAt(alibabaApiGateway, { 'operation-uid': 'uid', apis }, () =>
        json({ DeployedResults: { DeployedResult: [entry('OVER')] } }),
      ),
    );
  const parts = [
    [],
    ['WAIT', 'WAIT'],
    ['OVER', 'WAIT'],
    ['OVER', 'OVER'],
    ['OVER', 'FAIL'],
    ['OVER', 'CANCEL'],
    ['FAIL', 'CANCEL'],
    ['FAIL', 'RUNNING'],
    ['CANCEL', 'RUNNING'],
    ['OVER', UNKNOWN],
  ];
  return {
    'publish task': table(
      ['`DeployedStatus`', 'and', 'the part is'],
      await rowsOf(
        [...wordsOf(DEPLOYED_STATUS), MISSING, ['any other word', UNKNOWN]],
        [
          ['`ErrorMsg` is empty', ''],
          ['`ErrorMsg` begins with `Success`, in capitals or not', 'SUCCESS. Request Success.'],
          ['`ErrorMsg` says anything else', 'Failed'],
        ],
        async (word, message) => partOf(await look([entry(word, message)])),
      ),
    ),
    'parts of a publish task': table(
      ['parts', 'the task is'],
      [
        ...(await Promise.all(
          parts.map(async (words) => [
            words.map((word) => (word === UNKNOWN ? 'any other word' : `\`${word}\``)).join(', ') || 'none',
            stateOf(await look(words.map((word) => entry(word)))),
          ]),
        )),
        [
          '`OVER`, one without an `ApiUid`, whatever it says',
          stateOf(await look([entry('OVER'), { DeployedStatus: 'OVER' }])),
        ],
        ['`OVER`, with `apis: 1`', await count('1')],
        ['`OVER`, with `apis: 2`', await count('2')],
      ],
    ),
  };
}
