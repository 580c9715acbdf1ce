/** What both signatures are made with: hashes and percent-encoding. */

import { createHash, createHmac } from 'node:crypto';

/** Percent-encodes all but the unreserved characters of RFC 3986, as both vendors' signatures want it. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** What a signer makes. */
export interface Signed {
  readonly authorization: string;
  /** What an answer may echo and nobody may repeat: the signature, and the strings that it was made from. */
  readonly confidential: readonly string[];
}

/** The signature and what led to it; of the canonical request also the one line that Huawei Cloud shows of it. */
export function confidentialOf(
  signature: string,
  stringToSign: string,
  canonicalRequest: string,
): readonly string[] {
  return [signature, stringToSign, canonicalRequest, canonicalRequest.replaceAll('\n', '|')];
}

/** SHA-256 in lower-case hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** HMAC-SHA-256 in lower-case hex. */
export function hmacSha256(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}
