import { describe, it } from 'vitest';

import { record } from '../dist/entries.ts';
import { one } from '../dist/scene.ts';
import { act } from '../emulator/act.ts';
import { githubFaults, type OperationId } from '../emulator/github.ts';
import { type Act, faults } from '../emulator/index.ts';
import { onGitHub } from '../github/scene.ts';
import { ALWAYS, NAME, played, warningsOf } from './told-on-github.ts';

const SUCCESS = [{ status: 'completed', conclusion: 'success' }];

describe('row 97: a refusal of GitHub → says what GitHub says, and blames the permission only where that does', () => {
  it.concurrent.for<[what: string, act: () => Act, said: string, isPermission: boolean]>([
    [
      '422: the first of its errors',
      () =>
        githubFaults.validationFailed(
          { resource: 'CheckRun', field: 'head_sha', code: 'invalid' },
          { resource: 'CheckRun', field: 'name', code: 'missing_field' },
        ),
      'HTTP 422: Validation Failed: CheckRun.head_sha: invalid',
      false,
    ],
    [
      '403 of an archived repository',
      () => githubFaults.gitHubError(403, 'Repository was archived so is read-only.'),
      'HTTP 403: Repository was archived so is read-only.',
      false,
    ],
    ['403 of a token that may not', githubFaults.notAccessible, 'HTTP 403: Resource not accessible', true],
    [
      '301 of a repository that was renamed',
      () => faults.redirect('https://api.github.test/repositories/1', 301),
      'the repository was renamed or moved (HTTP 301); start a new run, which has its new name',
      false,
    ],
  ])('%s', async ([, act, said, isPermission], { expect }) => {
    const step = await played('succeeded', (github) => github.play('any', act(), ALWAYS));
    expect(step).toMatchObject({ exitCode: 0, stderr: '', outputs: { state: 'succeeded' } });
    expect(warningsOf(step)).toHaveLength(2);
    for (const warning of warningsOf(step)) {
      expect(warning).toContain(said);
      expect(warning.includes('permission "')).toBe(isPermission);
    }
  });
});

describe('row 103: two gates of one check-name on one commit → a warning that names the other', () => {
  it.concurrent('also a closed one: in a matrix one fails, and another succeeds later', async ({
    expect,
  }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const web = record(emulator, 'failed');
      await run(one(web, NAME));
      const second = await run(one({ ...web, 'record-id': 'theirs' }, NAME));
      const [{ html_url = '' } = {}] = github.checkRuns();
      expect(warningsOf(second)).toContainEqual(
        expect.stringContaining(`another gate has published "deployed" on this commit, too (${html_url})`),
      );
      expect(second.stdout).toMatch(/check-name: deployed \$\{\{ matrix\.name \}\}/);
    });
  });

  it.concurrent('not where the job is run again, and its deployment has another ID', async ({ expect }) => {
    await onGitHub(async ({ emulator, run }) => {
      const web = record(emulator, 'failed');
      await run(one(web, NAME));
      const setting = one({ ...web, 'record-id': 'theirs' }, { ...NAME, timeout: '1s' });
      const second = await run({ ...setting, env: { GITHUB_RUN_ATTEMPT: '2' } });
      expect(second.stdout).not.toContain('another gate');
    });
  });
});

describe('row 105: GitHub answers about another check run → it is not believed, and nothing is written to it', () => {
  /** An answer that is well, but about something else, once. */
  const strange = (change: object): Act =>
    faults.wrongShape({
      id: 7,
      name: 'deployed',
      head_sha: '0'.repeat(40),
      html_url: 'https://github.test/octo/shop/runs/7',
      external_id: '',
      status: 'in_progress',
      ...change,
    });
  it.concurrent.for<[what: string, operation: OperationId, act: () => Act]>([
    ['its creation', 'checks/create', () => strange({})],
    ['its creation, by an ID that is no number of GitHub’s', 'checks/create', () => strange({ id: 0 })],
    ['an update', 'checks/update', () => strange({})],
    ['an update, of another name', 'checks/update', () => strange({ name: 'lint' })],
  ])('%s', async ([, operation, act], { expect }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const { id } = github.addCheckRun({ name: 'deployed', external_id: 'ci-7', status: 'in_progress' });
      github.play(operation, act(), { carriedOut: true });
      const step = await run(one(record(emulator, 'running', 'succeeded'), NAME));
      expect(step).toMatchObject({ exitCode: 0, stderr: '' });
      expect(step.outputs['check-run-url']).toBe(github.checkRuns()[1]?.html_url);
      expect(github.checkRuns()).toMatchObject([{ id, status: 'in_progress', writes: [] }, ...SUCCESS]);
    });
  });

  it.concurrent('the list: one of another name or commit is not taken over', async ({ expect }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const web = record(emulator, 'running', 'succeeded');
      const once = { ...NAME, wait: 'false', timeout: '30m' };
      await run(one(web, { ...once, 'check-name': 'other' }));
      const [{ id = 0, external_id = '', output, started_at = '' } = {}] = github.checkRuns();
      const listed = {
        id,
        name: 'other',
        head_sha: github.env['GITHUB_SHA'],
        external_id,
        started_at,
        output,
      };
      const list = {
        total_count: 1,
        check_runs: [{ ...listed, status: 'in_progress', app: { id: 15_368 } }],
      };
      github.play('checks/list-for-ref', faults.wrongShape(list));
      const step = await run(one(web, once));
      expect(step.stdout).not.toContain('earlier run');
      expect(github.checkRuns()).toMatchObject([
        { name: 'other', status: 'in_progress' },
        { name: 'deployed' },
      ]);
    });
  });

  it.concurrent('a PATCH that is answered 200 with another status is sent again', async ({ expect }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      emulator.rules.hook = () => {
        const [open] = github.checkRuns();
        if (open === undefined) return undefined;
        emulator.rules.hook = undefined;
        // What GitHub would answer if it had not heard of the end.
        github.play('checks/update', faults.wrongShape({ ...open, app: { id: 15_368 } }));
        return undefined;
      };
      const step = await run(one(record(emulator, 'running', 'running', 'running', 'succeeded'), NAME));
      expect(step.exitCode).toBe(0);
      expect(warningsOf(step)).toEqual([]);
      expect(github.checkRuns()).toMatchObject(SUCCESS);
    });
  });
});

describe('row 105: GitHub answers a deployment status with another state → it is posted again', () => {
  it.concurrent('the last one', async ({ expect }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const id = github.addDeployment();
      emulator.rules.hook = () => {
        if (github.deploymentStatuses(id).length === 0) return undefined;
        emulator.rules.hook = undefined;
        github.play('repos/create-deployment-status', faults.wrongShape({ id: 1, state: 'success' }));
        return undefined;
      };
      const inputs = { 'deployment-id': String(id) };
      const step = await run(one(record(emulator, 'running', 'running', 'running', 'failed'), inputs));
      expect(step.outputs['state']).toBe('failed');
      expect(warningsOf(step)).toEqual([]);
      expect(github.deploymentStatuses(id).map(({ state }) => state)).toEqual(['in_progress', 'failure']);
    });
  });
});

describe('row 103: two runs of the same tasks that were both left → one is carried on, the other is named', () => {
  it.concurrent('with its page, and what to do', async ({ expect }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const setting = one(record(emulator, 'running', 'succeeded'), {
        ...NAME,
        wait: 'false',
        timeout: '30m',
      });
      await run(setting);
      const [{ external_id = '', output: { summary, text } = {}, html_url = '' } = {}] = github.checkRuns();
      const output = { title: 'running', summary: summary ?? '', text: text ?? '' };
      github.addCheckRun({ name: 'deployed', external_id, status: 'in_progress', output });
      const step = await run({ ...setting, env: { GITHUB_RUN_ID: '9' } });
      expect(github.checkRuns().map(({ conclusion }) => conclusion)).toEqual([null, 'success']);
      expect(warningsOf(step)).toEqual([
        expect.stringContaining(`stays in progress (${html_url}). Only the newest one is carried on`),
      ]);
    });
  });
});

describe('row 105: a run whose check run a newer run of the gate has taken over and closed → writes nothing to it', () => {
  it.concurrent('without waiting: a poll that is answered late says success, after the newer one has failed', async ({
    expect,
  }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const setting = one(record(emulator, 'running', 'failed'), { ...NAME, wait: 'false', timeout: '30m' });
      await run(setting);
      let newer: ReturnType<typeof run> | undefined;
      const late = act('late', ({ response }) => {
        const result = { record_id: 'ours', task_id: 'task', status: 'succeeded' };
        const answer = JSON.stringify({ status: 'success', result });
        newer?.then(() => response.writeHead(200, { 'content-type': 'application/json' }).end(answer));
      });
      emulator.rules.hook = () => {
        if (newer !== undefined) return undefined;
        newer = run({ ...setting, env: { GITHUB_RUN_ID: '82' } });
        return late;
      };
      const older = await run({ ...setting, env: { GITHUB_RUN_ID: '81' } });
      expect(older).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
      expect((await newer)?.outputs['state']).toBe('failed');
      expect(github.checkRuns()).toMatchObject([{ status: 'completed', conclusion: 'failure' }]);
      expect(github.checkRuns()[0]?.external_id).toMatch(/:82:1$/);
      expect(warningsOf(older)).toEqual([
        expect.stringContaining(
          `another run of this gate has taken it over (${github.checkRuns()[0]?.html_url}), so nothing more is written to it`,
        ),
      ]);
      const post = await run({ ...setting, states: older.states, env: { GITHUB_RUN_ID: '81' } });
      expect(post.stdout).toContain(
        'the check run is left as it is: another run of this gate has taken it over',
      );
      expect(github.checkRuns()).toMatchObject([{ conclusion: 'failure' }]);
    });
  });
});

describe('row 113: one refusal by GitHub → is tried once more when it closes; over is what GitHub has answered', () => {
  it.concurrent.for<[operation: OperationId]>([
    ['checks/list-for-ref'],
    ['checks/create'],
    ['checks/update'],
    ['repos/create-deployment-status'],
  ])('a single 404 at %s, then well', async ([operation], { expect }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const id = github.addDeployment();
      github.play(operation, githubFaults.notFound());
      const inputs = { ...NAME, 'deployment-id': String(id) };
      const step = await run(one(record(emulator, 'running', 'succeeded'), inputs));
      expect(step).toMatchObject({ exitCode: 0, stderr: '' });
      expect(github.checkRuns()).toMatchObject(SUCCESS);
      expect(github.deploymentStatuses(id).at(-1)).toMatchObject({ state: 'success' });
    });
  });

  it.concurrent('post tries what was refused to the end, and says so only once more where it is still open', async ({
    expect,
  }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const setting = one(record(emulator, 'running', 'succeeded'), NAME);
      github.play('checks/update', githubFaults.notFound(), ALWAYS);
      const step = await run(setting);
      expect(warningsOf(step)).toEqual([expect.stringContaining('HTTP 404')]);
      expect(github.checkRuns()).toMatchObject([{ status: 'in_progress' }]);
      const refused = await run({ ...setting, states: step.states });
      expect(refused.stdout).toMatch(/^the check run is still refused: .*HTTP 404/m);
      expect(warningsOf(refused)).toEqual([]);
    });
  });

  it.concurrent('post closes by the verdict what was refused before', async ({ expect }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const setting = one(record(emulator, 'running', 'succeeded'), NAME);
      github.play('checks/update', githubFaults.notFound(), { times: 2 });
      const step = await run(setting);
      expect(step.exitCode).toBe(0);
      const post = await run({ ...setting, states: step.states });
      expect(post).toMatchObject({ exitCode: 0, stderr: '' });
      expect(github.checkRuns()).toMatchObject(SUCCESS);
    });
  });
});

describe('row 114: a timeout of more than a day, with the token of the job → a warning at the start', () => {
  it.concurrent.for([
    ['25h', 'true', NAME, true],
    ['24h', 'true', NAME, false],
    ['25h', 'false', { ...NAME, 'check-sha': '5'.repeat(40) }, false],
    ['25h', 'true', {}, false],
  ] as const)('timeout: %s, wait: %s, %j', async ([timeout, wait, inputs, isWarned], { expect }) => {
    await onGitHub(async ({ emulator, run }) => {
      const step = await run(one(record(emulator, 'succeeded'), { ...inputs, timeout, wait }));
      expect(step.exitCode).toBe(0);
      expect(
        warningsOf(step).some(
          (text) => text.includes('the job%27s token lives') || text.includes("the job's token lives"),
        ),
      ).toBe(isWarned);
    });
  });
});
