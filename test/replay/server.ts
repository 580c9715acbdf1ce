/** A server on loopback that plays answers back. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import type { PlayedFault } from './faults.ts';
import type { Recorded } from './har-file.ts';
import { LATE_HEADER } from './late.ts';
import type { Played } from './player.ts';

/** A listening server. */
export interface Served {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** More than the gate reads of one answer. */
const TOO_LONG_BYTES = 4 * 1024 * 1024 + 1;

/** Headers of the connection that was recorded, not of the answer. */
const OF_THE_CONNECTION = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Serves on a free port of 127.0.0.1.
 *
 * @param fromMs when the trace begins, in epoch ms
 */
export async function serve(
  fromMs: number,
  answerTo: (request: IncomingMessage) => Played | PlayedFault,
): Promise<Served> {
  const server = createServer((request, response) => {
    request.resume();
    const played = answerTo(request);
    if (typeof played === 'string') return FAULTS[played](request, response);
    const { recorded, standsIn } = played;
    const cameAt = Date.parse(recorded.startedDateTime) + recorded.time;
    if (!standsIn) response.setHeader(LATE_HEADER, cameAt - fromMs);
    answer(recorded, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server got no port.');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer({ response: { status, headers, content } }: Recorded, response: ServerResponse): void {
  response.sendDate = false;
  for (const { name, value } of headers) {
    if (OF_THE_CONNECTION.has(name.toLowerCase())) continue;
    try {
      response.setHeader(name, value);
    } catch {
      // A name or a value that is none: no server has sent it.
    }
  }
  response.writeHead(status).end(content.text ?? '');
}

const FAULTS: Readonly<Record<PlayedFault, (request: IncomingMessage, response: ServerResponse) => void>> = {
  hold: () => undefined,
  close: ({ socket }) => socket.destroySoon(),
  reset: ({ socket }) => socket.resetAndDestroy(),
  encoded: (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('{}'),
  'too long': (_request, response) => response.writeHead(200).end(Buffer.alloc(TOO_LONG_BYTES, ' ')),
};
