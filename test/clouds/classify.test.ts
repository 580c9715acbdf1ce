import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { alibabaDialect } from '../../src/clouds/alibaba.ts';
import { type Classified, classify, stringAt } from '../../src/clouds/classify.ts';
import type { ErrorClass } from '../../src/clouds/error-order.ts';
import type { HttpAnswer } from '../../src/clouds/http.ts';
import { huaweiDialect } from '../../src/clouds/huawei.ts';
import { atMost } from '../runs.ts';

const same = (text: string): string => text;
const answer = (overrides: Partial<HttpAnswer> = {}): HttpAnswer => ({
  kind: 'answer',
  status: 200,
  headers: {},
  body: '{}',
  ...overrides,
});

const meaningOf = (classified: Classified): string =>
  classified.kind === 'error' ? classified.meaning : classified.kind;

interface Row {
  readonly code: string;
  readonly status: number;
  readonly meaning: ErrorClass;
  readonly message?: string;
}

describe('Alibaba Cloud', () => {
  const body = (code: string, message = 'said so'): string =>
    JSON.stringify({ RequestId: 'R-1', HostId: 'apigateway', Code: code, Message: message, Recommend: '' });
  const read = (status: number, text: string): Classified =>
    classify(answer({ status, body: text }), alibabaDialect, same);

  const rows: readonly Row[] = [
    { code: 'Throttling', status: 400, meaning: 'throttled' },
    { code: 'Throttling.User', status: 400, meaning: 'throttled' },
    { code: 'Throttling.User', status: 403, meaning: 'throttled' },
    { code: 'Throttling.Api', status: 200, meaning: 'throttled' },
    { code: 'Throttling', status: 503, meaning: 'throttled' },
    { code: 'ServiceUnavailable', status: 503, meaning: 'server' },
    { code: 'ServiceUnavailable', status: 400, meaning: 'server' },
    { code: 'InternalError', status: 500, meaning: 'server' },
    { code: 'InternalError', status: 200, meaning: 'server' },
    { code: 'InvalidAccessKeyId.NotFound', status: 404, meaning: 'credentials' },
    { code: 'InvalidAccessKeyId.Inactive', status: 403, meaning: 'credentials' },
    { code: 'SignatureDoesNotMatch', status: 400, meaning: 'credentials' },
    { code: 'IncompleteSignature', status: 400, meaning: 'credentials' },
    { code: 'InvalidSecurityToken.Malformed', status: 400, meaning: 'credentials' },
    { code: 'InvalidSecurityToken.MismatchWithAccessKey', status: 403, meaning: 'credentials' },
    { code: 'InvalidSecurityToken.Expired', status: 403, meaning: 'expired' },
    { code: 'MissingSecurityToken', status: 400, meaning: 'credentials' },
    { code: 'Forbidden', status: 403, meaning: 'permission' },
    { code: 'Forbidden.RAM', status: 400, meaning: 'permission' },
    { code: 'NoPermission', status: 403, meaning: 'permission' },
    { code: 'AccessDenied', status: 400, meaning: 'permission' },
    { code: 'AccessDenied.Something', status: 200, meaning: 'permission' },
    { code: 'InvalidTimeStamp.Expired', status: 400, meaning: 'clock-skew' },
    { code: 'InvalidTimeStamp.Format', status: 400, meaning: 'clock-skew' },
    { code: 'IllegalTimestamp', status: 400, meaning: 'clock-skew' },
    { code: 'NotFoundOperation', status: 400, meaning: 'absent' },
    { code: 'NotFound', status: 404, meaning: 'absent' },
    { code: 'NotFoundApiHistory', status: 200, meaning: 'absent' },
    { code: 'SignatureNonceUsed', status: 400, meaning: 'nonce-used' },
    { code: 'SomethingElse', status: 403, meaning: 'permission' },
    { code: 'SomethingElse', status: 401, meaning: 'credentials' },
    { code: 'SomethingElse', status: 407, meaning: 'proxy' },
    { code: 'SomethingElse', status: 408, meaning: 'unlisted' },
    { code: 'SomethingElse', status: 500, meaning: 'server' },
    { code: 'SomethingElse', status: 502, meaning: 'server' },
    { code: 'SomethingElse', status: 429, meaning: 'throttled' },
    { code: 'InvalidParameter', status: 400, meaning: 'parameter' },
    { code: 'SomethingElse', status: 404, meaning: 'unlisted' },
  ];

  it.each(rows)('says $code with HTTP $status: $meaning', ({ code, status, meaning }) => {
    const classified = read(status, body(code));
    expect(classified).toMatchObject({ kind: 'error', meaning, code });
  });

  it.each(rows)('says $code with HTTP $status in XML: $meaning', ({ code, status, meaning }) => {
    const xml = `<?xml version="1.0"?><Error><RequestId>R-1</RequestId><Code>${code}</Code><Message>said so</Message></Error>`;
    expect(read(status, xml)).toEqual({
      kind: 'error',
      meaning,
      code,
      text: `HTTP ${status} ${code}: said so`,
    });
  });

  it.each([
    ['<Error><Code>Throttling</Code></Error>', 'HTTP 400 Throttling'],
    ['<Error><Code>Throttling</Code><Message></Message></Error>', 'HTTP 400 Throttling'],
    ['<Error><Message>slow</Message><Code>Throttling</Code></Error>', 'HTTP 400 Throttling: slow'],
  ])('may have no message in XML: %s', (xml, text) => {
    expect(read(400, xml)).toMatchObject({ meaning: 'throttled', text });
  });

  it.each([
    ['NotThrottling', 400, 'unlisted'],
    ['ApiNotFound', 400, 'unlisted'],
    ['MyForbidden', 400, 'unlisted'],
    ['throttling', 400, 'unlisted'],
    ['NoServiceUnavailable', 400, 'unlisted'],
    ['NoInternalError', 400, 'unlisted'],
    ['NoSignatureNonceUsed', 400, 'unlisted'],
    ['NoInvalidTimeStamp', 400, 'unlisted'],
    ['NoIllegalTimestamp', 400, 'unlisted'],
    ['NoInvalidSecurityToken.Expired', 400, 'unlisted'],
    ['NoInvalidAccessKeyId', 400, 'unlisted'],
    ['NoSignatureDoesNotMatch', 400, 'unlisted'],
    ['NoMissingSecurityToken', 400, 'unlisted'],
    ['NoAccessDenied', 400, 'unlisted'],
    ['InvalidSecurityToken-Expired', 400, 'credentials'],
  ])('is matched at the beginning of a code: %s', (code, status, meaning) => {
    expect(meaningOf(read(status, body(code)))).toBe(meaning);
  });

  it('has the code and the message in the text, with the status', () => {
    expect(read(400, body('Throttling.User', 'slow down'))).toMatchObject({
      text: expect.stringMatching(/400.*Throttling\.User.*slow down/),
    });
  });

  it('takes an unknown code inside a 200 for no answer', () => {
    expect(meaningOf(read(200, body('Whatever')))).toBe('server');
  });
});

describe('Huawei Cloud', () => {
  const shapes = {
    error_code: (code: string, message: string) => ({ error_code: code, error_msg: message }),
    error: (code: string, message: string) => ({ error: { code, message }, status: 'error' }),
    errorCode: (code: string, message: string) => ({ errorCode: code, errorMessage: message, detail: 'd' }),
    'error_code in error': (code: string, message: string) => ({
      error: { error_code: code, error_msg: message },
    }),
  } as const;
  const read = (status: number, json: unknown): Classified =>
    classify(answer({ status, body: JSON.stringify(json) }), huaweiDialect, same);

  const rows: readonly Row[] = [
    { code: 'APIGW.0308', status: 429, meaning: 'throttled' },
    { code: 'APIG.0308', status: 429, meaning: 'throttled' },
    { code: 'APIGW.0308', status: 403, meaning: 'throttled' },
    { code: 'APIG.0308', status: 200, meaning: 'throttled' },
    { code: 'APIGW.0201', status: 504, meaning: 'server' },
    { code: 'APIGW.0201', status: 400, meaning: 'server' },
    { code: 'APIGW.0301', status: 401, meaning: 'credentials' },
    { code: 'APIGW.0301', status: 401, meaning: 'credentials', message: 'Incorrect IAM authentication' },
    { code: 'APIGW.0303', status: 401, meaning: 'credentials' },
    { code: 'APIGW.0307', status: 401, meaning: 'expired' },
    { code: 'APIGW.0302', status: 403, meaning: 'permission' },
    { code: 'APIGW.0302', status: 401, meaning: 'permission' },
    { code: 'Deploy.00011154', status: 403, meaning: 'permission' },
    { code: 'Deploy.00011154', status: 200, meaning: 'permission' },
    {
      code: 'APIGW.0301',
      status: 401,
      meaning: 'clock-skew',
      message: 'Incorrect IAM authentication information: signature expired',
    },
    { code: 'Deploy.00011020', status: 404, meaning: 'absent' },
    { code: 'Deploy.00011020', status: 200, meaning: 'absent' },
    { code: 'Deploy.00011303', status: 400, meaning: 'absent' },
    { code: 'SVCSTG.00100433', status: 404, meaning: 'absent' },
    { code: 'SVCSTG.00100433', status: 400, meaning: 'absent' },
    { code: 'SVCSTG.00100401', status: 401, meaning: 'absent' },
    { code: 'SVCSTG.00100400', status: 401, meaning: 'credentials' },
    { code: 'Other.0001', status: 401, meaning: 'credentials' },
    { code: 'Other.0001', status: 403, meaning: 'permission' },
    { code: 'Other.0001', status: 404, meaning: 'absent' },
    { code: 'APIG.0201', status: 400, meaning: 'server' },
    { code: 'APIG.0301', status: 401, meaning: 'credentials' },
    { code: 'APIG.0301', status: 401, meaning: 'clock-skew', message: 'Signature expired' },
    { code: 'APIG.0301', status: 401, meaning: 'expired', message: 'token expires, expires_at: 2026-01-01' },
    { code: 'APIGW.0301', status: 401, meaning: 'expired', message: 'Security Token expires' },
    { code: 'APIG.0302', status: 401, meaning: 'permission' },
    { code: 'APIG.0303', status: 400, meaning: 'credentials' },
    { code: 'APIG.0307', status: 400, meaning: 'expired' },
    { code: 'Other.0001', status: 407, meaning: 'proxy' },
    { code: 'Other.0001', status: 408, meaning: 'unlisted' },
    { code: 'Other.0001', status: 429, meaning: 'throttled' },
    { code: 'Other.0001', status: 500, meaning: 'server' },
    { code: 'Other.0001', status: 503, meaning: 'server' },
    { code: 'Other.0001', status: 400, meaning: 'unlisted' },
    { code: 'APIGW.0203', status: 400, meaning: 'server' },
    { code: 'APIGW.0203', status: 403, meaning: 'server' },
    { code: 'Deploy.00011155', status: 403, meaning: 'permission' },
    { code: 'Deploy.00011154', status: 401, meaning: 'permission' },
    { code: 'Deploy.00011021', status: 400, meaning: 'absent' },
    { code: 'SVCSTG.00100408', status: 400, meaning: 'absent' },
    { code: 'SVCSTG.00100429', status: 400, meaning: 'absent' },
    { code: 'APIG.0101', status: 400, meaning: 'unlisted' },
    { code: 'APIG.0101', status: 200, meaning: 'unlisted' },
    { code: 'APIG.0101', status: 502, meaning: 'server' },
  ];

  describe.each(Object.entries(shapes))('in the shape of %s', (_name, shape) => {
    it.each(rows)(
      'says $code with HTTP $status: $meaning',
      ({ code, status, meaning, message = 'said so' }) => {
        const classified = read(status, shape(code, message));
        const text = `HTTP ${status} ${code}: ${message}`;
        expect(classified).toEqual({ kind: 'error', meaning, code, text });
      },
    );
  });

  it('takes an unknown code inside a 200 for no answer', () => {
    expect(meaningOf(read(200, shapes.error_code('Other.0001', 'x')))).toBe('server');
  });

  const codes = ['APIGW.0308', 'APIGW.0201', 'APIGW.0301', 'APIGW.0302', 'APIGW.0303', 'APIGW.0307'].concat([
    'Deploy.00011154',
    'Deploy.00011020',
    'Deploy.00011303',
    'SVCSTG.00100433',
    'SVCSTG.00100401',
  ]);
  it.each(['APIGWX.0308', ...codes.flatMap((code) => [`${code}1`, `X${code}`, code.replace('.', '-')])])(
    'is matched as a whole: %s is another code',
    (code) => {
      expect(meaningOf(read(400, shapes.error_code(code, 'signature expired, token expires')))).toBe(
        'unlisted',
      );
    },
  );

  it('has refused the credentials with 401 also where that comes as a page', () => {
    const page = answer({ status: 401, body: '<html>' });
    expect(meaningOf(classify(page, huaweiDialect, same))).toBe('credentials');
  });

  it('finds no error in an answer whose error fields are empty', () => {
    expect(read(200, { error_code: null, error_msg: null, id: 'x' }).kind).toBe('body');
    expect(read(200, { error_code: '', id: 'x' }).kind).toBe('body');
  });
});

describe.each([
  ['Alibaba Cloud', alibabaDialect],
  ['Huawei Cloud', huaweiDialect],
])('a body of %s that cannot be used', (_vendor, dialect) => {
  const bodies = {
    HTML: '<!doctype html><html><body>success</body></html>',
    empty: '',
    'white space': ' \n ',
    'cut off': '{"status":"succ',
    'a word': 'success',
    'two documents': '{}{}',
    'a key given twice': '{"status":"failed","status":"success"}',
  };

  it.each(Object.entries(bodies))('is a server’s fault: %s', (_what, body) => {
    expect(meaningOf(classify(answer({ body }), dialect, same))).toBe('server');
  });

  it.each([500, 502, 503, 504])('is a server’s fault with HTTP %i, whatever it is', (status) => {
    for (const body of [...Object.values(bodies), '{}', '[]', 'null', '{"status":"succeeded"}']) {
      expect(meaningOf(classify(answer({ status, body }), dialect, same))).toBe('server');
    }
  });

  it.each([200, 400, 403, 404, 418])('is a server’s fault with HTTP %i, where it is a page', (status) => {
    expect(meaningOf(classify(answer({ status, body: bodies.HTML }), dialect, same))).toBe('server');
    expect(classify(answer({ status, body: ` ${bodies.HTML}` }), dialect, same)).toMatchObject({
      meaning: 'server',
      text: `HTTP ${status} with a page of HTML or XML instead of JSON`,
    });
  });

  it('has refused the credentials where it is a page with HTTP 401', () => {
    expect(meaningOf(classify(answer({ status: 401, body: bodies.HTML }), dialect, same))).toBe(
      'credentials',
    );
  });

  it.each(['text/html', ' Text/HTML;charset=utf-8', 'application/xml', 'text/plain'])(
    'is no page where it is JSON, whatever its type: %s',
    (type) => {
      const typed = answer({ headers: { 'content-type': type }, body: '{"status":"success"}' });
      expect(classify(typed, dialect, same).kind).toBe('body');
    },
  );

  it('is handed on with texts of 4,000 characters at most, which end with a word', () => {
    const word = `${'x'.repeat(99)} `;
    const json = (text: string): string => JSON.stringify({ items: [{ word: text }] });
    const read = (text: string) => classify(answer({ body: json(text) }), dialect, same);
    const whole = word.repeat(40);
    expect(read(whole)).toEqual({ kind: 'body', json: { items: [{ word: whole }] } });
    expect(read(`${whole}y`)).toMatchObject({
      json: { items: [{ word: `${whole.trimEnd()} … (4001 characters)` }] },
    });
    expect(read(`${word.repeat(39)}${'y'.repeat(200)}`)).toMatchObject({
      json: { items: [{ word: `${word.repeat(39).trimEnd()} … (4100 characters)` }] },
    });
    expect(read(word.repeat(50))).toMatchObject({
      json: { items: [{ word: `${whole.trimEnd()} … (5000 characters)` }] },
    });
    expect(read('z'.repeat(4001))).toMatchObject({ json: { items: [{ word: ' … (4001 characters)' }] } });
  });

  it('does not slow down where a page says 429: no API has said so', () => {
    expect(meaningOf(classify(answer({ status: 429, body: bodies.HTML }), dialect, same))).toBe('server');
    expect(meaningOf(classify(answer({ status: 429, body: '' }), dialect, same))).toBe('throttled');
  });

  it.each(['[]', 'null', '"success"', '42', '{"status":"success"}'])(
    'is handed on as it is where it is JSON: %s, for the schema to refuse',
    (body) => {
      expect(classify(answer({ body }), dialect, same)).toEqual({ kind: 'body', json: JSON.parse(body) });
    },
  );

  it.each([301, 302, 303, 307, 308])('is a redirect with HTTP %i, with its target', (status) => {
    const headers = { location: 'https://portal.example/login' };
    expect(classify(answer({ status, headers, body: '' }), dialect, same)).toEqual({
      kind: 'redirect',
      target: 'https://portal.example/login',
    });
  });

  it('is no body with an error status, even where it is JSON', () => {
    for (const status of [400, 402, 405, 409, 418]) {
      expect(classify(answer({ status, body: '{"status":"succeeded"}' }), dialect, same).kind).toBe('error');
    }
  });

  it('never throws, and is a body only with a status of 2xx', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), fc.oneof(fc.string(), fc.json()), (status, body) => {
        const { kind } = classify(answer({ status, body }), dialect, same);
        if (status < 200 || status >= 300) expect(kind).not.toBe('body');
      }),
      { numRuns: atMost(1000) },
    );
  });
});

describe('what is said of an answer that is none', () => {
  const error = (Code: string, Message?: string): string => JSON.stringify({ Code, Message });
  it.each([
    [400, error('Throttling', 'slow down'), 'HTTP 400 Throttling: slow down'],
    [400, error('Throttling'), 'HTTP 400 Throttling'],
    [503, '', 'HTTP 503'],
    [503, '{"a":1}', 'HTTP 503'],
    [418, '{"a":1}', 'HTTP 418 without an error code'],
    [200, '', 'HTTP 200 with an empty body'],
    [200, ' \n', 'HTTP 200 with an empty body'],
    [404, '', 'HTTP 404 with an empty body'],
    [200, '<html>', 'HTTP 200 with a page of HTML or XML instead of JSON'],
    [200, ' \n\t<html>', 'HTTP 200 with a page of HTML or XML instead of JSON'],
    [200, 'a < b', 'HTTP 200 with a body that is no complete JSON, or gives a key twice'],
    [200, '{"a":1', 'HTTP 200 with a body that is no complete JSON, or gives a key twice'],
    [200, '{"a":1,"a":2}', 'HTTP 200 with a body that is no complete JSON, or gives a key twice'],
  ])('HTTP %i with %j: %s', (status, body, text) => {
    const meaning = status === 400 ? 'throttled' : status > 400 && status < 500 ? 'unlisted' : 'server';
    expect(classify(answer({ status, body }), alibabaDialect, same)).toMatchObject({ meaning, text });
  });

  it.each([
    [299, 'body'],
    [300, 'redirect'],
    [399, 'redirect'],
    [400, 'error'],
  ])('HTTP %i is a %s', (status, kind) => {
    expect(classify(answer({ status }), alibabaDialect, same).kind).toBe(kind);
  });

  it.each([{}, { location: '' }])('a redirect without an address has none: %j', (headers) => {
    expect(classify(answer({ status: 304, headers, body: '' }), huaweiDialect, same)).toEqual({
      kind: 'redirect',
      target: undefined,
    });
  });

  it('is without what must be hidden, in the code, the message and the place of a redirect', () => {
    const hide = (text: string): string => text.replaceAll('s3cret', '***');
    expect(
      classify(answer({ status: 400, body: error('As3cret', 'is s3cret') }), alibabaDialect, hide),
    ).toEqual({ kind: 'error', meaning: 'unlisted', code: 'A***', text: 'HTTP 400 A***: is ***' });
    const headers = { location: '/s3cret' };
    expect(classify(answer({ status: 302, headers, body: '' }), alibabaDialect, hide)).toMatchObject({
      target: '/***',
    });
    // Written with an escape it is hidden only once it is read.
    expect(classify(answer({ body: '{"a":"s\\u0033cret"}' }), alibabaDialect, hide)).toEqual({
      kind: 'body',
      json: { a: '***' },
    });
  });
});

describe('a text at a key', () => {
  it('is read only where there is one', () => {
    expect(stringAt({ a: 'x' }, 'a')).toBe('x');
    for (const value of [null, undefined, 'a', 42, [], {}, { a: 1 }, { a: null }]) {
      expect(stringAt(value, 'a')).toBe('');
    }
  });
});
