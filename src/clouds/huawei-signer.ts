/** The signature of Huawei Cloud, SDK-HMAC-SHA256. */

import { confidentialOf, encodeRfc3986, hmacSha256, type Signed, sha256 } from './digest.ts';

/** A request to a Huawei Cloud API, as it is signed. */
export interface HuaweiRequest {
  readonly method: string;
  /** The path as it is sent. */
  readonly path: string;
  readonly query: readonly (readonly [key: string, value: string])[];
  /** Every header here is signed: `host` and `x-sdk-date` must be among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Signs with Huawei Cloud's SDK-HMAC-SHA256.
 * Source: support.huaweicloud.com, "API Request Signing Guide".
 */
export function signHuawei(request: HuaweiRequest, accessKeyId: string, secretAccessKey: string): Signed {
  const header = new Map(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value.trim()] as const),
  );
  const names = [...header.keys()].sort();
  const signedHeaders = names.join(';');
  const canonicalRequest = [
    request.method,
    canonicalPath(request.path),
    [...request.query]
      .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
      .map(([key, value]) => `${encodeRfc3986(key)}=${encodeRfc3986(value)}`)
      .join('&'),
    ...names.map((name) => `${name}:${header.get(name)}`),
    '',
    signedHeaders,
    header.get('x-sdk-content-sha256') ?? sha256(request.body),
  ].join('\n');
  const stringToSign = `SDK-HMAC-SHA256\n${header.get('x-sdk-date')}\n${sha256(canonicalRequest)}`;
  const signature = hmacSha256(secretAccessKey, stringToSign);
  const authorization = `SDK-HMAC-SHA256 Access=${accessKeyId}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
  return { authorization, confidential: confidentialOf(signature, stringToSign, canonicalRequest) };
}

/** Each segment encoded once, however it was sent, and a slash at the end that the sent path does not have. */
function canonicalPath(path: string): string {
  const encoded = path
    .split('/')
    .map((segment) => encodeRfc3986(decodeURIComponent(segment)))
    .join('/');
  return encoded.endsWith('/') ? encoded : `${encoded}/`;
}

function compare(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}
