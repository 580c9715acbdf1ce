import { createServer, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import type { Certificate } from './authority.ts';
import { listening } from './loopback.ts';

/** What a proxy was asked for: with CONNECT a host and its port, else a URL. */
interface Asked {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

/** Lets a request pass (`undefined`), answers it with a status, or never. */
export type Rule = (asked: Asked, count: number) => number | 'silence' | undefined;

/** A forward proxy on 127.0.0.1. Whatever the host, it leads to 127.0.0.1. */
export interface ForwardProxy {
  readonly port: number;
  readonly asked: readonly Asked[];
  /** Cuts every connection and stops listening. */
  readonly die: () => void;
  /** Listens again, if it is dead. */
  readonly revive: () => void;
}

/** Runs a proxy for as long as `use` runs. */
export function withProxy<T>(
  rule: Rule,
  use: (proxy: ForwardProxy) => Promise<T>,
  certificate?: Certificate,
): Promise<T> {
  const asked: Asked[] = [];
  const sockets = new Set<Duplex>();
  const take = ({ method = '', url: target = '', headers }: IncomingMessage) => {
    const one = { method, target, headers };
    asked.push(one);
    return rule(one, asked.length);
  };
  const server = certificate === undefined ? createServer() : createTlsServer(certificate);
  server
    .on('request', (incoming, outgoing) => {
      const status = take(incoming);
      if (status === 'silence') return;
      if (status !== undefined) return void outgoing.writeHead(status).end();
      const { port, pathname, search } = new URL(incoming.url ?? '');
      const { method, headers } = incoming;
      const onward = request({ host: '127.0.0.1', port, path: `${pathname}${search}`, method, headers });
      onward.on('response', (answer) => {
        outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(outgoing);
      });
      onward.on('error', () => outgoing.destroy());
      incoming.pipe(onward);
    })
    .on('connect', (incoming: IncomingMessage, client: Socket) => {
      const status = take(incoming);
      if (status === 'silence') return;
      if (status !== undefined) return void client.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
      const onward = connect(Number(incoming.url?.split(':').at(-1)), '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        client.pipe(onward).pipe(client);
      });
      for (const socket of [client, onward]) {
        socket.on('error', () => undefined).on('close', () => [client, onward].map((each) => each.destroy()));
      }
    })
    .on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
  let dead = false;
  return listening(server, ({ port }) => {
    const listen = (): void => void server.listen(port, '127.0.0.1');
    // Another process may have been given the port in the meantime, for a connection of its own.
    server.on('error', () => setTimeout(listen, 100));
    return use({
      port,
      asked,
      die: () => {
        dead = true;
        server.close();
        for (const socket of sockets) socket.destroy();
      },
      revive: () => {
        if (dead) listen();
        dead = false;
      },
    });
  });
}
