import { describe, it } from 'vitest';

import {
  deployed,
  type Entry,
  execution,
  item,
  job,
  lastExecution,
  NEWER,
  OURS,
  OVER,
  publishTask,
  record,
  release,
  version,
} from '../dist/entries.ts';
import type { GitHub } from '../emulator/github.ts';
import { type Emulator, faults, inTurn } from '../emulator/index.ts';
import { onGitHub, type Site } from '../github/scene.ts';

const NAME = { 'check-name': 'deployed' };
const ONCE = { ...NAME, wait: 'false', timeout: '30m' };
const MINUTE = 60_000;

/** A GitHub whose clock a test sets forward, as if the runs were so far apart. */
async function overTime(use: (site: Site, pass: (minutes: number) => void) => Promise<void>): Promise<void> {
  let laterMs = 0;
  const pass = (minutes: number): void => {
    laterMs += minutes * MINUTE;
  };
  await onGitHub((site) => use(site, pass), { github: { clock: () => Date.now() + laterMs } });
}

/** A record that is known or not at each poll; the last stays. */
function known(emulator: Emulator, ...polls: readonly [boolean, ...boolean[]]): Entry {
  const entry = record(emulator, 'running');
  const [first, ...rest] = polls.map((is) =>
    is ? { record_id: 'ours', task_id: 'task', status: 'running' } : undefined,
  );
  emulator.codearts.task('task', { records: { ours: inTurn(first, ...rest) } });
  return entry;
}

const endsOf = (github: GitHub): readonly unknown[] => github.checkRuns().map(({ conclusion }) => conclusion);

describe('row 82: an open check run of another gate, or of a run that is alive → is not taken over', () => {
  it.concurrent('the same tasks, of which another one is optional', async ({ expect }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const [web, api] = [record(emulator, 'running'), version(emulator, [item(OURS, 'ONLINE')])];
      await run({ tasks: [web, api], inputs: ONCE });
      const other = await run({ tasks: [{ ...web, optional: 'true' }, api], inputs: ONCE });
      expect(other).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
      expect(other.stdout).not.toContain('earlier run');
      expect(endsOf(github)).toEqual([null, 'success']);
    });
  });

  it.concurrent('another `settle` is the same gate: nothing that was left is lost', async ({ expect }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const tasks = [version(emulator, [item(OURS, 'OFFLINE')], [item(OURS, 'ONLINE')])];
      await run({ tasks, inputs: ONCE });
      const settled = await run({ tasks, inputs: { ...NAME, settle: '1s' } });
      expect(settled.exitCode).toBe(0);
      expect(endsOf(github)).toEqual(['success']);
    });
  });

  it.concurrent('one that another run is still waiting for', async ({ expect }) => {
    await onGitHub(async ({ emulator, github, run }) => {
      const tasks = [record(emulator, 'running')];
      let second: ReturnType<typeof run> | undefined;
      const first = await run({
        tasks,
        inputs: { ...NAME, timeout: '20s' },
        onStdout: (text) => {
          if (!text.includes('Check run:') || second !== undefined) return;
          second = run({ tasks, inputs: ONCE, env: { GITHUB_RUN_ID: '7' } });
        },
      });
      expect(first.outputs['state']).toBe('timed-out');
      expect((await second)?.stdout).not.toContain('earlier run');
      expect(endsOf(github)).toEqual(['timed_out', null]);
      expect(github.checkRuns().map(({ external_id }) => external_id.replace(/:[0-9a-f]{64}:/, ' '))).toEqual(
        ['deploy-gate 1658821493:1', 'deploy-gate 7:1'],
      );
    });
  });
});

describe('row 109: one single "unknown ID" in a run that carries on → is no error; a whole grace of them is', () => {
  it.concurrent('waiting: found twice, then absent once two hours later', async ({ expect }) => {
    await overTime(async ({ emulator, github, run }, pass) => {
      const tasks = [known(emulator, true, true, false, true)];
      await run({ tasks, inputs: ONCE });
      await run({ tasks, inputs: ONCE });
      pass(120);
      let kill = (): void => undefined;
      emulator.rules.hook = () => {
        if (emulator.requests.length >= 5) kill();
        return undefined;
      };
      const step = await run({
        tasks,
        inputs: { ...NAME, timeout: '5h' },
        onStdout: (_text, send) => {
          kill = () => send('SIGINT');
        },
      });
      expect(step.outputs['state']).toBe('interrupted');
      expect(step.stdout).not.toContain('disappeared');
      expect(github.checkRuns()).toHaveLength(1);
    });
  });

  it.concurrent('not waiting: absent once is pending; absent again after a grace is an error', async ({
    expect,
  }) => {
    await overTime(async ({ emulator, github, run }, pass) => {
      const tasks = [known(emulator, true, false, false, false)];
      const setting = { tasks, inputs: { ...ONCE, timeout: '10h' } };
      await run(setting);
      pass(120);
      const once = await run(setting);
      expect(once).toMatchObject({ exitCode: 0, outputs: { state: 'running' } });
      pass(0.5);
      expect(await run(setting)).toMatchObject({ exitCode: 0, outputs: { state: 'running' } });
      pass(1);
      const again = await run(setting);
      expect(again).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
      expect(again.outputs['failed']).toContain('disappeared');
      expect(endsOf(github)).toEqual(['failure']);
    });
  });

  it.concurrent('not waiting: never found, from the second poll a grace later', async ({ expect }) => {
    await overTime(async ({ emulator, run }, pass) => {
      const setting = { tasks: [known(emulator, false)], inputs: ONCE };
      expect(await run(setting)).toMatchObject({ exitCode: 0, outputs: { state: 'running' } });
      pass(2);
      const step = await run(setting);
      expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
      expect(step.outputs['failed']).toContain('unknown to the provider for 2m');
    });
  });

  it.concurrent('a version that is listed OFFLINE once while it is being published', async ({ expect }) => {
    await overTime(async ({ emulator, github, run }, pass) => {
      const offline = [item(OURS, 'OFFLINE'), item(NEWER, 'ONLINE')];
      const tasks = [version(emulator, [], offline, [item(OURS, 'ONLINE')])];
      await run({ tasks, inputs: ONCE });
      pass(5);
      const once = await run({ tasks, inputs: ONCE });
      expect(once).toMatchObject({ exitCode: 0, outputs: { state: 'running' } });
      const last = await run({ tasks, inputs: ONCE });
      expect(last).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
      expect(endsOf(github)).toEqual(['success']);
    });
  });

  it.concurrent('the memory stands in a comment of the text, and nobody else’s is believed', async ({
    expect,
  }) => {
    await overTime(async ({ emulator, github, run }, pass) => {
      const setting = { tasks: [known(emulator, false)], inputs: ONCE };
      await run(setting);
      const [{ external_id = '', output } = {}] = github.checkRuns();
      expect(output?.text).toMatch(/^<!-- deploy-gate-memory:1 \{"seen":"0","absent":\{"0":\d+\}/);
      pass(2);
      const shown = { title: 'running', summary: output?.summary ?? '', text: output?.text ?? '' };
      const seed = { name: 'deployed', external_id, status: 'in_progress', output: shown } as const;
      github.addCheckRun({
        ...seed,
        app: 'netlify',
        started_at: new Date(Date.now() - MINUTE).toISOString(),
      });
      const other = await run({ ...setting, inputs: { ...ONCE, 'check-sha': '3'.repeat(40) } });
      expect(other.outputs['state']).toBe('running');
    });
  });
});

describe('row 110: a check run that somebody else made, or of long ago → a new one', () => {
  it.concurrent.for([
    ['by another app', { app: 'netlify', ageHours: 1 }],
    ['a month ago', { app: 'github-actions', ageHours: 720 }],
  ] as const)('%s', async ([, { app, ageHours }], { expect }) => {
    await overTime(async ({ emulator, github, run }) => {
      const tasks = [record(emulator, 'running')];
      await run({ tasks, inputs: ONCE });
      const [{ external_id = '', output: { summary, text } = { summary: '', text: '' } } = {}] =
        github.checkRuns();
      const output = { title: 'running', summary: summary ?? '', text: text ?? '' };
      const started_at = new Date(Date.now() - ageHours * 60 * MINUTE).toISOString();
      const head_sha = '4'.repeat(40);
      const seed = { name: 'deployed', external_id, status: 'in_progress', started_at, output } as const;
      const theirs = github.addCheckRun({ ...seed, head_sha, app });
      const step = await run({ tasks, inputs: { ...ONCE, 'check-sha': head_sha } });
      expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'running' } });
      expect(step.stdout).not.toContain('earlier run');
      expect(github.checkRuns()).toHaveLength(3);
      expect(github.checkRuns().find(({ id }) => id === theirs.id)).toEqual(theirs);
    });
  });

  it.concurrent('what is carried on is named in the log, with since when', async ({ expect }) => {
    await overTime(async ({ emulator, github, run }, pass) => {
      const setting = { tasks: [record(emulator, 'running')], inputs: ONCE };
      await run(setting);
      pass(10);
      const { stdout } = await run(setting);
      const [{ html_url = '', started_at = '' } = {}] = github.checkRuns();
      expect(stdout).toContain(
        `Carries on the check run of an earlier run, in progress since ${started_at?.replace('Z', '.000Z')} (10m`,
      );
      expect(stdout).toContain(html_url);
    });
  });
});

describe('row 109: what only earlier looks have shown of the deployment → keeps a later run from success', () => {
  const other = { ...deployed('FAIL', 'boom'), ApiUid: 'other' };
  it.concurrent.for<
    [what: string, make: (emulator: Emulator) => Entry, wait: string, state: string, reason: string]
  >([
    [
      'a part that had failed, and is listed no more',
      (emulator) => publishTask(emulator, [deployed('RUNNING'), other], [OVER]),
      'false',
      'running',
      'a part had failed before (in an earlier run)',
    ],
    [
      'an API that is listed no more',
      (emulator) =>
        publishTask(emulator, [deployed('RUNNING'), { ...other, DeployedStatus: 'RUNNING' }], [OVER]),
      'false',
      'running',
      'listed before, and missing now: 1 of an earlier run',
    ],
    [
      'a component that is listed no more',
      (emulator) =>
        release(
          emulator,
          { status: 'RELEASING', jobs: [job('cart', 'RUNNING'), job('search', 'RUNNING')] },
          { status: 'SUCCESS', jobs: [job('cart', 'SUCCEEDED')] },
        ),
      'false',
      'running',
      'no longer listed: a component that an earlier run listed',
    ],
    [
      'which execution is ours',
      (emulator) =>
        lastExecution(emulator, inTurn(execution('running', 5), execution('succeeded', 6)), {
          'after-release': '4',
        }),
      'false',
      'superseded',
      'took the place of ours, number 5',
    ],
    [
      'which execution is ours, to a run that waits',
      (emulator) =>
        lastExecution(emulator, inTurn(execution('running', 5), execution('succeeded', 6)), {
          'after-release': '4',
        }),
      'true',
      'superseded',
      'took the place of ours, number 5',
    ],
  ])('%s', async ([, make, wait, state, reason], { expect }) => {
    await overTime(async ({ emulator, run }, pass) => {
      const tasks = [make(emulator)];
      expect((await run({ tasks, inputs: ONCE })).outputs['state']).toBe('running');
      pass(5);
      const step = await run({ tasks, inputs: { ...ONCE, wait } });
      expect(step.outputs['state']).toBe(state);
      expect(step.outputs['results']).toContain(reason);
    });
  });

  it.concurrent('a part that had failed, once the timeout is over: failed', async ({ expect }) => {
    await overTime(async ({ emulator, run }, pass) => {
      const tasks = [publishTask(emulator, [deployed('RUNNING'), other], [deployed('RUNNING')])];
      await run({ tasks, inputs: ONCE });
      pass(31);
      const step = await run({ tasks, inputs: ONCE });
      expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'failed' } });
    });
  });
});

describe('row 111: a runner whose clock is wrong → ages are by the clock of GitHub, and so is the beginning', () => {
  it.concurrent.for([
    ['31 minutes ahead', -31],
    ['3 days ahead', -72 * 60],
    ['31 minutes behind', 31],
  ] as const)('%s', async ([, behind], { expect }) => {
    // To a runner it is the same whose clock it is that is wrong.
    await overTime(async ({ emulator, github, run }, pass) => {
      const setting = { tasks: [record(emulator, 'running')], inputs: ONCE };
      pass(behind);
      await run(setting);
      const [{ started_at } = {}] = github.checkRuns();
      const offMs = Date.parse(started_at ?? '') - (Date.now() + behind * MINUTE);
      expect(Math.abs(offMs)).toBeLessThan(MINUTE);
      pass(2);
      const step = await run(setting);
      expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'running' } });
      expect(step.stdout).toMatch(/which an earlier run began to watch 2m/);
    });
  });
});

describe('row 115: GitHub that does not answer the opening list → what a later list shows of the earlier run counts', () => {
  it.concurrent.for([
    ['not waiting', 'false'],
    ['waiting', 'true'],
  ] as const)('%s', async ([, wait], { expect }) => {
    await overTime(async ({ emulator, github, run }, pass) => {
      const tasks = [record(emulator, 'running')];
      await run({ tasks, inputs: ONCE });
      pass(31);
      github.play('checks/list-for-ref', faults.silence());
      const step = await run({ tasks, inputs: { ...ONCE, wait } });
      expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
      expect(step.outputs['failed']).toContain('still running after 31m');
      expect(step.stdout).toMatch(/Carries on the check run .* which GitHub did not show at first/);
      expect(endsOf(github)).toEqual(['timed_out']);
    });
  });

  it.concurrent('a run that waits, and ends with its first poll: what the earlier one saw still counts', async ({
    expect,
  }) => {
    await overTime(async ({ emulator, github, run }, pass) => {
      const other = { ...deployed('FAIL', 'boom'), ApiUid: 'other' };
      const tasks = [publishTask(emulator, [deployed('RUNNING'), other], [OVER])];
      await run({ tasks, inputs: ONCE });
      pass(31);
      github.play('checks/list-for-ref', faults.silence());
      const step = await run({ tasks, inputs: { ...ONCE, wait: 'true' } });
      expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'failed' } });
      expect(endsOf(github)).toEqual(['failure']);
    });
  });
});
