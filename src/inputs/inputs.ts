/** All inputs of the step, read and checked, with every problem in one message. */

import type { Proxies } from '../clouds/dispatchers.ts';
import type { Patience } from '../gate/waiting.ts';
import type { Publishing } from '../github/publisher.ts';
import { id } from '../providers/fields.ts';
import type { CloudName } from '../providers/provider.ts';
import type { Redact } from '../redact.ts';
import type { TaskState, Verdict } from '../task.ts';
import { shown } from '../wording.ts';
import type { Env } from '../world.ts';
import { type Sourced, trimmed } from './credentials.ts';
import { checkHost, withoutBrackets } from './endpoint.ts';
import { readList } from './given-list.ts';
import {
  type Credentials,
  describeChoice,
  type HuaweiSource,
  readAlibaba,
  readHuawei,
} from './keyless-inputs.ts';
import { withDistinctNames } from './names.ts';
import { projectScopeOf } from './project-scope.ts';
import { readProxy } from './proxy.ts';
import { readPublishing } from './publish-inputs.ts';
import { cloudsOf, gateIdentityOf, readTargets, type Target } from './targets.ts';
import { checkTraceFile } from './trace-place.ts';
import { parseWords } from './values.ts';
import { type GetInput, readFailOn, readFlag, readPatience } from './waiting-inputs.ts';

/** Everything that the gate needs to know, checked. */
export interface Inputs extends Credentials {
  readonly targets: readonly Target[];
  readonly patience: Patience;
  readonly failFast: boolean;
  readonly failOn: ReadonlySet<TaskState | Verdict>;
  readonly proxy: Proxies;
  /** What is to be told on GitHub. */
  readonly publishing: Publishing | undefined;
  /** What did no harm yet, but should be mended. */
  readonly warnings: readonly string[];
  /** Which credentials were taken, and why: for who looks for the reason. */
  readonly choices: readonly string[];
}

/** The inputs are refused; the message lists every problem. */
export class InputError extends Error {
  constructor(problems: readonly string[]) {
    const many = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
    super(
      `${many} with the inputs, nothing was requested:\n${problems.map((text) => `- ${text}`).join('\n')}`,
    );
    this.name = 'InputError';
  }
}

const SESSION_MS = 30 * 60_000;

/**
 * Reads and checks all inputs.
 *
 * @param redact hides secrets, which the names of tasks are told without
 * @throws {InputError} with all problems at once, if there are any
 */
export function readInputs(getRaw: GetInput, env: Env, redact: Redact = (text) => text): Inputs {
  const problems: string[] = [];
  const problem = (text: string): void => void problems.push(text);
  const getInput: GetInput = (name) => trimmed(getRaw(name));

  const patience = readPatience(getInput, problem);
  const failFast = readFlag('fail-fast', false, getInput, problem);
  const failOn = readFailOn(getInput, problem);
  const allowedHosts = parseWords(getInput('allowed-hosts'));
  const hosts = new Set(allowedHosts.map((host) => withoutBrackets(host).toLowerCase()));
  for (const host of allowedHosts) {
    const wrong = checkHost(host);
    if (wrong !== undefined) problem(`allowed-hosts: ${wrong}`);
  }
  const { input, entries } = readList(getRaw, env, problem);
  const projectId = once((name: string) => {
    const given = standIn(name, HUAWEI_PROJECTS, getInput, env, problem);
    const wrong =
      given === undefined
        ? undefined
        : id('the id of the project in its region').safeParse(given).error?.issues[0];
    if (wrong !== undefined) problem(`${name}: ${wrong.message}`);
    return given;
  });
  const region = once((cloud: CloudName) =>
    standIn(`${cloud}-region`, REGIONS[cloud], getInput, env, problem),
  );
  const defaults = { region, projectId: () => projectId('huawei-project-id'), allowedHosts: hosts };
  const targets = withDistinctNames(readTargets(entries, input, defaults, problem), redact);
  const clouds = cloudsOf(entries);
  const unused: string[] = [];
  const warnOf = (text: string): void => void unused.push(text);
  const keyless = { getInput, env, patience, allowedHosts: hosts, problem, warn: warnOf };
  const credentials: Credentials = {
    alibaba: clouds.has('alibaba') ? readAlibaba(keyless) : undefined,
    huawei: clouds.has('huawei')
      ? readHuawei(keyless, { projectId: defaults.projectId, region: () => region('huawei') })
      : undefined,
  };
  for (const { task } of targets.filter((target) => isWithoutProject(target, credentials.huawei))) {
    problem(
      `huawei-identity-provider: ${shown(task.name)} has neither a region nor a project, and an IAM token is for one project; give the entry its region, or the input huawei-project-id`,
    );
  }
  const proxy = readProxy(env, problem);
  checkTraceFile(getInput, env, problem);
  const { publishing, warnings } = readPublishing(
    getInput,
    env,
    patience,
    targets.map(gateIdentityOf),
    problem,
  );
  if (problems.length > 0) throw new InputError(problems);
  return {
    targets,
    patience,
    failFast,
    failOn,
    ...credentials,
    proxy,
    publishing,
    warnings: [...warn(targets, patience, Object.values(credentials)), ...unused, ...warnings],
    choices: [
      ...(credentials.alibaba === undefined ? [] : [describeChoice('Alibaba Cloud', credentials.alibaba)]),
      ...(credentials.huawei === undefined ? [] : [describeChoice('Huawei Cloud', credentials.huawei)]),
    ],
  };
}

/** Whether a task of Huawei Cloud has nothing that a keyless IAM token could be asked for. */
function isWithoutProject(target: Target, huawei: HuaweiSource | undefined): boolean {
  if (target.provider.cloud !== 'huawei' || huawei?.value.kind !== 'identity-provider') return false;
  return projectScopeOf(target, huawei.value) === undefined;
}

/** Variables that stand in for a cloud's input of the region. */
export const REGIONS: Readonly<Record<CloudName, readonly string[]>> = {
  alibaba: ['ALIBABA_CLOUD_REGION_ID', 'ALIBABA_CLOUD_REGION'],
  huawei: ['HUAWEI_CLOUD_REGION'],
};
/** Variables that stand in for `huawei-project-id`. */
export const HUAWEI_PROJECTS = ['HUAWEICLOUD_SDK_PROJECT_ID', 'HUAWEI_CLOUD_PROJECT_ID'];

/** The input, else the value of the variables that are set; two that differ are refused by name. */
function standIn(
  input: string,
  variables: readonly string[],
  getInput: GetInput,
  env: Env,
  problem: (text: string) => void,
): string | undefined {
  const given = getInput(input);
  if (given !== '') return given;
  const set = variables.filter((name) => trimmed(env[name]) !== '');
  const [value, ...others] = new Set(set.map((name) => trimmed(env[name])));
  if (others.length > 0) problem(`${set.join(' and ')} differ; unset one, or give the input ${input}`);
  return value;
}

/** The same function, called only once for each argument: what it has to tell is told once. */
function once<A, R>(read: (argument: A) => R): (argument: A) => R {
  const known = new Map<A, { readonly value: R }>();
  return (argument) => {
    const entry = known.get(argument) ?? { value: read(argument) };
    known.set(argument, entry);
    return entry.value;
  };
}

function warn(
  targets: readonly Target[],
  patience: Patience,
  credentials: readonly (Sourced<unknown> | undefined)[],
): readonly string[] {
  const warnings: string[] = [];
  const blind = targets.filter(({ provider }) => provider.blindAfterSuccess).map(({ task }) => task.name);
  if (patience.settleMs > 0 && blind.length > 0) {
    warnings.push(
      `settle: for ${blind.join(', ')} it only catches APIs that are listed late, since a publish task shows no later rollback. Give apis in the entry, or gate on the version with alibaba-api-version`,
    );
  }
  for (const credential of credentials) {
    if (credential?.fromEnvironment && credential.temporary && patience.timeoutMs >= SESSION_MS) {
      warnings.push(
        `${credential.source}: a session from the environment usually lives 30 minutes, which is no longer than timeout; give a shorter timeout, or keys that live longer`,
      );
    }
  }
  return warnings;
}
