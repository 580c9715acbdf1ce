import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createRedactor } from '../../src/redact.ts';
import { resultOf } from '../builders.ts';
import { atMost } from '../runs.ts';
import { aboutOf, answerOf, exchangeOf, MB, recordingOf, rendered } from './exchanges.ts';

const lookOf = (number: number, changed = false, task = 'a') => ({ task, number, changed });
const answered = (body: string) =>
  ({
    kind: 'answer',
    status: 200,
    headers: { 'content-type': 'application/json' },
    body,
    bodyBytes: body.length,
  }) as const;

describe('a trace', () => {
  it('without a request is a HAR', () => {
    const { har } = rendered({});
    expect(har.log).toMatchObject({
      version: '1.2',
      creator: { name: 'Deploy Gate', version: 'v1' },
      entries: [],
      _deployGate: { schema: 1, verdict: 'succeeded' },
    });
    expect(har.log.comment).toBeUndefined();
  });

  it('has of each request what the schema wants, and what a replay needs', () => {
    const exchange = exchangeOf({
      look: lookOf(3),
      startedAt: Date.parse('2026-01-01T00:00:00.123Z'),
      request: {
        method: 'POST',
        url: 'https://cloud.example/?a=b%20c&a=d',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'x=1',
        bodyBytes: 3,
      },
      outcome: { kind: 'answer', status: 302, headers: { location: '/y' }, body: '', bodyBytes: 0 },
    });
    expect(rendered({ exchanges: [exchange] }).har.log.entries).toEqual([
      {
        startedDateTime: '2026-01-01T00:00:00.123Z',
        time: 12.3,
        request: {
          method: 'POST',
          url: 'https://cloud.example/?a=b%20c&a=d',
          httpVersion: 'HTTP/1.1',
          cookies: [],
          headers: [{ name: 'content-type', value: 'application/x-www-form-urlencoded' }],
          queryString: [
            { name: 'a', value: 'b c' },
            { name: 'a', value: 'd' },
          ],
          postData: { mimeType: 'application/x-www-form-urlencoded', text: 'x=1' },
          headersSize: -1,
          bodySize: 3,
        },
        response: {
          status: 302,
          statusText: '',
          httpVersion: 'HTTP/1.1',
          cookies: [],
          headers: [{ name: 'location', value: '/y' }],
          content: { size: 0, mimeType: 'x-unknown', text: '' },
          redirectURL: '/y',
          headersSize: -1,
          bodySize: 0,
        },
        cache: {},
        timings: { send: 0, wait: 12.3, receive: 0 },
        _task: 'a',
        _look: 3,
      },
    ]);
  });

  it('says why there is no answer, as browsers do with status 0', () => {
    const fault = { kind: 'fault', reason: 'the host does not exist', fatal: false } as const;
    const exchanges = [
      exchangeOf({ outcome: fault }),
      exchangeOf({ outcome: { ...fault, hopelessAfterMs: 30_000 } }),
      exchangeOf({ outcome: { ...fault, fatal: true } }),
    ];
    const { entries } = rendered({ exchanges }).har.log;
    expect(entries.map(({ response }) => response.status)).toEqual([0, 0, 0]);
    expect(entries.map(({ _fault, _fatal, _hopelessAfterMs }) => [_fault, _fatal, _hopelessAfterMs])).toEqual(
      [
        ['the host does not exist', undefined, undefined],
        ['the host does not exist', undefined, 30_000],
        ['the host does not exist', true, undefined],
      ],
    );
  });

  it('keeps a body to the character, whatever is in it', () => {
    const body = fc.string({ unit: 'binary' }).filter((text) => !/[=<"]/.test(text));
    fc.assert(
      fc.property(body, (text) => {
        const [entry] = rendered({ exchanges: [exchangeOf({ outcome: answered(text) })] }).har.log.entries;
        expect(entry?.response.content.text).toBe(text.toWellFormed());
      }),
      { numRuns: atMost(300) },
    );
  });
});

describe('a trace that would be too long', () => {
  const all = (bytes: number, count: number) =>
    Array.from({ length: count }, (_, index) =>
      exchangeOf({ look: lookOf(index + 1, index % 100 === 0), outcome: answered('x'.repeat(bytes)) }),
    );

  it('is thinned to 20 MB, and says so', () => {
    const { har, text } = rendered({ exchanges: all(100_000, 300) });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(20 * MB);
    expect(Buffer.byteLength(text)).toBeGreaterThan(19 * MB);
    const kept = har.log.entries.map(({ _look }) => _look);
    expect(kept.slice(0, 2)).toEqual([1, 101]);
    expect(kept.at(-1)).toBe(300);
    expect(har.log.comment).toBe(
      `To stay within 20 MB, looks were left out: ${300 - kept.length} that changed nothing, the oldest first.`,
    );
  });

  it('counts what was left out while the gate ran, too', () => {
    const { har } = rendered({ exchanges: all(10, 3), leftOut: { unchanged: 7, others: 2 } });
    expect(har.log.comment).toMatch(/7 that changed nothing.*2 others/);
  });

  it('is thinned by the bytes of the file, not by characters', () => {
    const body = '"订单\n'.repeat(20_000);
    const exchanges = Array.from({ length: 100 }, (_, index) =>
      exchangeOf({ look: lookOf(index + 1), outcome: answered(body) }),
    );
    expect(Buffer.byteLength(rendered({ exchanges }).text)).toBeLessThanOrEqual(20 * MB);
  });

  it('keeps within its bound whatever is in it', () => {
    const exchange = fc.record({
      bytes: fc.nat(4000),
      task: fc.constantFrom('a', 'b', 'é'),
      changed: fc.boolean(),
    });
    const many = fc.record({
      exchanges: fc.array(exchange, { maxLength: 40 }),
      results: fc.nat(60),
      tasks: fc.nat(20_000),
    });
    fc.assert(
      fc.property(many, ({ exchanges, results, tasks }) => {
        const { text } = rendered(
          {
            exchanges: exchanges.map(({ bytes, task, changed }, index) =>
              exchangeOf({ look: lookOf(index, changed, task), outcome: answered('x'.repeat(bytes)) }),
            ),
            about: aboutOf({
              results: Array.from({ length: results }, () => resultOf({ reason: 'y'.repeat(300) })),
              inputs: { tasks: 'z'.repeat(tasks) },
            }),
          },
          undefined,
          30_000,
        );
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(30_000);
      }),
      { numRuns: atMost(300) },
    );
  });

  it('gives up parts, changes, the list and the results, one after the other, where they alone are too long', () => {
    const part = { name: 'p'.repeat(500), state: 'failed', provider_state: '', reason: '' } as const;
    const about = aboutOf({
      inputs: { tasks: 't', timeout: '30m' },
      results: Array.from({ length: 20 }, () => resultOf({ parts: [part, part] })),
    });
    const about20 = rendered({ about }, undefined, 30_000).har.log._deployGate;
    expect(about20.results.map(({ parts }) => parts)).toEqual(Array.from({ length: 20 }, () => []));
    expect(about20.inputs).toEqual({ tasks: 't', timeout: '30m' });
    const least = rendered({ about }, undefined, 6_000).har.log._deployGate;
    expect(least).toMatchObject({ results: [], inputs: { tasks: '', timeout: '30m' }, verdict: 'succeeded' });
  });
});

describe('a secret', () => {
  const secret = 'wJalrXUtn/FEMI+K7MDENG"bPx\\RfiCYz';

  it('that was learned only after the answer came is hidden all the same', async () => {
    const { recorder, look } = recordingOf();
    await look('a', answerOf({ body: JSON.stringify({ said: secret }) }));
    const { text } = rendered({ ...recorder.kept() }, createRedactor([secret], []));
    expect(text).toContain('***');
    expect(text).not.toContain('wJalrXUtn');
  });

  it('is hidden whole where a part of it looks like a name of secrets, and names hide what nobody else knows', () => {
    const known = 'IHLD$qZIaC_GHBTJWtqa=CHx*~C(46k?(:g_(+';
    const said = `said=${known}&token=abc`;
    const { request } = exchangeOf();
    const headers = { 'x-said': said };
    const exchange = exchangeOf({
      request: { ...request, url: `https://x.example/?${said}`, headers, body: said },
      outcome: { ...answered(said), headers },
    });
    const { har } = rendered({ exchanges: [exchange] }, createRedactor([known], []));
    const [entry] = har.log.entries;
    const shown = 'said=***&token=***';
    expect(entry).toMatchObject({
      request: {
        url: `https://x.example/?${shown}`,
        headers: [{ value: shown }],
        postData: { text: shown },
      },
      response: { headers: [{ value: shown }], content: { text: shown } },
    });
  });

  it.each([
    ['https://cloud.example/p?q={1}', 'cloud.example', 'https://***/p?q=%7B1%7D'],
    ['https://cloud.example/p', 'https://cloud.example', 'https://hidden.invalid/'],
    ['https://cloud.example/%E8%AE%A2', 'E8%AE%A2', 'https://cloud.example/%25***'],
  ])('in the URL %s leaves one that readers take', (url, hidden, shown) => {
    const { request } = exchangeOf();
    const exchanges = [exchangeOf({ request: { ...request, url } })];
    const { har } = rendered({ exchanges }, (text) => text.replaceAll(hidden, '***'));
    expect(har.log.entries[0]?.request.url).toBe(shown);
  });

  it.each([
    ['the name of a task', { exchanges: [exchangeOf({ look: lookOf(1, false, secret) })] }],
    ['an input', { about: aboutOf({ inputs: { tasks: secret } }) }],
    ['a variable', { about: aboutOf({ environment: { REGION: secret } }) }],
    ['a fault of the gate', { about: aboutOf({ faults: [`x ${secret}`] }) }],
    ['the version', { version: secret }],
    [
      'the reason of a fault',
      { exchanges: [exchangeOf({ outcome: { kind: 'fault' as const, reason: secret, fatal: false } })] },
    ],
  ])('is hidden in %s', (_where, material) => {
    const { text } = rendered(material, createRedactor([secret], []));
    expect(text).toContain('***');
    expect(text).not.toContain('wJalrXUtn');
  });
});
