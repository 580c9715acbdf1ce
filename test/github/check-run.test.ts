import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { CheckConclusion } from '../../src/github/api.ts';
import {
  CHECK_CONCLUSIONS,
  type CheckRunChannel,
  createCheckRun,
  externalIdOf,
} from '../../src/github/check-run.ts';
import { done, refused, unavailable } from '../../src/github/reply.ts';
import { VERDICTS, type Verdict } from '../../src/task.ts';
import { conclusionOf } from '../builders.ts';
import { virtualWorld } from '../virtual-world.ts';
import { type FakeGitHub, fakeGitHub } from './fake-github.ts';

const never = new AbortController().signal;
const RUN_URL = 'https://github.test/octo/shop/actions/runs/1';
const KEY = { name: 'deploy', sha: 'a'.repeat(40), externalId: externalIdOf(['orders']) };
const EARLIER = new Date('2025-12-31T23:00:00Z');
const NOW = new Date('2026-01-01T00:00:00Z');

interface Scene extends FakeGitHub {
  readonly channel: CheckRunChannel;
  readonly write: (verdict: Verdict) => ReturnType<CheckRunChannel['write']>;
  /** What the rest was told of the check run. */
  readonly known: { readonly id: number; readonly url: string; readonly isCarriedOn: boolean }[];
}

function scene(wait = true): Scene {
  const world = virtualWorld();
  const github = fakeGitHub(world);
  const known: Scene['known'] = [];
  const channel = createCheckRun({
    api: github.api,
    key: KEY,
    runUrl: RUN_URL,
    wait,
    now: world.date,
    onKnown: ({ id, url }, isCarriedOn) => known.push({ id, url, isCarriedOn }),
    render: ({ verdict }, note) => ({ title: verdict, summary: `all of ${verdict}\n\n${note}`, text: '' }),
  });
  return { ...github, channel, write: (verdict) => channel.write(conclusionOf({ verdict }), never), known };
}

describe('the external id', () => {
  const identities = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 8 });

  it('is the same in whatever order the tasks are', () => {
    fc.assert(
      fc.property(
        identities.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => externalIdOf(all) === externalIdOf(shuffled),
      ),
    );
  });

  it('differs where the tasks differ', () => {
    const same = (a: readonly string[], b: readonly string[]): boolean =>
      JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());
    fc.assert(
      fc.property(identities, identities, (a, b) => same(a, b) || externalIdOf(a) !== externalIdOf(b)),
    );
  });

  it.each([
    [
      ['ab', 'c'],
      ['a', 'bc'],
    ],
    [['a,b'], ['a', 'b']],
    [['a","b'], ['a', 'b']],
    [['a'], ['a', 'a']],
  ])('is not that of tasks that only look alike: %j and %j', (a, b) => {
    expect(externalIdOf(a)).not.toBe(externalIdOf(b));
  });

  it('tells a gate from anything else, and stays as it is: an earlier version finds its own again', () => {
    expect(externalIdOf(['b', 'a'])).toBe(
      'deploy-gate:0473ef2dc0d324ab659d3580c1134e9d812035905c4781fdd6d529b0c6860e13',
    );
  });
});

describe('how a check run ends', () => {
  const rows: readonly (readonly [Verdict, CheckConclusion | undefined])[] = [
    ['succeeded', 'success'],
    ['failed', 'failure'],
    ['rolled-back', 'failure'],
    ['superseded', 'failure'],
    ['error', 'failure'],
    ['cancelled', 'cancelled'],
    ['interrupted', 'cancelled'],
    ['timed-out', 'timed_out'],
    ['running', undefined],
  ];
  it.each(rows)('%s: %s', async (verdict, conclusion) => {
    const { write, runs } = scene();
    await write('running');
    expect(await write(verdict)).toEqual(done(undefined));
    const at = new Date(Date.UTC(2026, 0, 1));
    expect(runs()).toHaveLength(1);
    expect(runs()[0]?.content?.ended).toEqual(conclusion && { conclusion, at });
    expect(runs()[0]?.isOpen).toBe(conclusion === undefined);
  });

  it('is said of every verdict, and success of one alone', () => {
    expect(rows.map(([verdict]) => verdict).sort()).toEqual([...VERDICTS].sort());
    const passing = VERDICTS.filter((verdict) => CHECK_CONCLUSIONS[verdict] === 'success');
    expect(passing).toEqual(['succeeded']);
  });
});

describe('a check run', () => {
  it('is looked for, then created with what the gate says', async () => {
    const { write, operations, runs, known } = scene();
    expect(await write('running')).toEqual(done(undefined));
    expect(operations()).toEqual(['openCheckRuns', 'createCheckRun']);
    expect(runs()).toMatchObject([
      {
        ...KEY,
        startedAt: new Date(Date.UTC(2026, 0, 1)),
        content: {
          detailsUrl: RUN_URL,
          output: {
            title: 'running',
            summary: `all of running\n\n[The run and its log](${RUN_URL})`,
            text: '',
          },
        },
      },
    ]);
    expect(known).toEqual([{ id: 1, url: 'https://github.test/runs/1', isCarriedOn: false }]);
  });

  it('is created once and then updated', async () => {
    const { write, operations, runs, known } = scene();
    await write('running');
    await write('running');
    await write('succeeded');
    expect(operations()).toEqual(['openCheckRuns', 'createCheckRun', 'updateCheckRun', 'updateCheckRun']);
    expect(runs()).toMatchObject([{ isOpen: false, content: { output: { title: 'succeeded' } } }]);
    expect(known).toHaveLength(1);
  });

  it('that was not there before is not looked for a second time', async () => {
    const { channel, write, operations } = scene();
    expect(await channel.find(never)).toEqual(
      done({ isCarriedOn: false, startedAt: undefined, isNameOfJob: false }),
    );
    await write('running');
    expect(operations()).toEqual(['openCheckRuns', 'createCheckRun']);
  });

  it('may be created and closed in one', async () => {
    const { write, runs } = scene();
    await write('failed');
    expect(runs()).toMatchObject([{ isOpen: false, content: { ended: { conclusion: 'failure' } } }]);
  });

  it('that an earlier run left open is carried on', async () => {
    const { channel, write, addRun, operations, runs, known } = scene();
    addRun({ ...KEY, startedAt: EARLIER });
    expect(await channel.find(never)).toEqual(
      done({ isCarriedOn: true, startedAt: EARLIER, isNameOfJob: false }),
    );
    expect(known).toEqual([{ id: 1, url: 'https://github.test/runs/1', isCarriedOn: true }]);
    await write('succeeded');
    expect(operations()).toEqual(['openCheckRuns', 'updateCheckRun']);
    expect(runs()).toMatchObject([{ isOpen: false, startedAt: EARLIER }]);
  });

  it('that was left by `wait: false` says so, and only that counts as left on purpose', async () => {
    const first = scene(false);
    await first.write('running');
    const { summary = '' } = first.runs()[0] ?? {};
    expect(summary).toContain('Left in progress by `wait: false`');
    for (const [left, isCarriedOn] of [
      [summary, true],
      ['', true],
      ['what a run that waits has shown', false],
    ] as const) {
      const { channel, write, addRun, runs, known } = scene();
      addRun({ ...KEY, startedAt: EARLIER, summary: left });
      const startedAt = isCarriedOn ? EARLIER : undefined;
      expect(await channel.find(never)).toEqual(done({ isCarriedOn, startedAt, isNameOfJob: false }));
      expect(known).toMatchObject([{ id: 1, isCarriedOn }]);
      await write('succeeded');
      // One that a dead runner has left begins anew.
      expect(runs()).toMatchObject([
        { isOpen: false, content: { startedAt: isCarriedOn ? undefined : NOW } },
      ]);
    }
  });

  it('says nothing of that once it has ended, or where the run waits', async () => {
    for (const [wait, verdict] of [
      [false, 'succeeded'],
      [true, 'running'],
    ] as const) {
      const { write, runs } = scene(wait);
      await write(verdict);
      expect(runs()[0]?.summary).not.toContain('Left in progress');
    }
  });

  it('that may not be written to, since another app has made it, is left to it', async () => {
    const { channel, write, addRun, play, runs, operations } = scene();
    addRun(KEY);
    play('updateCheckRun', refused('HTTP 403: Invalid app_id'));
    await channel.find(never);
    expect(await write('failed')).toEqual(done(undefined));
    expect(operations()).toEqual(['openCheckRuns', 'updateCheckRun', 'createCheckRun']);
    expect(runs().map(({ isOpen }) => isOpen)).toEqual([true, false]);
  });

  it('of its own that may not be written to is not made a second time', async () => {
    const { write, play, operations } = scene();
    await write('running');
    play('updateCheckRun', refused('HTTP 403'));
    expect(await write('failed')).toEqual(refused('HTTP 403'));
    expect(operations()).toEqual(['openCheckRuns', 'createCheckRun', 'updateCheckRun']);
  });

  it('is carried on by its newest, if there are several', async () => {
    const { write, addRun, runs } = scene();
    addRun(KEY);
    addRun(KEY);
    await write('succeeded');
    expect(runs().map(({ isOpen }) => isOpen)).toEqual([true, false]);
  });

  it.each([
    ['is closed', { ...KEY, isOpen: false }],
    ['is of other tasks', { ...KEY, externalId: externalIdOf(['orders', 'users']) }],
    ['is of somebody else', { ...KEY, externalId: '' }],
    ['is of somebody else with an id of their own', { ...KEY, externalId: 'ci-42' }],
    ['has another name', { ...KEY, name: 'deploy to test' }],
    ['is on another commit', { ...KEY, sha: 'b'.repeat(40) }],
  ])('that %s is left alone', async (_what, run) => {
    const { channel, write, addRun, runs } = scene();
    const theirs = addRun(run);
    expect(await channel.find(never)).toEqual(
      done({ isCarriedOn: false, startedAt: undefined, isNameOfJob: false }),
    );
    await write('failed');
    expect(runs()).toHaveLength(2);
    expect(runs()[0]).toEqual(theirs);
    expect(runs()[1]).toMatchObject({ ...KEY, isOpen: false });
  });

  it('is found beside foreign ones that are newer', async () => {
    const { channel, write, addRun, runs } = scene();
    addRun({ ...KEY, startedAt: EARLIER });
    addRun({ ...KEY, externalId: 'ci-42' });
    expect(await channel.find(never)).toMatchObject({ value: { startedAt: EARLIER } });
    await write('failed');
    expect(runs().map(({ isOpen }) => isOpen)).toEqual([false, true]);
  });

  it.each([
    ['a job', { ...KEY, externalId: '1f0d', detailsUrl: `${RUN_URL}/job/12` }, true],
    ['a job without an id', { ...KEY, externalId: '', detailsUrl: `${RUN_URL}/job/12` }, true],
    ['somebody’s check run', { ...KEY, externalId: '', detailsUrl: 'https://ci.test/12' }, false],
    ['somebody’s check run without a page', { ...KEY, externalId: '', detailsUrl: '' }, false],
    ['somebody’s page of jobs', { ...KEY, externalId: '', detailsUrl: 'https://ci.test/job/deploy' }, false],
    ['another gate', { ...KEY, externalId: externalIdOf(['users']), detailsUrl: `${RUN_URL}/job/12` }, false],
  ])('of the same name as %s', async (_what, run, isNameOfJob) => {
    const { channel, addRun } = scene();
    addRun(run);
    expect(await channel.find(never)).toMatchObject({ value: { isNameOfJob } });
  });
});

describe('a check run of which nobody knows', () => {
  it('since the search failed, is searched for again before one is created', async () => {
    const { channel, write, play, operations } = scene();
    play('openCheckRuns', unavailable('HTTP 502'), unavailable('HTTP 503'));
    expect(await channel.find(never)).toEqual(unavailable('HTTP 502'));
    expect(await write('running')).toEqual(unavailable('HTTP 503'));
    expect(await write('running')).toEqual(done(undefined));
    expect(operations()).toEqual(['openCheckRuns', 'openCheckRuns', 'openCheckRuns', 'createCheckRun']);
  });

  it('since the search was refused, is not created', async () => {
    const { write, play, runs } = scene();
    play('openCheckRuns', refused('no permission'));
    expect(await write('running')).toEqual(refused('no permission'));
    expect(runs()).toEqual([]);
  });

  it('since the answer to its creation was lost, is found and not created twice', async () => {
    const { channel, write, play, operations, runs, known } = scene();
    await channel.find(never);
    play('createCheckRun', 'lost');
    expect(await write('running')).toMatchObject({ kind: 'unavailable' });
    expect(known).toEqual([]);
    expect(await write('running')).toEqual(done(undefined));
    expect(operations()).toEqual(['openCheckRuns', 'createCheckRun', 'openCheckRuns', 'updateCheckRun']);
    expect(runs()).toHaveLength(1);
    expect(known).toEqual([{ id: 1, url: 'https://github.test/runs/1', isCarriedOn: false }]);
  });

  it('since its creation never came through, is created after another search', async () => {
    const { channel, write, play, operations, runs } = scene();
    await channel.find(never);
    play('createCheckRun', unavailable('connection refused'), unavailable('connection refused'));
    await write('running');
    await write('running');
    expect(await write('succeeded')).toEqual(done(undefined));
    const pair = ['openCheckRuns', 'createCheckRun'];
    expect(operations()).toEqual([...pair, ...pair, ...pair]);
    expect(runs()).toHaveLength(1);
  });

  it('since the search after a lost creation failed, is not created either', async () => {
    const { channel, write, play, operations } = scene();
    await channel.find(never);
    play('createCheckRun', 'lost');
    await write('running');
    play('openCheckRuns', unavailable('HTTP 502'));
    expect(await write('succeeded')).toEqual(unavailable('HTTP 502'));
    expect(operations()).toEqual(['openCheckRuns', 'createCheckRun', 'openCheckRuns']);
  });

  it('since its creation was refused, is nowhere', async () => {
    const { write, play, known } = scene();
    play('createCheckRun', refused('no permission'));
    expect(await write('running')).toEqual(refused('no permission'));
    expect(known).toEqual([]);
  });

  it('hands on what became of an update', async () => {
    const { write, play } = scene();
    await write('running');
    play('updateCheckRun', unavailable('HTTP 502'), refused('HTTP 422'));
    expect(await write('running')).toEqual(unavailable('HTTP 502'));
    expect(await write('running')).toEqual(refused('HTTP 422'));
    expect(await write('running')).toEqual(done(undefined));
  });

  it('is called by its name', () => {
    expect(scene().channel.what).toBe('the check run "deploy"');
  });
});
