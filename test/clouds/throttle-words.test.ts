import { expect, it } from 'vitest';

import { leastInterval } from '../../src/clouds/throttle-words.ts';

it.each<[string, number | undefined]>([
  ['The throttling threshold has been reached: policy ip over ratelimit,limit:5,time:1 minute', 12_000],
  ['over ratelimit,limit:60,time:1 minute', 1_000],
  ['over ratelimit, limit: 1, time: 2 hours', 7_200_000],
  ['over ratelimit,limit:2,time:15 second', 7_500],
  ['Please try again in 30 seconds.', 30_000],
  ['retry after 2 min', 120_000],
  ['wait 5s', 5_000],
  ['over ratelimit,limit:0,time:1 minute', undefined],
  ['Request was denied due to user flow control.', undefined],
  ['after 3 attempts', undefined],
  ['in 5 minds', undefined],
  ['', undefined],
])('%s: %j', (said, ms) => {
  expect(leastInterval(said)).toBe(ms);
});
