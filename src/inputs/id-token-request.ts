/** Where the job asks for OIDC tokens, as the runner tells it. */

import { ID_TOKEN_PERMISSION, type IdTokenRequest } from '../clouds/id-token.ts';
import type { Env } from '../world.ts';
import { ID_TOKEN_VARIABLES, isWhole, trimmed } from './credentials.ts';
import { hostOf, isLoopback } from './endpoint.ts';
import type { TellProblem } from './waiting-inputs.ts';

/**
 * Where the job asks for OIDC tokens: known before any request whether it may.
 *
 * @param input that needs them
 */
export function readIdTokenRequest(
  input: string,
  { env, problem }: { readonly env: Env; readonly problem: TellProblem },
): IdTokenRequest | undefined {
  const { url: urlName, token: tokenName } = ID_TOKEN_VARIABLES;
  const [url, token] = [trimmed(env[urlName]), trimmed(env[tokenName])];
  const absent = [url === '' ? urlName : '', token === '' ? tokenName : ''].filter((name) => name !== '');
  if (absent.length > 0) {
    problem(
      `${input}: the job cannot get an OIDC token (${absent.join(' and ')} not set): ${ID_TOKEN_PERMISSION}`,
    );
    return undefined;
  }
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    problem(`${urlName}: is not a URL of http or https; leave it as the runner sets it`);
    return undefined;
  }
  const read = new URL(url);
  if (read.protocol === 'http:' && !isLoopback(hostOf(read))) {
    problem(
      `${urlName}: must begin with https:// (http:// only on loopback); leave it as the runner sets it`,
    );
    return undefined;
  }
  return isWhole(tokenName, token, problem) ? { url: read, token } : undefined;
}
