import { expect, test } from 'vitest';

import { release } from '../test/dist/entries.ts';
import { faults } from '../test/emulator/index.ts';
import type { WorkflowRun } from './harness/act.ts';
import { STOREFRONT, UNDER_WAY } from './harness/both.ts';
import { gh, type MadeDeployment } from './harness/gh.ts';
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
      deploy: ['success', 'success actions/checkout', 'success ./deploy.sh', 'success Keep what to look for'],
      find: ['skipped'],
    });
    const [{ id, ref } = { id: 0, ref: '' }] = made;
    expect(made).toMatchObject([{ task: 'deploy:storefront', payload: { tasks: [TASK] } }]);

    for (const look of [1, 2]) {
      const run = await lookAgain(world, made);
      expect(outline(run.jobs), `look ${look}: ${run.log}`).toEqual({
        deploy: ['skipped'],
        find: ['success', 'success Find'],
        look: ['success', 'success OWNER/deploy-gate'],
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

test('where GitHub does not tell what goes on, the run fails', () =>
  inWorld(async (world) => {
    world.github.permissions.deployments = 'none';
    const run = await lookAgain(world, []);
    expect(withoutLook(run), run.log).toEqual({ deploy: ['skipped'], find: ['failure', 'failure Find'] });
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
