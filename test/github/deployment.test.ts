import { describe, expect, it } from 'vitest';

import type { DeploymentState } from '../../src/github/api.ts';
import { createDeployment, type DeploymentTarget } from '../../src/github/deployment.ts';
import { done, refused, unavailable } from '../../src/github/reply.ts';
import { VERDICTS, type Verdict } from '../../src/task.ts';
import { conclusionOf, resultOf } from '../builders.ts';
import { virtualWorld } from '../virtual-world.ts';
import { fakeGitHub } from './fake-github.ts';

const never = new AbortController().signal;
const RUN_URL = 'https://github.test/octo/shop/actions/runs/1';

function scene(wait = true, target: Partial<DeploymentTarget> = {}) {
  const github = fakeGitHub(virtualWorld());
  const channel = createDeployment(
    github.api,
    { id: 7, environmentUrl: undefined, ...target },
    RUN_URL,
    wait,
  );
  const write = (verdict: Verdict) => channel.write(conclusionOf({ verdict }), never);
  const add = (state: DeploymentState): void => {
    github.statuses.push({ state, logUrl: '', environmentUrl: undefined, description: '' });
  };
  const states = () => github.statuses.map(({ state }) => state);
  return { ...github, channel, write, add, states };
}

describe('the state of a deployment', () => {
  const rows: readonly (readonly [Verdict, DeploymentState])[] = [
    ['succeeded', 'success'],
    ['failed', 'failure'],
    ['rolled-back', 'failure'],
    ['superseded', 'failure'],
    ['cancelled', 'error'],
    ['error', 'error'],
    ['timed-out', 'error'],
    ['interrupted', 'error'],
    ['running', 'in_progress'],
  ];
  it.each(rows)('with the verdict %s is %s', async (verdict, state) => {
    const { write, states } = scene();
    expect(await write(verdict)).toEqual(done(undefined));
    expect(states()).toEqual([state]);
  });

  it('is said of every verdict', () => {
    expect(rows.map(([verdict]) => verdict).sort()).toEqual([...VERDICTS].sort());
  });
});

describe('a deployment status', () => {
  it('has where to look, and how it stands in a line', async () => {
    const { channel, calls } = scene(true, { environmentUrl: 'https://shop.test' });
    await channel.write(
      conclusionOf({ verdict: 'failed', results: [resultOf(), resultOf({ state: 'failed' })] }),
      never,
    );
    expect(calls).toMatchObject([
      {
        operation: 'postDeploymentStatus',
        sent: {
          id: 7,
          state: 'failure',
          logUrl: RUN_URL,
          environmentUrl: 'https://shop.test',
          description: 'failed, 1 of 2 succeeded, after 3m 20s',
        },
      },
    ]);
  });

  it('has no page where none is given', async () => {
    const { write, statuses } = scene();
    await write('succeeded');
    expect(statuses[0]?.environmentUrl).toBeUndefined();
  });

  it.each(VERDICTS)(
    'describes itself whole in 140 characters, also the largest gate: %s',
    async (verdict) => {
      const { channel, statuses } = scene();
      const results = Array.from({ length: 999 }, () => resultOf());
      await channel.write(conclusionOf({ verdict, results, durationSeconds: 120 * 3600 + 59 * 60 }), never);
      expect(statuses[0]?.description).toMatch(/ after 120h 59m$/);
      expect(statuses[0]?.description.length).toBeLessThanOrEqual(140);
    },
  );

  it('is posted when the state is another one', async () => {
    const { write, states, operations } = scene();
    await write('running');
    await write('running');
    await write('succeeded');
    await write('succeeded');
    await write('interrupted');
    expect(states()).toEqual(['in_progress', 'success', 'error']);
    expect(operations()).not.toContain('lastDeploymentStatus');
  });

  it('that did not come through is posted again', async () => {
    const { write, states, play } = scene();
    play('postDeploymentStatus', unavailable('HTTP 502'), refused('HTTP 422'));
    expect(await write('running')).toEqual(unavailable('HTTP 502'));
    expect(await write('running')).toEqual(refused('HTTP 422'));
    expect(await write('running')).toEqual(done(undefined));
    expect(states()).toEqual(['in_progress']);
  });

  it('is called by the number of the deployment', () => {
    expect(scene().channel.what).toBe('the status of deployment 7');
  });
});

describe('a deployment status without waiting', () => {
  it('is posted where nothing was said before', async () => {
    const { write, states } = scene(false);
    await write('running');
    await write('running');
    expect(states()).toEqual(['in_progress']);
  });

  it('is posted where something else was said before', async () => {
    const { write, add, states, operations } = scene(false);
    add('failure');
    await write('running');
    expect(states()).toEqual(['failure', 'in_progress']);
    expect(operations()).toEqual(['lastDeploymentStatus', 'postDeploymentStatus']);
  });

  it('is not posted again while it goes on', async () => {
    const { write, add, states, operations } = scene(false);
    add('in_progress');
    expect(await write('running')).toEqual(done(undefined));
    expect(await write('running')).toEqual(done(undefined));
    expect(operations()).toEqual(['lastDeploymentStatus']);
    await write('succeeded');
    expect(states()).toEqual(['in_progress', 'success']);
  });

  it('is posted without a question when it has ended', async () => {
    const { write, add, operations, states } = scene(false);
    add('in_progress');
    await write('failed');
    expect(operations()).toEqual(['postDeploymentStatus']);
    expect(states()).toEqual(['in_progress', 'failure']);
  });

  it('waits until it is known what was said before', async () => {
    const { write, states, play } = scene(false);
    play('lastDeploymentStatus', unavailable('HTTP 502'), refused('HTTP 403'));
    expect(await write('running')).toEqual(unavailable('HTTP 502'));
    expect(await write('running')).toEqual(refused('HTTP 403'));
    expect(states()).toEqual([]);
    await write('running');
    expect(states()).toEqual(['in_progress']);
  });

  it('row 105: whose answer has another state is not posted, and is posted again', async () => {
    const { write, says, states } = scene();
    says.posted = 'success';
    expect(await write('failed')).toEqual(unavailable('GitHub answered that the status is "success"'));
    says.posted = '';
    expect(await write('failed')).toEqual(done(undefined));
    expect(states()).toEqual(['failure', 'failure']);
  });
});
