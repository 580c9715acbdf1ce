/** The connections: straight or through a proxy, with their time limits. */

import { Agent, type buildConnector, type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici';

/** The longest time that making a connection may take, in ms. */
export const CONNECT_MS = 10_000;
/** The longest time that one attempt may take, in ms. */
export const ATTEMPT_MS = 30_000;
const KEEP_ALIVE_MS = 4_000;
/** An IAM token comes in a header, and may have 20,000 characters: more than Node takes by default. */
const MOST_HEADER_BYTES = 64 * 1024;

/** URLs of the proxies for http and https, and the hosts that are reached without one, as `NO_PROXY` lists them. */
export interface Proxies {
  /** Empty where there is none. */
  readonly http: string;
  readonly https: string;
  readonly except: string;
  /** The variables that named them. */
  readonly variables?: { readonly http: string; readonly https: string };
}

/** A proxy, as messages name it: without user and password. */
export interface NamedProxy {
  readonly host: string;
  /** The variable that names it. */
  readonly variable: string;
}

/** Connections of our own, straight or through the proxies. */
export interface Dispatchers {
  readonly to: (url: URL) => Dispatcher;
  /** The proxy that requests to this URL may go through, if there is one. */
  readonly proxyOf: (url: URL) => NamedProxy | undefined;
  /** The proxy that this error of the network comes from, or was met on the way to; nothing if it was met elsewhere. */
  readonly deadProxy: (error: unknown, url: URL) => NamedProxy | undefined;
  readonly close: () => Promise<void>;
}

/**
 * Makes connections as they are needed.
 *
 * @param connections to one host at once
 */
export function createDispatchers(proxy: Proxies, connections: number): Dispatchers {
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
    maxHeaderSize: MOST_HEADER_BYTES,
    connect,
  };
  /** Errors of connections to a proxy: to the requests that wait for them they look like those of the target. */
  const ofProxies = new WeakSet<object>();
  const marking =
    (connector: buildConnector.connector): buildConnector.connector =>
    (to, done) =>
      connector(to, (...[error, socket]) => {
        if (error !== null) ofProxies.add(error);
        return error === null ? done(null, socket) : done(error, null);
      });
  /** The connections to a proxy. */
  const poolOf = (origin: URL, rest: Pool.Options): Pool => {
    const { connect: connector } = rest;
    return new Pool(
      origin,
      typeof connector === 'function' ? { ...rest, connect: marking(connector) } : rest,
    );
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
          clientFactory: (origin, rest) => poolOf(origin, { ...rest, headersTimeout: CONNECT_MS }),
        });
  // undici would also send https through the proxy that is for http.
  const plain = through(proxy.http);
  const secure = through(proxy.https);
  const isSecure = ({ protocol }: URL): boolean => protocol === 'https:';
  const proxyOf = (url: URL): NamedProxy | undefined => {
    const uri = isSecure(url) ? proxy.https : proxy.http;
    if (uri === '') return undefined;
    const variable = isSecure(url) ? proxy.variables?.https : proxy.variables?.http;
    const usual = isSecure(url) ? 'HTTPS_PROXY' : 'HTTP_PROXY';
    return { host: new URL(uri).host, variable: variable ?? usual };
  };
  return {
    to: (url) => (isSecure(url) ? secure : plain),
    proxyOf,
    deadProxy: (error, url) => {
      const isOfProxy = causesOf(error).some((cause) => ofProxies.has(cause) || hasRefused(cause));
      return isOfProxy ? proxyOf(url) : undefined;
    },
    close: async () => {
      await Promise.all([plain.destroy(), secure.destroy()]);
    },
  };
}

/** Whether an error says that a proxy has answered, and does not connect. */
function hasRefused({ message }: Error): boolean {
  return /^Proxy (?:response|Authentication Required) \(/.test(message);
}

/** An error and what it comes from, the outermost first. */
function causesOf(error: unknown, depth = 0): readonly Error[] {
  if (!(error instanceof Error) || depth > 5) return [];
  return [error, ...causesOf(error.cause, depth + 1)];
}
