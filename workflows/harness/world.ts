import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type GitHub, startGitHub } from '../../test/emulator/github.ts';
import { type Emulator, startEmulator } from '../../test/emulator/index.ts';
import { runWorkflow, type WorkflowOptions, type WorkflowRun } from './act.ts';
import { withCloudHosts } from './cloud-hosts.ts';

/** What of a run the world does not give. */
export interface Running extends Omit<WorkflowOptions, 'secrets' | 'env'> {
  /** Beside what leads to the world. */
  readonly env?: WorkflowOptions['env'];
}

/** The clouds and GitHub, emulated, at their own names, and workflows that run among them. */
export interface World {
  readonly emulator: Emulator;
  readonly github: GitHub;
  /** Runs an example, with the keys of the emulated accounts as the secrets that it names. */
  readonly run: (running: Running) => Promise<WorkflowRun>;
}

/**
 * A world for as long as `use` runs.
 *
 * @throws if any other host was asked for anything, or GitHub for what its own description does not allow
 */
export async function inWorld<T>(use: (world: World) => Promise<T>): Promise<T> {
  const emulator = await startEmulator();
  const github = await startGitHub({ repository: 'example/shop' });
  const folder = await mkdtemp(join(tmpdir(), 'deploy-gate-authority-'));
  const endpoints = {
    'apigateway.cn-hangzhou.aliyuncs.com': emulator.alibaba.endpoint,
    'servicestage.cn-north-4.myhuaweicloud.com': emulator.servicestage.endpoint,
    'codearts-deploy.cn-north-4.myhuaweicloud.com': emulator.codearts.endpoint,
    'api.github.com': github.apiUrl,
  };
  try {
    return await withCloudHosts(endpoints, async ({ proxy, authority, refused }) => {
      const file = join(folder, 'authority.pem');
      await writeFile(file, authority);
      const env = { https_proxy: proxy, NODE_EXTRA_CA_CERTS: file };
      const secrets = secretsOf(emulator, github);
      const run: World['run'] = (running) =>
        runWorkflow({ ...running, secrets, env: { ...env, ...running.env } });
      const used = await use({ emulator, github, run });
      const wrong = [...refused.map((host) => `${host} was asked`), ...github.violations];
      if (wrong.length > 0) throw new Error(wrong.join('\n'));
      return used;
    });
  } finally {
    await Promise.all([emulator.close(), github.close(), rm(folder, { recursive: true, force: true })]);
  }
}

function secretsOf({ alibaba, huawei }: Emulator, { token }: GitHub): WorkflowOptions['secrets'] {
  return {
    GITHUB_TOKEN: token,
    ALIBABA_ACCESS_KEY_ID: alibaba.keys.accessKeyId,
    ALIBABA_ACCESS_KEY_SECRET: alibaba.keys.accessKeySecret,
    HUAWEI_ACCESS_KEY_ID: huawei.keys.accessKeyId,
    HUAWEI_SECRET_ACCESS_KEY: huawei.keys.secretAccessKey,
  };
}
