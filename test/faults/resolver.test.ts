import { describe, it } from 'vitest';

import type { HttpFault } from '../../src/clouds/http-fault.ts';
import { OURS } from '../dist/entries.ts';
import { play } from '../dist/scene.ts';
import { http } from '../providers/ask.ts';
import { HOST, playByName } from './by-name.ts';
import { answersOf, success } from './deployments.ts';
import { resolving } from './preload/index.ts';
import { reasonOf, toldOf, written } from './told.ts';
import { watchInVirtualTime } from './virtual-gate.ts';

const SUCCEEDED = { exitCode: 0, outputs: { state: 'succeeded' } };
const TIMED_OUT = { exitCode: 1, outputs: { state: 'timed-out' } };
const soon = { inputs: { timeout: '2s' } };

describe('row 23: names that are not found for 30 s, in virtual time → error, unless something else comes', () => {
  const notFound: HttpFault = {
    kind: 'fault',
    fatal: false,
    reason: `the host ${HOST} is not found`,
    hopelessAfterMs: 30_000,
  };
  const watch = (answer: (at: number) => HttpFault | undefined) =>
    watchInVirtualTime({
      tasks: [{ provider: 'huawei-codearts-deploy', 'task-id': 'task', 'record-id': 'ours' }],
      answer: ({ at }) => answer(at) ?? http(200, answersOf(success)['task-state']),
    });

  it('nothing else comes', async ({ expect }) => {
    const { tasks, elapsedMs } = await watch(() => notFound);
    expect(tasks).toMatchObject([{ waiting: { state: 'error', reason: expect.stringContaining(HOST) } }]);
    expect(elapsedMs).toBeGreaterThanOrEqual(30_000);
    expect(elapsedMs).toBeLessThanOrEqual(35_000);
  });

  it('an answer comes within them', async ({ expect }) => {
    const { tasks } = await watch((at) => (at < 25_000 ? notFound : undefined));
    expect(tasks).toMatchObject([{ waiting: { state: 'succeeded' } }]);
  });

  it('another fault comes within them: they begin anew', async ({ expect }) => {
    const reset: HttpFault = { kind: 'fault', fatal: false, reason: 'connection reset' };
    const { tasks, elapsedMs } = await watch((at) => (at > 15_000 && at < 25_000 ? reset : notFound));
    expect(tasks).toMatchObject([{ waiting: { state: 'error' } }]);
    expect(elapsedMs).toBeGreaterThan(50_000);
  });
});

describe('row 22: look-ups that fail for now (EAI_AGAIN) → tried again until one answers, or to the deadline', () => {
  it.concurrent('three times', async ({ expect }) => {
    const step = await playByName(['EAI_AGAIN', 'EAI_AGAIN', 'EAI_AGAIN', ['127.0.0.1']]);
    expect(step).toMatchObject(SUCCEEDED);
    expect(toldOf(step)).toMatchObject([{ requests: 4 }]);
    expect(step.stdout).toMatch(/the last 3 looks failed.*EAI_AGAIN/);
  });

  it.concurrent('for ever', async ({ expect }) => {
    const step = await playByName(['EAI_AGAIN'], () => soon);
    expect(step).toMatchObject(TIMED_OUT);
    expect(reasonOf(step)).toMatch(/looks failed.*EAI_AGAIN/);
    expect(step.connections).toBe(0);
  });
});

it.concurrent('row 23: regions that do not exist → error after 30 s, which names the hosts and the regions', {
  timeout: 90_000,
}, async ({ expect }) => {
  const step = await play(() => ({
    tasks: [
      { provider: 'alibaba-api-gateway', 'operation-uid': 'uid' },
      { provider: 'alibaba-api-version', 'api-id': 'api', stage: 'RELEASE', version: OURS },
      { provider: 'huawei-servicestage', 'release-plan-id': 'plan' },
      { provider: 'huawei-codearts-deploy', 'task-id': 'task', 'record-id': 'ours' },
    ],
    env: resolving({ '*': ['ENOTFOUND'] }),
    inputs: { 'alibaba-region': 'cn-hangzou', 'huawei-region': 'cn-nort-4', timeout: '3m' },
  }));
  expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
  expect(toldOf(step).map(({ reason }) => reason)).toEqual(
    ['cn-hangzou', 'cn-hangzou', 'cn-nort-4', 'cn-nort-4'].map((region) =>
      expect.stringMatching(new RegExp(`host \\S*${region}\\S* is not found.*region`)),
    ),
  );
  const seconds = Number(step.outputs['duration-seconds']);
  expect(seconds).toBeGreaterThanOrEqual(30);
  expect(seconds).toBeLessThan(45);
});

it.concurrent('row 23: a name that is not found for a moment → tried again until it is', async ({
  expect,
}) => {
  const step = await playByName(['ENOTFOUND', 'ENOTFOUND', 'ENOTFOUND', ['127.0.0.1']]);
  expect(step).toMatchObject(SUCCEEDED);
  expect(toldOf(step)).toMatchObject([{ requests: 4 }]);
  expect(step.emulator.requests).toHaveLength(1);
});

it.concurrent('row 23: a name that is not found before a deadline within the 30 s → timed-out, naming the host', async ({
  expect,
}) => {
  const step = await playByName(['ENOTFOUND'], () => soon);
  expect(step).toMatchObject(TIMED_OUT);
  expect(reasonOf(step)).toMatch(/looks failed.*gate\.invalid.*ENOTFOUND.*region/);
  expect(step.connections).toBe(0);
});

it.concurrent('row 23: a proxy whose name is not found → error after 30 s that names it, not the region, and no password', {
  timeout: 90_000,
}, async ({ expect }) => {
  const names = resolving({ 'proxy.invalid': ['ENOTFOUND'], [HOST]: [['127.0.0.1']] });
  const HTTPS_PROXY = 'http://deployer:pa55w0rd-1@proxy.invalid:3128';
  const step = await playByName([['127.0.0.1']], () => ({
    env: { ...names, HTTPS_PROXY },
    inputs: { timeout: '3m' },
  }));
  expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
  expect(reasonOf(step)).toMatch(/proxy\.invalid.*ENOTFOUND.*HTTPS_PROXY/);
  expect(reasonOf(step)).not.toMatch(/region|gate\.invalid/);
  expect(written(step)).not.toContain('pa55w0rd-1');
  expect(step.connections).toBe(0);
});
