/** What an error of the network means, and whether it may pass. */

import { type Refused, refused, type Unreachable, unreachable } from '../task.ts';
import { CONNECT_MS, type NamedProxy } from './dispatchers.ts';

/** No usable answer. `fatal`: no other attempt will have one. */
export interface HttpFault {
  readonly kind: 'fault';
  readonly reason: string;
  readonly fatal: boolean;
  readonly hopelessAfterMs?: number | undefined;
}

/** How long a fault is borne that is unlikely to pass, such as a host name that does not resolve. */
export const UNRESOLVED_MS = 30_000;

/** A fault that may pass. */
export function transient(reason: string): HttpFault {
  return { kind: 'fault', reason, fatal: false };
}

/** A fault that no other attempt will cure. */
export function fatal(reason: string): HttpFault {
  return { kind: 'fault', reason, fatal: true };
}

/** What a look that met this fault has seen. */
export function seenOf({ reason, fatal: isFatal, hopelessAfterMs }: HttpFault): Refused | Unreachable {
  if (isFatal) return refused('', reason);
  return { ...unreachable(reason), hopelessAfterMs };
}

/** What a 407 means, of the proxy that is named if it is known. */
export function proxyRefused(proxy: NamedProxy | undefined): HttpFault {
  const [its, where] =
    proxy === undefined ? ['', 'HTTPS_PROXY and HTTP_PROXY'] : [` ${proxy.host}`, proxy.variable];
  return fatal(`the proxy${its} wants other credentials (407); check ${where}`);
}

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

/**
 * What the network's error means for a request to this URL.
 *
 * @param place what says that it goes there, such as `the region`
 * @param proxy that could not be reached, or did not connect, if it was that
 */
export function faultOf(error: unknown, url: URL, place?: string, proxy?: NamedProxy): HttpFault {
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
    if (refusal === '407') return proxyRefused(proxy);
    const [its, where] = proxy === undefined ? ['', 'HTTPS_PROXY'] : [` ${proxy.host}`, proxy.variable];
    return transient(
      `the proxy${its} answered HTTP ${refusal}; check ${where}, and whether the proxy lets ${url.host} through`,
    );
  }
  if (code === 'ENOTFOUND') {
    const host = unknownHost(error) ?? url.hostname;
    const hint =
      host === url.hostname
        ? 'check the region or the endpoint; a runner behind a proxy needs HTTPS_PROXY'
        : 'check HTTPS_PROXY and HTTP_PROXY';
    const reason = `the host ${host} is not found (ENOTFOUND); ${hint}`;
    return { kind: 'fault', fatal: false, reason, hopelessAfterMs: UNRESOLVED_MS };
  }
  if (/HEADERS?_OVERFLOW$/.test(code)) {
    const reason = `the headers of the answer are too long (${code}); a token in them must be shorter`;
    return { kind: 'fault', fatal: false, reason, hopelessAfterMs: UNRESOLVED_MS };
  }
  if (proxy !== undefined) {
    const { host, variable } = proxy;
    return transient(
      `${FAULT_WORDS[code] ?? 'the connection failed'} (${code || nameOf(error)}) on the way to the proxy ${host}; check ${variable}, and whether the proxy runs`,
    );
  }
  const what = place === undefined ? '' : `${place}, `;
  const way = NO_WAY.test(code)
    ? ` on the way to ${url.host}; check ${what}the network, and HTTPS_PROXY`
    : '';
  return transient(`${FAULT_WORDS[code] ?? 'the connection failed'} (${code || nameOf(error)})${way}`);
}

/** What a runner meets that has no way to the host, or that is to go through a proxy. */
const NO_WAY = /^(ECONNREFUSED|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)$/;

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
