import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createRedactor } from '../../src/redact.ts';
import { atMost } from '../runs.ts';
import { ENCODINGS, foundIn } from './encodings.ts';

/** What credentials are made of: printable ASCII without spaces. */
const anySecret = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 16,
  maxLength: 60,
});
const anyText = fc.string({ unit: fc.constantFrom(...'abc "\\/<&>%+=:\n{}'), maxLength: 12 });
const anyEncoding = fc.constantFrom(...Object.entries(ENCODINGS));

describe('row 41: a secret in an encoded form → is hidden in each form', () => {
  it.each(Object.entries(ENCODINGS))('%s', (_name, encode) => {
    const secret = `wJal"r/XUtn'FEMI+K7M&DEN<G=bPxRf>iCYz\\`;
    const said = createRedactor([secret], [])(`before ${encode(secret)} after`);
    expect(foundIn(said, [{ what: 'it', text: secret }])).toEqual([]);
    expect(said).toMatch(/^before .*\*\*\*.* after$/);
  });

  it('whichever it is, among whatever other text', () => {
    const property = fc.property(
      anySecret,
      anyText,
      anyText,
      anyEncoding,
      (secret, before, after, [, encode]) => {
        const said = createRedactor([secret], [])(before + encode(secret) + after);
        expect(foundIn(said, [{ what: 'it', text: secret }])).toEqual([]);
      },
    );
    fc.assert(property, { numRuns: atMost(3000) });
  });

  it('of a text that repeats it in all forms at once, with others beside it', () => {
    const property = fc.property(anySecret, anySecret, anyText, (secret, other, between) => {
      const forms = Object.values(ENCODINGS).flatMap((encode) => [encode(secret), encode(other)]);
      const said = createRedactor([secret, other], [])(forms.join(between));
      const sought = [secret, other].map((text) => ({ what: text, text }));
      expect(foundIn(said, sought)).toEqual([]);
    });
    fc.assert(property, { numRuns: atMost(300) });
  });
});

describe('row 42: a short secret, or a mere brace → is not hidden, since that would garble the text', () => {
  it('whichever text it is', () => {
    const short = fc.string({ maxLength: 7 });
    const property = fc.property(short, short, anyText, (secret, keyId, text) => {
      const said = `${text}${secret}${text}${keyId}`;
      expect(createRedactor([secret, '{', '}', ''], [keyId])(said)).toBe(said);
    });
    fc.assert(property, { numRuns: atMost(500) });
  });
});
