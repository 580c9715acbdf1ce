import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { CheckConclusion } from '../../src/github/api.ts';
import {
  CHECK_CONCLUSIONS,
  type CheckRunChannel,
  createCheckRun,
  type Earlier,
} from '../../src/github/check-run.ts';
import { externalIdOf, LEFT } from '../../src/github/identity.ts';
import { done, refused, unavailable } from '../../src/github/reply.ts';
import type { OpenTarget } from '../../src/github/takeover.ts';
import { VERDICTS, type Verdict } from '../../src/task.ts';
import { conclusionOf } from '../builders.ts';
import { virtualWorld } from '../virtual-world.ts';
import { type FakeGitHub, type FakeRun, fakeGitHub } from './fake-github.ts';

const never = new AbortController().signal;
const RUN_URL = 'https://github.test/octo/shop/actions/runs/1';
const ATTEMPT = { id: '1', attempt: 2 };
const KEY = { name: 'deploy', sha: 'a'.repeat(40), externalId: externalIdOf(['orders'], ATTEMPT) };
const EARLIER_ID = externalIdOf(['orders'], { id: '7', attempt: 1 });
/** One that an earlier run has left on purpose. */
const LEFT_OPEN = { ...KEY, externalId: EARLIER_ID, summary: LEFT };
const EARLIER = new Date('2025-12-31T23:00:00Z');
const NOW = new Date('2026-01-01T00:00:00Z');

const SEEN = { found: true, rollbackSeen: false, succeededOnce: false };

interface Scene extends FakeGitHub {
  readonly channel: CheckRunChannel;
  readonly write: (verdict: Verdict) => ReturnType<CheckRunChannel['write']>;
  /** What the rest was told of what may be open. */
  readonly opened: readonly OpenTarget[];
  readonly earlier: readonly Earlier[];
  readonly pages: readonly string[];
  /** What the rest was told of other check runs, by their ids. */
  readonly told: readonly (readonly [what: string, id: number])[];
  /** Whether the first list did not show the earlier run. */
  readonly late: readonly boolean[];
}

function scene(wait = true): Scene {
  const world = virtualWorld();
  const github = fakeGitHub(world);
  const opened: OpenTarget[] = [];
  const earlier: Earlier[] = [];
  const pages: string[] = [];
  const told: [string, number][] = [];
  const late: boolean[] = [];
  const channel = createCheckRun({
    api: github.api,
    key: KEY,
    runUrl: RUN_URL,
    wait,
    identities: ['orders'],
    timeoutMs: 1_800_000,
    onOpen: (target) => opened.push(target),
    onEarlier: (run, isLate) => {
      earlier.push(run);
      late.push(isLate);
    },
    tell: {
      later: ({ id }) => told.push(['later', id]),
      closed: ({ id }) => told.push(['closed', id]),
      unclaimed: ({ id }, why) => told.push([why, id]),
    },
    onPage: (url) => pages.push(url),
    render: ({ verdict }, note, hidden) => ({
      title: verdict,
      summary: `all of ${verdict}\n\n${note}`,
      text: hidden,
    }),
  });
  return {
    ...github,
    channel,
    write: (verdict) => channel.write(conclusionOf({ verdict }), never),
    opened,
    earlier,
    pages,
    told,
    late,
  };
}

describe('the external id', () => {
  const identities = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 8 });

  it('is the same in whatever order the tasks are', () => {
    fc.assert(
      fc.property(
        identities.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => externalIdOf(all, ATTEMPT) === externalIdOf(shuffled, ATTEMPT),
      ),
    );
  });

  it('differs where the tasks differ', () => {
    const same = (a: readonly string[], b: readonly string[]): boolean =>
      JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());
    fc.assert(
      fc.property(
        identities,
        identities,
        (a, b) => same(a, b) || externalIdOf(a, ATTEMPT) !== externalIdOf(b, ATTEMPT),
      ),
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
    expect(externalIdOf(a, ATTEMPT)).not.toBe(externalIdOf(b, ATTEMPT));
  });

  it('tells a gate from anything else, and stays as it is: an earlier version finds its own again', () => {
    expect(externalIdOf(['b', 'a'], ATTEMPT)).toBe(
      'deploy-gate:0473ef2dc0d324ab659d3580c1134e9d812035905c4781fdd6d529b0c6860e13:1:2',
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
    const { write, operations, runs, pages, opened } = scene();
    expect(await write('running')).toEqual(done(undefined));
    expect(operations()).toEqual(['checkRuns', 'createCheckRun']);
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
    expect(pages).toEqual(['https://github.test/runs/1']);
    expect(opened).toEqual([{ others: [] }, { id: 1, isCarriedOn: false }]);
  });

  it('is created once and then updated', async () => {
    const { write, operations, runs, pages } = scene();
    await write('running');
    await write('running');
    await write('running');
    await write('succeeded');
    expect(operations()).toEqual([
      'checkRuns',
      'createCheckRun',
      // Before the first update of what it has created, and before it closes.
      ...['checkRun', 'updateCheckRun'],
      'updateCheckRun',
      ...['checkRun', 'updateCheckRun'],
    ]);
    expect(runs()).toMatchObject([{ isOpen: false, content: { output: { title: 'succeeded' } } }]);
    expect(pages).toHaveLength(1);
  });

  it('that was not there before is not looked for a second time', async () => {
    const { channel, write, operations } = scene();
    expect(await channel.find(never)).toEqual(done({ other: '', isNameOfJob: false }));
    await write('running');
    expect(operations()).toEqual(['checkRuns', 'createCheckRun']);
  });

  it('may be created and closed in one', async () => {
    const { write, runs } = scene();
    await write('failed');
    expect(runs()).toMatchObject([{ isOpen: false, content: { ended: { conclusion: 'failure' } } }]);
  });

  it('that an earlier run left open on purpose is carried on, under the name of this run', async () => {
    const { channel, write, addRun, operations, runs, pages, opened, earlier } = scene();
    addRun({ ...LEFT_OPEN, startedAt: EARLIER });
    expect(channel.isFound()).toBe(false);
    expect(await channel.find(never)).toEqual(done({ other: '', isNameOfJob: false }));
    expect(channel.isFound()).toBe(true);
    const url = 'https://github.test/runs/1';
    expect(earlier).toEqual([{ url, startedAt: EARLIER, ageMs: 3_600_000, tasks: [undefined] }]);
    expect(pages).toEqual(['https://github.test/runs/1']);
    expect(opened).toEqual([
      { id: 1, foundAs: EARLIER_ID, isCarriedOn: true },
      { id: 1, isCarriedOn: true },
    ]);
    expect(runs()).toMatchObject([{ externalId: KEY.externalId }]);
    await write('succeeded');
    expect(operations()).toEqual(['checkRuns', 'updateCheckRun', 'checkRun', 'updateCheckRun']);
    expect(runs()).toMatchObject([{ isOpen: false, startedAt: EARLIER }]);
  });

  it('that was left by `wait: false` says so', async () => {
    const first = scene(false);
    await first.write('running');
    // Its own run is still polling.
    expect(first.runs()[0]?.summary).not.toContain(LEFT);
    first.channel.remember([SEEN]);
    await first.write('running');
    expect(first.runs()[0]?.summary).toContain('Left in progress by `wait: false`');
    expect(first.runs()[0]?.summary).toContain(LEFT);
  });

  it('that a later attempt of the same workflow run finds left by a dead runner begins anew', async () => {
    const { channel, addRun, runs, opened, earlier } = scene();
    const foundAs = externalIdOf(['orders'], { id: '1', attempt: 1 });
    addRun({ ...KEY, externalId: foundAs, startedAt: EARLIER });
    expect((await channel.find(never)).kind).toBe('done');
    expect(earlier).toEqual([]);
    expect(runs()).toMatchObject([{ externalId: KEY.externalId, startedAt: NOW }]);
    expect(opened[0]).toEqual({ id: 1, foundAs, isCarriedOn: false });
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
    const { channel, write, addRun, play, runs, operations, opened, earlier } = scene();
    addRun(LEFT_OPEN);
    play('updateCheckRun', refused('HTTP 403: Invalid app_id'));
    expect((await channel.find(never)).kind).toBe('done');
    expect(earlier).toEqual([]);
    expect(opened.at(-1)).toEqual({});
    expect(await write('failed')).toEqual(done(undefined));
    expect(operations()).toEqual(['checkRuns', 'updateCheckRun', 'createCheckRun']);
    expect(runs().map(({ isOpen }) => isOpen)).toEqual([true, false]);
  });

  it('of another app is tried once, however many it has; then one of this app is carried on', async () => {
    const { channel, addRun, play, operations, earlier } = scene();
    addRun({ ...LEFT_OPEN, startedAt: EARLIER });
    addRun({ ...LEFT_OPEN, app: 2 });
    addRun({ ...LEFT_OPEN, app: 2 });
    play('updateCheckRun', refused('HTTP 403: Invalid app_id'));
    expect((await channel.find(never)).kind).toBe('done');
    expect(earlier).toMatchObject([{ startedAt: EARLIER }]);
    expect(operations()).toEqual(['checkRuns', 'updateCheckRun', 'updateCheckRun']);
  });

  it('of its own that may not be written to is not made a second time', async () => {
    const { write, play, operations } = scene();
    await write('running');
    play('updateCheckRun', refused('HTTP 403'));
    expect(await write('failed')).toEqual(refused('HTTP 403'));
    expect(operations()).toEqual(['checkRuns', 'createCheckRun', 'checkRun', 'updateCheckRun']);
  });

  it('is carried on by its newest, if there are several', async () => {
    const { write, addRun, runs } = scene();
    addRun(LEFT_OPEN);
    addRun(LEFT_OPEN);
    await write('succeeded');
    expect(runs().map(({ isOpen }) => isOpen)).toEqual([true, false]);
  });

  it.each([
    ['is closed', { isOpen: false }],
    ['is of other tasks', { externalId: externalIdOf(['orders', 'users'], ATTEMPT) }],
    ['is of somebody else', { externalId: '' }],
    ['is of somebody else with an id of their own', { externalId: 'ci-42' }],
    ['has another name', { name: 'deploy to test' }],
    ['is on another commit', { sha: 'b'.repeat(40) }],
    ['was not left on purpose', { summary: 'what a run that waits has shown' }],
    ['shows nothing', { summary: '' }],
    ['was not left on purpose, of this very attempt', { summary: '', externalId: KEY.externalId }],
    ['nobody knows the age of', { startedAt: undefined }],
    ['is older than the timeout and 120 h', { startedAt: new Date(NOW.getTime() - 120.6 * 3_600_000) }],
  ])('that %s is left alone', async (_what, run) => {
    const { channel, write, addRun, runs, earlier } = scene();
    const theirs = addRun({ ...LEFT_OPEN, ...run });
    expect(await channel.find(never)).toMatchObject({ value: { isNameOfJob: false } });
    expect(earlier).toEqual([]);
    await write('failed');
    expect(runs()).toHaveLength(2);
    expect(runs()[0]).toEqual(theirs);
    expect(runs()[1]).toMatchObject({ ...KEY, isOpen: false });
  });

  it('is found beside foreign ones that are newer', async () => {
    const { channel, write, addRun, runs, earlier } = scene();
    addRun({ ...LEFT_OPEN, startedAt: EARLIER });
    addRun({ ...KEY, externalId: 'ci-42' });
    expect((await channel.find(never)).kind).toBe('done');
    expect(earlier).toMatchObject([{ startedAt: EARLIER }]);
    await write('failed');
    expect(runs().map(({ isOpen }) => isOpen)).toEqual([false, true]);
  });

  it.each<[what: string, run: object, isOther: boolean]>([
    [
      'of other tasks, also a closed one',
      { externalId: externalIdOf(['users'], ATTEMPT), isOpen: false },
      true,
    ],
    [
      'of another run with other tasks',
      { externalId: externalIdOf(['users'], { id: '2', attempt: 1 }) },
      true,
    ],
    [
      'of an earlier attempt of this run, whose tasks had other ids',
      { externalId: externalIdOf(['users'], { id: '1', attempt: 1 }) },
      false,
    ],
    ['of the same tasks', { externalId: EARLIER_ID }, false],
    ['that is no gate’s', { externalId: 'ci-42' }, false],
  ])('beside one %s: another gate is %s', async (_what, run, isOther) => {
    const { channel, addRun } = scene();
    const { url } = addRun({ ...KEY, ...run });
    expect(await channel.find(never)).toMatchObject({ value: { other: isOther ? url : '' } });
  });

  it.each([
    ['a job', { ...KEY, externalId: '1f0d', detailsUrl: `${RUN_URL}/job/12` }, true],
    ['a job without an id', { ...KEY, externalId: '', detailsUrl: `${RUN_URL}/job/12` }, true],
    ['somebody’s check run', { ...KEY, externalId: '', detailsUrl: 'https://ci.test/12' }, false],
    ['somebody’s check run without a page', { ...KEY, externalId: '', detailsUrl: '' }, false],
    ['somebody’s page of jobs', { ...KEY, externalId: '', detailsUrl: 'https://ci.test/job/deploy' }, false],
    [
      'another gate',
      { ...KEY, externalId: externalIdOf(['users'], ATTEMPT), detailsUrl: `${RUN_URL}/job/12` },
      false,
    ],
  ])('of the same name as %s', async (_what, run, isNameOfJob) => {
    const { channel, addRun } = scene();
    addRun(run);
    expect(await channel.find(never)).toMatchObject({ value: { isNameOfJob } });
  });
});

describe('a check run of which nobody knows', () => {
  it('since the search failed, is searched for again before one is created', async () => {
    const { channel, write, play, operations } = scene();
    play('checkRuns', unavailable('HTTP 502'), unavailable('HTTP 503'));
    expect(await channel.find(never)).toEqual(unavailable('HTTP 502'));
    expect(await write('running')).toEqual(unavailable('HTTP 503'));
    expect(await write('running')).toEqual(done(undefined));
    expect(operations()).toEqual(['checkRuns', 'checkRuns', 'checkRuns', 'createCheckRun']);
  });

  it('since the search was refused, is not created', async () => {
    const { write, play, runs } = scene();
    play('checkRuns', refused('no permission'));
    expect(await write('running')).toEqual(refused('no permission'));
    expect(runs()).toEqual([]);
  });

  it('since the answer to its creation was lost, is found and not created twice', async () => {
    const { channel, write, play, operations, runs, pages } = scene();
    await channel.find(never);
    play('createCheckRun', 'lost');
    expect(await write('running')).toMatchObject({ kind: 'unavailable' });
    expect(pages).toEqual([]);
    expect(await write('running')).toEqual(done(undefined));
    expect(operations()).toEqual(['checkRuns', 'createCheckRun', 'checkRuns', 'updateCheckRun']);
    expect(runs()).toHaveLength(1);
    expect(pages).toEqual(['https://github.test/runs/1']);
  });

  it('since its creation never came through, is created after another search', async () => {
    const { channel, write, play, operations, runs } = scene();
    await channel.find(never);
    play('createCheckRun', unavailable('connection refused'), unavailable('connection refused'));
    await write('running');
    await write('running');
    expect(await write('succeeded')).toEqual(done(undefined));
    const pair = ['checkRuns', 'createCheckRun'];
    expect(operations()).toEqual([...pair, ...pair, ...pair]);
    expect(runs()).toHaveLength(1);
  });

  it('since the search after a lost creation failed, is not created either', async () => {
    const { channel, write, play, operations } = scene();
    await channel.find(never);
    play('createCheckRun', 'lost');
    await write('running');
    play('checkRuns', unavailable('HTTP 502'));
    expect(await write('succeeded')).toEqual(unavailable('HTTP 502'));
    expect(operations()).toEqual(['checkRuns', 'createCheckRun', 'checkRuns']);
  });

  it('since its creation was refused, is nowhere', async () => {
    const { write, play, pages } = scene();
    play('createCheckRun', refused('no permission'));
    expect(await write('running')).toEqual(refused('no permission'));
    expect(pages).toEqual([]);
  });

  it('hands on what became of an update', async () => {
    const { write, play } = scene();
    await write('running');
    play('updateCheckRun', unavailable('HTTP 502'), refused('HTTP 422'));
    expect(await write('running')).toEqual(unavailable('HTTP 502'));
    expect(await write('running')).toEqual(refused('HTTP 422'));
    expect(await write('running')).toEqual(done(undefined));
  });

  it('remembers for the next run what was seen of each task, and keeps what it cannot add to', async () => {
    const first = scene(false);
    first.channel.remember([{ ...SEEN, absentSince: NOW.getTime() }]);
    await first.write('running');
    const [{ text = '' } = {}] = first.runs();
    expect(text).toMatch(/^<!-- deploy-gate-memory:1 [^<>]* -->$/);
    const second = scene(false);
    second.addRun({ ...LEFT_OPEN, text: `${text}\n\n| part |` });
    await second.channel.find(never);
    expect(second.earlier).toMatchObject([{ tasks: [{ ...SEEN, absentSince: NOW.getTime() }] }]);
    await second.write('running');
    expect(second.runs()[0]?.text).toBe(text);
    await second.write('succeeded');
    expect(second.runs()[0]?.text).toBe('');
  });

  it('is called by its name', () => {
    expect(scene().channel.what).toBe('the check run "deploy"');
  });
});

describe('row 105: a check run that another run writes to by now → nothing is written to it', () => {
  const OTHER_ID = externalIdOf(['orders'], { id: '9', attempt: 1 });
  const TAKEN = refused(
    'another run of this gate has taken it over (https://github.test/runs/1), so nothing more is written to it. Let only one run poll at a time, with a concurrency group',
  );
  const CLOSED = refused(
    'it is completed as "failure" already (https://github.test/runs/1), which was not this run, so nothing more is written to it',
  );
  const closedRed = { isOpen: false, conclusion: 'failure', summary: 'theirs' };

  /** A run that has carried on what was left; then something happens to it. */
  async function carriedOn(wait: boolean, then: Partial<FakeRun>): Promise<Scene & { theirs: FakeRun }> {
    const all = scene(wait);
    all.addRun(LEFT_OPEN);
    await all.channel.find(never);
    const theirs = all.addRun({ ...all.runs()[0], ...then });
    return { ...all, theirs };
  }

  it.each<[what: string, wait: boolean, verdict: Verdict]>([
    ['success', true, 'succeeded'],
    ['success of a run that looks once', false, 'succeeded'],
    ['being left again', false, 'running'],
  ])('taken over by another run, before %s', async (_what, wait, verdict) => {
    const { write, runs, theirs } = await carriedOn(wait, { externalId: OTHER_ID, summary: 'theirs' });
    expect(await write(verdict)).toEqual(TAKEN);
    expect(runs()).toEqual([theirs]);
  });

  it.each<[what: string, wait: boolean, verdict: Verdict, by: Partial<FakeRun>, said: unknown]>([
    ['closed by another run', true, 'succeeded', { ...closedRed, externalId: OTHER_ID }, TAKEN],
    ['closed under our external id', true, 'succeeded', closedRed, CLOSED],
    ['closed, before it is left again', false, 'running', closedRed, CLOSED],
    [
      'written to by another app',
      true,
      'succeeded',
      { app: 2 },
      unavailable('GitHub answered about another check run'),
    ],
  ])('%s', async (_what, wait, verdict, by, said) => {
    const { write, runs, theirs } = await carriedOn(wait, by);
    expect(await write(verdict)).toEqual(said);
    expect(runs()).toEqual([theirs]);
  });

  it('an update meanwhile leaves the external id as it is, and its answer shows whose it is', async () => {
    const { write, runs, calls } = await carriedOn(true, { externalId: OTHER_ID });
    expect(await write('running')).toEqual(TAKEN);
    expect(runs()[0]?.externalId).toBe(OTHER_ID);
    expect(calls.at(-1)).toMatchObject({ operation: 'updateCheckRun' });
    expect(calls.at(-1)?.sent).not.toHaveProperty('externalId');
  });

  it('an update meanwhile whose answer says that it is closed is no fault that passes', async () => {
    const { write } = await carriedOn(true, closedRed);
    expect(await write('running')).toEqual(CLOSED);
  });

  it('is still this run’s where GitHub did not answer that it has closed it', async () => {
    const { write, play, runs } = scene();
    await write('running');
    play('updateCheckRun', 'lost');
    expect((await write('succeeded')).kind).toBe('unavailable');
    expect(runs()[0]?.isOpen).toBe(false);
    expect(await write('succeeded')).toEqual(done(undefined));
  });

  it('closed while this run takes it over: is told, and a new one is made', async () => {
    const { channel, write, addRun, play, runs, earlier, told, opened, pages } = scene();
    addRun(LEFT_OPEN);
    play('updateCheckRun', { lie: { isOpen: false, conclusion: 'failure' } });
    expect((await channel.find(never)).kind).toBe('done');
    expect([earlier, told, opened.at(-1), pages]).toEqual([[], [['closed', 1]], {}, []]);
    expect(await write('succeeded')).toEqual(done(undefined));
    expect(runs().map(({ conclusion }) => conclusion)).toEqual(['', 'success']);
  });

  it('named by the answer to a creation: is left alone, and this run’s own is found by the list', async () => {
    const { write, addRun, play, runs } = scene();
    const victim = addRun({ name: 'victim', externalId: 'v' });
    play('createCheckRun', { lie: { id: victim.id } });
    expect(await write('running')).toEqual(done(undefined));
    expect(await write('running')).toEqual(unavailable('GitHub answered about another check run'));
    expect(await write('succeeded')).toEqual(done(undefined));
    expect(runs()).toMatchObject([victim, { ...KEY, conclusion: 'success' }]);
  });
});

describe('row 82: what a run that waits has taken over → says at once that it is not left any more', () => {
  it.each([
    [true, 'Carried on by a later run, which is polling now.'],
    // Killed, it leaves it to the next one.
    [false, LEFT],
  ])('waiting: %s', async (wait, said) => {
    const { channel, addRun, runs } = scene(wait);
    addRun({ ...LEFT_OPEN, summary: `1 of 2\n\n${LEFT}`, text: 'parts' });
    await channel.find(never);
    expect(runs()).toMatchObject([{ summary: `1 of 2\n\n${said}`, text: 'parts' }]);
  });

  it('is found by its own external id where the answer to that was lost', async () => {
    const { channel, write, addRun, play, runs, earlier, late } = scene();
    addRun({ ...LEFT_OPEN, startedAt: EARLIER });
    play('updateCheckRun', 'lost');
    expect((await channel.find(never)).kind).toBe('unavailable');
    expect(await write('succeeded')).toEqual(done(undefined));
    expect(earlier).toMatchObject([{ startedAt: EARLIER }]);
    // GitHub has shown it at once.
    expect(late).toEqual([false]);
    expect(runs()).toMatchObject([{ isOpen: false }]);
  });
});

describe('row 110: the earlier run → is said to have shown late only if the first list did not show it', () => {
  it.each<[what: string, operation: 'checkRuns' | 'updateCheckRun', isLate: boolean]>([
    ['the first list failed', 'checkRuns', true],
    ['only the takeover failed', 'updateCheckRun', false],
  ])('%s: %s', async (_what, operation, isLate) => {
    const { channel, addRun, play, late } = scene();
    addRun(LEFT_OPEN);
    play(operation, unavailable('HTTP 502'));
    await channel.find(never);
    await channel.find(never);
    expect(late).toEqual([isLate]);
  });

  it('is told once, though two searches go on at the same time', async () => {
    const { channel, addRun, earlier, pages } = scene();
    addRun(LEFT_OPEN);
    await Promise.all([channel.find(never), channel.find(never)]);
    expect([earlier.length, pages.length]).toEqual([1, 1]);
  });

  it('a later attempt tells that it carries on as well', async () => {
    const { channel, addRun, told } = scene();
    addRun({ ...KEY, externalId: externalIdOf(['orders'], { id: '1', attempt: 1 }) });
    await channel.find(never);
    expect(told).toEqual([['later', 1]]);
  });
});

describe('row 103: an open check run of the same tasks that is not carried on → is told once, and why', () => {
  it.each<[why: string, run: Partial<FakeRun>]>([
    ['alive', { summary: 'what a run that waits has shown' }],
    ['alive', { summary: '', externalId: KEY.externalId }],
    ['old', { startedAt: undefined }],
    ['old', { startedAt: new Date(NOW.getTime() - 120.6 * 3_600_000) }],
  ])('%s: %j', async (why, run) => {
    const { channel, write, addRun, told } = scene();
    addRun({ ...LEFT_OPEN, ...run });
    await channel.find(never);
    await channel.find(never);
    await write('succeeded');
    expect(told).toEqual([[why, 1]]);
  });

  it('refused: another app has made it', async () => {
    const { channel, addRun, play, told } = scene();
    addRun(LEFT_OPEN);
    play('updateCheckRun', refused('HTTP 403: Invalid app_id'));
    await channel.find(never);
    expect(told).toEqual([['refused', 1]]);
  });

  it('twin: only the newest is carried on', async () => {
    const { channel, addRun, told } = scene();
    addRun(LEFT_OPEN);
    addRun(LEFT_OPEN);
    await channel.find(never);
    expect(told).toEqual([['twin', 1]]);
  });

  it.each<[what: string, run: Partial<FakeRun>]>([
    ['closed', { isOpen: false }],
    ['of other tasks', { externalId: externalIdOf(['users'], ATTEMPT) }],
    ['of somebody else', { externalId: 'ci-42' }],
    ['on another commit', { sha: 'b'.repeat(40) }],
  ])('not one that is %s, nor its own', async (_what, run) => {
    const { channel, write, addRun, told } = scene();
    addRun({ ...LEFT_OPEN, ...run });
    await write('running');
    await channel.find(never);
    expect(told).toEqual([]);
  });
});

describe('a check run that GitHub does not give by its id', () => {
  const gone = refused('HTTP 404');

  it('is read in the list, and closed', async () => {
    const github = scene();
    await github.write('running');
    github.play('checkRun', gone);
    expect(await github.write('succeeded')).toEqual(done(undefined));
    expect(github.runs()).toMatchObject([{ conclusion: 'success' }]);
  });

  it('is left alone, where the list shows that another run has it', async () => {
    const github = scene();
    await github.write('running');
    const [{ id, ...run } = expect.fail()] = github.runs();
    github.addRun({ ...run, id, externalId: externalIdOf(['orders'], { id: '9', attempt: 1 }) });
    github.play('checkRun', gone);
    expect(await github.write('succeeded')).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('another run of this gate has taken it over'),
    });
    expect(github.runs().at(-1)).toMatchObject({ isOpen: true });
  });

  it('is refused, where there is no list either', async () => {
    const github = scene();
    await github.write('running');
    github.play('checkRun', gone);
    github.play('checkRuns', unavailable('HTTP 500'));
    expect(await github.write('succeeded')).toEqual(gone);
    expect(github.runs()).toMatchObject([{ isOpen: true }]);
  });

  it('is refused, where the list does not show it', async () => {
    const github = scene();
    await github.write('running');
    const [{ id, ...run } = expect.fail()] = github.runs();
    github.addRun({ ...run, id, sha: 'b'.repeat(40) });
    github.play('checkRun', gone);
    expect(await github.write('succeeded')).toEqual(gone);
  });
});

it('is not created twice where a search beside its creation saw nothing of it', async () => {
  const github = scene();
  await github.channel.find(never);
  const listed = Promise.withResolvers<void>();
  github.play('createCheckRun', { lostAfter: listed.promise });
  const write = github.write('running');
  await github.channel.find(never);
  listed.resolve();
  expect(await write).toMatchObject({ kind: 'unavailable' });
  expect(await github.write('running')).toEqual(done(undefined));
  expect(github.operations().filter((operation) => operation === 'createCheckRun')).toHaveLength(1);
  expect(github.runs()).toHaveLength(1);
});
