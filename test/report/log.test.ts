import { describe, expect, it } from 'vitest';

import type { GateEvent } from '../../src/gate/gate.ts';
import type { Progress } from '../../src/gate/turn.ts';
import {
  annotation,
  eventLine,
  finalTable,
  nameWidthOf,
  openingLine,
  unknownWordsWarning,
} from '../../src/report/log.ts';
import { forLog } from '../../src/report/text.ts';
import type { TaskState } from '../../src/task.ts';
import { conclusionOf, progressOf, resultOf, taskOf } from '../builders.ts';

/** A line as it is read, without its colours. */
const readable = (line: string | undefined): string =>
  (line ?? '')
    .split('\u001b')
    .map((piece, index) => (index === 0 ? piece : piece.replace(/^\[\d+m/, '')))
    .join('');
const changed = (elapsedMs: number, progress: Progress): GateEvent => ({
  kind: 'changed',
  elapsedMs,
  progress,
});
const lineOf = (event: GateEvent): string => readable(eventLine(event, 6, forLog));

describe('the line of a change', () => {
  it.each([
    [0, '00:00'],
    [59_999, '00:59'],
    [200_000, '03:20'],
    [4_500_000, '75:00'],
    [7_200_000, '120:00'],
  ])('after %i ms has the time since the start: %s', (ms, time) => {
    expect(lineOf(changed(ms, progressOf()))).toMatch(new RegExp(`^${time} `));
  });

  it('has the state, the name, the provider’s words and the reason', () => {
    const line = lineOf(
      changed(1000, progressOf({ state: 'failed', providerState: 'FAIL', reason: 'no quota' })),
    );
    for (const words of ['failed', 'orders', 'FAIL', 'no quota']) expect(line).toContain(words);
  });

  it('does not say the same word twice', () => {
    const line = lineOf(changed(1000, progressOf({ providerState: 'FAIL', reason: 'FAIL' })));
    expect(line.split('FAIL')).toHaveLength(2);
  });

  it('is one line, and no command, whatever a provider says', () => {
    const reason = 'x\n::set-output name=a::b\r##[error]y';
    const line = lineOf(
      changed(1000, progressOf({ providerState: '\n::stop-commands::x', reason }, { name: '::x::' })),
    );
    expect(line).not.toMatch(/[\n\r]|::|##\[/);
  });
});

it('has no line for words that no table names: they are a warning', () => {
  expect(
    eventLine({ kind: 'unknown-words', task: taskOf(), words: ['SUPER_OK'] }, 6, forLog),
  ).toBeUndefined();
});

describe('a heartbeat', () => {
  it('names the tasks that are open, with their state', () => {
    const open = [progressOf(), progressOf({ state: 'pending', providerState: 'WAIT' }, { name: 'stock' })];
    const line = lineOf({ kind: 'heartbeat', elapsedMs: 60_000, open });
    expect(line).toMatch(/^01:00 .*orders.*running.*RUNNING.*stock.*pending.*WAIT/);
  });

  it('stays short for many tasks', () => {
    const open = Array.from({ length: 1000 }, (_, index) => progressOf({}, { name: `task ${index}` }));
    const line = lineOf({ kind: 'heartbeat', elapsedMs: 60_000, open });
    expect(line.length).toBeLessThan(2000);
    expect(line).toMatch(/99\d more/);
  });

  it('tells the faults since the last word', () => {
    const faults = { count: 7, since: 30_000, last: 'HTTP 503' };
    const line = lineOf({ kind: 'heartbeat', elapsedMs: 60_000, open: [progressOf({ faults })] });
    expect(line).toMatch(/7.*30 s.*HTTP 503/);
  });
});

describe('the table at the end', () => {
  it('has the verdict first, then the tasks, worst first', () => {
    const states: readonly TaskState[] = ['succeeded', 'pending', 'error', 'rolled-back'];
    const results = states.map((state) => resultOf({ name: `task ${state}`, state }));
    const [first, ...rows] = finalTable(conclusionOf({ results }), forLog).map(readable);
    expect(first).toMatch(/failed/);
    expect(rows.map((row) => /task ([\w-]+)/.exec(row)?.[1])).toEqual([
      'rolled-back',
      'error',
      'pending',
      'succeeded',
    ]);
  });

  it('has state, duration, words and reason in each row, and what is optional', () => {
    const result = resultOf({ state: 'failed', provider_state: 'FAIL', reason: 'no quota', optional: true });
    const row = readable(finalTable(conclusionOf({ results: [result] }), forLog)[1]);
    for (const words of ['failed', 'orders', '200 s', 'FAIL', 'no quota', 'optional'])
      expect(row).toContain(words);
  });

  it('has one line for each task, and no command, whatever a provider says', () => {
    const results = [resultOf({ reason: 'x\n::error::y', name: '##[x]', provider_state: '\r::a::' })];
    const lines = finalTable(conclusionOf({ results }), forLog).map(readable);
    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toMatch(/[\n\r]|::|##\[/);
  });
});

describe('the annotation', () => {
  it('names each task that did not succeed, and why, worst first', () => {
    const results = [
      resultOf({ name: 'done' }),
      resultOf({ name: 'slow', state: 'timed-out', reason: 'still running' }),
      resultOf({ name: 'broken', state: 'failed', reason: 'no quota' }),
      resultOf({ name: 'extra', state: 'error', reason: 'odd', optional: true }),
    ];
    const text = annotation(conclusionOf({ results }), forLog);
    expect(text).toMatch(
      /failed[\s\S]*broken[\s\S]*no quota[\s\S]*extra.*optional[\s\S]*slow[\s\S]*still running/,
    );
    expect(text).not.toContain('done');
  });

  it.each([1, 50, 5000])('of %i tasks has at most 4,000 characters', (count) => {
    const results = Array.from({ length: count }, (_, index) =>
      resultOf({ name: `task ${index}`, state: 'failed', reason: 'x'.repeat(5000) }),
    );
    const text = annotation(conclusionOf({ results }), forLog);
    expect(text.length).toBeLessThanOrEqual(4000);
    expect(text).toContain('task 0');
  });

  it('has one line for each task, whatever a provider says', () => {
    const results = [resultOf({ state: 'failed', name: 'a\nb', reason: 'x\n::error::y' })];
    expect(annotation(conclusionOf({ results }), forLog).split('\n')).toHaveLength(2);
  });
});

describe('the line that opens the log', () => {
  it('says how many, and for how long', () => {
    expect(openingLine([taskOf()], 1_800_000, true)).toMatch(/1 deployment\b.*30m/);
    expect(openingLine([taskOf(), taskOf()], 1_800_000, true)).toMatch(/2 deployments.*30m/);
  });

  it('names no deadline where nothing is waited for', () => {
    expect(openingLine([taskOf()], 1_800_000, false)).not.toMatch(/30m/);
  });
});

describe('the warning about words', () => {
  it('names the task, the provider and the words, none of which is a command', () => {
    const text = unknownWordsWarning(taskOf({ name: '::x' }), ['SUPER_OK', '\n::y'], forLog);
    expect(text).toContain('alibaba-api-gateway');
    expect(text).toContain('SUPER_OK');
    expect(text).not.toMatch(/\n|::/);
  });
});

describe('the column of names', () => {
  it('is as wide as the longest name, within bounds', () => {
    expect(nameWidthOf([])).toBe(0);
    expect(nameWidthOf(['a', 'abc'])).toBe(3);
    expect(nameWidthOf(['x'.repeat(200)])).toBeLessThan(100);
  });
});
