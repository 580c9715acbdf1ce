/** The signature of Alibaba Cloud, ACS3-HMAC-SHA256. */

import { confidentialOf, encodeRfc3986, hmacSha256, type Signed, sha256 } from './digest.ts';

/** A request of an RPC-style API (its path is always `/`), as it is signed. */
export interface AlibabaRequest {
  readonly method: string;
  readonly query: Readonly<Record<string, string>>;
  /** With `host`, and with every `x-acs-*` header that is sent. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Signs with Alibaba Cloud's ACS3-HMAC-SHA256.
 * Source: help.aliyun.com, "V3 request body and signature mechanism".
 */
export function signAlibaba(request: AlibabaRequest, accessKeyId: string, accessKeySecret: string): Signed {
  const header = new Map(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value.trim()] as const),
  );
  const names = [...header.keys()]
    .filter((name) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-'))
    .sort();
  const signedHeaders = names.join(';');
  const query = Object.keys(request.query)
    .sort()
    .map((key) => `${encodeRfc3986(key)}=${encodeRfc3986(String(request.query[key]))}`)
    .join('&');
  const canonicalRequest = [
    request.method,
    '/',
    query,
    ...names.map((name) => `${name}:${header.get(name)}`),
    '',
    signedHeaders,
    sha256(request.body),
  ].join('\n');
  const stringToSign = `ACS3-HMAC-SHA256\n${sha256(canonicalRequest)}`;
  const signature = hmacSha256(accessKeySecret, stringToSign);
  const authorization = `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${signedHeaders},Signature=${signature}`;
  return { authorization, confidential: confidentialOf(signature, stringToSign, canonicalRequest) };
}
