/** Records the traces of the rollouts, those of this folder that are the emulator's: `npm run record`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Emulator, startEmulator } from '../emulator/index.ts';
import { runStep } from '../runner.ts';
import { ROLLOUTS, type Rollout } from './rollouts.ts';
import { tidy } from './tidy.ts';
import { STILL, virtualTime } from './virtual.ts';

const FROM = '2026-03-02T09:00:00.000Z';

/** The date that a request was signed with: the step's own, which leaps. */
function dateOf(headers: ReadonlyMap<string, string>): number {
  const alibaba = headers.get('x-acs-date');
  const huawei = (headers.get('x-sdk-date') ?? '').replace(
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
    '$1-$2-$3T$4:$5:$6Z',
  );
  return Date.parse(alibaba ?? huawei);
}

/** What stands for the emulator in a trace. */
function namesOf({ alibaba, servicestage, codearts }: Emulator): readonly (readonly [string, string])[] {
  return [
    [alibaba.endpoint, 'https://apigateway.cn-hangzhou.aliyuncs.com'],
    [servicestage.endpoint, 'https://servicestage.cn-north-4.myhuaweicloud.com'],
    [codearts.endpoint, 'https://codearts-deploy.cn-north-4.myhuaweicloud.com'],
  ];
}

/** The trace of a step that waits for this rollout; its date and its clock are virtual. */
async function record(rollout: Rollout, folder: string): Promise<string> {
  let now = Date.parse(FROM);
  const emulator = await startEmulator({
    clock: () => now,
    hook: ({ headers }) => {
      now = dateOf(headers);
      return undefined;
    },
  });
  try {
    const entry = rollout.setUp(emulator, () => now - Date.parse(FROM));
    const file = join(folder, `${rollout.what}.har`);
    const { outputs, stdout } = await runStep({
      inputs: {
        tasks: JSON.stringify([entry]),
        'allowed-hosts': '127.0.0.1',
        'alibaba-access-key-id': emulator.alibaba.keys.accessKeyId,
        'alibaba-access-key-secret': emulator.alibaba.keys.accessKeySecret,
        'huawei-access-key-id': emulator.huawei.keys.accessKeyId,
        'huawei-secret-access-key': emulator.huawei.keys.secretAccessKey,
        'trace-file': file,
        ...rollout.inputs,
      },
      env: { ...virtualTime({ from: FROM, faster: STILL }), RUNNER_TEMP: folder },
    });
    if (outputs['state'] !== rollout.state) throw new Error(`${rollout.what} ended otherwise:\n${stdout}`);
    return tidy(readFileSync(file, 'utf8'), namesOf(emulator));
  } finally {
    await emulator.close();
  }
}

const folder = await mkdtemp(join(tmpdir(), 'deploy-gate-record-'));
try {
  for (const rollout of ROLLOUTS) {
    const text = await record(rollout, folder);
    const name = `${rollout.what}.${rollout.state}.har`;
    writeFileSync(new URL(name, import.meta.url), text);
    process.stdout.write(`${name}: ${Buffer.byteLength(text)} bytes\n`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
