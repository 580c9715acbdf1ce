import { describe, it } from 'vitest';
import { externalIdOf, LEFT } from '../../src/github/identity.ts';
import {
  type Entry,
  EXECUTED_AT,
  execution,
  job,
  lastExecution,
  OVER,
  publishTask,
  record,
  release,
} from '../dist/entries.ts';
import { one } from '../dist/scene.ts';
import { type Emulator, inTurn } from '../emulator/index.ts';
import { onGitHub } from './scene.ts';

const NAME = { 'check-name': 'deployed' };
const ONCE = { ...NAME, wait: 'false' };
const output = { title: 'running', summary: LEFT };
const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

describe('a check run without waiting', () => {
  it.concurrent('is one over all runs, and closed by the one that sees the end', async ({ expect }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const tasks = [record(emulator, 'running', 'running', 'succeeded'), publishTask(emulator, [OVER])];
      const id = github.addDeployment();
      const inputs = { ...ONCE, 'deployment-id': String(id) };
      for (const order of [tasks, tasks.toReversed()]) {
        const step = await run({ tasks: order, inputs });
        expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'running' } });
        expect(github.checkRuns()).toMatchObject([{ status: 'in_progress', conclusion: null }]);
        expect(step.outputs['check-run-url']).toBe(github.checkRuns()[0]?.html_url);
      }
      expect(github.checkRuns()[0]?.output.title).toMatch(/^running, 1 of 2 succeeded/);
      const last = await run({ tasks, inputs });
      expect(last).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
      expect(last.stdout).toMatch(
        /Looking once at 2 deployments, which an earlier run began to watch .* ago/,
      );
      expect(github.checkRuns()).toMatchObject([{ status: 'completed', conclusion: 'success' }]);
      expect(github.deploymentStatuses(id).map(({ state }) => state)).toEqual(['in_progress', 'success']);
    });
  });

  it.concurrent('is carried on by a run that waits', async ({ expect }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const tasks = [record(emulator, 'running', 'running', 'succeeded')];
      await run({ tasks, inputs: ONCE });
      const step = await run({ tasks, inputs: { ...ONCE, wait: 'true' } });
      expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
      expect(github.checkRuns()).toMatchObject([{ conclusion: 'success' }]);
    });
  });

  it.concurrent.for<[what: string, wait: string]>([
    ['not waiting', 'false'],
    ['waiting', 'true'],
  ])('counts the timeout from its beginning: %s', async ([, wait], { expect }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const tasks = [record(emulator, 'running')];
      await run({ tasks, inputs: ONCE });
      const [first] = github.checkRuns();
      // The same check run, begun 31 minutes ago.
      const { name = '', external_id = '', status } = { ...first };
      github.addCheckRun({ name, external_id, status: status ?? 'queued', started_at: ago(31), output });
      const step = await run({ tasks, inputs: { ...ONCE, wait, timeout: '30m' } });
      expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
      expect(step.outputs['failed']).toMatch(/still running after 31m/);
      expect(github.checkRuns().at(-1)).toMatchObject({ status: 'completed', conclusion: 'timed_out' });
    });
  });

  it.concurrent('has what is left of the timeout, where it waits', async ({ expect }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const tasks = [record(emulator, 'running')];
      await run({ tasks, inputs: ONCE });
      const { name = '', external_id = '' } = { ...github.checkRuns()[0] };
      github.addCheckRun({ name, external_id, status: 'in_progress', started_at: ago(1), output });
      const step = await run({ tasks, inputs: { ...ONCE, wait: 'true', timeout: '63s' } });
      expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
      expect(Number(step.outputs['duration-seconds'])).toBeLessThan(6);
    });
  });

  it.concurrent('looks once more at each of many tasks, however little time the timeout was', async ({
    expect,
  }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const task = record(emulator, 'succeeded');
      const tasks = Array.from({ length: 40 }, (_, index) => {
        const id = `record-${index}`;
        const result = { record_id: id, task_id: id, status: 'succeeded' };
        emulator.codearts.task(id, { records: { [id]: inTurn(result) } });
        return { ...task, name: id, 'task-id': id, 'record-id': id };
      });
      github.addCheckRun({
        name: 'deployed',
        external_id: externalIdOf(
          tasks.map((entry) =>
            JSON.stringify([
              JSON.stringify([
                'huawei-codearts-deploy',
                new URL(emulator.codearts.endpoint).host,
                entry['task-id'],
                entry['record-id'],
                '',
              ]),
              false,
            ]),
          ),
          { id: '1', attempt: 1 },
        ),
        status: 'in_progress',
        started_at: ago(10),
        output,
      });
      const step = await run({ tasks, inputs: { ...ONCE, timeout: '1s' } });
      expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
      expect(step.stdout).toContain('which an earlier run began to watch 10m');
      expect(github.checkRuns()).toMatchObject([{ conclusion: 'success' }]);
    });
  });

  it.concurrent('that was left by a runner that died is taken over by a later attempt alone, and begins anew', async ({
    expect,
  }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const tasks = [record(emulator, 'running', 'running', 'running', 'succeeded')];
      let kill = (): void => undefined;
      emulator.rules.hook = () => void kill();
      const killed = await run({
        tasks,
        inputs: NAME,
        onStdout: (text, send) => {
          if (text.includes('Check run:')) kill = () => send('SIGKILL');
        },
      });
      expect(killed.signal).toBe('SIGKILL');
      emulator.rules.hook = undefined;
      const another = await run({ tasks, inputs: NAME, env: { GITHUB_RUN_ID: '99' } });
      expect(another.exitCode).toBe(0);
      expect(github.checkRuns().map(({ conclusion }) => conclusion)).toEqual([null, 'success']);
      const step = await run({ tasks, inputs: NAME, env: { GITHUB_RUN_ATTEMPT: '2' } });
      expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
      expect(step.stdout).not.toContain('earlier run');
      expect(step.stdout).toContain('Carries on the check run of an earlier attempt, in progress since');
      expect(github.checkRuns().map(({ conclusion }) => conclusion)).toEqual(['success', 'success']);
    });
  });

  it.concurrent('is another for other tasks, another name and another commit', async ({ expect }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const tasks = [record(emulator, 'running')];
      await run({ tasks, inputs: ONCE });
      await run({ tasks: [...tasks, publishTask(emulator, [OVER])], inputs: ONCE });
      await run({ tasks, inputs: { ...ONCE, 'check-name': 'staging' } });
      await run({ tasks, inputs: { ...ONCE, 'check-sha': '3'.repeat(40) } });
      expect(github.checkRuns()).toHaveLength(4);
    });
  });

  it.concurrent.for<[what: string, nth: (emulator: Emulator, number: number) => Entry]>([
    [
      'CodeArts Deploy',
      (emulator, number) =>
        lastExecution(emulator, inTurn(execution('running', number)), {
          'after-release': String(number - 1),
        }),
    ],
    [
      'ServiceStage',
      (emulator, number) => {
        const executedAt = EXECUTED_AT + number;
        return {
          ...release(emulator, { status: 'RUNNING', executedAt, jobs: [job('cart', 'RUNNING')] }),
          'after-execution': String(executedAt - 1),
        };
      },
    ],
  ])(
    'is another for another execution of the same task, with a time of its own: %s',
    async ([, nth], { expect }) => {
      await onGitHub(async ({ emulator, github, run }) => {
        await run({ tasks: [nth(emulator, 42)], inputs: ONCE });
        const { name = '', external_id = '' } = { ...github.checkRuns()[0] };
        github.addCheckRun({ name, external_id, status: 'in_progress', started_at: ago(31), output });
        const step = await run({ tasks: [nth(emulator, 43)], inputs: ONCE });
        expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'running' } });
        expect(step.stdout).not.toContain('earlier run');
        expect(github.checkRuns()).toMatchObject(Array(3).fill({ status: 'in_progress', conclusion: null }));
      });
    },
  );

  it.concurrent('is a new one where the earlier is closed', async ({ expect }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const setting = one(record(emulator, 'succeeded'), ONCE);
      await run(setting);
      await run(setting);
      expect(github.checkRuns()).toMatchObject([{ conclusion: 'success' }, { conclusion: 'success' }]);
    });
  });

  it.concurrent('leaves alone what another app calls by the same name and id', async ({ expect }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const setting = one(record(emulator, 'succeeded'), ONCE);
      github.addCheckRun({ name: 'deployed', app: 'netlify', external_id: 'theirs', status: 'in_progress' });
      await run(setting);
      expect(github.checkRuns()).toMatchObject([{ conclusion: null }, { conclusion: 'success' }]);
    });
  });
});
