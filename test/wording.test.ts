import { describe, expect, it } from 'vitest';

import { describeError, duration, joined, shown } from '../src/wording.ts';

describe('a duration for people', () => {
  it.each([
    [0, '0 s'],
    [40, '0 s'],
    [400, '0.4 s'],
    [1000, '1 s'],
    [9900, '9.9 s'],
    [9999, '10 s'],
    [12_000, '12 s'],
    [60_000, '60 s'],
    [90_000, '90 s'],
    [120_000, '120 s'],
    [180_000, '3m'],
    [200_000, '3m 20s'],
    [182_000, '3m 02s'],
    [1_800_000, '30m'],
    [3_599_400, '59m 59s'],
    [3_599_600, '1h'],
    [3_600_000, '1h'],
    [3_900_000, '1h 05m'],
    [7_199_600, '2h'],
    [432_000_000, '120h'],
  ])('of %i ms is %s', (ms, words) => {
    expect(duration(ms)).toBe(words);
  });
});

describe('a value in a message', () => {
  it.each([
    ['a "b"\n', '"a \\"b\\"\\n"'],
    ['x'.repeat(80), `"${'x'.repeat(80)}"`],
    ['x'.repeat(81), 'a text of 81 characters'],
    [null, 'a list, a map or nothing'],
    [['a'], 'a list, a map or nothing'],
  ])('%j is shown as %s', (value, text) => {
    expect(shown(value)).toBe(text);
  });
});

it('joins texts by colons, without the empty ones', () => {
  expect([joined(), joined('', ''), joined('a', '', 'b'), joined('a')]).toEqual(['', '', 'a: b', 'a']);
});

describe('what was thrown', () => {
  const nameless = {
    toString: () => {
      throw new Error('no');
    },
  };
  it.each([
    [new TypeError('x is no function'), 'TypeError: x is no function'],
    ['a text', 'a text'],
    [undefined, 'undefined'],
    [nameless, 'something without a name'],
    [Object.create(null), 'something without a name'],
  ])('is told in one line, without its stack', (error, text) => {
    expect(describeError(error)).toBe(text);
  });
});
