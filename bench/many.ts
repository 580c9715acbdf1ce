import { type ProcessRun, watchByProcess } from './many-process.ts';
import { spanOf, watchVirtually } from './many-virtual.ts';
import { type Measure, quantile, rounded } from './section.ts';

type Cells = readonly (string | number)[];

/** So many tasks on so many lanes; where a process of its own is run too, how fast its clock runs there. */
interface Load {
  readonly tasks: number;
  readonly lanes: number;
  readonly faster?: number;
}

const FULL: readonly Load[] = [
  { tasks: 1, lanes: 1, faster: 20 },
  { tasks: 10, lanes: 1, faster: 20 },
  { tasks: 100, lanes: 1, faster: 20 },
  { tasks: 1_000, lanes: 1, faster: 20 },
  { tasks: 5_000, lanes: 1, faster: 20 },
  { tasks: 10, lanes: 10 },
  { tasks: 100, lanes: 10, faster: 4 },
  { tasks: 1_000, lanes: 10, faster: 4 },
  { tasks: 5_000, lanes: 10, faster: 4 },
];
const SHORT: readonly Load[] = [
  { tasks: 10, lanes: 1, faster: 60 },
  { tasks: 100, lanes: 10 },
];
/** In real time, so that the server keeps up with the clock of the step. */
const MOST_SECONDS = 30;

export const measure: Measure = async (short) => {
  const startUp = await watchByProcess({ tasks: 1, lanes: 1, faster: 1, endsAtMs: () => 0 });
  // Code that is compiled for the first row would count against it.
  await watchVirtually(100, 1);
  const rows: Cells[] = [];
  for (const load of short ? SHORT : FULL) {
    rows.push([
      load.tasks,
      load.lanes,
      ...(await virtualCells(load)),
      ...(await processCells(load, short, startUp)),
    ]);
  }
  return {
    name: 'many',
    title: 'Many tasks',
    about: [
      'Deployments that end at random times, and servers that let through ten requests a second on each lane.',
      '*Virtual*: everything of the step but its process, its sockets and its time, until all have ended. *Throttled* is the share after the first 30 s; *max/min* compares the tasks that are open throughout the first half; *best* is the lag of looks in strict rotation, ten a second, that take no time: of few tasks it is the interval that decides, which is 1 to 10 s.',
      '*Process*: the built action, with `tasks-file`, against the emulator, with a clock that is so many times as fast; its CPU time is without that of a step whose one task has ended already.',
    ].join(' '),
    columns: [
      'tasks',
      'lanes',
      'virtual: looks',
      'CPU a look, ms',
      'throttled, %',
      'max/min looks',
      'lag mean, s',
      'best',
      'lag p95, s',
      'best',
      'process: clock',
      'looks',
      'peak MiB',
      'sockets a lane',
      'CPU a look, ms',
    ],
    rows,
  };
};

async function virtualCells({ tasks, lanes }: Load): Promise<Cells> {
  const run = await watchVirtually(tasks, lanes);
  return [
    run.looks,
    rounded(run.cpuMs / run.looks),
    rounded(run.throttled * 100),
    rounded(run.unevenness),
    rounded(mean(run.lags), 1),
    rounded(mean(run.idealLags), 1),
    rounded(quantile(run.lags, 0.95), 1),
    rounded(quantile(run.idealLags, 0.95), 1),
  ];
}

async function processCells(
  { tasks, lanes, faster }: Load,
  short: boolean,
  startUp: ProcessRun,
): Promise<Cells> {
  if (faster === undefined) return ['', '', '', '', ''];
  const spanMs = Math.min(spanOf(tasks, lanes), (short ? 1_000 : MOST_SECONDS * 1_000) * faster);
  const ends = Array.from({ length: tasks }, () => Math.random() * spanMs);
  const run = await watchByProcess({ tasks, lanes, faster, endsAtMs: (task) => ends[task] ?? 0 });
  return [
    `${faster} ×`,
    run.looks,
    Math.round(run.peakMiB),
    run.mostSockets,
    rounded((run.cpuMs - startUp.cpuMs) / run.looks),
  ];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
