import { expect, test } from 'vitest';

import { release } from '../test/dist/entries.ts';
import { faults } from '../test/emulator/index.ts';
import type { WorkflowRun } from './harness/act.ts';
import { STOREFRONT, UNDER_WAY } from './harness/both.ts';
import { gh, instantOf, type MadeDeployment } from './harness/gh.ts';
import { withKillSwitch } from './harness/kill-switch.ts';
import { gateOf, outline } from './harness/outline.ts';
import { runDeploying } from './harness/play.ts';
import { inWorld, type World } from './harness/world.ts';

const example = 'look-now-and-then.yml';

test('a push starts, and each look carries on one check run and one status to the success', () =>
  inWorld(async (world) => {
    const made: MadeDeployment[] = [];
    const pushed = await start(world, made);
    expect(withoutLook(pushed), pushed.log).toEqual({
      deploy: [
        'success',
        'success Nothing goes on',
        'success actions/checkout',
        'success ./deploy.sh',
        'success Keep what to look for',
      ],
      find: ['skipped'],
    });
    const [{ id, ref } = { id: 0, ref: '' }] = made;
    expect(made).toMatchObject([{ task: 'deploy:storefront', payload: { tasks: [TASK] } }]);

    for (const look of [1, 2]) {
      const run = await lookAgain(world, made);
      expect(outline(run.jobs), `look ${look}: ${run.log}`).toEqual({
        deploy: ['skipped'],
        find: ['success', 'success Find'],
        look: ['success', 'success OWNER/deploy-gate', 'success post OWNER/deploy-gate'],
      });
      expect(gateOf(run.jobs['look']).outputs).toMatchObject({ states: '{"storefront":"running"}' });
      expect(checkRuns(world)).toEqual([[ref, 'storefront is out', 'in_progress', null]]);
      expect(statuses(world, id)).toEqual(['in_progress']);
    }

    release(world.emulator, STOREFRONT.succeeded);
    const last = await lookAgain(world, made);
    expect(gateOf(last.jobs['look']).outputs, last.log).toMatchObject({ state: 'succeeded' });
    expect(checkRuns(world)).toEqual([[ref, 'storefront is out', 'completed', 'success']]);
    expect(statuses(world, id)).toEqual(['in_progress', 'success']);

    const after = await lookAgain(world, made);
    expect(outline(after.jobs), after.log).toEqual({
      deploy: ['skipped'],
      find: ['success', 'success Find'],
      look: ['skipped'],
    });
  }));

test('a look that finds a rollback fails, and so do the check run and the status of the look before', () =>
  inWorld(async (world) => {
    const made: MadeDeployment[] = [];
    await start(world, made);
    expect((await lookAgain(world, made)).jobs['look']?.result).toBe('success');
    release(world.emulator, STOREFRONT.rolledBack);
    const run = await lookAgain(world, made);
    expect(outline(run.jobs)['look'], run.log).toEqual([
      'failure',
      'failure OWNER/deploy-gate',
      'success post OWNER/deploy-gate',
    ]);
    expect(gateOf(run.jobs['look']).outputs).toMatchObject({ state: 'rolled-back' });
    expect(checkRuns(world)).toMatchObject([[made[0]?.ref, 'storefront is out', 'completed', 'failure']]);
    expect(statuses(world, made[0]?.id ?? 0)).toEqual(['in_progress', 'failure']);
  }));

test('where GitHub does not tell what goes on, the run fails, and a push starts nothing', () =>
  inWorld(async (world) => {
    world.github.permissions.deployments = 'none';
    const run = await lookAgain(world, []);
    expect(withoutLook(run), run.log).toEqual({ deploy: ['skipped'], find: ['failure', 'failure Find'] });
    const pushed = await start(world, []);
    expect(outline(pushed.jobs)['deploy']?.slice(0, 2)).toEqual(['failure', 'failure Nothing goes on']);
  }));

test('the check run of a look that is killed is closed after it, and the next look looks again', () =>
  inWorld((world) =>
    withKillSwitch(async ({ env, kill }) => {
      const made: MadeDeployment[] = [];
      await start(world, made);
      world.emulator.rules.hook = () => {
        const published = checkRuns(world).length > 0 && statuses(world, made[0]?.id ?? 0).length > 0;
        if (!published) return faults.httpError(503);
        kill();
        return faults.silence();
      };
      const run = await lookAgain(world, made, env);
      expect(outline(run.jobs)['look'], run.log).toEqual([
        'failure',
        'failure OWNER/deploy-gate',
        'success post OWNER/deploy-gate',
      ]);
      expect(gateOf(run.jobs['look']).outputs).toMatchObject({ state: 'error', results: '[]' });
      expect(checkRuns(world)).toMatchObject([[made[0]?.ref, 'storefront is out', 'completed', 'cancelled']]);
      expect(statuses(world, made[0]?.id ?? 0)).toEqual(['in_progress']);

      world.emulator.rules.hook = undefined;
      expect((await lookAgain(world, made)).jobs['look']?.result).toBe('success');
      expect(checkRuns(world)[1]).toEqual([made[0]?.ref, 'storefront is out', 'in_progress', null]);
    }),
  ));

test('a push starts nothing while one is open, and starts again when that has ended', () =>
  inWorld(async (world) => {
    const made: MadeDeployment[] = [];
    await start(world, made);
    const second = await start(world, made);
    expect(outline(second.jobs)['deploy']?.slice(0, 2), second.log).toEqual([
      'failure',
      'failure Nothing goes on',
    ]);
    expect(second.jobs['deploy']?.steps.flatMap(({ annotations }) => annotations)).toEqual([
      expect.stringMatching(`Deployment ${made[0]?.id} of GitHub's is still open, and nothing was started`),
    ]);
    expect(made).toHaveLength(1);

    release(world.emulator, STOREFRONT.succeeded);
    await lookAgain(world, made);
    expect((await start(world, made)).jobs['deploy']?.result).toBe('success');
    expect(made).toHaveLength(2);
  }));

test('a look that ended in an error is made up for by the next one, until the timeout is over', () =>
  inWorld(async (world) => {
    const made: MadeDeployment[] = [];
    await start(world, made);
    world.emulator.rules.hook = () => faults.httpError(403);
    const broken = await lookAgain(world, made);
    expect(gateOf(broken.jobs['look']).outputs, broken.log).toMatchObject({ state: 'error' });
    world.emulator.rules.hook = undefined;
    const [started] = made;
    if (started === undefined) throw new Error('nothing was started');

    const late = [{ ...started, created_at: instantOf(Date.now() - 6.1 * HOUR_MS) }];
    expect(withoutLook(await lookAgain(world, late))).toMatchObject({ find: ['success', 'success Find'] });

    expect((await lookAgain(world, made)).jobs['look']?.result).toBe('success');
    expect(statuses(world, started.id)).toEqual(['in_progress', 'error', 'in_progress']);
  }));

test('what is not ours, or long over, or has no tasks, is passed over; a payload may be text', () =>
  inWorld(async (world) => {
    release(world.emulator, UNDER_WAY);
    const add = (more: Partial<MadeDeployment>): MadeDeployment => ({
      id: world.github.addDeployment({ sha: SHA }),
      ref: SHA,
      task: 'deploy:storefront',
      environment: 'production',
      auto_merge: false,
      payload: { tasks: [TASK] },
      creator: { login: 'github-actions[bot]' },
      created_at: instantOf(Date.now()),
      ...more,
    });
    const passedOver = [
      { creator: { login: 'somebody' } },
      { environment: 'staging' },
      { task: 'deploy' },
      { created_at: instantOf(Date.now() - 8 * 24 * HOUR_MS) },
      { payload: 'no JSON' },
      { payload: '' },
      { payload: 7 },
      { payload: [TASK] },
      { payload: { tasks: 'none' } },
    ].map(add);
    expect(withoutLook(await lookAgain(world, passedOver))).toMatchObject({
      find: ['success', 'success Find'],
    });

    const text = add({ payload: JSON.stringify({ tasks: [TASK] }) });
    const run = await lookAgain(world, [...passedOver, text]);
    expect(gateOf(run.jobs['look']).outputs, run.log).toMatchObject({ states: '{"storefront":"running"}' });
    expect(statuses(world, text.id)).toEqual(['in_progress']);
  }));

test.for([
  ['no plan', { 'plan-id': '', 'last-execution': '0' }],
  ['a time that is no number', { 'plan-id': 'plan', 'last-execution': 'null' }],
  ['nothing', {}],
] as const)('where the start wrote %s, nothing is kept, and the run fails', ([, outputs]) =>
  inWorld(async (world) => {
    const made: MadeDeployment[] = [];
    const running = { example, event: 'push', vars: {} } as const;
    const run = await runDeploying(world, () => outputs, running, { gh: gh(world.github, made) });
    expect(outline(run.jobs)['deploy']?.at(-1), run.log).toBe('failure Keep what to look for');
    expect(made).toEqual([]);
  }),
);

const HOUR_MS = 3_600_000;
const SHA = '6dcb09b5b57875f334f61aebed695e2e4193db5e';

const TASK = {
  provider: 'huawei-servicestage',
  name: 'storefront',
  'release-plan-id': 'plan',
  'after-execution': '0',
};

/** The jobs where none looks. Act then says nothing of the one that would, as it reads the matrix before the `if`. */
function withoutLook({ jobs }: WorkflowRun) {
  const { look, ...others } = outline(jobs);
  expect(look ?? ['skipped']).toEqual(['skipped']);
  return others;
}

function checkRuns({ github }: World) {
  return github
    .checkRuns()
    .map(({ head_sha, name, status, conclusion }) => [head_sha, name, status, conclusion]);
}

function statuses({ github }: World, id: number) {
  return github.deploymentStatuses(id).map(({ state }) => state);
}

function start(world: World, made: MadeDeployment[]): Promise<WorkflowRun> {
  const deploy = () => {
    release(world.emulator, UNDER_WAY);
    return { 'plan-id': 'plan', 'last-execution': '0' };
  };
  return runDeploying(world, deploy, { example, event: 'push', vars: {} }, { gh: gh(world.github, made) });
}

function lookAgain(world: World, made: MadeDeployment[], env = {}): Promise<WorkflowRun> {
  const running = { example, event: 'schedule', env, vars: {} } as const;
  return runDeploying(world, () => undefined, running, { gh: gh(world.github, made) });
}
