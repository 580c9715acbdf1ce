import { describe, it } from 'vitest';

import { OVER, publishTask } from '../dist/entries.ts';
import { type Played, play } from '../dist/scene.ts';
import { faults, startEmulator } from '../emulator/index.ts';
import { http } from '../providers/ask.ts';
import { watchInVirtualTime } from './virtual-gate.ts';

const HEALTHY = 'healthy.myhuaweicloud.com';
const SILENT = ['a', 'b', 'c'].map((name) => `${name}.myhuaweicloud.com`);

const huawei = (host: string, optional: boolean, record = host): Readonly<Record<string, string>> => ({
  provider: 'huawei-codearts-deploy',
  'task-id': 'task',
  'record-id': record.split('.')[0] ?? '',
  endpoint: `https://${host}`,
  optional: String(optional),
});

describe('row 85: three silent hosts beside a healthy one → the healthy one is asked before they are asked again', () => {
  it.for([
    ['of Huawei Cloud', 400, 800],
    ['of Huawei Cloud, silent for 30 s', 30_000, 31_000],
  ] as const)('%s', async ([, takesMs, withinMs], { expect }) => {
    const { tasks, requests } = await watchInVirtualTime({
      tasks: [
        ...SILENT.flatMap((host) => [1, 2, 3].map((count) => huawei(host, true, `${count}${host}`))),
        huawei(HEALTHY, false),
      ],
      inputs: { timeout: '2m' },
      takesMs,
      answer: ({ request: { url } }) =>
        url.host === HEALTHY
          ? http(200, {
              status: 'success',
              result: { record_id: 'healthy', task_id: 'task', status: 'succeeded' },
            })
          : { kind: 'fault', reason: 'no complete answer within 30 s', fatal: false },
    });
    expect(tasks.at(-1)?.waiting.state).toBe('succeeded');
    const first = requests.find(({ request: { url } }) => url.host === HEALTHY)?.at ?? Number.NaN;
    expect(first).toBeLessThanOrEqual(takesMs === 400 ? 3 * withinMs : withinMs);
  });

  it.concurrent('of Alibaba Cloud, which locks no keys: nobody waits for another host', async ({
    expect,
  }) => {
    const others = await Promise.all([startEmulator(), startEmulator(), startEmulator()]);
    try {
      for (const other of others) other.rules.hook = () => faults.silence();
      const step = await play((e) => ({
        tasks: [
          ...others.map((other, index) => ({
            ...publishTask(other, [OVER]),
            name: `silent ${index}`,
            optional: 'true',
          })),
          publishTask(e, [OVER]),
        ],
        inputs: { timeout: '4s' },
      }));
      expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    } finally {
      await Promise.all(others.map((other) => other.close()));
    }
  });
});

describe('row 112: one host of Alibaba Cloud that refuses a credential → only its own tasks end', () => {
  const beside = async (code: string): Promise<Played> => {
    const other = await startEmulator();
    try {
      other.rules.hook = () => faults.alibabaError(code);
      return await play((e) => ({
        tasks: [
          { ...publishTask(other, [OVER]), name: 'refusing', optional: 'true' },
          publishTask(e, [{ ...OVER, DeployedStatus: 'RUNNING' }], [OVER]),
        ],
      }));
    } finally {
      await other.close();
    }
  };

  it.concurrent.for(['MissingSecurityToken', 'InvalidAccessKeyId.NotFound', 'IllegalTimestamp'])(
    '%s',
    async (code, { expect }) => {
      const step = await beside(code);
      expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
      expect(JSON.parse(step.outputs['states'] ?? '')).toEqual({ refusing: 'error', publish: 'succeeded' });
    },
  );
});
