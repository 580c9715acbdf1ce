import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';

import {
  DEPLOYED,
  deployed,
  item,
  job,
  OURS,
  OVER,
  publishTask,
  record,
  release,
  version,
} from '../dist/entries.ts';
import { one, type Played, play, type Setting } from '../dist/scene.ts';
import { type Emulator, faults } from '../emulator/index.ts';
import { leaksOf } from '../faults/echoes.ts';
import { withProxy } from '../faults/forward-proxy.ts';
import { firstOfEach } from '../faults/hooks.ts';
import { stopped } from '../faults/interruption.ts';
import { keyless, secretsOf } from '../faults/keyless.ts';
import { listening } from '../faults/loopback.ts';
import { preloaded } from '../faults/preload/index.ts';
import { playThrough, proxyUrl } from '../faults/through-proxy.ts';
import type { Entry, Har } from './har.ts';

const TRACE = { 'trace-file': 'out/trace.har' };

/** Plays a scene with a trace. */
const traced = (setUp: (emulator: Emulator) => Setting): Promise<Played> =>
  play((emulator) => {
    const setting = setUp(emulator);
    return { ...setting, inputs: { ...setting.inputs, ...TRACE } };
  });

function logOf(step: { readonly trace: Har | undefined; readonly stdout: string }): Har['log'] {
  if (step.trace === undefined) throw new Error(`no trace: ${step.stdout}`);
  return step.trace.log;
}

/** What every trace of a step that got to its end has. */
function expectWhole({ log, step }: { readonly log: Har['log']; readonly step: Played }): void {
  const about = log._deployGate;
  const results: unknown = JSON.parse(step.outputs['results'] ?? '');
  const file: { changes: unknown } = JSON.parse(step.resultsFile ?? '');
  if (about.verdict !== step.outputs['state']) throw new Error(`verdict ${about.verdict}`);
  if (JSON.stringify(about.results) !== JSON.stringify(results)) throw new Error('other results');
  if (JSON.stringify(about.changes) !== JSON.stringify(file.changes)) throw new Error('other changes');
  if (log.entries.length !== step.emulator.requests.length) throw new Error('not every request');
}

const summaryOf = (entries: readonly Entry[]): readonly string[] =>
  entries.map(({ _task, _look, response, _fault = '' }) =>
    `${_task} ${_look} ${response.status} ${_fault}`.trim(),
  );

describe('a trace is written', () => {
  it.concurrent('of a success of every provider: each request with its task and look', async ({ expect }) => {
    const step = await traced((e) => ({
      tasks: [
        publishTask(e, [deployed('RUNNING')], [OVER]),
        version(e, [item(OURS, 'ONLINE')]),
        release(e, { status: 'SUCCESS', jobs: DEPLOYED }),
        record(e, 'running', 'succeeded'),
      ],
      env: { GITHUB_ACTION_REF: 'v1', HUAWEI_CLOUD_REGION: 'cn-north-4' },
    }));
    expect(step).toMatchObject({ exitCode: 0, stderr: '', outputs: { state: 'succeeded' } });
    const log = logOf(step);
    expectWhole({ log, step });
    expect([...summaryOf(log.entries)].sort()).toEqual([
      'api@RELEASE 1 200',
      'api@RELEASE 1 200',
      'publish 1 200',
      'publish 2 200',
      'shop 1 200',
      'shop 1 200',
      'web 1 200',
      'web 2 200',
    ]);
    expect(log.creator).toEqual({ name: 'Deploy Gate', version: 'v1' });
    expect(log.comment).toBeUndefined();
    const { inputs, environment, startedAt, endedAt } = log._deployGate;
    expect(JSON.parse(inputs['tasks'] ?? '')).toHaveLength(4);
    expect(inputs).toMatchObject({
      timeout: '60s',
      interval: '1s',
      wait: 'true',
      'huawei-project-id': 'project',
    });
    expect(environment).toEqual({ HUAWEI_CLOUD_REGION: 'cn-north-4' });
    expect(Date.parse(endedAt ?? '') - Date.parse(startedAt)).toBeGreaterThan(900);
    expect(step.stdout).toMatch(/^Trace: 8 requests, \d+ kB, in .*\/out\/trace\.har$/m);
    const asked = log.entries.map(({ request }) =>
      request.headers.map(({ name, value }) => `${name}: ${value}`),
    );
    for (const headers of asked) expect(headers).toContain('authorization: ***');
    for (const { response } of log.entries)
      expect(JSON.parse(response.content.text ?? '')).toEqual(expect.any(Object));
  });

  it.concurrent.for<readonly [what: string, state: string, setUp: (e: Emulator) => Setting]>([
    ['a failure', 'failed', (e) => one(record(e, 'failed'))],
    [
      'a rollback',
      'rolled-back',
      (e) => one(release(e, { status: 'ROLLBACK_SUCCEED', jobs: [job('cart', 'FAILED')] })),
    ],
    ['a deadline', 'timed-out', (e) => one(record(e, 'running'), { timeout: '2s' })],
    [
      'a refused key',
      'error',
      (e) => one(record(e, 'running'), { 'huawei-secret-access-key': 'AnotherSecretKey' }),
    ],
    ['a look without waiting', 'running', (e) => one(record(e, 'running'), { wait: 'false' })],
    [
      'an answer that is throttled',
      'succeeded',
      (e) => {
        e.rules.hook = firstOfEach(1, () => faults.huaweiError('APIGW.0308', 429));
        return one(record(e, 'succeeded'));
      },
    ],
    [
      'a success that must hold',
      'succeeded',
      (e) => one(version(e, [item(OURS, 'ONLINE')]), { settle: '2s' }),
    ],
  ])('in the ending of %s: %s', async ([, state, setUp], { expect }) => {
    const step = await traced(setUp);
    expect(step.outputs['state']).toBe(state);
    expectWhole({ log: logOf(step), step });
  });

  it.concurrent('where the inputs are refused, without an entry and with the reason', async ({ expect }) => {
    const step = await traced((e) => one(record(e, 'running'), { timeout: '0' }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    const { entries, _deployGate: about } = logOf(step);
    expect(entries).toEqual([]);
    // What was refused may be a secret in the wrong place.
    expect(about).toMatchObject({ verdict: 'error', results: [], inputs: {}, environment: {} });
    expect(about.faults.join()).toContain('timeout: "0" is not a duration');
  });

  it.concurrent.for(['SIGINT', 'SIGTERM'] as const)(
    'by a gate that %s ends, within 2 s, with what was under way',
    async (signal, { expect }) => {
      const step = await stopped([signal], ({ emulator: e, stopIn }) => {
        let looks = 0;
        e.rules.hook = ({ operation }) => {
          if (operation !== 'DescribeDeployApiTask') return undefined;
          looks += 1;
          if (looks < 3) return undefined;
          stopIn(100);
          return faults.silence();
        };
        return { tasks: [record(e, 'failed'), publishTask(e, [deployed('RUNNING')])], inputs: TRACE };
      });
      expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'interrupted' } });
      expect(step.wentOnMs).toBeLessThan(2_000);
      const log = logOf(step);
      expectWhole({ log, step });
      expect(log.entries.at(-1)).toMatchObject({
        _task: 'publish',
        _fault: expect.stringMatching(/^(given up|no answer yet when the trace was written)$/),
        response: { status: 0 },
      });
    },
  );

  it.concurrent('by a gate that breaks, with what broke', async ({ expect }) => {
    const step = await stopped(['SIGUSR2'], ({ emulator: e, stopIn }) => ({
      ...one(record(e, 'running'), TRACE),
      env: preloaded('throws'),
      onStdout: (text) => {
        if (text.includes(' web ')) stopIn(0);
      },
    }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    const log = logOf(step);
    expectWhole({ log, step });
    expect(log._deployGate.faults).toEqual([expect.stringContaining('side task failed')]);
    expect(JSON.stringify(log)).not.toContain(step.emulator.huawei.keys.secretAccessKey);
  });

  it.concurrent('last: where a summary never comes to its end, the one of the start is left', async ({
    expect,
  }) => {
    const step = await traced((e) => ({
      ...one(record(e, 'succeeded')),
      env: preloaded('summary-never-written'),
    }));
    expect(step).toMatchObject({ exitCode: 1, summary: '', outputs: { state: 'succeeded' } });
    expect(logOf(step)).toMatchObject({ entries: [], _deployGate: { verdict: null } });
  });

  it.concurrent('at the start, so that a killed step leaves one', async ({ expect }) => {
    const step = await stopped(['SIGKILL'], ({ emulator: e, stopIn }) => ({
      ...one(record(e, 'running'), TRACE),
      onStdout: (text) => {
        if (text.includes(' web ')) stopIn(0);
      },
    }));
    expect(step.signal).toBe('SIGKILL');
    expect(logOf(step)).toMatchObject({
      entries: [],
      _deployGate: { verdict: null, endedAt: null, results: [], inputs: {} },
    });
  });

  it.concurrent('with the list that came from a file', async ({ expect }) => {
    const step = await traced((e) => ({
      tasks: [],
      inputs: { tasks: '', 'tasks-file': 'gate.yml' },
      files: { 'gate.yml': JSON.stringify([record(e, 'succeeded')]) },
    }));
    const { inputs } = logOf(step)._deployGate;
    expect(inputs).toMatchObject({ 'tasks-file': 'gate.yml' });
    expect(inputs['tasks']).toContain('"provider":"huawei-codearts-deploy"');
  });
});

describe('a trace has', () => {
  it.concurrent('faults without an answer', async ({ expect }) => {
    await listening(createServer(), async ({ port }) => {
      const closed = await freePort();
      const step = await traced((e) => ({
        tasks: [
          { ...record(e, 'running'), endpoint: `http://127.0.0.1:${closed}` },
          { ...publishTask(e, [OVER]), endpoint: `http://127.0.0.1:${port}` },
        ],
        inputs: { wait: 'false', timeout: '3s' },
      }));
      const { entries } = logOf(step);
      const of = (task: string) => summaryOf(entries.filter(({ _task }) => _task === task));
      const refused = expect.stringMatching(/^web \d 0 connection refused \(ECONNREFUSED\)/);
      expect(of('web')).toEqual([refused, refused, refused]);
      expect(of('publish')[0]).toMatch(/^publish 1 0 (given up|no answer yet)/);
    });
  });

  it.concurrent('what goes through a proxy, and not its password', async ({ expect }) => {
    const userinfo = 'deployer:pa55word-of-the-proxy@';
    await withProxy(
      () => undefined,
      async (proxy) => {
        const step = await playThrough('https', proxyUrl(proxy, userinfo), (e) =>
          one(record(e, 'succeeded'), TRACE),
        );
        expect(step).toMatchObject({ exitCode: 0 });
        expect(summaryOf(logOf(step).entries)).toEqual(['web 1 200']);
        expect(JSON.stringify(step.trace)).not.toMatch(/pa55word|ZGVwbG95ZXI/);
      },
    );
    await withProxy(
      () => 407,
      async (proxy) => {
        const step = await playThrough('https', proxyUrl(proxy, userinfo), (e) =>
          one(record(e, 'succeeded'), TRACE),
        );
        expect(logOf(step).entries).toMatchObject([{ _fault: expect.stringContaining('407'), _fatal: true }]);
        expect(JSON.stringify(step.trace)).not.toMatch(/pa55word|ZGVwbG95ZXI/);
      },
    );
  });

  it.concurrent('the exchange of a keyless step, which is for no task, and neither tokens nor keys', async ({
    expect,
  }) => {
    const step = await play((e) =>
      keyless(e, [record(e, 'succeeded'), publishTask(e, [OVER])], { inputs: TRACE }),
    );
    expect(step).toMatchObject({ exitCode: 0 });
    const { entries } = logOf(step);
    const exchanges = entries.filter(({ _task }) => _task === undefined);
    expect(exchanges).toHaveLength(4);
    expect(entries).toHaveLength(6);
    const [sts] = exchanges.filter(({ request }) => request.url.includes('AssumeRoleWithOIDC'));
    expect(sts?.request.postData?.text).toMatch(/OIDCToken=\*\*\*(&|$)/);
    expect(JSON.parse(sts?.response.content.text ?? '')).toMatchObject({
      Credentials: {
        AccessKeyId: expect.stringMatching(/^STS\.\*\*\*$/),
        AccessKeySecret: '***',
        SecurityToken: '***',
        Expiration: expect.stringMatching(/^\d{4}-/),
      },
    });
    const [iam] = exchanges.filter(({ request }) => request.url.includes('id-token'));
    expect(iam?.response.headers).toContainEqual({ name: 'x-subject-token', value: '***' });
    expect(JSON.parse(iam?.response.content.text ?? '')).toMatchObject({
      token: { expires_at: expect.stringMatching(/^\d{4}-/) },
    });
    expect(leaksOf(step, secretsOf(step.emulator))).toEqual([]);
  });

  it.concurrent('nothing of what other steps call secret, nor cookies', async ({ expect }) => {
    const step = await traced((e) => {
      e.rules.hook = () =>
        faults.httpError(
          200,
          { status: 'success', result: { record_id: 'ours', status: 'succeeded', step: 'npm_0123456789' } },
          { 'set-cookie': 'session=0123456789' },
        );
      return { ...one(record(e, 'running')), env: { NPM_TOKEN: 'npm_0123456789' } };
    });
    expect(step).toMatchObject({ exitCode: 0 });
    const [entry] = logOf(step).entries;
    expect(JSON.parse(entry?.response.content.text ?? '')).toEqual({
      status: 'success',
      result: { record_id: 'ours', status: 'succeeded' },
    });
    expect(entry?.response.headers.map(({ name }) => name)).not.toContain('set-cookie');
    expect(JSON.stringify(step.trace)).not.toContain('0123456789');
  });
});

describe('a path that cannot be written', () => {
  it.concurrent.for([
    ['a file where a folder must be', 'gate.yml/trace.har'],
    ['a name that is too long', `${'x'.repeat(300)}.har`],
  ])('is told at once, and changes nothing else: %s', async ([, path], { expect }) => {
    const step = await play((e) => ({
      tasks: [],
      inputs: { tasks: '', 'tasks-file': 'gate.yml', 'trace-file': path ?? '' },
      files: { 'gate.yml': JSON.stringify([record(e, 'succeeded')]) },
    }));
    expect(step).toMatchObject({ exitCode: 0, stderr: '', outputs: { state: 'succeeded' } });
    const [begin = ''] = step.stdout.split('Waiting for');
    expect(begin).toMatch(
      /^::warning title=Deploy Gate::trace-file: .* cannot be written \(.*\); .* verdict stands/m,
    );
    expect(step.stdout.match(/^::warning/gm)).toHaveLength(1);
    expect(step.stdout).not.toContain('Trace:');
  });
});

describe('without trace-file', () => {
  it.concurrent('nothing is written and nothing said', async ({ expect }) => {
    const step = await play((e) => one(record(e, 'succeeded')));
    expect(step.trace).toBeUndefined();
    expect(step.stdout).not.toContain('Trace:');
  });

  it('no code for it is loaded: it is in a chunk of its own', ({ expect }) => {
    const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
    const chunks = readdirSync(dist).filter((name) => name.endsWith('.js'));
    const having = chunks.filter((name) => readFileSync(`${dist}${name}`, 'utf8').includes('_deployGate'));
    expect(having).toEqual([expect.stringMatching(/^\d+\.index\.js$/)]);
    const text = readFileSync(`${dist}${having[0]}`, 'utf8');
    expect(text.length).toBeLessThan(60_000);
  });
});

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  return listening(createServer(), async ({ port }) => port);
}
