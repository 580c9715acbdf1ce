import { describe, it } from 'vitest';

import {
  DEPLOYED,
  deployed,
  EXECUTED_AT,
  execution,
  item,
  job,
  lastExecution,
  type Make,
  OLDER,
  OURS,
  OVER,
  publishTask,
  type Release,
  record,
  release,
  version,
} from '../dist/entries.ts';
import { one, play } from '../dist/scene.ts';
import { inTurn } from '../emulator/index.ts';

/** What is deployed, how it must end, and how it is set up. */
type Case = readonly [what: string, ends: string, make: Make];

/** The states that a task went through, as the results file lists them. */
function statesOf(resultsFile: string | undefined): readonly string[] {
  const { changes }: { changes: readonly { state: string }[] } = JSON.parse(resultsFile ?? '');
  return changes.map(({ state }) => state);
}

const done: Release = { status: 'SUCCESS', jobs: DEPLOYED };

describe('row 50: a success that is undone while it settles → never succeeded', () => {
  it.concurrent.for<Case>([
    [
      'a version',
      'rolled-back',
      (e) => version(e, [item(OURS, 'ONLINE')], [item(OURS, 'OFFLINE'), item(OLDER, 'ONLINE')]),
    ],
    [
      'a version that is taken offline',
      'rolled-back',
      (e) => version(e, [item(OURS, 'ONLINE')], [item(OURS, 'OFFLINE')]),
    ],
    [
      'a release',
      'rolled-back',
      (e) =>
        release(e, done, {
          ...done,
          jobs: [job('cart', 'SUCCEEDED', { rollback_job_status: 'SUCCEEDED' }), job('search', 'SUCCEEDED')],
        }),
    ],
    [
      'a release by the word of its plan',
      'rolled-back',
      (e) => release(e, done, { ...done, status: 'ROLLBACK_SUCCEED' }),
    ],
    [
      'a record, by a new execution of its task',
      'superseded',
      (e) => {
        const entry = record(e, 'succeeded');
        const ours = execution('succeeded', 8);
        e.codearts.task('task', {
          last: inTurn(ours, ours, execution('succeeded', 9)),
          records: { ours: inTurn({ record_id: 'ours', task_id: 'task', status: 'succeeded' }) },
        });
        return entry;
      },
    ],
    [
      'an execution, by a new one',
      'superseded',
      (e) =>
        lastExecution(e, inTurn(execution('succeeded', 8), execution('succeeded', 9)), {
          'after-release': '7',
        }),
    ],
  ])('%s ends as %s', async ([, ends, make], { expect }) => {
    const step = await play((e) => one(make(e), { settle: '4s' }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: ends } });
    expect(statesOf(step.resultsFile)).toEqual(['running', ends]);
  });

  it.concurrent('a publish task cannot show it, and a warning says so', async ({ expect }) => {
    const step = await play((e) => one(publishTask(e, [OVER]), { settle: '2s' }));
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(step.stdout).toMatch(/^::warning.*settle: for publish it only catches APIs that are listed late/m);
  });
});

describe('row 51: a rollback under way that seems to end well → rolled-back or failed, never succeeded', () => {
  const going = job('cart', 'SUCCEEDED', {
    rollback_job_status: 'RUNNING',
    rollback_start_time: EXECUTED_AT + 2000,
  });
  const search = job('search', 'SUCCEEDED');
  const ended = (rollback_job_status: string): Release => ({
    status: 'any',
    jobs: [job('cart', 'SUCCEEDED', { rollback_job_status }), search],
  });

  it.concurrent.for<readonly [what: string, ends: string, looks: readonly [Release, ...Release[]]]>([
    ['it ends', 'rolled-back', [{ status: 'any', jobs: [going, search] }, ended('SUCCEEDED')]],
    ['it fails', 'failed', [{ status: 'any', jobs: [going, search] }, ended('FAILED')]],
    ['it is stopped', 'failed', [{ status: 'any', jobs: [going, search] }, ended('CANCELLED')]],
    ['all is reported as before', 'rolled-back', [{ status: 'any', jobs: [going, search] }, done]],
    [
      'its word is that of the job',
      'rolled-back',
      [{ status: 'any', jobs: [job('cart', 'ROLLBACKING'), search] }, done],
    ],
    ['its word is that of the plan', 'rolled-back', [{ ...done, status: 'ROLLING_BACK' }, done]],
    [
      'of a job that had failed',
      'rolled-back',
      [
        {
          status: 'any',
          jobs: [job('cart', 'FAILED'), job('search', 'SUCCEEDED', { rollback_job_status: 'X' })],
        },
        done,
      ],
    ],
  ])('%s: %s', async ([, ends, looks], { expect }) => {
    const step = await play((e) => one(release(e, ...looks)));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: ends } });
    expect(statesOf(step.resultsFile)).toEqual(['rolling-back', ends]);
  });

  it.concurrent('that never ends is told at the deadline', async ({ expect }) => {
    const step = await play((e) => one(release(e, { ...done, jobs: [going, search] }), { timeout: '2s' }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    expect(JSON.parse(step.outputs['results'] ?? '')).toMatchObject([
      { reason: expect.stringContaining('still rolling-back') },
    ]);
  });
});

describe('row 53: a deployment is cancelled by hand → cancelled, by the word of the provider', () => {
  it.concurrent.for<readonly [word: string, make: Make]>([
    ['CANCEL', (e) => publishTask(e, [deployed('RUNNING')], [deployed('CANCEL')])],
    ['ABORTED', (e) => release(e, { status: 'x', jobs: [] }, { status: 'ABORTED', jobs: [] })],
    [
      'CANCELLED',
      (e) =>
        release(
          e,
          { status: 'x', jobs: [job('cart', 'RUNNING')] },
          { status: 'x', jobs: [job('cart', 'CANCELLED'), job('search', 'CANCELLED')] },
        ),
    ],
    ['abort', (e) => record(e, 'running', 'abort')],
    [
      'abort',
      (e) =>
        lastExecution(e, inTurn(execution('running', 8), execution('abort', 8)), { 'after-release': '7' }),
    ],
    ['not_started', (e) => record(e, 'pending', 'not_started')],
  ])('%s', async ([word, make], { expect }) => {
    const step = await play((e) => one(make(e)));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'cancelled' } });
    expect(JSON.parse(step.outputs['results'] ?? '')).toMatchObject([
      { provider_state: expect.stringContaining(word) },
    ]);
  });
});

describe('row 54: only a part of a deployment succeeds → failed, with the parts', () => {
  it.concurrent.for<readonly [what: string, parts: readonly string[], make: Make]>([
    [
      'one API is over, and not well',
      ['succeeded', 'failed'],
      (e) => publishTask(e, [OVER, deployed('OVER', 'Failed: quota')]),
    ],
    ['one API failed', ['failed', 'succeeded'], (e) => publishTask(e, [deployed('FAIL'), OVER])],
    [
      'one API failed before the other was over',
      ['failed', 'succeeded'],
      (e) => publishTask(e, [deployed('FAIL'), deployed('RUNNING')], [deployed('FAIL'), OVER]),
    ],
    [
      'one API failed, and is listed no more',
      ['succeeded'],
      (e) => publishTask(e, [deployed('FAIL'), deployed('RUNNING')], [OVER]),
    ],
    [
      'one API was cancelled, one failed',
      ['failed', 'cancelled', 'succeeded'],
      (e) => publishTask(e, [deployed('FAIL'), deployed('CANCEL'), OVER]),
    ],
    [
      'some instances of a component failed',
      ['succeeded', 'failed'],
      (e) => release(e, { status: 'x', jobs: [job('cart', 'SUCCEEDED'), job('search', 'PARTIALLY_FAILED')] }),
    ],
    [
      'one component failed',
      ['succeeded', 'failed'],
      (e) => release(e, { status: 'SUCCESS', jobs: [job('cart', 'SUCCEEDED'), job('search', 'FAILED')] }),
    ],
    [
      'the plan says so, the jobs do not',
      ['succeeded', 'succeeded'],
      (e) => release(e, { status: 'PARTIALLY_FAILED', jobs: DEPLOYED }),
    ],
  ])('%s', async ([, parts, make], { expect }) => {
    const step = await play((e) => one(make(e), { timeout: '10s' }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'failed' } });
    const [result] = JSON.parse(step.outputs['results'] ?? '');
    expect(result.parts.map(({ state }: { state: string }) => state)).toEqual(parts);
  });
});
