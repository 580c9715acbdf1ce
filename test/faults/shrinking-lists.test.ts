import { describe, it } from 'vitest';

import { deployed, type Entry, OVER, publishTask } from '../dist/entries.ts';
import { one, play } from '../dist/scene.ts';
import type { DeployedResult, Emulator } from '../emulator/index.ts';

type List = readonly DeployedResult[];

const api = (ApiUid: string, result = OVER): DeployedResult => ({ ...result, ApiUid });
const RUNNING = deployed('RUNNING');
const { ApiUid: _, ...nameless } = OVER;

describe('row 78: a list of a publish task that shrinks → running, until all of it is listed again', () => {
  it.concurrent.for<readonly [what: string, says: string, before: List, after: List]>([
    ['an entry without an id is left', '@RELEASE: no ApiUid', [api('a', RUNNING)], [nameless]],
    [
      'an entry without an id is listed as well',
      '@RELEASE: no ApiUid',
      [api('a', RUNNING)],
      [api('a'), nameless],
    ],
    ['one of two alike vanishes', 'missing now: a@RELEASE', [api('a'), api('a', RUNNING)], [api('a')]],
    ['one of two vanishes', 'missing now: b@RELEASE', [api('a'), api('b', RUNNING)], [api('a')]],
  ])('%s', async ([, says, before, after], { expect }) => {
    // One that had no id has got it: fewer entries than before would not do.
    const whole = after.length > before.length ? [...before, api('b')] : before;
    const over = whole.map((result) => ({ ...result, ...OVER, ApiUid: result.ApiUid ?? '' }));
    const step = await play((e) => one(publishTask(e, before, after, after, over)));
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(step.emulator.requests).toHaveLength(4);
    expect(step.resultsFile).toContain(says);
  });
});

describe('row 79: a list of a publish task that is not whole yet → with apis no success before it is', () => {
  const FAILED = deployed('FAIL', 'quota');
  const counted = (e: Emulator, apis: string, ...[first, ...rest]: readonly [List, ...List[]]): Entry => ({
    ...publishTask(e, first, ...rest),
    apis,
  });

  it.concurrent('the second API is listed late, and has failed', async ({ expect }) => {
    const late: readonly [List, ...List[]] = [[api('a')], [api('a')], [api('a'), api('b', FAILED)]];
    const step = await play((e) => one(counted(e, '2', ...late)));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'failed' } });
  });

  it.concurrent('the second API is listed late, and is published', async ({ expect }) => {
    const step = await play((e) => one(counted(e, '2', [api('a')], [api('a'), api('b')])));
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(step.emulator.requests).toHaveLength(2);
  });

  it.concurrent('settle catches it too, without apis', async ({ expect }) => {
    const late: readonly [List, ...List[]] = [[api('a')], [api('a'), api('b', FAILED)]];
    const [first, ...rest] = late;
    const step = await play((e) => one(publishTask(e, first, ...rest), { settle: '3s' }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'failed' } });
    expect(step.stdout).toMatch(/^::warning.*settle: .*late.* Give apis/m);
  });

  it.concurrent.for<readonly [what: string, apis: string, list: List]>([
    ['fewer', '2', [api('a')]],
    ['more', '1', [api('a'), api('b')]],
    ['as many entries, of one API', '2', [api('a'), api('a')]],
  ])('%s to the end: the reason has both numbers', async ([, apis, list], { expect }) => {
    const step = await play((e) => one(counted(e, apis, list), { timeout: '4s' }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    expect(step.outputs['results']).toContain(`APIs listed: ${apis === '2' ? 1 : 2}, but apis says ${apis}`);
  });

  it.concurrent('a number that cannot be is refused, and nothing is requested', async ({ expect }) => {
    const step = await play((e) => one(counted(e, '1,5', [api('a')])));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error', results: '[]' } });
    expect(step.stdout).toContain('apis: "1,5" must be a whole number from 1 to 1000');
    expect(step.emulator.requests).toEqual([]);
  });
});
