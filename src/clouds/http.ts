import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from 'undici';

/** A request that is complete, signature included. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
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

/**
 * A sender with connections of its own, through the proxy that the environment names (`HTTPS_PROXY`,
 * `HTTP_PROXY`, `NO_PROXY`, as undici's EnvHttpProxyAgent reads them from the process).
 *
 * @param connections to one host at once
 * @throws if a proxy variable is no URL; the message has the variable's name, not its value
 */
export function createHttp(
  env: Readonly<Record<string, string | undefined>>,
  connections: number,
): {
  readonly send: Send;
  readonly close: () => Promise<void>;
} {
  const dispatcher = createDispatcher(env, connections);
  return {
    send: (outgoing, signal) => attempt(dispatcher, outgoing, signal),
    close: () => dispatcher.destroy(),
  };
}

const PROXY_VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];

function createDispatcher(
  env: Readonly<Record<string, string | undefined>>,
  connections: number,
): Dispatcher {
  const options = {
    connections,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    headersTimeout: ATTEMPT_MS,
    bodyTimeout: ATTEMPT_MS,
    connect: { timeout: CONNECT_MS },
  };
  const given = PROXY_VARIABLES.filter((name) => (env[name] ?? '') !== '');
  if (given.length === 0) return new Agent(options);
  try {
    return new EnvHttpProxyAgent(options);
  } catch {
    // What undici throws repeats the value, which may hold a password.
    throw new Error(`${given.join(', ')}: not the URL of a proxy; write it as http://host:port`);
  }
}

async function attempt(
  dispatcher: Dispatcher,
  outgoing: HttpRequest,
  signal: AbortSignal,
): Promise<HttpAnswer | HttpFault> {
  const total = AbortSignal.timeout(ATTEMPT_MS);
  try {
    const response = await request(outgoing.url, {
      method: outgoing.method,
      headers: { ...outgoing.headers, 'accept-encoding': 'identity' },
      dispatcher,
      signal: AbortSignal.any([total, signal]),
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
    if (total.aborted) return transient(`no complete answer within ${ATTEMPT_MS / 1000} s`);
    if (signal.aborted) return transient('given up');
    return faultOf(error, outgoing.url);
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

/** Errors of a certificate: OpenSSL's X509 codes as Node names them, and Node's own for a wrong name. */
const CERTIFICATE_CODE =
  /^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT|CRL_|INVALID_CA|HOSTNAME_MISMATCH|PATH_LENGTH_|INVALID_PURPOSE)/;

function faultOf(error: unknown, url: URL): HttpFault {
  const code = codeOf(error);
  if (CERTIFICATE_CODE.test(code)) {
    const hint = 'a private certificate authority goes into NODE_EXTRA_CA_CERTS';
    return {
      kind: 'fault',
      fatal: true,
      reason: `the certificate of ${url.host} is not trusted (${code}); ${hint}`,
    };
  }
  if (/^Proxy response \(407\)/.test(messageOf(error))) {
    return {
      kind: 'fault',
      fatal: true,
      reason: 'the proxy wants other credentials (407); check HTTPS_PROXY and HTTP_PROXY',
    };
  }
  if (code === 'ENOTFOUND') {
    const reason = `the host ${url.hostname} does not exist (ENOTFOUND); check the region or the endpoint`;
    return { kind: 'fault', fatal: false, reason, hopelessAfterMs: UNRESOLVED_MS };
  }
  return transient(`${FAULT_WORDS[code] ?? 'the connection failed'} (${code || nameOf(error)})`);
}

const FAULT_WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EAI_AGAIN: 'the host name could not be looked up',
  UND_ERR_CONNECT_TIMEOUT: `no connection within ${CONNECT_MS / 1000} s`,
  UND_ERR_SOCKET: 'the connection was closed',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer was cut off',
};

/** The code of the first error in the chain that has one: undici wraps what the socket said. */
function codeOf(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    if (at instanceof AggregateError && at.errors.length > 0) return codeOf(at.errors[0]);
  }
  return '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.message}` : '';
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
