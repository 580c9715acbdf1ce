import { createServer, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

import { createAuthority } from '../../test/faults/authority.ts';
import { listening } from '../../test/faults/loopback.ts';

/** Hosts of the internet, as a step reaches them. */
export interface CloudHosts {
  /** The proxy that leads to them. */
  readonly proxy: string;
  /** The certificate, in PEM, of the authority that vouches for them. */
  readonly authority: string;
  /** Every `host:port` that was asked for and is none of them. */
  readonly refused: readonly string[];
}

/**
 * A proxy on 127.0.0.1 behind which hosts are found by their own names and with certificates of their own, for as
 * long as `use` runs. Every other host is refused: nothing reaches the network.
 *
 * @param endpoints by host name, the server on 127.0.0.1 that answers for it, in plain HTTP
 */
export async function withCloudHosts<T>(
  endpoints: Readonly<Record<string, string>>,
  use: (hosts: CloudHosts) => Promise<T>,
): Promise<T> {
  const authority = await createAuthority('test authority');
  const certificate = await authority.issue(Object.keys(endpoints));
  const refused: string[] = [];
  const server = createServer((_request, response) => response.writeHead(403).end());
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    const target = request.url ?? '';
    const endpoint = endpoints[target.replace(/:443$/, '')];
    if (endpoint === undefined) {
      refused.push(target);
      return void client.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
    }
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    const secure = new TLSSocket(client, { isServer: true, ...certificate });
    const onward = connect(Number(new URL(endpoint).port), '127.0.0.1');
    secure.pipe(onward).pipe(secure);
    for (const socket of [client, secure, onward]) {
      socket.on('error', () => undefined).on('close', () => [client, onward].map((each) => each.destroy()));
    }
  });
  return listening(server, ({ url }) => use({ proxy: url, authority: authority.cert, refused }));
}
