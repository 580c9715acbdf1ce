import { type Played, play, type Setting } from '../dist/scene.ts';
import type { Emulator } from '../emulator/index.ts';
import { createAuthority } from './authority.ts';
import { playBehindTls, trusting } from './behind-tls.ts';
import type { ForwardProxy } from './forward-proxy.ts';
import { resolving } from './preload/index.ts';

export type Scheme = 'https' | 'http';

/** A name that only the proxy knows. */
export const HOST = 'gate.example';

const authority = await createAuthority('authority');
const certificate = await authority.issue([HOST]);

export const proxyUrl = ({ port }: ForwardProxy, userinfo = ''): string =>
  `http://${userinfo}127.0.0.1:${port}`;

/** Plays a scene whose endpoints are reached through a proxy: with TLS by a name that nobody else knows, or plainly. */
export function playThrough(
  scheme: Scheme,
  proxy: string,
  setUp: (emulator: Emulator) => Setting,
): Promise<Played> {
  if (scheme === 'http') return play((e) => ({ ...setUp(e), env: { HTTP_PROXY: proxy } }));
  return playBehindTls(certificate, (e, front) => {
    const { tasks, inputs, ...rest } = setUp(e);
    const { env, files } = trusting(authority);
    return {
      ...rest,
      files,
      env: { ...env, ...resolving({}), HTTPS_PROXY: proxy },
      tasks: tasks.map((task) => ({ ...task, endpoint: front.of(task['endpoint'] ?? '', HOST) })),
      inputs: { ...inputs, 'allowed-hosts': HOST },
    };
  });
}
