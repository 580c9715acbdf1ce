import { describe, it } from 'vitest';

import type { HttpAnswer, HttpRequest } from '../../src/clouds/http.ts';
import { http } from '../providers/ask.ts';
import { watchInVirtualTime } from './virtual-gate.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 1);

/** When a request was signed, by its own headers, in ms. */
function signedAt(headers: Readonly<Record<string, string>>): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(headers['x-sdk-date'] ?? '') ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** A Huawei Cloud whose hosts have clocks of their own; counts the refused signatures. */
function clouds(aheadOf: (at: number, host: string) => number): {
  readonly refusedAt: readonly number[];
  readonly answer: (at: number, request: HttpRequest) => HttpAnswer;
} {
  const refusedAt: number[] = [];
  const answer = (at: number, { url, headers }: HttpRequest): HttpAnswer => {
    const now = START + at + aheadOf(at, url.host);
    const date = { date: new Date(now).toUTCString() };
    if (Math.abs(signedAt(headers) - now) > 15 * MINUTE) {
      refusedAt.push(at);
      return http(401, { error_code: 'APIGW.0301', error_msg: 'Incorrect IAM: signature expired' }, date);
    }
    const id = url.searchParams.get('record_id');
    const status = at < 8_000 ? 'running' : 'succeeded';
    return http(200, { status: 'success', result: { record_id: id, task_id: 'task', status } }, date);
  };
  return { refusedAt, answer };
}

const tasks = (hosts: readonly string[], each = 1): readonly Readonly<Record<string, string>>[] =>
  hosts.flatMap((host) =>
    Array.from({ length: each }, (_, index) => ({
      provider: 'huawei-codearts-deploy',
      'task-id': 'task',
      'record-id': `${host.split('.')[0]}-${index}`,
      endpoint: `https://${host}`,
    })),
  );

describe('row 84: a clock that is corrected, then set right → corrected again, at most 3 in a row', () => {
  it('20 min ahead at first, stepped back after 3 s', async ({ expect }) => {
    const { refusedAt, answer } = clouds((at) => (at < 3_000 ? 20 * MINUTE : 0));
    const { tasks: ended } = await watchInVirtualTime({
      tasks: tasks(['one.myhuaweicloud.com']),
      inputs: { interval: '1s' },
      answer: ({ at, request }) => answer(at, request),
    });
    expect(ended.map(({ waiting }) => waiting.state)).toEqual(['succeeded']);
    expect(refusedAt).toHaveLength(2);
  });

  it('clocks of three hosts that differ', async ({ expect }) => {
    const ahead: Readonly<Record<string, number>> = { one: 20, two: -20, three: 40 };
    const { refusedAt, answer } = clouds((_at, host) => (ahead[host.split('.')[0] ?? ''] ?? 0) * MINUTE);
    const { tasks: ended } = await watchInVirtualTime({
      tasks: tasks(['one.myhuaweicloud.com', 'two.myhuaweicloud.com', 'three.myhuaweicloud.com'], 3),
      inputs: { interval: '1s' },
      answer: ({ at, request }) => answer(at, request),
    });
    expect(new Set(ended.map(({ waiting }) => waiting.state))).toEqual(new Set(['succeeded']));
    expect(refusedAt.length).toBeLessThanOrEqual(4);
  });

  it('a server whose clock runs away: four refused signatures in all, then an error', async ({ expect }) => {
    let asked = 0;
    const { refusedAt, answer } = clouds(() => {
      asked += 1;
      return asked * 20 * MINUTE;
    });
    const { tasks: ended, requests } = await watchInVirtualTime({
      tasks: tasks(['one.myhuaweicloud.com', 'two.myhuaweicloud.com', 'three.myhuaweicloud.com'], 5),
      answer: ({ at, request }) => answer(at, request),
    });
    expect(new Set(ended.map(({ waiting }) => waiting.state))).toEqual(new Set(['error']));
    expect(refusedAt).toHaveLength(4);
    expect(requests).toHaveLength(4);
  });
});
