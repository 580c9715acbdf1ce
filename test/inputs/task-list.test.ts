import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type Fields, parseTaskList } from '../../src/inputs/task-list.ts';
import { atMost } from '../runs.ts';

function read(written: string): {
  readonly entries: readonly (Fields | undefined)[];
  readonly problems: readonly string[];
} {
  const problems: string[] = [];
  return { entries: parseTaskList(written, 'tasks', (text) => problems.push(text)), problems };
}

const whole = (entries: readonly Fields[]): ReturnType<typeof read> => ({ entries, problems: [] });

describe('a value of the list', () => {
  it.each([
    '20211122155403834',
    '12345678901234567890123',
    '007',
    '1e3',
    '1E400',
    '2021-01-01',
    '2021-01-01T00:00:00Z',
    'true',
    'True',
    'yes',
    'off',
    '0x1F',
    '0o17',
    '0b11',
    '1_000',
    '1.50',
    '-0',
    '.inf',
    '.nan',
    '12:30:45',
    'nullable',
    '~x',
  ])('is text, exactly as written: %s', (value) => {
    expect(read(`- id: ${value}`)).toEqual(whole([{ id: value }]));
  });

  it.each(['null', 'Null', 'NULL', '~', ''])('is nothing where nothing was written: %j', (value) => {
    expect(read(`- id: ${value}`)).toEqual(whole([{ id: null }]));
  });

  it.each(['"null"', "'null'", '"~"'])('is text where it is quoted: %s', (value) => {
    expect(read(`- id: ${value}`)).toEqual(whole([{ id: value.slice(1, -1) }]));
  });

  it.each(['""', "''"])('is an empty text where it is quoted: %s', (value) => {
    expect(read(`- id: ${value}`)).toEqual(whole([{ id: '' }]));
  });

  it('is what toJSON of the workflow wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        fc.pre(value.isWellFormed());
        expect(read(`- id: ${JSON.stringify(value)}\n  provider: x`)).toEqual(
          whole([{ id: value, provider: 'x' }]),
        );
      }),
      { numRuns: atMost(300) },
    );
  });
});

describe('a list', () => {
  it('may be JSON', () => {
    const pretty =
      '[\n\t{\n\t\t"provider": "x",\n\t\t"version": 20211122155403834,\n\t\t"optional": true, "none": null\n\t}\n]\n';
    const list = whole([{ provider: 'x', version: '20211122155403834', optional: 'true', none: null }]);
    for (const written of [pretty, pretty.replaceAll('\t', '  '), pretty.replace(/\s/g, '')]) {
      expect(read(written)).toEqual(list);
    }
  });

  it('may have comments, anchors and indentation before its first line', () => {
    const written = '  # ours\n  - &a\n    provider: x # here\n    id: "1"\n  - *a\n';
    expect(read(written)).toEqual(
      whole([
        { provider: 'x', id: '1' },
        { provider: 'x', id: '1' },
      ]),
    );
  });

  it('may have line ends of Windows', () => {
    expect(read('- provider: x\r\n  id: 1\r\n')).toEqual(whole([{ provider: 'x', id: '1' }]));
  });

  const broken: Readonly<Record<string, readonly [string, RegExp]>> = {
    'that is empty': ['[]', /empty/],
    'that is a comment': ['# nothing', /list/],
    'that is a word': ['orders', /list/],
    'that is a map': ['provider: x', /list/],
    'that is nothing': ['null', /list/],
    'that is cut off': ['[{"id":"1"', /YAML/],
    'with two documents': ['- id: 1\n---\n- id: 2', /YAML/],
    'with an alias of nothing': ['- *a', /./],
    'with a tag of numbers': ['- id: !!int 3', /./],
    'with a tag of its own': ['- id: !secret x', /./],
    'with a tag of a language': ['- !!js/function "x"', /./],
    'with a tab as indentation': ['- id: 1\n\tx: 2', /YAML/],
  };
  it.each(Object.entries(broken))('is refused %s', (_what, [written, words]) => {
    const { entries, problems } = read(written);
    expect(entries).toEqual([]);
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) expect(problem).toMatch(/^tasks\b/);
    expect(problems.join('\n')).toMatch(words);
  });

  it.each([
    ['- id: 1\n- id: 1\n  name: x\n  id: 2', 2, 'id'],
    ['[{"provider":"x","operation-uid":"1","operation-uid":"1"}]', 1, 'operation-uid'],
    ['- "id": 1\n  id: 2', 1, 'id'],
  ])('is refused with a key given twice, by its entry and its name: %j', (written, entry, field) => {
    const { problems } = read(written);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^tasks, entry ${entry}: ${field} `));
  });

  it('is refused with each entry that is no map, by its number', () => {
    const { entries, problems } = read('- provider: x\n- word\n- [a]\n- null');
    expect(entries).toEqual([{ provider: 'x' }, undefined, undefined, undefined]);
    expect(problems.map((text) => /entry (\d)/.exec(text)?.[1])).toEqual(['2', '3', '4']);
  });

  it('names the input that it came from', () => {
    const problems: string[] = [];
    parseTaskList('[]', 'tasks-file', (text) => problems.push(text));
    expect(problems[0]).toMatch(/^tasks-file:/);
  });

  it('whose aliases multiply is refused quickly', () => {
    const level = (name: string, of: string): string => `- &${name} [${Array(9).fill(`*${of}`).join(',')}]`;
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
    const lines = names.slice(1).map((name, index) => level(name, names[index] ?? ''));
    const { entries, problems } = read(`- &a [x,x,x,x,x,x,x,x,x]\n${lines.join('\n')}\n`);
    expect(entries).toEqual([]);
    expect(problems.join()).toMatch(/alias/);
  });

  it('of 5,000 entries is read', () => {
    const written = Array.from({ length: atMost(5000) }, (_, index) => `- {provider: x, id: ${index}}`).join(
      '\n',
    );
    expect(read(written).entries).toHaveLength(atMost(5000));
  });

  it('is read or refused, whatever it is: never is anything thrown', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-\w:{}[\]"'&*!|>#~, \n]{0,40}$/)), (written) => {
        const { entries, problems } = read(written);
        if (entries.length === 0) expect(problems.length).toBeGreaterThan(0);
      }),
      { numRuns: atMost(1000) },
    );
  });

  it('cannot reach the prototype of anything', () => {
    const { entries } = read('- __proto__: {optional: "true"}\n  id: x');
    expect(Object.keys(entries[0] ?? {})).toContain('__proto__');
    expect(entries[0]?.['optional']).toBeUndefined();
  });
});
