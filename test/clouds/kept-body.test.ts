import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { keptBy } from '../../src/clouds/kept-body.ts';

const Text = z.union([z.string(), z.number().transform(String)]).nullish();
const keep = keptBy(
  z.object({
    id: Text,
    time: z.union([z.string(), z.number()]).nullish().catch(null),
    result: z.object({ status: Text }).nullish(),
    list: z.object({ items: z.array(z.object({ id: Text })).nullish() }).nullish(),
  }),
);
const SECRET = 'pa55word-of-the-back-end';

describe('what a trace keeps of a body', () => {
  it.each<[what: string, body: unknown, kept: unknown]>([
    [
      'the fields that are read',
      { id: 'a', time: 5, result: { status: 'x' } },
      { id: 'a', time: 5, result: { status: 'x' } },
    ],
    [
      'no others',
      { id: 'a', ServiceAddress: SECRET, result: { status: 'x', env: [SECRET] } },
      { id: 'a', result: { status: 'x' } },
    ],
    [
      'no pairs of name and value',
      { ConstantParameters: [{ name: 'password', value: SECRET }], id: 1 },
      { id: 1 },
    ],
    [
      'each item of a list',
      { list: { items: [{ id: 1, x: SECRET }, { id: 2 }, SECRET] } },
      { list: { items: [{ id: 1 }, { id: 2 }, '(text, 24 characters)'] } },
    ],
    [
      'the kind of what is of another shape',
      { id: { x: SECRET }, time: [SECRET], result: SECRET, list: { items: SECRET } },
      { id: {}, time: [], result: '(text, 24 characters)', list: { items: '(text, 24 characters)' } },
    ],
    [
      'code and message of an error',
      { Code: 'X', Message: 'no', RequestId: 'r', HostId: SECRET },
      { Code: 'X', Message: 'no', RequestId: 'r' },
    ],
    [
      'those in an envelope',
      { error: { code: 'X', message: 'no', details: [SECRET] } },
      { error: { code: 'X', message: 'no' } },
    ],
    ['that a call has not succeeded', { id: 'a', Success: false }, { id: 'a', Success: false }],
    [
      'of a code that is none its kind, and whether it is empty',
      { Code: { x: SECRET }, error_code: [SECRET], errorCode: {}, error: { code: [] } },
      { Code: { '…': null }, error_code: [null], errorCode: {}, error: { code: [] } },
    ],
    ['no code of a part', { result: { status: 'x', code: SECRET } }, { result: { status: 'x' } }],
    ['no other whole', [SECRET], []],
    ['no other text', SECRET, '(text, 24 characters)'],
    ['nothing', null, null],
  ])('%s', (_what, body, kept) => {
    expect(JSON.parse(keep(JSON.stringify(body)))).toEqual(kept);
  });

  it.each([
    ['', ''],
    [`<html>${SECRET}</html>`, '<html>(37 characters)</html>'],
    [
      `<?xml?><Error><Code>X.1</Code><Host>${SECRET}</Host><Message>no</Message></Error>`,
      '<Error><Code>X.1</Code><Message>no</Message></Error>',
    ],
    [`{"id":"${SECRET}`, '(unreadable, 31 characters)'],
    ['{"id":1,"id":2}', '(unreadable, 15 characters)'],
    ['{"id":12345678901234567890}', '{"id":"12345678901234567890"}'],
  ])('of %j: %j', (body, kept) => {
    expect(keep(body)).toBe(kept);
  });
});
