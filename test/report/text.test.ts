import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { forChart, forLog, forMarkdown } from '../../src/report/text.ts';
import { atMost } from '../runs.ts';

/**
 * Whether the runner takes a line for a command, by its documented behaviour: `::command …::` at the start of a
 * line after white space, or `##[command …]` anywhere in it.
 */
function isCommand(line: string): boolean {
  const start = line.trimStart();
  if (start.startsWith('::') && start.indexOf('::', 2) !== -1) return true;
  const bracket = line.indexOf('##[');
  return bracket !== -1 && line.indexOf(']', bracket) !== -1;
}

/** The lines that the runner reads of a text: a bare carriage return ends a line as well. */
const linesOf = (text: string): readonly string[] => text.split(/\r\n|[\n\r\u0085\u2028\u2029\v\f]/);

const COMMANDS = [
  '::set-output name=state::succeeded',
  '::add-mask::e',
  '::stop-commands::token',
  '::error file=a,line=1::boo',
  '::debug::x',
  '  ::warning::x',
  '\t::warning::x',
  '\u00a0::warning::x',
  'text\n::set-output name=a::b',
  'text\r::add-mask::b',
  'text\r\n::add-mask::b',
  'text\u0085::add-mask::b',
  'text\u2028::add-mask::b',
  'text\v::add-mask::b',
  '##[error]boo',
  'text ##[error]boo',
  '###[error]boo',
  '##[command]x ##[group]y',
  ':\u200b:warning::x',
  '#\u0000#[error]x',
  '##\u00ad[error]x',
  ':::warning::x',
  '::::warning::::',
  '\ufeff::warning::x',
];

/** Text that is full of what commands are made of. */
const anyHostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ':',
        '::',
        '#',
        '##',
        '##[',
        '[',
        ']',
        '\n',
        '\r',
        ' ',
        '\t',
        '\u0000',
        '\u200b',
        '\u2028',
      ),
      fc.constantFrom('set-output', 'error', 'add-mask', 'name=x', '%0A', '%3A'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 20 },
  )
  .map((pieces) => pieces.join(''));

describe('text in the log', () => {
  it('knows a command when it sees one', () => {
    const found = COMMANDS.slice(0, 9).map((text) => linesOf(text).some(isCommand));
    expect(found).toEqual(Array(9).fill(true));
    expect(isCommand('a ::b:: c')).toBe(false);
    expect(isCommand('##[error')).toBe(false);
  });

  it.each(COMMANDS)('is no command: %j', (text) => {
    expect(linesOf(forLog(text)).some(isCommand)).toBe(false);
  });

  it('is no command and one line, whatever it is, alone or behind white space', () => {
    fc.assert(
      fc.property(anyHostile, fc.constantFrom('', ' ', '\t', '  '), (text, before) => {
        const line = before + forLog(text);
        expect(linesOf(line)).toHaveLength(1);
        expect(isCommand(line)).toBe(false);
      }),
      { numRuns: atMost(2000) },
    );
  });

  it('has no control characters, and nothing that turns or hides other text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(forLog(text)).not.toMatch(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u);
      }),
    );
    expect(forLog('\u001b[31mred\u001b[0m')).not.toContain('\u001b');
  });

  it.each([
    'plain text',
    'HTTP 400 NotFoundOperation: no such task',
    'größer 订单 😀',
    'a: b',
    '10:20:30',
    '#1 [x]',
  ])('is left as it is where it is harmless: %s', (text) => {
    expect(forLog(text)).toBe(text);
  });

  it.each([
    ['a\r\n\t\u200b\u2028b', 'a b'],
    ['grant servicestage::getReleasePlan', 'grant servicestage::getReleasePlan'],
    ['a ::b:: c', 'a : :b:: c'],
    ['acs:ram::1:role/a', 'acs:ram::1:role/a'],
    ['servicestage::getReleasePlan', 'servicestage::getReleasePlan'],
    [
      'acs:ram::123:role/x and acs:ram::123:oidc-provider/y',
      'acs:ram::123:role/x and acs:ram::123:oidc-provider/y',
    ],
    ['::b::c', ': :b::c'],
    [':::b::c', ': : :b::c'],
    [':b::c', ':b::c'],
    ['\u200b::b::c', ' : :b::c'],
    ['::b', ': :b'],
    [' ::b', ' : :b'],
    ['a::', 'a::'],
    ['##[error]x ##[group]', '# #[error]x # #[group]'],
    ['## [x]', '## [x]'],
  ])('changes no more than it must: %j is %j', (text, line) => {
    expect(forLog(text)).toBe(line);
  });

  it('is cut where it would fill the log', () => {
    expect(forLog('x'.repeat(2000))).toBe('x'.repeat(2000));
    expect(forLog('x'.repeat(2001))).toBe(`${'x'.repeat(2000)}…`);
    expect(forLog(`😀${'x'.repeat(2001)}`)).toBe(`😀${'x'.repeat(1998)}…`);
    // Not within a character.
    expect(forLog(`${'x'.repeat(1999)}😀y`)).toBe(`${'x'.repeat(1999)}…`);
  });
});

/** Pieces of Markdown are kept apart by a comment of ours. */
const apart = (markdown: string): string => markdown.replaceAll('<!-- -->', '');
/** What a reader sees of a piece of HTML text. */
const shown = (markdown: string): string =>
  apart(markdown).replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)));

describe('text in Markdown', () => {
  it.each([
    '</details><img src=x onerror=alert(1)>',
    '<script>alert(1)</script>',
    '<!-- hidden',
    '@team and @octocat',
    'org/repo#12 and #13 and GH-1',
    '`code` and ```fence',
    '| a | b |',
    '[link](https://evil.example)',
    '![image](https://evil.example/x.png)',
    '**bold** _it_ ~~no~~',
    '# head',
    '- [x] done',
    '> quote',
    '\\| and \\`',
    '$math$ and $$more$$',
    ':rocket:',
    '&lt;b&gt; &amp; &#60;',
    'https://evil.example/x',
    'www.evil.example',
    '\n\n# head\n| a |',
    '[^1]: note',
    '---',
    '~~~\ncode',
  ])('shows just what it says: %j', (text) => {
    const marked = forMarkdown(text);
    expect(apart(marked)).not.toMatch(/[<>@|`[\]*_~\\\n\r$#](?!\d+;)/);
    expect(marked).not.toMatch(/https?:|www\./);
    expect(shown(marked)).toBe(text.replace(/\n+/g, ' '));
  });

  it.each([
    ['@team', '&#64;<!-- -->team'],
    ['a@b.co', 'a&#64;<!-- -->b.co'],
    ['#12', '&#35;<!-- -->12'],
    ['GH-12', 'GH-<!-- -->12'],
    [':rocket:', '&#58;<!-- -->rocket&#58;'],
    ['HTTP 400: no', 'HTTP 400&#58; no'],
  ])('has nothing that GitHub refers by, in one piece: %s', (text, marked) => {
    expect(forMarkdown(text)).toBe(marked);
  });

  it('has no mark of Markdown or HTML in it, whatever it is', () => {
    const marks = fc.string({ unit: fc.constantFrom(...'<>@|`[]()*_~\\!#:&$^{}\n\r\t ab.w;') });
    fc.assert(
      fc.property(fc.oneof(marks, fc.string({ unit: 'binary' }), anyHostile), (text) => {
        const marked = forMarkdown(text);
        expect(apart(marked).replace(/&#\d+;/g, '')).not.toMatch(/[<>@|`[\]*_~\\#&$^{}()!:\n\r]/);
        expect(linesOf(marked)).toHaveLength(1);
      }),
      { numRuns: atMost(1000) },
    );
  });

  it('is cut where it would fill the page, 100,000 pipes among it', () => {
    expect(forMarkdown('|'.repeat(100_000)).length).toBeLessThan(20_000);
  });

  it('shows each mark of ASCII as an entity, but for those that mean nothing', () => {
    const marks = Array.from({ length: 0x7f - 0x21 }, (_, at) => String.fromCharCode(0x21 + at));
    const kept = marks.filter((mark) => !/[a-z0-9]/i.test(mark) && forMarkdown(mark) === mark);
    expect(kept.join('')).toBe('"%+,-./;=?');
    const changed = marks.filter((mark) => forMarkdown(mark) !== mark);
    expect(changed.map((mark) => apart(forMarkdown(mark)))).toEqual(
      changed.map((mark) => `&#${mark.charCodeAt(0)};`),
    );
    expect(changed.join('')).toBe("!#$&'()*:<>@[\\]^_`{|}~");
  });

  it.each([
    ['www.a www.b', 'www&#46;a www&#46;b'],
    ['WWW.A', 'WWW&#46;A'],
    ['xwww.a', 'xwww.a'],
    ['a\r\n\u2028b', 'a b'],
    ['x'.repeat(2001), `${'x'.repeat(2000)}…`],
    ['@_x', '&#64;<!-- -->&#95;x'],
    ['a @ b', 'a &#64; b'],
    ['gh-1 GH-x xGH-1', 'gh-<!-- -->1 GH-x xGH-1'],
    ['@@a', '&#64;&#64;<!-- -->a'],
    ['@+1 #-1', '&#64;<!-- -->+1 &#35;<!-- -->-1'],
  ])('%j becomes %j', (text, marked) => {
    expect(forMarkdown(text)).toBe(marked);
  });

  it('never loses a letter of what is harmless', () => {
    expect(forMarkdown('HTTP 400, no such task 订单 50%')).toBe('HTTP 400, no such task 订单 50%');
  });
});

describe('a name in a chart', () => {
  it.each([
    ['orders', 'orders'],
    ['api@RELEASE', 'api@RELEASE'],
    ['a-b_c.d/e (f)+1', 'a-b_c.d/e (f)+1'],
    ['订单 größer e\u0301 שלום', '订单 größer e\u0301 שלום'],
    ['a\n  section b', 'a section b'],
    ['%%{init: {}}%% a', 'init a'],
    ['a:b;c#35;d', 'a b c 35 d'],
    ['<b>x</b>', 'b x /b'],
    ['```\u200b\u202e', ''],
    ['\ud800a', 'a'],
  ])('keeps of %j what has no meaning there', (text, name) => {
    expect(forChart(text)).toBe(name);
  });

  it('keeps of ASCII only letters, digits and a few marks', () => {
    const ascii = Array.from({ length: 0x7f - 0x21 }, (_, at) => String.fromCharCode(0x21 + at));
    expect(ascii.filter((char) => /\W|_/.test(char) && forChart(char) === char).join('')).toBe('()*+-./@_');
    expect(
      ascii
        .filter((char) => forChart(char) !== char)
        .map(forChart)
        .join(''),
    ).toBe('');
  });

  it('is cut where it would never end', () => {
    expect(forChart('x'.repeat(100_000))).toHaveLength(2000);
  });
});
