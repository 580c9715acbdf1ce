import { describe, it } from 'vitest';

import {
  DEPLOYED,
  item,
  type Make,
  OURS,
  OVER,
  publishTask,
  record,
  release,
  version,
} from '../dist/entries.ts';
import { one, play } from '../dist/scene.ts';
import { type Emulator, inTurn } from '../emulator/index.ts';

/** What the provider knows of the id at each look; the last stays. */
type Looks = readonly boolean[];
/** A deployment whose id is known or not at each look. */
type Case = readonly [what: string, make: (e: Emulator, known: Looks) => ReturnType<Make>];

/** The same frame at each look at which the id is known. */
function frames<T>(known: Looks, frame: T): readonly [T | undefined, ...(T | undefined)[]] {
  const [first, ...rest] = known.map((is) => (is ? frame : undefined));
  return [first, ...rest];
}

const going = { record_id: 'ours', task_id: 'task', status: 'running' };
const ended = { record_id: 'ours', task_id: 'task', status: 'succeeded' };

/** Unknown ids of all four providers, in each way that they say it. What is known is `frame`. */
const cases = (ends: boolean): readonly Case[] => [
  [
    'a publish task',
    (e, known) => publishTask(e, ...frames(known, [ends ? OVER : { ...OVER, DeployedStatus: 'RUNNING' }])),
  ],
  [
    'a version',
    (e, known) => {
      const entry = version(e, []);
      const items = [item(OURS, ends ? 'ONLINE' : 'OFFLINE')];
      const [first, ...rest] = known.map((is) => (is ? items : []));
      e.alibaba.versions('api', 'RELEASE', inTurn(first ?? [], ...rest));
      return entry;
    },
  ],
  [
    'a release task',
    (e, known) => {
      const entry = release(e, { status: 'x', jobs: [] });
      const plan = { id: 'plan', status: ends ? 'SUCCESS' : 'x' };
      e.servicestage.releasePlan('project', 'plan', {
        plan: inTurn(...frames(known, plan)),
        deployInfo: inTurn(...frames(known, { id: 'plan', components: ends ? DEPLOYED : [] })),
      });
      return entry;
    },
  ],
  [
    'a record',
    (e, known) => {
      const entry = record(e, 'x');
      e.codearts.task('task', { records: { ours: inTurn(...frames(known, ends ? ended : going)) } });
      return entry;
    },
  ],
  [
    'a record, told inside a 200',
    (e, known) => {
      const entry = record(e, 'x');
      e.rules.codeartsErrorsInside200 = true;
      e.codearts.task('task', { records: { ours: inTurn(...frames(known, ends ? ended : going)) } });
      return entry;
    },
  ],
  [
    'the last execution of a task',
    (e, known) => {
      const entry = record(e, 'x');
      const last = { task_id: 'task', execution_state: ends ? 'succeeded' : 'running', release_id: 8 };
      e.codearts.task('task', { last: inTurn(...frames(known, last)) });
      const { 'record-id': _, ...rest } = entry;
      return { ...rest, 'after-release': '7' };
    },
  ],
];

const looksOf = (requests: readonly { operation: string | undefined }[]): number =>
  requests.filter(({ operation }) => operation !== 'release-plan' && operation !== 'DescribeApiHistories')
    .length;

describe('row 56: an id that is unknown at first → waited for within its grace', () => {
  it.concurrent.for(cases(true))('%s', async ([, make], { expect }) => {
    const step = await play((e) => one(make(e, [false, false, false, true]), { 'not-found-grace': '8s' }));
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(looksOf(step.emulator.requests)).toBe(4);
    expect(step.stdout).not.toContain('::warning');
  });
});

describe('row 57: an id that stays unknown → error once the grace is over, naming id and region to check', () => {
  it.concurrent.for(cases(true))('%s', async ([, make], { expect }) => {
    const step = await play((e) => one(make(e, [false]), { 'not-found-grace': '2s' }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    const [result] = JSON.parse(step.outputs['results'] ?? '');
    expect(result.reason).toMatch(/^unknown to the provider for 2.*: check the region, and .+$/);
    expect(result.duration_seconds).toBeGreaterThanOrEqual(2);
    expect(looksOf(step.emulator.requests)).toBe(3);
  });

  it.concurrent.for(cases(true))('%s, at once without a grace', async ([, make], { expect }) => {
    const step = await play((e) => one(make(e, [false, true]), { 'not-found-grace': '0' }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(looksOf(step.emulator.requests)).toBe(1);
  });
});

describe('row 58: an id that was known and is no more → error after another whole grace, disappeared', () => {
  it.concurrent.for(cases(false))('%s', async ([, make], { expect }) => {
    const step = await play((e) => one(make(e, [false, true, false]), { 'not-found-grace': '2s' }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    const [result] = JSON.parse(step.outputs['results'] ?? '');
    // At least the grace, on a busy machine more.
    expect(result.reason).toMatch(/^disappeared: known before, unknown to the provider for [2-9]/);
    expect(looksOf(step.emulator.requests)).toBe(5);
    expect(result.duration_seconds).toBeGreaterThanOrEqual(4);
  });
});
