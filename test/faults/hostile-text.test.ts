import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createRedactor } from '../../src/redact.ts';
import { createReport } from '../../src/report/report.ts';
import { patienceOf, progressOf } from '../builders.ts';
import type { Played } from '../dist/scene.ts';
import { JOB_TOKEN } from '../runner.ts';
import { commandsOf, linesOf } from '../runner-commands.ts';
import { atMost } from '../runs.ts';
import { consoleRunner } from './console-runner.ts';
import { playHostile } from './hostile-step.ts';
import { anyWord, NASTY } from './hostile-words.ts';

const temp = mkdtempSync(join(tmpdir(), 'deploy-gate-hostile-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

let step: Played;
beforeAll(async () => {
  step = await playHostile();
}, 60_000);

/** What we write ourselves to steer a terminal: line ends, and colours. */
const OURS = ['\n', '\u001b[0m', '\u001b[31m', '\u001b[32m', '\u001b[33m'];
const OUR_TITLE = { title: 'Deploy Gate' };

/** A report of one task on every channel, in which everything that may be remote is one of the words. */
async function tell(words: readonly string[]) {
  const [state = '', reason = '', name = '', part = '', unknown = '', message = ''] = words;
  const { runner, log, outputs } = consoleRunner();
  const report = createReport(runner, createRedactor([], []), temp, () => new Date(0));
  const progress = progressOf(
    {
      state: 'failed',
      providerState: state,
      reason,
      parts: [
        { name: part, state: 'failed', providerState: state, reason: message, times: { [part]: state } },
      ],
      faults: { count: 3, since: 0, last: message },
    },
    { name, id: part, region: unknown },
  );
  const at = { elapsedMs: 60_000 };
  report.begin([progress.task, progress.task], patienceOf({ timeoutMs: 60_000 }));
  report.warn(message);
  report.event({ kind: 'changed', ...at, progress });
  report.event({ kind: 'faults', ...at, progress });
  report.event({ kind: 'heartbeat', ...at, open: [progress, progress] });
  report.event({ kind: 'unknown-words', task: progress.task, words: [unknown, state] });
  report.broke(message);
  await report.conclude(report.conclusion({ tasks: [progress], ...at }, 'failed'), false);
  return { log: log(), outputs };
}

const sixWords = fc.array(anyWord, { minLength: 6, maxLength: 6 });

describe('row 43: commands in remote text → the runner finds none but ours in the log', () => {
  it('whatever is told on whichever channel', async () => {
    const property = fc.asyncProperty(sixWords, async (words) => {
      const { log } = await tell(words);
      const commands = commandsOf(log);
      expect(commands.map(({ name }) => name)).toEqual(['warning', 'warning', 'error']);
      for (const { properties, data } of commands) {
        expect(properties).toEqual(OUR_TITLE);
        // The runner writes it into the log once more, where its viewer looks for marks.
        expect(data).not.toContain('##[');
      }
      expect(linesOf(log)).toHaveLength(12);
    });
    await fc.assert(property, { numRuns: atMost(1500) });
  });

  it('nor anything that steers a terminal or turns the text around', async () => {
    const property = fc.asyncProperty(sixWords, async (words) => {
      const { log } = await tell(words);
      const plain = OURS.reduce((rest, mark) => rest.replaceAll(mark, ''), log);
      expect(plain).not.toMatch(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
    });
    await fc.assert(property, { numRuns: atMost(300) });
  });

  it('where the inputs are refused, or a channel breaks', async () => {
    const property = fc.asyncProperty(anyWord, anyWord, async (word, other) => {
      const { runner, log } = consoleRunner();
      const broken = { ...runner, setSummary: () => Promise.reject(new Error(word)) };
      const report = createReport(broken, createRedactor([], []), temp, () => new Date(0));
      await report.refuse(`${word}\n- ${other}`);
      const commands = commandsOf(log());
      expect(commands.map(({ name, properties }) => ({ name, properties }))).toEqual([
        { name: 'warning', properties: OUR_TITLE },
        { name: 'error', properties: OUR_TITLE },
      ]);
      for (const { data } of commands) expect(data).not.toContain('##[');
    });
    await fc.assert(property, { numRuns: atMost(1500) });
  });

  it('of the built action', () => {
    const commands = commandsOf(step.stdout);
    const names = commands.map(({ name }) => name);
    expect(new Set(names)).toEqual(new Set(['add-mask', 'debug', 'warning', 'error']));
    expect(names.filter((name) => name === 'error')).toHaveLength(1);
    const { alibaba, huawei } = step.emulator;
    expect(commands.filter(({ name }) => name === 'add-mask').map(({ data }) => data)).toEqual([
      alibaba.keys.accessKeySecret,
      huawei.keys.secretAccessKey,
      JOB_TOKEN,
    ]);
    for (const { name, properties } of commands) {
      expect(properties).toEqual(['add-mask', 'debug'].includes(name) ? {} : OUR_TITLE);
    }
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'failed' } });
  });
});

type Told = { readonly name: string; readonly state: string; readonly parts: readonly { reason: string }[] };

describe('row 45: line breaks and delimiters in remote text → outputs say what the results file says', () => {
  it('as the runner reads them from the file of the built action', () => {
    const file: { results: readonly Told[] } = JSON.parse(step.resultsFile ?? '');
    const results: readonly Told[] = JSON.parse(step.outputs['results'] ?? '');
    expect(results).toEqual(file.results);
    expect(Object.keys(step.outputs).sort()).toEqual([
      'check-run-url',
      'duration-seconds',
      'failed',
      'results',
      'results-file',
      'state',
      'states',
    ]);
    const states = Object.fromEntries(results.map(({ name, state }) => [name, state]));
    expect(JSON.parse(step.outputs['states'] ?? '')).toEqual(states);
    const failed: readonly Told[] = JSON.parse(step.outputs['failed'] ?? '');
    expect(failed).toEqual(file.results.map(({ parts: _, ...rest }) => rest));
  });

  it('word for word', () => {
    const results: readonly Told[] = JSON.parse(step.outputs['results'] ?? '');
    const told = results.flatMap(({ name, parts }) => {
      const index = /^message:(\d+)$/.exec(name)?.[1];
      return index === undefined ? [] : [[NASTY[Number(index)]?.trim(), parts[0]?.reason]];
    });
    expect(told.length).toBeGreaterThan(20);
    for (const [word, reason] of told) expect(reason).toBe(word);
  });

  it('whatever is told, each in one line without a NUL', async () => {
    const property = fc.asyncProperty(sixWords, async (words) => {
      const { outputs } = await tell(words);
      for (const value of outputs.values()) expect(value).not.toMatch(/[\r\n\0]/);
      const file = JSON.parse(readFileSync(outputs.get('results-file') ?? '', 'utf8'));
      expect(JSON.parse(outputs.get('results') ?? '')).toEqual(file.results);
      expect(file.results).toMatchObject([{ provider_state: words[0], reason: words[1], name: words[2] }]);
    });
    await fc.assert(property, { numRuns: atMost(300) });
  });
});
