import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readAcs3, signAcs3 } from './acs3.ts';
import { sha256 } from './canonical.ts';
import { readSdkHmac, signSdkHmac } from './sdk-hmac.ts';

interface Acs3Vector {
  readonly name: string;
  readonly input: {
    readonly method: string;
    readonly path: string;
    readonly query: Readonly<Record<string, string>>;
    readonly headers: Readonly<Record<string, string>>;
    readonly payload: string;
    readonly sk: string;
  };
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly authorization: string;
}

interface HuaweiVector {
  readonly name: string;
  readonly sk: string;
  readonly endpoint: string;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly bodyString: string;
  readonly signedRequestHeaders: Readonly<Record<string, string>>;
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly authorization: string;
}

/** Where the vendor's client and the vendor's documentation part, or another algorithm is meant. */
const elsewhere = {
  'query-special-chars-utf8': 'the client leaves query keys unencoded',
  'json-body-path-encoded': 'path rules of ROA-style calls',
  'path-preencoded-QUIRK': 'the client encodes %20 once more',
  'header-values-not-trimmed': 'the client does not trim, and HTTP parsers do',
  'derived-v11': 'V11-HMAC-SHA256',
};

const acs3 = read<{ readonly acs3: readonly Acs3Vector[] }>('alibaba-acs3.json').acs3;
const huawei = read<{ readonly vectors: readonly HuaweiVector[] }>('huawei-sdk-hmac.json').vectors;

describe('signatures made by Alibaba Cloud’s own signer', () => {
  test.each(acs3.filter(applies))('$name', (vector) => {
    const { method, path, query, headers, payload, sk } = vector.input;
    const claim = readAcs3(vector.authorization);
    const signable = {
      method,
      path,
      query: Object.entries(query),
      headers: lowerCase(headers),
      signedHeaders: claim?.signedHeaders ?? [],
      payloadHash: sha256(payload),
    };
    expect(signAcs3(signable, sk)).toEqual({
      canonicalRequest: vector.canonicalRequest,
      stringToSign: vector.stringToSign,
      signature: claim?.signature,
    });
  });

  test('all but two apply', () => expect(acs3.filter(applies)).toHaveLength(10));
});

describe('signatures made by Huawei Cloud’s own signer', () => {
  test.each(huawei.filter(applies))('$name', (vector) => {
    const claim = readSdkHmac(vector.authorization);
    const headers = lowerCase(vector.signedRequestHeaders);
    const signable = {
      method: vector.method,
      path: new URL(vector.endpoint).pathname.replace(/\/$/, '') + vector.path,
      query: Object.entries(vector.query).flatMap(([key, value]) =>
        [value].flat().map((one) => [key, String(one)] as const),
      ),
      headers,
      signedHeaders: claim?.signedHeaders ?? [],
      payloadHash: headers.get('x-sdk-content-sha256') ?? sha256(vector.bodyString),
    };
    expect(signSdkHmac(signable, vector.sk)).toEqual({
      canonicalRequest: vector.canonicalRequest,
      stringToSign: vector.stringToSign,
      signature: claim?.signature,
    });
  });

  test('all but three apply', () => expect(huawei.filter(applies)).toHaveLength(18));
});

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), 'utf8'));
}

function applies({ name }: { readonly name: string }): boolean {
  return !Object.hasOwn(elsewhere, name);
}

function lowerCase(headers: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
