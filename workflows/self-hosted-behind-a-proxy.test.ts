import { expect, test } from 'vitest';

import { record } from '../test/dist/entries.ts';
import type { WorkflowRun } from './harness/act.ts';
import { gateOf } from './harness/outline.ts';
import { runDeploying } from './harness/play.ts';
import { inWorld, type World } from './harness/world.ts';

test('what the workflow says of the proxy and its authority is enough', () =>
  inWorld(async (world) => {
    const { jobs, log } = await deploy(world, { PROXY: world.proxy, CA_FILE: world.authorityFile });
    expect(jobs['deploy']?.result, log).toBe('success');
    expect(gateOf(jobs['deploy']).outputs).toMatchObject({ state: 'succeeded' });
  }));

test('without the authority of its certificates nothing behind the proxy is trusted', () =>
  inWorld(async (world) => {
    const { jobs, log } = await deploy(world, { PROXY: world.proxy });
    expect(jobs['deploy']?.result, log).toBe('failure');
    expect(gateOf(jobs['deploy']).outputs).toMatchObject({ state: 'error' });
    expect(gateOf(jobs['deploy']).annotations).toEqual([expect.stringMatching(/NODE_EXTRA_CA_CERTS/)]);
    expect(world.emulator.requests).toEqual([]);
  }));

/** On a runner in whose environment nothing leads anywhere. */
function deploy(world: World, vars: Readonly<Record<string, string>>): Promise<WorkflowRun> {
  return runDeploying(
    world,
    () => {
      record(world.emulator, 'running', 'succeeded');
      return { 'record-id': 'ours' };
    },
    {
      example: 'self-hosted-behind-a-proxy.yml',
      event: 'push',
      env: { https_proxy: '', NODE_EXTRA_CA_CERTS: '' },
      vars: { INVOICES_TASK_ID: 'task', ...vars },
    },
  );
}
