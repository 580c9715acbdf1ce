/** What a trace says, and what it hides, of the inputs and the environment of the step. */

import { trimmed } from '../inputs/credentials.ts';
import { HUAWEI_PROJECTS, REGIONS } from '../inputs/inputs.ts';
import { readListFile } from '../inputs/list-file.ts';
import type { GetInput } from '../inputs/waiting-inputs.ts';
import { learningRedactor, type Redact } from '../redact.ts';
import { namedSecret } from '../redact-names.ts';
import { hideUserinfo } from '../redact-userinfo.ts';
import type { Env } from '../world.ts';

/** Inputs that are no credentials and that the gate's course depends on. */
const TOLD = [
  'tasks',
  'tasks-file',
  'timeout',
  'wait',
  'interval',
  'settle',
  'not-found-grace',
  'fail-fast',
  'fail-on',
  'alibaba-region',
  'huawei-region',
  'huawei-project-id',
  'allowed-hosts',
  'alibaba-role-arn',
  'alibaba-oidc-provider-arn',
  'alibaba-oidc-audience',
  'alibaba-sts-endpoint',
  'huawei-identity-provider',
  'huawei-oidc-audience',
  'huawei-iam-endpoint',
];

/** What a trace says of the step. */
export interface Given {
  /** Inputs that are no credentials; the list of tasks also where it came from a file. Only those that are given. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Variables that stand in for inputs. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Reads what a trace says of the step. */
export function readGiven(getInput: GetInput, env: Env): Given {
  const listFile = trimmed(getInput('tasks-file'));
  const list = listFile === '' ? undefined : readListFile(listFile, env, () => undefined);
  return {
    inputs: { ...given(TOLD, getInput), ...(list === undefined ? {} : { tasks: list }) },
    environment: given([...Object.values(REGIONS).flat(), ...HUAWEI_PROJECTS], (name) => env[name] ?? ''),
  };
}

/**
 * Also hides what other steps call secret: the values of variables whose names say so. For a trace alone: in an output
 * it could garble what later steps read.
 */
export function hideJobSecrets(redact: Redact, env: Env): Redact {
  const valuesOf = (wanted: ReturnType<typeof namedSecret>): readonly string[] => {
    const values = Object.keys(env).flatMap((name) =>
      namedSecret(name) === wanted ? [trimmed(env[name])] : [],
    );
    // What is hidden anyway need not be sought twice; of a URL more than its user and password is secret.
    const sought = [...new Set(values)].filter((value) => redact(value) === hideUserinfo(value));
    return sought.flatMap((value) => [...new Set([value, hideUserinfo(value)])]);
  };
  const hideJob = learningRedactor(valuesOf('secret'), valuesOf('key id')).redactEscaped;
  return (text) => hideJob(redact(text));
}

function given(names: readonly string[], read: (name: string) => string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.map((name) => [name, read(name)] as const).filter(([, value]) => value !== ''),
  );
}
