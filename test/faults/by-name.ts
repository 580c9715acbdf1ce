import { record } from '../dist/entries.ts';
import type { Setting } from '../dist/scene.ts';
import { createAuthority } from './authority.ts';
import { type PlayedByTls, playBehindTls, trusting } from './behind-tls.ts';
import { type Answer, resolving } from './preload/index.ts';

/** A name that nobody has. */
export const HOST = 'gate.invalid';

const authority = await createAuthority('authority');
const certificate = await authority.issue([HOST]);

/**
 * Plays a deployment that has succeeded, behind TLS on a port of 127.0.0.1 and at a name.
 *
 * @param answers what looking up that name gives, in turn; the last one repeats
 * @param change what else there is to the scene
 */
export function playByName(
  answers: readonly [Answer, ...Answer[]],
  change: (port: number) => Promise<Partial<Setting>> | Partial<Setting> = () => ({}),
): Promise<PlayedByTls> {
  return playBehindTls(certificate, async (e, front) => {
    const endpoint = front.of(e.codearts.endpoint, HOST);
    const { env, inputs, ...rest } = await change(Number(new URL(endpoint).port));
    const trust = trusting(authority);
    return {
      tasks: [{ ...record(e, 'succeeded'), endpoint }],
      files: trust.files,
      ...rest,
      env: { ...trust.env, ...resolving({ [HOST]: answers }), ...env },
      inputs: { 'allowed-hosts': HOST, ...inputs },
    };
  });
}
