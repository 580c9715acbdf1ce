/** Replays a trace: the built action watches what a loopback server plays back. */

import type { IncomingMessage } from 'node:http';

import { InputError, readInputs } from '../../src/inputs/inputs.ts';
import { parseTaskList } from '../../src/inputs/task-list.ts';
import { parseDuration } from '../../src/inputs/values.ts';
import { OPEN_STATES } from '../../src/task.ts';
import { runStep, type StepOptions, type StepResult } from '../runner.ts';
import { type PlayedFault, playedFault, type Reach, reachOf } from './faults.ts';
import { readTold, type Told, type Trace } from './har-file.ts';
import { createPlayer, type Played, type Player } from './player.ts';
import { type Served, serve } from './server.ts';
import { STILL, virtualTime } from './virtual.ts';

/** What came of a replay. */
export interface Replayed {
  readonly step: StepResult;
  readonly told: Told;
  /** What was recorded and cannot be played. */
  readonly notPlayed: readonly string[];
}

/** What is wanted beside the replay itself. */
export interface ReplayOptions {
  /** Told each piece of the step's log. */
  readonly onStdout?: (text: string) => void;
}

/** So long may answers take that never come. */
const HELD_MS = 5_000;
/** Then an answer must come within the 100th part of 30 s. */
const FASTEST = 100;
/** The longest replay. */
const LIMIT_MS = 60_000;
/** After the last recorded answer: the step has read it by then. */
const BEFORE_SIGNAL_MS = 100;

const ALIBABA_KEYS = {
  'alibaba-access-key-id': 'ReplayKeyIdOfAlibaba',
  'alibaba-access-key-secret': 'ReplaySecretOfAlibabaNotReal',
};
const HUAWEI_KEYS = {
  'huawei-access-key-id': 'REPLAYKEYIDHUAWEI',
  'huawei-secret-access-key': 'ReplaySecretOfHuaweiNotReal',
};
const HUAWEI_TOKEN = { 'huawei-auth-token': 'ReplayTokenOfHuaweiNotReal' };
const UNREACHABLE = 'recorded.invalid';

/** Said of a session that could not be renewed yet: of keys it would be the end, of a session it is a fault. */
const SESSION_IS_OVER = /"(InvalidSecurityToken|APIGW?\.030[137])/;

/** What a trace says of the exchange of a token is not needed: keys take its place. */
const NOT_GIVEN = new Set([
  'tasks-file',
  'trace-file',
  'alibaba-role-arn',
  'alibaba-oidc-provider-arn',
  'alibaba-oidc-audience',
  'alibaba-sts-endpoint',
  'huawei-identity-provider',
  'huawei-oidc-audience',
  'huawei-iam-endpoint',
]);

/** A task of the trace, by the first part of its path on the server that stands for its host. */
interface Place {
  readonly prefix: string;
  readonly player: Player | undefined;
}

/** Replays a trace. Nothing is sent but on loopback. */
export async function replay(trace: Trace, { onStdout }: ReplayOptions = {}): Promise<Replayed> {
  const notPlayed = new Set<string>();
  const credentials = credentialsFor(trace);
  const inputs = { ...leftOfTimeout(givenInputs(trace), trace), ...credentials };
  const { environment, startedAt } = trace.about;
  const [first] = trace.exchanges;
  // What the step did before its first request did not count as waiting.
  const from = first?._look === 1 ? first.startedDateTime : startedAt;
  const interrupted = trace.about.verdict === 'interrupted';
  let signal: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let limit: NodeJS.Timeout | undefined;
  const places: Place[] = [];
  const allThrough = (): boolean => places.every(({ player }) => player?.isThrough() ?? true);
  const signalSoon = (): void => {
    timer ??= setTimeout(() => signal?.(), BEFORE_SIGNAL_MS);
  };

  const answerTo = (request: IncomingMessage): Played | PlayedFault => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const [, prefix = '', path = ''] = /^\/([^/]*)(.*)$/.exec(url.pathname) ?? [];
    const player = places.find((place) => place.prefix === prefix)?.player;
    // What was not asked before the interruption has no answer.
    if (interrupted && allThrough()) return 'hold';
    const action = String(request.headers['x-acs-action'] ?? '');
    const played = player?.answer({ method: request.method ?? '', path: path || '/', action });
    if (interrupted && allThrough()) signalSoon();
    if (played === undefined) return 'reset';
    const fault = playedFault(played.recorded);
    // The rest may wait for the first to be answered: what the interruption has cut off must not hold it.
    if (fault === 'hold' && interrupted && !allThrough()) return 'reset';
    if (trace.hasSession && SESSION_IS_OVER.test(played.recorded.response.content.text ?? '')) return 'reset';
    return fault ?? played;
  };

  const served = new Map<string, Served>();
  try {
    const targets = targetsOf(inputs, environment);
    const lack = lackOf(trace, targets.length > 0);
    if (lack !== undefined) notPlayed.add(lack);
    const tasks: object[] = [];
    for (const [index, { fields, name, origin, path }] of targets.entries()) {
      const [firstLook, ...rest] = trace.looks.get(name) ?? [];
      const prefix = `task-${index + 1}`;
      places.push({ prefix, player: firstLook && createPlayer([firstLook, ...rest]) });
      const server = served.get(origin) ?? (await serve(Date.parse(from), answerTo));
      served.set(origin, server);
      const names = new Set(targets.flatMap((other) => (other.origin === origin ? [other.name] : [])));
      const ofHost = trace.exchanges.filter(({ _task }) => names.has(_task));
      const reach = reachOf(ofHost, (reason) => notPlayed.add(reason));
      const base = `${originOf(reach, server.port)}/${prefix}${path.replace(/\/$/, '')}`;
      tasks.push({ ...fields, endpoint: base });
    }
    const step = await runStep({
      ...withList(inputs, tasks),
      env: { ...environment, ...virtualTime({ from, faster: pace(trace) }) },
      onStdout: (text, kill) => {
        signal = () => kill('SIGINT');
        limit ??= setTimeout(() => {
          notPlayed.add(`what comes after ${LIMIT_MS / 1000} s of a replay`);
          kill('SIGINT');
        }, LIMIT_MS);
        if (interrupted && allThrough()) signalSoon();
        onStdout?.(text);
      },
    });
    return { step, told: readTold(step.resultsFile), notPlayed: [...notPlayed] };
  } finally {
    clearTimeout(timer);
    clearTimeout(limit);
    await Promise.all([...served.values()].map(({ close }) => close()));
  }
}

/** The inputs with another list; the same ones without another. A file holds more than a variable. */
function withList(
  inputs: Readonly<Record<string, string>>,
  tasks: readonly object[],
): Pick<StepOptions, 'inputs' | 'files'> {
  if (tasks.length === 0) return { inputs };
  const { tasks: _recorded, ...others } = inputs;
  const list = { 'tasks-file': 'tasks.json', 'allowed-hosts': `127.0.0.1, ${UNREACHABLE}` };
  return { inputs: { ...others, ...list }, files: { 'tasks.json': JSON.stringify(tasks) } };
}

/**
 * What a trace does not hold though its verdict depends on it.
 *
 * @param taken the inputs that it holds are in order
 */
function lackOf(
  { about: { faults, verdict, results }, looks, hasSession }: Trace,
  taken: boolean,
): string | undefined {
  if (faults.some((fault) => fault.startsWith('the gate itself')))
    return 'what went wrong in the gate itself';
  if (isRefused(faults) && taken) return 'credentials or a proxy that were refused';
  // A session that failed is not told from one that was renewed but by what it was asked for.
  if (hasSession && results.some(({ name, state }) => state === 'error' || !looks.has(name))) {
    return 'a session that could not be had';
  }
  const open = results.some(({ state }) => OPEN_STATES.some((each) => each === state));
  return verdict === 'interrupted' && !open ? 'an interruption after the last task had ended' : undefined;
}

function isRefused(faults: readonly string[]): boolean {
  return faults.some((fault) => /^(a|\d+) problems? with the inputs/.test(fault));
}

/** One entry of the list, and where its task was looked at. */
interface Entry {
  readonly fields: object;
  readonly name: string;
  readonly origin: string;
  readonly path: string;
}

/** The entries of the list; none where it was refused, as it will be again. */
function targetsOf(
  inputs: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>>,
): readonly Entry[] {
  const entries = parseTaskList(inputs['tasks'] ?? '', 'tasks', () => undefined);
  try {
    const { targets } = readInputs((name) => inputs[name] ?? '', environment);
    return targets.map(({ task, baseUrl }, index) => ({
      fields: { ...entries[index] },
      name: task.name,
      origin: baseUrl.origin,
      path: baseUrl.pathname,
    }));
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}

function originOf(reach: Reach, port: number): string {
  if (reach === 'no such name') return `https://${UNREACHABLE}:${port}`;
  return `${reach === 'no TLS' ? 'https' : 'http'}://127.0.0.1:${port}`;
}

function givenInputs({ about }: Trace): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(about.inputs).filter(([name]) => !NOT_GIVEN.has(name)));
}

/**
 * What an earlier run has left of the timeout, where the step carried it on: nobody is told of that run in a replay. Of
 * a timeout that was over the least is left, for the one poll that was made.
 */
function leftOfTimeout(
  inputs: Readonly<Record<string, string>>,
  { about: { carriedOnFrom, startedAt } }: Trace,
): Readonly<Record<string, string>> {
  const timeoutMs = parseDuration(inputs['timeout'] || '30m');
  if (carriedOnFrom === undefined || timeoutMs === undefined) return inputs;
  const leftMs = timeoutMs - (Date.parse(startedAt) - Date.parse(carriedOnFrom));
  if (leftMs <= 0) return { ...inputs, timeout: '1s', wait: 'true', settle: '0' };
  return { ...inputs, timeout: `${Math.max(1, Math.ceil(leftMs / 1000))}s` };
}

/** Keys of each cloud; an IAM token where one was sent, since it counts by host. */
function credentialsFor({ exchanges }: Trace): Readonly<Record<string, string>> {
  const byToken = exchanges.some(({ request: { headers } }) =>
    headers.some(({ name }) => name.toLowerCase() === 'x-auth-token'),
  );
  return { ...ALIBABA_KEYS, ...(byToken ? HUAWEI_TOKEN : HUAWEI_KEYS) };
}

/** How fast the clock must run while answers are awaited, so that those that never came take seconds in all. */
function pace({ about, exchanges }: Trace): number {
  const held = exchanges.filter((recorded) => playedFault(recorded) === 'hold');
  // Until a step is interrupted, some of its looks may have no answer while others go on.
  if (held.length === 0 && about.verdict !== 'interrupted') return STILL;
  const wholeMs = Date.parse(about.endedAt ?? about.startedAt) - Date.parse(about.startedAt);
  return Math.min(FASTEST, Math.max(1, wholeMs / HELD_MS));
}
