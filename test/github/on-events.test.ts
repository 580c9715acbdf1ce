import { readFileSync } from 'node:fs';
import { describe, it } from 'vitest';

import { record } from '../dist/entries.ts';
import { one } from '../dist/scene.ts';
import { EVENTS, FROM_FORK, PUSHED } from './events.ts';
import { type GitHubSetting, type PlayedOnGitHub, playOnGitHub } from './scene.ts';

const DOCUMENT = readFileSync(new URL('../../docs/github.md', import.meta.url), 'utf8');

/** A gate that succeeds, in a workflow run of which the runner says that it is about `PUSHED`. */
function played(
  setting: Partial<GitHubSetting>,
  permission: 'write' | 'read' = 'write',
): Promise<PlayedOnGitHub> {
  return playOnGitHub((emulator, github) => {
    github.permissions.checks = permission;
    const { inputs, ...rest } = setting;
    return {
      ...one(record(emulator, 'succeeded'), { 'check-name': 'deployed', ...inputs }),
      ...rest,
      env: { GITHUB_SHA: PUSHED },
    };
  });
}

const warningsOf = ({ stdout }: PlayedOnGitHub): readonly string[] => stdout.match(/^::warning.*$/gm) ?? [];

describe('the commit that the check run is on', () => {
  it.concurrent.for(EVENTS)('with $event.name: $commit', async ({ event, commit, sha }, { expect }) => {
    const step = await played({ event });
    expect(step.exitCode).toBe(0);
    expect(step.github.checkRuns()).toMatchObject([
      { name: 'deployed', head_sha: sha, conclusion: 'success' },
    ]);
    expect(DOCUMENT).toContain(`| \`${event.name}\` | ${commit} |`);
  });

  it('has a row in the document for each of these events, and for no other', ({ expect }) => {
    const rows = [...DOCUMENT.matchAll(/^\| `([a-z_]+)` \| (.+?) \|/gm)].map(([, name, commit]) => [
      name,
      commit,
    ]);
    expect(rows).toEqual(EVENTS.map(({ event, commit }) => [event.name, commit]));
  });

  it.concurrent('is the one of check-sha where that is given', async ({ expect }) => {
    const sha = 'ABCDEF0123456789abcdef0123456789abcdef01';
    const { github } = await played({ inputs: { 'check-sha': sha }, ...eventOf('pull_request') });
    expect(github.checkRuns()).toMatchObject([{ head_sha: sha.toLowerCase() }]);
  });

  it.concurrent('is none where the payload of a pull request cannot be read: never the merge commit', async ({
    expect,
  }) => {
    const step = await played({ event: { name: 'pull_request', payload: null } });
    expect(step.exitCode).toBe(0);
    expect(warningsOf(step)).toEqual([expect.stringMatching(/"pull_request".*check-sha/)]);
    expect(step.github.requests).toEqual([]);
  });

  it.concurrent.for(['schedule', 'workflow_dispatch'])(
    'must be given without waiting, with %s',
    async (name, { expect }) => {
      const inputs = { wait: 'false' };
      const refused = await played({ inputs, ...eventOf(name) });
      expect(refused).toMatchObject({ exitCode: 1, outputs: { state: 'error', results: '[]' } });
      expect(refused.stdout).toMatch(/^::error.*check-sha: is missing/m);
      expect(refused.github.requests).toEqual([]);
      expect(refused.emulator.requests).toEqual([]);
      const given = await played({ inputs: { ...inputs, 'check-sha': PUSHED }, ...eventOf(name) });
      expect(given.exitCode).toBe(0);
      expect(given.github.checkRuns()).toMatchObject([{ head_sha: PUSHED, conclusion: 'success' }]);
    },
  );
});

describe('without the permission', () => {
  it.concurrent.for(EVENTS)(
    'with $event.name: one warning that names it, the verdict stands',
    async ({ event }, { expect }) => {
      const step = await played({ event }, 'read');
      expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded', 'check-run-url': '' } });
      const others = ['schedule', 'workflow_dispatch'].includes(event.name)
        ? [expect.stringContaining('is not about a commit')]
        : [];
      expect(warningsOf(step)).toEqual([...others, expect.stringContaining('"checks: write"')]);
      expect(step.github.checkRuns()).toEqual([]);
    },
  );

  it.concurrent('for a pull request from a fork: the warning says so', async ({ expect }) => {
    const step = await played({ event: FROM_FORK }, 'read');
    expect(step.exitCode).toBe(0);
    expect(warningsOf(step)).toEqual([expect.stringMatching(/"checks: write".*fork/)]);
  });

  it.concurrent('a deployment is told by its own: one warning for each', async ({ expect }) => {
    const step = await playOnGitHub((emulator, github) => {
      Object.assign(github.permissions, { checks: 'none', deployments: 'none' });
      const inputs = { 'check-name': 'deployed', 'deployment-id': String(github.addDeployment()) };
      return one(record(emulator, 'failed'), inputs);
    });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'failed' } });
    expect(warningsOf(step).toSorted()).toEqual([
      expect.stringContaining('"checks: write"'),
      expect.stringContaining('"deployments: write"'),
    ]);
  });
});

function eventOf(name: string): Pick<GitHubSetting, 'event'> {
  const event = EVENTS.find((row) => row.event.name === name)?.event;
  return event === undefined ? {} : { event };
}
