import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createDispatchers, type Proxies } from '../../src/clouds/dispatchers.ts';
import { createSend, type HttpRequest } from '../../src/clouds/http.ts';

const CONNECTIONS = 8;
const DIRECT: Proxies = { http: '', https: '', except: '' };
const dispatchers = createDispatchers(DIRECT, CONNECTIONS);
const sendOnce = createSend(dispatchers);
const servers: Server[] = [];
const sockets = new Set<Socket>();

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => new Promise((closed) => server.close(closed))));
});
afterAll(() => dispatchers.close());

async function listen(server: Server): Promise<URL> {
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return new URL(`http://127.0.0.1:${portOf(server.address())}/`);
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

const serving = (listener: RequestListener): Promise<URL> => listen(createHttpServer(listener));
/** A server that answers every first piece of a request with bytes of its own. */
const speaking = (speak: (socket: Socket) => void): Promise<URL> =>
  listen(createTcpServer((socket) => socket.once('data', () => speak(socket))));

const request = (url: URL, overrides: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  headers: {},
  confidential: [],
  ...overrides,
});
const send = (url: URL, overrides: Partial<HttpRequest> = {}, signal = new AbortController().signal) =>
  sendOnce(request(url, overrides), signal);

const head = (length: number): string =>
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;

describe('a request', () => {
  it('is sent as it is, and asks for no encoding', async () => {
    const seen: unknown[] = [];
    const url = await serving((incoming, outgoing) => {
      seen.push([
        incoming.method,
        incoming.url,
        incoming.headers['x-a'],
        incoming.headers['accept-encoding'],
      ]);
      outgoing.end('{}');
    });
    await send(new URL('/a%20b?c=d%2Be', url), { method: 'POST', headers: { 'x-a': '1' } });
    expect(seen).toEqual([['POST', '/a%20b?c=d%2Be', '1', 'identity']]);
  });

  it.each(['', 'a=b%20c&ü=中', 'x'.repeat(100_000)])('is sent with its body: %#', async (body) => {
    let seen: string | undefined;
    const url = await serving(async (incoming, outgoing) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk);
      seen = Buffer.concat(chunks).toString('utf8');
      outgoing.end('{}');
    });
    expect(await send(url, { method: 'POST', body })).toMatchObject({ kind: 'answer', status: 200 });
    expect(seen).toBe(body);
  });

  it('may be answered with an IAM token of 20,000 characters in a header', async () => {
    const token = 'MIIQ+/aZ09'.repeat(2000);
    const url = await serving((_incoming, outgoing) => {
      outgoing.writeHead(201, { 'X-Subject-Token': token }).end('{}');
    });
    expect(await send(url)).toMatchObject({ kind: 'answer', headers: { 'x-subject-token': token } });
  });

  it('gives the whole answer, with header names in lower case', async () => {
    const url = await serving((_incoming, outgoing) => {
      outgoing.writeHead(418, { 'X-Acs-Retry-After': '5', 'Set-Cookie': ['a', 'b'] }).end('{"ü":"中"}');
    });
    const answer = await send(url);
    expect(answer).toMatchObject({ kind: 'answer', status: 418, body: '{"ü":"中"}' });
    expect(answer).toMatchObject({ headers: { 'x-acs-retry-after': '5' } });
  });

  it('is not redirected, and no header reaches the other place', async () => {
    const reached: string[] = [];
    const other = await serving((incoming, outgoing) => {
      reached.push(incoming.url ?? '');
      outgoing.end('{}');
    });
    for (const status of [301, 302, 307, 308]) {
      const url = await serving((_incoming, outgoing) => {
        outgoing.writeHead(status, { location: other.href }).end();
      });
      const answer = await send(url, { headers: { 'x-auth-token': 'secret' } });
      expect(answer).toMatchObject({ kind: 'answer', status, headers: { location: other.href } });
    }
    expect(reached).toEqual([]);
  });

  it('is not sent again by itself', async () => {
    let count = 0;
    const url = await speaking((socket) => {
      count += 1;
      socket.resetAndDestroy();
    });
    await send(url);
    expect(count).toBe(1);
  });

  it('is given up with its signal', async () => {
    const url = await speaking(() => undefined);
    const stop = new AbortController();
    const answer = send(url, {}, stop.signal);
    setImmediate(() => stop.abort());
    expect(await answer).toMatchObject({ kind: 'fault', fatal: false });
  });

  it('is given up in the middle of a body, too', async () => {
    const stop = new AbortController();
    const url = await speaking((socket) => {
      socket.write(`${head(100)}{`);
      setImmediate(() => stop.abort());
    });
    expect(await send(url, {}, stop.signal)).toMatchObject({ kind: 'fault', fatal: false });
  });
});

describe('a fault', () => {
  const transient = { kind: 'fault', fatal: false };

  it('of a connection that is reset before the head is transient', async () => {
    const url = await speaking((socket) => socket.resetAndDestroy());
    expect(await send(url)).toMatchObject(transient);
  });

  it('of a connection that is reset in the middle of a body is transient', async () => {
    const url = await speaking((socket) => {
      socket.write(`${head(1000)}{"state":"succeeded"`, () => setImmediate(() => socket.resetAndDestroy()));
    });
    expect(await send(url)).toMatchObject(transient);
  });

  it('of a body shorter than its content-length is transient, and nothing of it is used', async () => {
    const url = await speaking((socket) => socket.end(`${head(100)}{"state":"succeeded"}`));
    const answer = await send(url);
    expect(answer).toMatchObject(transient);
    expect(JSON.stringify(answer)).not.toContain('succeeded');
  });

  it('of a connection that is closed without a word is transient', async () => {
    const url = await speaking((socket) => socket.end());
    expect(await send(url)).toMatchObject(transient);
  });

  it('of something that does not speak HTTP is transient', async () => {
    const url = await speaking((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    expect(await send(url)).toMatchObject(transient);
  });

  it('of a port on which nobody listens is transient, and says so', async () => {
    const server = createTcpServer();
    const url = await listen(server);
    await new Promise((closed) => servers.splice(servers.indexOf(server), 1)[0]?.close(closed));
    expect(await send(url)).toMatchObject({ ...transient, reason: expect.stringMatching(/refused/) });
  });

  it('never has the headers that were sent in its reason', async () => {
    const url = await speaking((socket) => socket.resetAndDestroy());
    const answer = await send(url, { headers: { authorization: 'Signature=0123456789' } });
    expect(JSON.stringify(answer)).not.toContain('0123456789');
  });
});

describe('a body', () => {
  const MAX = 4 * 1024 * 1024;

  it('of 4 MiB is read', async () => {
    const url = await serving((_incoming, outgoing) => outgoing.end('x'.repeat(MAX)));
    const answer = await send(url);
    expect(answer.kind === 'answer' && answer.body.length).toBe(MAX);
  });

  it('of more than 4 MiB is a transient fault', async () => {
    const url = await serving((_incoming, outgoing) => outgoing.end('x'.repeat(MAX + 1)));
    expect(await send(url)).toMatchObject({ kind: 'fault', fatal: false });
  });

  it.each(['gzip', 'GZIP', 'br', 'deflate', 'x-unknown'])(
    'in an encoding that was not asked for is a transient fault: %s',
    async (encoding) => {
      const url = await serving((_incoming, outgoing) => {
        outgoing.writeHead(200, { 'content-encoding': encoding }).end(gzipSync('{"state":"succeeded"}'));
      });
      expect(await send(url)).toMatchObject({ kind: 'fault', fatal: false });
    },
  );

  it('without an end is cut, and its connection with it', async () => {
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    const url = await serving((_incoming, outgoing) => {
      const chunk = 'x'.repeat(64 * 1024);
      const more = (): void => {
        while (!outgoing.destroyed && outgoing.write(chunk));
      };
      outgoing.on('drain', more).on('close', resolve);
      more();
    });
    expect(await send(url)).toMatchObject({ kind: 'fault', fatal: false });
    await closed;
  });

  it('that says it has no encoding is read', async () => {
    const url = await serving((_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-encoding': 'identity' }).end('{}');
    });
    expect(await send(url)).toMatchObject({ kind: 'answer', body: '{}' });
  });
});

describe('connections', () => {
  it('are no more than were allowed to one host, however many requests there are', async () => {
    let connected = 0;
    const server = createHttpServer((_incoming, outgoing) => outgoing.end('{}'));
    server.on('connection', () => {
      connected += 1;
    });
    const url = await listen(server);
    await Promise.all(Array.from({ length: 24 }, () => send(url)));
    expect(connected).toBe(CONNECTIONS);
  });

  it('are used again', async () => {
    const ports = new Set<number | undefined>();
    const url = await serving((incoming, outgoing) => {
      ports.add(incoming.socket.remotePort);
      outgoing.end('{}');
    });
    for (let index = 0; index < 30; index += 1) await send(url);
    expect(ports.size).toBeLessThanOrEqual(8);
  });
});

describe('a proxy', () => {
  const proxied = async (url: URL, proxies: Partial<Proxies>): Promise<unknown> => {
    const through = createDispatchers({ ...DIRECT, ...proxies }, CONNECTIONS);
    const answer = await createSend(through)(request(url), new AbortController().signal);
    await through.close();
    return answer;
  };
  /** A proxy that lets nobody through, and tells where they wanted to go. */
  const proxy = async (status: string): Promise<{ readonly url: URL; readonly asked: readonly string[] }> => {
    const asked: string[] = [];
    const server = createHttpServer((incoming, outgoing) => {
      asked.push(incoming.url ?? '');
      outgoing.writeHead(Number(status.slice(0, 3))).end();
    });
    server.on('connect', (incoming, socket) => {
      asked.push(incoming.url ?? '');
      socket.end(`HTTP/1.1 ${status}\r\ncontent-length: 0\r\n\r\n`);
    });
    return { url: await listen(server), asked };
  };

  it('is asked for every request of its protocol, and for no other', async () => {
    const { url: proxyUrl, asked } = await proxy('503 Service Unavailable');
    const url = await serving((_incoming, outgoing) => outgoing.end('{}'));
    expect(await proxied(url, { https: proxyUrl.href })).toMatchObject({ kind: 'answer', status: 200 });
    expect(asked).toEqual([]);
    expect(await proxied(url, { http: proxyUrl.href })).toMatchObject({ kind: 'answer', status: 503 });
    expect(asked).toEqual([url.href]);
  });

  it('that wants other credentials is a fatal fault, without its password', async () => {
    const { url, asked } = await proxy('407 Proxy Authentication Required');
    const https = `http://user:pa55word@${url.host}`;
    const answer = await proxied(new URL('https://gate.example/'), { https });
    expect(asked).toEqual(['gate.example:443']);
    const reason = (variable: string): string =>
      `the proxy ${url.host} wants other credentials (407); check ${variable}`;
    expect(answer).toEqual({ kind: 'fault', fatal: true, reason: reason('HTTPS_PROXY') });
    const plain = await proxied(new URL('http://gate.example/'), { http: https });
    expect(plain).toEqual({ kind: 'fault', fatal: true, reason: reason('HTTP_PROXY') });
  });

  it('is not blamed for a 407 where there is none', async () => {
    const url = await serving((_incoming, outgoing) => outgoing.writeHead(407).end('{}'));
    expect(await proxied(url, {})).toMatchObject({ kind: 'answer', status: 407 });
    expect(await proxied(url, { https: 'http://127.0.0.1:9' })).toMatchObject({
      kind: 'answer',
      status: 407,
    });
  });

  it('that is in trouble is a transient fault', async () => {
    const { url, asked } = await proxy('503 Service Unavailable');
    const https = url.href;
    expect(await proxied(new URL('https://gate.example/'), { https })).toMatchObject({
      kind: 'fault',
      fatal: false,
    });
    expect(asked).toHaveLength(1);
  });

  it('that is gone is a transient fault', async () => {
    const { url } = await proxy('200 OK');
    await Promise.all(servers.splice(0).map((server) => new Promise((closed) => server.close(closed))));
    const https = url.href;
    expect(await proxied(new URL('https://gate.example/'), { https })).toMatchObject({
      kind: 'fault',
      fatal: false,
    });
  });

  it.each(['127.0.0.1', '*', 'x.example,127.0.0.1'])(
    'is left aside for the hosts of NO_PROXY: %s',
    async (hosts) => {
      const { url: proxyUrl, asked } = await proxy('503 Service Unavailable');
      const url = await serving((_incoming, outgoing) => outgoing.end('{}'));
      expect(await proxied(url, { http: proxyUrl.href, except: hosts })).toMatchObject({ status: 200 });
      expect(asked).toEqual([]);
    },
  );
});
