import { watchByProcess } from './many-process.ts';
import { type Measure, rounded } from './section.ts';

export const measure: Measure = async (short) => {
  const waitMs = short ? 60_000 : 600_000;
  const faster = short ? 30 : 10;
  const startUp = await watchByProcess({ tasks: 1, lanes: 1, faster: 1, endsAtMs: () => 0 });
  const counts = short ? [1] : [1, 10, 100];
  const runs = await Promise.all(
    counts.map((tasks) => watchByProcess({ tasks, lanes: 1, faster, endsAtMs: () => waitMs })),
  );
  return {
    name: 'long-wait',
    title: `A wait of ${waitMs / 60_000} min`,
    about: `The built action against the emulator, with a clock that is ${faster} times as fast, while nothing changes until the end. *Start-up* is the CPU time of a step whose one task has ended already; *wakes* are the sleeps of the gate, the other timers end attempts and idle connections.`,
    columns: [
      'tasks',
      'looks',
      'CPU, ms',
      'start-up, ms',
      'CPU a look, ms',
      'wakes a look',
      'other timers a look',
      'connections',
      'log lines',
      'log KiB',
    ],
    rows: runs.map((run, index) => [
      counts[index] ?? '',
      run.looks,
      Math.round(run.cpuMs),
      Math.round(startUp.cpuMs),
      rounded((run.cpuMs - startUp.cpuMs) / run.looks),
      rounded(run.sleeps / run.looks),
      rounded(run.otherTimers / run.looks),
      run.allSockets,
      run.logLines,
      rounded(run.logBytes / 1024, 1),
    ]),
  };
};
