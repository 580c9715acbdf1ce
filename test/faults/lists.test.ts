import { describe, it } from 'vitest';

import { item, type Make, NEWER, OLDER, OURS, publishTask, release, version } from '../dist/entries.ts';
import { one, play } from '../dist/scene.ts';
import { defaultGroupId, type Emulator, inTurn, literal } from '../emulator/index.ts';

/** Serves a page of the list of versions by its number, whatever is asked for. */
function pages(e: Emulator, page: (number: number) => object): ReturnType<Make> {
  const entry = version(e, [item(OURS, 'x')]);
  e.rules.hook = ({ operation, url }) =>
    operation === 'DescribeApiHistories'
      ? literal(page(Number(new URLSearchParams(url.split('?')[1]).get('PageNumber'))))
      : undefined;
  return entry;
}

const listed = (HistoryVersion: string, Status: string): object => ({
  ApiId: 'api',
  StageName: 'RELEASE',
  GroupId: defaultGroupId,
  HistoryVersion,
  Status,
});
const pageOf = (items: readonly object[], TotalCount?: number): object => ({
  TotalCount,
  ApiHisItems: { ApiHisItem: items },
});

describe('row 60: a list whose second page has ours → every page is read', () => {
  it.concurrent.for<readonly [what: string, ends: string, items: Parameters<typeof version>[1]]>([
    ['live', 'succeeded', [item(OLDER, 'OFFLINE'), item(OURS, 'ONLINE'), item(NEWER, 'OFFLINE')]],
    ['replaced by the first page', 'superseded', [item(NEWER, 'ONLINE'), item(OURS, 'OFFLINE')]],
    [
      'replaced by the last page',
      'rolled-back',
      [item(NEWER, 'OFFLINE'), item(OURS, 'OFFLINE'), item(OLDER, 'ONLINE')],
    ],
  ])('%s: %s', async ([, ends, items], { expect }) => {
    const step = await play((e) => {
      e.rules.pageLimit = 1;
      return one(version(e, items), { 'not-found-grace': '1s' });
    });
    expect(step.outputs['state']).toBe(ends);
  });

  it.concurrent('a second version of one description is found on the last page', async ({ expect }) => {
    const Description = 'run 42';
    const step = await play((e) => {
      e.rules.pageLimit = 1;
      const entry = version(e, []);
      e.alibaba.versions(
        'api',
        'RELEASE',
        inTurn([
          { ...item(OURS, 'ONLINE'), Description },
          item(OLDER, 'OFFLINE'),
          { ...item(NEWER, 'OFFLINE'), Description },
        ]),
      );
      const { version: _, ...rest } = entry;
      return one({ ...rest, description: Description, 'group-id': defaultGroupId });
    });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(step.outputs['results']).toContain('cannot tell which is ours');
  });
});

describe('row 60: a list that is empty → not success', () => {
  it.concurrent.for<readonly [what: string, make: Make]>([
    ['of APIs', (e) => publishTask(e, [])],
    [
      'of versions',
      (e) => {
        const entry = version(e, []);
        e.alibaba.versions('api', 'RELEASE', { history: inTurn([item(OURS, 'x')]), list: inTurn([]) });
        return entry;
      },
    ],
    ['of versions, which should have some', (e) => pages(e, () => pageOf([], 7))],
    ['of jobs, where the plan says success', (e) => release(e, { status: 'SUCCESS', jobs: [] })],
  ])('%s', async ([, make], { expect }) => {
    const step = await play((e) => one(make(e), { timeout: '3s' }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    expect(step.emulator.requests.length).toBeLessThanOrEqual(2 * 4);
  });
});

describe('row 60: pages that never end → a bounded number of requests in a look', () => {
  const lists = (requests: readonly { operation: string | undefined }[]): number =>
    requests.filter(({ operation }) => operation === 'DescribeApiHistories').length;

  it.concurrent.for<readonly [what: string, total: number | undefined]>([
    ['of 1,000 versions', 1000],
    ['without a total', undefined],
  ])('the same page again and again, %s: the second ends it', async ([, total], { expect }) => {
    const step = await play((e) =>
      one(
        pages(e, () => pageOf([listed(OLDER, 'ONLINE')], total)),
        { timeout: '2s' },
      ),
    );
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    expect(step.emulator.requests.length).toBeLessThanOrEqual(3 * (1 + 2));
    expect(lists(step.emulator.requests)).toBe(2 * (step.emulator.requests.length / 3));
  });

  it.concurrent.for<readonly [what: string, page: (number: number) => object]>([
    ['two pages in turn', (page) => pageOf([listed(page % 2 === 0 ? OLDER : NEWER, 'OFFLINE')])],
    ['a new page each time', (page) => pageOf([listed(`${20211022134156663n + BigInt(page)}`, 'OFFLINE')])],
  ])('%s: the look ends with the hundredth', async ([, page], { expect }) => {
    const step = await play((e) => one(pages(e, page), { wait: 'false' }));
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'running' } });
    expect(step.outputs['results']).toContain('not found in the 100 versions that were read');
    expect(step.emulator.requests).toHaveLength(101);
  });
});
