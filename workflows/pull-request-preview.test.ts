import { expect, test } from 'vitest';

import { record } from '../test/dist/entries.ts';
import { gateOf, outline } from './harness/outline.ts';
import { runDeploying } from './harness/play.ts';
import { inWorld, type World } from './harness/world.ts';

const HEAD = '6dcb09b5b57875f334f61aebed695e2e4193db5e';

test.for([
  ['succeeded', 'success'],
  ['failed', 'failure'],
] as const)('a preview that %s has a check run on the head of the pull request that says so', ([word, end]) =>
  inWorld(async (world) => {
    const { run, deployments } = await preview(world, word);
    expect(outline(run.jobs)['preview']?.slice(0, 4), run.log).toEqual([
      end,
      'success actions/checkout',
      'success ./deploy.sh "pr-$NUMBER"',
      `${end} OWNER/deploy-gate`,
    ]);
    expect(deployments).toEqual([['pr-7']]);
    expect(gateOf(run.jobs['preview']).annotations).toHaveLength(end === 'success' ? 0 : 1);
    expect(checkRuns(world)).toEqual([[HEAD, 'preview is out', end]]);
  }),
);

test('without the permission there is a warning that names it, and the verdict stands', () =>
  inWorld(async (world) => {
    world.github.permissions.checks = 'read';
    const { run } = await preview(world, 'succeeded');
    expect(run.jobs['preview']?.result, run.log).toBe('success');
    expect(gateOf(run.jobs['preview']).annotations).toEqual([
      expect.stringMatching(/^warning: .*checks: write/),
    ]);
    expect(checkRuns(world)).toEqual([]);
  }));

test('a pull request from a fork deploys nothing', () =>
  inWorld(async (world) => {
    const { run, deployments } = await preview(world, 'succeeded', 'somebody/shop');
    expect(outline(run.jobs), run.log).toEqual({ preview: ['skipped'] });
    expect(deployments).toEqual([]);
    expect(checkRuns(world)).toEqual([]);
  }));

function checkRuns({ github }: World) {
  return github.checkRuns().map(({ head_sha, name, conclusion }) => [head_sha, name, conclusion]);
}

async function preview(world: World, word: string, from = 'example/shop') {
  const deployments: (readonly string[])[] = [];
  const run = await runDeploying(
    world,
    (args) => {
      deployments.push(args);
      record(world.emulator, 'running', word);
      return { 'record-id': 'ours' };
    },
    {
      example: 'pull-request-preview.yml',
      event: 'pull_request',
      payload: {
        action: 'synchronize',
        number: 7,
        pull_request: {
          number: 7,
          head: { sha: HEAD, ref: 'feature', repo: { full_name: from } },
          base: { ref: 'main' },
        },
      },
      vars: { PREVIEW_TASK_ID: 'task' },
    },
  );
  return { run, deployments };
}
