import { expect, test } from 'vitest';

import { release } from '../test/dist/entries.ts';
import { STOREFRONT, UNDER_WAY } from './harness/both.ts';
import { withKillSwitch } from './harness/kill-switch.ts';
import { gateOf, outline } from './harness/outline.ts';
import { inWorld, type World } from './harness/world.ts';

const COMMIT = '6dcb09b5b57875f334f61aebed695e2e4193db5e';
const GOES_ON = {
  look: [
    'success',
    'success OWNER/deploy-gate',
    'success echo "storefront goes on; run this workflow again to look again"',
  ],
};

test('two looks and a wait carry on one check run to its success', () =>
  inWorld(async (world) => {
    release(world.emulator, UNDER_WAY);
    for (const look of [1, 2]) {
      const run = await lookAgain(world);
      expect(outline(run.jobs), `look ${look}: ${run.log}`).toEqual(GOES_ON);
      expect(gateOf(run.jobs['look']).outputs).toMatchObject({
        state: 'running',
        states: '{"storefront":"running"}',
      });
      expect(checkRuns(world)).toEqual([[COMMIT, 'storefront is out', 'in_progress', null]]);
    }
    release(world.emulator, UNDER_WAY, STOREFRONT.succeeded);
    const run = await lookAgain(world, 'true');
    expect(outline(run.jobs), run.log).toEqual({
      look: [
        'success',
        'success OWNER/deploy-gate',
        'skipped echo "storefront goes on; run this workflow again to look again"',
      ],
    });
    expect(gateOf(run.jobs['look']).outputs).toMatchObject({ state: 'succeeded' });
    expect(checkRuns(world)).toEqual([[COMMIT, 'storefront is out', 'completed', 'success']]);
  }));

test('a look that finds a rollback fails, and so does the check run of the looks before', () =>
  inWorld(async (world) => {
    release(world.emulator, UNDER_WAY);
    expect(outline((await lookAgain(world)).jobs)).toEqual(GOES_ON);
    release(world.emulator, STOREFRONT.rolledBack);
    const run = await lookAgain(world);
    expect(outline(run.jobs), run.log).toEqual({
      look: [
        'failure',
        'failure OWNER/deploy-gate',
        'skipped echo "storefront goes on; run this workflow again to look again"',
        'success post OWNER/deploy-gate',
      ],
    });
    expect(gateOf(run.jobs['look']).outputs).toMatchObject({ state: 'rolled-back' });
    expect(checkRuns(world)).toEqual([[COMMIT, 'storefront is out', 'completed', 'failure']]);
  }));

test('the check run of a gate that is killed is closed after it', () =>
  inWorld((world) =>
    withKillSwitch(async ({ env, kill }) => {
      release(world.emulator, UNDER_WAY);
      world.emulator.rules.hook = () => {
        if (world.emulator.requests.length > 2) kill();
        return undefined;
      };
      const run = await lookAgain(world, 'true', env);
      expect(outline(run.jobs), run.log).toEqual({
        look: [
          'failure',
          'failure OWNER/deploy-gate',
          'skipped echo "storefront goes on; run this workflow again to look again"',
          'success post OWNER/deploy-gate',
        ],
      });
      expect(gateOf(run.jobs['look']).outputs).toMatchObject({ state: 'error', results: '[]' });
      expect(checkRuns(world)).toEqual([[COMMIT, 'storefront is out', 'completed', 'cancelled']]);
    }),
  ));

function checkRuns({ github }: World) {
  return github
    .checkRuns()
    .map(({ head_sha, name, status, conclusion }) => [head_sha, name, status, conclusion]);
}

/** The event of this kind has its inputs as text. */
function lookAgain({ run }: World, wait = 'false', env = {}): ReturnType<World['run']> {
  return run({
    example: 'look-now-and-then.yml',
    event: 'workflow_dispatch',
    payload: { inputs: { commit: COMMIT, 'plan-id': 'plan', 'last-execution': '0', wait } },
    files: {},
    env,
    vars: { HUAWEI_PROJECT_ID: 'project' },
  });
}
