import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseJson } from '../../src/clouds/json.ts';
import { atMost } from '../runs.ts';

describe('reading JSON', () => {
  it.each([
    ['{"id":12345678901234567890}', { id: '12345678901234567890' }],
    ['{"id":-12345678901234567890}', { id: '-12345678901234567890' }],
    ['[9007199254740993]', ['9007199254740993']],
    ['{"a":{"b":[20211122155403834]}}', { a: { b: ['20211122155403834'] } }],
    ['{"n":9007199254740991}', { n: 9007199254740991 }],
    ['{"n":42,"f":1.5,"z":0}', { n: 42, f: 1.5, z: 0 }],
    ['{"s":"12345678901234567890"}', { s: '12345678901234567890' }],
  ])('keeps what it says: %s', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  it('never rounds an integer', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), (number) => {
        const read = parseJson(`{"id":${number}}`);
        const id = typeof read === 'object' && read !== null && 'id' in read ? read.id : undefined;
        expect(String(Object.is(id, -0) ? 0 : id)).toBe(String(number));
      }),
    );
  });

  it('gives nothing for what is no JSON', () => {
    for (const text of ['', '{', 'NaN', "{'a':1}", '{"a":1,}', 'undefined']) {
      expect(parseJson(text)).toBeUndefined();
    }
  });

  it.each([
    '{"status":"failed","status":"success"}',
    '{"status":"success","status":"success"}',
    '{"a":{"b":1,"b":2}}',
    '[{"a":1},{"a":1,"a":2}]',
    '{"a":1,"b":{"c":2},"a":3}',
    '{"a":1,"\\u0061":2}',
    '{"a" :1,"a"\n:2}',
    '{"":1,"":2}',
    '{"__proto__":1,"__proto__":2}',
    '{"a":{"b":1},"a":2}',
    '{"a":2,"a":{"b":{"c":1}}}',
    '{"a\\"":1,"a\\"":2}',
    '[[{"a":1,"a":1}]]',
  ])('gives nothing where a key is given twice: %s', (text) => {
    expect(parseJson(text)).toBeUndefined();
  });

  it.each([
    '[{"a":1},{"a":2}]',
    '{"a":{"a":{"a":1}},"b":{"a":2}}',
    '{"a":"b","b":"a"}',
    '{"a":"{\\"a\\":1,\\"a\\":2}"}',
    '{"a":"\\\\","b":"}","c":"{"}',
    '["a","a",{"a":["a","a"]}]',
    '{"a":"x:","b":": "}',
    '["a",":"]',
  ])('takes the same word in different places for what it is: %s', (text) => {
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it('cleans every text that is a value, and nothing else', () => {
    const text = '{"a":"x","b":["x",1,true,null,{"x":"x"}],"n":12345678901234567890}';
    expect(parseJson(text, (value) => value.toUpperCase())).toEqual({
      a: 'X',
      b: ['X', 1, true, null, { x: 'X' }],
      n: '12345678901234567890',
    });
    expect(parseJson('"x"', () => 'y')).toBe('y');
  });

  it.each([
    ['12345678901234567890', '12345678901234567890'],
    ['1e400', Number.POSITIVE_INFINITY],
    ['1.5', 1.5],
    ['1e30', 1e30],
    ['true', true],
    ['null', null],
  ])('keeps only integers as text: %s', (text, value) => {
    expect(parseJson(text)).toBe(value);
  });

  it('reads whatever JSON there is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/\d{16}|e\+/.test(text));
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: atMost(500) },
    );
  });

  it('reads large answers', () => {
    const list = Array.from({ length: atMost(20_000) }, (_, id) => ({ id, text: 'x'.repeat(100) }));
    expect(parseJson(JSON.stringify({ list }))).toEqual({ list });
    const long = { text: 'x"\\'.repeat(atMost(300_000)) };
    expect(parseJson(JSON.stringify(long))).toEqual(long);
  });
});
