import { item, job, OURS, OVER, publishTask, record, release, UID, version } from '../dist/entries.ts';
import type { Played, Setting } from '../dist/scene.ts';
import type { Emulator } from '../emulator/index.ts';

/** One deployment of each provider; all have succeeded. */
export function allSucceeded(emulator: Emulator): Setting['tasks'] {
  return [
    publishTask(emulator, [OVER]),
    version(emulator, [item(OURS, 'ONLINE')]),
    release(emulator, { status: 'SUCCESS', jobs: [job('cart', 'SUCCEEDED'), job('search', 'SUCCEEDED')] }),
    record(emulator, 'succeeded'),
  ];
}

/** The states of those four, where all are the same. */
export const allAre = (state: string): string =>
  JSON.stringify({ publish: state, 'api@RELEASE': state, shop: state, web: state });

/** One field that tells how it went, as JSON text: the provider's word for a bad end, and for success. */
export type Says = (key: string, bad: string, good: string) => string;

/** Says it once: success. */
export const success: Says = (key, _bad, good) => `"${key}":"${good}"`;

/** What every operation answers about those four, as JSON text. */
export function answersOf(says: Says): Readonly<Record<string, string>> {
  const ours = `"ApiId":"api","StageName":"RELEASE","GroupId":"group","HistoryVersion":"${OURS}"`;
  const jobs = ['cart', 'search'].map(
    (id) => `{"id":"${id}","start_time":1722933924962,${says('job_status', 'FAILED', 'SUCCEEDED')}}`,
  );
  const named = '[{"component_id":"cart"},{"component_id":"search"}]';
  return {
    DescribeDeployApiTask: `{"OperationUid":"${UID}","DeployedResults":{"DeployedResult":[{"ApiUid":"api",${says('DeployedStatus', 'FAIL', 'OVER')}}]}}`,
    DescribeApiHistory: `{${ours}}`,
    DescribeApiHistories: `{"TotalCount":1,"ApiHisItems":{"ApiHisItem":[{${ours},${says('Status', 'OFFLINE', 'ONLINE')}}]}}`,
    'release-plan': `{"id":"plan",${says('status', 'FAILED', 'SUCCESS')},"execute_time":1722933924000,"components":${named}}`,
    'deploy-info': `{"id":"plan","components":[${jobs.join(',')}]}`,
    'task-state': `{"status":"success","result":{"record_id":"ours","task_id":"task",${says('status', 'failed', 'succeeded')}}}`,
  };
}

/** How often each operation was asked for. */
export function countsOf({ emulator }: Played): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { operation = '' } of emulator.requests) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
}

/** Those counts where the first answer of each operation was of no use. A version's two are asked in turn. */
export const ONCE_IN_VAIN: Readonly<Record<string, number>> = {
  DescribeDeployApiTask: 2,
  DescribeApiHistory: 3,
  DescribeApiHistories: 2,
  'release-plan': 2,
  'deploy-info': 2,
  'task-state': 2,
};
