import type { AlibabaKeys } from '../../test/emulator/index.ts';
import type { Program } from './programs.ts';

/** Parameters of a call, by their names as Alibaba Cloud's API has them. */
type Parameters = Readonly<Record<string, string>>;

/** What one of its calls answers. */
export type Publish = (operation: string, parameters: Parameters) => object;

/**
 * The two calls that publish, and their parameters, from the metadata that the vendor's command line is built on
 * (`metadatas/cloudapi/*.json` of aliyun/aliyun-openapi-meta). All but GroupId of DeployApi are required there.
 */
const OPERATIONS: Readonly<Record<string, readonly RegExp[]>> = {
  BatchDeployApis: [/^StageName$/, /^Description$/, /^Api\.[1-9]\d*\.GroupId$/, /^Api\.[1-9]\d*\.ApiUid$/],
  DeployApi: [/^ApiId$/, /^StageName$/, /^Description$/, /^GroupId$/],
};

/** The keys of the user who may publish. */
export const PUBLISHER: AlibabaKeys = {
  accessKeyId: 'LTAIfakePublisherKey001',
  accessKeySecret: 'FakePublisherSecretNotReal0001',
};

/** Stands in for Alibaba Cloud's command line: takes what it takes, with keys of the publisher from the environment. */
export function aliyun(publish: Publish): Program {
  return ({ args: [product, operation = '', ...flags], env }) => {
    if (product !== 'cloudapi') throw new Error(`'${product}' is not a valid command`);
    const known = OPERATIONS[operation];
    if (known === undefined) throw new Error(`'${operation}' is not a valid api`);
    const { region, ...parameters } = readFlags(flags);
    if (region === undefined) throw new Error('region can not be empty');
    for (const name of Object.keys(parameters))
      if (!known.some((pattern) => pattern.test(name))) throw new Error(`--${name} is not a valid parameter`);
    for (const pattern of known)
      if (!Object.keys(parameters).some((name) => pattern.test(name)))
        throw new Error(`required parameter ${pattern} not assigned`);
    if (
      env['ALIBABA_CLOUD_ACCESS_KEY_ID'] !== PUBLISHER.accessKeyId ||
      env['ALIBABA_CLOUD_ACCESS_KEY_SECRET'] !== PUBLISHER.accessKeySecret
    )
      throw new Error('InvalidAccessKeyId.NotFound');
    const answer = { RequestId: 'E7FE7172-AA75-5880-B6F7-C00893E9BC06', ...publish(operation, parameters) };
    return { stdout: `${JSON.stringify(answer, null, '\t')}\n` };
  };
}

function readFlags(flags: readonly string[]): Readonly<Record<string, string>> {
  const named: Record<string, string> = {};
  for (let index = 0; index < flags.length; index += 2) {
    const [flag = '', value = ''] = flags.slice(index, index + 2);
    if (!flag.startsWith('--') || value === '') throw new Error(`${flag}: not a parameter with a value`);
    named[flag.slice(2)] = value;
  }
  return named;
}
