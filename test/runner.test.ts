import { describe, expect, it } from 'vitest';

import { parseFileCommands, shownSummary } from './runner.ts';
import { commandsOf, linesOf } from './runner-commands.ts';

const namesOf = (log: string): readonly string[] => commandsOf(log).map(({ name }) => name);

describe('a command in the log', () => {
  it('has a name, properties and data, unescaped', () => {
    expect(commandsOf('::do-it k1=;=%2C=%0D=%0A=]=%3A,k2=,::;-%0D-%0A-]-%3A-%252C\n')).toEqual([
      { name: 'do-it', properties: { k1: ';=,=\r=\n=]=:' }, data: ';-\r-\n-]-%3A-%2C' },
    ]);
    expect(commandsOf('##[do-it k1=%3B=%0D=%0A=%5D;]%3B-%250A')).toEqual([
      { name: 'do-it', properties: { k1: ';=\r=\n=]' }, data: ';-%0A' },
    ]);
  });

  it.each([
    ['::error::x', ['error']],
    ['   ::error::x', ['error']],
    ['\u0085\u3000::error::x', ['error']],
    ['a\r::error::x', ['error']],
    ['a\r\n::error::x\n::add-mask::y', ['error', 'add-mask']],
    ['>>> ##[error]x', ['error']],
    ['###[error]x', ['error']],
    ['::stop-commands::x', ['stop-commands']],
    ['::a-later-command::x', ['a-later-command']],
    ['::error:\u200b:x', ['error']],
    ['::Set-Output name=a:\ufe0f:x', ['Set-Output']],
  ])('is found: %j', (log, names) => {
    expect(namesOf(log)).toEqual(names);
  });

  it.each([
    'a ::error::x',
    '>>> ::error::x',
    '::error',
    ':error::x',
    '\ufeff::error::x',
    'a\u2028::error::x',
    'a\u0085::error::x',
    'a\v::error::x',
    '##[error',
    '# #[error]x',
    '##\u200b[error]x',
    ':\u200b:error::x',
  ])('is not found: %j', (log) => {
    expect(namesOf(log)).toEqual([]);
  });
});

describe('lines of the log', () => {
  it('end with a line feed, a carriage return or both', () => {
    expect(linesOf('a\nb\rc\r\nd\u2028e\u0085f\n\n')).toEqual(['a', 'b', 'c', 'd\u2028e\u0085f', '']);
    expect(linesOf('')).toEqual([]);
  });
});

describe('a file of outputs', () => {
  it.each([
    ['a=b', { a: 'b' }],
    ['\ufeffa=b\n\nc=\n', { a: 'b', c: '' }],
    ['a==b\nc=d=e\nf=g<<h', { a: '=b', c: 'd=e', f: 'g<<h' }],
    ['=b', { '': 'b' }],
    ['a<<E\nE\n', { a: '' }],
    ['a<<E\none\n\n E\nE', { a: 'one\n\n E' }],
    ['a<<=E\nb\n=E\nc<<<E\nd\n<E', { a: 'b', c: 'd' }],
    ['a<<E\nb\r\nc\rd\u2028e\nE', { a: 'b\r\nc\rd\u2028e' }],
    ['a=1\na=2', { a: '2' }],
    ['a=b\r\n', { a: 'b\r' }],
  ])('is read: %j', (content, values) => {
    expect(parseFileCommands(content)).toEqual(values);
  });

  it.each(['a', 'a<<', '<<E\nE', 'a<<E\nb', 'a<<E\nb\nE\r\n', 'a<<E\nb E'])('is refused: %j', (content) => {
    expect(() => parseFileCommands(content)).toThrow();
  });

  it('has its line ends kept, and taken for ends, on Windows', () => {
    expect(parseFileCommands('a<<E\r\nb\r\nc\nd\r\nE\r\ne=f\r\n', '\r\n')).toEqual({
      a: 'b\r\nc\nd',
      e: 'f',
    });
  });
});

describe('a summary', () => {
  it('is shown up to 1 MiB, and not at all beyond it', () => {
    expect(shownSummary(Buffer.alloc(1_048_576, 'x'))).toHaveLength(1_048_576);
    expect(shownSummary(Buffer.alloc(1_048_577, 'x'))).toBe('');
  });
});
