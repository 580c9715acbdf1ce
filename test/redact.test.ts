import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, hideExactly, isTooShort, learningRedactor } from '../src/redact.ts';
import { atMost } from './runs.ts';

const SECRET = '???>>>wJalr/XUtn/FEMI+K7M>>DENG=bPxR<fiCYz"\\&<&*(é)';

const base64At = (offset: number, secret: string): string =>
  Buffer.concat([Buffer.alloc(offset, 'x'), Buffer.from(secret), Buffer.from('tail')]).toString('base64');
const bytesOf = (text: string): number => Buffer.byteLength(text);
const strictUrl = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** Forms in which a server or a tool may echo a secret. */
const FORMS: Readonly<Record<string, (secret: string) => string>> = {
  plain: (secret) => secret,
  base64: (secret) => Buffer.from(secret).toString('base64'),
  'base64 without padding': (secret) => Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  base64url: (secret) => Buffer.from(secret).toString('base64url'),
  URL: (secret) => encodeURIComponent(secret),
  'URL, strictly': strictUrl,
  'URL in small letters': (secret) =>
    encodeURIComponent(secret).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
  JSON: (secret) => JSON.stringify(secret).slice(1, -1),
  hex: (secret) => Buffer.from(secret).toString('hex'),
  HEX: (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
  'URL, strictly, in small letters': (secret) =>
    strictUrl(secret).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
  'JSON as PHP writes it': (secret) => JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
  'JSON in JSON': (secret) => JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1),
  HTML: (secret) => secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  'JSON as Go writes it': (secret) =>
    JSON.stringify(secret)
      .slice(1, -1)
      .replaceAll('<', '\\u003c')
      .replaceAll('>', '\\u003e')
      .replaceAll('&', '\\u0026'),
  'HTML with its quotes': (secret) =>
    secret
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;'),
  'base64 in a URL': (secret) => encodeURIComponent(Buffer.from(secret).toString('base64')),
};

describe('a secret with punctuation', () => {
  const token = 'CAIS8xqJ2bq6Ft5B2yfSjIr7+0Gd9bM6nTQ2hP4kZ1w/uV3yX5aC7eR9t==';
  const redact = createRedactor([token], []);

  it.each([
    ['as .NET writes JSON', token.replace(/[+]/g, '\\u002B')],
    ['as Gson writes JSON', token.replaceAll('=', '\\u003d')],
    ['as templates write HTML', token.replaceAll('/', '&#x2F;').replaceAll('=', '&#x3D;')],
    ['as Python writes URLs', encodeURIComponent(token).replaceAll('%2F', '/')],
  ])('is hidden but for that, however it is escaped: %s', (_name, written) => {
    expect(redact(`a ${written} z`)).not.toMatch(/[A-Za-z0-9]{16}/);
  });
});

describe('what is hidden exactly', () => {
  it('is these texts in any form, and nothing else', () => {
    const hide = hideExactly(['0123456789abcdef', 'GET\n/\n']);
    expect(hide('0123456789abcdef Signature=abcdefghijklmnop0123')).toBe(
      '*** Signature=abcdefghijklmnop0123',
    );
    expect(hide(JSON.stringify('GET\n/\n'))).toBe('"***"');
    expect(hide('GET / 0123456789abcde')).toBe('GET / 0123456789abcde');
  });

  it('may be of any length', () => {
    for (const text of ['a', 'ab', 'abc', 'abcd', 'abcdefg']) {
      expect(hideExactly([text])(`x ${text} y`)).toBe('x *** y');
      const hex = Buffer.from(text).toString('hex');
      expect(hideExactly([text])(hex)).toBe('***');
    }
    for (const text of ['a', 'ab', 'abc', 'abcd', 'abcdefg']) {
      for (const before of ['', '1', '0', '\u0001']) {
        expect(hideExactly([text])(`${before}${text}`)).toBe(`${before}***`);
      }
    }
    expect(hideExactly(['', 'abc'])('x abc y')).toBe('x *** y');
    expect(hideExactly([])('x abc y')).toBe('x abc y');
  });
});

describe('a secret', () => {
  const redact = createRedactor([SECRET], []);

  it.each(Object.entries(FORMS))('is hidden as %s, to its last character', (_name, form) => {
    for (const secret of [SECRET, `${SECRET}x`, `${SECRET}'y`]) {
      expect(createRedactor([secret], [])(`before ${form(secret)} after`)).toBe('before *** after');
    }
  });

  it.each([0, 1, 2, 3, 4, 5])(
    'is hidden in base64 but for what it shares with its neighbours, %i bytes from the start',
    (offset) => {
      const encoded = base64At(offset, SECRET);
      const [from, to] = [Math.ceil((offset * 8) / 6), Math.floor(((offset + bytesOf(SECRET)) * 8) / 6)];
      expect(redact(encoded)).toBe(`${encoded.slice(0, from)}***${encoded.slice(to)}`);
    },
  );

  it.each([0, 1, 2, 3, 4, 5])(
    'is hidden inside base64 of a longer text, %i bytes from its start',
    (offset) => {
      const encoded = base64At(offset, SECRET);
      const said = redact(encoded);
      expect(said).toContain('***');
      expect(Buffer.from(said.replaceAll('***', ''), 'base64').toString()).not.toContain(SECRET.slice(4, 20));
      const url = encoded.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
      expect(redact(url)).toContain('***');
    },
  );

  it('is hidden wherever it stands, and as often as it stands there', () => {
    expect(redact(`${SECRET}${SECRET} x ${SECRET}`)).toBe('****** x ***');
  });

  it('leaves the rest of the text as it is', () => {
    expect(redact('HTTP 400 NotFound: ids 123, wJalr, XUtn')).toBe('HTTP 400 NotFound: ids 123, wJalr, XUtn');
  });

  it('is no pattern: its marks mean themselves', () => {
    const odd = createRedactor(['a.b*c(d[e$f^g'], []);
    expect(odd('x a.b*c(d[e$f^g y')).toBe('x *** y');
    expect(odd('x axbbbc y')).toBe('x axbbbc y');
  });

  it('that is part of another does not leave the rest of that behind', () => {
    const both = createRedactor(['password', 'password-and-more'], []);
    expect(both('x password-and-more y')).toBe('x *** y');
  });

  it.each(['{', 'a', '', 'abc', '1234567'])('of fewer than 8 characters is left alone: %j', (short) => {
    expect(isTooShort(short)).toBe(true);
    const text = 'a { abc } 1234567';
    expect(createRedactor([short], [short])(text)).toBe(text);
    const hex = Buffer.from(`x${short}x`).toString('hex');
    expect(createRedactor([short], [])(hex)).toBe(hex);
    expect(createRedactor([], [short])(hex)).toBe(hex);
  });

  it('of 8 characters is hidden', () => {
    expect(isTooShort('12345678')).toBe(false);
    expect(createRedactor(['12345678'], [])('x12345678x')).toBe('x***x');
    expect(createRedactor(['12345678'], [])('12345678')).toBe('***');
    expect(createRedactor([], ['12345678'])('12345678')).toBe('1234***');
  });

  it('of several lines is hidden as a whole', () => {
    const pem = '-----BEGIN KEY-----\nMIIB\n-----END KEY-----';
    expect(createRedactor([pem], [])(`x ${pem} y`)).toBe('x *** y');
    expect(createRedactor([pem], [])(JSON.stringify({ pem }))).toBe('{"pem":"***"}');
  });

  it.each([1000, atMost(20_000)])('of %i characters is hidden, such as an IAM token', (length) => {
    const token = Array.from({ length }, (_, index) => 'MIIQ+/aZ09'[(index * 7 + (index >> 3)) % 10]).join(
      '',
    );
    const redactToken = createRedactor([token], []);
    for (const form of Object.values(FORMS))
      expect(redactToken(`x ${form(token)} y`)).toMatch(/^x \*\*\*\S* y$/);
  });

  it('may begin with characters of no value', () => {
    expect(createRedactor(['\0\0\0\0abcdefgh'], [])('\0\0\0\0abcdefgh')).toBe('***');
  });

  it('is not found where there is none', () => {
    expect(createRedactor([], [])('plain text')).toBe('plain text');
  });

  it('never comes out in any form, in whatever text it stood', () => {
    const anySecret = fc.string({
      unit: fc.constantFrom(...'ABCdefGHI0123456789+/=-_.,:;!"#$%&()<>@\\ ~'),
      minLength: 8,
      maxLength: 60,
    });
    const text = fc.string({ maxLength: 20 });
    fc.assert(
      fc.property(
        anySecret,
        text,
        text,
        fc.constantFrom(...Object.values(FORMS)),
        (secret, before, after, form) => {
          fc.pre(!secret.includes('***'));
          const said = createRedactor([secret], [])(before + form(secret) + after);
          expect(said.includes(form(secret))).toBe(false);
          expect(said.includes(secret)).toBe(false);
        },
      ),
      { numRuns: atMost(2000) },
    );
  });

  it('never comes out of base64, wherever it begins', () => {
    const anySecret = fc.string({
      unit: fc.constantFrom(...'ABCdef0123456789+/=-_.'),
      minLength: 12,
      maxLength: 60,
    });
    const surrounding = fc.string({ unit: fc.constantFrom(...'xyz {}":'), maxLength: 12 });
    fc.assert(
      fc.property(anySecret, surrounding, surrounding, (secret, before, after) => {
        const encoded = Buffer.from(before + secret + after).toString('base64');
        const said = createRedactor([secret], [])(encoded);
        // What is left on either side are the two bytes at most that share a character with their neighbours.
        const left = said.split('***').map((piece) => Buffer.from(piece, 'base64').toString('latin1'));
        for (const piece of left) expect(piece.includes(secret.slice(3, -3))).toBe(false);
        expect(said).toContain('***');
      }),
      { numRuns: atMost(1000) },
    );
  });
});

describe('what becomes known later', () => {
  const LATER = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJyZXBvIn0.c2lnbmF0dXJl+/=';

  it.each(Object.entries(FORMS))('is hidden from then on, as %s', (_name, form) => {
    const { redact, hide } = learningRedactor([SECRET], []);
    const text = `a ${form(LATER)} b ${form(SECRET)} c`;
    expect(redact(text)).toBe(`a ${form(LATER)} b *** c`);
    hide(LATER);
    expect(redact(text)).toBe('a *** b *** c');
  });

  it('may be a key id', () => {
    const { redact, hideKeyId } = learningRedactor([], []);
    expect(redact('STS.NUgYrLnoC37mZZ')).toBe('STS.NUgYrLnoC37mZZ');
    hideKeyId('STS.NUgYrLnoC37mZZ');
    expect(redact('STS.NUgYrLnoC37mZZ')).toBe('STS.***');
  });

  it('stays hidden as a secret where it is a key id as well, whichever comes first', () => {
    const both = learningRedactor([], []);
    both.hide('STS.NUgYrLnoC37mZZ');
    both.hideKeyId('STS.NUgYrLnoC37mZZ');
    expect(both.redact('STS.NUgYrLnoC37mZZ')).toBe('***');
    const other = learningRedactor([], ['STS.NUgYrLnoC37mZZ']);
    other.hide('STS.NUgYrLnoC37mZZ');
    expect(other.redact('STS.NUgYrLnoC37mZZ')).toBe('***');
  });

  it('is left alone where it is too short', () => {
    const { redact, hide, hideKeyId } = learningRedactor([], []);
    hide('short');
    hideKeyId('tiny');
    expect(redact('a short and tiny text')).toBe('a short and tiny text');
  });

  it('is hidden among a thousand others, and they too, wherever they stand', () => {
    const secrets = Array.from(
      { length: atMost(1000) },
      (_, index) => `secret-${index}-of-a-long-wait-${index}`,
    );
    const { redact, hide } = learningRedactor([], []);
    for (const secret of secrets) hide(secret);
    expect(redact(secrets.join(' '))).toBe(secrets.map(() => '***').join(' '));
    expect(redact(secrets.map((secret) => Buffer.from(secret).toString('hex')).join('\n'))).not.toMatch(
      /[0-9a-f]{8}/,
    );
  });
});

describe('secrets that overlap', () => {
  it('are hidden to the end of the last', () => {
    const redact = createRedactor(['abcdefgh-1234', '1234-ijklmnop', 'mnop-qrstuvw'], []);
    expect(redact('x abcdefgh-1234-ijklmnop-qrstuvw y')).toBe('x *** y');
  });

  it('are hidden where one is another’s middle', () => {
    const redact = createRedactor(['defghijk', 'abcdefghijklmn'], []);
    expect(redact('x abcdefghijklmn y defghijk z')).toBe('x *** y *** z');
  });
});

describe('an access key id', () => {
  const redact = createRedactor([SECRET], ['LTAI5tExampleKeyId']);

  it('appears as its first 4 characters and three stars', () => {
    expect(redact('Credential=LTAI5tExampleKeyId,')).toBe('Credential=LTAI***,');
  });

  it.each(Object.entries(FORMS))('does so also as %s', (_name, form) => {
    expect(redact(form('LTAI5tExampleKeyId'))).not.toContain(form('LTAI5tExampleKeyId'));
  });

  it('that is a secret as well is hidden as a secret', () => {
    expect(createRedactor(['LTAI5tExampleKeyId'], ['LTAI5tExampleKeyId'])('LTAI5tExampleKeyId')).toBe('***');
  });
});

describe('a signature', () => {
  const hex = '06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0';
  it.each([
    `ACS3-HMAC-SHA256 Credential=x,SignedHeaders=host,Signature=${hex}`,
    `SDK-HMAC-SHA256 Access=x, SignedHeaders=host, Signature=${hex}`,
    `{"Signature":"${hex}"}`,
    `?Signature=9NaGiOspFP5UPcwX8Iwt2YJXXuk%3D&x=1`,
    `signature: 9NaGiOspFP5UPcwX8Iwt2YJXXuk=`,
  ])('is hidden, whoever made it: %s', (text) => {
    const said = createRedactor([], [])(text);
    expect(said).toContain('***');
    expect(said).not.toMatch(/06563a9e|9NaGiOsp/);
  });

  it.each([
    ['Signature=0123456789abcdef,x', 'Signature=***,x'],
    ['Signature=0123456789abcde,x', 'Signature=0123456789abcde,x'],
    ['Signature = "0123456789abcdef=="}', 'Signature = "***"}'],
    ["'signature' :'0123456789ABCDEF'", "'signature' :'***'"],
    ['signature=0123456789+/%abcd=== x signature=0123456789abcdef', 'signature=***= x signature=***'],
    ['signature:\n 0123456789abcdef', 'signature:\n ***'],
  ])('is hidden from its first character to its last: %j', (text, said) => {
    expect(createRedactor([], [])(text)).toBe(said);
  });

  it.each(['SignatureDoesNotMatch', 'signature expired', 'SignatureNonceUsed: try again'])(
    'is not what only speaks of one: %s',
    (text) => {
      expect(createRedactor([], [])(text)).toBe(text);
    },
  );
});

describe('the user and the password of a URL', () => {
  const { redact, redactEscaped } = learningRedactor([], []);

  it.each([
    ['see https://bob:pass@h.example/x', 'see https://***@h.example/x'],
    ['https://bob@h.example https://h.example/@x?a@b', 'https://***@h.example https://h.example/@x?a@b'],
    ['http://a:b@c@h.example', 'http://***@h.example'],
    ['{"m":"https:\\/\\/bob:pass@h.example"}', '{"m":"https:\\/\\/***@h.example"}'],
    ['postgres://u:p@db https://***@h', 'postgres://***@db https://***@h'],
    ['http://user:password@host:port.example/', 'http://***@host:port.example/'],
  ])('are hidden, whatever they are: %s', (text, shown) => {
    expect(redact(text)).toBe(shown);
  });

  it('are hidden in an encoded URL as well', () => {
    expect(redactEscaped('to=https%3A%2F%2Fbob%3Apass%40h.example')).not.toContain('pass');
  });

  it('are not what only has their form in a message of ours', () => {
    const message = 'write it as http://host:port or http://user:password@host:port, with %20';
    expect(redact(message)).toBe(message);
  });

  // In time that grows with its square, each of these would take minutes.
  it.each([
    ['colons and slashes', '://'.repeat(700_000)],
    ['a long user', `://${'a:'.repeat(1_000_000)}`],
    ['escaped slashes', ':\\/\\/'.repeat(400_000)],
  ])('are sought in one pass among %s', (_what, text) => {
    expect(redact(text)).toBe(text);
  });
});

describe('a secret in a text that is escaped', () => {
  const secret = `a+b/c"d\\e'f~g*h`;
  const redact = learningRedactor([secret, 'i=j"'.repeat(4), "abcdefghijklmnopqrs'tuv>wx"], []).redactEscaped;
  /** JSON in JSON in JSON, up to a quote that is part of the text. */
  const cutAfter = (text: string): string => {
    const written = JSON.stringify({
      m: JSON.stringify(JSON.stringify(text.repeat(4)).slice(1, -1)).slice(1, -1),
    });
    return written.slice(0, -'"}'.length);
  };
  const unicode = (text: string): string =>
    text.replace(/[^a-z]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

  it.each([
    ['by URLSearchParams', new URLSearchParams({ x: secret }).toString(), 'x=***'],
    [
      'each of its characters',
      `/p/${[...Buffer.from(secret)].map((byte) => `%${byte.toString(16)}`).join('')}/q`,
      '/p/***/q',
    ],
    [
      'each of its characters, from the second of the text on',
      `/${[...Buffer.from(secret)].map((byte) => `%${byte.toString(16)}`).join('')}`,
      '/***',
    ],
    [
      'in one parameter, and the others stay as they are written',
      `x=a%2fb&y=${[...Buffer.from(secret)].map((byte) => `%${byte.toString(16)}`).join('')}`,
      'x=a%2fb&y=***',
    ],
    ['in part, so that it goes over several pieces', `x=${secret.replace('"', '%22')}&y=1`, 'x=***&y=1'],
    ['as JSON of other tools', `{"m":"${unicode(secret)}","n":1.0}`, '{"m":"***","n":1.0}'],
    ['as HTML in JSON', JSON.stringify([secret.replace('"', '&quot;').replace("'", '&#39;')]), '["***"]'],
    ['before its quote is cut off', cutAfter('i=j"'), '{"m":"***"'],
    [
      'twice, a long run of letters before what splits it',
      `x=%7Babcdefghijklmnopqrs'tuv${encodeURIComponent(encodeURIComponent('>wx'))}&y=1`,
      'x=%7B***&y=1',
    ],
    ['beside an escape that is none', `100%&x=${secret.replace('"', '%22')}%zz`, '100%25&x=***%25zz'],
  ])('is found: %s', (_how, text, shown) => {
    expect(redact(text)).toBe(shown);
  });

  it.each([
    'https://x.example/a%20b?c=%E8%AE%A2&d=%',
    '{"a":"\\u00e9\\n","b":12345678901234567890,"a":[1.0]}',
    '{"a":"\\u00',
    '%ff%fe',
  ])('and a text without one stays as it is written: %s', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('is found where its letters are of several bytes, each of them escaped', () => {
    const { redactEscaped } = learningRedactor(['mot de passe: été'], []);
    const escaped = [...Buffer.from('mot de passe: été')].map((byte) => `%${byte.toString(16)}`).join('');
    expect(redactEscaped(`x=${escaped}`)).toBe('x=***');
  });

  // In time that grows with its square, each of these would take minutes.
  it.each([
    ['a long word', `%20 ${'a'.repeat(atMost(2_000_000))}`],
    ['many escapes', '%41'.repeat(atMost(500_000))],
    ['JSON with many escapes', `["${'\\n'.repeat(atMost(500_000))}"]`],
  ])('and so does %s', (_what, text) => {
    expect(redact(text)).toBe(text);
  });
});
