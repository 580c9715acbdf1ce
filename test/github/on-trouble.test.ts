import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, it } from 'vitest';

import { record } from '../dist/entries.ts';
import { one } from '../dist/scene.ts';
import { act } from '../emulator/act.ts';
import { type GitHub, githubFaults } from '../emulator/github.ts';
import { faults } from '../emulator/index.ts';
import { FROM_FORK } from './events.ts';
import { onGitHub, playOnGitHub } from './scene.ts';

const NAME = { 'check-name': 'deployed' };
const ALWAYS = { times: 1000 };

const warningsOf = ({ stdout }: { readonly stdout: string }): readonly string[] =>
  stdout.match(/^::warning.*$/gm) ?? [];

describe('a state file that cannot be written', () => {
  it.concurrent.for(['never there', 'gone while the gate waits'])(
    '%s: the verdict stands',
    async (when, { expect }) => {
      const folder = await mkdtemp(join(tmpdir(), 'deploy-gate-state-'));
      const file = join(folder, 'state');
      if (when !== 'never there') await writeFile(file, '');
      const step = await playOnGitHub((e) => ({
        ...one(record(e, 'running', 'succeeded'), NAME),
        env: { GITHUB_STATE: file },
        onStdout: (text) => {
          if (text.includes('running')) void rm(file, { force: true });
        },
      }));
      await rm(folder, { recursive: true });
      expect(step).toMatchObject({ exitCode: 0, stderr: '', outputs: { state: 'succeeded' } });
      expect(step.github.checkRuns()).toMatchObject([{ conclusion: 'success' }]);
      expect(warningsOf(step)).toEqual([expect.stringContaining('the state of the step could not be saved')]);
    },
  );
});

describe('an answer of GitHub that is not what it should be', () => {
  it.concurrent('a header that says the call is out of date reaches nobody', async ({ expect }) => {
    const deprecation = {
      deprecation: 'true',
      sunset: '##[error]soon',
      link: '<http://x>; rel="deprecation"',
    };
    const step = await playOnGitHub((e, github) => {
      github.play('any', githubFaults.gitHubError(403, 'no', deprecation), ALWAYS);
      return one(record(e, 'succeeded'), NAME);
    });
    expect(step).toMatchObject({ exitCode: 0, stderr: '' });
    expect(step.stdout).not.toContain('soon');
  });

  it.concurrent.for([
    ['that is none', () => 'https://github.test/runs/1"; $(id)\n::error::hello', ''],
    ['with the token', (token: string) => `https://github.test/?${token}`, 'https://github.test/?***'],
  ] as const)('an address of the check run %s becomes no output', async ([, page, output], { expect }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const setting = one(record(emulator, 'running', 'succeeded'), { ...NAME, wait: 'false' });
      await run(setting);
      const listed = { ...github.checkRuns()[0], app: { id: 15_368 }, html_url: page(github.token) };
      github.play('checks/list-for-ref', faults.httpError(200, { total_count: 1, check_runs: [listed] }));
      const step = await run(setting);
      expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded', 'check-run-url': output } });
      expect(step.stdout).not.toMatch(/^::error/m);
    });
  });

  it.concurrent('an id is not enough: it is told, and there is one check run all the same', async ({
    expect,
  }) => {
    const step = await playOnGitHub((e, github) => {
      const { id } = github.addCheckRun({ name: 'other' });
      const sparse = faults.httpError(200, { id: id + 1 });
      for (const operation of ['checks/create', 'checks/update'] as const)
        github.play(operation, sparse, { ...ALWAYS, carriedOut: true });
      return one(record(e, 'running', 'succeeded'), NAME);
    });
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(warningsOf(step)).toEqual([expect.stringContaining('GitHub answered about another check run')]);
    expect(step.github.checkRuns().slice(1)).toMatchObject([{ conclusion: 'success' }]);
  });

  it.concurrent.for([{ name: 'other' }, { head_sha: '3'.repeat(40) }])(
    'a check run of %o among ours is left alone',
    async (difference, { expect }) => {
      await onGitHub(async ({ emulator, github, run }) => {
        const setting = one(record(emulator, 'running', 'succeeded'), { ...NAME, wait: 'false' });
        await run(setting);
        const [{ external_id, head_sha } = { external_id: '', head_sha: '' }] = github.checkRuns();
        const foreign = github.addCheckRun({
          name: 'deployed',
          external_id,
          status: 'in_progress',
          ...difference,
        });
        const listed = { ...foreign, head_sha, name: 'deployed', ...difference };
        github.play('checks/list-for-ref', faults.httpError(200, { check_runs: [listed] }), ALWAYS);
        const step = await run(setting);
        expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
        expect(github.checkRuns().map(({ conclusion }) => conclusion)).toEqual([null, null, 'success']);
      });
    },
  );

  it.concurrent('a body without end is broken off', async ({ expect }) => {
    let sent = 0;
    const endless = act('counted', ({ response }) => {
      const chunk = Buffer.alloc(65_536, ' ');
      const more = (): void => {
        for (let room = true; room && !response.destroyed; sent += chunk.length) room = response.write(chunk);
      };
      response.writeHead(200, { 'content-type': 'application/json' }).on('drain', more);
      more();
    });
    const step = await playOnGitHub((e, github) => {
      github.play('any', endless);
      return one(record(e, 'running', 'succeeded'), NAME);
    });
    expect(step).toMatchObject({ exitCode: 0, stderr: '', outputs: { state: 'succeeded' } });
    expect(step.github.checkRuns()).toMatchObject([{ conclusion: 'success' }]);
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });
});

describe('a warning says only what is so', () => {
  it.concurrent('a name that is that of the job is warned of once', async ({ expect }) => {
    const step = await playOnGitHub((e, github) => {
      github.addCheckRun({ name: 'deploy', job: true, status: 'in_progress' });
      return one(record(e, 'succeeded'), { 'check-name': 'deploy' });
    });
    expect(warningsOf(step)).toEqual([expect.stringContaining('check-name')]);
  });

  it.concurrent.for([
    ['pull_request', true],
    ['pull_request_target', false],
  ] as const)('the token of a fork is named for %s: %s', async ([name, named], { expect }) => {
    const step = await playOnGitHub((e, github) => {
      github.permissions.checks = 'read';
      return { ...one(record(e, 'succeeded'), NAME), event: { ...FROM_FORK, name } };
    });
    expect(warningsOf(step)).toHaveLength(1);
    expect(/from a fork/.test(warningsOf(step).join())).toBe(named);
  });
});

describe('the post phase of a step that was killed', () => {
  /** A gate that is killed in the middle, and what its post phase does, each time it runs. */
  const killed = (
    times: number,
    before: (github: GitHub) => void,
    after: (github: GitHub, deployment: number) => void,
  ): Promise<void> =>
    onGitHub(async ({ emulator, github, run }) => {
      const deployment = github.addDeployment();
      const setting = one(record(emulator, 'running'), { ...NAME, 'deployment-id': String(deployment) });
      const { states } = await run({
        ...setting,
        onStdout: (text, kill) => {
          if (text.includes('running')) setTimeout(() => kill('SIGKILL'), 1000);
        },
      });
      before(github);
      for (let time = 0; time < times; time += 1) await run({ ...setting, states });
      after(github, deployment);
    });

  it.concurrent('closes the check run beside a deployment that is silent', async ({ expect }) => {
    await killed(
      1,
      (github) => {
        github.play('repos/list-deployment-statuses', faults.silence(), ALWAYS);
        github.play('repos/create-deployment-status', faults.silence(), ALWAYS);
      },
      (github) => expect(github.checkRuns()).toMatchObject([{ conclusion: 'cancelled' }]),
    );
  });

  it.concurrent('does nothing the second time', async ({ expect }) => {
    await killed(
      2,
      () => undefined,
      (github, deployment) => {
        const states = github.deploymentStatuses(deployment).map(({ state }) => state);
        expect(states).toEqual(['in_progress', 'error']);
      },
    );
  });
});
