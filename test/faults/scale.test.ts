import { describe, it } from 'vitest';

import { deployed } from '../dist/entries.ts';
import { play } from '../dist/scene.ts';
import { inTurn } from '../emulator/index.ts';
import { createBucket } from '../emulator/throttle.ts';
import { http } from '../providers/ask.ts';
import { watchInVirtualTime } from './virtual-gate.ts';

const uids = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `uid-${index}`);

/** The most looks that a task had for each one of the task that had the fewest. */
function unevenness(answered: readonly string[], tasks: number): number {
  const counts = new Map<string, number>();
  for (const uid of answered) counts.set(uid, (counts.get(uid) ?? 0) + 1);
  const fewest = counts.size < tasks ? 0 : Math.min(...counts.values());
  return Math.max(...counts.values()) / fewest;
}

describe('row 70: more tasks than the server answers in a second → equal turns, none twice as often as another', () => {
  it.concurrent('30 tasks and 8 requests a second', async ({ expect }) => {
    const step = await play(
      (e) => {
        const { endpoint } = e.alibaba;
        const tasks = uids(30).map((uid) => {
          e.alibaba.publishTask(uid, inTurn([deployed('RUNNING')]));
          return { provider: 'alibaba-api-gateway', 'operation-uid': uid, endpoint };
        });
        return { tasks };
      },
      { requestsPerSecond: 8 },
    );
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    const answered = step.emulator.requests.flatMap(({ id = '', code }) => (code === undefined ? [id] : []));
    expect(unevenness(answered, 30)).toBeLessThanOrEqual(2);
  });

  it.for([
    [10, '6m'],
    [4, '20m'],
  ] as const)(
    '1,000 tasks and %d requests a second',
    { timeout: 120_000 },
    async ([perSecond, timeout], { expect }) => {
      let now = 0;
      const waitFor = createBucket(() => now);
      const answered: string[] = [];
      const { tasks } = await watchInVirtualTime({
        tasks: uids(1000).map((uid) => ({ provider: 'alibaba-api-gateway', 'operation-uid': uid })),
        inputs: { timeout },
        random: Math.random,
        answer: ({ at, request: { url } }) => {
          now = at;
          const waitMs = waitFor(perSecond);
          if (waitMs > 0) return http(400, { Code: 'Throttling.User' }, { 'x-acs-retry-after': `${waitMs}` });
          answered.push(url.searchParams.get('OperationUid') ?? '');
          return http(200, { DeployedResults: { DeployedResult: [deployed('RUNNING')] } });
        },
      });
      expect(tasks.every(({ waiting }) => waiting.state === 'timed-out')).toBe(true);
      expect(unevenness(answered, 1000)).toBeLessThanOrEqual(2);
    },
  );
});
