import { type DeployedResult, type Emulator, faults, overTime } from '../../emulator/index.ts';
import type { Part, Timeline } from './part.ts';

const OPERATION_UID = '6c1e0f5b9a4d4f0c8e27d35b91a0b7f4';
const API_UIDS = ['b24be7e59a104e52bffbf432cc9272af', 'e7a3c1d6f0b84a2f9d35610c7be84d12'] as const;

/** A publish task of Alibaba Cloud API Gateway with two APIs. */
export const orders: Part = {
  name: 'orders',
  provider: 'alibaba-api-gateway',
  about: 'publish task with 2 APIs',
  fields: { 'operation-uid': OPERATION_UID },
};

/** The two APIs of the task, each with its word and, once it is over, the cloud's message. */
export function publishing(
  first: string | readonly [word: string, message: string],
  second: string | readonly [word: string, message: string],
): readonly DeployedResult[] {
  return [first, second].map((said, index) => {
    const [word, message] = typeof said === 'string' ? [said, ''] : said;
    const api = { ApiUid: API_UIDS[index] ?? '', StageName: 'RELEASE', DeployedStatus: word };
    return message === '' ? api : { ...api, ErrorMsg: message };
  });
}

/** What the cloud says of an API that is published. */
export const published = ['OVER', 'Success. Request Success.'] as const;

/** Plays the task. The first request after `hiccupAtMs` is answered by a 503. */
export function playOrders(
  emulator: Emulator,
  timeline: Timeline<readonly DeployedResult[]>,
  elapsed: () => number,
  hiccupAtMs: number,
): void {
  const scene = overTime(timeline, elapsed);
  let well = true;
  emulator.alibaba.publishTask(OPERATION_UID, () => {
    if (!well || elapsed() < hiccupAtMs) return scene();
    well = false;
    return faults.alibabaError('ServiceUnavailable', 503);
  });
}
