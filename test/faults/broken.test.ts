import { describe, it } from 'vitest';

import { deployed, publishTask, record } from '../dist/entries.ts';
import { one, play } from '../dist/scene.ts';
import { stopped } from './interruption.ts';
import { preloaded } from './preload/index.ts';

/** Calls `then` when the log has told of both tasks. */
function onceToldOfBoth(then: () => void): (text: string) => void {
  let log = '';
  return (text) => {
    log += text;
    if (/ web .* publish /s.test(log) || / publish .* web /s.test(log)) then();
  };
}

describe('row 66: a promise that never settles → exit 1, and it is told', () => {
  it.concurrent('in the report, with nothing left to wait for', async ({ expect }) => {
    const step = await play((e) => ({
      ...one(record(e, 'succeeded')),
      env: preloaded('summary-never-written'),
    }));
    expect(step).toMatchObject({ exitCode: 1, stderr: '' });
    expect(step.stdout).toMatch(/^::error title=Deploy Gate::the gate itself failed/m);
    expect(step.summary).toBe('');
  });

  it.concurrent('in a look, which is given up after the deadline', async ({ expect }) => {
    const step = await play((e) => {
      const entry = record(e, 'succeeded');
      const endpoint = e.codearts.endpoint.replace('127.0.0.1', 'localhost');
      return {
        ...one({ ...entry, endpoint }, { timeout: '2s', 'allowed-hosts': 'localhost' }),
        env: preloaded('name-never-found'),
      };
    });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    expect(Number(step.outputs['duration-seconds'])).toBeLessThan(4.5);
    expect(step.emulator.requests).toHaveLength(0);
  });
});

describe('row 67: an error that nobody catches → told without its secrets or its stack, exit 1', () => {
  it.concurrent.for(['throws', 'rejects', 'rejects-text'])('%s', async (fault, { expect }) => {
    const step = await stopped(['SIGUSR2'], ({ emulator: e, stopIn }) => ({
      tasks: [record(e, 'running'), publishTask(e, [deployed('WAIT')])],
      env: preloaded(fault),
      onStdout: onceToldOfBoth(() => stopIn(0)),
    }));
    const { secretAccessKey } = step.emulator.huawei.keys;
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'error' } });
    expect(step.wentOnMs).toBeLessThan(2_000);
    expect(JSON.parse(step.outputs['states'] ?? '')).toEqual({ web: 'running', publish: 'pending' });
    expect(step.stdout).toContain('side task failed: ***');
    expect(step.stdout).not.toMatch(/^ +at /m);
    expect(step.stdout.match(/^::error/gm)).toHaveLength(1);
    expect(step.summary).toContain('side task failed');
    const log = step.stdout.replaceAll(/^::add-mask::.*$/gm, '');
    for (const sink of [log, step.summary, step.resultsFile, JSON.stringify(step.outputs)])
      expect(sink).not.toContain(secretAccessKey);
  });

  it.concurrent('after a failure: the worse verdict stands', async ({ expect }) => {
    const step = await stopped(['SIGUSR2'], ({ emulator: e, stopIn }) => ({
      tasks: [record(e, 'failed'), publishTask(e, [deployed('WAIT')])],
      env: preloaded('throws'),
      onStdout: onceToldOfBoth(() => stopIn(0)),
    }));
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'failed' } });
    expect(step.stdout).toContain('side task failed: ***');
  });
});
