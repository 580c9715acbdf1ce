import { describe, expect, it } from 'vitest';

import { readTop } from '../../scripts/tables.ts';
import { codeOf, missing, stale } from './compare.ts';
import { textsOf, textsOfSources } from './messages.ts';
import { NO_MESSAGES } from './no-messages.ts';

const PAGE = readTop('docs/troubleshooting.md');
const MESSAGES = codeOf(PAGE, 'the log says');
const isMessage = (text: string): boolean => !NO_MESSAGES.includes(text);

describe('docs/troubleshooting.md', () => {
  it('has every message of the product', () => {
    expect(missing(textsOfSources(2).filter(isMessage), MESSAGES)).toEqual([]);
  });

  it('has no other message', () => {
    expect(stale(textsOfSources(1).filter(isMessage), MESSAGES)).toEqual([]);
  });

  it('has each message once', () => {
    expect(MESSAGES.filter((message, index) => MESSAGES.indexOf(message) !== index)).toEqual([]);
  });

  it('begins with ten messages that it explains', () => {
    const common = codeOf(PAGE, 'you see');
    expect(common).toHaveLength(10);
    expect(missing(common, MESSAGES)).toEqual([]);
  });

  it('leaves out only texts that there are', () => {
    const texts = textsOfSources(2);
    expect(NO_MESSAGES.filter((text) => !texts.includes(text))).toEqual([]);
  });
});

/** What begins a blank in a template. */
const DOLLAR = '${';

describe('the texts of a source', () => {
  it.each([
    ["fail('it is over');", ['it is over']],
    ['fail(`it is #{what}, after #{ms} ms`);', ['it is …, after … ms']],
    ['fail(`it is #{isBad ? "very bad" : "good"}`);', ['it is …', 'very bad']],
    ["fail('it is ' + what + ', ' + 'and over');", ['it is …, and over']],
    ["fail(`it is #{how} ` + 'and over');", ['it is … and over']],
    ["fail(say('it is') + 'quite over');", ['…quite over', 'it is']],
    ["fail('it  is\\nover ');", ['it is over']],
    ['write(`::error title=Deploy Gate::it is #{how}`);', ['it is …']],
    ["const words = { ECONNRESET: 'connection reset' };", ['connection reset']],
    ["fail('over'); fail('a-b'); fail('2 % 1'); fail(`HTTP #{status}`);", []],
    ["import a from 'an odd name'; export * from 'an odd name'; export { b } from './c.ts';", []],
    ["type A = 'no value'; interface B { c: 'no value' } let d: 'no value';", []],
    ['const words = /no string either/;', []],
  ])('%s', (source, texts) => {
    expect(textsOf(source.replaceAll('#{', DOLLAR), 2)).toEqual(texts);
  });

  it('are also those of one word that have something put into them, where that is asked for', () => {
    expect(textsOf('fail(`HTTP #{status}`, `#{a}%`, "over");'.replaceAll('#{', DOLLAR), 1)).toEqual([
      'HTTP …',
    ]);
  });
});

describe('messages on a page', () => {
  const page = [
    '| the log says | and |',
    '| --- | --- |',
    '| `it is …, after … ms` | `nothing` |',
    '| words `a "b"`<br>`c` | |',
    '',
    '| another head | |',
    '| --- | --- |',
    '| `d` | |',
  ].join('\n');

  it('are the code in the first column', () => {
    expect(codeOf(page, 'the log says')).toEqual(['it is …, after … ms', 'a "b"', 'c']);
  });

  it.each([
    ['it is …, after … ms', []],
    ['after … ms', []],
    ['after … min', ['after … min']],
    ['it was …', ['it was …']],
    ['… is', []],
    ['is i', ['is i']],
    ['after … it is', ['after … it is']],
  ])('lack %j: %j', (text, lacking) => {
    expect(missing([text], ['it is …, after … ms'])).toEqual(lacking);
  });

  it.each([
    [['it is …', 'after … ms'], []],
    [['it is …, after … ms'], []],
    [['it is …'], ['it is …, after … ms']],
    [['it is', 'after … min'], ['it is …, after … ms']],
    [['is', 'after … ms'], ['it is …, after … ms']],
    [[], ['it is …, after … ms']],
  ])('of a product that says %j have as stale ones %j', (texts, old) => {
    expect(stale(texts, ['it is …, after … ms'])).toEqual(old);
  });
});
