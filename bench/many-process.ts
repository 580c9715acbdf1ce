import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { deployed, OVER } from '../test/dist/entries.ts';
import { type Emulator, startEmulator, stopwatch } from '../test/emulator/index.ts';
import { runStep } from '../test/runner.ts';

/** What is to be watched by the built action. Times are on its own clock. */
export interface Wait {
  readonly tasks: number;
  readonly lanes: number;
  /** When the deployments end, in ms since the first look. */
  readonly endsAtMs: (task: number) => number;
  /** How many times as fast its clock and its timers run. */
  readonly faster: number;
}

/** What the process of the step took. */
export interface ProcessRun {
  readonly looks: number;
  readonly throttled: number;
  readonly peakMiB: number;
  readonly cpuMs: number;
  /** How often it slept; how many other timers it set. */
  readonly sleeps: number;
  readonly otherTimers: number;
  /** Open at the same time to one server, and in all. */
  readonly mostSockets: number;
  readonly allSockets: number;
  readonly logLines: number;
  readonly logBytes: number;
}

/**
 * Runs the built action in a process of its own against one emulator for each lane, each of which lets through ten
 * requests in a second of the step's clock.
 *
 * @throws where the step does not end with success
 */
export async function watchByProcess({ tasks, lanes, endsAtMs, faster }: Wait): Promise<ProcessRun> {
  const temp = await mkdtemp(join(tmpdir(), 'deploy-gate-bench-'));
  const emulators = await Promise.all(
    Array.from({ length: lanes }, () => startEmulator({ requestsPerSecond: 10 * faster })),
  );
  try {
    const clock = stopwatch();
    const entries = Array.from({ length: tasks }, (_, task) => {
      const uid = `uid-${task}`;
      const emulator = emulators[task % lanes];
      emulator?.alibaba.publishTask(uid, () => [
        clock() * faster >= endsAtMs(task) ? OVER : deployed('RUNNING'),
      ]);
      return { provider: 'alibaba-api-gateway', 'operation-uid': uid, endpoint: emulator?.alibaba.endpoint };
    });
    const file = join(temp, 'took.json');
    const preloads = await Promise.all(
      PRELOADS.map((path, index) => strip(path, join(temp, `${index}.mjs`))),
    );
    const { keys } = emulators[0]?.alibaba ?? { keys: undefined };
    const step = await runStep({
      inputs: {
        'allowed-hosts': '127.0.0.1',
        timeout: '24h',
        'alibaba-access-key-id': keys?.accessKeyId ?? '',
        'alibaba-access-key-secret': keys?.accessKeySecret ?? '',
        'tasks-file': 'tasks.json',
      },
      files: { 'tasks.json': JSON.stringify(entries) },
      env: {
        NODE_OPTIONS: preloads.map((preload) => `--import=${pathToFileURL(preload).href}`).join(' '),
        CLOCK_FASTER: String(faster),
        PROBE_FILE: file,
      },
    });
    if (step.exitCode !== 0) throw new Error(`the step ended with ${step.exitCode}: ${step.stdout}`);
    const took = JSON.parse(await readFile(file, 'utf8'));
    return {
      ...took,
      ...requestsOf(emulators),
      logLines: step.stdout.split('\n').length - 1,
      logBytes: step.stdout.length,
    };
  } finally {
    await Promise.all(emulators.map((emulator) => emulator.close()));
    await rm(temp, { recursive: true, force: true });
  }
}

const PRELOADS = ['../test/fast-clock.ts', 'many-probe.ts'];

/** Without its types: stripping them would take memory and CPU time of the process that is measured. */
async function strip(from: string, to: string): Promise<string> {
  await writeFile(to, stripTypeScriptTypes(await readFile(new URL(from, import.meta.url), 'utf8')));
  return to;
}

function requestsOf(emulators: readonly Emulator[]): { readonly looks: number; readonly throttled: number } {
  const requests = emulators.flatMap((emulator) => emulator.requests);
  return { looks: requests.length, throttled: requests.filter(({ code }) => code !== undefined).length };
}
