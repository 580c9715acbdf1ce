import { readAcs3, signAcs3 } from './acs3.ts';
import { readQuery } from './call.ts';
import { type Signed, sha256 } from './canonical.ts';
import { readSdkHmac, signSdkHmac } from './sdk-hmac.ts';

/** A request as it was received. */
export interface Received {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: ReadonlyMap<string, string>;
}

/** The signature that a request came with, and the texts that it was made from; nothing without a signature. */
export function signedTexts({ method, url, headers }: Received): Signed | undefined {
  const authorization = headers.get('authorization') ?? '';
  const alibaba = readAcs3(authorization);
  const claim = alibaba ?? readSdkHmac(authorization);
  if (claim === undefined) return undefined;
  const [path = '/', query = ''] = url.split('?');
  const { signedHeaders, signature } = claim;
  const request = { method, path, query: readQuery(query), headers, signedHeaders, payloadHash: sha256('') };
  const texts = alibaba === undefined ? signSdkHmac(request, '') : signAcs3(request, '');
  return { ...texts, signature };
}

/** As Huawei Cloud shows it to whoever signs wrongly. */
export function inOneLine(canonicalRequest: string): string {
  return canonicalRequest.replaceAll('\n', '|');
}

const CREDENTIALS = /^(authorization|x-(acs-)?security-token|x-auth-token|x-acs-accesskey-id)$/;

/** What a server could repeat of a request: its credentials one by one, all headers at once, what was signed. */
export function textsOf(received: Received): readonly string[] {
  const signed = signedTexts(received);
  const headers = [...received.headers];
  return [
    ...(signed === undefined
      ? []
      : [signed.signature, signed.stringToSign, signed.canonicalRequest, inOneLine(signed.canonicalRequest)]),
    ...headers.filter(([name]) => CREDENTIALS.test(name)).map(([, value]) => value),
    headers.map(([name, value]) => `${name}: ${value}`).join('\r\n'),
  ];
}
