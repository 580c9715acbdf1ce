import { connect } from 'node:net';
import { createServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { createAuthority } from '../test/faults/authority.ts';
import { listening } from '../test/faults/loopback.ts';

/**
 * Puts TLS before an endpoint that speaks plain HTTP, for as long as `use` runs. Its certificate is of an authority
 * of its own, which this process trusts meanwhile: what `NODE_EXTRA_CA_CERTS` does from outside.
 */
export async function behindTls<T>(endpoint: string, use: (host: string) => Promise<T>): Promise<T> {
  const authority = await createAuthority('conformance');
  const trusted = getCACertificates('default');
  setDefaultCACertificates([...trusted, authority.cert]);
  const server = createServer(await authority.issue(['127.0.0.1']), (inner) => {
    const outer = connect(Number(new URL(endpoint).port), '127.0.0.1');
    inner.pipe(outer).pipe(inner);
    for (const socket of [inner, outer]) socket.on('error', () => socket.destroy());
  });
  try {
    return await listening(server, ({ port }) => use(`127.0.0.1:${port}`));
  } finally {
    setDefaultCACertificates(trusted);
  }
}
