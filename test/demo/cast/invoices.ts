import { type Emulator, overTime } from '../../emulator/index.ts';
import { before, begun } from './dates.ts';
import type { Part, Timeline } from './part.ts';

const TASK_ID = '9e41c5d07ab84f1d86f0b2d3c75e1a68';
const LAST_RELEASE = 41;

/** A task of Huawei Cloud CodeArts Deploy; the execution after number 41 is ours. */
export const invoices: Part = {
  name: 'invoices',
  provider: 'huawei-codearts-deploy',
  about: `execution after number ${LAST_RELEASE}`,
  fields: { 'task-id': TASK_ID, 'after-release': String(LAST_RELEASE) },
};

/** Our execution, in the cloud's word. */
export function execution(word: string): object {
  return { ...detail, execution_state: word, release_id: LAST_RELEASE + 1, execution_time: timeOf(begun) };
}

const detail = { task_id: TASK_ID, name: 'invoices-prod', project_name: 'shop' } as const;

/** The execution before ours, which the cloud shows until ours begins. */
export const lastExecution: object = {
  ...detail,
  execution_state: 'succeeded',
  release_id: LAST_RELEASE,
  execution_time: timeOf(before),
};

/** Plays the deployment task. */
export function playInvoices(emulator: Emulator, timeline: Timeline<object>, elapsed: () => number): void {
  emulator.codearts.task(TASK_ID, { last: overTime(timeline, elapsed) });
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').slice(0, 19);
}
