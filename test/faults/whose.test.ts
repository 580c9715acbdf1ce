import { describe, it } from 'vitest';

import {
  DEPLOYED,
  EXECUTED_AT,
  execution,
  item,
  job,
  lastExecution,
  type Make,
  NEWER,
  OLDER,
  OURS,
  record,
  release,
  version,
} from '../dist/entries.ts';
import { one, play } from '../dist/scene.ts';
import { type Emulator, inTurn } from '../emulator/index.ts';

/** The task's last execution, one at each look, the first of them from before ours. */
function executions(e: Emulator, ...after: readonly object[]): ReturnType<Make> {
  return lastExecution(e, inTurn(execution('succeeded', 7), ...after), { 'after-release': '7' });
}

/** Answers about records, one at each look, the first of them about another one. */
function records(e: Emulator, ...after: readonly object[]): ReturnType<Make> {
  const entry = record(e, 'running');
  const succeeded = { record_id: 'before', task_id: 'task', status: 'succeeded' };
  e.codearts.task('task', { records: { ours: inTurn(succeeded, ...after) } });
  return entry;
}

type Items = Parameters<typeof version>[1];

/** A version that can be asked for, and lists of versions, the first of them without it. */
function lists(e: Emulator, ...after: readonly Items[]): ReturnType<Make> {
  const entry = version(e, []);
  const history = inTurn([item(OURS, 'any')]);
  e.alibaba.versions('api', 'RELEASE', { history, list: inTurn([item(OLDER, 'ONLINE')], ...after) });
  return entry;
}

/** Looks at a plan, the first of which finds the success of the execution before ours. */
function executed(e: Emulator, ...after: readonly Parameters<typeof release>[1][]): ReturnType<Make> {
  const entry = release(e, { status: 'SUCCESS', jobs: DEPLOYED }, ...after);
  return { ...entry, 'after-execution': String(EXECUTED_AT) };
}

describe('row 49: the deployment before ours is there as a success → waits for ours', () => {
  const offline = [item(OLDER, 'ONLINE'), item(OURS, 'OFFLINE')];
  const executedAt = EXECUTED_AT + 60_000;
  const jobs = ['cart', 'search'].map((id) => job(id, 'SUCCEEDED', { start_time: executedAt }));

  it.concurrent.for<readonly [what: string, make: Make]>([
    ['the last execution', (e) => executions(e)],
    ['an answer about another record', (e) => records(e)],
    ['the older version', (e) => version(e, offline)],
    ['the older version alone', (e) => lists(e)],
    ['the execution of the plan before ours', (e) => executed(e)],
    ['its jobs, once ours has begun', (e) => executed(e, { status: 'SUCCESS', executedAt, jobs: DEPLOYED })],
  ])('%s: no success as long as there is nothing else', async ([, make], { expect }) => {
    const step = await play((e) => one(make(e), { timeout: '3s' }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    expect(step.emulator.requests.length).toBeGreaterThanOrEqual(3);
  });

  it.concurrent.for<readonly [what: string, requests: number, make: Make]>([
    ['the last execution', 3, (e) => executions(e, execution('running', 8), execution('succeeded', 8))],
    [
      'an answer about another record',
      2,
      (e) => records(e, { record_id: 'ours', task_id: 'task', status: 'succeeded' }),
    ],
    ['the older version', 4, (e) => version(e, offline, [item(OURS, 'ONLINE'), item(OLDER, 'OFFLINE')])],
    ['the older version alone', 4, (e) => lists(e, [item(OURS, 'ONLINE'), item(OLDER, 'OFFLINE')])],
    [
      'the execution of the plan before ours',
      6,
      (e) =>
        executed(
          e,
          { status: 'SUCCESS', executedAt, jobs: DEPLOYED },
          { status: 'SUCCESS', executedAt, jobs },
        ),
    ],
  ])('%s: ours counts once it is there', async ([, requests, make], { expect }) => {
    const step = await play((e) => one(make(e)));
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(step.emulator.requests).toHaveLength(requests);
  });
});

describe('row 52: a newer deployment takes the place of ours → superseded', () => {
  const grace = { 'not-found-grace': '2s' };

  it.concurrent.for<readonly [what: string, inputs: Readonly<Record<string, string>>, make: Make]>([
    ['a version', grace, (e) => version(e, [item(OURS, 'OFFLINE'), item(NEWER, 'ONLINE')])],
    [
      'a version that was live',
      { settle: '5s' },
      (e) => version(e, [item(OURS, 'ONLINE')], [item(OURS, 'OFFLINE'), item(NEWER, 'ONLINE')]),
    ],
    ['an execution that goes on', {}, (e) => executions(e, execution('running', 8), execution('running', 9))],
    [
      'an execution, by a success',
      {},
      (e) => executions(e, execution('running', 8), execution('succeeded', 9)),
    ],
    [
      'a record that had succeeded',
      { settle: '5s' },
      (e) => {
        const entry = record(e, 'succeeded');
        const ours = { record_id: 'ours', task_id: 'task', status: 'succeeded' };
        e.codearts.task('task', {
          last: inTurn(execution('succeeded', 8), execution('running', 9)),
          records: { ours: inTurn(ours) },
        });
        return entry;
      },
    ],
  ])('%s', async ([, inputs, make], { expect }) => {
    const step = await play((e) => one(make(e), inputs));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'superseded' } });
    expect(JSON.parse(step.outputs['failed'] ?? '')).toMatchObject([{ state: 'superseded' }]);
    expect(step.stdout).toMatch(/^::error title=Deploy Gate::superseded/m);
  });
});
