import { expect, test } from 'vitest';

import { record } from '../test/dist/entries.ts';
import { gh, type MadeDeployment } from './harness/gh.ts';
import { outline } from './harness/outline.ts';
import { runDeploying } from './harness/play.ts';
import { inWorld } from './harness/world.ts';

test.for([
  ['succeeded', 'success'],
  ['failed', 'failure'],
] as const)("where it %s, GitHub's deployment has the status %s and the link", ([word, state]) =>
  inWorld(async (world) => {
    const made: MadeDeployment[] = [];
    const run = await runDeploying(
      world,
      () => {
        record(world.emulator, 'running', word);
        return { 'record-id': 'ours' };
      },
      { example: 'environment-status.yml', event: 'push', vars: { INVOICES_TASK_ID: 'task' } },
      { gh: gh(world.github, made) },
    );
    expect(outline(run.jobs)['deploy']?.slice(0, 5), run.log).toEqual([
      state,
      'success actions/checkout',
      'success ./deploy.sh',
      "success Make a deployment of GitHub's",
      `${state} OWNER/deploy-gate`,
    ]);
    expect(made).toMatchObject([{ environment: 'production' }]);
    const statuses = world.github.deploymentStatuses(made[0]?.id ?? 0);
    expect(statuses.map((status) => [status.state, status.environment_url])).toEqual([
      ['in_progress', 'https://shop.example.com'],
      [state, 'https://shop.example.com'],
    ]);
  }),
);
