import { describe, expect, it } from 'vitest';

import { externalIdOf, LEFT } from '../../src/github/identity.ts';
import { writeMemory } from '../../src/github/memory.ts';
import { openPublisher, type Publisher, type Publishing } from '../../src/github/publisher.ts';
import { refused, unavailable } from '../../src/github/reply.ts';
import type { Saved } from '../../src/github/saved.ts';
import type { WorkflowRun } from '../../src/github/workflow-run.ts';
import type { Conclusion } from '../../src/report/results.ts';
import { VERDICTS, type Verdict } from '../../src/task.ts';
import { conclusionOf } from '../builders.ts';
import { type VirtualWorld, virtualWorld } from '../virtual-world.ts';
import { type FakeGitHub, fakeGitHub } from './fake-github.ts';

const never = new AbortController().signal;
const EARLIER = new Date('2025-12-31T23:00:00Z');
const KEY = {
  name: 'deploy',
  sha: 'a'.repeat(40),
  externalId: externalIdOf(['orders'], { id: '1', attempt: 1 }),
};
/** One that an earlier run has left on purpose. */
const NOTHING = { found: false, rollbackSeen: false, succeededOnce: false };
const LEFT_OPEN = {
  ...KEY,
  externalId: externalIdOf(['orders'], { id: '7', attempt: 2 }),
  summary: LEFT,
  text: writeMemory(['orders'], [NOTHING]).comment,
};
const RUN: WorkflowRun = {
  apiUrl: 'https://api.github.test',
  owner: 'octo',
  repo: 'shop',
  url: 'https://github.test/octo/shop/actions/runs/1',
  id: '1',
  attempt: 1,
  event: 'push',
  job: 'job',
  headSha: KEY.sha,
  isFork: false,
};
const TARGET = { id: 7, environmentUrl: 'https://shop.test' };

interface Setting extends Partial<Omit<Publishing, 'run'>> {
  readonly run?: Partial<WorkflowRun>;
  readonly wait?: boolean;
  readonly stop?: AbortSignal;
}

interface Scene extends FakeGitHub {
  readonly world: VirtualWorld;
  readonly open: () => Promise<Publisher>;
  readonly warnings: string[];
  readonly urls: string[];
  readonly notes: string[];
  readonly purposes: string[];
  /** What the post phase would find if the gate were killed now. */
  readonly saved: () => Saved | undefined;
  /** All that was saved so far. */
  readonly history: Saved[];
}

function play(
  { run = {}, wait = true, stop = never, ...publishing }: Setting,
  body: (scene: Scene) => Promise<void>,
): Promise<void> {
  const world = virtualWorld();
  const github = fakeGitHub(world);
  const warnings: string[] = [];
  const urls: string[] = [];
  const notes: string[] = [];
  const purposes: string[] = [];
  const history: Saved[] = [];
  const open = (): Promise<Publisher> =>
    openPublisher({
      publishing: {
        token: 't',
        check: KEY,
        deployment: TARGET,
        identities: ['orders'],
        ...publishing,
        run: { ...RUN, ...run },
      },
      wait,
      timeoutMs: 1_800_000,
      connect: (purpose) => {
        purposes.push(purpose);
        return github.api;
      },
      render: ({ verdict }) => ({ title: verdict, summary: '', text: '' }),
      world,
      stop,
      warn: (message) => warnings.push(message),
      note: (message) => notes.push(message),
      checkRunUrl: (url) => urls.push(url),
      save: (saved) => history.push(saved),
    });
  return world.run(() =>
    body({ ...github, world, open, warnings, urls, notes, purposes, saved: () => history.at(-1), history }),
  );
}

const running = (): Conclusion => conclusionOf({ verdict: 'running' });
const ended = (verdict: Verdict): Conclusion => conclusionOf({ verdict });

const check = (change: Partial<NonNullable<Saved['check']>> = {}) => ({ ...KEY, isOver: false, ...change });
const deployment = (isOver = false) => ({ id: 7, isOver });

describe('a publisher', () => {
  it('shows a gate on both from its beginning to its end', () =>
    play({}, async ({ open, world, runs, statuses, warnings, urls }) => {
      const publisher = await open();
      expect(publisher.earlier()).toBeUndefined();
      publisher.changed(running);
      await world.sleep(1_000, never);
      expect(runs()).toMatchObject([{ ...KEY, isOpen: true, content: { output: { title: 'running' } } }]);
      expect(statuses).toMatchObject([{ state: 'in_progress', environmentUrl: 'https://shop.test' }]);
      await publisher.conclude(ended('succeeded'), never);
      expect(runs()).toMatchObject([{ isOpen: false, content: { ended: { conclusion: 'success' } } }]);
      expect(statuses.map(({ state }) => state)).toEqual(['in_progress', 'success']);
      expect(statuses[1]?.logUrl).toBe(RUN.url);
      expect(runs()[0]?.content?.detailsUrl).toBe(RUN.url);
      expect(urls).toEqual(['https://github.test/runs/1']);
      expect(warnings).toEqual([]);
      expect(world.now()).toBe(1_000);
    }));

  it('has a client for each, whose paces are apart', () =>
    play({}, async ({ open, purposes }) => {
      await open();
      expect(purposes).toEqual(['check run', 'deployment']);
    }));

  it.each([
    [
      'the check run',
      { check: KEY, deployment: undefined },
      ['checkRuns', 'createCheckRun', 'checkRun', 'updateCheckRun'],
    ],
    [
      'the deployment status',
      { check: undefined, deployment: TARGET },
      ['postDeploymentStatus', 'postDeploymentStatus'],
    ],
  ])('may have %s alone', (_what, setting, calls) =>
    play(setting, async ({ open, world, operations, purposes, saved }) => {
      const publisher = await open();
      publisher.changed(running);
      await world.sleep(1_000, never);
      await publisher.conclude(ended('failed'), never);
      expect(operations()).toEqual(calls);
      expect(purposes).toHaveLength(1);
      expect(Object.keys(saved() ?? {}).sort()).toEqual(
        ['verdict', setting.check === undefined ? 'deployment' : 'check'].sort(),
      );
    }),
  );

  it('carries on what an earlier run left open', () =>
    play({}, async ({ addRun, open, urls, runs }) => {
      addRun({ ...LEFT_OPEN, startedAt: EARLIER });
      const publisher = await open();
      expect(publisher.earlier()).toMatchObject({ startedAt: EARLIER, ageMs: 3_600_000 });
      expect(urls).toEqual(['https://github.test/runs/1']);
      await publisher.conclude(ended('timed-out'), never);
      expect(runs()).toMatchObject([{ isOpen: false, content: { ended: { conclusion: 'timed_out' } } }]);
    }));

  it('without waiting leaves both in progress, and says so no second time', () =>
    play({ wait: false }, async ({ addRun, open, statuses, runs, warnings }) => {
      addRun({ ...LEFT_OPEN, startedAt: EARLIER });
      statuses.push({ state: 'in_progress', logUrl: '', environmentUrl: undefined, description: '' });
      const publisher = await open();
      await publisher.conclude(ended('running'), never);
      expect(runs()).toMatchObject([{ isOpen: true, content: { output: { title: 'running' } } }]);
      expect(statuses).toHaveLength(1);
      expect(warnings).toEqual([]);
    }));

  it('says which is carried on, and since when', () =>
    play({}, async ({ addRun, open, notes }) => {
      addRun({ ...LEFT_OPEN, startedAt: EARLIER });
      await open();
      expect(notes).toEqual([
        'Carries on the check run of an earlier run, in progress since 2025-12-31T23:00:00.000Z (1h ago): https://github.test/runs/1',
      ]);
    }));

  it('that shows only later is told of then, once it is looked for again', () =>
    play({}, async ({ addRun, open, play: act, notes, operations }) => {
      addRun({ ...LEFT_OPEN, startedAt: EARLIER });
      act('checkRuns', unavailable('HTTP 502'));
      const publisher = await open();
      let told = 0;
      publisher.onEarlier(() => {
        told += 1;
      });
      await publisher.search();
      expect([told, publisher.earlier()?.startedAt]).toEqual([1, EARLIER]);
      expect(notes).toEqual([expect.stringContaining(', which GitHub did not show at first: https://')]);
      const asked = operations().length;
      await publisher.search();
      expect(operations()).toHaveLength(asked);
    }));

  it('warns of another gate of the same name, and says what to write instead', () =>
    play({}, async ({ addRun, open, warnings }) => {
      addRun({ ...KEY, externalId: externalIdOf(['users'], RUN), isOpen: false });
      await open();
      expect(warnings).toEqual([
        'check-name: another gate has published "deploy" on this commit, too (https://github.test/runs/1), and a required check takes the one that ends last. Give each gate a name of its own, in a matrix such as check-name: deploy $' +
          '{{ matrix.name }}',
      ]);
    }));

  it('warns once of another check run of the same tasks that it cannot carry on', () =>
    play({}, async ({ addRun, open, warnings, notes }) => {
      addRun(LEFT_OPEN);
      addRun(LEFT_OPEN);
      const publisher = await open();
      await publisher.search();
      await publisher.conclude(ended('succeeded'), never);
      expect(notes).toHaveLength(1);
      expect(warnings).toEqual([
        'check-name: another check run "deploy" of the same tasks stays in progress (https://github.test/runs/1). Only the newest one is carried on. Once that one has ended, run the gate again: it then carries on this one',
      ]);
    }));

  it('says with a warning that another run has taken the check run over, and leaves it to that', () =>
    play({ deployment: undefined }, async ({ addRun, open, runs, warnings }) => {
      addRun(LEFT_OPEN);
      const publisher = await open();
      const externalId = externalIdOf(['orders'], { id: '9', attempt: 1 });
      const theirs = addRun({ ...runs()[0], externalId });
      await publisher.conclude(ended('succeeded'), never);
      expect(runs()).toEqual([theirs]);
      expect(warnings).toEqual([
        'the check run "deploy" could not be written: another run of this gate has taken it over (https://github.test/runs/1), so nothing more is written to it. Let only one run poll at a time, with a concurrency group; the verdict stands',
      ]);
    }));

  it('warns of a job of the same name, once', () =>
    play({}, async ({ addRun, open, warnings }) => {
      addRun({ ...KEY, externalId: '', detailsUrl: `${RUN.url}/job/5` });
      const publisher = await open();
      await publisher.conclude(ended('succeeded'), never);
      expect(warnings).toEqual([
        'check-name: a job on this commit has the same name as the check run "deploy", which makes a required check ambiguous; give one of them another name',
      ]);
    }));

  it('does not warn of it where it is the job of this gate, of which the inputs have warned', () =>
    play({ run: { job: KEY.name } }, async ({ addRun, open, warnings }) => {
      addRun({ ...KEY, externalId: '', detailsUrl: `${RUN.url}/job/5` });
      await open();
      expect(warnings).toEqual([]);
    }));

  it('may be told twice how the gate has ended', () =>
    play({}, async ({ open, runs, statuses, saved }) => {
      const publisher = await open();
      await publisher.conclude(ended('succeeded'), never);
      await publisher.conclude(ended('interrupted'), never);
      expect(runs()[0]?.content?.ended?.conclusion).toBe('cancelled');
      expect(statuses.map(({ state }) => state)).toEqual(['success', 'error']);
      expect(saved()?.verdict).toBe('interrupted');
    }));
});

describe('GitHub that refuses', () => {
  it('is warned of once for each', () =>
    play({}, async ({ open, play: act, world, operations, warnings }) => {
      act('checkRuns', ...Array.from({ length: 3 }, () => refused('no permission')));
      act('postDeploymentStatus', refused('no permission'), refused('no permission'));
      const publisher = await open();
      expect(warnings).toEqual([]);
      for (let n = 0; n < 3; n += 1) {
        publisher.changed(running);
        await world.sleep(100_000, never);
      }
      await publisher.conclude(ended('succeeded'), never);
      expect(warnings.map((warning) => warning.replace('; the verdict stands', ''))).toEqual([
        'the check run "deploy" could not be written: no permission',
        'the status of deployment 7 could not be written: no permission',
      ]);
      expect(warnings.every((warning) => warning.includes('; the verdict stands'))).toBe(true);
      // At its end each is tried once more.
      expect(operations().toSorted()).toEqual(
        ['checkRuns', 'checkRuns', 'postDeploymentStatus', 'checkRuns', 'postDeploymentStatus'].toSorted(),
      );
    }));

  it('refuses one and not the other', () =>
    play({}, async ({ open, play: act, runs, statuses, warnings }) => {
      act('createCheckRun', refused('no permission'), refused('no permission'));
      const publisher = await open();
      await publisher.conclude(ended('succeeded'), never);
      expect([runs(), statuses.map(({ state }) => state)]).toEqual([[], ['success']]);
      expect(warnings).toEqual([expect.stringContaining('the check run "deploy"')]);
    }));
});

describe('GitHub that does not answer', () => {
  it('costs at most 4 s at the beginning and 4 s at the end', () =>
    play({}, async ({ open, play: act, world, warnings }) => {
      act('checkRuns', 'hang', 'hang', 'hang');
      act('postDeploymentStatus', 'hang', 'hang', 'hang');
      const publisher = await open();
      expect(publisher.earlier()).toBeUndefined();
      expect(world.now()).toBeLessThanOrEqual(4_000);
      publisher.changed(running);
      await world.sleep(1_000, never);
      const before = world.now();
      await publisher.conclude(ended('succeeded'), never);
      expect(world.now() - before).toBeLessThanOrEqual(4_000);
      expect(warnings).toEqual([
        expect.stringMatching(
          /^the check run "deploy" could not be brought up to date: .*; the verdict stands$/,
        ),
        expect.stringMatching(
          /^the status of deployment 7 could not be brought up to date: .*; the verdict stands$/,
        ),
      ]);
    }));

  it('costs an interrupted gate at most 1.2 s', () =>
    play({}, async ({ open, play: act, world }) => {
      const publisher = await open();
      act('createCheckRun', 'hang');
      act('checkRuns', 'hang', 'hang');
      act('postDeploymentStatus', 'hang', 'hang', 'hang');
      publisher.changed(running);
      await world.sleep(100, never);
      await publisher.conclude(ended('interrupted'), never);
      expect(world.now()).toBeLessThanOrEqual(1_300);
    }));

  it.each<[Verdict, number]>([
    ['succeeded', 0],
    ['failed', 0],
    ['running', 0],
    ['interrupted', 1],
  ])('at once is asked again within the time that there is: with %s', (verdict, given) =>
    play({ deployment: undefined }, async ({ open, play: act, warnings }) => {
      const publisher = await open();
      act('createCheckRun', ...Array.from({ length: 3 }, () => unavailable('HTTP 502')));
      await publisher.conclude(ended(verdict), never);
      expect(warnings).toHaveLength(given);
    }),
  );

  it('costs nothing while the gate goes on', () =>
    play({}, async ({ open, play: act, world }) => {
      const publisher = await open();
      act('createCheckRun', 'hang');
      publisher.changed(running);
      expect(world.now()).toBe(0);
    }));

  it('is not waited for once the gate is to end', async () => {
    const stop = new AbortController();
    await play({ stop: stop.signal }, async ({ open, play: act, world }) => {
      act('checkRuns', 'hang');
      const opened = open();
      await world.sleep(500, never);
      stop.abort();
      await opened;
      expect(world.now()).toBe(500);
    });
  });

  it('is given up where the end is told anew', () =>
    play({}, async ({ open, play: act, world, warnings, runs }) => {
      const publisher = await open();
      act('createCheckRun', 'hang');
      const giveUp = new AbortController();
      const told = publisher.conclude(ended('succeeded'), giveUp.signal);
      await world.sleep(500, never);
      giveUp.abort();
      await told;
      expect([world.now(), warnings]).toEqual([500, []]);
      await publisher.conclude(ended('interrupted'), never);
      expect(runs()).toMatchObject([{ content: { ended: { conclusion: 'cancelled' } } }]);
    }));

  it('at the search may still have a check run: it is carried on when it is found', () =>
    play({}, async ({ addRun, open, play: act, runs, warnings }) => {
      addRun({ ...LEFT_OPEN, startedAt: EARLIER });
      act('checkRuns', unavailable('HTTP 502'));
      const publisher = await open();
      expect(publisher.earlier()).toBeUndefined();
      await publisher.conclude(ended('failed'), never);
      expect(runs()).toMatchObject([{ isOpen: false }]);
      expect(warnings).toEqual([]);
    }));
});

describe('nothing is thrown', () => {
  it('where GitHub’s client throws while the gate goes on, or at its end', () =>
    play({}, async ({ open, play: act, world, warnings }) => {
      const publisher = await open();
      act('createCheckRun', 'throw');
      act('postDeploymentStatus', 'throw');
      publisher.changed(running);
      await world.sleep(1_000, never);
      await publisher.conclude(ended('succeeded'), never);
      expect(warnings).toEqual([
        'the check run "deploy" could not be written: the gate itself failed: Error: boom; the verdict stands',
        'the status of deployment 7 could not be written: the gate itself failed: Error: boom; the verdict stands',
      ]);
    }));
});

describe('what the post phase finds if the gate is killed', () => {
  it.each([
    [true, false],
    [false, true],
  ])(
    'before the first request, with wait: %s: a deployment that may be in progress on purpose',
    (wait, isOver) =>
      play({ wait }, async ({ open, saved, world, play: act }) => {
        act('checkRuns', 'hang');
        const opened = open();
        await world.sleep(1, never);
        expect(saved()).toEqual({ check: check(), deployment: deployment(isOver) });
        await opened;
      }),
  );

  it('after the creation: the id of the check run', () =>
    play({}, async ({ open, world, saved }) => {
      const publisher = await open();
      expect(saved()).toEqual({ check: check(), deployment: deployment() });
      publisher.changed(running);
      await world.sleep(1_000, never);
      expect(saved()).toEqual({ check: check({ id: 1 }), deployment: deployment() });
    }));

  it('after a creation that was not answered: no id, but what it was called', () =>
    play({}, async ({ open, play: act, world, saved, runs }) => {
      const publisher = await open();
      act('createCheckRun', 'lost');
      publisher.changed(running);
      await world.sleep(1_000, never);
      expect(runs()).toHaveLength(1);
      expect(saved()).toEqual({ check: check({ others: [] }), deployment: deployment() });
    }));

  it.each([
    [true, false],
    [false, true],
  ])('of one that is carried on, with wait: %s: whether it is this run’s to close', (wait, isOver) =>
    play({ wait }, async ({ addRun, open, saved }) => {
      addRun({ ...LEFT_OPEN, startedAt: EARLIER });
      await open();
      expect(saved()).toEqual({
        check: check({ id: 1, isOver }),
        deployment: deployment(isOver),
      });
    }),
  );

  it('without waiting, of one that this run has created: it is to be closed', () =>
    play({ wait: false }, async ({ open, world, saved }) => {
      const publisher = await open();
      publisher.changed(running);
      await world.sleep(1_000, never);
      expect(saved()).toEqual({ check: check({ id: 1 }), deployment: deployment(true) });
    }));

  it.each(VERDICTS.filter((verdict) => verdict !== 'running'))(
    'while %s is told: it, and that both are open',
    (verdict) =>
      play({ wait: false }, async ({ addRun, open, play: act, world, saved }) => {
        addRun({ ...LEFT_OPEN, startedAt: EARLIER });
        const publisher = await open();
        act('updateCheckRun', 1_000);
        act('postDeploymentStatus', 1_000);
        const told = publisher.conclude(ended(verdict), never);
        await world.sleep(500, never);
        expect(saved()).toEqual({
          check: check({ id: 1 }),
          deployment: deployment(),
          verdict,
        });
        await told;
        expect(saved()).toEqual({
          check: check({ id: 1, isOver: true }),
          deployment: deployment(true),
          verdict,
        });
      }),
  );

  it('while it is told that the gate goes on: nothing is to be closed', () =>
    play({ wait: false }, async ({ open, play: act, world, saved }) => {
      const publisher = await open();
      act('createCheckRun', 1_000);
      act('postDeploymentStatus', 1_000);
      const told = publisher.conclude(ended('running'), never);
      await world.sleep(500, never);
      const over = { deployment: deployment(true), verdict: 'running' };
      expect(saved()).toEqual({ ...over, check: check({ isOver: true, others: [] }) });
      await told;
      expect(saved()).toEqual({ ...over, check: check({ id: 1, isOver: true }) });
    }));

  it.each<[Verdict, boolean]>([
    ['running', true],
    ['failed', false],
    ['interrupted', false],
  ])('at any moment once %s is told: with the verdict what is to be closed by it', (verdict, isOver) =>
    play({ wait: false }, async ({ open, history }) => {
      const publisher = await open();
      await publisher.conclude(ended('running'), never);
      await publisher.conclude(ended('timed-out'), never);
      await publisher.conclude(ended(verdict), never);
      const first = history.find((saved) => saved.verdict === verdict);
      expect(first).toMatchObject({ check: { isOver }, deployment: { isOver } });
    }),
  );

  it.each<[Verdict, boolean]>([
    ['failed', false],
    ['running', true],
  ])('of one that is only found while %s is told: what the verdict makes of it', (verdict, isOver) =>
    play({ wait: false }, async ({ addRun, open, play: act, history, saved }) => {
      addRun({ ...LEFT_OPEN, startedAt: EARLIER });
      act('checkRuns', unavailable('HTTP 502'));
      act('updateCheckRun', ...Array.from({ length: 20 }, () => unavailable('HTTP 502')));
      const publisher = await open();
      await publisher.conclude(ended(verdict), never);
      const { externalId: foundAs } = LEFT_OPEN;
      expect(saved()?.check).toEqual(check({ id: 1, foundAs, isOver, isTold: true }));
      for (const { verdict: told, check: seen } of history) {
        if (told !== undefined) expect(seen?.isOver).toBe(isOver);
      }
    }),
  );

  it('of one that is created while it is told that the gate goes on: nothing that is to be closed', () =>
    play({ wait: false }, async ({ open, history }) => {
      const publisher = await open();
      await publisher.conclude(ended('running'), never);
      const told = history.filter(({ verdict }) => verdict === 'running');
      expect(told.map(({ check: seen }) => seen?.isOver)).toEqual(told.map(() => true));
      expect(told.at(-1)?.check?.id).toBe(1);
    }));

  it('after one could not be told: that it alone is open', () =>
    play({}, async ({ open, play: act, saved }) => {
      const publisher = await open();
      act('createCheckRun', ...Array.from({ length: 20 }, () => unavailable('HTTP 502')));
      await publisher.conclude(ended('failed'), never);
      expect(saved()).toEqual({
        check: check({ others: [], isTold: true }),
        deployment: deployment(true),
        verdict: 'failed',
        spentMs: 4_000,
      });
    }));

  it('after one was refused: that it is open, and that it was told', () =>
    play({}, async ({ open, play: act, saved }) => {
      const publisher = await open();
      act('createCheckRun', refused('no permission'), refused('no permission'));
      act('postDeploymentStatus', refused('no permission'), refused('no permission'));
      await publisher.conclude(ended('failed'), never);
      expect(saved()).toEqual({
        check: check({ others: [], isTold: true }),
        deployment: { ...deployment(), isTold: true },
        verdict: 'failed',
        spentMs: 250,
      });
    }));

  it('after one refusal of each, and then an answer: nothing that is open', () =>
    play({}, async ({ open, play: act, saved, warnings }) => {
      const publisher = await open();
      act('createCheckRun', refused('HTTP 404'));
      act('postDeploymentStatus', refused('HTTP 404'));
      await publisher.conclude(ended('failed'), never);
      expect(warnings).toEqual([]);
      expect(saved()).toMatchObject({ check: { isOver: true }, deployment: { isOver: true } });
    }));

  it('while another end is told: that both are open again', () =>
    play({}, async ({ open, play: act, world, saved }) => {
      const publisher = await open();
      await publisher.conclude(ended('succeeded'), never);
      act('updateCheckRun', 'hang', 'hang');
      act('postDeploymentStatus', 'hang', 'hang');
      const told = publisher.conclude(ended('interrupted'), never);
      await world.sleep(100, never);
      const verdict = 'interrupted';
      expect(saved()).toEqual({ check: check({ id: 1 }), deployment: deployment(), verdict });
      await told;
      expect(saved()).toEqual({
        check: check({ id: 1, isTold: true }),
        deployment: { ...deployment(), isTold: true },
        verdict,
        spentMs: 1_200,
      });
    }));
});
