import { describe, expect, it } from 'vitest';

import { huaweiServicestage } from '../../src/providers/huawei-servicestage.ts';
import { JOB_STATUS, PLAN_STATUS, ROLLBACK_JOB_STATUS } from '../../src/providers/servicestage-jobs.ts';
import type { Observation } from '../../src/task.ts';
import { http, json, type Server, watchOne } from './ask.ts';
import { testProvider } from './contract.ts';

const FIELDS = { 'release-plan-id': 'plan', 'project-id': 'project' };
const EXECUTED = 1_722_933_900_000;

interface Fields {
  readonly [field: string]: unknown;
}
/** A component of deploy-info, as the vendor's example has it. */
const component = (id: string, job_status: unknown, more: Fields = {}): Fields => ({
  id,
  name: `component-${id}`,
  status: 'RUNNING',
  job_status,
  start_time: EXECUTED + 1000,
  end_time: 0,
  rollback_job_id: null,
  rollback_job_status: null,
  rollback_start_time: 0,
  rollback_end_time: 0,
  fail_message: null,
  rollback_fail_message: null,
  ...more,
});
const rollback = (rollback_job_status: unknown, more: Fields = {}): Fields => ({
  rollback_job_status,
  rollback_start_time: EXECUTED + 5000,
  ...more,
});
const info = (components: readonly Fields[] | null | undefined, id = 'plan'): Fields => ({ id, components });
const plan = (status: unknown, named: readonly string[] = ['a'], more: Fields = {}): Fields => ({
  id: 'plan',
  status,
  fail_strategy: 'continue',
  execute_time: EXECUTED,
  components: named.map((component_id, seq) => ({ component_id, name: `component-${component_id}`, seq })),
  ...more,
});
const serve =
  (planned: Fields, deployed: Fields): Server =>
  (path) =>
    json(path.endsWith('/deploy-info') ? deployed : planned);
const look = (planned: Fields, deployed: Fields, fields: Fields = FIELDS): Promise<Observation> =>
  watchOne(huaweiServicestage, fields, serve(planned, deployed))();

const DONE = component('a', 'SUCCEEDED');

testProvider({
  provider: huaweiServicestage,
  fields: FIELDS,
  succeeded: serve(plan('SUCCESS'), info([DONE])),
  foreign: serve(plan('SUCCESS'), info([DONE], 'other')),
  unknownWord: (word) => serve(plan('SUCCESS'), info([component('a', word)])),
  unknownId: http(404, { error_code: 'SVCSTG.00100433', error_msg: 'no such plan' }),
  refusedCredentials: http(401, { error_code: 'APIGW.0301', error_msg: 'verify aksk signature fail' }),
  noPermission: http(403, { error_code: 'APIGW.0302', error_msg: 'denied' }),
  permission: 'getReleasePlan: grant the user or role of the credentials servicestage::getReleasePlan',
  throttled: http(429, { error_msg: 'slow down', error_code: 'APIG.0308' }),
});

/** What looks see one after another, each of another server. */
const looks = async (fields: Fields, ...servers: readonly Server[]): Promise<readonly Observation[]> => {
  const left = [...servers];
  let server: Server | undefined;
  const look = watchOne(huaweiServicestage, fields, (path, query) => server?.(path, query) ?? http(500));
  const seen: Observation[] = [];
  for (server = left.shift(); server !== undefined; server = left.shift()) seen.push(await look());
  return seen;
};
const done = serve(plan('SUCCESS'), info([DONE]));

describe('the words of the vendor', () => {
  it('of a job', () => {
    expect(JOB_STATUS).toEqual({
      CREATED: 'pending',
      SUBMITTED: 'pending',
      SCHEDULED: 'pending',
      RUNNING: 'running',
      UNKNOWN: 'running',
      SUCCEEDED: 'succeeded',
      FAILED: 'failed',
      PARTIALLY_FAILED: 'failed',
      CANCELLED: 'cancelled',
      ROLLBACKING: 'rolling-back',
      ROLLBACKED: 'rolled-back',
    });
  });

  it('of a plan', () => {
    expect(PLAN_STATUS).toEqual({
      CREATED: 'pending',
      SUCCESS: 'succeeded',
      FAILED: 'failed',
      PARTIALLY_FAILED: 'failed',
      ROLLBACK_FAILED: 'failed',
      ROLLBACK_SUCCEED: 'rolled-back',
      ABORTED: 'cancelled',
    });
  });

  it('of a rollback job: the same as of a job', () => {
    expect(Object.keys(ROLLBACK_JOB_STATUS).sort()).toEqual(Object.keys(JOB_STATUS).sort());
  });

  it('are no surprise in a plan that goes on, since none is documented', async () => {
    const seen = await look(plan('RELEASING'), info([component('a', 'RUNNING')]));
    expect(seen).not.toHaveProperty('unknown');
    expect(seen).toMatchObject({
      providerState: 'plan RELEASING, job RUNNING',
      undocumented: ['plan RELEASING'],
    });
    expect(await look(plan('SUCCESS'), info([DONE]))).not.toHaveProperty('undocumented');
  });
});

describe('success', () => {
  it.each([
    ['the plan says SUCCESS', plan('SUCCESS'), info([DONE]), 'succeeded'],
    ['the plan goes on, though all that it names are done', plan('RELEASING'), info([DONE]), 'running'],
    ['the plan has no status, and all that it names are done', plan(null), info([DONE]), 'succeeded'],
    [
      'a component is named by its id',
      plan('', [], { components: [{ id: 'a' }] }),
      info([DONE]),
      'succeeded',
    ],
    [
      'ids are numbers on one side',
      plan(undefined, [], { components: [{ component_id: 7 }] }),
      info([component('7', 'SUCCEEDED')]),
      'succeeded',
    ],
    ['the plan has no status and names one more', plan(null, ['a', 'b']), info([DONE]), 'running'],
    ['the plan has no status and names none', plan('', []), info([DONE]), 'running'],
    ['the plan has no status, nor a list', plan(null, [], { components: null }), info([DONE]), 'running'],
    [
      'the plan names one without an id',
      plan('', [], { components: [{ name: 'n' }] }),
      info([component('', 'SUCCEEDED')]),
      'running',
    ],
    ['the plan has a word of undoing', plan('ABORTING'), info([DONE]), 'running'],
    ['the plan has a word of a rollback', plan('ROLLING_BACK'), info([DONE]), 'rolling-back'],
    ['the plan was suspended', plan('SUSPENDED'), info([DONE]), 'running'],
    ['the plan was never executed', plan('CREATED', ['a'], { execute_time: null }), info([DONE]), 'running'],
    ['the plan was created, and all that it names are done', plan('CREATED'), info([DONE]), 'running'],
    [
      'the plan goes on without a time, and all that it names are done',
      plan('RELEASING', ['a'], { execute_time: null }),
      info([DONE]),
      'running',
    ],
    [
      'a component was aborted by its own word',
      plan('SUCCESS'),
      info([component('a', 'SUCCEEDED', { status: 'ABORTED' })]),
      'running',
    ],
    ['nothing is listed', plan('SUCCESS'), info([]), 'running'],
    ['the list is missing', plan('SUCCESS'), info(undefined), 'running'],
    ['a job goes on', plan('SUCCESS', ['a', 'b']), info([DONE, component('b', 'RUNNING')]), 'running'],
    ['a job has no status', plan('SUCCESS'), info([component('a', null)]), 'running'],
    [
      'a job says SUCCESS, which is a word of plans',
      plan('SUCCESS'),
      info([component('a', 'SUCCESS')]),
      'running',
    ],
    [
      'a component is not well',
      plan('SUCCESS'),
      info([component('a', 'SUCCEEDED', { status: 'FAILED' })]),
      'running',
    ],
    [
      'a component was rolled back by its own word',
      plan('SUCCESS'),
      info([component('a', 'SUCCEEDED', { status: 'ROLLBACK_SUCCEED' })]),
      'running',
    ],
  ])('%s', async (_name, planned, deployed, state) => {
    expect(await look(planned, deployed)).toMatchObject({ kind: 'seen', state });
  });

  it.each([
    ['deploy-info of another plan', plan('SUCCESS'), info([DONE], 'other')],
    ['a plan that is another', { ...plan('SUCCESS'), id: 'other' }, info([DONE])],
    ['deploy-info without an id', plan('SUCCESS'), { components: [DONE] }],
  ])('is not read from %s', async (name, planned, deployed) => {
    expect(await look(planned, deployed)).toMatchObject({
      kind: 'unreachable',
      reason: expect.stringContaining(
        name.endsWith('an id') ? 'id: ' : 'an answer about another release task',
      ),
    });
  });

  it('is asked for in the plan and in its deployment', async () => {
    const asked: string[] = [];
    const both = watchOne(huaweiServicestage, FIELDS, (path, query) => {
      asked.push(`${path}?${query}`);
      return serve(plan('SUCCESS'), info([DONE]))(path, query);
    });
    await both();
    const path = '/v3/project/cas/release-plans/plan';
    expect(asked).toEqual([`${path}?`, `${path}/deploy-info?`]);
  });

  it('needs both answers', async () => {
    for (const broken of ['/deploy-info', '/plan']) {
      const half = watchOne(huaweiServicestage, FIELDS, (path) =>
        path.endsWith(broken) ? http(500) : serve(plan('SUCCESS'), info([DONE]))(path, new URLSearchParams()),
      );
      expect(await half()).toMatchObject({ kind: 'unreachable' });
    }
  });
});

describe('a rollback', () => {
  it.each([
    ['SUCCEEDED', 'rolled-back'],
    ['ROLLBACKED', 'rolled-back'],
    ['FAILED', 'failed'],
    ['PARTIALLY_FAILED', 'failed'],
    ['CANCELLED', 'failed'],
    ['CREATED', 'rolling-back'],
    ['SUBMITTED', 'rolling-back'],
    ['SCHEDULED', 'rolling-back'],
    ['RUNNING', 'rolling-back'],
    ['ROLLBACKING', 'rolling-back'],
    ['UNKNOWN', 'rolling-back'],
    ['HALFWAY', 'rolling-back'],
    [3, 'rolling-back'],
  ])('with the job %s is %s, although the forward job and the plan succeeded', async (word, state) => {
    const seen = await look(plan('SUCCESS'), info([component('a', 'SUCCEEDED', rollback(word))]));
    expect(seen).toMatchObject({ kind: 'seen', state });
  });

  it.each([
    ['a beginning but no word', { rollback_start_time: '1722933905000' }, 'rolling-back'],
    ['the text null for a word, and times of 0', { rollback_job_status: 'null' }, 'succeeded'],
    ['an end but neither a word nor a beginning', { rollback_end_time: EXECUTED + 5000 }, 'running'],
    ['no word and times of 0', {}, 'succeeded'],
    ['no word and times of "0"', { rollback_start_time: '0', rollback_end_time: '0' }, 'succeeded'],
    ['no word and no times', { rollback_start_time: null, rollback_end_time: undefined }, 'succeeded'],
  ])('with %s', async (_name, more, state) => {
    expect(await look(plan('SUCCESS'), info([component('a', 'SUCCEEDED', more)]))).toMatchObject({ state });
  });

  it.each([
    ['one failed among others', ['SUCCEEDED', 'FAILED', 'RUNNING'], 'failed'],
    ['one going on', ['SUCCEEDED', 'RUNNING'], 'rolling-back'],
    ['all done', ['SUCCEEDED', 'SUCCEEDED'], 'rolled-back'],
  ])('of several components, %s', async (_name, words, state) => {
    const jobs = words.map((word, at) => component(String(at), 'SUCCEEDED', rollback(word)));
    expect(await look(plan('SUCCESS', []), info(jobs))).toMatchObject({ state });
  });

  it('outweighs what the plan says', async () => {
    const jobs = info([component('a', 'FAILED', rollback('RUNNING'))]);
    expect(await look(plan('FAILED'), jobs)).toMatchObject({ state: 'rolling-back' });
  });

  it('is told with its failure, and with the execution it belongs to', async () => {
    const jobs = info([component('a', 'FAILED', rollback('FAILED', { rollback_fail_message: 'no image' }))]);
    expect(await look(plan('ROLLBACK_FAILED'), jobs)).toMatchObject({
      state: 'failed',
      reason: `the rollback failed: component-a rollback FAILED: no image (the execution of ${new Date(EXECUTED).toISOString()})`,
    });
  });

  it('shows in the job itself too', async () => {
    expect(await look(plan('x'), info([component('a', 'ROLLBACKING')]))).toMatchObject({
      state: 'rolling-back',
    });
    expect(await look(plan('x'), info([component('a', 'ROLLBACKED')]))).toMatchObject({
      state: 'rolled-back',
    });
  });
});

describe('a look of which one half is missing', () => {
  const throttled = http(429, { error_code: 'APIGW.0308', error_msg: 'slow down' }, { 'retry-after': '8' });
  const rollingBack = info([component('a', 'SUCCEEDED', rollback('RUNNING'))]);

  it.each(['/deploy-info', '/plan'])(
    'keeps the wish of the server, whichever half says it: %s',
    async (half) => {
      const look = watchOne(huaweiServicestage, FIELDS, (path) =>
        path.endsWith(half) ? throttled : http(500),
      );
      expect(await look()).toMatchObject({ kind: 'unreachable', throttled: true, retryAfterMs: 8000 });
    },
  );

  it('says that the id is unknown where one half does, and keeps the wish of the other', async () => {
    const unknown = http(404, { error_code: 'SVCSTG.00100433', error_msg: 'no such plan' });
    const look = watchOne(huaweiServicestage, FIELDS, (path) =>
      path.endsWith('/plan') ? unknown : throttled,
    );
    expect(await look()).toMatchObject({ kind: 'absent', retryAfterMs: 8000 });
  });

  it('does not forget the rollback that the other half has shown', async () => {
    const jobs = await looks(
      FIELDS,
      (path) => (path.endsWith('/plan') ? http(500) : json(rollingBack)),
      done,
    );
    expect(jobs).toMatchObject([{ kind: 'unreachable' }, { state: 'rolled-back' }]);
    const word = plan('ROLLBACK_FAILED');
    const planned = await looks(FIELDS, (path) => (path.endsWith('/plan') ? json(word) : http(500)), done);
    expect(planned).toMatchObject([{ kind: 'unreachable' }, { state: 'failed' }]);
  });

  it.each(['ROLLING_BACK', 'Rolling back', 'ROLLBACKING', 'ROLLBACK_RUNNING'])(
    'does not forget that the plan said %s',
    async (word) => {
      const seen = await looks(FIELDS, serve(plan(word), info([DONE])), done);
      expect(seen).toMatchObject([{ state: 'rolling-back' }, { state: 'rolled-back' }]);
    },
  );

  it('tells that the deployment has disappeared, unless the plan knows its end', async () => {
    const gone =
      (status: string): Server =>
      (path) =>
        path.endsWith('/deploy-info') ? http(404, { error_code: 'SVCSTG.00100433' }) : json(plan(status));
    const going = serve(plan('RELEASING'), info([component('a', 'RUNNING')]));
    expect(await looks(FIELDS, going, gone('RELEASING'), gone('SUCCESS'), gone('FAILED'))).toMatchObject([
      { state: 'running' },
      { kind: 'absent' },
      { kind: 'absent' },
      { state: 'failed' },
    ]);
    const old = serve(plan('SUCCESS', ['a'], { execute_time: EXECUTED - 1 }), info([DONE]));
    const after = { ...FIELDS, 'after-execution': String(EXECUTED - 1) };
    expect(await looks(after, old, gone('CREATED'))).toMatchObject([{ state: 'pending' }, { kind: 'seen' }]);
    expect(await looks(after, going, gone('RELEASING'))).toMatchObject([
      { state: 'running' },
      { kind: 'absent' },
    ]);
  });

  it('keeps a rollback that is shown beside a plan that goes back', async () => {
    const going = serve(plan('RELEASING'), info([component('a', 'RUNNING')]));
    const back = serve(plan('RELEASING', ['a'], { execute_time: EXECUTED - 60_000 }), rollingBack);
    const seen = await looks(FIELDS, going, back, done);
    expect(seen).toMatchObject([
      { state: 'running' },
      { state: 'rolling-back' },
      {
        state: 'rolled-back',
        reason: expect.stringContaining('the success that is reported now is not that of this deployment'),
      },
    ]);
  });

  it('takes the code of an unknown plan for that, although it comes with 401', async () => {
    const unknown = http(401, { error_code: 'SVCSTG.00100401', error_msg: 'no such plan' });
    const look = watchOne(huaweiServicestage, FIELDS, () => unknown);
    expect([await look(), await look()]).toMatchObject([{ kind: 'absent' }, { kind: 'absent' }]);
  });

  it('takes a plan whose deployment is unknown for one that has not begun', async () => {
    const unknown = http(404, { error_code: 'SVCSTG.00100433', error_msg: 'no such plan' });
    const look = watchOne(huaweiServicestage, FIELDS, (path) =>
      path.endsWith('/plan') ? json(plan('CREATED')) : unknown,
    );
    expect(await look()).toMatchObject({ kind: 'seen', state: 'pending' });
  });

  it('keeps waiting for the end of that rollback', async () => {
    const first: Server = (path) => (path.endsWith('/plan') ? http(500) : json(rollingBack));
    const later = serve(plan('RELEASING', ['a', 'b']), info([component('a', 'RUNNING')]));
    expect(await looks(FIELDS, first, later)).toMatchObject([{}, { state: 'rolling-back' }]);
  });

  it('does not forget it where the execution before ours is known', async () => {
    const fields = { ...FIELDS, 'after-execution': String(EXECUTED - 1) };
    const word = plan('ROLLBACK_FAILED');
    const seen = await looks(fields, (path) => (path.endsWith('/plan') ? json(word) : http(500)), done);
    expect(seen).toMatchObject([
      { kind: 'unreachable' },
      { state: 'failed', reason: 'the rollback failed in an earlier poll' },
    ]);
  });

  it('forgets a job that was rolled back before ours', async () => {
    const fields = { ...FIELDS, 'after-execution': String(EXECUTED - 1) };
    const before = info([component('a', 'ROLLBACKED', { start_time: EXECUTED - 15_000 })]);
    const going: Server = (path) => json(path.endsWith('/plan') ? plan('RELEASING') : before);
    expect(await looks(fields, going, done)).toMatchObject([{ state: 'running' }, { state: 'succeeded' }]);
  });

  it('forgets what is of an execution before ours', async () => {
    const fields = { ...FIELDS, 'after-execution': String(EXECUTED) };
    const again = { execute_time: EXECUTED + 60_000 };
    const ours = serve(
      plan('SUCCESS', ['a'], again),
      info([component('a', 'SUCCEEDED', { start_time: EXECUTED + 61_000 })]),
    );
    const first: Server = (path) => (path.endsWith('/plan') ? http(500) : json(rollingBack));
    expect(await looks(fields, first, ours)).toMatchObject([{}, { state: 'succeeded' }]);
  });
});

describe("the plan's own bad end", () => {
  it.each([
    ['ROLLBACK_SUCCEED', 'rolled-back'],
    ['ROLLBACK_FAILED', 'failed'],
    ['ABORTED', 'cancelled'],
    ['FAILED', 'failed'],
    ['PARTIALLY_FAILED', 'failed'],
  ])('%s is %s, whatever the jobs say', async (word, state) => {
    expect(await look(plan(word), info([DONE]))).toMatchObject({ state });
    expect(await look(plan(word), info([]))).toMatchObject({ state });
  });
});

describe('a failed job', () => {
  const failed = component('a', 'FAILED', { fail_message: 'image not found' });
  const going = component('b', 'RUNNING');
  const done = component('b', 'SUCCEEDED');
  it.each([
    ['stop', [failed, going], ['a', 'b'], 'failed', undefined],
    ['stop', [failed], ['a', 'b'], 'failed', undefined],
    ['stop', [component('a', 'CANCELLED'), going], ['a', 'b'], 'running', 'cancelled'],
    ['continue', [failed, going], ['a', 'b'], 'running', 'failed'],
    ['continue', [failed, done], ['a', 'b'], 'failed', undefined],
    ['continue', [failed, done], ['a', 'b', 'c'], 'running', 'failed'],
    [undefined, [failed, going], ['a', 'b'], 'running', 'failed'],
    ['continue', [component('a', 'CANCELLED'), going], ['a', 'b'], 'running', 'cancelled'],
    ['continue', [component('a', 'CANCELLED'), done], ['a', 'b'], 'cancelled', undefined],
    ['continue', [component('a', 'PARTIALLY_FAILED'), done], ['a', 'b'], 'failed', undefined],
  ])('with the strategy %s', async (fail_strategy, jobs, named, state, lost) => {
    const seen = await look(plan('RELEASING', named, { fail_strategy }), info(jobs));
    expect(seen).toMatchObject({ state });
    expect('lost' in seen ? seen.lost : undefined).toBe(lost);
  });

  it('is lost beside a rollback in progress, and what is being rolled back is not', async () => {
    const undone = component('b', 'SUCCEEDED', rollback('RUNNING'));
    const both = await look(plan('RELEASING', ['a', 'b']), info([failed, undone]));
    expect(both).toMatchObject({ state: 'rolling-back', lost: 'failed' });
    expect(await look(plan('RELEASING', ['b']), info([undone]))).not.toHaveProperty('lost');
  });

  it('is not healed by being listed no more, but by being tried again', async () => {
    const looks = async (...lists: readonly (readonly Fields[])[]): Promise<readonly Observation[]> => {
      let at = 0;
      const look = watchOne(huaweiServicestage, FIELDS, (path) => {
        if (path.endsWith('/deploy-info')) return json(info([...(lists[at] ?? [])]));
        return json(plan(at === 0 ? 'RELEASING' : 'SUCCESS', ['a', 'b']));
      });
      const seen: Observation[] = [];
      for (at = 0; at < lists.length; at += 1) seen.push(await look());
      return seen;
    };
    expect(await looks([failed, going], [done])).toMatchObject([
      { state: 'running', lost: 'failed' },
      { state: 'running', reason: 'component-a had failed, and is not listed any more' },
    ]);
    expect(await looks([failed, going], [DONE, done])).toMatchObject([{}, { state: 'succeeded' }]);
    const cancelled = component('a', 'CANCELLED');
    const both = [failed, component('c', 'FAILED'), going];
    expect(await looks([cancelled, going], [done])).toMatchObject([
      { lost: 'cancelled' },
      { state: 'running', reason: 'component-a had failed, and is not listed any more' },
    ]);
    expect(await looks(both, [done])).toMatchObject([
      {},
      { reason: 'component-a, component-c had failed, and is not listed any more' },
    ]);
    expect(await looks([component('z', 'SUCCEEDED'), going], [DONE, done])).toMatchObject([
      {},
      { state: 'succeeded' },
    ]);
    expect(await looks([failed, going], [going])).toMatchObject([
      {},
      { state: 'running', reason: '0 of 2 components deployed; component-b RUNNING; not begun: component-a' },
    ]);
  });

  it('is told with its message', async () => {
    const seen = await look(plan('RELEASING', ['a'], { execute_time: null }), info([failed]));
    expect(seen).toMatchObject({ reason: 'component-a FAILED: image not found' });
  });
});

describe('what goes on', () => {
  it.each([
    ['nothing listed, plan created', plan('CREATED'), info([]), 'pending'],
    ['nothing listed, plan without a word', plan(undefined), info([]), 'pending'],
    ['nothing listed, plan in an unknown word', plan('RELEASING'), info([]), 'running'],
    ['jobs created', plan('CREATED'), info([component('a', 'CREATED')]), 'pending'],
    ['jobs scheduled', plan('CREATED'), info([component('a', 'SCHEDULED')]), 'pending'],
    [
      'one job running',
      plan('CREATED', ['a', 'b']),
      info([component('a', 'RUNNING'), component('b', 'CREATED')]),
      'running',
    ],
    ['an unknown job', plan('CREATED'), info([component('a', 'UNKNOWN')]), 'running'],
  ])('%s', async (_name, planned, deployed, state) => {
    expect(await look(planned, deployed)).toMatchObject({ kind: 'seen', state });
  });
});

describe('a plan that is executed once more', () => {
  const fields = { ...FIELDS, 'after-execution': String(EXECUTED - 1) };
  const later = EXECUTED + 60_000;
  const theirs = serve(
    plan('SUCCESS', ['a'], { execute_time: later }),
    info([component('a', 'SUCCEEDED', { start_time: later + 1000 })]),
  );
  const going = serve(plan('RELEASING'), info([component('a', 'RUNNING')]));

  it('has superseded ours, whatever comes of it', async () => {
    expect(await looks(fields, going, theirs)).toMatchObject([
      { state: 'running' },
      {
        kind: 'seen',
        state: 'superseded',
        providerState: 'plan SUCCESS',
        reason: `executed again at ${new Date(later).toISOString()}, before the execution of ${new Date(EXECUTED).toISOString()} was confirmed`,
      },
    ]);
  });

  it('has superseded ours also where its jobs cannot be read', async () => {
    const half: Server = (path) =>
      path.endsWith('/plan') ? json(plan('RELEASING', ['a'], { execute_time: later })) : http(500);
    expect(await looks(fields, going, half)).toMatchObject([{}, { kind: 'seen', state: 'superseded' }]);
  });

  it('has superseded ours also once ours had succeeded', async () => {
    expect(await looks(fields, done, theirs)).toMatchObject([
      { state: 'succeeded' },
      { state: 'superseded' },
    ]);
  });

  it('tells what is no time as it stands', async () => {
    const at = (executeTime: number) =>
      serve(plan('RELEASING', ['a'], { execute_time: executeTime }), info([]));
    expect(await looks({ ...FIELDS, 'after-execution': '0' }, at(1.5), at(later))).toMatchObject([
      {},
      {
        reason: `executed again at ${new Date(later).toISOString()}, before the execution of 1.5 was confirmed`,
      },
    ]);
  });

  it('is followed where nobody said which execution is ours', async () => {
    expect(await looks(FIELDS, going, theirs)).toMatchObject([{ state: 'running' }, { state: 'succeeded' }]);
  });

  it('is not, where the time of an execution is told again, or an earlier one', async () => {
    const back = serve(plan('SUCCESS', ['a'], { execute_time: EXECUTED - 1 }), info([DONE]));
    expect(await looks(fields, going, going, back, done)).toMatchObject([
      { state: 'running' },
      { state: 'running' },
      { state: 'pending' },
      { state: 'succeeded' },
    ]);
  });
});

describe('a plan that ran before', () => {
  const fields = { ...FIELDS, 'after-execution': String(EXECUTED) };
  const again = { execute_time: EXECUTED + 60_000 };
  const fresh = { start_time: EXECUTED + 61_000 };
  const old = { start_time: EXECUTED + 1000 };
  it.each([
    ['counts for nothing until it is executed again', plan('SUCCESS'), [DONE], 'pending'],
    [
      'was rolled back then, which is not ours',
      plan('ROLLBACK_SUCCEED'),
      [component('a', 'FAILED', rollback('SUCCEEDED'))],
      'pending',
    ],
    ['has no execute_time', plan('SUCCESS', ['a'], { execute_time: null }), [DONE], 'pending'],
    [
      'is executed again, with jobs of before',
      plan('RELEASING', ['a'], again),
      [component('a', 'SUCCEEDED', old)],
      'running',
    ],
    [
      'is executed again and says SUCCESS, with jobs of before',
      plan('SUCCESS', ['a'], again),
      [component('a', 'SUCCEEDED', old)],
      'running',
    ],
    [
      'is executed again, a failed job of before is left',
      plan('RELEASING', ['a'], again),
      [component('a', 'FAILED', old)],
      'running',
    ],
    [
      'is executed again, a rollback of before is left',
      plan('SUCCESS', ['a'], again),
      [component('a', 'SUCCEEDED', { ...fresh, ...rollback('SUCCEEDED') })],
      'running',
    ],
    [
      'is executed again and done',
      plan('SUCCESS', ['a'], again),
      [component('a', 'SUCCEEDED', fresh)],
      'succeeded',
    ],
    [
      'is executed again and done, times as text',
      plan('SUCCESS', ['a'], { execute_time: String(EXECUTED + 60_000) }),
      [component('a', 'SUCCEEDED', { start_time: String(EXECUTED + 61_000) })],
      'succeeded',
    ],
    [
      'is executed again, one job of before is left',
      plan('RELEASING', ['a', 'b'], again),
      [component('a', 'SUCCEEDED', fresh), component('b', 'SUCCEEDED', old)],
      'running',
    ],
    [
      'is executed again and says SUCCESS, a failed job of before is left',
      plan('SUCCESS', ['a', 'b'], again),
      [component('a', 'SUCCEEDED', fresh), component('b', 'FAILED', old)],
      'running',
    ],
    [
      'is executed again and done, a job of a component that is no part of it is left',
      plan('SUCCESS', ['a'], again),
      [component('a', 'SUCCEEDED', fresh), component('z', 'FAILED', old)],
      'running',
    ],
    [
      'is executed again, a job has ended without a beginning',
      plan('SUCCESS', ['a'], again),
      [component('a', 'SUCCEEDED', { start_time: null })],
      'running',
    ],
    [
      'is executed again, a job waits',
      plan('RELEASING', ['a'], again),
      [component('a', 'CREATED', { start_time: 0 })],
      'running',
    ],
    [
      'is executed again and rolled back',
      plan('x', ['a'], again),
      [
        component('a', 'SUCCEEDED', {
          ...old,
          rollback_job_status: 'SUCCEEDED',
          rollback_start_time: EXECUTED + 70_000,
        }),
      ],
      'rolled-back',
    ],
  ])('%s', async (_name, planned, jobs, state) => {
    expect(await look(planned, info(jobs), fields)).toMatchObject({ kind: 'seen', state });
  });

  it('counts from its first execution after 0', async () => {
    const zero = { ...FIELDS, 'after-execution': '0' };
    expect(await look(plan('SUCCESS', ['a'], { execute_time: 0 }), info([]), zero)).toMatchObject({
      state: 'pending',
      reason: 'not started yet: it was never executed',
    });
    expect(await look(plan('SUCCESS'), info([DONE]), zero)).toMatchObject({ state: 'succeeded' });
  });

  it('names the execution it speaks of where it was not told which', async () => {
    expect(await look(plan('FAILED'), info([]))).toMatchObject({
      reason: `the plan says FAILED (the execution of ${new Date(EXECUTED).toISOString()})`,
    });
  });
});

describe('odd values', () => {
  it('an id may come as a number', async () => {
    const fields = { ...FIELDS, 'release-plan-id': '716' };
    const deployed = { id: 716, components: [DONE] };
    expect(await look(plan('SUCCESS', ['a'], { id: 716 }), deployed, fields)).toMatchObject({
      state: 'succeeded',
    });
  });

  it.each([
    [1e20, ' (the execution of 100000000000000000000)'],
    ['1e20', ' (the execution of 100000000000000000000)'],
    [1, ' (the execution of 1)'],
    ['soon', ''],
    [-1, ''],
    ['', ''],
  ])('an execution at %j is told as "the plan says ABORTED%s"', async (execute_time, told) => {
    const seen = await look(plan('ABORTED', ['a'], { execute_time }), info([]));
    expect(seen).toMatchObject({ reason: `the plan says ABORTED${told}` });
  });

  it('a component without a name is called by its id', async () => {
    const nameless = component('a', 'FAILED', { name: null });
    expect(await look(plan('x', ['a'], { execute_time: 0 }), info([nameless]))).toMatchObject({
      reason: 'a FAILED',
      parts: [{ name: 'a' }],
    });
    const missing = plan('x', [], {
      components: [{ component_id: 'a' }, { component_id: 'b' }, { id: 'c' }],
    });
    expect(await look(missing, info([DONE]))).toMatchObject({
      reason: '1 of 3 components deployed; not begun: b, c',
    });
  });
});

it('needs the project, from the entry or from the input', () => {
  const named: string[] = [];
  huaweiServicestage.read({ 'release-plan-id': 'plan' }, { projectId: () => undefined }, (field) =>
    named.push(field),
  );
  expect(named).toEqual(['project-id']);
  const read = huaweiServicestage.read(
    { 'release-plan-id': 'plan' },
    { projectId: () => 'p' },
    () => undefined,
  );
  expect(read).toMatchObject({ projectId: 'p' });
});

describe('what the plan leaves open', () => {
  it.each([FIELDS, { ...FIELDS, 'after-execution': String(EXECUTED - 60_000) }])(
    'is by how much two clocks differ: a job may begin 10 s before its execution, with %j',
    async (fields) => {
      for (const [before, state] of [
        [10_000, 'succeeded'],
        [10_001, 'running'],
      ] as const) {
        const early = component('a', 'SUCCEEDED', { start_time: EXECUTED - before });
        expect(await look(plan('SUCCESS'), info([early]), fields)).toMatchObject({ state });
      }
    },
  );

  it('is, without a list of components, none that has not begun: a failed job is the end', async () => {
    const planned = plan('RUNNING', [], { components: undefined });
    const failed = info([component('a', 'FAILED')]);
    expect(await look(planned, failed)).toMatchObject({ state: 'failed' });
    expect(await look(plan('RUNNING', ['a', 'b']), failed)).toMatchObject({
      state: 'running',
      lost: 'failed',
    });
  });
});

describe('rollbacks that were seen before the plan told of which execution they are', () => {
  const fields = { ...FIELDS, 'after-execution': String(EXECUTED - 60_000) };
  const before = plan('SUCCESS', ['a'], { execute_time: 0 });
  const earlier = { start_time: EXECUTED - 50_000, end_time: EXECUTED - 40_000 };
  const ours = component('a', 'SUCCEEDED', rollback('SUCCEEDED', { rollback_start_time: 0 }));
  const older = component(
    'a',
    'SUCCEEDED',
    rollback('SUCCEEDED', { ...earlier, rollback_start_time: EXECUTED - 30_000 }),
  );

  it('one of this execution counts, though one of an earlier execution was seen since', async () => {
    const [first, second, third] = await looks(
      fields,
      serve(before, info([ours])),
      serve(before, info([older])),
      done,
    );
    expect(first).toMatchObject({ state: 'pending' });
    expect(second).toMatchObject({ state: 'pending' });
    expect(third).toMatchObject({ state: 'rolled-back' });
  });

  it.each([
    [4_999, 'rolled-back'],
    [5_000, 'succeeded'],
  ])('%i later ones: the last 5,000 count', async (count, state) => {
    const many = Array.from({ length: count }, (_, index) =>
      component(
        'a',
        'SUCCEEDED',
        rollback('SUCCEEDED', { ...earlier, rollback_start_time: EXECUTED - 30_000 - index }),
      ),
    );
    const seen = await looks(fields, serve(before, info([ours, ...many])), done);
    expect(seen.at(-1)).toMatchObject({ state });
  });
});

describe('a plan that goes back to before an execution that was seen', () => {
  it.each([
    [EXECUTED - 60_000, 'the execution of 2024-08-06T08:44:00.000Z'],
    [0, 'no execution'],
    [1, 'the execution of 1'],
  ])('%i: running, of %s', async (execute_time, about) => {
    const [, seen] = await looks(
      FIELDS,
      serve(plan('RELEASING'), info([component('a', 'RUNNING')])),
      serve(plan('SUCCESS', ['a'], { execute_time }), info([DONE])),
    );
    expect(seen).toMatchObject({
      state: 'running',
      providerState: 'plan SUCCESS',
      reason: `the plan speaks of ${about}, after that of 2024-08-06T08:45:00.000Z was seen`,
    });
  });
});

it('runs, where nothing has begun but jobs of an earlier execution are listed', async () => {
  const old = component('b', 'SUCCEEDED', { start_time: EXECUTED - 50_000, end_time: EXECUTED - 40_000 });
  const waiting = plan('CREATED', ['a', 'b']);
  const queued = component('a', 'CREATED', { start_time: 0 });
  expect(await look(waiting, info([queued]))).toMatchObject({ state: 'pending' });
  expect(await look(waiting, info([queued, old]))).toMatchObject({ state: 'running' });
});
