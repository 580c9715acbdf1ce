import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type GitHub, type GitHubOptions, startGitHub } from '../../test/emulator/github.ts';
import { type Emulator, startEmulator } from '../../test/emulator/index.ts';
import { runWorkflow, type WorkflowOptions, type WorkflowRun } from './act.ts';
import { PUBLISHER } from './aliyun.ts';
import { withCloudHosts } from './cloud-hosts.ts';
import { IAM_HOST, IAM_USER, type Starts, withHuaweiStarts } from './huawei-starts.ts';

/** What of a run the world does not give. */
export interface Running extends Omit<WorkflowOptions, 'secrets' | 'idToken' | 'env'> {
  /** Beside what leads to the world, or instead of it. */
  readonly env?: WorkflowOptions['env'];
  /** Instead of the keys of the emulated accounts. */
  readonly secrets?: WorkflowOptions['secrets'];
}

/** What of a world may be otherwise. */
export interface WorldOptions {
  readonly github?: GitHubOptions;
  /** Where GitHub's API is; by default api.github.com. */
  readonly githubHost?: string;
  /** The calls that start deployments at Huawei Cloud; with them there is its IAM, too. */
  readonly starts?: (emulator: Emulator) => Starts;
}

/** The clouds and GitHub, emulated, at their own names, and workflows that run among them. */
export interface World {
  readonly emulator: Emulator;
  readonly github: GitHub;
  /** What leads to the world from a machine that has none of it in its environment. */
  readonly proxy: string;
  /** A PEM file: the authority of all certificates. */
  readonly authorityFile: string;
  /** Runs an example, with the keys of the emulated accounts as the secrets that it names. */
  readonly run: (running: Running) => Promise<WorkflowRun>;
}

/**
 * A world for as long as `use` runs.
 *
 * @throws if any other host was asked for anything, or GitHub for what its own description does not allow
 */
export async function inWorld<T>(
  use: (world: World) => Promise<T>,
  { github: options, githubHost = 'api.github.com', starts }: WorldOptions = {},
): Promise<T> {
  const emulator = await startEmulator();
  const github = await startGitHub({ repository: 'example/shop', ...options });
  const folder = await mkdtemp(join(tmpdir(), 'deploy-gate-authority-'));
  const huawei = {
    'servicestage.cn-north-4.myhuaweicloud.com': emulator.servicestage.endpoint,
    'codearts-deploy.cn-north-4.myhuaweicloud.com': emulator.codearts.endpoint,
  };
  const others = {
    'apigateway.cn-hangzhou.aliyuncs.com': emulator.alibaba.endpoint,
    [githubHost]: github.apiUrl,
    'sts.aliyuncs.com': emulator.sts.endpoint,
    [IAM_HOST]: emulator.iam.endpoint,
    [ID_TOKEN_HOST]: emulator.oidc.endpoint,
  };
  const inHosts = (endpoints: Readonly<Record<string, string>>): Promise<T> =>
    withCloudHosts(endpoints, async ({ proxy, authority, refused }) => {
      const authorityFile = join(folder, 'authority.pem');
      await writeFile(authorityFile, authority);
      const env = { https_proxy: proxy, NODE_EXTRA_CA_CERTS: authorityFile, CURL_CA_BUNDLE: authorityFile };
      const secrets = secretsOf(emulator, github);
      const run: World['run'] = (running) =>
        runWorkflow({ secrets, ...running, idToken: idTokenOf(emulator), env: { ...env, ...running.env } });
      const used = await use({ emulator, github, proxy, authorityFile, run });
      const wrong = [...refused.map((host) => `${host} was asked`), ...github.violations];
      if (wrong.length > 0) throw new Error(wrong.join('\n'));
      return used;
    });
  try {
    if (starts === undefined) return await inHosts({ ...others, ...huawei });
    return await withHuaweiStarts(emulator, huawei, starts(emulator), (endpoint) =>
      inHosts({
        ...others,
        ...Object.fromEntries([...Object.keys(huawei), IAM_HOST].map((host) => [host, endpoint])),
      }),
    );
  } finally {
    await Promise.all([emulator.close(), github.close(), rm(folder, { recursive: true, force: true })]);
  }
}

/** Where GitHub's runners are given OIDC tokens. */
const ID_TOKEN_HOST = 'pipelines.actions.githubusercontent.com';

/** What leads to the emulated issuer as if it were there. */
function idTokenOf({ oidc }: Emulator): WorkflowOptions['idToken'] {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url = '', ...others } = oidc.variables;
  return {
    ...others,
    ACTIONS_ID_TOKEN_REQUEST_URL: url.replace(oidc.endpoint, `https://${ID_TOKEN_HOST}`),
  };
}

/** The pair that publishes is another than the gate's, which may only read. */
function secretsOf({ alibaba, huawei }: Emulator, { token }: GitHub): WorkflowOptions['secrets'] {
  return {
    GITHUB_TOKEN: token,
    ALIBABA_ACCESS_KEY_ID: PUBLISHER.accessKeyId,
    ALIBABA_ACCESS_KEY_SECRET: PUBLISHER.accessKeySecret,
    ALIBABA_GATE_ACCESS_KEY_ID: alibaba.keys.accessKeyId,
    ALIBABA_GATE_ACCESS_KEY_SECRET: alibaba.keys.accessKeySecret,
    HUAWEI_GATE_ACCESS_KEY_ID: huawei.keys.accessKeyId,
    HUAWEI_GATE_SECRET_ACCESS_KEY: huawei.keys.secretAccessKey,
    HUAWEI_USER_PASSWORD: IAM_USER.password,
  };
}
