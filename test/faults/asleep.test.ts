import { setTimeout as pause } from 'node:timers/promises';
import { describe, it } from 'vitest';

import { deployed, OVER, publishTask } from '../dist/entries.ts';
import { one, play } from '../dist/scene.ts';
import { act, type Emulator, faults } from '../emulator/index.ts';

/** The gate's deadline, and for how long its process is stopped: far beyond it. */
const TIMEOUT = '4s';
const ASLEEP_MS = 9_000;

/** Stops the process once, and lets it go on later. */
function sleeper(): {
  readonly fallAsleep: () => void;
  readonly onStdout: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
  readonly woke: () => boolean;
} {
  let kill: ((signal: NodeJS.Signals) => void) | undefined;
  let state: 'awake' | 'asleep' | 'woken' = 'awake';
  return {
    onStdout: (_text, send) => {
      kill = send;
    },
    fallAsleep: () => {
      if (state !== 'awake') return;
      state = 'asleep';
      kill?.('SIGSTOP');
      void pause(ASLEEP_MS).then(() => {
        state = 'woken';
        kill?.('SIGCONT');
      });
    },
    woke: () => state === 'woken',
  };
}

const isPoll = ({ operation }: { readonly operation?: string | undefined }): boolean =>
  operation === 'DescribeDeployApiTask';

describe('row 93: a machine that sleeps over the deadline → one more poll, which counts', () => {
  it.concurrent('between two polls', async ({ expect }) => {
    const { fallAsleep, onStdout, woke } = sleeper();
    const step = await play((e: Emulator) => {
      let polls = 0;
      e.rules.hook = (request) => {
        if (!isPoll(request)) return undefined;
        polls += 1;
        if (polls === 2) setTimeout(fallAsleep, 300);
        return woke() ? faults.httpError(200, bodyOf(OVER)) : undefined;
      };
      return { ...one(publishTask(e, [deployed('RUNNING')]), { timeout: TIMEOUT }), onStdout };
    });
    expect(step).toMatchObject({ exitCode: 0, stderr: '', outputs: { state: 'succeeded' } });
  });

  it.concurrent('while a poll has no answer: it is asked again', async ({ expect }) => {
    const { fallAsleep, onStdout, woke } = sleeper();
    const step = await play((e: Emulator) => {
      let polls = 0;
      e.rules.hook = (request) => {
        if (!isPoll(request)) return undefined;
        polls += 1;
        if (woke()) return faults.httpError(200, bodyOf(OVER));
        if (polls < 2) return undefined;
        fallAsleep();
        return faults.silence();
      };
      return { ...one(publishTask(e, [deployed('RUNNING')]), { timeout: TIMEOUT }), onStdout };
    });
    expect(step).toMatchObject({ exitCode: 0, stderr: '', outputs: { state: 'succeeded' } });
  });

  it.concurrent('while the answer of a poll comes: it is read, and nothing more is asked', async ({
    expect,
  }) => {
    const { fallAsleep, onStdout, woke } = sleeper();
    let late = 0;
    const step = await play((e: Emulator) => {
      let polls = 0;
      e.rules.hook = (request) => {
        if (!isPoll(request)) return undefined;
        polls += 1;
        if (woke()) late += 1;
        if (polls < 2) return undefined;
        fallAsleep();
        return act('late', ({ response, after }) =>
          after(1_000, () => {
            response.writeHead(200, { 'content-type': 'application/json' });
            response.end(JSON.stringify(bodyOf(OVER)));
          }),
        );
      };
      return { ...one(publishTask(e, [deployed('RUNNING')]), { timeout: TIMEOUT }), onStdout };
    });
    expect(step).toMatchObject({ exitCode: 0, stderr: '', outputs: { state: 'succeeded' } });
    expect(late).toBe(0);
  });
});

function bodyOf(entry: object): object {
  return { DeployedResults: { DeployedResult: [entry] } };
}
