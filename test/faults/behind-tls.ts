import { connect, type Socket } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';

import { type Played, play, type Setting } from '../dist/scene.ts';
import type { Emulator } from '../emulator/index.ts';
import type { Authority } from './authority.ts';
import { listening } from './loopback.ts';

/** TLS on a port of 127.0.0.1. */
export interface Front {
  /** Puts it in front of an endpoint that speaks plain HTTP; gives the endpoint that it is then, by any name. */
  readonly of: (endpoint: string, host?: string) => string;
}

/** A step, the emulator, and the connections to the front of it. */
export interface PlayedByTls extends Played {
  readonly connections: number;
}

/** Plays a scene in which a front with this certificate can be put before an API. */
export function playBehindTls(
  tls: TlsOptions,
  setUp: (emulator: Emulator, front: Front) => Setting | Promise<Setting>,
  onConnection: (socket: Socket, count: number) => void = () => undefined,
): Promise<PlayedByTls> {
  let connections = 0;
  let behind = 0;
  const server = createServer(tls, (inner) => {
    const outer = connect(behind, '127.0.0.1');
    inner.pipe(outer).pipe(inner);
    for (const socket of [inner, outer]) socket.on('error', () => socket.destroy());
  }).on('connection', (socket: Socket) => {
    connections += 1;
    onConnection(socket, connections);
  });
  return listening(server, async ({ port }) => {
    const of: Front['of'] = (endpoint, host = '127.0.0.1') => {
      behind = Number(new URL(endpoint).port);
      return `https://${host}:${port}`;
    };
    const step = await play((e) => setUp(e, { of }));
    return { ...step, connections };
  });
}

/** A file of the workspace with an authority's certificate, and the environment in which Node trusts it. */
export function trusting({ cert }: Authority): Required<Pick<Setting, 'env' | 'files'>> {
  return { env: { NODE_EXTRA_CA_CERTS: 'authority.pem' }, files: { 'authority.pem': cert } };
}
