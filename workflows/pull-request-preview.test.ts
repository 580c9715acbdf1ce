import { expect, test } from 'vitest';
import { parse } from 'yaml';

import { readTop } from '../scripts/tables.ts';
import { record } from '../test/dist/entries.ts';
import { gateOf, outline } from './harness/outline.ts';
import { runDeploying } from './harness/play.ts';
import { inWorld, type World } from './harness/world.ts';

const EXAMPLE = 'pull-request-preview.yml';
const PULL_REQUEST = {
  event: 'pull_request',
  payload: {
    action: 'synchronize',
    number: 7,
    pull_request: { number: 7, head: { ref: 'feature' }, base: { ref: 'main' } },
  },
} as const;
const MERGE_GROUP = {
  event: 'merge_group',
  payload: {
    action: 'checks_requested',
    merge_group: { head_ref: 'refs/heads/gh-readonly-queue/main/pr-7-1', base_ref: 'refs/heads/main' },
  },
} as const;

interface Workflow {
  readonly on: object;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly object[] }>>;
}

test.for([
  ['succeeded', 'success'],
  ['failed', 'failure'],
] as const)('where a preview has %s, so has the job', ([word, end]) =>
  inWorld(async (world) => {
    const { run, deployments } = await preview(world, word);
    expect(outline(run.jobs)['preview']?.slice(0, 4), run.log).toEqual([
      end,
      'success actions/checkout',
      'success ./deploy.sh "$NAME"',
      `${end} OWNER/deploy-gate`,
    ]);
    expect(deployments).toEqual([['pr-7']]);
    expect(gateOf(run.jobs['preview']).annotations).toHaveLength(end === 'success' ? 0 : 1);
  }),
);

test('a group of the merge queue is deployed as well', () =>
  inWorld(async (world) => {
    const { run, deployments } = await preview(world, 'succeeded', MERGE_GROUP);
    expect(run.jobs['preview']?.result, run.log).toBe('success');
    expect(deployments).toEqual([[expect.stringMatching(/^merge-[0-9a-f]{40}$/)]]);
  }));

test('a pull request from a fork, which has no secrets, fails', () =>
  inWorld(async (world) => {
    const { run } = await preview(world, 'succeeded', { ...PULL_REQUEST, secrets: {} });
    expect(run.jobs['preview']?.result, run.log).toBe('failure');
    expect(gateOf(run.jobs['preview']).annotations).toEqual([
      expect.stringMatching(/^error: .*no credentials of Huawei Cloud/s),
    ]);
    expect(world.emulator.requests).toEqual([]);
  }));

test('nothing skips the job or the gate: what is skipped counts as passed', () => {
  const { on, jobs }: Workflow = parse(readTop(`examples/${EXAMPLE}`));
  expect(on).toEqual({ pull_request: null, merge_group: null });
  expect(Object.keys(jobs)).toEqual(['preview']);
  expect(jobs['preview']).not.toHaveProperty('if');
  for (const step of jobs['preview']?.steps ?? []) {
    expect(step).not.toHaveProperty('if');
    expect(step).not.toHaveProperty('continue-on-error');
  }
});

async function preview(
  world: World,
  word: string,
  event: Pick<Parameters<World['run']>[0], 'event' | 'payload' | 'secrets'> = PULL_REQUEST,
) {
  const deployments: (readonly string[])[] = [];
  const run = await runDeploying(
    world,
    (args) => {
      deployments.push(args);
      record(world.emulator, 'running', word);
      return { 'record-id': 'ours' };
    },
    { example: EXAMPLE, ...event, vars: { PREVIEW_TASK_ID: 'task' } },
  );
  return { run, deployments };
}
