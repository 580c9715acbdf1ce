import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { alibabaApiGateway } from '../../src/providers/alibaba-api-gateway.ts';
import { alibabaApiVersion } from '../../src/providers/alibaba-api-version.ts';
import { huaweiCodeartsDeploy } from '../../src/providers/huawei-codearts-deploy.ts';
import { huaweiServicestage } from '../../src/providers/huawei-servicestage.ts';
import { createNotebook, markOf } from '../../src/providers/notes.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { isOpen, type Observation } from '../../src/task.ts';
import { type Given, http, json, type Server, watchOne } from './ask.ts';

interface Fields {
  readonly [field: string]: unknown;
}

/** An entry of a publish task. */
const api = (ApiUid: string | null, DeployedStatus: string, ErrorMsg = ''): Fields => ({
  ApiUid,
  StageName: 'RELEASE',
  DeployedStatus,
  ErrorMsg,
});
const publish = (...entries: readonly Fields[]): Server => {
  const answer = json({ DeployedResults: { DeployedResult: entries } });
  return () => answer;
};

const OURS = '20211122155403834';
const OLDER = '20211022134156663';
/** Versions of an API, by their status; all have the same description but those that are told otherwise. */
const versions = (
  ...items: readonly (readonly [version: string, status: string, description?: string])[]
): Server => {
  const listed = items.map(([HistoryVersion, Status, Description = 'run 42']) => ({
    ApiId: 'api',
    StageName: 'RELEASE',
    HistoryVersion,
    Status,
    Description,
  }));
  const list = json({ TotalCount: listed.length, ApiHisItems: { ApiHisItem: listed } });
  const history = json({ ApiId: 'api', StageName: 'RELEASE', HistoryVersion: OURS, GroupId: 'group' });
  return (operation) => (operation === 'DescribeApiHistory' ? history : list);
};

const execution = (release_id: number, execution_state: string): Server => {
  const answer = json({ task_id: 'task', release_id, execution_state });
  return () => answer;
};

const EXECUTED = 1_722_933_900_000;
/** A release whose plan names a and b; jobs by component. */
const release = (
  status: string,
  jobs: Readonly<Record<string, string>>,
  more: { readonly at?: number; readonly rollback?: string } = {},
): Server => {
  const { at = EXECUTED, rollback = null } = more;
  const planned = json({
    id: 'plan',
    status,
    fail_strategy: 'continue',
    execute_time: at,
    components: ['a', 'b'].map((component_id) => ({ component_id, name: component_id })),
  });
  const deployed = json({
    id: 'plan',
    components: Object.entries(jobs).map(([id, job_status]) => ({
      id,
      name: id,
      job_status,
      start_time: at + 1000,
      end_time: 0,
      rollback_job_status: rollback,
      rollback_start_time: rollback === null ? 0 : at + 5000,
    })),
  });
  return (path) => (path.endsWith('/deploy-info') ? deployed : planned);
};

/** Deploy-info with so many rollbacks, of a plan that is out of reach. */
const rollbacks = (count: number, rollback_job_status = 'RUNNING'): { readonly info: Server } => {
  const components = Array.from({ length: count }, (_, index) => ({
    id: `c${index}`,
    job_status: 'SUCCEEDED',
    rollback_job_status,
    rollback_start_time: EXECUTED + index,
  }));
  return {
    info: (path) => (path.endsWith('/deploy-info') ? json({ id: 'plan', components }) : http(500)),
  };
};

/** One run that polls these one after another, and what it leaves to the next. */
async function run(
  provider: Provider,
  fields: Fields,
  answers: readonly Server[],
  earlier?: unknown,
): Promise<{ readonly seen: readonly Observation[]; readonly kept: unknown }> {
  const notes = createNotebook();
  if (earlier !== undefined) notes.handOver(earlier);
  let server: Server | undefined;
  const answer: Server = (...request): Given => server?.(...request) ?? json({});
  const look = watchOne(provider, fields, answer, false, notes);
  const seen: Observation[] = [];
  for (server of answers) seen.push(await look());
  // As the check run keeps it.
  return { seen, kept: JSON.parse(JSON.stringify(notes.kept() ?? null)) ?? undefined };
}

/** What the last of several runs has seen at its last poll. */
async function lastOf(
  provider: Provider,
  fields: Fields,
  ...runs: readonly (readonly Server[])[]
): Promise<Observation> {
  let kept: unknown;
  let last: Observation | undefined;
  for (const answers of runs) {
    const ended = await run(provider, fields, answers, kept);
    kept = ended.kept;
    last = ended.seen.at(-1) ?? last;
  }
  return last ?? expect.fail('nothing was polled');
}

const PUBLISH = { 'operation-uid': 'task' };
const VERSION = { 'api-id': 'api', stage: 'RELEASE', version: OURS };
const DESCRIBED = { 'api-id': 'api', stage: 'RELEASE', description: 'run 42', 'group-id': 'group' };
const AFTER = { 'task-id': 'task', 'after-release': '4' };
const LAST = { 'task-id': 'task', 'accept-last': 'true' };
const PLAN = { 'release-plan-id': 'plan', 'project-id': 'project' };
const AFTER_EXECUTION = { ...PLAN, 'after-execution': '0' };

describe('what a run that carries on another knows of it', () => {
  it.each<
    [
      what: string,
      provider: Provider,
      fields: Fields,
      runs: (readonly Server[])[],
      state: string,
      reason: string,
    ]
  >([
    [
      'a part of a publish task that had failed and is listed no more',
      alibabaApiGateway,
      PUBLISH,
      [[publish(api('a', 'RUNNING'), api('b', 'FAIL', 'boom'))], [publish(api('a', 'OVER'))]],
      'running',
      'a part had failed before (in an earlier run)',
    ],
    [
      'a part of a publish task that had failed, beside those that succeeded',
      alibabaApiGateway,
      PUBLISH,
      [[publish(api('a', 'RUNNING'), api('b', 'FAIL'))], [publish(api('a', 'OVER'), api('b', 'OVER'))]],
      'failed',
      'a part had failed before (in an earlier run)',
    ],
    [
      'a part of a publish task that was cancelled, before one that failed',
      alibabaApiGateway,
      PUBLISH,
      [
        [publish(api('a', 'RUNNING'), api('b', 'CANCEL'))],
        [publish(api('a', 'RUNNING'), api('b', 'FAIL'))],
        [publish(api('a', 'OVER'), api('b', 'OVER'))],
      ],
      'failed',
      'a part had failed before (in an earlier run)',
    ],
    [
      'an API that was listed and is no more',
      alibabaApiGateway,
      PUBLISH,
      [[publish(api('a', 'RUNNING'), api('b', 'RUNNING'))], [publish(api('a', 'OVER'))]],
      'running',
      'listed before, and missing now: 1 of an earlier run',
    ],
    [
      'one of two alike that is listed no more',
      alibabaApiGateway,
      PUBLISH,
      [[publish(api('a', 'RUNNING'), api('a', 'RUNNING'))], [publish(api('a', 'OVER'))]],
      'running',
      'listed before, and missing now: a@RELEASE',
    ],
    [
      'an entry without an id that is listed no more',
      alibabaApiGateway,
      PUBLISH,
      [[publish(api('a', 'RUNNING'), api(null, 'RUNNING'))], [publish(api('a', 'OVER'))]],
      'running',
      'fewer entries than before: 1 of 2',
    ],
    [
      'all that was listed, over three runs of which one saw nothing',
      alibabaApiGateway,
      PUBLISH,
      [[publish(api('a', 'RUNNING'), api('b', 'RUNNING'))], [], [publish(api('a', 'OVER'))]],
      'running',
      '1 of an earlier run',
    ],
    [
      'all that was listed, and is listed again',
      alibabaApiGateway,
      PUBLISH,
      [[publish(api('a', 'RUNNING'), api('b', 'RUNNING'))], [publish(api('b', 'OVER'), api('a', 'OVER'))]],
      'succeeded',
      '2 of 2 published',
    ],
    [
      'the version that was found by its description, when another one has it too',
      alibabaApiVersion,
      DESCRIBED,
      [[versions([OURS, 'OFFLINE'])], [versions([OLDER, 'ONLINE'])]],
      'refused',
      'cannot tell which is ours',
    ],
    [
      'the version that was live',
      alibabaApiVersion,
      VERSION,
      [[versions([OURS, 'ONLINE'], [OLDER, 'ONLINE'])], [versions([OURS, 'OFFLINE'], [OLDER, 'ONLINE'])]],
      'rolled-back',
      'the older version',
    ],
    [
      'the execution that is ours, of which a larger number has taken the place',
      huaweiCodeartsDeploy,
      AFTER,
      [[execution(5, 'running')], [execution(6, 'succeeded')]],
      'superseded',
      'execution 6 (succeeded) took the place of ours, number 5',
    ],
    [
      'the execution that is ours, with a larger number that waited in between',
      huaweiCodeartsDeploy,
      AFTER,
      [[execution(5, 'running')], [execution(6, 'pending')], [execution(6, 'succeeded')]],
      'superseded',
      'took the place of ours',
    ],
    [
      'the execution that had succeeded: one after it does not matter where success need not hold',
      huaweiCodeartsDeploy,
      AFTER,
      [[execution(5, 'succeeded')], [execution(6, 'failed')]],
      'succeeded',
      'execution 5 has succeeded in an earlier run',
    ],
    [
      'the largest number, where whichever is the last will do',
      huaweiCodeartsDeploy,
      LAST,
      [[execution(6, 'running')], [execution(5, 'succeeded')]],
      'running',
      'the answer is older than execution 6',
    ],
    [
      'nothing of an execution that is not ours',
      huaweiCodeartsDeploy,
      AFTER,
      [[execution(4, 'succeeded')], [execution(5, 'succeeded')]],
      'succeeded',
      'execution 5 has succeeded',
    ],
    [
      'a component that was listed and is no more',
      huaweiServicestage,
      PLAN,
      [[release('RELEASING', { a: 'RUNNING', b: 'RUNNING' })], [release('SUCCESS', { a: 'SUCCEEDED' })]],
      'running',
      'no longer listed: a component that an earlier run listed',
    ],
    [
      'a component that had succeeded and is listed no more, with fewer than the plan names',
      huaweiServicestage,
      PLAN,
      [[release('RELEASING', { a: 'RUNNING', b: 'SUCCEEDED' })], [release('SUCCESS', { a: 'SUCCEEDED' })]],
      'running',
      'no longer listed: a component that an earlier run listed',
    ],
    [
      'a component that had failed and is listed no more',
      huaweiServicestage,
      PLAN,
      [
        [release('RELEASING', { a: 'RUNNING', c: 'FAILED' })],
        [release('SUCCESS', { a: 'SUCCEEDED', b: 'SUCCEEDED' })],
      ],
      'running',
      'a component that an earlier run listed had failed, and is not listed any more',
    ],
    [
      'a component of an execution before, which says nothing of this one',
      huaweiServicestage,
      PLAN,
      [
        [release('FAILED', { a: 'FAILED', c: 'FAILED' })],
        [],
        [release('SUCCESS', { a: 'SUCCEEDED', b: 'SUCCEEDED' }, { at: EXECUTED + 60_000 })],
      ],
      'succeeded',
      '2 of 2 components deployed',
    ],
    [
      'the execution that counts, of which a later one has taken the place',
      huaweiServicestage,
      AFTER_EXECUTION,
      [
        [release('RELEASING', { a: 'RUNNING' })],
        [release('SUCCESS', { a: 'SUCCEEDED', b: 'SUCCEEDED' }, { at: EXECUTED + 60_000 })],
      ],
      'superseded',
      'executed again at',
    ],
    [
      'components over three runs, of which the second sees a later execution',
      huaweiServicestage,
      PLAN,
      [
        [release('RELEASING', { a: 'RUNNING', c: 'RUNNING' })],
        [release('RELEASING', { a: 'RUNNING', b: 'RUNNING' }, { at: EXECUTED + 60_000 })],
        [release('SUCCESS', { a: 'SUCCEEDED', b: 'SUCCEEDED' }, { at: EXECUTED + 60_000 })],
      ],
      'succeeded',
      '2 of 2 components deployed',
    ],
    [
      'components over three runs, of one execution',
      huaweiServicestage,
      PLAN,
      [
        [release('RELEASING', { a: 'RUNNING', c: 'RUNNING' })],
        [release('RELEASING', { a: 'RUNNING', b: 'RUNNING' })],
        [release('SUCCESS', { a: 'SUCCEEDED', b: 'SUCCEEDED' })],
      ],
      'running',
      'no longer listed: a component that an earlier run listed',
    ],
    [
      'nothing of an execution that had not begun',
      huaweiServicestage,
      AFTER_EXECUTION,
      [[release('CREATED', {}, { at: 0 })], [release('SUCCESS', { a: 'SUCCEEDED', b: 'SUCCEEDED' })]],
      'succeeded',
      '2 of 2 components deployed',
    ],
    [
      'a rollback that failed',
      huaweiServicestage,
      PLAN,
      [
        [release('RELEASING', { a: 'SUCCEEDED' }, { rollback: 'FAILED' })],
        [release('SUCCESS', { a: 'SUCCEEDED', b: 'SUCCEEDED' })],
      ],
      'failed',
      'the rollback failed',
    ],
  ])('%s', async (_what, provider, fields, runs, state, reason) => {
    const last = await lastOf(provider, fields, ...runs);
    expect(last.kind === 'seen' ? last.state : last.kind).toBe(state);
    expect(last.reason).toContain(reason);
  });

  it.each<
    [
      what: string,
      provider: Provider,
      fields: Fields,
      earlier: Server,
      before: Server,
      then: Server,
      state: string,
    ]
  >([
    [
      'an API that is listed no more',
      alibabaApiGateway,
      PUBLISH,
      publish(api('a', 'RUNNING'), api('b', 'FAIL')),
      publish(api('a', 'CANCEL'), api('c', 'RUNNING')),
      publish(api('a', 'OVER'), api('c', 'OVER')),
      'running',
    ],
    [
      'the execution before the one that was followed',
      huaweiCodeartsDeploy,
      AFTER,
      execution(5, 'running'),
      execution(6, 'running'),
      execution(6, 'succeeded'),
      'superseded',
    ],
    [
      'an execution after the one that was followed',
      huaweiCodeartsDeploy,
      LAST,
      execution(7, 'running'),
      execution(6, 'running'),
      execution(6, 'succeeded'),
      'running',
    ],
    [
      'the execution before the one that counts',
      huaweiServicestage,
      AFTER_EXECUTION,
      release('RELEASING', { a: 'RUNNING' }),
      release('RELEASING', { a: 'RUNNING' }, { at: EXECUTED + 60_000 }),
      release('SUCCESS', { a: 'SUCCEEDED', b: 'SUCCEEDED' }, { at: EXECUTED + 60_000 }),
      'superseded',
    ],
    [
      'a rollback that failed',
      huaweiServicestage,
      PLAN,
      release('RELEASING', { a: 'SUCCEEDED' }, { rollback: 'FAILED' }),
      release('RELEASING', { a: 'SUCCEEDED' }),
      release('SUCCESS', { a: 'SUCCEEDED', b: 'SUCCEEDED' }),
      'failed',
    ],
    [
      'no rollback, where there was one that failed',
      huaweiServicestage,
      PLAN,
      release('RELEASING', { a: 'RUNNING' }),
      release('RELEASING', { a: 'SUCCEEDED' }, { rollback: 'FAILED' }),
      release('SUCCESS', { a: 'SUCCEEDED', b: 'SUCCEEDED' }),
      'failed',
    ],
  ])(
    'counts, too, where it shows only later: %s',
    async (_what, provider, fields, earlier, before, then, state) => {
      const { kept } = await run(provider, fields, [earlier]);
      const notes = createNotebook();
      let server = before;
      const look = watchOne(provider, fields, (...request) => server(...request), false, notes);
      await look();
      notes.handOver(kept);
      server = then;
      expect(await look()).toMatchObject({ kind: 'seen', state });
    },
  );

  it('is kept as it was, while no poll has said anything', () => {
    const notes = createNotebook();
    notes.keep(() => ({ found: 'now' }));
    notes.handOver({ found: 'before' });
    expect(notes.kept()).toEqual({ found: 'before' });
  });

  it.each<[what: string, provider: Provider, fields: Fields, earlier: unknown, answer: Server]>([
    ['of a publish task', alibabaApiGateway, PUBLISH, { entries: -1 }, publish(api('a', 'OVER'))],
    ['of a version', alibabaApiVersion, VERSION, 'ONLINE', versions([OURS, 'ONLINE'])],
    ['of an execution', huaweiCodeartsDeploy, AFTER, { ours: 'x' }, execution(5, 'succeeded')],
    ['of a release', huaweiServicestage, PLAN, [], release('SUCCESS', { a: 'SUCCEEDED', b: 'SUCCEEDED' })],
  ])('is nothing where it cannot be read: %s', async (_what, provider, fields, earlier, answer) => {
    const { seen } = await run(provider, fields, [answer], earlier);
    expect(seen).toMatchObject([{ kind: 'seen', state: 'succeeded' }]);
  });

  it.each([
    [0, 'running', 'fewer entries than before: 1 of 2'],
    [2, 'succeeded', '2 of 2 published'],
  ])('is how many APIs there were, without their marks: %i more', async (more, state, reason) => {
    const both = publish(api('a', 'RUNNING'), api('b', 'RUNNING'));
    const { kept } = await run(alibabaApiGateway, PUBLISH, [both]);
    expect(kept).toMatchObject({ entries: 2 });
    const then = more === 0 ? publish(api('a', 'OVER')) : publish(api('a', 'OVER'), api('c', 'OVER'));
    const { seen } = await run(alibabaApiGateway, PUBLISH, [then], { entries: 2, marks: {} });
    expect(seen).toMatchObject([{ state, reason: expect.stringContaining(reason) }]);
  });

  it.each<[marks: Fields, count: number, jobs: Readonly<Record<string, string>>, state: string]>([
    [{}, 2, { a: 'SUCCEEDED' }, 'running'],
    [{}, 2, { a: 'SUCCEEDED', b: 'SUCCEEDED' }, 'succeeded'],
    [{}, 3, { a: 'SUCCEEDED', b: 'SUCCEEDED' }, 'running'],
    [{ [markOf('a')]: 'unfinished' }, 2, { a: 'SUCCEEDED', b: 'SUCCEEDED' }, 'succeeded'],
    [{ [markOf('c')]: 'finished' }, 3, { a: 'SUCCEEDED', b: 'SUCCEEDED' }, 'succeeded'],
    [{ [markOf('c')]: 'finished' }, 4, { a: 'SUCCEEDED', b: 'SUCCEEDED' }, 'running'],
  ])(
    'is how many components there were, with the marks of some: %j of %i, then %j',
    async (marks, count, jobs, state) => {
      const kept = { executedAt: EXECUTED, listed: true, rollbacks: [], count, marks };
      const { seen } = await run(huaweiServicestage, PLAN, [release('SUCCESS', jobs)], kept);
      expect(seen).toMatchObject([{ state }]);
    },
  );

  it('is nothing of how many components an earlier execution had', async () => {
    const kept = { executedAt: EXECUTED - 60_000, listed: true, rollbacks: [], count: 5, marks: {} };
    const done = release('SUCCESS', { a: 'SUCCEEDED', b: 'SUCCEEDED' });
    const { seen } = await run(huaweiServicestage, PLAN, [done], kept);
    expect(seen).toMatchObject([{ state: 'succeeded' }]);
  });

  it('is a rollback that was seen without the plan', async () => {
    const rollback = release('RELEASING', { a: 'SUCCEEDED' }, { rollback: 'RUNNING' });
    const withoutPlan: Server = (path, query) =>
      path.endsWith('/deploy-info') ? rollback(path, query) : http(500);
    const { kept } = await run(huaweiServicestage, PLAN, [withoutPlan]);
    const between = await run(huaweiServicestage, PLAN, [() => http(500)], kept);
    const done = release('SUCCESS', { a: 'SUCCEEDED', b: 'SUCCEEDED' });
    const { seen } = await run(huaweiServicestage, PLAN, [done], between.kept);
    expect(seen).toMatchObject([{ state: 'rolled-back' }]);
  });

  it('is no more than the last rollbacks, and none that is too long', async () => {
    const { info } = rollbacks(25);
    const { kept } = await run(huaweiServicestage, PLAN, [info]);
    expect(kept).toMatchObject({ rollbacks: { length: 20 } });
    const long = rollbacks(1, 'R'.repeat(300));
    expect((await run(huaweiServicestage, PLAN, [long.info])).kept).toMatchObject({ rollbacks: [] });
  });

  it('is all that was ever listed, though never at once', async () => {
    const { kept } = await run(alibabaApiGateway, PUBLISH, [publish(api('a', 'RUNNING'))]);
    const then = await run(alibabaApiGateway, PUBLISH, [publish(api('b', 'RUNNING'))], kept);
    expect(then.kept).toMatchObject({ entries: 2 });
  });

  it('of thousands of APIs is how many there were', async () => {
    const many = Array.from({ length: 2100 }, (_, index) => api(`api ${index}`, 'RUNNING'));
    const { kept } = await run(alibabaApiGateway, PUBLISH, [publish(...many)]);
    expect(kept).toEqual({ entries: 2100, marks: {} });
    const { seen } = await run(alibabaApiGateway, PUBLISH, [publish(api('api 1', 'OVER'))], kept);
    expect(seen).toMatchObject([{ state: 'running' }]);
  });
});

describe('polls that are shared out over several runs', () => {
  const answers: Readonly<Record<string, readonly [Provider, Fields, fc.Arbitrary<Server>]>> = {
    'a publish task': [
      alibabaApiGateway,
      PUBLISH,
      fc
        .array(
          fc.tuple(
            fc.constantFrom('a', 'b', null),
            fc.constantFrom('WAIT', 'RUNNING', 'OVER', 'FAIL', 'CANCEL'),
          ),
          {
            maxLength: 4,
          },
        )
        .map((entries) => publish(...entries.map(([uid, status]) => api(uid, status)))),
    ],
    'a version by its description': [
      alibabaApiVersion,
      DESCRIBED,
      fc
        .array(
          fc.tuple(
            fc.constantFrom(OURS, OLDER),
            fc.constantFrom('ONLINE', 'OFFLINE', 'DRAFT'),
            fc.constantFrom('run 42', 'run 41'),
          ),
          { maxLength: 3 },
        )
        .map((items) => versions(...items)),
    ],
    'an execution after a number': [huaweiCodeartsDeploy, AFTER, executions()],
    'the last execution': [huaweiCodeartsDeploy, LAST, executions()],
    'a release': [huaweiServicestage, PLAN, releases()],
    'a release after an execution': [huaweiServicestage, AFTER_EXECUTION, releases()],
  };

  it.each(Object.entries(answers))(
    'say what they say in one, until one ends it: %s',
    async (_what, [provider, fields, one]) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(one, fc.boolean()), { minLength: 2, maxLength: 6 }),
          async (polls) => {
            const whole = await run(
              provider,
              fields,
              polls.map(([answer]) => answer),
            );
            let kept: unknown;
            for (const [index, [answer]] of polls.entries()) {
              // A new run begins before some of the polls.
              const from = polls.slice(0, index + 1).findLastIndex(([, isFirst]) => isFirst);
              if (from !== index && index > 0) continue;
              const until = polls.findIndex(([, isFirst], at) => at > index && isFirst);
              const mine = polls.slice(index, until < 0 ? undefined : until).map(([each]) => each);
              expect(mine[0]).toBe(answer);
              const ended = await run(provider, fields, mine, kept);
              for (const [at, observation] of ended.seen.entries()) {
                const expected = whole.seen[index + at];
                expect(stateOf(observation)).toBe(expected && stateOf(expected));
                if (!goesOn(observation)) return;
              }
              kept = ended.kept;
            }
          },
        ),
      );
    },
  );

  function executions(): fc.Arbitrary<Server> {
    return fc
      .tuple(
        fc.integer({ min: 4, max: 7 }),
        fc.constantFrom('pending', 'running', 'succeeded', 'failed', 'not_started'),
      )
      .map(([number, state]) => execution(number, state));
  }
  function releases(): fc.Arbitrary<Server> {
    const job = fc.constantFrom('CREATED', 'RUNNING', 'SUCCEEDED', 'FAILED');
    return fc
      .record({
        status: fc.constantFrom('CREATED', 'RELEASING', 'SUCCESS'),
        jobs: fc.dictionary(fc.constantFrom('a', 'b', 'c'), job),
        at: fc.constantFrom(EXECUTED, EXECUTED + 60_000),
        rollback: fc.option(fc.constantFrom('RUNNING', 'SUCCEEDED', 'FAILED'), { freq: 8, nil: undefined }),
      })
      .map(({ status, jobs, at, rollback }) =>
        release(status, jobs, { at, ...(rollback === undefined ? {} : { rollback }) }),
      );
  }
  const stateOf = (seen: Observation): string => (seen.kind === 'seen' ? seen.state : seen.kind);
  /** Whether the gate would poll again. */
  const goesOn = (seen: Observation): boolean =>
    seen.kind === 'seen' ? isOpen(seen.state) || seen.tentative === true : seen.kind !== 'refused';
});
