import { describe, expect, it } from 'vitest';
import type { z } from 'zod';

import { choice, digits, epochMs, flag, freeText, id, wholeNumber } from '../../src/providers/fields.ts';

/** What is said of a value, each thing once; nothing if it is taken. */
const saidOf = (schema: z.ZodType, value: unknown): readonly string[] => {
  const { error } = schema.safeParse(value);
  return (error?.issues ?? []).map(({ message }) => message).filter((message) => message !== '');
};

const NOTHING =
  'is empty: the step that should give it gave nothing; check the id of the step and the name of its output';
const WORD =
  'stands for nothing: the step that should give it gave nothing; check the id of the step and the name of its output';
const NO_TEXT = 'must be text, not a list or a map; give the value alone';
const WHAT = 'the id of the task';
const GIVE = `; give ${WHAT}`;

describe('an id', () => {
  it.each([
    'a',
    '7',
    'nul',
    'nullable',
    'my-undefined',
    'null:null',
    'A0_.:-z',
    '51524fb8-f128',
    'a'.repeat(128),
  ])('is taken: %s', (value) => {
    expect(saidOf(id(WHAT), value)).toEqual([]);
  });

  it.each([
    [undefined, `is missing: give ${WHAT}`],
    [null, NOTHING],
    ['', NOTHING],
    ['null', `"null" ${WORD}`],
    ['undefined', `"undefined" ${WORD}`],
    [['a'], NO_TEXT],
    [{ a: 'b' }, NO_TEXT],
    ['-a', '"-a" has characters or a length that no id has'],
    ['https://host/a', '"https://host/a" is a URL, not an id'],
    [
      '$' + '{{ steps.a.outputs.b }}',
      '"$' + '{{ steps.a.outputs.b }}" was not replaced by a value: only expressions in a workflow file are',
    ],
    ['$ID', '"$ID" was not replaced by a value: only expressions in a workflow file are'],
    ['a/b', '"a/b" has characters or a length that no id has'],
    [' a', '" a" has characters or a length that no id has'],
    ['a\n', '"a\\n" has characters or a length that no id has'],
    ['a'.repeat(129), 'a text of 129 characters has characters or a length that no id has'],
  ])('%j is refused, once, with what to mend', (value, said) => {
    expect(saidOf(id(WHAT), value)).toEqual([
      / no id has$|, not an id$| file are$/.test(said) ? said + GIVE : said,
    ]);
  });
});

describe('a number in digits', () => {
  it.each(['0', '41', '007', '9'.repeat(18)])('is taken as the text it is: %s', (value) => {
    expect(digits().parse(value)).toBe(value);
  });

  it.each(['x', '-1', '1.5', '1 ', ' 1', '1e3', '４１', '9'.repeat(19)])('%j is refused', (value) => {
    expect(saidOf(digits(), value)).toEqual([`${JSON.stringify(value)} must be a whole number`]);
  });

  it.each([
    [undefined, 'is missing'],
    [null, NOTHING],
    ['null', `"null" ${WORD}`],
    ['undefined', `"undefined" ${WORD}`],
    [[], NO_TEXT],
  ])('%j is refused for what it is', (value, said) => {
    expect(saidOf(digits(), value)).toEqual([said]);
  });
});

describe('a time in milliseconds', () => {
  const TIME = 'the time';

  it.each(['0', '946684800000', '1722933924962', '4102444799999'])('is taken as it is: %s', (value) => {
    expect(epochMs(TIME).parse(value)).toBe(value);
  });

  it.each([
    ...['946684799999', '4102444800000', '1722933924', '1722933924962000', '17', '00', '-1', '1.5'],
    ...['01722933924962', '1722933924962 ', '1e12', '0x0', 'yesterday', '１７２２９３３９２４９６２'],
  ])('%j is refused, naming milliseconds', (value) => {
    expect(saidOf(epochMs(TIME), value)).toEqual([
      `${JSON.stringify(value)} is not a time in milliseconds. Give the time as it is, such as 1722933924962, or 0`,
    ]);
  });

  it.each([
    [undefined, 'is missing'],
    [null, NOTHING],
    ['', NOTHING],
    ['null', `"null" ${WORD}`],
    [[], NO_TEXT],
  ])('%j is refused for what it is', (value, said) => {
    expect(saidOf(epochMs(TIME), value)).toEqual([said]);
  });
});

describe('free text', () => {
  it('is taken up to 2,000 characters, white space and all', () => {
    for (const value of ['x', ' run 42 \n', 'x'.repeat(2000)]) expect(freeText().parse(value)).toBe(value);
    expect(saidOf(freeText(), 'x'.repeat(2001))).toEqual(['is longer than 2,000 characters']);
  });

  it.each([
    ['', 'is empty'],
    [null, NOTHING],
    [undefined, 'is missing'],
  ])('%j is refused', (value, said) => {
    expect(saidOf(freeText(), value)).toEqual([said]);
  });
});

describe('a flag', () => {
  it.each([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['false', false],
    ['False', false],
  ])('%s is %s', (written, value) => {
    expect(flag().parse(written)).toBe(value);
  });

  it.each(['yes', '', 'xtrue', 'truex', 'true ', '1'])('%j is refused', (written) => {
    expect(saidOf(flag(), written)).toEqual([`${JSON.stringify(written)} must be true or false`]);
  });
});

describe('a whole number of a range', () => {
  it.each([
    ['1', 1],
    ['007', 7],
    ['1000', 1000],
  ])('%s is %s', (written, value) => {
    expect(wholeNumber(1, 1000).parse(written)).toBe(value);
  });

  it.each(['0', '1001', 'x', '-1', '1.5', '1 ', '1e3', '４１', '9'.repeat(40)])('%j is refused', (value) => {
    expect(saidOf(wholeNumber(1, 1000), value)).toEqual([
      `${JSON.stringify(value)} must be a whole number from 1 to 1000`,
    ]);
  });

  it.each([
    ['', NOTHING],
    [null, NOTHING],
    ['null', `"null" ${WORD}`],
    [['1'], NO_TEXT],
  ])('%j is refused for what it is', (value, said) => {
    expect(saidOf(wholeNumber(1, 1000), value)).toEqual([said]);
  });
});

describe('one of a few words', () => {
  const stage = choice('stage', ['RELEASE', 'PRE', 'TEST']);

  it.each(['RELEASE', 'PRE', 'TEST'])('%s is taken', (word) => {
    expect(stage.parse(word)).toBe(word);
  });

  it.each([
    [undefined, 'is missing: give RELEASE, PRE or TEST'],
    ['', NOTHING],
    [null, NOTHING],
    ['null', `"null" ${WORD}`],
    [{}, NO_TEXT],
    ['release', '"release" is not a stage; did you mean RELEASE? (RELEASE, PRE, TEST)'],
    ['prod', '"prod" is not a stage; write RELEASE, PRE or TEST'],
  ])('%j is refused: %s', (value, said) => {
    expect(saidOf(stage, value)).toEqual([said]);
  });
});
