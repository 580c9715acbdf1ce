import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Emulator, startEmulator } from '../../test/emulator/index.ts';
import { listening } from '../../test/faults/loopback.ts';
import { runWorkflow, type WorkflowOptions, type WorkflowRun } from './act.ts';
import { withCloudHosts } from './cloud-hosts.ts';

/** What a deployment leaves behind: outputs of the step that starts it. */
export type Deployed = Readonly<Record<string, string>>;

/** An example, and the world that it runs in. */
export interface Play {
  readonly example: string;
  readonly vars?: Readonly<Record<string, string>>;
  /**
   * Starts the deployments, when `./deploy.sh` is called with these arguments: until then the clouds know none.
   * Where it gives nothing, the script fails.
   */
  readonly deploy: (emulator: Emulator, args: readonly string[]) => Deployed | undefined;
}

/** A run, and what it asked of the clouds. */
export interface Played extends WorkflowRun {
  readonly emulator: Emulator;
  /** The calls of `./deploy.sh`, by their arguments. */
  readonly deployments: readonly (readonly string[])[];
  /** What was asked of any other host. */
  readonly refused: readonly string[];
}

/** Runs an example that deploys on a push, with the emulated clouds at their own names. */
export async function play({ example, vars = {}, deploy }: Play): Promise<Played> {
  const emulator = await startEmulator();
  try {
    const deployments: (readonly string[])[] = [];
    return await withConsole(
      (args) => {
        deployments.push(args);
        return deploy(emulator, args);
      },
      (files) =>
        withClouds(emulator, async (env, refused) => {
          const run = await runWorkflow({
            example,
            event: 'push',
            files: { ...files, 'mend.sh': MEND },
            secrets: secretsOf(emulator),
            vars: { HUAWEI_PROJECT_ID: 'project', ...vars },
            env,
          });
          return { ...run, emulator, deployments, refused };
        }),
    );
  } finally {
    await emulator.close();
  }
}

/** The emulated clouds at the names of their hosts, and the environment in which a step finds them. */
function withClouds<T>(
  { alibaba, servicestage, codearts }: Emulator,
  use: (env: WorkflowOptions['env'], refused: readonly string[]) => Promise<T>,
): Promise<T> {
  const endpoints = {
    'apigateway.cn-hangzhou.aliyuncs.com': alibaba.endpoint,
    'servicestage.cn-north-4.myhuaweicloud.com': servicestage.endpoint,
    'codearts-deploy.cn-north-4.myhuaweicloud.com': codearts.endpoint,
  };
  return withCloudHosts(endpoints, async ({ proxy, authority, refused }) => {
    const folder = await mkdtemp(join(tmpdir(), 'deploy-gate-authority-'));
    try {
      const file = join(folder, 'authority.pem');
      await writeFile(file, authority);
      return await use({ https_proxy: proxy, NODE_EXTRA_CA_CERTS: file }, refused);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

/** The key names are those of the examples. */
function secretsOf({ alibaba, huawei }: Emulator): WorkflowOptions['secrets'] {
  return {
    ALIBABA_ACCESS_KEY_ID: alibaba.keys.accessKeyId,
    ALIBABA_ACCESS_KEY_SECRET: alibaba.keys.accessKeySecret,
    HUAWEI_ACCESS_KEY_ID: huawei.keys.accessKeyId,
    HUAWEI_SECRET_ACCESS_KEY: huawei.keys.secretAccessKey,
  };
}

/** A server that a stand-in for `./deploy.sh` tells its arguments, and that answers what becomes its outputs. */
function withConsole<T>(
  deploy: (args: readonly string[]) => Deployed | undefined,
  use: (files: WorkflowOptions['files']) => Promise<T>,
): Promise<T> {
  const server = createServer((request, response) => {
    const args = new URL(request.url ?? '', 'http://localhost').searchParams.getAll('arg');
    const outputs = deploy(args);
    if (outputs === undefined) return void response.writeHead(500).end();
    response.end(
      Object.entries(outputs)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    );
  });
  return listening(server, ({ url }) => use({ 'deploy.sh': deployScript(url) }));
}

function deployScript(url: string): string {
  return `#!/usr/bin/env node
const query = new URLSearchParams(process.argv.slice(2).map((arg) => ['arg', arg]));
fetch(\`${url}/?\${query}\`)
  .then((response) => (response.ok ? response.text() : process.exit(1)))
  .then((outputs) => require('node:fs').appendFileSync(process.env.GITHUB_OUTPUT, outputs));
`;
}

const MEND = `#!/usr/bin/env bash
echo "mending $1, which was $2"
`;
