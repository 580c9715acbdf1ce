import type { Claim } from './acs3.ts';
import {
  canonicalHeaders,
  canonicalQuery,
  hmacSha256,
  percentEncode,
  type Signable,
  type Signed,
  sha256,
} from './canonical.ts';

const algorithm = 'SDK-HMAC-SHA256';

/** Recomputes a Huawei Cloud SDK-HMAC-SHA256 signature (the vendor's API signing guide). */
export function signSdkHmac(request: Signable, secret: string): Signed {
  const canonicalRequest = [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query),
    canonicalHeaders(request),
    request.signedHeaders.join(';'),
    request.payloadHash,
  ].join('\n');
  const stringToSign = [algorithm, request.headers.get('x-sdk-date') ?? '', sha256(canonicalRequest)].join(
    '\n',
  );
  return { canonicalRequest, stringToSign, signature: hmacSha256(secret, stringToSign) };
}

/** Each segment decoded and encoded anew; ends in `/` though the sent path does not. */
function canonicalPath(path: string): string {
  const encoded = path
    .split('/')
    .map((segment) => percentEncode(decode(segment)))
    .join('/');
  return encoded.endsWith('/') ? encoded : `${encoded}/`;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Reads `SDK-HMAC-SHA256 Access=…, SignedHeaders=a;b, Signature=hex`; nothing if it has another form. */
export function readSdkHmac(authorization: string): Claim | undefined {
  const parts =
    /^SDK-HMAC-SHA256 Access=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/.exec(
      authorization,
    );
  const [, accessKeyId, signedHeaders, signature] = parts ?? [];
  if (accessKeyId === undefined || signedHeaders === undefined || signature === undefined) return undefined;
  return { accessKeyId, signedHeaders: signedHeaders.split(';'), signature };
}
