import { describe, it } from 'vitest';

import {
  deployed,
  execution,
  item,
  lastExecution,
  OLDER,
  OURS,
  publishTask,
  record,
  version,
} from '../dist/entries.ts';
import { one, type Setting } from '../dist/scene.ts';
import { type Emulator, inTurn } from '../emulator/index.ts';
import { onGitHub, playOnGitHub } from './scene.ts';

type Row = readonly [
  verdict: string,
  conclusion: string,
  state: string,
  setUp: (emulator: Emulator) => Setting,
];

/** How each verdict shows: as the conclusion of a check run, and as the state of a deployment. */
const ROWS: readonly Row[] = [
  ['succeeded', 'success', 'success', (e) => one(record(e, 'running', 'succeeded'))],
  ['failed', 'failure', 'failure', (e) => one(publishTask(e, [deployed('FAIL', 'no quota')]))],
  [
    'rolled-back',
    'failure',
    'failure',
    (e) =>
      one(version(e, [item(OURS, 'ONLINE')], [item(OURS, 'OFFLINE'), item(OLDER, 'ONLINE')]), {
        settle: '10s',
      }),
  ],
  [
    'superseded',
    'failure',
    'failure',
    (e) => ({
      tasks: [
        lastExecution(e, inTurn(execution('running', 42), execution('succeeded', 43)), {
          'after-release': '41',
        }),
      ],
    }),
  ],
  ['cancelled', 'cancelled', 'error', (e) => one(publishTask(e, [deployed('CANCEL')]))],
  [
    'error',
    'failure',
    'error',
    (e) => one(record(e, 'running'), { 'huawei-secret-access-key': 'not-the-right-one' }),
  ],
  ['timed-out', 'timed_out', 'error', (e) => one(record(e, 'running'), { timeout: '2s' })],
  [
    'interrupted',
    'cancelled',
    'error',
    (e) => {
      let stop = (): void => undefined;
      let looks = 0;
      e.rules.hook = () => {
        looks += 1;
        if (looks === 2) stop();
        return undefined;
      };
      return {
        tasks: [record(e, 'running')],
        onStdout: (_text, kill) => {
          stop = () => kill('SIGINT');
        },
      };
    },
  ],
];

describe('the check run and the deployment status', () => {
  it.concurrent.for(ROWS)('%s: %s, %s', async ([verdict, conclusion, state, setUp], { expect }) => {
    const step = await onGitHub(async ({ emulator, github, run }) => {
      const id = github.addDeployment();
      const { inputs, ...setting } = setUp(emulator);
      const publishing = {
        'check-name': 'deployed',
        'deployment-id': String(id),
        'environment-url': 'https://shop.example/',
        'fail-on': 'failed',
      };
      const result = await run({ ...setting, inputs: { ...inputs, ...publishing } });
      return {
        ...result,
        runs: github.checkRuns(),
        statuses: github.deploymentStatuses(id),
      };
    });
    const [run] = step.runs;
    expect(step.outputs).toMatchObject({ state: verdict, 'check-run-url': run?.html_url });
    expect(step.runs).toMatchObject([{ name: 'deployed', status: 'completed', conclusion }]);
    expect(run?.output.title).toMatch(new RegExp(`^${verdict}, [01] of 1 succeeded, after`));
    expect(run?.output.summary).toContain('https://github.test/octo/shop/actions/runs/1658821493');
    expect(run?.writes.at(0)?.body).toMatchObject({ status: 'in_progress' });
    expect(step.statuses.map((status) => status.state)).toEqual(['in_progress', state]);
    for (const status of step.statuses) {
      expect(status).toMatchObject({
        log_url: 'https://github.test/octo/shop/actions/runs/1658821493',
        environment_url: 'https://shop.example/',
      });
    }
    expect(step.stdout).not.toMatch(/::warning.*(check run|deployment)/);
  });

  it.concurrent('are left alone where nothing is asked for', async ({ expect }) => {
    const step = await playOnGitHub((e) => one(record(e, 'succeeded')));
    expect(step.github.requests).toEqual([]);
    expect(step.outputs['check-run-url']).toBe('');
  });

  it.concurrent('are asked of GitHub only after all inputs were taken', async ({ expect }) => {
    const step = await playOnGitHub((e) =>
      one(record(e, 'succeeded'), { 'check-name': 'x', interval: 'often' }),
    );
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(step.github.requests).toEqual([]);
  });

  it.concurrent('warn at the start about a page without a deployment, and a name that is the job’s', async ({
    expect,
  }) => {
    const step = await playOnGitHub((e) =>
      one(record(e, 'succeeded'), { 'check-name': 'deploy', 'environment-url': 'https://shop.example' }),
    );
    expect(step.exitCode).toBe(0);
    const warnings = step.stdout.match(/^::warning.*$/gm) ?? [];
    expect(warnings).toHaveLength(2);
    expect(warnings.join('\n')).toMatch(/environment-url.*deployment-id/);
    expect(warnings.join('\n')).toMatch(/check-name.*job/);
  });

  it.concurrent('tell a job of the same name, whose key is another', async ({ expect }) => {
    const step = await playOnGitHub((e, github) => {
      github.addCheckRun({ name: 'Deploy to production', job: true, status: 'in_progress' });
      return one(record(e, 'succeeded'), { 'check-name': 'Deploy to production' });
    });
    expect(step.exitCode).toBe(0);
    expect(step.stdout).toMatch(/^::warning.*check-name.*same name/m);
    expect(step.github.checkRuns()).toMatchObject([{ job: true }, { job: false, conclusion: 'success' }]);
  });
});
