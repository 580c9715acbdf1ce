import { type Emulator, type EmulatorOptions, startEmulator } from '../emulator/index.ts';
import { runStep, type StepOptions, type StepResult } from '../runner.ts';
import type { Entry } from './entries.ts';

/** What a scene sets up: the entries of `tasks`, and inputs beside the usual ones. */
export interface Setting {
  readonly tasks: readonly Entry[];
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Files in the workspace, by relative path. */
  readonly files?: Readonly<Record<string, string>>;
  /** What the main phase has saved: with it the step is in its `post` phase. */
  readonly states?: NonNullable<StepOptions['states']>;
  readonly onStdout?: NonNullable<StepOptions['onStdout']>;
  /** The folder of the action, where it is not the project's own. */
  readonly action?: string;
}

/** A setting with one entry. */
export function one(entry: Entry, inputs: Readonly<Record<string, string>> = {}): Setting {
  return { tasks: [entry], inputs };
}

/** A step and the emulator it ran against. */
export interface Played extends StepResult {
  readonly emulator: Emulator;
}

/** Plays a scene: an emulator, and the built action that watches it. */
export async function play(
  setUp: (emulator: Emulator) => Setting | Promise<Setting>,
  options: EmulatorOptions = {},
): Promise<Played> {
  const emulator = await startEmulator(options);
  try {
    return { ...(await playOn(emulator, await setUp(emulator))), emulator };
  } finally {
    await emulator.close();
  }
}

/** Runs the built action against an emulator that is there already. */
export function playOn(
  emulator: Emulator,
  { tasks, inputs = {}, env, files, states, onStdout, action }: Setting,
): Promise<StepResult> {
  const keys = {
    'alibaba-access-key-id': emulator.alibaba.keys.accessKeyId,
    'alibaba-access-key-secret': emulator.alibaba.keys.accessKeySecret,
    'huawei-access-key-id': emulator.huawei.keys.accessKeyId,
    'huawei-secret-access-key': emulator.huawei.keys.secretAccessKey,
  };
  return runStep({
    inputs: {
      'allowed-hosts': '127.0.0.1',
      'huawei-project-id': 'project',
      timeout: '60s',
      interval: '1s',
      ...keys,
      tasks: JSON.stringify(tasks),
      ...inputs,
    },
    ...(env === undefined ? {} : { env }),
    ...(files === undefined ? {} : { files }),
    ...(states === undefined ? {} : { states }),
    ...(onStdout === undefined ? {} : { onStdout }),
    ...(action === undefined ? {} : { action }),
  });
}

/** Everything that the runner sees of a step, as one text: what differs from run to run is replaced. */
export function whole(step: StepResult): string {
  const outputs = Object.entries(step.outputs).map(([name, value]) => `${name}: ${pretty(value)}`);
  const text = [
    `exit code ${step.exitCode}`,
    '',
    '--- log',
    step.stdout.trimEnd(),
    ...(step.stderr === '' ? [] : ['--- stderr', step.stderr]),
    '',
    '--- outputs',
    ...outputs,
    '',
    '--- summary',
    step.summary,
  ].join('\n');
  return normalise(text);
}

function pretty(value: string): string {
  return /^[[{]/.test(value) ? JSON.stringify(JSON.parse(value), null, 2) : value;
}

/** A task's bars in the chart: how many there are, and what they say, depends on times; not so how the last looks. */
const BARS = /^(?: {4}.+ :[\w, ]*\d{13}, \d{13}\n)* {4}.+( :[a-z, ]*?)(?:, )?\d{13}, \d{13}\n/gm;

function normalise(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '<time>')
    .replace(/127\.0\.0\.1:\d+/g, '<host>')
    .replace(/(duration[-_]seconds"?: )[\d.]+/g, '$1<seconds>')
    .replace(/^\d\d:\d\d /gm, '<at> ')
    .replace(/( +)\d+(\.\d+)? s(?= )/g, ' <seconds>')
    .replace(/after \d+(\.\d+)? s/g, 'after <seconds>')
    .replace(/for \d+(\.\d+)? s/g, 'for <seconds>')
    .replace(/\S*deploy-gate-[0-9a-f-]{36}\.json/g, '<results file>')
    .replace(/"requests": \d+/g, '"requests": <count>')
    .replace(/last \d+ looks/g, 'last <count> looks')
    .replace(/(?<=^ {4}tickInterval ).*/m, '<time>')
    .replace(BARS, '    <bars>$1\n');
}
