import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify, stripVTControlCharacters } from 'node:util';

import { afterAll, beforeAll, describe, it } from 'vitest';

const COMMAND = fileURLToPath(new URL('replay.ts', import.meta.url));
const EXAMPLE = fileURLToPath(new URL('example-publish-task.succeeded.har', import.meta.url));
const UNKNOWN_WORD = fileURLToPath(new URL('publish-task-unknown-word.timed-out.har', import.meta.url));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deploy-gate-replay-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the command writes, and its exit code. */
async function run(...words: readonly string[]): Promise<{ readonly code: unknown; readonly text: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [COMMAND, ...words]);
    return { code: 0, text: stripVTControlCharacters(stdout + stderr) };
  } catch (error) {
    const seen = (key: string): unknown => Reflect.get(Object(error), key);
    return {
      code: seen('code'),
      text: stripVTControlCharacters(`${String(seen('stdout'))}${String(seen('stderr'))}`),
    };
  }
}

/** Writes a file, and gives its path. */
async function file(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const URL_OF_TASK = 'https://apigateway.cn-hangzhou.aliyuncs.com/?OperationUid=uid';
const OVER =
  '{"DeployedResults":{"DeployedResult":[{"ApiUid":"api","DeployedStatus":"OVER","ErrorMsg":"Success"}]}}';

/** An entry of a trace: what came of a look at the task "orders". */
function entry(look: number, outcome: object | string): object {
  const [status, text] = typeof outcome === 'string' ? [200, outcome] : [0, undefined];
  const fault = typeof outcome === 'string' ? {} : outcome;
  return {
    startedDateTime: `2026-03-02T09:00:0${look}.000Z`,
    time: 40,
    request: {
      method: 'POST',
      url: URL_OF_TASK,
      headers: [{ name: 'x-acs-action', value: 'DescribeDeployApiTask' }],
    },
    response: { status, headers: [], content: { text } },
    _task: 'orders',
    _look: look,
    ...fault,
  };
}

/** A trace of a step that waits for a publish task. */
function trace(entries: readonly object[], about: object = {}): object {
  const task = { provider: 'alibaba-api-gateway', name: 'orders', 'operation-uid': 'uid' };
  const inputs = { tasks: JSON.stringify([task]), 'alibaba-region': 'cn-hangzhou', timeout: '2m' };
  const given = {
    schema: 1,
    inputs,
    environment: {},
    startedAt: '2026-03-02T09:00:00.000Z',
    endedAt: '2026-03-02T09:02:00.000Z',
    verdict: 'succeeded',
    results: [],
    changes: [],
    faults: [],
    ...about,
  };
  return { log: { version: '1.2', creator: { name: '', version: '' }, _deployGate: given, entries } };
}

describe('npm run replay', () => {
  it.concurrent('shows log and summary, and both verdicts', async ({ expect }) => {
    const { code, text } = await run(UNKNOWN_WORD);
    expect(code).toBe(0);
    expect(text).toMatch(/^10:00 .*timed-out .*orders .*still running after 10m: "SCHEDULING"/m);
    expect(text).toContain('❌ Deploy Gate: timed-out');
    expect(text).toContain('recorded: timed-out\nreplayed: timed-out\n');
    expect(text).not.toContain('Not as recorded');
  });

  it.concurrent('is a check with --expect', async ({ expect }) => {
    expect((await run(EXAMPLE, '--expect', 'succeeded')).code).toBe(0);
    expect((await run(EXAMPLE, '--expect', 'timed-out')).code).toBe(1);
    expect(await run(UNKNOWN_WORD, '--expect', 'well')).toMatchObject({
      code: 1,
      text: expect.stringContaining('--expect "well" is no verdict; write one of succeeded'),
    });
  });

  it.concurrent.for([
    ['text', 'It is no HAR.', 'it is no JSON'],
    ['another JSON', { log: [] }, 'it is no HAR'],
    [
      'a HAR of a browser',
      { log: { version: '1.2', entries: [] } },
      'it is a HAR, but no trace: log._deployGate is missing',
    ],
    ['a later schema', trace([], { schema: 2 }), 'a trace of schema 2; this version reads schema 1'],
    ['a killed step', trace([], { verdict: null, endedAt: null }), 'of a step that was killed'],
    [
      'a broken entry',
      trace([{ _task: 'orders' }]),
      'log.entries[0] is not as a trace has it: startedDateTime',
    ],
  ] as const)('refuses %s at once', async ([name, content, message], { expect }) => {
    const { code, text } = await run(await file(`${name}.har`, content));
    expect(code).toBe(1);
    expect(text).toContain(message);
    expect(text.trim().split('\n')).toHaveLength(1);
  });

  it.concurrent('wants one file', async ({ expect }) => {
    expect(await run()).toMatchObject({
      code: 1,
      text: expect.stringContaining('npm run replay -- FILE.har'),
    });
    expect((await run(join(folder, 'none'))).text).toContain('ENOENT');
  });

  it.concurrent('repeats the look before one that was left out, and the last', async ({ expect }) => {
    const running = OVER.replace('OVER', 'RUNNING');
    const path = await file('gaps.har', trace([entry(1, running), entry(6, OVER)]));
    const { code, text } = await run(path, '--expect', 'succeeded');
    expect({ code, text }).toMatchObject({ code: 0 });
    expect(text).toMatch(/^00:0[5-9] .*succeeded .*orders/m);
  });

  it.concurrent.for([
    ['a name that does not exist', { _fault: 'the host x', _hopelessAfterMs: 30_000 }, 'error', 'ENOTFOUND'],
    ['a certificate', { _fault: 'the certificate of x', _fatal: true }, 'error', 'no TLS with 127.0.0.1'],
    [
      'silence',
      { _fault: 'no complete answer within 30 s', time: 30_000 },
      'timed-out',
      'no complete answer',
    ],
    ['a reset', { _fault: 'connection reset (ECONNRESET)' }, 'timed-out', 'connection reset'],
    ['a closed connection', { _fault: 'the connection was closed (X)' }, 'timed-out', 'UND_ERR_SOCKET'],
  ] as const)('plays %s on loopback', async ([name, fault, verdict, reason], { expect }) => {
    const path = await file(`${name}.har`, trace([entry(1, fault)], { verdict }));
    const { code, text } = await run(path, '--expect', verdict);
    expect({ code, text }).toMatchObject({ code: 0 });
    expect(text).toContain(reason);
    expect(text).not.toContain('Cannot be played');
  });

  it.concurrent('says what it cannot play', async ({ expect }) => {
    const fault = { _fault: 'the certificate of x', _fatal: true };
    const { text } = await run(await file('mixed.har', trace([entry(1, '{}'), entry(2, fault)])));
    expect(text).toContain('Cannot be played: the certificate of x');
  });

  it.concurrent('interrupts where it was interrupted', async ({ expect }) => {
    const running = OVER.replace('OVER', 'RUNNING');
    const results = [{ name: 'orders', state: 'running', parts: [] }];
    const path = await file('stop.har', trace([entry(1, running)], { verdict: 'interrupted', results }));
    expect(await run(path, '--expect', 'interrupted')).toMatchObject({ code: 0 });
  });

  it.concurrent('takes asterisks for what they hide, and a hostile name for a name', async ({ expect }) => {
    const task = { provider: 'alibaba-api-gateway', name: '::error::a\u202eb', 'operation-uid': '***' };
    const inputs = { tasks: JSON.stringify([task]), 'alibaba-region': 'cn-hangzhou' };
    const results = [{ name: '\u001b[31m::error::x', state: 'failed', parts: [] }];
    const { code, text } = await run(
      await file('hostile.har', trace([{ ...entry(1, OVER), _task: task.name }], { inputs, results })),
      '--expect',
      'succeeded',
    );
    expect({ code, text }).toMatchObject({ code: 0 });
    expect(text).not.toMatch(/[\p{Cf}]|::/u);
  });
});
