import { describe, it } from 'vitest';

import type { HttpAnswer } from '../../src/clouds/http.ts';
import { OVER, publishTask, record } from '../dist/entries.ts';
import { play } from '../dist/scene.ts';
import { faults } from '../emulator/index.ts';
import { http } from '../providers/ask.ts';
import { firstOfEach } from './hooks.ts';
import { watchInVirtualTime } from './virtual-gate.ts';

const XML = '<Error><Code>Throttling</Code><Message>slow down</Message></Error>';

/** How a cloud says that there are too many requests: HTTP status and body. */
const FORMS: readonly (readonly [cloud: 'alibaba' | 'huawei', status: number, body: string])[] = [
  ['alibaba', 400, '{"Code":"Throttling.User","Message":"slow down"}'],
  ['alibaba', 403, '{"Code":"Throttling.Api","Message":"slow down"}'],
  ['alibaba', 200, '{"Code":"Throttling","Message":"slow down"}'],
  ['alibaba', 503, '{"Code":"Throttling.User","Message":"slow down"}'],
  ['alibaba', 400, XML],
  ['alibaba', 429, ''],
  ['huawei', 429, '{"error_code":"APIGW.0308","error_msg":"slow down"}'],
  ['huawei', 403, '{"error_code":"APIG.0308","error_msg":"slow down"}'],
  ['huawei', 200, '{"error":{"code":"APIGW.0308","message":"slow down"}}'],
  ['huawei', 429, ''],
];

describe('row 19: throttling with HTTP 200, 400, 403, 429 or 503 → tried again, no error by itself', () => {
  it.concurrent.for(FORMS)('once, %s with HTTP %i %s', async ([cloud, status, body], { expect }) => {
    const step = await play((e) => {
      e.rules.hook = firstOfEach(1, () => faults.httpError(status, body));
      return { tasks: [cloud === 'alibaba' ? publishTask(e, [OVER]) : record(e, 'succeeded')] };
    });
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(step.emulator.requests).toHaveLength(2);
  });

  it.concurrent.for(FORMS)('always, %s with HTTP %i %s', async ([cloud, status, body], { expect }) => {
    const step = await play((e) => {
      e.rules.hook = () => faults.httpError(status, body);
      const tasks = [cloud === 'alibaba' ? publishTask(e, [OVER]) : record(e, 'succeeded')];
      return { tasks, inputs: { timeout: '2s' } };
    });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    expect(step.outputs['results']).toMatch(new RegExp(`looks? failed[^"]*HTTP ${status}`));
  });

  it.concurrent('of 12 tasks at 3 requests a second', async ({ expect }) => {
    const step = await play(
      (e) => {
        const ids = Array.from({ length: 12 }, (_, index) => `task-${index}`);
        const { endpoint = '' } = record(e, 'running');
        const tasks = ids.map((id) => {
          const result = { record_id: id, task_id: id, status: 'succeeded' };
          e.codearts.task(id, { records: { [id]: () => result } });
          return { provider: 'huawei-codearts-deploy', 'task-id': id, 'record-id': id, endpoint };
        });
        return { tasks };
      },
      { requestsPerSecond: 3 },
    );
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(step.emulator.requests.some(({ status }) => status === 429)).toBe(true);
  });
});

describe('row 19: one throttled request of many tasks → all tasks of its lane slow down, no other lane', () => {
  const SECOND = 1000;
  const MANY = 30;
  const tasks = Array.from({ length: MANY }, (_, index) => [
    { provider: 'alibaba-api-gateway', 'operation-uid': `a${index}` },
    { provider: 'huawei-codearts-deploy', 'task-id': `h${index}`, 'record-id': `h${index}` },
  ]).flat();
  const cloudOf = (host: string): 'alibaba' | 'huawei' =>
    host.endsWith('aliyuncs.com') ? 'alibaba' : 'huawei';

  /** Both clouds know every task, and all of them go on. */
  const goingOn = (url: URL): HttpAnswer => {
    const id = url.searchParams.get('record_id');
    return id === null
      ? http(200, { DeployedResults: { DeployedResult: [{ ApiUid: 'x', DeployedStatus: 'RUNNING' }] } })
      : http(200, { status: 'success', result: { record_id: id, task_id: id, status: 'running' } });
  };

  it.for(FORMS)('%s, with HTTP %i %s', async ([cloud, status, body], { expect }) => {
    let throttledAt = 0;
    const { requests } = await watchInVirtualTime({
      tasks,
      inputs: { timeout: '30s', interval: '1s' },
      answer: ({ at, request: { url } }) => {
        if (throttledAt > 0 || at < 10 * SECOND || cloudOf(url.host) !== cloud) return goingOn(url);
        throttledAt = at;
        return http(status, body);
      },
    });
    /** Requests to a cloud in the second from `after` ms after the throttling. */
    const rate = (to: string, after: number): number =>
      requests.filter(({ at, request }) => {
        const since = at - throttledAt;
        return cloudOf(request.url.host) === to && since > after && since <= after + SECOND;
      }).length;
    const other = cloud === 'alibaba' ? 'huawei' : 'alibaba';
    expect(rate(cloud, -2 * SECOND)).toBeGreaterThanOrEqual(9);
    expect(rate(cloud, 0)).toBeLessThanOrEqual(5);
    expect(rate(cloud, SECOND)).toBeLessThanOrEqual(7);
    expect(rate(cloud, 10 * SECOND)).toBeGreaterThanOrEqual(9);
    for (const after of [-2, 0, 1, 2]) expect(rate(other, after * SECOND)).toBeGreaterThanOrEqual(9);
  });
});
