import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { alibabaRequest } from '../../src/clouds/alibaba.ts';
import { signAlibaba } from '../../src/clouds/alibaba-signer.ts';
import { encodeRfc3986, type Signed, sha256 } from '../../src/clouds/digest.ts';
import { huaweiRequest } from '../../src/clouds/huawei.ts';
import { signHuawei } from '../../src/clouds/huawei-signer.ts';

interface Acs3Vector {
  readonly name: string;
  readonly input: {
    readonly method: string;
    readonly path: string;
    readonly query: Readonly<Record<string, string>>;
    readonly headers: Readonly<Record<string, string>>;
    readonly payload: string;
    readonly ak: string;
    readonly sk: string;
    readonly token: string | null;
  };
  readonly canonicalRequest: string;
  readonly authorization: string;
}

interface AlibabaFile {
  readonly algorithm: string;
  readonly acs3: readonly Acs3Vector[];
  /** HMAC-SHA1 over the parameters: the algorithm before ACS3, which is used nowhere here. */
  readonly rpcV1: readonly { readonly signature: string }[];
}

interface HuaweiVector {
  readonly name: string;
  readonly ak: string;
  readonly sk: string;
  readonly endpoint: string;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly bodyString: string;
  readonly signedRequestHeaders: Readonly<Record<string, string>>;
  readonly canonicalRequest: string;
  readonly authorization: string;
}

const alibaba: AlibabaFile = readVectors('alibaba-acs3.json');
const huawei: { readonly vectors: readonly HuaweiVector[] } = readVectors('huawei-sdk-hmac.json');

/** Vectors that are not to be met, each with a test of its own that shows the difference. */
const ALIBABA_QUIRKS = ['query-special-chars-utf8', 'json-body-path-encoded'];
const HUAWEI_QUIRKS = ['path-preencoded-QUIRK', 'header-values-not-trimmed'];
const HUAWEI_OTHER_ALGORITHM = 'derived-v11';

describe('Alibaba Cloud: ACS3-HMAC-SHA256', () => {
  const ours = alibaba.acs3.filter(({ name }) => !ALIBABA_QUIRKS.includes(name));

  it('has the vendor’s 12 vectors, of which all but two quirks apply', () => {
    expect(alibaba.acs3).toHaveLength(12);
    expect(ours).toHaveLength(10);
  });

  it.each(ours)('gives what the vendor’s signer gives: $name', ({ input, authorization }) => {
    expect(signAcs3Vector(input)).toBe(authorization);
  });

  it('meets both signatures that the vendor has published', () => {
    const published = new Map([
      ['docs-fixed-example-RunInstances', '06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0'],
      ['docs-older-example-RunInstances', 'e521358f7776c97df52e6b2891a8bc73026794a071b50c3323388c4e0df64804'],
    ]);
    for (const [name, signature] of published) {
      expect(signAcs3Vector(acs3Of(name).input)).toContain(`Signature=${signature}`);
    }
  });

  it('encodes the keys of the query, which the vendor’s signer leaves as they are', () => {
    const { input, canonicalRequest, authorization } = acs3Of('query-special-chars-utf8');
    expect(canonicalRequest).toContain('&Key With Space=x&');
    expect(canonicalRequest).toContain('&a*b=1');
    const { 'Key With Space': _, 'a*b': __, ...harmless } = input.query;
    const signed = signAcs3Vector(input);
    expect(signed).not.toBe(authorization);
    // The rest of it is the same: the vendor's text with its keys encoded has our signature.
    const documented = canonicalRequest
      .replace('Key With Space=x', 'Key%20With%20Space=x')
      .replace('a*b=1', 'a%2Ab=1');
    expect(signed).toContain(`Signature=${signatureOf('ACS3-HMAC-SHA256', documented, input.sk)}`);
    expect(Object.keys(harmless).every((key) => encodeRfc3986(key) === key)).toBe(true);
  });

  it('knows no path but /, since paths belong to the ROA style, which no call here has', () => {
    const { input, canonicalRequest, authorization } = acs3Of('json-body-path-encoded');
    expect(canonicalRequest.split('\n')[1]).toBe('/clusters/a%20b%2Ac~d');
    const signed = signAcs3Vector(input);
    expect(signed).not.toBe(authorization);
    const rpc = canonicalRequest.replace('/clusters/a%20b%2Ac~d', '/');
    expect(signed).toContain(`Signature=${signatureOf('ACS3-HMAC-SHA256', rpc, input.sk)}`);
  });

  it('is another algorithm than RPC V1 (HMAC-SHA1 in base64), whose vectors do not apply', () => {
    for (const { signature } of alibaba.rpcV1) {
      expect(Buffer.from(signature, 'base64')).toHaveLength(20);
      expect(signature).not.toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('signs what a call sends: the host with its port, the token and the key id', () => {
    const keys = { accessKeyId: 'LTAI-example', accessKeySecret: 'secret', securityToken: 'sts/token+==' };
    const call = {
      operation: 'DescribeDeployApiTask',
      path: '/',
      query: { OperationUid: 'a b' },
      permission: '',
      ids: '',
    };
    const url = new URL('http://127.0.0.1:8080/?OperationUid=a%20b');
    const request = alibabaRequest(keys, call, url, new Date('2026-03-16T08:15:30.999Z'));
    const { authorization = '', ...headers } = request.headers;
    expect(request).toMatchObject({ method: 'POST', url });
    expect(request.confidential[2]).toMatch(/^POST\n/);
    expect(headers).toMatchObject({
      accept: 'application/json',
      'x-acs-action': 'DescribeDeployApiTask',
      'x-acs-version': '2016-07-14',
      'x-acs-date': '2026-03-16T08:15:30Z',
      'x-acs-content-sha256': sha256(''),
      'x-acs-security-token': 'sts/token+==',
      'x-acs-accesskey-id': 'LTAI-example',
    });
    expect(authorization).toBe(
      signAlibaba(
        { method: 'POST', query: call.query, headers: { ...headers, host: '127.0.0.1:8080' }, body: '' },
        'LTAI-example',
        'secret',
      ).authorization,
    );
    expect(authorization).toMatch(
      /SignedHeaders=host;x-acs-accesskey-id;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-security-token;x-acs-signature-nonce;x-acs-version,/,
    );
  });

  it('has a fresh nonce for every attempt', () => {
    const keys = { accessKeyId: 'LTAI-example', accessKeySecret: 'secret' };
    const call = { operation: 'X', path: '/', query: {}, permission: '', ids: '' };
    const nonces = Array.from(
      { length: 100 },
      () => alibabaRequest(keys, call, new URL('https://h/'), new Date(0)).headers['x-acs-signature-nonce'],
    );
    expect(new Set(nonces).size).toBe(100);
  });

  it('sends no token header without a token', () => {
    const keys = { accessKeyId: 'LTAI-example', accessKeySecret: 'secret' };
    const call = { operation: 'X', path: '/', query: {}, permission: '', ids: '' };
    const { headers } = alibabaRequest(keys, call, new URL('https://h/'), new Date(0));
    expect(Object.keys(headers).filter((name) => /token|accesskey/.test(name))).toEqual([]);
  });
});

describe('Huawei Cloud: SDK-HMAC-SHA256', () => {
  const ours = huawei.vectors.filter(
    ({ name }) => !HUAWEI_QUIRKS.includes(name) && name !== HUAWEI_OTHER_ALGORITHM,
  );

  it('has the vendor’s vectors, of which all but two quirks and another algorithm apply', () => {
    expect(ours).toHaveLength(huawei.vectors.length - 3);
    expect(ours.length).toBeGreaterThanOrEqual(18);
  });

  it.each(ours)('gives what the vendor’s signer gives: $name', (vector) => {
    expect(signHuaweiVector(vector)).toBe(vector.authorization);
  });

  it('meets the signature that the vendor has published', () => {
    expect(signHuaweiVector(huaweiOf('docs-example-vpcs'))).toContain(
      'Signature=7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe',
    );
  });

  it('encodes a path once, where the vendor’s signer encodes a %20 once more', () => {
    const vector = huaweiOf('path-preencoded-QUIRK');
    expect(vector.canonicalRequest.split('\n')[1]).toBe('/v3/a%2520b/');
    const signed = signHuaweiVector(vector);
    expect(signed).not.toBe(vector.authorization);
    const documented = vector.canonicalRequest.replace('/v3/a%2520b/', '/v3/a%20b/');
    expect(signed).toContain(`Signature=${huaweiSignatureOf(vector, documented)}`);
    // It is the signature of the path as it is written before any encoding.
    expect(signed).toBe(signHuaweiVector({ ...vector, path: '/v3/a b' }));
  });

  it('trims header values, as every HTTP parser does and the vendor’s signer does not', () => {
    const vector = huaweiOf('header-values-not-trimmed');
    expect(vector.canonicalRequest).toContain('x-custom-zed: two  spaces \n');
    const signed = signHuaweiVector(vector);
    expect(signed).not.toBe(vector.authorization);
    const documented = vector.canonicalRequest.replace(': two  spaces \n', ':two  spaces\n');
    expect(signed).toContain(`Signature=${huaweiSignatureOf(vector, documented)}`);
  });

  it('is another algorithm than V11-HMAC-SHA256 with a derived key, whose vector does not apply', () => {
    const vector = huaweiOf(HUAWEI_OTHER_ALGORITHM);
    expect(vector.authorization).toMatch(/^V11-HMAC-SHA256 /);
    expect(signHuaweiVector(vector)).toMatch(/^SDK-HMAC-SHA256 /);
  });

  const call = { operation: 'x', path: '/v3/p/x', query: { b: '2', a: '1' }, permission: '', ids: '' };
  const url = new URL('https://servicestage.cn-north-4.myhuaweicloud.com/v3/p/x?b=2&a=1');
  const date = new Date('2024-01-02T03:04:05.678Z');

  it('signs what a call sends: content type, host, project, date and token', () => {
    const keys = {
      kind: 'keys',
      accessKeyId: 'AK-example',
      secretAccessKey: 'SK-example',
      securityToken: 'token/+=',
    } as const;
    const { authorization = '', ...headers } = huaweiRequest(keys, 'project', call, url, date).headers;
    expect(headers).toEqual({
      'content-type': 'application/json',
      'x-project-id': 'project',
      'x-sdk-date': '20240102T030405Z',
      'x-security-token': 'token/+=',
    });
    expect(authorization).toBe(
      signHuawei(
        {
          method: 'GET',
          path: '/v3/p/x',
          query: [
            ['a', '1'],
            ['b', '2'],
          ],
          headers: { ...headers, host: url.host },
          body: '',
        },
        'AK-example',
        'SK-example',
      ).authorization,
    );
    expect(authorization).toContain(
      'SignedHeaders=content-type;host;x-project-id;x-sdk-date;x-security-token, ',
    );
  });

  it('signs a GET, without a project where none is known', () => {
    const keys = { kind: 'keys', accessKeyId: 'AK-example', secretAccessKey: 'SK-example' } as const;
    const { method, headers, confidential } = huaweiRequest(keys, undefined, call, url, date);
    expect([method, Object.keys(headers).sort()]).toEqual([
      'GET',
      ['authorization', 'content-type', 'x-sdk-date'],
    ]);
    expect(confidential[2]).toMatch(/^GET\n\/v3\/p\/x\/\na=1&b=2\n/);
  });

  it('sends an IAM token instead of a signature', () => {
    expect(huaweiRequest({ kind: 'token', authToken: 'iam' }, undefined, call, url, date)).toEqual({
      method: 'GET',
      url,
      headers: { 'content-type': 'application/json', 'x-auth-token': 'iam' },
      confidential: [],
    });
  });
});

describe('what an answer may echo of a signature', () => {
  it('is the signature, the string to sign and the canonical request, of Alibaba Cloud', () => {
    const { input, canonicalRequest, authorization } = acs3Of('docs-fixed-example-RunInstances');
    const { method, query, headers, payload, ak, sk } = input;
    expect(signAlibaba({ method, query, headers, body: payload }, ak, sk).confidential).toEqual([
      authorization.slice(-64),
      `ACS3-HMAC-SHA256\n${sha256(canonicalRequest)}`,
      canonicalRequest,
      canonicalRequest.replaceAll('\n', '|'),
    ]);
  });

  it('is the same of Huawei Cloud', () => {
    const vector = huaweiOf('docs-example-vpcs');
    expect(signedOf(vector).confidential).toEqual([
      vector.authorization.slice(-64),
      `SDK-HMAC-SHA256\n${vector.signedRequestHeaders['X-Sdk-Date']}\n${sha256(vector.canonicalRequest)}`,
      vector.canonicalRequest,
      vector.canonicalRequest.replaceAll('\n', '|'),
    ]);
  });
});

describe('the order in the canonical request', () => {
  const lines = (
    query: readonly (readonly [string, string])[],
    names: readonly string[],
  ): readonly string[] => {
    const headers = Object.fromEntries(names.map((name) => [name, ` of ${name} `]));
    const request = { method: 'GET', path: '/', query, headers, body: '' };
    return signHuawei(request, 'AK', 'SK').confidential[2]?.split('\n') ?? [];
  };

  it('of the query is that of its keys, and of the values of one key', () => {
    const query = [
      ['b', '1'],
      ['a', '2'],
      ['a-b', '0'],
      ['a', '10'],
      ['B', '1'],
      ['a', '1'],
    ] as const;
    expect(lines(query, [])[2]).toBe('B=1&a=1&a=10&a=2&a-b=0&b=1');
    expect(lines(query.toReversed(), [])[2]).toBe('B=1&a=1&a=10&a=2&a-b=0&b=1');
  });

  it('of the headers is that of their names in lower case, without white space around the values', () => {
    expect(lines([], ['X-B', 'x-a', 'Host', 'x-a-b']).slice(3, 7)).toEqual([
      'host:of Host',
      'x-a:of x-a',
      'x-a-b:of x-a-b',
      'x-b:of X-B',
    ]);
  });
});

describe('the encoding that both signatures want', () => {
  it.each([
    ["!'()*", '%21%27%28%29%2A'],
    ['-._~', '-._~'],
    ['a b+c/d', 'a%20b%2Bc%2Fd'],
    ['中文😀', '%E4%B8%AD%E6%96%87%F0%9F%98%80'],
    ['%20', '%2520'],
    ['', ''],
  ])('of %j is %s', (text, encoded) => {
    expect(encodeRfc3986(text)).toBe(encoded);
  });
});

function readVectors<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), 'utf8'));
}

function acs3Of(name: string): Acs3Vector {
  const vector = alibaba.acs3.find((each) => each.name === name);
  if (vector === undefined) throw new Error(`no vector ${name}`);
  return vector;
}

function huaweiOf(name: string): HuaweiVector {
  const vector = huawei.vectors.find((each) => each.name === name);
  if (vector === undefined) throw new Error(`no vector ${name}`);
  return vector;
}

function signAcs3Vector({ method, query, headers, payload, ak, sk }: Acs3Vector['input']): string {
  return signAlibaba({ method, query, headers, body: payload }, ak, sk).authorization;
}

function signHuaweiVector(vector: HuaweiVector): string {
  return signedOf(vector).authorization;
}

function signedOf(vector: HuaweiVector): Signed {
  const prefix = new URL(vector.endpoint).pathname.replace(/\/$/, '');
  const request = {
    method: vector.method,
    path: prefix + vector.path,
    query: Object.entries(vector.query).flatMap(([key, value]) =>
      [value].flat().map((one) => [key, String(one)] as const),
    ),
    headers: vector.signedRequestHeaders,
    body: vector.bodyString,
  };
  return signHuawei(request, vector.ak, vector.sk);
}

/** The signature of a canonical request, computed here. */
function signatureOf(start: string, canonicalRequest: string, secret: string): string {
  return createHmac('sha256', secret)
    .update(`${start}\n${sha256(canonicalRequest)}`)
    .digest('hex');
}

function huaweiSignatureOf({ signedRequestHeaders, sk }: HuaweiVector, canonicalRequest: string): string {
  const date = signedRequestHeaders['X-Sdk-Date'] ?? '';
  return signatureOf(`SDK-HMAC-SHA256\n${date}`, canonicalRequest, sk);
}
