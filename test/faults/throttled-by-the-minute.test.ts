import { describe, it } from 'vitest';

import { http } from '../providers/ask.ts';
import { watchInVirtualTime } from './virtual-gate.ts';

const DONE = { DeployedResults: { DeployedResult: [{ ApiUid: 'x', DeployedStatus: 'OVER' }] } };
const THROTTLED = { Code: 'Throttling.User', Message: 'slow down' };

describe('row 99: throttling by the minute, refused requests counted → slower and slower, and back', () => {
  it.for([
    ['5 requests in 15 s', 5, 15_000, 12, THROTTLED],
    ['5 requests a minute', 5, 60_000, 8, THROTTLED],
    [
      '5 requests a minute, as the message says',
      5,
      60_000,
      8,
      { ...THROTTLED, Message: 'over ratelimit,limit:5,time:1 minute' },
    ],
  ] as const)('%s', async ([, limit, windowMs, tasks, body], { expect }) => {
    const asked: number[] = [];
    const { tasks: ended } = await watchInVirtualTime({
      tasks: Array.from({ length: tasks }, (_, index) => ({
        provider: 'alibaba-api-gateway',
        'operation-uid': `uid-${index}`,
      })),
      inputs: { timeout: '30m' },
      answer: ({ at }) => {
        const inWindow = asked.filter((time) => time > at - windowMs).length;
        asked.push(at);
        return inWindow < limit ? http(200, DONE) : http(400, body);
      },
    });
    expect(ended.map(({ waiting }) => waiting.state)).toEqual(ended.map(() => 'succeeded'));
  });
});
