import type { Server } from 'node:net';

/** Lets a server listen on a port of 127.0.0.1 (a free one by default) for as long as `use` runs. */
export async function listening<T>(
  server: Server,
  use: (address: { readonly url: string; readonly port: number }) => Promise<T>,
  port = 0,
): Promise<T> {
  const sockets = new Set<{ destroy: () => void }>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((ready, failed) => server.on('error', failed).listen(port, '127.0.0.1', ready));
  try {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return await use({ url: `http://127.0.0.1:${address.port}`, port: address.port });
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((closed) => server.close(closed));
  }
}
