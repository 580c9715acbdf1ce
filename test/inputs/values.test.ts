import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseDuration, parseFlag, parseWords } from '../../src/inputs/values.ts';
import { atMost } from '../runs.ts';

describe('a duration', () => {
  it.each([
    ['90', 90],
    ['90s', 90],
    ['15m', 900],
    ['10m', 600],
    ['1h30m', 5400],
    ['1h', 3600],
    ['1h5s', 3605],
    ['2h3m4s', 7384],
    ['120h', 432_000],
    ['90m', 5400],
    ['0', 0],
    ['0s', 0],
    ['007', 7],
  ])('may be written %s', (written, seconds) => {
    expect(parseDuration(written)).toBe(seconds * 1000);
  });

  it.each([
    '',
    ' ',
    '10 m',
    ' 10m',
    '1h 30m',
    '-1',
    '+1',
    '1e9',
    '1.5h',
    '1,5h',
    '0x10',
    'NaN',
    'Infinity',
    'abc',
    'm',
    'hms',
    '30m1h',
    '1h1h',
    '5d',
    '500ms',
    '10M',
    '１０m',
    '９０',
    '٣٠',
    '10m\n',
    '1h30',
    '99999999999999999999',
    `${'9'.repeat(400)}h`,
  ])('may not be written %j', (written) => {
    expect(parseDuration(written)).toBeUndefined();
  });

  it('is read from any text without throwing, and is whole and finite if it is one', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9hms]{1,14}$/)), (written) => {
        const ms = parseDuration(written);
        if (ms !== undefined) expect(Number.isSafeInteger(ms) && ms >= 0).toBe(true);
      }),
      { numRuns: atMost(1000) },
    );
  });

  it('is the sum of its parts', () => {
    const part = fc.integer({ min: 0, max: 999 });
    fc.assert(
      fc.property(part, part, part, (hours, minutes, seconds) => {
        const total = hours * 3600 + minutes * 60 + seconds;
        expect(parseDuration(`${hours}h${minutes}m${seconds}s`)).toBe(total * 1000);
      }),
    );
  });
});

describe('a flag', () => {
  it.each(['true', 'True', 'TRUE'])('is true as %s', (written) => expect(parseFlag(written)).toBe(true));
  it.each(['false', 'False', 'FALSE'])('is false as %s', (written) => expect(parseFlag(written)).toBe(false));
  it.each(['', '1', '0', 'yes', 'no', 'on', 'off', 'y', 'tru', 'true ', 'null', 'ｔrue'])(
    'is none as %j',
    (written) => expect(parseFlag(written)).toBeUndefined(),
  );
});

describe('a list of words', () => {
  it.each([
    ['', []],
    [' \n ', []],
    ['a', ['a']],
    ['a, b,c', ['a', 'b', 'c']],
    ['a b\nc\r\n', ['a', 'b', 'c']],
    [',a,,b,', ['a', 'b']],
  ])('written %j is %j', (written, words) => {
    expect(parseWords(written)).toEqual(words);
  });
});
