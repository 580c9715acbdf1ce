import { Agent, type Dispatcher, EnvHttpProxyAgent, Pool, request } from 'undici';

/** A request that is complete, signature included. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** What the answer may echo and nobody may repeat. */
  readonly confidential: readonly string[];
}

/** An answer, read to its end. Header names are in lower case. */
export interface HttpAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** No usable answer. `fatal`: no other attempt will have one. */
export interface HttpFault {
  readonly kind: 'fault';
  readonly reason: string;
  readonly fatal: boolean;
  readonly hopelessAfterMs?: number;
}

/** Sends one request once: no redirects, no retries. Never throws. */
export type Send = (request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer | HttpFault>;

const CONNECT_MS = 10_000;
const ATTEMPT_MS = 30_000;
const KEEP_ALIVE_MS = 4_000;
const MAX_BODY_BYTES = 4 * 1024 * 1024;
const UNRESOLVED_MS = 30_000;

/** URLs of the proxies for http and https, and the hosts that are reached without one, as `NO_PROXY` lists them. */
export interface Proxies {
  /** Empty where there is none. */
  readonly http: string;
  readonly https: string;
  readonly except: string;
}

/**
 * A sender with connections of its own.
 *
 * @param connections to one host at once
 */
export function createHttp(
  proxy: Proxies,
  connections: number,
): {
  readonly send: Send;
  readonly close: () => Promise<void>;
} {
  // HTTP/1.1 only: a session of HTTP/2 outlives the attempt that found it dead, and sends again by itself.
  // Certificates count whatever NODE_TLS_REJECT_UNAUTHORIZED says: the gate must not hand credentials to anyone.
  const connect = { timeout: CONNECT_MS, allowH2: false, rejectUnauthorized: true };
  const options = {
    connections,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    headersTimeout: ATTEMPT_MS,
    bodyTimeout: ATTEMPT_MS,
    connect,
  };
  const through = (uri: string): Dispatcher =>
    uri === ''
      ? new Agent(options)
      : new EnvHttpProxyAgent({
          ...options,
          httpProxy: uri,
          httpsProxy: uri,
          noProxy: proxy.except,
          proxyTls: connect,
          requestTls: connect,
          // An attempt cannot be given up while its connection is made: a proxy that keeps silent must not hold it.
          clientFactory: (origin, rest) => new Pool(origin, { ...rest, headersTimeout: CONNECT_MS }),
        });
  // undici would also send https through the proxy that is for http.
  const plain = through(proxy.http);
  const secure = through(proxy.https);
  return {
    send: async (outgoing, signal) => {
      const isSecure = outgoing.url.protocol === 'https:';
      const answer = await attempt(isSecure ? secure : plain, outgoing, signal);
      const proxied = (isSecure ? proxy.https : proxy.http) !== '';
      return proxied && answer.kind === 'answer' && answer.status === 407 ? fatal(PROXY_REFUSED) : answer;
    },
    close: async () => {
      await Promise.all([plain.destroy(), secure.destroy()]);
    },
  };
}

async function attempt(
  dispatcher: Dispatcher,
  outgoing: HttpRequest,
  signal: AbortSignal,
): Promise<HttpAnswer | HttpFault> {
  const total = new AbortController();
  const timer = setTimeout(() => total.abort(), ATTEMPT_MS);
  try {
    const response = await request(outgoing.url, {
      method: outgoing.method,
      headers: { ...outgoing.headers, 'accept-encoding': 'identity' },
      dispatcher,
      signal: AbortSignal.any([total.signal, signal]),
    });
    // A body that is given up emits an error, which without a listener ends the process.
    response.body.on('error', () => undefined);
    const headers = singleValues(response.headers);
    const encoding = headers['content-encoding'] ?? 'identity';
    if (encoding.toLowerCase() !== 'identity') {
      response.body.destroy();
      return transient(`HTTP ${response.statusCode} with an encoding that was not asked for`);
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of response.body) {
      bytes += chunk.length;
      if (bytes > MAX_BODY_BYTES) {
        response.body.destroy();
        return transient(`HTTP ${response.statusCode} with more than ${MAX_BODY_BYTES} bytes`);
      }
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks).toString('utf8');
    return { kind: 'answer', status: response.statusCode, headers, body };
  } catch (error) {
    if (total.signal.aborted) return transient(`no complete answer within ${ATTEMPT_MS / 1000} s`);
    if (signal.aborted) return transient('given up');
    return faultOf(error, outgoing.url);
  } finally {
    clearTimeout(timer);
  }
}

function singleValues(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : (value ?? []).join(', '),
    ]),
  );
}

function transient(reason: string): HttpFault {
  return { kind: 'fault', reason, fatal: false };
}

function fatal(reason: string): HttpFault {
  return { kind: 'fault', reason, fatal: true };
}

const PROXY_REFUSED = 'the proxy wants other credentials (407); check HTTPS_PROXY and HTTP_PROXY';

/** Errors of a certificate: OpenSSL's X509 codes as Node names them, and Node's own for a wrong name. */
const CERTIFICATE_CODE =
  /^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT|ERROR_IN_|CRL_|INVALID_|HOSTNAME_MISMATCH|PATH_LENGTH_|UNSPECIFIED$)/;
const CERTIFICATE_HINTS: readonly (readonly [code: RegExp, hint: string])[] = [
  [/^(ERR_TLS_CERT_ALTNAME|HOSTNAME_)/, 'it is for other names: check the endpoint, and the proxy'],
  [
    /^CERT_(HAS_EXPIRED|NOT_YET)/,
    "its time is over or has not begun: renew it there, or set this machine's clock",
  ],
  [/^UNSPECIFIED/, 'its key or a signature may be too weak'],
  [/./, 'a private certificate authority, also that of a proxy, goes into NODE_EXTRA_CA_CERTS'],
];
/** The two sides have no protocol in common, or the other one does not speak TLS at all. */
const HANDSHAKE_CODE =
  /^(EPROTO|ERR_SSL_.*(VERSION|PROTOCOL|HANDSHAKE_FAILURE|CERTIFICATE|UNKNOWN_CA|CIPHER|RECORD_TYPE|PACKET_LENGTH))/;

function faultOf(error: unknown, url: URL): HttpFault {
  const codes = stringsOf(error, 'code');
  const code = codes[0] ?? '';
  // undici wraps what is wrong with the certificate of a proxy.
  const certificate = codes.find((each) => CERTIFICATE_CODE.test(each));
  if (certificate !== undefined) {
    const host = stringsOf(error, 'host')[0] ?? url.host;
    const hint = CERTIFICATE_HINTS.find(([each]) => each.test(certificate))?.[1];
    return fatal(`the certificate of ${host} is not accepted (${certificate}): ${hint}`);
  }
  if (HANDSHAKE_CODE.test(code)) {
    return fatal(`no TLS with ${url.host} (${code}); check the endpoint and its port, and the proxy`);
  }
  const refusal = /^Proxy (?:response|Authentication Required) \((\d+)\)/.exec(messageOf(error))?.[1];
  if (refusal !== undefined) {
    return refusal === '407' ? fatal(PROXY_REFUSED) : transient(`the proxy answered HTTP ${refusal}`);
  }
  if (code === 'ENOTFOUND') {
    const host = unknownHost(error) ?? url.hostname;
    const hint =
      host === url.hostname ? 'check the region or the endpoint' : 'check HTTPS_PROXY and HTTP_PROXY';
    const reason = `the host ${host} does not exist (ENOTFOUND); ${hint}`;
    return { kind: 'fault', fatal: false, reason, hopelessAfterMs: UNRESOLVED_MS };
  }
  return transient(`${FAULT_WORDS[code] ?? 'the connection failed'} (${code || nameOf(error)})`);
}

const FAULT_WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EAI_AGAIN: 'the host name could not be looked up',
  UND_ERR_PRX_CONN: 'the proxy closed the connection',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_CONNECT_TIMEOUT: `no connection within ${CONNECT_MS / 1000} s`,
  UND_ERR_SOCKET: 'the connection was closed',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer was cut off',
};

/** The name that a look-up was for: the target's, or that of the proxy. */
function unknownHost(error: unknown): string | undefined {
  return stringsOf(error, 'hostname')[0];
}

/** The texts at a key of an error and of its causes, the outermost first: undici wraps what the socket said. */
function stringsOf(error: unknown, key: string, depth = 0): readonly string[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const own: unknown = Reflect.get(error, key);
  const inner = error instanceof AggregateError ? error.errors.slice(0, 1) : [];
  const causes = [...inner, error.cause].flatMap((cause) => stringsOf(cause, key, depth + 1));
  return typeof own === 'string' ? [own, ...causes] : causes;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.message}` : '';
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
