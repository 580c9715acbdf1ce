import { readFileSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';

import type { AlibabaKeys } from '../clouds/alibaba.ts';
import type { HuaweiCredential } from '../clouds/huawei.ts';
import type { Patience } from '../gate/step.ts';
import { clip } from '../providers/fields.ts';
import { BAD_STATES, OPEN_STATES, type TaskState, type Verdict } from '../task.ts';
import {
  type Env,
  KEY_ID_INPUTS,
  KEY_ID_VARIABLES,
  readAlibabaKeys,
  readHuaweiCredential,
  SECRET_INPUTS,
  SECRET_VARIABLES,
  type Sourced,
  trimmed,
} from './credentials.ts';
import { checkHost } from './endpoint.ts';
import { type EntryDefaults, readTargets, type Target } from './targets.ts';
import { parseTaskList } from './task-list.ts';
import { parseDuration, parseFlag, parseWords } from './values.ts';

/** Everything that the gate needs to know, checked. */
export interface Inputs {
  readonly targets: readonly Target[];
  readonly patience: Patience;
  readonly failFast: boolean;
  readonly failOn: ReadonlySet<TaskState | Verdict>;
  readonly alibaba: Sourced<AlibabaKeys> | undefined;
  readonly huawei: Sourced<HuaweiCredential> | undefined;
  /** What did no harm yet, but should be mended. */
  readonly warnings: readonly string[];
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

/** How an input is read: empty where it is not given. */
export type GetInput = (name: string) => string;

const DAY_MS = 86_400_000;
const MAX_TIMEOUT_MS = 5 * DAY_MS;
const MAX_FILE_BYTES = 16 * 1024 * 1024;
const SESSION_MS = 30 * 60_000;

/** Values that must not appear anywhere, and key ids that may appear in part; read before anything else. */
export function readSecrets(
  getInput: GetInput,
  env: Env,
): { readonly secrets: readonly string[]; readonly keyIds: readonly string[] } {
  const given = (values: readonly string[]): readonly string[] => values.filter((value) => value !== '');
  const read = (inputs: readonly string[], variables: readonly string[]): readonly string[] =>
    given([...inputs.map((name) => trimmed(getInput(name))), ...variables.map((name) => trimmed(env[name]))]);
  return {
    secrets: read(SECRET_INPUTS, SECRET_VARIABLES),
    keyIds: read(KEY_ID_INPUTS, KEY_ID_VARIABLES),
  };
}

/**
 * Reads and checks all inputs.
 *
 * @throws {InputError} with all problems at once, if there are any
 */
export function readInputs(getRaw: GetInput, env: Env): Inputs {
  const problems: string[] = [];
  const problem = (text: string): void => void problems.push(text);
  const getInput: GetInput = (name) => trimmed(getRaw(name));

  const patience = readPatience(getInput, problem);
  const failFast = readFlag('fail-fast', false, getInput, problem);
  const failOn = readFailOn(getInput, problem);
  const allowedHosts = parseWords(getInput('allowed-hosts'));
  for (const host of allowedHosts) {
    const wrong = checkHost(host);
    if (wrong !== undefined) problem(`allowed-hosts: ${wrong}`);
  }
  const targets = readList(getRaw, env, problem, {
    region: {
      alibaba: orNone(getInput('alibaba-region')) ?? oneOf(env, ALIBABA_REGIONS, 'alibaba-region', problem),
      huawei: orNone(getInput('huawei-region')) ?? oneOf(env, HUAWEI_REGIONS, 'huawei-region', problem),
    },
    projectId:
      orNone(getInput('huawei-project-id')) ?? oneOf(env, HUAWEI_PROJECTS, 'huawei-project-id', problem),
    allowedHosts: new Set(allowedHosts.map((host) => host.replace(/^\[|\]$/g, '').toLowerCase())),
  });
  const uses = (cloud: string): boolean => targets.some(({ provider }) => provider.cloud === cloud);
  const alibaba = uses('alibaba') ? readAlibabaKeys(getInput, env, problem) : undefined;
  const huawei = uses('huawei') ? readHuaweiCredential(getInput, env, problem) : undefined;
  if (problems.length > 0) throw new InputError(problems);
  const warnings = warn(targets, patience, [alibaba, huawei]);
  return { targets, patience, failFast, failOn, alibaba, huawei, warnings };
}

const ALIBABA_REGIONS = ['ALIBABA_CLOUD_REGION_ID', 'ALIBABA_CLOUD_REGION'];
const HUAWEI_REGIONS = ['HUAWEI_CLOUD_REGION'];
const HUAWEI_PROJECTS = ['HUAWEICLOUD_SDK_PROJECT_ID', 'HUAWEI_CLOUD_PROJECT_ID'];

/** The value of the variables that are set; two that differ are refused by name. */
function oneOf(
  env: Env,
  names: readonly string[],
  input: string,
  problem: (text: string) => void,
): string | undefined {
  const set = names.filter((name) => trimmed(env[name]) !== '');
  const values = new Set(set.map((name) => trimmed(env[name])));
  if (values.size > 1) problem(`${set.join(' and ')} differ; unset one, or give the input ${input}`);
  const [value] = values;
  return value;
}

function readPatience(getInput: GetInput, problem: (text: string) => void): Patience {
  const wait = readFlag('wait', true, getInput, problem);
  const duration = (name: string, standard: number, least: number, most: number, hint = ''): number => {
    const written = getInput(name);
    if (written === '') return standard;
    const ms = parseDuration(written);
    if (ms !== undefined && ms >= least && ms <= most) return ms;
    const range = `from ${least / 1000}s to ${most / 3_600_000}h`;
    problem(
      `${name}: ${JSON.stringify(clip(written))} is not a duration ${range}; write 90 (seconds), 90s, 15m or 1h30m${hint}`,
    );
    return standard;
  };
  const hint = '. To look once without waiting, give wait: false';
  const timeoutMs = duration('timeout', 30 * 60_000, 1000, MAX_TIMEOUT_MS, hint);
  const settleMs = duration('settle', 0, 0, MAX_TIMEOUT_MS);
  const notFoundGraceMs = duration('not-found-grace', 60_000, 0, MAX_TIMEOUT_MS);
  const auto = ['', 'auto'].includes(getInput('interval'));
  const intervalMs = auto ? 'auto' : duration('interval', 1000, 1000, MAX_TIMEOUT_MS, ', or auto');
  if (settleMs > 0 && !wait)
    problem('settle: cannot hold with wait: false, which looks once; leave one of them out');
  else if (settleMs >= timeoutMs) {
    problem(`settle: ${getInput('settle')} must be shorter than timeout (${getInput('timeout') || '30m'})`);
  }
  return { timeoutMs, wait, intervalMs, settleMs, notFoundGraceMs };
}

function readFlag(
  name: string,
  standard: boolean,
  getInput: GetInput,
  problem: (text: string) => void,
): boolean {
  const written = getInput(name);
  if (written === '') return standard;
  const flag = parseFlag(written);
  if (flag === undefined) problem(`${name}: ${JSON.stringify(clip(written))} must be true or false`);
  return flag ?? standard;
}

function readFailOn(getInput: GetInput, problem: (text: string) => void): ReadonlySet<TaskState | Verdict> {
  const known: readonly (TaskState | Verdict)[] = [...BAD_STATES, 'interrupted', ...OPEN_STATES];
  const words = parseWords(getInput('fail-on'));
  if (words.length === 0) return new Set(BAD_STATES);
  const states = known.filter((state) => words.some((word) => word === state));
  for (const word of words) {
    if (!known.some((state) => state === word)) {
      problem(
        `fail-on: ${JSON.stringify(clip(word))} is no state to fail on; write some of ${known.join(', ')}`,
      );
    }
  }
  return new Set(states);
}

function readList(
  getRaw: GetInput,
  env: Env,
  problem: (text: string) => void,
  defaults: EntryDefaults,
): readonly Target[] {
  // The list keeps its white space: the indentation of its first line counts.
  const text = getRaw('tasks');
  const file = trimmed(getRaw('tasks-file'));
  const given = trimmed(text) !== '';
  if (given === (file !== '')) {
    problem(`tasks, tasks-file: ${given ? 'both are given' : 'neither is given'}; give one of them`);
    return [];
  }
  const input = given ? 'tasks' : 'tasks-file';
  const written = given ? text : readListFile(file, env, problem);
  return written === undefined
    ? []
    : readTargets(parseTaskList(written, input, problem), input, defaults, problem);
}

/** Reads the list from a file that lies inside the workspace, also after symbolic links. */
function readListFile(path: string, env: Env, problem: (text: string) => void): string | undefined {
  const shown = JSON.stringify(clip(path));
  try {
    const workspace = realpathSync(trimmed(env['GITHUB_WORKSPACE']) || process.cwd());
    const file = realpathSync(resolve(workspace, path));
    const inside = relative(workspace, file);
    const outside = inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
    const bytes = outside ? undefined : readFileSync(file);
    if (bytes !== undefined && bytes.length <= MAX_FILE_BYTES) return bytes.toString('utf8');
    problem(`tasks-file: ${shown} ${outside ? 'lies outside the workspace' : 'is larger than 16 MiB'}`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    problem(`tasks-file: ${shown} cannot be read (${code}); the path counts from the workspace`);
  }
  return undefined;
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
      `settle: a publish task cannot show a later rollback, so it is of no use for ${blind.join(', ')}`,
    );
  }
  for (const credential of credentials) {
    if (credential?.fromEnvironment && credential.temporary && patience.timeoutMs >= SESSION_MS) {
      warnings.push(
        `${credential.source}: a session from the environment usually lives 30 minutes, which is no longer than timeout`,
      );
    }
  }
  return warnings;
}

function orNone(value: string): string | undefined {
  return value === '' ? undefined : value;
}
