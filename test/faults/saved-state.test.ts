import { describe, it } from 'vitest';

import { record } from '../dist/entries.ts';
import { one } from '../dist/scene.ts';
import { faults } from '../emulator/index.ts';
import { onGitHub, type Site } from '../github/scene.ts';
import type { StepResult } from '../runner.ts';

const NAME = { 'check-name': 'deployed' };

/** A step that was killed once its check run was there. */
async function killed(
  { emulator, github, run }: Site,
  inputs: Readonly<Record<string, string>>,
): Promise<StepResult> {
  let kill: ((signal: NodeJS.Signals) => void) | undefined;
  emulator.rules.hook = () => {
    if (github.checkRuns().some(({ writes }) => writes.length > 0)) kill?.('SIGKILL');
    return undefined;
  };
  const step = await run({
    ...one(record(emulator, 'running'), inputs),
    onStdout: (_text, send) => {
      kill = send;
    },
  });
  emulator.rules.hook = undefined;
  return step;
}

describe('row 104: a forged state of the post phase → nothing but what is this run’s own is written to', () => {
  it.concurrent('the main phase always saves, also nothing: what another step has set is not seen', async ({
    expect,
  }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const { id } = github.addCheckRun({ name: 'lint', status: 'in_progress' });
      const check = { id, name: 'lint', sha: github.env['GITHUB_SHA'], externalId: '', isOver: false };
      const env = { STATE_publication: JSON.stringify({ check }) };
      for (const inputs of [{}, { timeout: 'soon' }, { 'check-name': 'deployed' }]) {
        const setting = { ...one(record(emulator, 'succeeded'), inputs), env };
        const { states } = await run(setting);
        expect(states).toHaveProperty('publication');
        const before = github.requests.length;
        expect(await run({ ...setting, states })).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
        expect(github.requests).toHaveLength(before);
      }
      expect(github.checkRuns()[0]).toMatchObject({ id, status: 'in_progress', writes: [] });
    });
  });

  it.concurrent.for<[what: string, forge: (check: Record<string, unknown>, theirs: number) => object]>([
    ['the ID of another check run', (check, id) => ({ ...check, id })],
    [
      'no ID, and what another one is called',
      ({ id: _, ...check }) => ({ ...check, name: 'lint', externalId: '' }),
    ],
    ['the external ID of another one', (check, id) => ({ ...check, id, name: 'lint', externalId: 'ci-42' })],
    [
      'the gate of another run',
      (check) => ({ ...check, externalId: String(check['externalId']).replace(/:\d+:\d+$/, ':7:1') }),
    ],
    ['an ID that is no number of GitHub’s', (check) => ({ ...check, id: -1 })],
    ['a number that is not safe', (check) => ({ ...check, id: 2 ** 53 })],
  ])('%s', async ([, forge], { expect }) => {
    await onGitHub(async (site) => {
      const { emulator, github, run } = site;
      const theirs = github.addCheckRun({ name: 'lint', external_id: 'ci-42', status: 'in_progress' });
      const step = await killed(site, NAME);
      const saved: { check: Record<string, unknown> } = JSON.parse(step.states['publication'] ?? '{}');
      const publication = JSON.stringify({ ...saved, check: forge(saved.check, theirs.id) });
      const post = await run({ ...one(record(emulator, 'running'), NAME), states: { publication } });
      expect(post).toMatchObject({ exitCode: 0, stderr: '' });
      expect(github.checkRuns().map(({ status }) => status)).toEqual(['in_progress', 'in_progress']);
      expect(github.checkRuns()[0]).toEqual(theirs);
    });
  });

  it.concurrent('another gate of the same workflow run, with another check-name', async ({ expect }) => {
    await onGitHub(async (site) => {
      const { emulator, github, run } = site;
      const step = await killed(site, NAME);
      const setting = one(record(emulator, 'running'), { 'check-name': 'gate' });
      const post = await run({ ...setting, states: step.states });
      expect(post.stdout).toContain('what was saved is of another check-name');
      expect(github.checkRuns()).toMatchObject([{ status: 'in_progress' }]);
    });
  });

  it.concurrent('an empty token is called by its input', async ({ expect }) => {
    await onGitHub(async (site) => {
      const { emulator, github, run } = site;
      const step = await killed(site, NAME);
      const before = github.requests.length;
      const setting = one(record(emulator, 'running'), { ...NAME, 'github-token': '' });
      const post = await run({ ...setting, states: step.states });
      expect(post.stdout).toContain('what was left open on GitHub stays so: github-token is empty');
      expect(github.requests).toHaveLength(before);
    });
  });

  it.concurrent('the ID of another deployment', async ({ expect }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const [ours, theirs] = [github.addDeployment(), github.addDeployment()];
      const publication = JSON.stringify({ deployment: { id: theirs, isOver: false } });
      const inputs = { 'deployment-id': String(ours) };
      const post = await run({ ...one(record(emulator, 'running'), inputs), states: { publication } });
      expect(post).toMatchObject({ exitCode: 0, stderr: '' });
      expect(github.deploymentStatuses(theirs)).toEqual([]);
    });
  });

  it.concurrent('row 105 in the post phase: an answer about another check run is not believed', async ({
    expect,
  }) => {
    await onGitHub(async (site) => {
      const { emulator, github, run } = site;
      const step = await killed(site, NAME);
      const [open] = github.checkRuns();
      github.play('checks/get', faults.wrongShape({ ...open, name: 'lint' }));
      const post = await run({ ...one(record(emulator, 'running'), NAME), states: step.states });
      expect(post.stdout).toContain('GitHub answered about another check run');
      expect(github.checkRuns()).toMatchObject([{ status: 'in_progress' }]);
    });
  });
});
