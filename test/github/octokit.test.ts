import { createServer } from 'node:http';
import { afterAll, describe, expect, it } from 'vitest';

import { createDispatchers } from '../../src/clouds/dispatchers.ts';
import type { GitHubApi } from '../../src/github/api.ts';
import { githubApi } from '../../src/github/octokit.ts';
import type { Reply } from '../../src/github/reply.ts';
import { readWorkflowRun, type WorkflowRun } from '../../src/github/workflow-run.ts';
import type { Env } from '../../src/world.ts';
import type { Act } from '../emulator/act.ts';
import {
  type GitHub,
  type GitHubOptions,
  githubFaults,
  type OperationId,
  startGitHub,
} from '../emulator/github.ts';
import { faults } from '../emulator/index.ts';

const dispatchers = createDispatchers({ http: '', https: '', except: '' }, 4);
afterAll(() => dispatchers.close());

const never = new AbortController().signal;
const SHA = '6dcb09b5b57875f334f61aebed695e2e4193db5e';
const STARTED = new Date('2026-01-01T00:00:00Z');
const ENDED = new Date('2026-01-01T00:10:00.500Z');
const DETAILS = 'https://github.test/octo/shop/actions/runs/1';
const DEPLOYMENT = 7;
const OUTPUT = { title: 'running', summary: 'all of it', text: 'the parts' };

function runOf(env: Env): WorkflowRun {
  const run = readWorkflowRun(env, () => undefined);
  if (typeof run === 'string') throw new Error(run);
  return run;
}

/** Who asks, and until when. */
interface By {
  readonly api?: GitHubApi;
  readonly signal?: AbortSignal;
}

/** A GitHub of its own for each test, since much of the time they wait. */
interface Scene {
  readonly github: GitHub;
  /** A client that shares its pace with no other, unless they have one purpose. */
  readonly connect: (purpose?: string, token?: string, env?: Env) => GitHubApi;
  /** Calls an operation where its check run and its deployment are there. */
  readonly ask: (operation: Operation, by?: By) => Promise<Reply<unknown>>;
  /** How often an operation was asked for. */
  readonly said: (id: OperationId) => number;
}

let clients = 0;

/** Nothing that GitHub does not know may be sent to it, and no reason may hold the token. */
async function play(body: (scene: Scene) => Promise<void>, options: GitHubOptions = {}): Promise<void> {
  const github = await startGitHub(options);
  const reasons: string[] = [];
  const connect: Scene['connect'] = (purpose = `test ${clients++}`, token = github.token, env = {}) =>
    githubApi(runOf({ ...github.env, ...env }), token, dispatchers, purpose);
  github.addDeployment({ id: DEPLOYMENT });
  try {
    await body({
      github,
      connect,
      said: (id) => github.requests.filter(({ operation }) => operation === id).length,
      ask: async ({ call }, { api = connect(), signal = never } = {}) => {
        const checkRun =
          github.checkRuns()[0] ?? github.addCheckRun({ name: 'deploy', status: 'in_progress' });
        const reply = await call(api, signal, checkRun.id);
        if (reply.kind !== 'done') reasons.push(reply.reason);
        return reply;
      },
    });
  } finally {
    await github.close();
  }
  expect(github.violations).toEqual([]);
  for (const reason of reasons) expect(reason).not.toContain(github.token);
}

/** One of GitHub's operations as the gate uses it. */
interface Operation {
  readonly id: OperationId;
  /** What only reads, and what may be said twice, is tried again. */
  readonly isRepeated: boolean;
  readonly permission: string;
  readonly call: (api: GitHubApi, signal: AbortSignal, checkRun: number) => Promise<Reply<unknown>>;
}

const content = { detailsUrl: DETAILS, output: OUTPUT };
const CREATION: Operation = {
  id: 'checks/create',
  isRepeated: false,
  permission: 'checks: write',
  call: (api, signal) =>
    api.createCheckRun({ name: 'deploy', sha: SHA, externalId: 'x', ...content }, signal),
};
const OPERATIONS: readonly Operation[] = [
  {
    id: 'checks/list-for-ref',
    isRepeated: true,
    permission: 'checks: write',
    call: (api, signal) => api.checkRuns('deploy', SHA, signal),
  },
  {
    id: 'checks/get',
    isRepeated: true,
    permission: 'checks: write',
    call: (api, signal, id) => api.checkRun(id, signal),
  },
  CREATION,
  {
    id: 'checks/update',
    isRepeated: true,
    permission: 'checks: write',
    call: (api, signal, id) => api.updateCheckRun(id, content, signal),
  },
  {
    id: 'repos/list-deployment-statuses',
    isRepeated: true,
    permission: 'deployments: write',
    call: (api, signal) => api.lastDeploymentStatus(DEPLOYMENT, signal),
  },
  {
    id: 'repos/create-deployment-status',
    isRepeated: false,
    permission: 'deployments: write',
    call: (api, signal) =>
      api.postDeploymentStatus(
        DEPLOYMENT,
        { state: 'in_progress', logUrl: DETAILS, environmentUrl: undefined, description: 'running' },
        signal,
      ),
  },
];
const ROWS = OPERATIONS.map((operation) => [operation.id, operation] as const);

describe.concurrent('a check run', () => {
  it('is created as it goes on', () =>
    play(async ({ github, connect }) => {
      const reply = await connect().createCheckRun(
        { name: 'deploy', sha: SHA, externalId: 'deploy-gate:1', ...content },
        never,
      );
      const [run] = github.checkRuns();
      expect(run?.writes.map(({ body }) => body)).toEqual([
        {
          name: 'deploy',
          head_sha: SHA,
          external_id: 'deploy-gate:1',
          status: 'in_progress',
          details_url: DETAILS,
          output: OUTPUT,
        },
      ]);
      expect(reply).toEqual({
        kind: 'done',
        value: {
          id: run?.id,
          name: 'deploy',
          sha: SHA,
          url: run?.html_url,
          externalId: 'deploy-gate:1',
          app: 15_368,
          detailsUrl: run?.details_url,
          isOpen: true,
          conclusion: '',
          startedAt: new Date(run?.started_at ?? ''),
          summary: 'all of it',
          text: 'the parts',
        },
      });
    }));

  it('may be created closed', () =>
    play(async ({ github, connect }) => {
      await connect().createCheckRun(
        {
          name: 'deploy',
          sha: SHA,
          externalId: 'x',
          ...content,
          ended: { conclusion: 'timed_out', at: ENDED },
        },
        never,
      );
      expect(github.checkRuns()).toMatchObject([
        { status: 'completed', conclusion: 'timed_out', completed_at: '2026-01-01T00:10:00Z' },
      ]);
    }));

  it('that goes on is not told its status again, so that a late update does not open it anew', () =>
    play(async ({ github, connect }) => {
      const { id } = github.addCheckRun({ name: 'deploy', status: 'completed', conclusion: 'success' });
      const reply = await connect().updateCheckRun(id, content, never);
      expect(reply).toMatchObject({ kind: 'done', value: { id, isOpen: false } });
      const [run] = github.checkRuns();
      expect(run).toMatchObject({ status: 'completed', conclusion: 'success' });
      expect(run?.writes.map(({ body }) => body)).toEqual([{ details_url: DETAILS, output: OUTPUT }]);
    }));

  it('is closed by an update; a text that is left out stays', () =>
    play(async ({ github, connect }) => {
      const { id } = github.addCheckRun({ name: 'deploy', status: 'in_progress', output: OUTPUT });
      const output = { title: 'failed', summary: 'none of it' };
      const ended = { conclusion: 'failure' as const, at: ENDED };
      const reply = await connect().updateCheckRun(id, { detailsUrl: DETAILS, output, ended }, never);
      expect(reply).toMatchObject({ kind: 'done', value: { isOpen: false, summary: 'none of it' } });
      expect(github.checkRuns()).toMatchObject([
        {
          status: 'completed',
          conclusion: 'failure',
          completed_at: '2026-01-01T00:10:00Z',
          output: { text: 'the parts' },
        },
      ]);
    }));

  it('is read by its id', () =>
    play(async ({ github, connect }) => {
      const { id, html_url } = github.addCheckRun({
        name: 'deploy',
        status: 'completed',
        conclusion: 'success',
      });
      expect(await connect().checkRun(id, never)).toEqual({
        kind: 'done',
        value: {
          id,
          name: 'deploy',
          sha: SHA,
          url: html_url,
          externalId: '',
          app: 15_368,
          detailsUrl: html_url,
          isOpen: false,
          conclusion: 'success',
          startedAt: expect.any(Date),
          summary: '',
          text: '',
        },
      });
    }));

  it('is read although it tells little of itself', () =>
    play(async ({ github, connect }) => {
      github.play(
        'checks/get',
        faults.wrongShape({
          id: 5,
          html_url: null,
          external_id: null,
          details_url: null,
          status: 'queued',
          started_at: 'a while ago',
          output: { summary: null },
        }),
      );
      expect(await connect().checkRun(5, never)).toEqual({
        kind: 'done',
        value: {
          id: 5,
          name: '',
          sha: '',
          url: '',
          externalId: '',
          app: undefined,
          detailsUrl: '',
          isOpen: true,
          conclusion: '',
          startedAt: undefined,
          summary: '',
          text: '',
        },
      });
    }));

  it('needs no more than its id', () =>
    play(async ({ github, connect }) => {
      github.play('checks/get', faults.wrongShape({ id: 5 }));
      expect(await connect().checkRun(5, never)).toEqual({
        kind: 'done',
        value: {
          id: 5,
          name: '',
          sha: '',
          url: '',
          externalId: '',
          app: undefined,
          detailsUrl: '',
          isOpen: true,
          conclusion: '',
          startedAt: undefined,
          summary: '',
          text: '',
        },
      });
    }));

  it.each([
    ['https://github.test/octo/shop/runs/5', true],
    ['http://127.0.0.1:8080/runs/5', true],
    ['javascript:alert(1)', false],
    [' https://github.test', false],
    ['https://github.test/\n::error::boom', false],
    ['https://github.test/a b', false],
    ['https://', false],
  ])('has the page %j: %s', (html_url, isPage) =>
    play(async ({ github, connect }) => {
      github.play('checks/get', faults.wrongShape({ id: 5, html_url }));
      expect(await connect().checkRun(5, never)).toMatchObject({ value: { url: isPage ? html_url : '' } });
    }),
  );
});

describe.concurrent('the check runs of a name', () => {
  it('are those on the commit, newest first, of each suite all', () =>
    play(async ({ github, connect }) => {
      const seed = { name: 'deploy', status: 'in_progress' as const };
      const ids = [
        github.addCheckRun({ ...seed, external_id: '1', started_at: '2026-01-01T00:00:00Z' }),
        github.addCheckRun({ ...seed, external_id: '2', started_at: '2026-01-01T02:00:00+02:00' }),
        github.addCheckRun({ ...seed, external_id: '3', job: true }),
      ].map(({ id }) => id);
      github.addCheckRun({ ...seed, name: 'deploy to test' });
      github.addCheckRun({ ...seed, head_sha: 'f'.repeat(40) });
      const closed = github.addCheckRun({ name: 'deploy', status: 'completed', conclusion: 'success' });
      const reply = await connect().checkRuns('deploy', SHA, never);
      const value = reply.kind === 'done' ? reply.value : [];
      expect(value.map(({ id }) => id)).toEqual([closed.id, ...ids.toReversed()]);
      expect(value.map(({ externalId }) => externalId)).toEqual(['', '3', '2', '1']);
      expect(value.map(({ isOpen }) => isOpen)).toEqual([false, true, true, true]);
      expect(value[2]?.startedAt).toEqual(STARTED);
      expect(value[1]?.detailsUrl).toMatch(/\/job\/\d+$/);
    }));

  it('are up to 100 by one request', () =>
    play(async ({ github, connect }) => {
      for (let n = 0; n < 60; n += 1) github.addCheckRun({ name: 'deploy', status: 'in_progress' });
      const reply = await connect().checkRuns('deploy', SHA, never);
      expect(reply).toMatchObject({ value: { length: 60 } });
      expect(github.requests).toHaveLength(1);
    }));

  it('are all where there are more: an old one that was left open is among them', () =>
    play(async ({ github, connect }) => {
      const { id } = github.addCheckRun({ name: 'deploy', status: 'in_progress' });
      for (let n = 0; n < 200; n += 1) github.addCheckRun({ name: 'deploy', status: 'in_progress' });
      const reply = await connect().checkRuns('deploy', SHA, never);
      const ids = reply.kind === 'done' ? reply.value.map((run) => run.id) : [];
      expect([ids.length, ids.at(-1)]).toEqual([201, id]);
      expect(github.requests.map(({ url }) => /[?&]page=(\d+)/.exec(url)?.[1])).toEqual([
        undefined,
        '2',
        '3',
      ]);
    }));

  it('are at most ten pages', () =>
    play(async ({ github, connect }) => {
      const runs = Array.from({ length: 100 }, (_, index) => ({ id: index + 1 }));
      github.play('checks/list-for-ref', faults.wrongShape({ check_runs: runs }), { times: 99 });
      expect(await connect().checkRuns('deploy', SHA, never)).toMatchObject({ value: { length: 100 } });
      expect(github.requests).toHaveLength(10);
    }));

  it('are none where there is none', () =>
    play(async ({ connect }) => {
      expect(await connect().checkRuns('deploy', SHA, never)).toEqual({ kind: 'done', value: [] });
    }));

  it.each(['deploy to "prod" & more?', 'déploiement ✅', 'a/b#c', '100%'])('may be called %j', (name) =>
    play(async ({ github, connect }) => {
      github.addCheckRun({ name, status: 'in_progress' });
      github.addCheckRun({ name: 'deploy', status: 'in_progress' });
      expect(await connect().checkRuns(name, SHA, never)).toMatchObject({ value: { length: 1 } });
    }),
  );
});

describe.concurrent('the date', () => {
  it('is that of the last answer, whatever the clock of the machine says', () => {
    let aheadMs = -72 * 3_600_000;
    return play(
      async ({ connect }) => {
        const api = connect();
        const off = (): number =>
          Math.abs(Math.round((api.date().getTime() - Date.now() - aheadMs) / 60_000));
        expect(Math.abs(api.date().getTime() - Date.now())).toBeLessThan(60_000);
        await api.checkRuns('deploy', SHA, never);
        expect(off()).toBe(0);
        aheadMs = 31 * 60_000;
        await api.checkRun(1, never);
        expect(off()).toBe(0);
      },
      { clock: () => Date.now() + aheadMs },
    );
  });
});

describe.concurrent('a deployment', () => {
  it('gets a status with everything', () =>
    play(async ({ github, connect }) => {
      const id = github.addDeployment();
      const status = {
        state: 'success',
        logUrl: DETAILS,
        environmentUrl: 'https://shop.test',
        description: 'succeeded, after 3m',
      } as const;
      expect(await connect().postDeploymentStatus(id, status, never)).toEqual({
        kind: 'done',
        value: 'success',
      });
      expect(github.requests.map(({ body }) => body)).toEqual([
        {
          state: 'success',
          log_url: DETAILS,
          description: 'succeeded, after 3m',
          environment_url: 'https://shop.test',
        },
      ]);
    }));

  it('gets a status without a page', () =>
    play(async ({ github, connect }) => {
      const id = github.addDeployment();
      const status = { state: 'error', logUrl: DETAILS, environmentUrl: undefined, description: '' } as const;
      await connect().postDeploymentStatus(id, status, never);
      expect(github.requests[0]?.body).toEqual({ state: 'error', log_url: DETAILS, description: '' });
    }));

  it.each([
    [{ id: 1 }, ''],
    [{ state: 'success' }, 'success'],
    [{ id: 1, state: 'failure' }, 'failure'],
  ])('has got the status that the answer says: %j', (answer, value) =>
    play(async ({ github, connect }) => {
      github.play('repos/create-deployment-status', faults.wrongShape(answer));
      const status = {
        state: 'success',
        logUrl: DETAILS,
        environmentUrl: undefined,
        description: '',
      } as const;
      expect(await connect().postDeploymentStatus(DEPLOYMENT, status, never)).toEqual({
        kind: 'done',
        value,
      });
    }),
  );

  it('has its last state', () =>
    play(async ({ github, connect }) => {
      const id = github.addDeployment();
      const api = connect();
      expect(await api.lastDeploymentStatus(id, never)).toEqual({ kind: 'done', value: undefined });
      for (const state of ['in_progress', 'failure'] as const) {
        await connect().postDeploymentStatus(
          id,
          { state, logUrl: DETAILS, environmentUrl: undefined, description: '' },
          never,
        );
        expect(await api.lastDeploymentStatus(id, never)).toEqual({
          kind: 'done',
          value: { state, logUrl: DETAILS },
        });
      }
      expect(await api.lastDeploymentStatus(id + 1, never)).toMatchObject({ kind: 'refused' });
    }));
});

describe.concurrent.each(ROWS)('%s', (id, operation) => {
  it('is signed with the token, and names the gate', () =>
    play(async ({ github, ask, said }) => {
      expect(await ask(operation)).toMatchObject({ kind: 'done' });
      const headers = github.requests[0]?.headers;
      expect(headers?.get('authorization')).toBe(`token ${github.token}`);
      expect(headers?.get('user-agent')).toMatch(/^deploy-gate\b/);
      expect(said(id)).toBe(1);
    }));

  it.each<[string, Act, Reply<never>['kind'], RegExp]>([
    [
      '401',
      githubFaults.gitHubError(401, 'Bad credentials'),
      'refused',
      /github-token.*401: Bad credentials/,
    ],
    ['403', githubFaults.notAccessible(), 'refused', new RegExp(`"${operation.permission}".*403`)],
    ['404', githubFaults.notFound(), 'refused', new RegExp(`"${operation.permission}".*404`)],
    ['410', githubFaults.gitHubError(410, 'Gone'), 'refused', /410: Gone/],
    [
      '422',
      githubFaults.validationFailed({ resource: 'CheckRun', code: 'custom', field: 'name', message: 'no' }),
      'refused',
      /422: Validation Failed/,
    ],
    ['a secondary limit of a minute', githubFaults.secondaryRateLimit(60), 'unavailable', /rate limit.*403/],
    [
      'a secondary limit of a minute by 429',
      githubFaults.secondaryRateLimit(60, 429),
      'unavailable',
      /rate limit.*429/,
    ],
    ['429 alone', githubFaults.gitHubError(429, 'Too many requests'), 'unavailable', /rate limit.*429/],
    [
      'a secondary limit of its own measure',
      githubFaults.secondaryRateLimit(),
      'unavailable',
      /rate limit.*403/,
    ],
    [
      'a primary limit of an hour',
      githubFaults.primaryRateLimit(Date.now() + 3_600_000),
      'unavailable',
      /rate limit.*403/,
    ],
  ])('is asked once where GitHub answers %s', (_what, act, kind, reason) =>
    play(async ({ github, ask, said }) => {
      github.play(id, act, { times: 9 });
      expect(await ask(operation)).toEqual({ kind, reason: expect.stringMatching(reason) });
      expect(said(id)).toBe(1);
    }),
  );

  it('is refused with a token that is not GitHub’s, or has no permission', () =>
    play(async ({ github, connect, ask }) => {
      expect(await ask(operation, { api: connect(`other ${id}`, 'ghs_other') })).toMatchObject({
        kind: 'refused',
        reason: expect.stringContaining('Bad credentials'),
      });
      github.permissions.checks = 'none';
      github.permissions.deployments = 'none';
      expect(await ask(operation)).toMatchObject({
        kind: 'refused',
        reason: expect.stringContaining(`lacks the permission "${operation.permission}"`),
      });
    }));

  it.each<[string, Act]>([
    ['403', githubFaults.secondaryRateLimit(1)],
    ['429', githubFaults.secondaryRateLimit(1, 429)],
  ])('is asked again after a limit of a second by %s, since nothing was done', (_status, act) =>
    play(async ({ github, ask, said }) => {
      github.play(id, act);
      expect(await ask(operation)).toMatchObject({ kind: 'done' });
      expect(said(id)).toBe(2);
      const [first, second] = github.requests;
      expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(900);
    }),
  );

  it.each<[string, Act]>([
    ['500', githubFaults.serverError()],
    ['502', githubFaults.serverError(502)],
    ['503', githubFaults.serverError(503)],
    ['a reset', faults.reset()],
  ])('after %s is asked again only if that can do no harm', (_what, act) =>
    play(async ({ github, ask, said }) => {
      github.play(id, act);
      const reply = await ask(operation);
      if (operation.isRepeated) expect(reply).toMatchObject({ kind: 'done' });
      else expect(reply).toMatchObject({ kind: 'unavailable' });
      expect(said(id)).toBe(operation.isRepeated ? 2 : 1);
    }),
  );

  it.each<[string, Act, Reply<never>['kind']]>([
    ['JSON that was cut off', faults.truncated(), 'unavailable'],
    ['half a JSON', faults.halfJson('{"id": 1, "sta'), 'unavailable'],
    ['a reset in the middle', faults.resetMidBody(), 'unavailable'],
    ['null', faults.wrongShape(null), 'unavailable'],
    ['a text', faults.wrongShape('success'), 'unavailable'],
    ['another object', faults.wrongShape({ status: 'success' }), 'unavailable'],
    ['nothing', faults.emptyBody(), 'unavailable'],
    ['no content', faults.httpError(204), 'unavailable'],
    ['a page of somebody else', faults.htmlPage(), 'unavailable'],
    ['Not Modified', faults.httpError(304), 'refused'],
  ])('is not done where the answer is %s', (_what, act, kind) =>
    play(async ({ github, ask, said }) => {
      github.play(id, act, { times: 9 });
      expect(await ask(operation)).toMatchObject({ kind });
      expect(said(id)).toBe(1);
    }),
  );

  it('is given up when its signal says so, and not sent again', () =>
    play(async ({ github, ask, said }) => {
      github.play(id, faults.silence(), { times: 9 });
      const given = new AbortController();
      const reply = ask(operation, { signal: given.signal });
      await seen(() => said(id));
      given.abort();
      expect(await reply).toMatchObject({ kind: 'unavailable' });
      expect(said(id)).toBe(1);
    }));

  it('is not sent where it is given up already', () =>
    play(async ({ github, ask }) => {
      expect(await ask(operation, { signal: AbortSignal.abort() })).toMatchObject({ kind: 'unavailable' });
      expect(github.requests).toEqual([]);
    }));

  it.each([301, 302, 303, 307, 308])('follows no redirect: %i', (status) =>
    play(async ({ github, ask, said }) => {
      const other = await startOther();
      github.play(id, faults.redirect(`${other.url}/elsewhere`, status), { times: 9 });
      const reply = await ask(operation);
      await other.close();
      expect(reply).toMatchObject({ kind: 'refused', reason: expect.stringContaining(`HTTP ${status}`) });
      expect(other.requests).toEqual([]);
      expect(said(id)).toBe(1);
    }),
  );

  it('tells no token that the answer repeats', () =>
    play(async ({ github, ask }) => {
      github.play(id, githubFaults.gitHubError(422, `authorization: token ${github.token}`));
      expect(await ask(operation)).toMatchObject({ kind: 'refused', reason: expect.stringContaining('***') });
    }));
});

describe.concurrent('a client', () => {
  it('tries what only reads three times more', () =>
    play(async ({ github, connect }) => {
      github.play('any', githubFaults.serverError(502), { times: 99 });
      const [listed, state] = await Promise.all([
        connect().checkRuns('deploy', SHA, never),
        connect().lastDeploymentStatus(7, never),
      ]);
      expect([listed, state]).toMatchObject([
        { kind: 'unavailable', reason: 'GitHub answered HTTP 502' },
        { kind: 'unavailable', reason: 'GitHub answered HTTP 502' },
      ]);
      expect(github.requests).toHaveLength(8);
    }));

  it('that is given up while it waits to try again sends nothing more', () =>
    play(async ({ github, connect }) => {
      github.play('any', githubFaults.serverError(502), { times: 99 });
      const given = new AbortController();
      const reply = connect().checkRuns('deploy', SHA, given.signal);
      await seen(() => github.requests.length);
      given.abort();
      expect(await reply).toMatchObject({ kind: 'unavailable' });
      expect(github.requests).toHaveLength(1);
    }));

  it('of one purpose drops the write that is given up while it keeps them apart', () =>
    play(async ({ github, connect, ask }) => {
      const given = new AbortController();
      const replies = [
        ask(CREATION, { api: connect('dropping') }),
        ask(CREATION, { api: connect('dropping'), signal: given.signal }),
        ask(CREATION, { api: connect('dropping') }),
      ];
      await replies[0];
      given.abort();
      expect(await Promise.all(replies)).toMatchObject([
        { kind: 'done' },
        { kind: 'unavailable' },
        { kind: 'done' },
      ]);
      expect(github.requests).toHaveLength(2);
    }));

  it('of one purpose keeps its writes apart, and those of another do not wait for them', () =>
    play(async ({ github, connect }) => {
      const post = (description: string, purpose: string) =>
        connect(purpose).postDeploymentStatus(
          DEPLOYMENT,
          { state: 'in_progress', logUrl: DETAILS, environmentUrl: undefined, description },
          never,
        );
      await post('first', 'mine');
      await Promise.all([post('second', 'mine'), post('between', 'another')]);
      expect(github.deploymentStatuses(DEPLOYMENT).map(({ description }) => description)).toEqual([
        'first',
        'between',
        'second',
      ]);
    }));

  it.each(['/api/v3', '/api/v3/'])('works below a base path: %s', (path) =>
    play(
      async ({ github, connect }) => {
        const api = connect('below', github.token, {
          GITHUB_API_URL: github.apiUrl.replace('/api/v3', path),
        });
        const replies = [
          await api.checkRuns('deploy', SHA, never),
          await CREATION.call(api, never, 0),
          await api.lastDeploymentStatus(DEPLOYMENT, never),
        ];
        expect(replies).toMatchObject([{ kind: 'done' }, { kind: 'done' }, { kind: 'done' }]);
        expect(github.requests).toHaveLength(3);
        for (const { url } of github.requests) expect(url).toMatch(/^\/api\/v3\/repos\/octo\/shop\//);
      },
      { basePath: '/api/v3' },
    ),
  );

  it('says where nobody listens', () =>
    play(async ({ github, connect }) => {
      await github.close();
      expect(await CREATION.call(connect(), never, 0)).toEqual({
        kind: 'unavailable',
        reason: expect.stringMatching(
          /^connection refused \(ECONNREFUSED\) on the way to 127\.0\.0\.1:\d+; check the network, and HTTPS_PROXY$/,
        ),
      });
    }));

  it('says what it met until it was given up', () =>
    play(async ({ github, connect, said }) => {
      const api = connect();
      github.play('checks/list-for-ref', githubFaults.serverError(502), { times: 99 });
      const given = new AbortController();
      const reply = api.checkRuns('deploy', SHA, given.signal);
      // An other request, at the same time, that meets nothing.
      expect(await api.lastDeploymentStatus(DEPLOYMENT, given.signal)).toMatchObject({ kind: 'done' });
      // The second is sent when the first has been answered.
      await seen(() => said('checks/list-for-ref'), 2);
      given.abort();
      expect(await reply).toEqual({ kind: 'unavailable', reason: 'no answer in time: HTTP 502' });
    }));

  it('says of nothing but silence that there was no answer', () =>
    play(async ({ github, connect }) => {
      github.play('checks/list-for-ref', faults.silence());
      const given = new AbortController();
      const api = connect();
      const reply = api.checkRuns('deploy', SHA, given.signal);
      await seen(() => github.requests.length);
      github.play('repos/list-deployment-statuses', githubFaults.notAccessible());
      expect(await api.lastDeploymentStatus(DEPLOYMENT, given.signal)).toMatchObject({ kind: 'refused' });
      given.abort();
      expect(await reply).toEqual({ kind: 'unavailable', reason: 'no answer in time' });
    }));

  it('asks once where no other attempt would be better', () =>
    play(async ({ connect }) => {
      const other = await startOther();
      // It does not speak TLS.
      const api = connect('plain', 'ghs_token', { GITHUB_API_URL: other.url.replace('http:', 'https:') });
      const reply = await api.checkRuns('deploy', SHA, never);
      await other.close();
      expect(reply).toEqual({ kind: 'refused', reason: expect.stringMatching(/^no TLS with 127\.0\.0\.1:/) });
      expect(other.connections()).toBe(1);
    }));

  it('writes nothing to the log', () =>
    play(async ({ github, connect }) => {
      const written: unknown[] = [];
      const { log, warn, error, info, debug } = console;
      const note = (...words: unknown[]): void => void written.push(words);
      Object.assign(console, { log: note, warn: note, error: note, info: note, debug: note });
      try {
        const headers = {
          deprecation: 'true',
          link: '<https://docs.test>; rel="deprecation"',
          sunset: 'soon',
        };
        github.play('any', faults.httpError(200, { check_runs: [] }, headers));
        expect(await connect().checkRuns('deploy', SHA, never)).toMatchObject({ kind: 'done' });
      } finally {
        Object.assign(console, { log, warn, error, info, debug });
      }
      expect(written).toEqual([]);
    }));
});

/** Waits until so many were sent. */
async function seen(count: () => number, atLeast = 1): Promise<void> {
  while (count() < atLeast) await new Promise((resolve) => setImmediate(resolve));
}

/** Another host, to which nothing must be sent. */
async function startOther() {
  const requests: unknown[] = [];
  const server = createServer((request, response) => {
    requests.push([request.method, request.url, request.headers]);
    response.end('{}');
  });
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const close = (): Promise<void> =>
    new Promise((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, requests, connections: () => connections, close };
}
