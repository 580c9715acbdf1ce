import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createRedactor } from '../../src/redact.ts';
import { createPieces } from '../../src/redact-pieces.ts';
import { OVER, publishTask, record } from '../dist/entries.ts';
import { play } from '../dist/scene.ts';
import { atMost } from '../runs.ts';

/** As an STS gives it out: letters, digits and the marks of base64. */
const TOKEN = `CAIS${'8xqJ2bq6Ft5B2yfSjIr7+0Gd9bM6nTQ2hP4kZ1w/uV3yX5aC7eR9tLmN0'.repeat(6)}zQ==`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const folded = (text: string, width: number, end: string): string =>
  (text.match(new RegExp(`.{1,${width}}`, 'gs')) ?? []).join(end);

/** How many characters of the secret, or of what encodes it, stand in a row in a text. */
function longestRun(text: string, forms: readonly string[]): number {
  let longest = 0;
  for (const form of forms) {
    for (let at = 0; at < text.length; at += 1) {
      let length = longest + 1;
      while (at + length <= text.length && form.includes(text.slice(at, at + length))) length += 1;
      longest = Math.max(longest, length - 1);
    }
  }
  return longest;
}

const FORMS = [TOKEN, base64(TOKEN), base64(`x${TOKEN}`), base64(`xy${TOKEN}`)];

describe('row 83: a secret that is cut off, or folded → no 16 characters of it in a row are told', () => {
  it.each([
    [
      'its first 60 characters and an ellipsis',
      `token ${TOKEN.slice(0, 60)}… is wrong`,
      'token *** is wrong',
    ],
    ['its first 16 characters and dots', `"${TOKEN.slice(0, 16)}..."`, '"***"'],
    ['up to a comma', `${TOKEN.slice(0, 99)}, and`, '***, and'],
    ['up to a bracket', `<t>${TOKEN.slice(0, 99)}</t>`, '<t>***</t>'],
    ['at the end of the text', `x ${TOKEN.slice(0, 99)}`, 'x ***'],
    ['going on in another spelling', `${TOKEN.slice(0, 20)}%2B%2F rest`, '*** rest'],
    ['without its beginning', `…${TOKEN.slice(40, 99)} rest`, '…*** rest'],
    ['base64, cut off', `${base64(TOKEN).slice(0, 70)}… rest`, '*** rest'],
    ['base64 of a longer text, cut off', `${base64(`x${TOKEN}`).slice(2, 70)} rest`, '*** rest'],
    ['in JSON', JSON.stringify({ t: `${TOKEN.slice(0, 40)}"x` }), '{"t":"***\\"x"}'],
    ['base64 for URLs', `${base64(TOKEN).replaceAll('+', '-').slice(0, 40)}`, '***'],
    ['hex', `${Buffer.from(TOKEN).toString('hex').slice(0, 60)}`, '***'],
  ])('%s', (_what, text, told) => {
    expect(createRedactor([TOKEN], [])(text)).toBe(told);
  });

  it.each([
    ['plain', TOKEN],
    ['in base64', base64(TOKEN)],
    ['in base64 of a longer text', base64(`user:${TOKEN}`)],
  ])('folded, %s', (_what, form) => {
    for (const [width, end] of [
      [76, '\n'],
      [64, '\r\n '],
      [60, '\\n'],
    ] as const) {
      const told = createRedactor([TOKEN], [])(`before\n${folded(form, width, end)}\nafter`);
      expect(longestRun(told, FORMS)).toBeLessThan(16);
      expect(told).toMatch(/^before\n.*\nafter$/s);
    }
  });

  it('whichever secret it is, and wherever it is cut', () => {
    // Without the quote, which is where what is hidden ends.
    const anySecret = fc.string({
      unit: fc.integer({ min: 0x23, max: 0x7e }).map((code) => String.fromCharCode(code)),
      minLength: 16,
      maxLength: 200,
    });
    const property = fc.property(anySecret, fc.nat(), fc.nat(), fc.boolean(), (secret, a, b, encoded) => {
      // The last character of base64 also carries bits of what follows.
      const form = encoded ? base64(secret).slice(0, Math.floor((secret.length * 8) / 6)) : secret;
      const from = a % (form.length - 15);
      const to = from + 16 + (b % (form.length - 15 - from));
      const told = createRedactor([secret], [])(`before ${form.slice(from, to)} after`);
      expect(longestRun(told.slice('before '.length, -' after'.length), [form])).toBeLessThan(16);
      expect(told).toMatch(/^before .* after$/);
    });
    fc.assert(property, { numRuns: atMost(1000) });
  });

  it('within JSON, which stays JSON', () => {
    const odd = fc.string({
      unit: fc.constantFrom(...'ab\\"\'/é\n<,1'.split(''), 'Q7xT9pLm'),
      minLength: 16,
      maxLength: 60,
    });
    const property = fc.property(odd, fc.nat(), odd, (secret, cut, rest) => {
      const text = JSON.stringify([secret.slice(0, 16 + (cut % secret.length)) + rest, rest]);
      expect(() => JSON.parse(createRedactor([secret], [])(text))).not.toThrow();
    });
    fc.assert(property, { numRuns: atMost(1000) });
  });

  it('leaves alone what only begins alike, and URLs of which one is called secret', () => {
    const redact = createRedactor([TOKEN, 'https://iam.example.com/v3/secret-path'], []);
    const text = `${TOKEN.slice(0, 15)}! https://iam.example.com/v3/other`;
    expect(redact(text)).toBe(text);
  });

  it.each([
    ['of one character', 'A'.repeat(1_000_000)],
    ['of beginnings that are too short', `${TOKEN.slice(0, 15)}!`.repeat(60_000)],
    ['of beginnings', `${TOKEN.slice(0, 40)} `.repeat(25_000)],
    ['of the secret, again and again', TOKEN.repeat(2_500)],
    ['of one beginning, and no end', TOKEN.slice(0, 40) + 'b'.repeat(1_000_000)],
  ])('in time that grows with the text alone: 1 MB %s', (_what, text) => {
    const redact = createRedactor([TOKEN, ...alike()], []);
    const began = performance.now();
    redact(text);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('in time that grows with the text alone, also of a secret that repeats itself', () => {
    const pieces = createPieces();
    pieces.learn([`${'A'.repeat(4000)}B`, `${'AB'.repeat(2000)}A`]);
    const began = performance.now();
    expect(pieces.hide('A'.repeat(1_000_000))).toMatch(/^\*+$/);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it.concurrent('on every sink of the built action', async ({ expect: expectHere }) => {
    const step = await play((e) => {
      const session = e.alibaba.openSession();
      const huawei = e.huawei.openSession();
      const cut = `no such token ${session.securityToken.slice(0, 20)}...; ${base64(huawei.secretAccessKey).slice(0, 20)}…`;
      const failed = { ApiUid: 'api', DeployedStatus: 'FAIL', ErrorMsg: cut };
      return {
        tasks: [publishTask(e, [{ ...OVER, ...failed }]), record(e, 'succeeded')],
        inputs: {
          'alibaba-access-key-id': session.accessKeyId,
          'alibaba-access-key-secret': session.accessKeySecret,
          'alibaba-security-token': session.securityToken,
          'huawei-access-key-id': huawei.accessKeyId,
          'huawei-secret-access-key': huawei.secretAccessKey,
          'huawei-security-token': huawei.securityToken,
          'trace-file': 'trace.har',
        },
        env: { SAID: cut },
      };
    });
    expectHere(step).toMatchObject({ exitCode: 1, outputs: { state: 'failed' } });
    const { stdout, summary, resultsFile = '', outputs, trace } = step;
    const written = [stdout, summary, resultsFile, JSON.stringify([outputs, trace])].join('\n');
    expectHere(written).toContain('no such token ***');
    const masks = [...stdout.matchAll(/^::add-mask::(.*)$/gm)].map(([, mask = '']) => mask);
    expectHere(masks.length).toBeGreaterThan(3);
    const told = written.replace(/^::add-mask::.*$/gm, '');
    for (const mask of masks) {
      expectHere(told).not.toContain(mask.slice(0, 16));
      expectHere(told).not.toContain(base64(mask).slice(0, 16));
    }
  });
});

/** Secrets that all begin alike, as signed tokens do. */
function alike(): readonly string[] {
  return Array.from(
    { length: 50 },
    (_, at) => `eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.${base64(`{"n":${at}}`)}.x`,
  );
}
