/** What of the inputs and the environment is secret: read before anything else. */

import { isTooShort } from '../redact.ts';
import type { Env } from '../world.ts';
import { KEY_ID_INPUTS, KEY_ID_VARIABLES, SECRET_INPUTS, SECRET_VARIABLES, trimmed } from './credentials.ts';
import { PROXY_VARIABLES, proxyPasswords } from './proxy.ts';
import type { GetInput } from './waiting-inputs.ts';

/** What must not be told of a step. */
export interface Secrets {
  /** Values that must not appear anywhere. */
  readonly secrets: readonly string[];
  /** Key ids, which may appear in part. */
  readonly keyIds: readonly string[];
  /** The inputs and variables whose secret is too short to be hidden. */
  readonly tooShort: readonly string[];
}

/** Reads what must not be told. */
export function readSecrets(getInput: GetInput, env: Env): Secrets {
  const read = (inputs: readonly string[], variables: readonly string[]): readonly Named[] => [
    ...inputs.map((name) => [name, trimmed(getInput(name))] as const),
    ...variables.map((name) => [name, trimmed(env[name])] as const),
  ];
  const proxies = PROXY_VARIABLES.flatMap((name) =>
    proxyPasswords({ [name]: env[name] }).map((password) => [name, password] as const),
  );
  const secrets = given([...read(SECRET_INPUTS, SECRET_VARIABLES), ...proxies]);
  const short = secrets.filter(([, value]) => isTooShort(value)).map(([name]) => name);
  return {
    secrets: secrets.map(([, value]) => value),
    keyIds: given(read(KEY_ID_INPUTS, KEY_ID_VARIABLES)).map(([, value]) => value),
    tooShort: [...new Set(short)],
  };
}

type Named = readonly [name: string, value: string];

function given(all: readonly Named[]): readonly Named[] {
  return all.filter(([, value]) => value !== '');
}
