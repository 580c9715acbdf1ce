import { alibabaApiVersion } from '../../src/providers/alibaba-api-version.ts';
import { HISTORY_STATUS } from '../../src/providers/api-version-verdict.ts';
import type { Observation } from '../../src/task.ts';
import { http, json } from '../../test/providers/ask.ts';
import { type Fields, lookAt, MISSING, rowsOf, stateOf, UNKNOWN, wordsOf } from './look.ts';
import { table } from './markdown-table.ts';

/** What each word of a version means. */
export async function versionTable(): Promise<string> {
  const [OLDER, OURS, NEWER] = ['20211022134156663', '20211122155403834', '20211222155403834'];
  const place = { ApiId: 'api', StageName: 'RELEASE' };
  const item = (HistoryVersion: string | undefined, Status: string): Fields => ({
    ...place,
    HistoryVersion,
    Status,
    Description: 'run 1',
  });
  const look = (items: readonly Fields[], wanted: Fields = { version: OURS }): Promise<Observation> =>
    lookAt(alibabaApiVersion, { 'api-id': 'api', stage: 'RELEASE', ...wanted }, (operation) =>
      operation === 'DescribeApiHistory'
        ? json({ ...place, HistoryVersion: OURS, GroupId: 'group' })
        : json({ TotalCount: items.length, ApiHisItems: { ApiHisItem: items } }),
    );
  const words = await rowsOf<readonly Fields[]>(
    [...wordsOf(HISTORY_STATUS), MISSING, ['any other word', UNKNOWN]],
    [
      ['no other version is `ONLINE`', []],
      ['an older version is `ONLINE`', [item(OLDER, 'ONLINE')]],
      ['a newer version is `ONLINE`', [item(NEWER, 'ONLINE')]],
    ],
    async (word, others) => stateOf(await look([item(OURS, word), ...others])),
  );
  const described = { description: 'run 1', 'group-id': 'group' };
  const absent = (): Promise<Observation> =>
    lookAt(alibabaApiVersion, { 'api-id': 'api', stage: 'RELEASE', version: OURS }, () =>
      http(400, { Code: 'NotFoundApiHistory', Message: '' }),
    );
  return table(
    ['`Status` of ours', 'and', 'the task is'],
    [
      ...words,
      [
        '`ONLINE` and `OFFLINE`',
        'it is listed twice',
        stateOf(await look([item(OURS, 'ONLINE'), item(OURS, 'OFFLINE')])),
      ],
      ['–', '`DescribeApiHistory` knows it, but it is not in the list', stateOf(await look([]))],
      ['–', '`DescribeApiHistory` does not know it', stateOf(await absent())],
      ['–', 'no version has the `description`', stateOf(await look([], described))],
      [
        '–',
        'several versions have the `description`',
        stateOf(await look([item(OURS, 'ONLINE'), item(OLDER, 'OFFLINE')], described)),
      ],
    ],
  );
}
