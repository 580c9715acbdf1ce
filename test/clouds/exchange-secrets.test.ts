import { describe, expect, it } from 'vitest';

import { alibabaDialect } from '../../src/clouds/alibaba.ts';
import { shownOf } from '../../src/clouds/exchange.ts';
import { hideGiven, keptError, timeOf, tokenFault } from '../../src/clouds/exchange-secrets.ts';
import { isCode } from '../../src/clouds/token-like.ts';

const hiddenIn = (body: string, headers: Readonly<Record<string, string>> = {}): readonly string[] => {
  const hidden: string[] = [];
  const hides = { hide: (text: string) => hidden.push(text), hideKeyId: (text: string) => hidden.push(text) };
  hideGiven({ kind: 'answer', status: 200, headers, body }, hides);
  return hidden;
};

describe('what an answer of an exchange brings', () => {
  it.each<readonly [what: string, body: string, hidden: readonly string[]]>([
    ['at a known place', '{"Credentials":{"SecurityToken":"short"}}', ['short']],
    ['with an escape that JSON does not know', String.raw`{"SecurityToken":"a\xb"}`, [String.raw`a\xb`]],
    ['in a message', `{"Message":"bad Aa0${'b'.repeat(40)}"}`, [`Aa0${'b'.repeat(40)}`]],
    ['a code, which is long and no token', '{"Code":"AuthenticationFail.OIDCToken.AudienceNotMatch"}', []],
  ])('is hidden %s', (_what, body, hidden) => {
    expect(hiddenIn(body)).toEqual(hidden);
  });

  it('is hidden in a header', () => {
    expect(hiddenIn('', { 'x-subject-token': 'one, two' })).toEqual(['one', 'two']);
  });
});

it.each([
  ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05Z'],
  ['Fri, 02 Jan 2026 03:04:05 GMT', '2026-01-02T03:04:05Z'],
  ['a secret', ''],
])('the time %j is kept as %j', (written, kept) => {
  expect(timeOf(written)).toBe(kept);
});

it.each([
  [{ Code: 'X.Y', Message: 'a secret' }, '{"code":"X.Y"}'],
  [{ Code: 'a secret with blanks' }, ''],
  [{}, ''],
])('of the error %j is kept %j', (json, kept) => {
  expect(keptError(alibabaDialect, json, JSON.stringify(json))).toBe(kept);
});

it.each([
  ['', 'gave no token'],
  ['a\r\nb', 'gave token with a line end in it'],
  ['a, b', 'gave token more than once'],
  ['ä', 'gave token with a character that no header may have'],
  ['x'.repeat(20_001), 'gave token of 20001 characters, which is too long'],
  ['good', undefined],
])('a token such as %j', (token, fault) => {
  expect(tokenFault('token', token)).toBe(fault);
});

const LONG = `Aa0${'b'.repeat(29)}`;

it.each([
  ['AuthenticationFail.OIDCToken.PublicKeyFingerprintMismatch', true],
  ['IAM.0001', true],
  ['401', true],
  ['x'.repeat(64), true],
  ['x'.repeat(65), false],
  [LONG.slice(0, 31), true],
  [LONG, false],
  [LONG.toLowerCase(), true],
  ['', false],
  ['two words', false],
  ['a/b', false],
])('%j may be a code: %s', (text, may) => {
  expect(isCode(text)).toBe(may);
});

it.each([
  ['a code and a message', 'IAM.1', 'HTTP 400 IAM.1: a secret', { code: 'IAM.1', text: 'HTTP 400 IAM.1' }],
  ['the status again', '400', 'HTTP 400 a secret', { code: '400', text: 'HTTP 400' }],
  ['a token in its place', LONG, `HTTP 400 ${LONG}: bad`, { code: '', text: 'HTTP 400' }],
  [
    'the words of the gate',
    '',
    'HTTP 400 with an empty body',
    { code: '', text: 'HTTP 400 with an empty body' },
  ],
])('of an error of an exchange is shown: %s', (_what, code, text, shown) => {
  const answer = { kind: 'answer', status: 400, headers: {}, body: '' } as const;
  expect(shownOf(answer, { kind: 'error', meaning: 'rejected', code, text })).toEqual(shown);
});
