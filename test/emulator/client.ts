import { randomUUID } from 'node:crypto';
import { type Agent, type IncomingHttpHeaders, request } from 'node:http';
import { signAcs3 } from './acs3.ts';
import { readQuery } from './call.ts';
import { type Signable, type Signed, sha256 } from './canonical.ts';
import { signSdkHmac } from './sdk-hmac.ts';

/** What came back, as far as it came. */
export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON; an empty object if it is none. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** A request to sign, for the emulator's own tests. Headers given here win over the regular ones. */
export interface Sending {
  readonly endpoint: string;
  readonly method?: string;
  /** Path and query. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** By default a connection of its own. */
  readonly agent?: Agent;
  /** Headers to leave out of the signature. */
  readonly unsigned?: readonly string[];
  readonly accessKeyId: string;
  readonly secret: string;
}

/** Signs as Alibaba Cloud's SDK does. */
export function signForAlibaba(
  sending: Sending,
  now: number,
  nonce: string = randomUUID(),
): Record<string, string> {
  return signed(
    sending,
    signAcs3,
    ({ signature, names }) => {
      return `ACS3-HMAC-SHA256 Credential=${sending.accessKeyId},SignedHeaders=${names},Signature=${signature}`;
    },
    {
      'x-acs-version': '2016-07-14',
      'x-acs-date': new Date(now).toISOString().replace(/\.\d+/, ''),
      'x-acs-signature-nonce': nonce,
      'x-acs-content-sha256': sha256(sending.body ?? ''),
    },
  );
}

/** Signs as Huawei Cloud's SDK does. */
export function signForHuawei(sending: Sending, now: number): Record<string, string> {
  return signed(
    sending,
    signSdkHmac,
    ({ signature, names }) => {
      return `SDK-HMAC-SHA256 Access=${sending.accessKeyId}, SignedHeaders=${names}, Signature=${signature}`;
    },
    { 'x-sdk-date': new Date(now).toISOString().replace(/[-:]|\.\d+/g, '') },
  );
}

function signed(
  sending: Sending,
  sign: (signable: Signable, secret: string) => Signed,
  authorization: (parts: { readonly signature: string; readonly names: string }) => string,
  regular: Readonly<Record<string, string>>,
): Record<string, string> {
  const headers = { host: new URL(sending.endpoint).host, ...regular, ...sending.headers };
  const [path = '/', query = ''] = sending.url.split('?');
  const signedHeaders = Object.keys(headers)
    .filter((name) => !sending.unsigned?.includes(name))
    .sort();
  const { signature } = sign(
    {
      method: sending.method ?? 'GET',
      path,
      query: readQuery(query),
      headers: new Map(Object.entries(headers)),
      signedHeaders,
      payloadHash: sending.headers?.['x-sdk-content-sha256'] ?? sha256(sending.body ?? ''),
    },
    sending.secret,
  );
  return { ...headers, authorization: authorization({ signature, names: signedHeaders.join(';') }) };
}

/** Sends, and rejects if the connection breaks before the answer is complete or after `timeoutMs`. */
export function send(sending: Sending, headers: Record<string, string>, timeoutMs = 2000): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const url = sending.endpoint + sending.url;
    const signal = AbortSignal.timeout(timeoutMs);
    const { method = 'GET', agent = false } = sending;
    const outgoing = request(url, { method, headers, signal, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: parse(text) });
      });
    });
    outgoing.on('error', reject).end(sending.body);
  });
}

function parse(text: string): Reply['json'] {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
