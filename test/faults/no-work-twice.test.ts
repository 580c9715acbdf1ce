import { describe, expect, it } from 'vitest';

import { gate } from '../../src/gate/gate.ts';
import type { Observation } from '../../src/task.ts';
import type { World } from '../../src/world.ts';
import { patienceOf, seen, taskOf } from '../builders.ts';
import { deployed, record } from '../dist/entries.ts';
import { play } from '../dist/scene.ts';
import { http } from '../providers/ask.ts';
import { virtualWorld } from '../virtual-world.ts';
import { type Asked, watchInVirtualTime } from './virtual-gate.ts';

/** 60 tasks that end one after another, in every way that there is: when each was asked for, and what was said. */
async function watchMany(inputs: Readonly<Record<string, string>>): Promise<readonly (readonly Said[])[]> {
  const ids = Array.from({ length: 60 }, (_, index) => String(index));
  const said = new Map<string, Said[]>(ids.map((id) => [id, []]));
  const { tasks } = await watchInVirtualTime({
    tasks: ids.map((id) => ({ provider: 'alibaba-api-gateway', 'operation-uid': id })),
    inputs: { 'fail-fast': 'false', ...inputs },
    takesMs: 80,
    answer: ({ at, request }) => {
      const id = request.url.searchParams.get('OperationUid') ?? '';
      const ended = at >= Number(id) * 3000;
      said.get(id)?.push({ at, ended });
      const end = Number(id) % 2 === 0 ? deployed('OVER', 'Success. Request Success.') : deployed('FAIL');
      return http(200, { DeployedResults: { DeployedResult: [ended ? end : deployed('RUNNING')] } });
    },
  });
  expect(tasks.map(({ waiting }) => waiting.state)).toEqual(
    ids.map((id) => (Number(id) % 2 === 0 ? 'succeeded' : 'failed')),
  );
  return [...said.values()];
}

interface Said {
  readonly at: number;
  readonly ended: boolean;
}

describe('a task that has ended', () => {
  it('is never looked at again', async () => {
    for (const looks of await watchMany({})) {
      expect(looks.filter(({ ended }) => ended)).toHaveLength(1);
    }
  });

  it('is looked at again for as long as its success is to settle, and no longer; not where it has failed', async () => {
    for (const [id, looks] of (await watchMany({ settle: '30s' })).entries()) {
      const after = looks.filter(({ ended }) => ended);
      const tookMs = (after.at(-1)?.at ?? Number.NaN) - (after[0]?.at ?? Number.NaN);
      if (id % 2 === 1) expect(after).toHaveLength(1);
      else {
        expect(after.length).toBeGreaterThan(1);
        expect(tookMs).toBeGreaterThanOrEqual(29_000);
        // Nothing once the window is over: only the rate of the lane may let the last look be late.
        expect(after.filter(({ at }) => at > (after[0]?.at ?? 0) + 31_000).length).toBeLessThanOrEqual(1);
      }
    }
  });
});

it('the two requests of a look at a release task run side by side, once the key was accepted', async () => {
  const ANSWER_MS = 700;
  const looks = (requests: readonly Asked[]): readonly number[] => requests.map(({ at }) => at);
  const { requests } = await watchInVirtualTime({
    tasks: [{ provider: 'huawei-servicestage', 'release-plan-id': 'plan' }],
    inputs: { interval: '5s', timeout: '14s' },
    takesMs: ANSWER_MS,
    answer: ({ request: { url } }) =>
      http(200, url.pathname.endsWith('/deploy-info') ? { id: 'plan' } : { id: 'plan', status: 'RUNNING' }),
  });
  const [first = Number.NaN, ...rest] = looks(requests);
  const second = first + 2 * ANSWER_MS + 5000;
  const third = second + ANSWER_MS + 5000;
  expect(rest.slice(0, 5)).toEqual([ANSWER_MS, second, second, third, third]);
});

it('the gate wakes no more than twice for a look: when it is due, and when its answer is there', async () => {
  const world = virtualWorld(() => 0.123);
  let [sleeps, looks] = [0, 0];
  // Timers of the process drop what is short of a millisecond.
  const sleep: World['sleep'] = (ms, signal) => {
    sleeps += 1;
    return world.sleep(Math.trunc(ms), signal);
  };
  const look = async (signal: AbortSignal): Promise<Observation> => {
    looks += 1;
    await world.sleep(12.3, signal);
    return seen('running');
  };
  await world.run(() =>
    gate([{ task: taskOf(), lane: 'one', look }], {
      patience: patienceOf({ timeoutMs: 600_000 }),
      failFast: true,
      world: { ...world, sleep },
      stop: new AbortController().signal,
      tell: () => undefined,
    }),
  );
  const heartbeats = 10;
  expect(looks).toBeGreaterThan(60);
  expect(sleeps).toBeLessThanOrEqual(2 * looks + heartbeats);
});

it('one connection serves the looks of a lane, one after another', async () => {
  const step = await play((e) => ({
    tasks: [record(e, 'running', 'running', 'running', 'running', 'succeeded')],
    inputs: { interval: '1s' },
  }));
  expect(step.exitCode).toBe(0);
  expect(step.emulator.requests.map(({ connection }) => connection)).toEqual([1, 1, 1, 1, 1]);
});
