import { describe, expect, it } from 'vitest';

import type { AlibabaRole } from '../../src/clouds/alibaba-sts.ts';
import type { HuaweiIdentityProvider } from '../../src/clouds/huawei-iam.ts';
import { InputError, type Inputs, readInputs } from '../../src/inputs/inputs.ts';
import type { Env } from '../../src/world.ts';

type Given = Readonly<Record<string, string>>;

const ROLE_ARN = 'acs:ram::123456789012:role/deploy-gate';
const PROVIDER_ARN = 'acs:ram::123456789012:oidc-provider/github';
const TASKS =
  '- {provider: alibaba-api-gateway, operation-uid: o1, region: cn-hangzhou}\n' +
  '- {provider: huawei-codearts-deploy, task-id: t1, record-id: r1, region: cn-north-4}';
const KEYLESS: Given = {
  'alibaba-role-arn': ROLE_ARN,
  'alibaba-oidc-provider-arn': PROVIDER_ARN,
  'huawei-identity-provider': 'github',
  tasks: TASKS,
};
const JOB: Env = {
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://pipelines.example/idtoken?api-version=2.0',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
  GITHUB_REPOSITORY: 'acme/orders',
  GITHUB_RUN_ID: '1658821493',
};
const PERMISSION = 'grant the job "permissions: id-token: write" (a pull request from a fork never has it)';

const read = (inputs: Given = {}, env: Env = JOB): Inputs =>
  readInputs((name) => ({ ...KEYLESS, ...inputs })[name] ?? '', env);

/** What is wrong with the inputs, each problem in a line of its own. */
function problemsOf(inputs: Given, env: Env = JOB): readonly string[] {
  try {
    read(inputs, env);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message.split('\n- ').slice(1);
  }
}

function roleOf({ alibaba }: Inputs): AlibabaRole {
  if (alibaba === undefined || !('roleArn' in alibaba.value)) throw new Error('no role');
  return alibaba.value;
}

function identityProviderOf({ huawei }: Inputs): HuaweiIdentityProvider {
  if (huawei?.value.kind !== 'identity-provider') throw new Error('no identity provider');
  return huawei.value;
}

describe('the keyless inputs', () => {
  it('of Alibaba Cloud make a role', () => {
    const { alibaba } = read();
    expect(alibaba).toEqual({
      source: 'alibaba-role-arn and alibaba-oidc-provider-arn',
      fromEnvironment: false,
      temporary: true,
      value: {
        kind: 'role',
        roleArn: ROLE_ARN,
        oidcProviderArn: PROVIDER_ARN,
        audience: 'sts.aliyuncs.com',
        endpoint: new URL('https://sts.aliyuncs.com'),
        durationSeconds: 2250,
        sessionName: 'acme-orders-1658821493',
        idToken: {
          url: new URL('https://pipelines.example/idtoken?api-version=2.0'),
          token: 'request-token',
        },
      },
    });
  });

  it('of Huawei Cloud make an identity provider', () => {
    const { huawei } = read({ 'huawei-project-id': 'p1', 'huawei-region': 'cn-south-1' });
    expect(huawei).toEqual({
      source: 'huawei-identity-provider',
      fromEnvironment: false,
      temporary: true,
      value: {
        kind: 'identity-provider',
        id: 'github',
        audience: 'iam.myhuaweicloud.com',
        endpoint: undefined,
        projectId: 'p1',
        region: 'cn-south-1',
        idToken: {
          url: new URL('https://pipelines.example/idtoken?api-version=2.0'),
          token: 'request-token',
        },
      },
    });
  });

  it('take another audience and another endpoint, whose path is kept', () => {
    const inputs = read({
      'alibaba-oidc-audience': 'https://deploy.example/',
      'alibaba-sts-endpoint': 'https://sts-vpc.cn-hangzhou.aliyuncs.com/a/b',
      'huawei-oidc-audience': 'gate',
      'huawei-iam-endpoint': 'http://127.0.0.1:8080/iam',
      'allowed-hosts': '127.0.0.1',
    });
    expect(roleOf(inputs)).toMatchObject({
      audience: 'https://deploy.example/',
      endpoint: new URL('https://sts-vpc.cn-hangzhou.aliyuncs.com/a/b'),
    });
    expect(identityProviderOf(inputs)).toMatchObject({
      audience: 'gate',
      endpoint: new URL('http://127.0.0.1:8080/iam'),
    });
  });

  it('come before the environment, whatever is wrong with that', () => {
    const env = {
      ...JOB,
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI-env',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret-env',
      HUAWEICLOUD_SDK_AK: 'half',
    };
    expect(roleOf(read({}, env)).roleArn).toBe(ROLE_ARN);
    expect(identityProviderOf(read({}, env)).id).toBe('github');
  });

  it('that are empty leave the place to the environment', () => {
    const env = { ...JOB, HUAWEICLOUD_SDK_AK: 'ak-env', HUAWEICLOUD_SDK_SK: 'sk-env' };
    expect(read({ 'huawei-identity-provider': ' ' }, env).huawei?.value).toMatchObject({ kind: 'keys' });
  });

  it('of a cloud that no task is of are not read', () => {
    const tasks = TASKS.split('\n')[1] ?? '';
    expect(problemsOf({ tasks, 'alibaba-role-arn': 'x', 'alibaba-access-key-id': 'y' })).toEqual([]);
  });

  it('bring no warning that a session may be too short', () => {
    expect(read({ timeout: '2h' }).warnings).toEqual([]);
  });
});

describe('the length of a session', () => {
  it.each([
    ['30m', 'true', 2250],
    ['1s', 'true', 900],
    ['12m', 'true', 900],
    ['721s', 'true', 902],
    ['48m', 'true', 3600],
    ['49m', 'true', 3600],
    ['120h', 'true', 3600],
    ['120h', 'false', 900],
  ])('with a timeout of %s, and wait: %s, is %i s', (timeout, wait, seconds) => {
    expect(roleOf(read({ timeout, wait })).durationSeconds).toBe(seconds);
  });
});

describe('the name of a session', () => {
  const nameOf = (repository: string | undefined, run: string | undefined): string =>
    roleOf(read({}, { ...JOB, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run })).sessionName;

  it.each([
    ['acme/orders', '1', 'acme-orders-1'],
    ['a.c-m_e/or.de_rs', '42', 'a.c-m_e-or.de_rs-42'],
    ['acme/orders; drop', '42', 'acme-orders-drop-42'],
    [undefined, '42', 'deploy-gate-42'],
    ['acme/orders', undefined, 'acme-orders'],
    [undefined, undefined, 'deploy-gate'],
    [`${'o'.repeat(39)}/${'r'.repeat(100)}`, '1658821493', `${'r'.repeat(53)}-1658821493`],
  ])('of %s, run %s is %s', (repository, run, name) => {
    expect(nameOf(repository, run)).toBe(name);
    expect(name).toMatch(/^[\w.@-]{2,64}$/);
  });
});

describe('what is said of keyless inputs that are refused', () => {
  const [ARN_FORM, PROVIDER_FORM] = [
    'write it as acs:ram::123456789012:role/deploy-gate',
    'write it as acs:ram::123456789012:oidc-provider/github',
  ];
  it.each<[what: string, inputs: Given, problems: readonly string[]]>([
    ['nothing, where nothing is wrong', {}, []],
    [
      'half a pair',
      { 'alibaba-oidc-provider-arn': '' },
      [
        'alibaba-role-arn without alibaba-oidc-provider-arn: half of what the keyless exchange takes; give both',
      ],
    ],
    [
      'the other half',
      { 'alibaba-role-arn': '' },
      [
        'alibaba-oidc-provider-arn without alibaba-role-arn: half of what the keyless exchange takes; give both',
      ],
    ],
    [
      'ARNs that are none, the wrong way round',
      { 'alibaba-role-arn': PROVIDER_ARN, 'alibaba-oidc-provider-arn': ROLE_ARN },
      [
        `alibaba-role-arn: "${PROVIDER_ARN}" is not the ARN of a RAM role; ${ARN_FORM}`,
        `alibaba-oidc-provider-arn: "${ROLE_ARN}" is not the ARN of an OIDC identity provider; ${PROVIDER_FORM}`,
      ],
    ],
    [
      'another cloud’s ARN',
      { 'alibaba-role-arn': 'arn:aws:iam::123456789012:role/x' },
      [`alibaba-role-arn: "arn:aws:iam::123456789012:role/x" is not the ARN of a RAM role; ${ARN_FORM}`],
    ],
    [
      'a role with keys',
      { 'alibaba-access-key-id': 'LTAI', 'alibaba-security-token': 't' },
      [
        'alibaba-role-arn, alibaba-oidc-provider-arn and alibaba-access-key-id, alibaba-security-token: two kinds of credentials at once; give one of them',
      ],
    ],
    [
      'half a role with half a key',
      { 'alibaba-oidc-provider-arn': '', 'alibaba-access-key-secret': 's' },
      ['alibaba-role-arn and alibaba-access-key-secret: two kinds of credentials at once; give one of them'],
    ],
    [
      'an identity provider with a token',
      { 'huawei-auth-token': 'iam' },
      ['huawei-identity-provider and huawei-auth-token: two kinds of credentials at once; give one of them'],
    ],
    [
      'an identity provider with keys',
      { 'huawei-secret-access-key': 'SK' },
      [
        'huawei-identity-provider and huawei-secret-access-key: two kinds of credentials at once; give one of them',
      ],
    ],
    [
      'all three kinds',
      { 'huawei-auth-token': 'iam', 'huawei-access-key-id': 'AK' },
      [
        'huawei-identity-provider and huawei-auth-token, huawei-access-key-id: three kinds of credentials at once; give one of them',
      ],
    ],
    [
      'a name that no identity provider has',
      { 'huawei-identity-provider': 'git hub' },
      ['huawei-identity-provider: "git hub" is no name of an identity provider; write it as IAM lists it'],
    ],
    [
      'audiences',
      { 'alibaba-oidc-audience': 'a b', 'huawei-oidc-audience': 'ü' },
      [
        'alibaba-oidc-audience: "a b" is no audience; write it without spaces, such as sts.aliyuncs.com',
        'huawei-oidc-audience: "ü" is no audience; write it without spaces, such as iam.myhuaweicloud.com',
      ],
    ],
    [
      'endpoints',
      { 'alibaba-sts-endpoint': 'http://sts.aliyuncs.com', 'huawei-iam-endpoint': 'https://iam.example' },
      [
        'alibaba-sts-endpoint: "http://sts.aliyuncs.com" must begin with https:// (http:// only on loopback)',
        'huawei-iam-endpoint: the host "iam.example" is not under myhuaweicloud.com, myhuaweicloud.cn, myhuaweicloud.eu; if it is right, name it in allowed-hosts',
      ],
    ],
    [
      'a task without a project',
      {
        tasks:
          '- {provider: huawei-codearts-deploy, task-id: t1, record-id: r1, endpoint: https://x.myhuaweicloud.com}',
      },
      [
        'huawei-identity-provider: "huawei-codearts-deploy r1" has neither a region nor a project, and an IAM token is for one project; give the entry its region, or the input huawei-project-id',
      ],
    ],
  ])('%s', (_what, inputs, problems) => {
    expect(problemsOf(inputs)).toEqual(problems);
  });

  it.each<[what: string, env: Env, problems: readonly string[]]>([
    [
      'no permission',
      {},
      ['alibaba-role-arn', 'huawei-identity-provider'].map(
        (name) =>
          `${name}: the job cannot get an OIDC token (ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN not set): ${PERMISSION}`,
      ),
    ],
    [
      'no token to ask with',
      { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://pipelines.example/' },
      ['alibaba-role-arn', 'huawei-identity-provider'].map(
        (name) =>
          `${name}: the job cannot get an OIDC token (ACTIONS_ID_TOKEN_REQUEST_TOKEN not set): ${PERMISSION}`,
      ),
    ],
    [
      'no URL, in all that looks like one',
      { ...JOB, ACTIONS_ID_TOKEN_REQUEST_URL: 'file:///etc/passwd' },
      Array.from(
        { length: 2 },
        () => 'ACTIONS_ID_TOKEN_REQUEST_URL: is not a URL of http or https; leave it as the runner sets it',
      ),
    ],
  ])('%s', (_what, env, problems) => {
    expect(problemsOf({}, env)).toEqual(problems);
  });
});

describe('an audience or an endpoint without the rest', () => {
  const KEYS: Given = {
    'alibaba-role-arn': '',
    'alibaba-oidc-provider-arn': '',
    'huawei-identity-provider': '',
    'alibaba-access-key-id': 'LTAI',
    'alibaba-access-key-secret': 'secret',
    'huawei-auth-token': 'iam',
  };

  it('is warned about', () => {
    const { warnings } = read({
      ...KEYS,
      'alibaba-oidc-audience': 'gate',
      'alibaba-sts-endpoint': 'https://sts.aliyuncs.com',
      'huawei-oidc-audience': 'gate',
      'huawei-iam-endpoint': 'https://iam.myhuaweicloud.com',
    });
    expect(warnings).toEqual(
      [
        ['alibaba-oidc-audience', 'alibaba-role-arn and alibaba-oidc-provider-arn'],
        ['alibaba-sts-endpoint', 'alibaba-role-arn and alibaba-oidc-provider-arn'],
        ['huawei-oidc-audience', 'huawei-identity-provider'],
        ['huawei-iam-endpoint', 'huawei-identity-provider'],
      ].map(
        ([name, needed]) =>
          `${name}: is of no use without ${needed}, which the inputs do not give; leave it out`,
      ),
    );
  });

  it('is not, where it is the default that the runner fills in', () => {
    const { warnings } = read({
      ...KEYS,
      'alibaba-oidc-audience': 'sts.aliyuncs.com',
      'huawei-oidc-audience': 'iam.myhuaweicloud.com',
    });
    expect(warnings).toEqual([]);
  });
});

describe('which credentials were taken, and why', () => {
  const NONE: Given = {
    'alibaba-role-arn': '',
    'alibaba-oidc-provider-arn': '',
    'huawei-identity-provider': '',
  };

  it.each<[what: string, inputs: Given, env: Env, choices: readonly string[]]>([
    [
      'keyless',
      {},
      JOB,
      [
        'credentials of Alibaba Cloud: alibaba-role-arn and alibaba-oidc-provider-arn, since inputs come before the environment',
        'credentials of Huawei Cloud: huawei-identity-provider, since inputs come before the environment',
      ],
    ],
    [
      'the environment, and a token',
      { ...NONE, 'huawei-auth-token': 'iam' },
      { ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret' },
      [
        'credentials of Alibaba Cloud: ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, since no input gives any and the environment does',
        'credentials of Huawei Cloud: huawei-auth-token, since inputs come before the environment',
      ],
    ],
    [
      'one cloud alone',
      { tasks: TASKS.split('\n')[1] ?? '' },
      JOB,
      ['credentials of Huawei Cloud: huawei-identity-provider, since inputs come before the environment'],
    ],
  ])('is told: %s', (_what, inputs, env, choices) => {
    expect(read(inputs, env).choices).toEqual(choices);
  });
});
