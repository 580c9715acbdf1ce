import { describe, expect, it } from 'vitest';

import type { CheckConclusion, DeploymentState, GitHubApi } from '../../src/github/api.ts';
import { closeCheckRun, closeDeployment, closingMs } from '../../src/github/close-after-kill.ts';
import { externalIdOf, LEFT } from '../../src/github/identity.ts';
import { done, refused, unavailable } from '../../src/github/reply.ts';
import type { Saved } from '../../src/github/saved.ts';
import { VERDICTS, type Verdict } from '../../src/task.ts';
import { virtualWorld } from '../virtual-world.ts';
import { type FakeRun, fakeGitHub } from './fake-github.ts';

const never = new AbortController().signal;
const RUN_URL = 'https://github.test/octo/shop/actions/runs/1';
const AT = new Date('2026-01-01T00:00:00Z');
const RUN = { id: '1', attempt: 2, url: RUN_URL };
const KEY = { name: 'deploy', sha: 'a'.repeat(40), externalId: externalIdOf(['orders'], RUN) };

type Check = NonNullable<Saved['check']>;

const savedCheck = (check: Partial<Check> = {}, rest: Partial<Saved> = {}): Saved => ({
  check: { ...KEY, isOver: false, ...check },
  ...rest,
});
const savedDeployment = (isOver = false, rest: Partial<Saved> = {}): Saved => ({
  deployment: { id: 7, isOver },
  ...rest,
});

function scene() {
  const github = fakeGitHub(virtualWorld());
  return {
    ...github,
    close: (saved: Saved) => closeCheckRun(github.api, saved, 'deploy', RUN, never),
    post: (saved: Saved) => closeDeployment(github.api, saved, '7', RUN_URL, never),
  };
}

const conclusionOf = (run: FakeRun | undefined): CheckConclusion | undefined =>
  run?.content?.ended?.conclusion;

describe('row 68: what closing may cost → 10 s in all, and post has what is left', () => {
  it.each<[verdict: Verdict | undefined, spentMs: number | undefined, ms: number]>([
    [undefined, undefined, 8_000],
    // It was killed while it closed.
    ['failed', undefined, 2_000],
    ['failed', 4_200, 5_800],
    ['failed', 8_000, 2_000],
    ['failed', 250, 8_000],
    ['interrupted', 1_200, 8_000],
    ['failed', 99_000, 2_000],
  ])('with the verdict %s after %s ms: %i ms', (verdict, spentMs, ms) => {
    expect(closingMs({ verdict, spentMs })).toBe(ms);
  });
});

describe('a check run that was left open', () => {
  it('is closed as interrupted where no verdict is known, and keeps what was known', async () => {
    const { close, addRun, runs, operations } = scene();
    const { id } = addRun({ ...KEY, summary: '| task | state |' });
    expect(await close(savedCheck({ id }))).toEqual(done(true));
    expect(operations()).toEqual(['checkRun', 'updateCheckRun']);
    expect(runs()[0]).toMatchObject({ isOpen: false });
    expect(runs()[0]?.content).toEqual({
      detailsUrl: RUN_URL,
      ended: { conclusion: 'cancelled', at: AT },
      output: {
        title: 'interrupted',
        summary:
          'The gate was stopped before it could tell how the deployments ended; the log of the run has the rest.\n\nWhat was known last:\n\n| task | state |',
      },
    });
  });

  it('says no more that another run carries it on', async () => {
    const { close, addRun, runs } = scene();
    const { id } = addRun({ ...KEY, summary: `| task | state |\n\n${LEFT}` });
    await close(savedCheck({ id }));
    expect(runs()[0]?.content?.output?.summary).toMatch(/\| task \| state \|$/);
  });

  it('without a summary says nothing of what was known', async () => {
    const { close, addRun, runs } = scene();
    const { id } = addRun(KEY);
    await close(savedCheck({ id }));
    expect(runs()[0]?.content?.output?.summary).toMatch(/^The gate was stopped .* has the rest\.$/);
  });

  const rows: readonly (readonly [Verdict, CheckConclusion])[] = [
    ['succeeded', 'success'],
    ['failed', 'failure'],
    ['rolled-back', 'failure'],
    ['superseded', 'failure'],
    ['error', 'failure'],
    ['cancelled', 'cancelled'],
    ['interrupted', 'cancelled'],
    ['timed-out', 'timed_out'],
    ['running', 'cancelled'],
  ];
  it.each(rows)('is closed by the verdict %s as %s', async (verdict, conclusion) => {
    const { close, addRun, runs } = scene();
    const { id } = addRun({ ...KEY, summary: 'before' });
    expect(await close(savedCheck({ id }, { verdict }))).toEqual(done(true));
    expect(conclusionOf(runs()[0])).toBe(conclusion);
    expect(runs()[0]?.content?.output).toEqual({
      title: verdict,
      summary: `The verdict: **${verdict}**.\n\nWhat was known last:\n\nbefore`,
    });
  });

  it('is closed by every verdict that there is', () => {
    expect(rows.map(([verdict]) => verdict).sort()).toEqual([...VERDICTS].sort());
  });

  it('keeps within what GitHub takes for a summary', async () => {
    const { close, addRun, runs } = scene();
    const { id } = addRun({ ...KEY, summary: 'x'.repeat(65_535) });
    await close(savedCheck({ id }));
    const summary = runs()[0]?.content?.output?.summary ?? '';
    expect(summary.length).toBeLessThanOrEqual(65_535);
    expect(summary).toMatch(/^The gate was stopped .*\n\nWhat was known last:\n\nxxx/);
  });

  it.each([0, 1, 2, 3])('cuts no character in two: %i bytes before those of 4', async (offset) => {
    const { close, addRun, runs } = scene();
    const { id } = addRun({ ...KEY, summary: `${'x'.repeat(offset)}${'🚀'.repeat(16_383)}` });
    await close(savedCheck({ id }));
    const summary = runs()[0]?.content?.output?.summary ?? '';
    expect(summary).toMatch(/x*(🚀)+$/u);
    expect(summary).not.toContain('\ufffd');
    const bytes = Buffer.byteLength(summary);
    expect(bytes).toBeLessThanOrEqual(65_535);
    expect(bytes).toBeGreaterThan(65_535 - 4);
  });

  it('is closed once', async () => {
    const { close, addRun, operations } = scene();
    const { id } = addRun(KEY);
    await close(savedCheck({ id }));
    expect(await close(savedCheck({ id }))).toEqual(done(false));
    expect(operations()).toEqual(['checkRun', 'updateCheckRun', 'checkRun']);
  });
});

describe('a check run that is closed, or is to stay open,', () => {
  it.each([
    ['nothing was saved of it', {}],
    ['it is over', savedCheck({ id: 1, isOver: true })],
    ['it is over, with a verdict', savedCheck({ id: 1, isOver: true }, { verdict: 'failed' })],
    ['it is over, and its creation was not answered', savedCheck({ isOver: true })],
  ] satisfies readonly (readonly [string, Saved])[])('is not asked for where %s', async (_where, saved) => {
    const { close, addRun, calls } = scene();
    addRun({ ...KEY, startedAt: AT });
    expect(await close(saved)).toEqual(done(false));
    expect(calls).toEqual([]);
  });

  it('is left as it is', async () => {
    const { close, addRun, operations } = scene();
    const { id } = addRun({ ...KEY, isOpen: false });
    expect(await close(savedCheck({ id }))).toEqual(done(false));
    expect(operations()).toEqual(['checkRun']);
  });
});

describe('a check run whose creation was not answered', () => {
  it('is found by its external id, whatever the clocks say, and closed', async () => {
    const { close, addRun, runs, operations } = scene();
    addRun({ ...KEY, startedAt: new Date('2025-12-31T00:00:00Z') });
    expect(await close(savedCheck({ others: [] }))).toEqual(done(true));
    expect(runs()[0]?.isOpen).toBe(false);
    expect(operations()).toEqual(['checkRuns', 'updateCheckRun']);
  });

  it.each([
    ['of other tasks', { externalId: externalIdOf(['users'], RUN) }],
    ['of another run', { externalId: externalIdOf(['orders'], { id: '2', attempt: 2 }) }],
    ['of an earlier attempt', { externalId: externalIdOf(['orders'], { id: '1', attempt: 1 }) }],
    ['of another name', { name: 'deploy to test' }],
    ['on another commit', { sha: 'b'.repeat(40) }],
    ['that is closed', { isOpen: false }],
  ])('is not one %s', async (_what, run) => {
    const { close, addRun, runs } = scene();
    const theirs = addRun({ ...KEY, ...run });
    expect(await close(savedCheck({ others: [] }))).toEqual(done(false));
    expect(runs()).toEqual([theirs]);
  });

  it('is not one that was there before: another gate of this run has made it', async () => {
    const { close, addRun, runs } = scene();
    const { id } = addRun(KEY);
    addRun(KEY);
    expect(await close(savedCheck({ others: [id] }))).toEqual(done(true));
    expect(runs().map(({ isOpen }) => isOpen)).toEqual([true, false]);
  });

  it('was never created', async () => {
    const { close } = scene();
    expect(await close(savedCheck({ others: [] }))).toEqual(done(false));
  });

  it('is not looked for where it was never asked for', async () => {
    const { close, addRun, calls } = scene();
    addRun(KEY);
    expect(await close(savedCheck())).toEqual(done(false));
    expect(calls).toEqual([]);
  });
});

describe('what was saved', () => {
  it('of another run is not believed, and nothing is asked', async () => {
    const { close, addRun, calls } = scene();
    const { id } = addRun({ ...KEY, externalId: externalIdOf(['orders'], { id: '2', attempt: 2 }) });
    for (const run of [
      { id: '2', attempt: 2 },
      { id: '1', attempt: 1 },
    ]) {
      const forged = savedCheck({ id, externalId: externalIdOf(['orders'], run) });
      expect(await close(forged)).toEqual(refused('what was saved is of another run'));
    }
    expect(calls).toEqual([]);
  });

  it.each([
    ['name', { name: 'deploy to test' }],
    ['commit', { sha: 'b'.repeat(40) }],
    ['external id', { externalId: externalIdOf(['users'], RUN) }],
    ['external id, that is not a gate’s', { externalId: '' }],
  ])('is written to only if GitHub has it so: another %s', async (_what, run) => {
    const { close, addRun, runs, operations } = scene();
    const theirs = addRun({ ...KEY, ...run });
    expect(await close(savedCheck({ id: theirs.id }))).toMatchObject({ kind: 'refused' });
    expect(operations()).toEqual(['checkRun']);
    expect(runs()).toEqual([theirs]);
  });

  it.each([
    ['that was found', ['orders'], true],
    ['of other tasks', ['users'], false],
  ] as const)('may be one %s, of which only the finding was saved', async (_what, tasks, isClosed) => {
    const { close, addRun } = scene();
    const foundAs = externalIdOf(tasks, { id: '9', attempt: 1 });
    const { id } = addRun({ ...KEY, externalId: foundAs });
    expect((await close(savedCheck({ id, foundAs }))).kind).toBe(isClosed ? 'done' : 'refused');
  });

  it('row 104: of another check-name than the inputs give is not believed, and nothing is asked', async () => {
    const { close, addRun, calls } = scene();
    const { id } = addRun({ ...KEY, name: 'deploy b' });
    const forged = savedCheck({ id, name: 'deploy b' }, { verdict: 'succeeded' });
    expect(await close(forged)).toEqual(refused('what was saved is of another check-name'));
    expect(calls).toEqual([]);
  });

  it('of a check run that another run of this gate has taken over: it is left to that, and said', async () => {
    const { close, addRun, runs } = scene();
    const theirs = addRun({ ...KEY, externalId: externalIdOf(['orders'], { id: '9', attempt: 1 }) });
    expect(await close(savedCheck({ id: theirs.id }))).toEqual(
      done('another run of this gate has taken it over (https://github.test/runs/1)'),
    );
    expect(runs()).toEqual([theirs]);
  });

  it('of another deployment than the inputs name is not believed', async () => {
    const { post, calls } = scene();
    expect(await post({ deployment: { id: 8, isOver: false } })).toMatchObject({ kind: 'refused' });
    expect(calls).toEqual([]);
  });
});

describe('a check run that cannot be closed', () => {
  it.each([
    ['checkRun', { id: 1 }],
    ['checkRuns', { others: [] }],
    ['updateCheckRun', { id: 1 }],
  ] satisfies readonly (readonly [keyof GitHubApi, Partial<Check>])[])(
    'says why: %s',
    async (operation, check) => {
      for (const reply of [refused('HTTP 403'), unavailable('HTTP 502')]) {
        const { close, addRun, play } = scene();
        addRun({ ...KEY, startedAt: AT });
        play(operation, reply);
        expect(await close(savedCheck(check))).toEqual(reply);
      }
    },
  );
});

describe('a deployment that was left in progress', () => {
  const rows: readonly (readonly [Verdict | undefined, DeploymentState])[] = [
    [undefined, 'error'],
    ['succeeded', 'success'],
    ['failed', 'failure'],
    ['rolled-back', 'failure'],
    ['superseded', 'failure'],
    ['cancelled', 'error'],
    ['error', 'error'],
    ['timed-out', 'error'],
    ['interrupted', 'error'],
  ];
  it.each(rows)('with the verdict %s gets %s', async (verdict, state) => {
    const { post, calls } = scene();
    const saved = savedDeployment(false, verdict === undefined ? {} : { verdict });
    expect(await post(saved)).toEqual(done(true));
    const description = verdict ?? 'interrupted';
    expect(calls).toMatchObject([
      { operation: 'lastDeploymentStatus' },
      {
        operation: 'postDeploymentStatus',
        sent: { id: 7, state, logUrl: RUN_URL, environmentUrl: undefined, description },
      },
    ]);
  });

  it.each([
    ['nothing was saved of it', {}],
    ['it is over', savedDeployment(true, { verdict: 'failed' })],
  ] satisfies readonly (readonly [string, Saved])[])('gets nothing where %s', async (_where, saved) => {
    const { post, calls } = scene();
    expect(await post(saved)).toEqual(done(false));
    expect(calls).toEqual([]);
  });

  it('gets nothing where that was said already, the second time for example', async () => {
    const { post, statuses } = scene();
    expect(await post(savedDeployment())).toEqual(done(true));
    expect(await post(savedDeployment())).toEqual(done(false));
    expect(statuses.map(({ state }) => state)).toEqual(['error']);
  });

  it.each<[state: string, logUrl: string, verdict: Verdict | undefined, isPosted: boolean]>([
    ['in_progress', RUN_URL, undefined, true],
    ['success', RUN_URL, undefined, true],
    ['in_progress', `${RUN_URL}/job/5`, undefined, true],
    ['in_progress', '', undefined, true],
    ['queued', '', undefined, true],
    ['success', '', undefined, false],
    ['success', `${RUN_URL}1`, undefined, false],
    ['success', 'https://ci.test', undefined, false],
    ['inactive', 'https://ci.test', 'failed', false],
    ['success', `${RUN_URL}1`, 'failed', false],
    ['in_progress', `${RUN_URL}1`, undefined, false],
    // An earlier run without waiting has posted it.
    ['in_progress', `${RUN_URL}1`, 'failed', true],
    ['anything new', '', 'failed', false],
  ])(
    'row 105: whose last status is %s of "%s", with the verdict %s: posted %s',
    async (state, logUrl, verdict, isPosted) => {
      const { post, says, statuses } = scene();
      says.last = { state, logUrl };
      const saved = savedDeployment(false, verdict === undefined ? {} : { verdict });
      expect(await post(saved)).toEqual(
        done(isPosted || `another run, or a person, has posted "${state}" since`),
      );
      expect(statuses).toHaveLength(isPosted ? 1 : 0);
    },
  );

  it('row 105: is not posted where GitHub answers another state', async () => {
    const { post, says } = scene();
    says.posted = 'success';
    expect(await post(savedDeployment())).toEqual(
      unavailable('GitHub answered that the status is "success"'),
    );
  });

  it.each(['lastDeploymentStatus', 'postDeploymentStatus'] as const)(
    'that cannot be told says why: %s',
    async (operation) => {
      for (const reply of [refused('HTTP 403'), unavailable('HTTP 502')]) {
        const { post, play } = scene();
        play(operation, reply);
        expect(await post(savedDeployment())).toEqual(reply);
      }
    },
  );
});
