import { describe, it } from 'vitest';

import { record } from '../dist/entries.ts';
import { one } from '../dist/scene.ts';
import { githubFaults, type OperationId } from '../emulator/github.ts';
import { type Act, faults } from '../emulator/index.ts';
import { type GitHubSetting, onGitHub, type Site } from '../github/scene.ts';
import type { StepResult } from '../runner.ts';
import { written } from './told.ts';

const NAME = { 'check-name': 'deployed' };

/** A step that was ended, and how long it went on after that. */
interface Ended extends StepResult {
  readonly wentOnMs: number;
}

/** Runs a step, and sends it a signal a little after GitHub has got the `count`th request of an operation. */
async function endedAfter(
  signal: NodeJS.Signals,
  operation: OperationId,
  { github, run }: Site,
  setting: GitHubSetting,
): Promise<Ended> {
  let kill: ((signal: NodeJS.Signals) => void) | undefined;
  let sentAt = Number.POSITIVE_INFINITY;
  const watch = setInterval(() => {
    if (kill === undefined || !github.requests.some((request) => request.operation === operation)) return;
    clearInterval(watch);
    setTimeout(() => {
      sentAt = performance.now();
      kill?.(signal);
    }, 300);
  }, 20);
  const step = await run({
    ...setting,
    onStdout: (_text, send) => {
      kill = send;
    },
  });
  clearInterval(watch);
  return { ...step, wentOnMs: performance.now() - sentAt };
}

/** The `post` phase of a step that has ended. */
function postOf(step: StepResult, { run }: Site, setting: GitHubSetting): Promise<StepResult> {
  return run({ ...setting, states: step.states });
}

const QUIET = { exitCode: 0, stderr: '', outputs: {}, states: {}, summary: '' };

describe('row 64: a signal during what is done on GitHub → interrupted within 2 s, the check run closed', () => {
  const moments: readonly (readonly [what: string, operation: OperationId, act: (() => Act) | undefined])[] =
    [
      ['the first search, which is not answered', 'checks/list-for-ref', faults.silence],
      ['the creation', 'checks/create', undefined],
      ['a creation that fails', 'checks/create', () => githubFaults.serverError(502)],
    ];
  it.concurrent.for(moments)('%s', async ([, operation, act], { expect }) => {
    await onGitHub(async (site) => {
      const { emulator, github } = site;
      if (act !== undefined) github.play(operation, act());
      const setting = one(record(emulator, 'running'), NAME);
      const step = await endedAfter('SIGINT', operation, site, setting);
      expect(step.wentOnMs).toBeLessThan(2_000);
      expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'interrupted' } });
      expect(step.summary).toContain('interrupted');
      expect(github.checkRuns()).toMatchObject([{ status: 'completed', conclusion: 'cancelled' }]);
      const requests = github.requests.length;
      expect(await postOf(step, site, setting)).toMatchObject({ ...QUIET, stdout: '' });
      expect(github.requests).toHaveLength(requests);
    });
  });

  it.concurrent('the closing, which is not answered: what it could not do, post does', async ({ expect }) => {
    await onGitHub(async (site) => {
      const { emulator, github } = site;
      github.play('checks/update', faults.silence(), { times: 2 });
      const setting = one(record(emulator, 'running', 'failed'), NAME);
      const step = await endedAfter('SIGTERM', 'checks/update', site, setting);
      expect(step.wentOnMs).toBeLessThan(2_000);
      expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'interrupted' } });
      expect(github.checkRuns()).toMatchObject([{ status: 'in_progress' }]);
      const post = await postOf(step, site, setting);
      expect(post).toMatchObject(QUIET);
      expect(post.stdout).toContain('the check run was left open, and is closed now');
      expect(github.checkRuns()).toMatchObject([{ status: 'completed', conclusion: 'cancelled' }]);
    });
  });
});

describe('row 65: SIGKILL → post closes what was left open on GitHub, once', () => {
  it.concurrent('a check run and a deployment', async ({ expect }) => {
    await onGitHub(async (site) => {
      const { emulator, github } = site;
      const id = github.addDeployment();
      const setting = one(record(emulator, 'running'), { ...NAME, 'deployment-id': String(id) });
      const step = await endedAfter('SIGKILL', 'repos/create-deployment-status', site, setting);
      expect(step).toMatchObject({ exitCode: null, signal: 'SIGKILL' });
      expect(github.checkRuns()).toMatchObject([{ status: 'in_progress' }]);
      const post = await postOf(step, site, setting);
      expect(post).toMatchObject(QUIET);
      expect(written(post)).not.toContain(github.token);
      const [run] = github.checkRuns();
      expect(run).toMatchObject({ status: 'completed', conclusion: 'cancelled' });
      expect(run?.output.summary).toMatch(/stopped before it could tell[\s\S]*What was known last[\s\S]*web/);
      expect(github.deploymentStatuses(id).map(({ state }) => state)).toEqual(['in_progress', 'error']);
      const before = run?.writes.length;
      await postOf(step, site, setting);
      expect(github.checkRuns()[0]?.writes).toHaveLength(before ?? 0);
    });
  });

  it.concurrent('a check run whose creation was not answered', async ({ expect }) => {
    await onGitHub(async (site) => {
      const { emulator, github } = site;
      github.play('checks/create', faults.silence(), { carriedOut: true });
      const setting = one(record(emulator, 'running'), NAME);
      const step = await endedAfter('SIGKILL', 'checks/create', site, setting);
      expect(github.checkRuns()).toMatchObject([{ status: 'in_progress' }]);
      expect(await postOf(step, site, setting)).toMatchObject(QUIET);
      expect(github.checkRuns()).toMatchObject([{ status: 'completed', conclusion: 'cancelled' }]);
    });
  });

  it.concurrent('before anything was begun: post does nothing, and never waits for deployments', async ({
    expect,
  }) => {
    await onGitHub(async (site) => {
      const { emulator, github, run } = site;
      const setting = one(record(emulator, 'running'), NAME);
      const post = await run({ ...setting, states: {} });
      expect(post).toMatchObject({ ...QUIET, stdout: '' });
      expect([...github.requests, ...emulator.requests]).toEqual([]);
    });
  });
});

describe('row 65: post after `wait: false` → what was left open on purpose stays open', () => {
  const once = { ...NAME, wait: 'false' };
  it.concurrent('by this run', async ({ expect }) => {
    await onGitHub(async (site) => {
      const { emulator, github, run } = site;
      const setting = one(record(emulator, 'running'), { ...once, 'fail-on': 'running' });
      const step = await run(setting);
      expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'running' } });
      const requests = github.requests.length;
      expect(await postOf(step, site, setting)).toMatchObject({ ...QUIET, stdout: '' });
      expect(github.requests).toHaveLength(requests);
      expect(github.checkRuns()).toMatchObject([{ status: 'in_progress', conclusion: null }]);
    });
  });

  it.concurrent('by an earlier run, though a later one is killed', async ({ expect }) => {
    await onGitHub(async (site) => {
      const { emulator, github, run } = site;
      const setting = one(record(emulator, 'running'), once);
      await run(setting);
      emulator.rules.hook = faults.silence;
      github.play('checks/create', faults.reset(), { times: 100 });
      const later = github.requests.length;
      let kill: ((signal: NodeJS.Signals) => void) | undefined;
      const watch = setInterval(() => {
        if (github.requests.length > later) kill?.('SIGKILL');
      }, 20);
      const step = await run({
        ...setting,
        onStdout: (_text, send) => {
          kill = send;
        },
      });
      clearInterval(watch);
      expect(step.signal).toBe('SIGKILL');
      expect(await postOf(step, site, setting)).toMatchObject(QUIET);
      expect(github.checkRuns()).toMatchObject([{ status: 'in_progress', conclusion: null }]);
    });
  });
});

describe('row 68: a GitHub that fails in the post phase → warned of, the job is not failed by it', () => {
  it.concurrent.for<[what: string, act: () => Act]>([
    ['403', githubFaults.notAccessible],
    ['404', githubFaults.notFound],
    ['502', () => githubFaults.serverError(502)],
    ['silence', faults.silence],
  ])('%s', async ([, act], { expect }) => {
    await onGitHub(async (site) => {
      const { emulator, github } = site;
      const setting = one(record(emulator, 'running'), NAME);
      const step = await endedAfter('SIGKILL', 'checks/create', site, setting);
      github.play('any', act(), { times: 1000 });
      const post = await postOf(step, site, setting);
      expect(post).toMatchObject(QUIET);
      expect(post.stdout).toMatch(
        /^::warning title=Deploy Gate::the check run was left open, and could not be closed/m,
      );
      expect(post.durationMs).toBeLessThan(10_000 + 2_000);
    });
  });
});
