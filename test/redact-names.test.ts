import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { hideInHeaders, hideNamed, namedSecret } from '../src/redact-names.ts';
import { atMost } from './runs.ts';

describe('headers', () => {
  it.each([
    'authorization',
    'Proxy-Authorization',
    'cookie',
    'set-cookie',
    'x-auth-token',
    'x-subject-token',
    'x-acs-security-token',
    'x-security-token',
    'x-acs-signature-nonce',
    'x-my-secret',
    'x-api-key',
    'x-credential-scope',
    'x-password',
  ])('of credentials never show what they hold: %s', (name) => {
    expect(hideInHeaders({ [name]: 'x' })).toEqual({ [name]: '***' });
  });

  it('that give the id of a key show its beginning', () => {
    expect(hideInHeaders({ 'x-acs-accesskey-id': 'STS.NUgDK3yExample' })).toEqual({
      'x-acs-accesskey-id': 'STS.***',
    });
  });

  it('that carry none are left as they are', () => {
    const headers = { date: 'Sun, 22 Nov 2026', 'x-request-id': 'a=b', location: '/x?token=abc&next=1' };
    expect(hideInHeaders(headers)).toEqual(headers);
  });
});

describe('a body', () => {
  it.each([
    ['a key', '{"AccessKeySecret":"abc"}', '{"AccessKeySecret":"***"}'],
    ['a key with its id', '{"AccessKeyId":"STS.abcdef"}', '{"AccessKeyId":"STS.***"}'],
    [
      'spaces and escapes',
      '{ "pass\\u0077ord" : "a\\"b" , "x" : 1 }',
      '{ "pass\\u0077ord" : "***" , "x" : 1 }',
    ],
    [
      'a number',
      '{"password":12345678,"count":12345678901234567890}',
      '{"password":"***","count":12345678901234567890}',
    ],
    ['nothing', '{"password":null,"token":"","secret":true}', '{"password":null,"token":"","secret":true}'],
    ['a list', '{"tokens":["a","b"],"names":["c"]}', '{"tokens":["***","***"],"names":["c"]}'],
    [
      'an object, whose dates stay',
      '{"token":{"expires_at":"2026-01-01T00:00:00.000000Z","user":{"id":"u"}}}',
      '{"token":{"expires_at":"2026-01-01T00:00:00.000000Z","user":{"id":"***"}}}',
    ],
    [
      "Huawei's keyless exchange",
      '{"auth":{"id_token":{"id":"jwt"},"scope":{"project":{"id":"p"}}}}',
      '{"auth":{"id_token":{"id":"***"},"scope":{"project":{"id":"p"}}}}',
    ],
    [
      "Alibaba's session",
      '{"Credentials":{"AccessKeyId":"STS.abcdef","AccessKeySecret":"s","SecurityToken":"t","Expiration":"2026-01-01T00:00:00Z"}}',
      '{"Credentials":{"AccessKeyId":"STS.***","AccessKeySecret":"***","SecurityToken":"***","Expiration":"2026-01-01T00:00:00Z"}}',
    ],
    ['JSON in JSON', '{"data":"{\\"api_key\\":\\"abc\\"}"}', '{"data":"{\\"api_key\\":\\"***\\"}"}'],
    ['a key given twice', '{"secret":"a","secret":"b"}', '{"secret":"***","secret":"***"}'],
    ['a body that is cut off', '{"a":1,"secret":"abc', '{"a":1,"secret":"***"'],
    ['a query in a text', '{"next":"https://x/?token=abc&a=1"}', '{"next":"https://x/?token=***&a=1"}'],
    [
      'a token',
      '{"value":"eyJhbGciOiJub25lIn0.eyJzdWIiOiIxMjM0In0.c2ln","x":"eyJ"}',
      '{"value":"***","x":"eyJ"}',
    ],
    ['a form', 'RoleArn=r&OIDCToken=e30.e30.abc=&n=1', 'RoleArn=r&OIDCToken=***&n=1'],
    [
      'XML',
      '<R><AccessKeySecret>abc</AccessKeySecret><Code>x</Code></R>',
      '<R><AccessKeySecret>***</AccessKeySecret><Code>x</Code></R>',
    ],
    ['a page', '<a href="/x?password=abc">y</a>', '<a href="/x?password=***">y</a>'],
  ])(
    'of %s shows no field that is named secret, and keeps all else in its spelling',
    (_what, body, shown) => {
      expect(hideNamed(body)).toBe(shown);
    },
  );

  it('without such names is the same to the character, whatever it is', () => {
    const plain = fc
      .json()
      .filter((text) => !/secret|token|pass|cred|sign|cook|auth|assert|jwt|key/i.test(text));
    fc.assert(
      fc.property(
        fc.oneof(
          plain,
          plain.map((text) => text.slice(0, text.length / 2)),
        ),
        (text) => {
          fc.pre(!text.includes('='));
          expect(hideNamed(text)).toBe(text);
        },
      ),
      { numRuns: atMost(1000) },
    );
  });

  it('with such names is still JSON, and says nothing of their values', () => {
    const value = fc.string({ unit: fc.constantFrom(...'q"\\/\n{}[]:,&=é'), minLength: 1 });
    const name = fc.constantFrom('AccessKeySecret', 'id_token', 'x-password', 'private_key', 'Signature');
    fc.assert(
      fc.property(name, value, fc.jsonValue(), (field, text, other) => {
        const shown = hideNamed(JSON.stringify({ other: [other], [field]: text, last: 1 }));
        const read: Record<string, unknown> = JSON.parse(shown);
        expect(read[field]).toBe('***');
        expect(read['last']).toBe(1);
      }),
      { numRuns: atMost(1000) },
    );
  });

  // In time that grows with its square, each of these would take minutes.
  it.each([
    ['letters', 'a'.repeat(2_000_000)],
    ['signs of equality', 'a='.repeat(1_000_000)],
    ['quotes', `{${'"'.repeat(2_000_000)}`],
    ['brackets', '['.repeat(500_000)],
    ['pieces of tokens', 'eyJ-'.repeat(500_000)],
    ['tags', '<a>'.repeat(500_000)],
  ])('of very many %s stays as it is', (_what, body) => {
    expect(hideNamed(body)).toBe(body);
  });
});

describe('a variable', () => {
  it.each([
    'MY_SECRET',
    'NPM_TOKEN',
    'DB_PASSWORD',
    'DB_PASSWD',
    'GOOGLE_CREDENTIALS',
    'SSH_PRIVATE_KEY',
    'api_key',
    'APIKEY',
    'AWS_SECRET_ACCESS_KEY',
    'GITHUB_PAT',
    'NPM_AUTH',
    'HUAWEICLOUD_SDK_SK',
    'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
    'INPUT_GITHUB-TOKEN',
  ])('that is called %s is secret', (name) => {
    expect(namedSecret(name)).toBe('secret');
  });

  it.each(['ALIBABA_CLOUD_ACCESS_KEY_ID', 'INPUT_HUAWEI-ACCESS-KEY-ID', 'AWS_ACCESS_KEY_ID'])(
    'that is called %s is the id of a key',
    (name) => {
      expect(namedSecret(name)).toBe('key id');
    },
  );

  it.each([
    'PATH',
    'PWD',
    'GITHUB_REPOSITORY',
    'GIT_AUTHOR_NAME',
    'RUNNER_TEMP',
    'INPUT_TASKS',
    'KEYBOARD',
    'ACTIONS_ID_TOKEN_REQUEST_URL',
  ])('that is called %s is none', (name) => {
    expect(namedSecret(name)).toBeUndefined();
  });
});
