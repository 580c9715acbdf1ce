import { describe, expect, it } from 'vitest';

import { fatal, transient } from '../../src/clouds/http-fault.ts';
import { createRecorder } from '../../src/trace/recorder.ts';
import { answerOf, MB, recordingOf, requestOf } from './exchanges.ts';

describe('a recorder', () => {
  it('keeps a request and its answer, with the time it took and the look that it was for', async () => {
    let now = 100;
    const date = new Date('2026-01-01T00:00:00.000Z');
    const world = {
      now: () => {
        now += 25;
        return now;
      },
      date: () => date,
    };
    const { recorder, look } = recordingOf(MB, world);
    await look('orders', answerOf({ body: '{"é":1}' }));
    const [exchange] = recorder.kept().exchanges;
    expect(exchange).toMatchObject({
      look: { task: 'orders', number: 1, changed: false },
      startedAt: date.getTime(),
      durationMs: 25,
      request: { method: 'GET', url: 'https://cloud.example/v1/tasks?id=1', body: '', bodyBytes: 0 },
      outcome: { kind: 'answer', status: 200, body: '{"é":1}', bodyBytes: 8 },
    });
  });

  it('keeps a fault as it is', async () => {
    const { recorder, look } = recordingOf();
    await look('orders', transient('connection reset'));
    await look('orders', fatal('no TLS'));
    expect(recorder.kept().exchanges.map(({ outcome }) => outcome)).toEqual([
      { kind: 'fault', reason: 'connection reset', fatal: false },
      { kind: 'fault', reason: 'no TLS', fatal: true },
    ]);
  });

  it('counts the looks at each task, and knows which have changed something', async () => {
    const { recorder, look } = recordingOf();
    await look('a', answerOf(), { changes: true });
    await look('b', answerOf());
    await look('a', answerOf());
    recorder.changed('nobody');
    expect(recorder.kept().exchanges.map((each) => each.look)).toEqual([
      { task: 'a', number: 1, changed: true },
      { task: 'b', number: 1, changed: false },
      { task: 'a', number: 2, changed: false },
    ]);
  });

  it('has no look for a request of another signal', async () => {
    const recorder = createRecorder({ now: () => 0, date: () => new Date(0) }, MB);
    const answer = answerOf();
    expect(await recorder.through(async () => answer)(requestOf(), new AbortController().signal)).toBe(
      answer,
    );
    expect(recorder.kept().exchanges[0]?.look).toBeUndefined();
  });

  it('shows what is under way, in the order in which it was sent', async () => {
    const recorder = createRecorder({ now: () => 0, date: () => new Date(0) }, MB);
    const { signal } = new AbortController();
    let answer = (): void => undefined;
    const slow = recorder.through(
      () => new Promise((resolve) => (answer = () => resolve(answerOf({ status: 201 })))),
    )(requestOf(), signal);
    await recorder.through(async () => answerOf())(requestOf(), signal);
    const outcomes = () => recorder.kept().exchanges.map(({ outcome }) => outcome);
    expect(outcomes()).toMatchObject([
      { kind: 'fault', reason: 'no answer yet when the trace was written' },
      { status: 200 },
    ]);
    answer();
    await slow;
    expect(outcomes()).toMatchObject([{ status: 201 }, { status: 200 }]);
  });

  it('keeps no signature, nor what it was made from, also where an answer repeats it', async () => {
    const { recorder, look } = recordingOf();
    const confidential = ['0f1e2d3c4b5a69788796a5b4c3d2e1f0', 'GET\n/\nx-sdk-date:20260101T000000Z'];
    const headers = { authorization: `SDK-HMAC-SHA256 Signature=${confidential[0]}` };
    const body = JSON.stringify({ error_msg: confidential });
    await look('a', answerOf({ body, headers: { 'x-said': confidential[0] ?? '' } }), {
      request: requestOf({ confidential, headers }),
    });
    await look('a', transient(`no answer to ${confidential[0]}`), { request: requestOf({ confidential }) });
    const text = JSON.stringify(recorder.kept());
    for (const each of [...confidential, '20260101T000000Z']) expect(text).not.toContain(each);
  });

  it('keeps no header of credentials', async () => {
    const { recorder, look } = recordingOf();
    const headers = { 'x-auth-token': 'MIIabc', accept: '*/*' };
    await look('a', answerOf(), { request: requestOf({ headers }) });
    expect(recorder.kept().exchanges[0]?.request.headers).toEqual({ ...headers, 'x-auth-token': '***' });
  });

  it('never holds more than it may, and leaves out the oldest that changed nothing', async () => {
    const { recorder, look } = recordingOf(MB);
    const body = 'x'.repeat(10_000);
    for (let index = 0; index < 300; index += 1) {
      await look('a', answerOf({ body }), { changes: index % 50 === 0 });
    }
    const { exchanges, leftOut } = recorder.kept();
    const bytes = exchanges.length * body.length;
    expect(bytes).toBeLessThanOrEqual(MB);
    expect(bytes).toBeGreaterThan(MB / 2);
    expect(leftOut).toEqual({ unchanged: 300 - exchanges.length, others: 0 });
    const numbers = exchanges.map((each) => each.look?.number);
    expect(numbers.slice(0, 5)).toEqual([1, 51, 101, 151, 201]);
    expect(numbers.at(-1)).toBe(300);
  });
});
