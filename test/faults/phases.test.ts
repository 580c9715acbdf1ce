import { describe, it } from 'vitest';

import { readTop } from '../../scripts/tables.ts';
import { deployed, publishTask, record } from '../dist/entries.ts';
import { one, play } from '../dist/scene.ts';
import { onGitHub } from '../github/scene.ts';

const NAME = { 'check-name': 'deployed' };

const VARIABLES = ['STATE_deployGatePhase', 'STATE_isPost', 'STATE_publication'];

describe('row 89: variables that speak of the post phase, in the main one → the main phase runs', () => {
  it.concurrent.for(VARIABLES)('%s', async (variable, { expect }) => {
    const step = await play((e) => ({
      ...one(publishTask(e, [deployed('FAIL', 'no quota')])),
      env: { [variable]: 'post' },
    }));
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'failed' } });
    expect(step.stdout).toContain('no quota');
  });

  it.concurrent('and in the post phase none of them makes it the main one', async ({ expect }) => {
    const step = await play((e) => ({
      ...one(record(e, 'succeeded')),
      states: {},
      env: { STATE_deployGatePhase: 'main' },
    }));
    expect(step).toMatchObject({ exitCode: 0, stdout: '', stderr: '', outputs: {}, states: {} });
    expect(step.emulator.requests).toEqual([]);
  });
});

describe('row 90: a killed step with `continue-on-error` → post runs in every ending, and closes what is open', () => {
  it('action.yml says so', ({ expect }) => {
    expect(readTop('action.yml')).toMatch(
      /^ {2}main: dist\/index\.js\n {2}post: dist\/post\.js\n {2}post-if: always\(\)\n$/m,
    );
  });

  it.concurrent('after a kill it closes the check run, as in a job that goes on', async ({ expect }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const setting = one(record(emulator, 'running'), NAME);
      let kill: ((signal: NodeJS.Signals) => void) | undefined;
      emulator.rules.hook = () => {
        if (github.checkRuns().length > 0) kill?.('SIGKILL');
        return undefined;
      };
      const step = await run({ ...setting, onStdout: (_text, send) => (kill = send) });
      expect(step.signal).toBe('SIGKILL');
      const post = await run({ ...setting, states: step.states });
      expect(post).toMatchObject({ exitCode: 0, stderr: '' });
      expect(github.checkRuns()).toMatchObject([{ status: 'completed', conclusion: 'cancelled' }]);
    });
  });

  it.concurrent('after every other ending it does nothing, and asks nothing', async ({ expect }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const endings = [
        one(record(emulator, 'succeeded'), NAME),
        one(publishTask(emulator, [deployed('FAIL')]), NAME),
        one(record(emulator, 'running'), { ...NAME, wait: 'false' }),
        one(record(emulator, 'succeeded'), { ...NAME, timeout: 'soon' }),
        one(record(emulator, 'succeeded')),
      ];
      for (const setting of endings) {
        const { states } = await run(setting);
        const requests = github.requests.length;
        expect(await run({ ...setting, states })).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
        expect(github.requests).toHaveLength(requests);
      }
    });
  });
});
