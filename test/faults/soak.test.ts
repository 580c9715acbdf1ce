import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

import { deployed } from '../dist/entries.ts';
import { faults, inTurn, startEmulator } from '../emulator/index.ts';

const LOOKS = 10_000;
const TASKS_OF_EACH = 20;
const MIB = 1024 * 1024;

it('row 72: 10,000 looks, some of them at faults → a flat heap, at most 8 sockets to a server, no warning', {
  timeout: 300_000,
}, async () => {
  const emulator = await startEmulator();
  try {
    const { alibaba, codearts, huawei, rules } = emulator;
    const ids = Array.from({ length: TASKS_OF_EACH }, (_, index) => `id-${index}`);
    const tasks = ids.flatMap((id) => {
      alibaba.publishTask(id, inTurn([deployed('RUNNING')]));
      codearts.task(id, { records: { [id]: inTurn({ record_id: id, task_id: id, status: 'running' }) } });
      return [
        { provider: 'alibaba-api-gateway', 'operation-uid': id, endpoint: alibaba.endpoint },
        { provider: 'huawei-codearts-deploy', 'task-id': id, 'record-id': id, endpoint: codearts.endpoint },
      ];
    });
    let requests = 0;
    const upsets = [
      faults.reset(),
      faults.httpError(502),
      faults.truncated(),
      faults.alibabaError('Throttling'),
    ];
    rules.hook = () => {
      requests += 1;
      return requests % 40 === 0 ? upsets[(requests / 40) % upsets.length] : undefined;
    };
    const inputs = {
      'allowed-hosts': '127.0.0.1',
      timeout: '120h',
      interval: '1s',
      'alibaba-access-key-id': alibaba.keys.accessKeyId,
      'alibaba-access-key-secret': alibaba.keys.accessKeySecret,
      'huawei-access-key-id': huawei.keys.accessKeyId,
      'huawei-secret-access-key': huawei.keys.secretAccessKey,
      tasks: JSON.stringify(tasks),
    };
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [
      '--expose-gc',
      fileURLToPath(new URL('soak.ts', import.meta.url)),
      String(LOOKS),
      JSON.stringify(inputs),
    ]);
    const { looks, seconds, before, grown, mostSockets, warnings } = JSON.parse(stdout);
    const heap = `heap ${(before / MIB).toFixed(1)} MiB, grown by ${(grown / MIB).toFixed(2)} MiB`;
    process.stdout.write(
      `soak: ${looks} looks, ${seconds.toFixed(1)} s, ${heap}, at most ${mostSockets} sockets to a server\n`,
    );
    expect(stderr).toBe('');
    expect(warnings).toEqual([]);
    expect(looks).toBeGreaterThanOrEqual(LOOKS);
    expect(grown).toBeLessThan(2 * MIB);
    expect(mostSockets).toBeGreaterThan(2);
    expect(mostSockets).toBeLessThanOrEqual(8);
  } finally {
    await emulator.close();
  }
});
