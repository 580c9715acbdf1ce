import { describe, expect, it } from 'vitest';

import { readJob } from '../../src/providers/servicestage-component.ts';
import { belonging } from '../../src/providers/servicestage-execution.ts';
import { type Component, number, type ReleasePlan, text } from '../../src/providers/servicestage-jobs.ts';
import { judgeRelease } from '../../src/providers/servicestage-verdict.ts';
import type { Seen } from '../../src/task.ts';

const BEGUN = Date.UTC(2026, 0, 1);
const component = (id: string, job_status: string, overrides: Partial<Component> = {}): Component => ({
  id,
  name: `${id}!`,
  job_status,
  start_time: BEGUN + 1,
  ...overrides,
});
const plan = (status: string | undefined, ...ids: readonly string[]): ReleasePlan => ({
  status,
  execute_time: BEGUN,
  fail_strategy: 'continue',
  components: ids.map((id) => ({ component_id: id, name: `${id}!` })),
});

describe('a value that may be a number or text', () => {
  it.each([
    [null, '', 0],
    [undefined, '', 0],
    ['', '', 0],
    [7, '7', 7],
    ['7', '7', 7],
    ['soon', 'soon', 0],
    [0, '0', 0],
  ])('%j is the text "%s" and the number %d', (value, asText, asNumber) => {
    expect([text(value), number(value)]).toEqual([asText, asNumber]);
  });
});

describe('a job', () => {
  const SLACK = 10_000;
  /** Of this execution: the job, and the rollback if there is one. */
  it.each<[what: string, overrides: Partial<Component>, forward: boolean, rollback?: boolean]>([
    ['began 10 s before', { start_time: BEGUN - SLACK }, true],
    ['began 10 s before, as text', { start_time: String(BEGUN - SLACK) }, true],
    ['began more than 10 s before', { start_time: BEGUN - SLACK - 1 }, false],
    ['began just before, and ended after', { start_time: BEGUN - 1, end_time: BEGUN + 1 }, true],
    ['began just before, and had ended by then', { start_time: BEGUN - 5, end_time: BEGUN }, false],
    ['began after, and ended', { start_time: BEGUN + 1, end_time: String(BEGUN + 2) }, true],
    ['has ended in a word, without a beginning', { start_time: null }, false],
    ['has not begun', { start_time: 0, job_status: 'CREATED' }, true],
    ['runs without a beginning', { start_time: '0', job_status: 'RUNNING' }, true],
    ['runs in a word that is not known', { start_time: 0, job_status: 'HALFWAY' }, true],
    [
      'runs without a beginning, but has an end',
      { start_time: 0, job_status: 'RUNNING', end_time: BEGUN + 1 },
      false,
    ],
    ['has failed without a beginning', { start_time: 0, job_status: 'FAILED' }, false],
    ['was rolled back, without times', { rollback_job_status: 'SUCCEEDED' }, true, true],
    [
      'of before was rolled back, without times',
      { start_time: 1, rollback_job_status: 'SUCCEEDED', rollback_start_time: 0 },
      false,
      false,
    ],
    [
      'was rolled back before',
      { rollback_job_status: 'SUCCEEDED', rollback_start_time: BEGUN - SLACK - 1 },
      true,
      false,
    ],
    [
      'was rolled back by then',
      { rollback_start_time: BEGUN - 2, rollback_end_time: BEGUN - 1 },
      true,
      false,
    ],
    [
      'of before was rolled back with it',
      { start_time: 1, rollback_start_time: String(BEGUN - SLACK) },
      false,
      true,
    ],
    [
      'was rolled back until after it, from nobody knows when',
      { rollback_job_status: 'SUCCEEDED', rollback_end_time: BEGUN + 1 },
      true,
      false,
    ],
    ['has the text null for no rollback', { rollback_job_status: 'null' }, true],
    ['has a rollback in the text Null', { rollback_job_status: 'Null' }, true, true],
  ])('that %s', (_what, overrides, forward, rollback) => {
    expect(belonging(component('a', 'SUCCEEDED', overrides), BEGUN)).toEqual({ forward, rollback });
  });

  it.each([0, -1, 1, 1_722_933_900, Date.UTC(2000, 0) - 1])(
    'is any, of a plan whose execute_time is not a time: %d',
    (executedAt) => {
      const early = { start_time: 1, end_time: 1, rollback_start_time: 1, rollback_end_time: 1 };
      for (const overrides of [early, { start_time: null }]) {
        expect(Object.values(belonging(component('a', 'SUCCEEDED', overrides), executedAt))).not.toContain(
          false,
        );
      }
      const after = component('a', 'SUCCEEDED', { start_time: 1, end_time: 1 });
      expect(belonging(after, Date.UTC(2000, 0)).forward).toBe(false);
    },
  );

  const job = (overrides: Partial<Component>, since = 0): unknown => {
    const { part, rollback, unknown, unwell } = readJob(component('a', 'SUCCEEDED', overrides), since);
    return [part.state, part.providerState, rollback, unknown, unwell];
  };

  it.each<[what: string, overrides: Partial<Component>, since: number, read: unknown]>([
    ['done', {}, 0, ['succeeded', 'SUCCEEDED', undefined, [], '']],
    [
      'in a strange word',
      { job_status: 'HALFWAY' },
      0,
      ['running', 'HALFWAY', undefined, ['job HALFWAY'], ''],
    ],
    ['without a word', { job_status: null }, 0, ['running', '', undefined, ['job '], '']],
    [
      'rolled back, without a time',
      { rollback_job_status: 'SUCCEEDED' },
      BEGUN,
      ['rolled-back', 'rollback SUCCEEDED', 'rolled-back', [], ''],
    ],
    [
      'rolled back before',
      { rollback_job_status: 'SUCCEEDED', rollback_start_time: BEGUN - 10_001 },
      BEGUN,
      ['succeeded', 'SUCCEEDED', undefined, [], ''],
    ],
    [
      'rolled back from then on',
      { rollback_job_status: 'FAILED', rollback_start_time: BEGUN - 10_000 },
      BEGUN,
      ['failed', 'rollback FAILED', 'failed', [], ''],
    ],
    [
      'whose rollback has begun',
      { rollback_start_time: BEGUN - 10_000 },
      BEGUN,
      ['rolling-back', 'rollback begun', 'rolling-back', [], ''],
    ],
    [
      'whose rollback has ended, without a word',
      { rollback_end_time: 1 },
      0,
      ['rolling-back', 'rollback begun', 'rolling-back', [], ''],
    ],
    [
      'whose rollback has a strange word',
      { rollback_job_status: 'HALFWAY', job_status: 'ODD' },
      0,
      ['rolling-back', 'rollback HALFWAY', 'rolling-back', ['job ODD', 'rollback HALFWAY'], ''],
    ],
    [
      'that is rolling back itself',
      { job_status: 'ROLLBACKING' },
      0,
      ['rolling-back', 'ROLLBACKING', 'rolling-back', [], ''],
    ],
    [
      'of a component that failed',
      { status: 'FAILED' },
      0,
      ['succeeded', 'SUCCEEDED', undefined, [], 'FAILED'],
    ],
    [
      'of a component that was aborted',
      { status: 'ABORTED' },
      0,
      ['succeeded', 'SUCCEEDED', undefined, [], 'ABORTED'],
    ],
    [
      'of a component that was rolled back',
      { status: 'ROLLBACK_SUCCEED' },
      0,
      ['succeeded', 'SUCCEEDED', undefined, [], 'ROLLBACK_SUCCEED'],
    ],
    ['of a component that runs', { status: 'RUNNING' }, 0, ['succeeded', 'SUCCEEDED', undefined, [], '']],
  ])('%s', (_what, overrides, since, read) => {
    expect(job(overrides, since)).toEqual(read);
  });

  it('says why, of the rollback first, and when', () => {
    const messages = { fail_message: 'no image', rollback_fail_message: 'no host' };
    const times = { start_time: 5, end_time: '0', rollback_start_time: 6, rollback_end_time: 0 };
    const rolledBack = { ...messages, ...times, rollback_job_status: 'FAILED' };
    expect(readJob(component('a', 'FAILED', rolledBack), 0).part).toEqual({
      name: 'a!',
      state: 'failed',
      providerState: 'rollback FAILED',
      reason: 'no host; no image',
      times: { start_time: 5, rollback_start_time: 6 },
    });
    expect(readJob(component('a', 'FAILED', { ...messages, end_time: 9 }), 0).part).toEqual({
      name: 'a!',
      state: 'failed',
      providerState: 'FAILED',
      reason: 'no image',
      times: { start_time: BEGUN + 1, end_time: 9 },
    });
  });
});

describe('a release', () => {
  const done = component('a', 'SUCCEEDED');
  const back = (id: string, rollback_job_status: string): Component =>
    component(id, 'SUCCEEDED', { rollback_job_status });
  const AT = ' (the execution of 2026-01-01T00:00:00.000Z)';

  it.each<
    [
      what: string,
      planned: ReleasePlan,
      components: readonly Component[],
      after: string | undefined,
      says: readonly [state: Seen['state'], providerState: string, reason: string, lost?: Seen['lost']],
    ]
  >([
    [
      'done',
      plan('SUCCESS', 'a'),
      [done],
      undefined,
      ['succeeded', 'plan SUCCESS, job SUCCEEDED', `1 of 1 components deployed${AT}`],
    ],
    [
      'done in several',
      plan(undefined, 'a', 'b'),
      [done, component('b', 'SUCCEEDED')],
      undefined,
      ['succeeded', 'jobs 2 SUCCEEDED', `2 of 2 components deployed${AT}`],
    ],
    [
      'done, with the execution that the user did not need to tell apart',
      plan('SUCCESS', 'a'),
      [done],
      String(BEGUN - 1),
      ['succeeded', 'plan SUCCESS, job SUCCEEDED', `1 of 1 components deployed${AT}`],
    ],
    [
      'done, with fewer listed than are planned',
      plan('SUCCESS', 'a', 'b', 'c'),
      [done, component('c', 'SUCCEEDED')],
      undefined,
      [
        'succeeded',
        'plan SUCCESS, jobs 2 SUCCEEDED',
        `the plan says SUCCESS, with 2 of its 3 components listed${AT}`,
      ],
    ],
    [
      'done, with none listed of those that are planned',
      plan('SUCCESS', 'x'),
      [done],
      undefined,
      [
        'succeeded',
        'plan SUCCESS, job SUCCEEDED',
        `the plan says SUCCESS, with 0 of its 1 components listed${AT}`,
      ],
    ],
    [
      'done, with no component named',
      { ...plan('SUCCESS'), execute_time: null },
      [done],
      undefined,
      ['succeeded', 'plan SUCCESS, job SUCCEEDED', '1 of 1 components deployed'],
    ],
    [
      'done by its jobs alone',
      plan('RELEASING', 'a'),
      [done],
      undefined,
      ['running', 'plan RELEASING, job SUCCEEDED', '1 of 1 components deployed; the plan says RELEASING'],
    ],
    [
      'of which one component has no id',
      plan('SUCCESS', 'a'),
      [done, component('', 'SUCCEEDED')],
      undefined,
      ['running', 'plan SUCCESS, jobs 2 SUCCEEDED', 'listed without an id: !'],
    ],
    [
      'done, but for a rollback of before that is left',
      plan('SUCCESS', 'a'),
      [component('a', 'SUCCEEDED', { rollback_job_status: 'SUCCEEDED', rollback_start_time: 1 })],
      undefined,
      ['running', 'plan SUCCESS, job SUCCEEDED', 'jobs of an earlier execution: a!'],
    ],
    [
      'done, but not well',
      plan('SUCCESS', 'a', 'b'),
      [
        component('a', 'SUCCEEDED', { status: 'FAILED', fail_message: 'x' }),
        component('b', 'SUCCEEDED', { status: 'ABORTED' }),
      ],
      undefined,
      [
        'running',
        'plan SUCCESS, jobs 2 SUCCEEDED',
        'the jobs succeeded, but not well: a! SUCCEEDED: x, and its component says FAILED; b! SUCCEEDED, and its component says ABORTED',
      ],
    ],
    [
      'done, but one of two not well',
      plan('SUCCESS', 'a', 'b'),
      [done, component('b', 'SUCCEEDED', { status: 'FAILED' })],
      undefined,
      [
        'running',
        'plan SUCCESS, jobs 2 SUCCEEDED',
        'the jobs succeeded, but not well: b! SUCCEEDED, and its component says FAILED',
      ],
    ],
    [
      'of which nothing is listed',
      plan('CREATED', 'a'),
      [],
      undefined,
      ['pending', 'plan CREATED', 'no component is listed as deployed yet'],
    ],
    [
      'of which nothing is told',
      plan(undefined),
      [],
      undefined,
      ['pending', '', 'no component is listed as deployed yet'],
    ],
    [
      'in parts',
      plan('RELEASING', 'a', 'b', 'c'),
      [done, component('b', 'RUNNING', { fail_message: 'slow' })],
      undefined,
      [
        'running',
        'plan RELEASING, jobs 1 SUCCEEDED, 1 RUNNING',
        '1 of 3 components deployed; b! RUNNING: slow; not begun: c!',
      ],
    ],
    [
      'in more parts than are planned',
      plan('CREATED', 'a'),
      [component('a', 'CREATED'), component('z', 'CREATED')],
      undefined,
      ['pending', 'plan CREATED, jobs 2 CREATED', '0 of 2 components deployed; a! CREATED; z! CREATED'],
    ],
    [
      'that is rolling back',
      plan('SUCCESS', 'a', 'b'),
      [back('a', 'RUNNING'), back('b', 'SUCCEEDED')],
      undefined,
      [
        'rolling-back',
        'plan SUCCESS, jobs 1 rollback RUNNING, 1 rollback SUCCEEDED',
        `a rollback is under way of a!, b!${AT}`,
      ],
    ],
    [
      'that was rolled back',
      plan('SUCCESS', 'a'),
      [back('a', 'SUCCEEDED'), back('b', 'SUCCEEDED'), component('c', 'SUCCEEDED')],
      undefined,
      [
        'rolled-back',
        'plan SUCCESS, jobs 2 rollback SUCCEEDED, 1 SUCCEEDED',
        `a rollback has undone a!, b!${AT}`,
      ],
    ],
    [
      'whose rollback is told by its times alone, until the plan says that it is done',
      plan('ROLLBACK_SUCCEED', 'a'),
      [component('a', 'SUCCEEDED', { rollback_start_time: String(BEGUN + 2) })],
      undefined,
      ['rolled-back', 'plan ROLLBACK_SUCCEED, job rollback begun', `a rollback has undone a!${AT}`],
    ],
    [
      'whose rollback is told by its times alone, until the plan says that it failed',
      plan('ROLLBACK_FAILED', 'a'),
      [
        component('a', 'SUCCEEDED', { rollback_start_time: BEGUN + 2, rollback_end_time: BEGUN + 3 }),
        back('b', 'SUCCEEDED'),
      ],
      undefined,
      [
        'failed',
        'plan ROLLBACK_FAILED, jobs 1 rollback begun, 1 rollback SUCCEEDED',
        `the rollback failed: the plan says ROLLBACK_FAILED${AT}`,
      ],
    ],
    [
      'whose rollback is told by its times alone, where the plan says nothing of it',
      plan('FAILED', 'a'),
      [component('a', 'SUCCEEDED', { rollback_start_time: BEGUN + 2 })],
      undefined,
      ['rolling-back', 'plan FAILED, job rollback begun', `a rollback is under way of a!${AT}`],
    ],
    [
      'whose rollback is done by its own word, whatever the plan says',
      plan('ROLLBACK_FAILED', 'a'),
      [back('a', 'SUCCEEDED')],
      undefined,
      ['rolled-back', 'plan ROLLBACK_FAILED, job rollback SUCCEEDED', `a rollback has undone a!${AT}`],
    ],
    [
      'whose rollback goes on by its own word, whatever the plan says',
      plan('ROLLBACK_SUCCEED', 'a'),
      [back('a', 'RUNNING'), component('b', 'SUCCEEDED', { rollback_start_time: BEGUN + 2 })],
      undefined,
      [
        'rolling-back',
        'plan ROLLBACK_SUCCEED, jobs 1 rollback RUNNING, 1 rollback begun',
        `a rollback is under way of a!, b!${AT}`,
      ],
    ],
    [
      'whose rollback failed',
      plan('SUCCESS', 'a'),
      [back('a', 'FAILED'), back('b', 'FAILED'), back('c', 'RUNNING')],
      undefined,
      [
        'failed',
        'plan SUCCESS, jobs 2 rollback FAILED, 1 rollback RUNNING',
        `the rollback failed: a! rollback FAILED; b! rollback FAILED${AT}`,
      ],
    ],
    [
      'that the plan gives up, with what failed',
      plan('FAILED', 'a', 'b', 'c'),
      [done, component('b', 'FAILED', { fail_message: 'no image' }), component('c', 'CANCELLED')],
      undefined,
      [
        'failed',
        'plan FAILED, jobs 1 SUCCEEDED, 1 FAILED, 1 CANCELLED',
        `the plan says FAILED; b! FAILED: no image; c! CANCELLED${AT}`,
      ],
    ],
    [
      'that was aborted',
      plan('ABORTED', 'a'),
      [done],
      String(BEGUN - 1),
      ['cancelled', 'plan ABORTED, job SUCCEEDED', 'the plan says ABORTED'],
    ],
    [
      'that has lost a part',
      plan('RELEASING', 'a', 'b', 'c'),
      [done, component('b', 'CANCELLED'), component('c', 'FAILED'), component('d', 'RUNNING')],
      String(BEGUN - 1),
      [
        'running',
        'plan RELEASING, jobs 1 SUCCEEDED, 1 CANCELLED, 1 FAILED, 1 RUNNING',
        'b! CANCELLED; c! FAILED',
        'failed',
      ],
    ],
    [
      'of which a part was cancelled',
      plan('RELEASING', 'a', 'b'),
      [done, component('b', 'CANCELLED')],
      undefined,
      ['cancelled', 'plan RELEASING, jobs 1 SUCCEEDED, 1 CANCELLED', `b! CANCELLED${AT}`],
    ],
    [
      'that is still the one before',
      plan('SUCCESS', 'a'),
      [done],
      String(BEGUN),
      [
        'pending',
        'plan SUCCESS',
        'not started yet: its last execution is still that of 2026-01-01T00:00:00.000Z',
      ],
    ],
    [
      'that never began',
      { ...plan('CREATED', 'a'), execute_time: null },
      [],
      '0',
      ['pending', 'plan CREATED', 'not started yet: it was never executed'],
    ],
    [
      'that has a job of before',
      plan('SUCCESS', 'a', 'b'),
      [done, component('b', 'FAILED', { start_time: BEGUN - 10_001 })],
      String(BEGUN - 1),
      ['running', 'plan SUCCESS, job SUCCEEDED', 'jobs of an earlier execution: b!'],
    ],
  ])('%s', (_what, planned, components, after, [state, providerState, reason, lost]) => {
    const judged = judgeRelease(planned, { components: [...components] }, after);
    const { parts, ...rest } = judged;
    expect(rest).toStrictEqual({
      kind: 'seen',
      state,
      providerState,
      reason,
      ...(lost === undefined ? {} : { lost }),
      ...(planned.status === 'RELEASING' ? { undocumented: ['plan RELEASING'] } : {}),
    });
    const listed = components.filter((each) => number(each.start_time) >= BEGUN);
    const names = providerState.includes('job') ? listed.map((each) => each.name) : [];
    expect(parts.map(({ name }) => name)).toEqual(names);
  });
});
