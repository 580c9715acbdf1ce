import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

import type { Conclusion } from '../../src/report/results.ts';
import type { Runner } from '../../src/report/runner.ts';
import type { TraceSink } from '../../src/report/trace-sink.ts';
import { patienceOf, taskOf } from '../builders.ts';
import { atMost } from '../runs.ts';
import { outcomeOf, progressOf, SECRET, type Stage, stageAt } from './stage.ts';

const temp = mkdtempSync(join(tmpdir(), 'deploy-gate-report-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));
const stage = (broken: Partial<Runner> = {}, place: string = temp): Stage => stageAt(place, broken);

describe('the outputs', () => {
  it('are set before anything is known', () => {
    const { outputs } = stage();
    expect(Object.fromEntries(outputs)).toEqual({
      state: 'error',
      results: '[]',
      'results-file': '',
      failed: '[]',
      states: '{}',
      'duration-seconds': '0',
      'check-run-url': '',
    });
  });

  it('are set at the end, with the file that has the changes', async () => {
    const { report, outputs } = stage();
    report.event({ kind: 'changed', elapsedMs: 0, progress: progressOf('running') });
    report.event({ kind: 'changed', elapsedMs: 1000, progress: progressOf('succeeded') });
    await report.conclude(report.conclusion(outcomeOf(progressOf('succeeded')), 'succeeded'), true);
    expect(outputs.get('state')).toBe('succeeded');
    expect(outputs.get('states')).toBe('{"orders":"succeeded"}');
    const file: unknown = JSON.parse(readFileSync(outputs.get('results-file') ?? '', 'utf8'));
    const at = '1970-01-01T00:00:05.000Z';
    const words = { name: 'orders', provider_state: 'WORD', reason: 'why' };
    expect(file).toMatchObject({
      schema: 1,
      state: 'succeeded',
      changes: [
        { at, state: 'running', ...words },
        { at, state: 'succeeded', ...words },
      ],
    });
  });

  it('say error and have no results where the inputs were refused', async () => {
    const { report, outputs } = stage();
    await report.refuse('a problem with the inputs');
    expect(Object.fromEntries(outputs)).toMatchObject({
      state: 'error',
      results: '[]',
      failed: '[]',
      states: '{}',
    });
    const file: unknown = JSON.parse(readFileSync(outputs.get('results-file') ?? '', 'utf8'));
    expect(file).toMatchObject({ schema: 1, state: 'error', results: [] });
  });
});

describe('annotations', () => {
  it('are one error for a step that fails, and no more', async () => {
    const { report, errors, warnings } = stage();
    const tasks = Array.from({ length: 50 }, (_, index) =>
      progressOf('failed', {}, { name: `task ${index}` }),
    );
    await report.conclude(report.conclusion(outcomeOf(...tasks), 'failed'), false);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/task 0[\s\S]*why/);
    expect(errors[0]?.length).toBeLessThanOrEqual(4000);
    expect(warnings).toEqual([]);
  });

  it('are one warning for a step that passes though not all succeeded', async () => {
    const { report, errors, warnings } = stage();
    const extra = progressOf('failed', {}, { name: 'extra', optional: true });
    await report.conclude(report.conclusion(outcomeOf(progressOf('succeeded'), extra), 'succeeded'), true);
    expect(errors).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining('extra')]);
  });

  it('are none where all succeeded', async () => {
    const { report, errors, warnings } = stage();
    await report.conclude(report.conclusion(outcomeOf(progressOf('succeeded')), 'succeeded'), true);
    expect([...errors, ...warnings]).toEqual([]);
  });

  it('are one error for inputs that were refused, with every line', async () => {
    const { report, errors } = stage();
    await report.refuse('2 problems:\n- timeout: x\n- wait: y');
    expect(errors).toEqual([expect.stringMatching(/2 problems[\s\S]*timeout[\s\S]*wait/)]);
  });

  it('are one warning for a task with words that no table names, however often they are seen', () => {
    const { report, warnings, infos } = stage();
    const task = taskOf();
    for (let look = 0; look < 10; look += 1)
      report.event({ kind: 'unknown-words', task, words: ['SUPER_OK'] });
    expect(warnings).toEqual([expect.stringMatching(/orders.*SUPER_OK/)]);
    expect(infos).toEqual([]);
  });

  it('are few for many tasks with such words: the runner shows no more than 10', () => {
    const { report, warnings } = stage();
    for (let index = 0; index < 50; index += 1) {
      report.event({ kind: 'unknown-words', task: taskOf({ name: `task ${index}` }), words: [`W${index}`] });
    }
    expect(warnings.length).toBeGreaterThan(0);
    expect(warnings.length).toBeLessThan(10);
  });

  it('are none for words that were to be expected: those are lines of the log, each word one, for all tasks', () => {
    const { report, warnings, infos } = stage();
    for (const [name, word] of [
      ['a', 'X'],
      ['b', 'X'],
      ['a', 'Y'],
      ['b', 'Y'],
    ] as const) {
      report.event({ kind: 'unknown-words', task: taskOf({ name }), words: [word, word], expected: true });
    }
    expect(warnings).toEqual([]);
    expect(infos).toEqual([
      expect.stringMatching(/^a: .* said "X", .*trace-file/),
      expect.stringMatching(/^a: .* said "Y", .*"still running"$/),
    ]);
  });

  it('and lines about such words come to an end, where a provider says a new one each time', async () => {
    const { report, warnings, infos, summaries } = stage();
    for (let index = 0; index < 200; index += 1)
      report.event({ kind: 'unknown-words', task: taskOf(), words: [`W${index}`] });
    expect(warnings.length + infos.length).toBe(20);
    await report.conclude(report.conclusion(outcomeOf(progressOf('succeeded')), 'succeeded'), true);
    expect(summaries.join('').match(/^- “W/gm)).toHaveLength(20);
  });
});

describe('a trace', () => {
  const sink = (write: TraceSink['write'] = () => ({ requests: 2, bytes: 1500 })) => {
    const changed: string[] = [];
    const written: Conclusion[] = [];
    const trace: TraceSink = {
      path: '/w/trace.har',
      changed: (task) => changed.push(task),
      write: (conclusion) => {
        written.push(conclusion);
        return write(conclusion);
      },
    };
    return { trace, changed, written };
  };

  it('hears what changes, is written at the end, and told of', async () => {
    const { report, infos, summaries } = stage();
    const { trace, changed, written } = sink();
    report.traceTo(trace);
    report.event({ kind: 'changed', elapsedMs: 0, progress: progressOf('running') });
    report.event({ kind: 'unknown-words', task: taskOf(), words: ['ODD'], expected: true });
    const conclusion = report.conclusion(outcomeOf(progressOf('succeeded')), 'succeeded');
    await report.conclude(conclusion, true);
    expect(written).toEqual([]);
    report.traced(conclusion);
    expect(changed).toEqual(['orders']);
    expect(written).toMatchObject([{ verdict: 'succeeded', results: [{ name: 'orders' }] }]);
    expect(infos).toContain('Trace: 2 requests, 2 kB, in /w/trace.har');
    expect(infos.join()).toContain('upload the trace of this step as an artifact (/w/trace.har)');
    expect(summaries.join()).toContain('upload the trace of this step as an artifact');
  });

  it('is written where the inputs are refused, with the reason', async () => {
    const { report } = stage();
    const { trace, written } = sink();
    report.traceTo(trace);
    await report.refuse(`a problem: ${SECRET}`);
    expect(written).toMatchObject([{ verdict: 'error', results: [], faults: ['a problem: ***'] }]);
  });

  it('that cannot be written is a warning, and all else is told', async () => {
    const { report, warnings, errors, outputs, summaries } = stage();
    const { trace } = sink(() => {
      throw new Error('disk full');
    });
    report.traceTo(trace);
    const conclusion = report.conclusion(outcomeOf(progressOf('succeeded')), 'succeeded');
    await report.conclude(conclusion, true);
    report.traced(conclusion);
    expect(warnings).toEqual([
      'the trace could not be written to /w/trace.har: Error: disk full; the verdict stands. Look at the disk and the permissions of the folder',
    ]);
    expect(errors).toEqual([]);
    expect(outputs.get('state')).toBe('succeeded');
    expect(summaries).toHaveLength(1);
  });
});

describe('a channel that fails', () => {
  const broken = (): never => {
    throw new Error('disk full');
  };

  const full: Partial<Runner> = { setOutput: broken };
  const failed = progressOf('failed');
  const optional = progressOf('failed', {}, { name: 'extra', optional: true });
  const succeeded = progressOf('succeeded');
  const OUTPUTS = 'the outputs could not be written: Error: disk full';

  it.each<[what: string, runner: Partial<Runner>, place: string | undefined]>([
    ['the outputs', full, undefined],
    ['the job summary', { setSummary: async () => broken() }, undefined],
    ['the results file', {}, '/dev/null/none'],
  ])('does not stop the others, and is told: %s', async (what, runner, place) => {
    const { report, warnings, errors, infos, summaries, outputs } = stage(runner, place);
    await report.conclude(report.conclusion(outcomeOf(succeeded), 'succeeded'), true);
    expect(warnings).toEqual([expect.stringContaining(`${what} could not be written: Error: `)]);
    expect(errors).toEqual([]);
    expect(infos.join()).toMatch(/orders/);
    expect(summaries).toHaveLength(what === 'the job summary' ? 0 : 1);
    expect(outputs.get('state')).toBe(what === 'the outputs' ? undefined : 'succeeded');
    if (what === 'the results file') expect(outputs.get('results-file')).toBe('');
  });

  it.each<[what: string, runner: Partial<Runner>, place: string | undefined]>([
    ['the job summary', { setSummary: async () => broken() }, undefined],
    ['the results file', {}, '/dev/null/none'],
  ])('is a warning beside the one error of a step that fails, told once: %s', async (what, runner, place) => {
    const fault = expect.stringContaining(`${what} could not be written: Error: `);
    const ended = stage(runner, place);
    for (const verdict of ['failed', 'interrupted'] as const)
      await ended.report.conclude(ended.report.conclusion(outcomeOf(failed), verdict), false);
    expect(ended.warnings).toEqual([fault]);
    const refused = stage(runner, place);
    await refused.report.refuse('a problem');
    expect(refused).toMatchObject({ warnings: [fault], errors: ['a problem'] });
  });

  it('that is of the outputs stands in the one error of a step that fails', async () => {
    const { report, warnings, errors } = stage(full);
    report.checkRun('https://github.example/checks/1');
    await report.conclude(report.conclusion(outcomeOf(failed), 'failed'), false);
    expect(warnings).toEqual([]);
    expect(errors).toEqual([expect.stringMatching(/^failed, 0 of 1[\s\S]*orders.*failed: why\n/)]);
    expect(errors[0]?.split('\n').at(-1)).toBe(OUTPUTS);
  });

  it('that is of the outputs stands in the one warning of a step that passes though not all succeeded', async () => {
    const { report, warnings, errors } = stage(full);
    await report.conclude(report.conclusion(outcomeOf(succeeded, optional), 'succeeded'), true);
    expect(errors).toEqual([]);
    expect(warnings).toEqual([expect.stringMatching(/^succeeded, 1 of 2[\s\S]*extra/)]);
    expect(warnings[0]?.split('\n').at(-1)).toBe(OUTPUTS);
  });

  it.each([1, atMost(5000)])(
    'that is of the outputs stands below refused inputs, within the bound: %i',
    async (count) => {
      const { report, warnings, errors } = stage({
        setOutput: () => {
          throw new Error(`disk full: ${'x'.repeat(5000)}`);
        },
      });
      await report.refuse(['problems', ...Array<string>(count).fill(`- ${'x'.repeat(1900)}`)].join('\n'));
      expect(warnings).toEqual([]);
      expect(errors).toHaveLength(1);
      expect(errors[0]).toMatch(/^problems\n- x/);
      expect(errors[0]?.split('\n').at(-1)).toMatch(/^the outputs could not be written: Error: disk full: x/);
      expect(errors[0]?.length).toBeLessThanOrEqual(4000);
    },
  );

  it('that works again in the end is not told', async () => {
    let isFull = true;
    const { report, warnings, errors } = stage({ setOutput: () => (isFull ? broken() : undefined) });
    report.checkRun('https://github.example/checks/1');
    isFull = false;
    await report.conclude(report.conclusion(outcomeOf(succeeded), 'succeeded'), true);
    expect([...warnings, ...errors]).toEqual([]);
  });
});

describe('a secret', () => {
  it('is on no channel, however it came there', async () => {
    const told = stage();
    const { report, infos, warnings, errors, summaries, outputs } = told;
    const encoded = Buffer.from(SECRET).toString('base64');
    const hostile = `said ${SECRET} ${encoded} ${encodeURIComponent(SECRET)}`;
    const progress = progressOf('failed', { reason: hostile, providerState: hostile }, { name: hostile });
    report.begin([progress.task], patienceOf({ timeoutMs: 1000 }));
    report.warn(hostile);
    report.event({ kind: 'changed', elapsedMs: 0, progress });
    report.event({ kind: 'heartbeat', elapsedMs: 0, open: [progress] });
    report.event({ kind: 'unknown-words', task: progress.task, words: [hostile] });
    await report.conclude(report.conclusion(outcomeOf(progress), 'failed'), false);
    await report.refuse(hostile);
    const file = readFileSync(outputs.get('results-file') ?? '', 'utf8');
    const all = [...infos, ...warnings, ...errors, ...summaries, ...outputs.values(), file].join('\n');
    expect(all).toContain('***');
    for (const form of [SECRET, encoded, encodeURIComponent(SECRET)]) expect(all).not.toContain(form);
  });

  it('in a name is not even half in the chart, which still knows what the task went through', async () => {
    const { report, summaries } = stage();
    const task = { name: `orders of ${SECRET} and friends` };
    const at = { startedAt: new Date(4500), durationMs: 1000 };
    report.event({
      kind: 'changed',
      elapsedMs: 500,
      progress: { ...progressOf('running', {}, task), ...at },
    });
    const outcome = outcomeOf({ ...progressOf('failed', {}, task), ...at });
    await report.conclude(report.conclusion(outcome, 'failed'), false);
    expect(summaries.join()).toContain(
      'section ✘ orders of *** and friends\n    pending :4500, 5000\n    running → failed :crit, 5000, 5500\n',
    );
  });
});

describe('the log', () => {
  it('opens with how many there are, and ends with the table, worst first', async () => {
    const { report, infos } = stage();
    const tasks = [progressOf('succeeded', {}, { name: 'good' }), progressOf('failed', {}, { name: 'bad' })];
    report.begin(
      tasks.map(({ task }) => task),
      patienceOf({ timeoutMs: 1000 }),
    );
    await report.conclude(report.conclusion(outcomeOf(...tasks), 'failed'), false);
    expect(infos[0]).toMatch(/2 deployments/);
    expect(infos.at(-2)).toMatch(/bad/);
    expect(infos.at(-1)).toMatch(/good/);
  });

  it('has each line by itself, and no command among them', async () => {
    const { report, infos, errors, warnings } = stage();
    const hostile = 'x\n::set-output name=state::succeeded\r##[error]y';
    const progress = progressOf('failed', { reason: hostile, providerState: hostile }, { name: 'a' });
    report.event({ kind: 'changed', elapsedMs: 0, progress });
    report.event({ kind: 'heartbeat', elapsedMs: 0, open: [progress] });
    report.warn(hostile);
    await report.conclude(report.conclusion(outcomeOf(progress), 'failed'), false);
    for (const line of infos) expect(line).not.toMatch(/[\n\r]|^\s*::|##\[/);
    for (const text of [...errors, ...warnings]) expect(text).not.toMatch(/\r|^\s*::|##\[/m);
  });
});
