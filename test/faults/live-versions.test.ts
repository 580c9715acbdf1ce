import { describe, it } from 'vitest';

import { type Entry, item, NEWER, OLDER, OURS, version } from '../dist/entries.ts';
import { one, play } from '../dist/scene.ts';
import { defaultGroupId, type Emulator, literal } from '../emulator/index.ts';

type Items = Parameters<typeof version>[1];

describe('row 100: two versions live at once → running, until one is', () => {
  const both = (other: string): Items => [item(OURS, 'ONLINE'), item(other, 'ONLINE')];

  it.concurrent.for<
    readonly [what: string, ends: string, requests: number, lists: readonly [Items, ...Items[]]]
  >([
    [
      'ours is left',
      'succeeded',
      6,
      [both(OLDER), both(OLDER), [item(OURS, 'ONLINE'), item(OLDER, 'OFFLINE')]],
    ],
    ['an older one is left', 'rolled-back', 4, [both(OLDER), [item(OURS, 'OFFLINE'), item(OLDER, 'ONLINE')]]],
    ['a newer one is left', 'superseded', 4, [both(NEWER), [item(OURS, 'OFFLINE'), item(NEWER, 'ONLINE')]]],
  ])('%s: %s', async ([, ends, requests, lists], { expect }) => {
    const step = await play((e) => one(version(e, ...lists)));
    expect(step).toMatchObject({ exitCode: ends === 'succeeded' ? 0 : 1, outputs: { state: ends } });
    expect(step.emulator.requests).toHaveLength(requests);
  });

  it.concurrent('both stay, the other one on the last page: timed-out', async ({ expect }) => {
    const step = await play((e) => {
      e.rules.pageLimit = 1;
      const entry = version(e, [item(OURS, 'ONLINE'), item(NEWER, 'OFFLINE'), item(OLDER, 'ONLINE')]);
      return one(entry, { timeout: '5s' });
    });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    expect(step.outputs['results']).toContain(`versions ${OURS}, ${OLDER} are live at once`);
  });
});

describe('row 102: ids or a stage of a version in another case → an error that shows both, in the third poll', () => {
  const about = (ids: object): object => ({
    ApiId: 'api',
    StageName: 'RELEASE',
    GroupId: defaultGroupId,
    HistoryVersion: OURS,
    Status: 'ONLINE',
    ...ids,
  });
  /** Answers of both calls, each about its own ids. */
  const answering = (e: Emulator, definition: object, listed: object): Entry => {
    const entry = version(e, [item(OURS, 'x')]);
    e.rules.hook = ({ operation }) =>
      literal(
        operation === 'DescribeApiHistory'
          ? about(definition)
          : { TotalCount: 1, ApiHisItems: { ApiHisItem: [about(listed)] } },
      );
    return entry;
  };

  it.concurrent.for<
    readonly [what: string, both: string, requests: number, definition: object, listed: object]
  >([
    ['the API of the definition', 'ApiId "API" instead of "api"', 3, { ApiId: 'API' }, {}],
    ['the stage of the list', 'StageName "Release" instead of "RELEASE"', 6, {}, { StageName: 'Release' }],
  ])('%s', async ([, both, requests, definition, listed], { expect }) => {
    const step = await play((e) => one(answering(e, definition, listed)));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    const [result] = JSON.parse(step.outputs['results'] ?? '');
    expect(result.reason).toContain(both);
    expect(step.emulator.requests).toHaveLength(requests);
  });

  it.concurrent('another id is not ours, up to the deadline', async ({ expect }) => {
    const step = await play((e) => one(answering(e, { ApiId: 'other' }, {}), { timeout: '5s' }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    expect(step.outputs['results']).toContain('an answer about another version, API or stage');
  });

  it.concurrent('a stage of an entry in another case is refused, and nothing is requested', async ({
    expect,
  }) => {
    const step = await play((e) => one({ ...answering(e, {}, {}), stage: 'release' }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error', results: '[]' } });
    expect(step.stdout).toContain('did you mean RELEASE? (RELEASE, PRE, TEST)');
    expect(step.emulator.requests).toEqual([]);
  });
});
