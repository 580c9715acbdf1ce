import { afterAll, beforeAll, describe, it } from 'vitest';

import { deployed, publishTask, record } from '../dist/entries.ts';
import { one, play, type Setting } from '../dist/scene.ts';
import { faults } from '../emulator/index.ts';
import { type FullBacklog, fullBacklog } from './full-backlog.ts';
import { type Signals, type Stage, stopped } from './interruption.ts';
import { withPipe } from './pipe.ts';

let backlog: FullBacklog;
beforeAll(async () => {
  backlog = await fullBacklog();
});
afterAll(() => backlog.close());

/** Stops the step a little after its `count`th request. */
function afterRequest(count: number, { emulator, stopIn }: Stage): void {
  let requests = 0;
  const { hook } = emulator.rules;
  emulator.rules.hook = (request) => {
    requests += 1;
    if (requests === count) stopIn(300);
    return hook?.(request);
  };
}

/** Where a step may be when it is stopped. */
const WAITS: readonly (readonly [where: string, arrange: (stage: Stage) => Setting])[] = [
  [
    'a look at a server that is silent',
    (stage) => {
      stage.emulator.rules.hook = faults.silence;
      afterRequest(1, stage);
      return one(record(stage.emulator, 'running'));
    },
  ],
  [
    'the sleep between two looks',
    (stage) => {
      afterRequest(1, stage);
      return one(record(stage.emulator, 'running'), { interval: '15s' });
    },
  ],
  [
    'the wait after several faults',
    (stage) => {
      stage.emulator.rules.hook = () => faults.httpError(502);
      afterRequest(3, stage);
      return one(record(stage.emulator, 'running'));
    },
  ],
  [
    'the wait that a slow server asked for',
    (stage) => {
      stage.emulator.rules.hook = () => faults.httpError(429, '', { 'retry-after': '15' });
      afterRequest(1, stage);
      return one(record(stage.emulator, 'running'));
    },
  ],
  [
    'a connection that is not made',
    ({ emulator, stopIn }) => ({
      ...one({ ...record(emulator, 'running'), endpoint: backlog.endpoint }),
      onStdout: (text) => {
        if (text.includes('Waiting')) stopIn(500);
      },
    }),
  ],
  [
    'its very beginning',
    ({ emulator, stopIn }) => ({ ...one(record(emulator, 'running')), onStdout: () => stopIn(0) }),
  ],
];

describe.for<Signals>([['SIGINT'], ['SIGTERM']])('%s', (signals) => {
  describe('row 64: a signal while the gate waits → interrupted within 2 s, told on every channel, exit 1', () => {
    it.concurrent.for(WAITS)('during %s', async ([, arrange], { expect }) => {
      const step = await stopped(signals, arrange);
      expect(step.wentOnMs).toBeLessThan(2_000);
      expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'interrupted' } });
      expect(Object.keys(JSON.parse(step.outputs['states'] ?? ''))).toEqual(['web']);
      expect(step.outputs['results']).toContain('the gate stopped before this task had ended');
      expect(JSON.parse(step.resultsFile ?? '')).toMatchObject({ state: 'interrupted' });
      expect(step.summary).toContain('interrupted');
      expect(step.stdout).toMatch(/^::error title=Deploy Gate::interrupted/m);
    });
  });

  describe('row 64: a signal while the end is being told → interrupted, exit 1', () => {
    it.concurrent('after a success', async ({ expect }) => {
      await withPipe(async ({ path, open }) => {
        let written = (): string => '';
        const step = await stopped(signals, ({ emulator, stopIn }) => ({
          ...one(record(emulator, 'succeeded')),
          env: { GITHUB_STEP_SUMMARY: path },
          onStdout: (text) => {
            if (!text.includes('succeeded')) return;
            stopIn(300, () => {
              setTimeout(() => {
                written = open();
              }, 300);
            });
          },
        }));
        expect(step.wentOnMs).toBeLessThan(2_000);
        expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'interrupted' } });
        expect(JSON.parse(step.outputs['states'] ?? '')).toEqual({ web: 'succeeded' });
        expect(JSON.parse(step.resultsFile ?? '')).toMatchObject({ state: 'interrupted' });
        expect(written()).toContain('interrupted');
        expect(step.stdout).toMatch(/^::error title=Deploy Gate::interrupted/m);
      });
    });
  });
});

describe('row 64: a signal while a name is looked up → told within 2 s, and the process does not linger', () => {
  it.concurrent.for<Signals>([['SIGINT'], ['SIGTERM']])('%s', async (signals, { expect }) => {
    await withPipe(async ({ path }) => {
      // The C library opens the file before it asks a server, and so waits for the other end of the pipe.
      const step = await stopped(signals, ({ emulator, stopIn }) => ({
        ...one({ ...record(emulator, 'running'), endpoint: 'https://a-name' }, { 'allowed-hosts': 'a-name' }),
        env: { HOSTALIASES: path },
        onStdout: (text) => {
          if (text.includes('Waiting')) stopIn(500);
        },
      }));
      expect(step.wentOnMs).toBeLessThan(2_000);
      expect(step.exitCode).not.toBe(0);
      expect(step).toMatchObject({ stderr: '', outputs: { state: 'interrupted' } });
      expect(step.summary).toContain('interrupted');
      expect(JSON.parse(step.resultsFile ?? '')).toMatchObject({ state: 'interrupted' });
    });
  });
});

describe('row 65: two signals → the second ends the step at once, exit not 0', () => {
  const twice: readonly Signals[] = [
    ['SIGINT', 'SIGINT'],
    ['SIGTERM', 'SIGTERM'],
    ['SIGINT', 'SIGTERM'],
  ];

  it.concurrent.for(twice)('%s and %s during a look', async (signals, { expect }) => {
    const step = await stopped(signals, (stage) => {
      stage.emulator.rules.hook = faults.silence;
      afterRequest(1, stage);
      return one(record(stage.emulator, 'running'));
    });
    expect(step.wentOnMs).toBeLessThan(2_000);
    expect(step.exitCode).not.toBe(0);
    expect(['error', 'interrupted']).toContain(step.outputs['state']);
  });

  it.concurrent.for(twice)('%s and %s while the report cannot be written', async (signals, { expect }) => {
    await withPipe(async ({ path }) => {
      const step = await stopped(signals, ({ emulator, stopIn }) => ({
        ...one(record(emulator, 'succeeded')),
        env: { GITHUB_STEP_SUMMARY: path },
        onStdout: (text) => {
          if (text.includes('succeeded')) stopIn(300);
        },
      }));
      expect(step.wentOnMs).toBeLessThan(2_000);
      expect(step.exitCode).not.toBe(0);
    });
  });
});

describe('row 65: SIGKILL → the outputs hold their defaults, and the step has failed', () => {
  it.concurrent('during a look', async ({ expect }) => {
    const step = await stopped(['SIGKILL'], (stage) => {
      afterRequest(2, stage);
      return one(record(stage.emulator, 'running'));
    });
    expect(step).toMatchObject({ exitCode: null, signal: 'SIGKILL', summary: '', resultsFile: undefined });
    expect(step.outputs).toEqual({
      state: 'error',
      results: '[]',
      'results-file': '',
      failed: '[]',
      states: '{}',
      'duration-seconds': '0',
      'check-run-url': '',
    });
  });
});

describe('row 64: interrupted with one deployment failed and another going on → both told', () => {
  it.concurrent.for(['SIGINT', 'SIGTERM'] as const)(
    'by %s is told on every channel within 2 s',
    async (signal, { expect }) => {
      let sentAt = 0;
      const step = await play((e) => ({
        tasks: [record(e, 'failed'), publishTask(e, [deployed('RUNNING')])],
        onStdout: (text, kill) => {
          if (sentAt > 0 || !text.includes('publish')) return;
          sentAt = performance.now();
          kill(signal);
        },
      }));
      expect(performance.now() - sentAt).toBeLessThan(2_000);
      expect(step.exitCode).toBe(1);
      expect(step.outputs['state']).toBe('interrupted');
      expect(JSON.parse(step.outputs['states'] ?? '')).toEqual({ web: 'failed', publish: 'running' });
      expect(step.summary).toContain('interrupted');
      expect(step.stdout).toContain('the gate stopped before this task had ended');
    },
  );
});
