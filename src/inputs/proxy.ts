/** The proxies that the environment names, and their passwords. */

import type { Proxies } from '../clouds/dispatchers.ts';
import type { Env } from '../world.ts';
import { trimmed } from './credentials.ts';
import { decoded } from './values.ts';

/** The lower case comes first, and an empty one is as good as none: as in the rest of GitHub's actions. */
const VARIABLES = {
  http: ['http_proxy', 'HTTP_PROXY'],
  https: ['https_proxy', 'HTTPS_PROXY'],
  except: ['no_proxy', 'NO_PROXY'],
} as const;

/** The variables that may hold the password of a proxy. */
export const PROXY_VARIABLES: readonly string[] = [...VARIABLES.http, ...VARIABLES.https];

/** The proxies that the environment names; what is wrong goes to `problem`, without the value, which may hold a password. */
export function readProxy(env: Env, problem: (text: string) => void): Proxies {
  const proxyOf = (names: readonly string[]): string => {
    const { name, value } = firstOf(names, env);
    if (value !== '' && !isProxyUrl(value)) {
      problem(
        `${name}: not the URL of a proxy; write it as http://host:port or http://user:password@host:port, ` +
          'with %20 and the like for what is no letter or digit in them',
      );
    }
    return value;
  };
  return {
    http: proxyOf(VARIABLES.http),
    https: proxyOf(VARIABLES.https),
    except: firstOf(VARIABLES.except, env).value,
    variables: { http: firstOf(VARIABLES.http, env).name, https: firstOf(VARIABLES.https, env).name },
  };
}

/** The passwords of the proxies, as they are written and as they are meant. */
export function proxyPasswords(env: Env): readonly string[] {
  return PROXY_VARIABLES.flatMap((name) => {
    const password = /\/\/[^:@/]*:(.*)@/.exec(trimmed(env[name]))?.[1] ?? '';
    return [...new Set([password, decoded(password) ?? password])];
  });
}

function firstOf(names: readonly string[], env: Env): { readonly name: string; readonly value: string } {
  return names
    .map((name) => ({ name, value: trimmed(env[name]) }))
    .reduce((first, next) => (first.value === '' ? next : first));
}

function isProxyUrl(value: string): boolean {
  return /^https?:\/\/[\x21-\x7e]+$/i.test(value) && URL.canParse(value) && isEncoded(new URL(value));
}

/** The client decodes both, and throws where it cannot. */
function isEncoded({ username, password }: URL): boolean {
  return [username, password].every((text) => decoded(text) !== undefined);
}
