import {
  canonicalHeaders,
  canonicalQuery,
  hmacSha256,
  type Signable,
  type Signed,
  sha256,
} from './canonical.ts';

const algorithm = 'ACS3-HMAC-SHA256';

/** Recomputes an Alibaba Cloud ACS3-HMAC-SHA256 signature (the vendor's signature page, V3). */
export function signAcs3(request: Signable, secret: string): Signed {
  const canonicalRequest = [
    request.method,
    request.path,
    canonicalQuery(request.query),
    canonicalHeaders(request),
    request.signedHeaders.join(';'),
    request.payloadHash,
  ].join('\n');
  const stringToSign = `${algorithm}\n${sha256(canonicalRequest)}`;
  return { canonicalRequest, stringToSign, signature: hmacSha256(secret, stringToSign) };
}

/** What an `Authorization` header claims. */
export interface Claim {
  readonly accessKeyId: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** Reads `ACS3-HMAC-SHA256 Credential=…,SignedHeaders=a;b,Signature=hex`; nothing if it has another form. */
export function readAcs3(authorization: string): Claim | undefined {
  const parts =
    /^ACS3-HMAC-SHA256 Credential=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/.exec(
      authorization,
    );
  const [, accessKeyId, signedHeaders, signature] = parts ?? [];
  if (accessKeyId === undefined || signedHeaders === undefined || signature === undefined) return undefined;
  return { accessKeyId, signedHeaders: signedHeaders.split(';'), signature };
}
