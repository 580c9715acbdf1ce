import { describe, it } from 'vitest';

import { deployed, OVER, publishTask, record } from '../dist/entries.ts';
import { type Played, play, type Setting } from '../dist/scene.ts';
import { type Act, type Emulator, faults, GITHUB_ISSUER, JOB } from '../emulator/index.ts';
import { leaksOf } from './echoes.ts';
import { type Cloud, EXCHANGE, exchangesOf, keyless, keylessInputs, looksOf, secretsOf } from './keyless.ts';
import { reasonOf, toldOf } from './told.ts';

/** A deployment of each cloud that has succeeded. */
const TASK: Readonly<Record<Cloud, (emulator: Emulator) => Setting['tasks'][number]>> = {
  alibaba: (e) => publishTask(e, [OVER]),
  huawei: (e) => record(e, 'succeeded'),
};

/** What is refused before any request, by the words that the log has for it. */
interface Refusal {
  readonly inputs?: (emulator: Emulator) => Readonly<Record<string, string>>;
  readonly env?: (emulator: Emulator) => Readonly<Record<string, string | undefined>>;
  readonly says: readonly (string | RegExp)[];
}

const without = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, undefined] as const));

const REQUEST_URL = 'ACTIONS_ID_TOKEN_REQUEST_URL';
const REQUEST_TOKEN = 'ACTIONS_ID_TOKEN_REQUEST_TOKEN';

describe('row 33: keyless inputs that cannot work → refused by name, before any request', () => {
  const rows: readonly (readonly [what: string, refusal: Refusal])[] = [
    [
      'a job without the permission',
      {
        env: () => without(REQUEST_URL, REQUEST_TOKEN),
        says: ['permissions: id-token: write', 'alibaba-role-arn', 'huawei-identity-provider'],
      },
    ],
    [
      'a job with half of it',
      { env: () => without(REQUEST_TOKEN), says: ['permissions: id-token: write', REQUEST_TOKEN] },
    ],
    [
      'a role without its provider',
      {
        inputs: () => ({ 'alibaba-oidc-provider-arn': '' }),
        says: [/alibaba-role-arn without alibaba-oidc-provider-arn/],
      },
    ],
    [
      'a provider without a role',
      {
        inputs: () => ({ 'alibaba-role-arn': '' }),
        says: [/alibaba-oidc-provider-arn without alibaba-role-arn/],
      },
    ],
    [
      'keys and a role',
      {
        inputs: ({ alibaba: { keys } }) => ({
          'alibaba-access-key-id': keys.accessKeyId,
          'alibaba-access-key-secret': keys.accessKeySecret,
        }),
        says: [/alibaba-role-arn.* and alibaba-access-key-id.*kinds of credentials/],
      },
    ],
    [
      'keys and an identity provider',
      {
        inputs: ({ huawei: { keys } }) => ({
          'huawei-access-key-id': keys.accessKeyId,
          'huawei-secret-access-key': keys.secretAccessKey,
        }),
        says: [/huawei-identity-provider and huawei-access-key-id.*kinds of credentials/],
      },
    ],
    [
      'a token and an identity provider',
      {
        inputs: ({ huawei }) => ({ 'huawei-auth-token': huawei.issueToken().value }),
        says: [/huawei-identity-provider and huawei-auth-token.*kinds of credentials/],
      },
    ],
    [
      'half a key beside a role',
      {
        inputs: ({ alibaba: { keys } }) => ({ 'alibaba-access-key-secret': keys.accessKeySecret }),
        says: [/alibaba-role-arn.* and alibaba-access-key-secret/],
      },
    ],
    [
      'services at a host that is not allowed',
      {
        inputs: () => ({
          'alibaba-sts-endpoint': 'https://sts.example.invalid',
          'huawei-iam-endpoint': 'http://169.254.169.254',
        }),
        says: [/- alibaba-sts-endpoint: /, /- huawei-iam-endpoint: /],
      },
    ],
  ];

  it.concurrent.for(rows)('%s', async ([, { inputs, env, says }], { expect }) => {
    const step = await play((emulator) =>
      keyless(emulator, [TASK.alibaba(emulator), TASK.huawei(emulator)], {
        inputs: inputs?.(emulator) ?? {},
        env: env?.(emulator) ?? {},
      }),
    );
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'error', results: '[]' } });
    expect(step.emulator.requests).toEqual([]);
    for (const words of says) expect(step.stdout).toMatch(words);
    const { alibaba, huawei } = step.emulator;
    const keys = [alibaba.keys.accessKeySecret, huawei.keys.secretAccessKey];
    expect(leaksOf(step, [...secretsOf(step.emulator), ...keys])).toEqual([]);
  });
});

/** A set-up in the cloud that does not fit, and what is said of it beside the issuer, the audience and the subject. */
type Misfit = readonly [what: string, cloud: Cloud, setUp: (emulator: Emulator) => void, says: RegExp];

const misfits: readonly Misfit[] = [
  [
    'an audience that STS does not know',
    'alibaba',
    ({ sts: { role } }) => {
      role.trust = { ...role.trust, audiences: ['elsewhere'] };
    },
    /AuthenticationFail\.OIDCToken\.AudienceNotMatch.*client ids/,
  ],
  [
    'an issuer that STS does not know',
    'alibaba',
    ({ sts: { role } }) => {
      role.trust = { ...role.trust, issuer: 'https://elsewhere.invalid' };
    },
    /AuthenticationFail\.OIDCToken\.IssuerNotMatch/,
  ],
  [
    'a provider that STS does not know',
    'alibaba',
    ({ sts: { role } }) => {
      role.providerArn = 'acs:ram::1:oidc-provider/other';
    },
    /RAM has no identity provider .*: check alibaba-oidc-provider-arn/,
  ],
  [
    'a role that STS does not know',
    'alibaba',
    ({ sts: { role } }) => {
      role.roleArn = 'acs:ram::1:role/other';
    },
    /EntityNotExist\.Role/,
  ],
  [
    'a trust policy for another repository',
    'alibaba',
    ({ sts: { role } }) => {
      role.admits = () => false;
    },
    /AuthenticationFail\.NoPermission/,
  ],
  [
    'an audience that IAM does not know',
    'huawei',
    ({ iam: { provider } }) => {
      provider.trust = { ...provider.trust, audiences: ['elsewhere'] };
    },
    /IAM\.0001/,
  ],
  [
    'an identity provider that IAM does not know',
    'huawei',
    ({ iam: { provider } }) => {
      provider.id = 'other';
    },
    /IAM\.0004/,
  ],
  [
    'a project that IAM does not know',
    'huawei',
    ({ iam: { provider } }) => {
      provider.projects = [];
    },
    /IAM\.0004.*project/,
  ],
  [
    'conversion rules for another repository',
    'huawei',
    ({ iam: { provider } }) => {
      provider.admits = () => false;
    },
    /IAM\.0003/,
  ],
];

describe('row 33: an exchange that the cloud refuses → error, with the issuer and the audience that the cloud must know', () => {
  it.concurrent.for(misfits)('%s', async ([, cloud, setUp, says], { expect }) => {
    const step = await play((emulator) => {
      const setting = keyless(emulator, [TASK[cloud](emulator)]);
      setUp(emulator);
      return setting;
    });
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'error' } });
    const reason = reasonOf(step);
    expect(reason).toMatch(says);
    for (const claim of [GITHUB_ISSUER, EXCHANGE[cloud].audience, JOB.sub]) expect(reason).toContain(claim);
    expectFewTries(step, cloud, expect);
  });

  it.concurrent.for(['alibaba', 'huawei'] as const)(
    'an audience by its input, %s',
    async (cloud, { expect }) => {
      const step = await play((emulator) =>
        keyless(emulator, [TASK[cloud](emulator)], { inputs: { [`${cloud}-oidc-audience`]: 'my-audience' } }),
      );
      expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
      expect(step.emulator.requests[0]).toMatchObject({ operation: 'id-token', id: 'my-audience' });
      expect(reasonOf(step)).toContain('my-audience');
      expectFewTries(step, cloud, expect);
    },
  );
});

/** One try; three where the service says 401, which an issuer's clock may be to blame for, and no more than that. */
function expectFewTries(step: Played, cloud: Cloud, expect: typeof import('vitest').expect): void {
  const exchanges = exchangesOf(step.emulator, cloud);
  const [{ status, code = '' } = { status: 0 }] = exchanges;
  const again = status === 401 && !/NoPermission/.test(code);
  expect(exchanges).toHaveLength(again ? 3 : 1);
  expect(looksOf(step.emulator)).toEqual([]);
  expect(Number(step.outputs['duration-seconds'])).toBeLessThan(15);
  expect(leaksOf(step, secretsOf(step.emulator))).toEqual([]);
}

describe('row 33: GitHub that gives no ID token → error, with the permission that the job needs', () => {
  const refusals: readonly (readonly [what: string, answer: Act | undefined])[] = [
    ['401', faults.httpError(401, { message: 'no' })],
    ['403', undefined],
  ];
  const rows = (['alibaba', 'huawei'] as const).flatMap((cloud) =>
    refusals.map(([what, answer]) => [`${what}, ${cloud}`, cloud, answer] as const),
  );
  it.concurrent.for(rows)('%s', async ([, cloud, answer], { expect }) => {
    const step = await play((emulator) => {
      emulator.oidc.tokens = () => answer;
      return keyless(emulator, [TASK[cloud](emulator)]);
    });
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'error' } });
    expect(reasonOf(step)).toContain('permissions: id-token: write');
    expect(step.emulator.requests.map(({ operation }) => operation)).toEqual(['id-token']);
    expect(leaksOf(step, secretsOf(step.emulator))).toEqual([]);
  });
});

describe('row 33: 200 tasks whose exchange is refused → one exchange in all, every task in error', () => {
  const IDS = Array.from({ length: 200 }, (_, index) => `task-${index}`);
  it.concurrent.for(['alibaba', 'huawei'] as const)('%s', async (cloud, { expect }) => {
    const step = await play((emulator) => {
      const { alibaba, codearts, iam, sts } = emulator;
      [sts.role.admits, iam.provider.admits] = [() => false, () => false];
      const entries = IDS.map((id) =>
        cloud === 'alibaba'
          ? { provider: 'alibaba-api-gateway', 'operation-uid': id, endpoint: alibaba.endpoint }
          : {
              provider: 'huawei-codearts-deploy',
              'task-id': id,
              'record-id': id,
              endpoint: codearts.endpoint,
            },
      );
      return keyless(emulator, [], {
        inputs: { tasks: '', 'tasks-file': 'gate.json' },
        files: { 'gate.json': JSON.stringify(entries) },
      });
    });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(step.emulator.requests).toHaveLength(2);
    expect(toldOf(step).map(({ state }) => state)).toEqual(IDS.map(() => 'error'));
    expect(Number(step.outputs['duration-seconds'])).toBeLessThan(10);
  });
});

describe('the source of the credentials', () => {
  it.concurrent('is the keyless inputs, whatever the environment has', async ({ expect }) => {
    const step = await play((emulator) =>
      keyless(emulator, [TASK.alibaba(emulator), TASK.huawei(emulator)], {
        env: {
          ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAIofSomebodyElse0001',
          ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'SecretOfSomebodyElse00000001',
          HUAWEICLOUD_SDK_AK: 'KEYOFSOMEBODYELSE001',
          RUNNER_DEBUG: '1',
        },
      }),
    );
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(step.stdout).toMatch(/^::debug::.*alibaba-role-arn/m);
    expect(step.stdout).toMatch(/^::debug::.*huawei-identity-provider/m);
    expect(leaksOf(step, [...secretsOf(step.emulator), 'SecretOfSomebodyElse00000001'])).toEqual([]);
  });

  it.concurrent('may be another for each cloud', async ({ expect }) => {
    const step = await play((emulator) => {
      const { accessKeyId, secretAccessKey } = emulator.huawei.keys;
      const env = { HUAWEICLOUD_SDK_AK: accessKeyId, HUAWEICLOUD_SDK_SK: secretAccessKey };
      const { 'huawei-identity-provider': _provider, ...inputs } = keylessInputs(emulator, ['alibaba']);
      return {
        tasks: [TASK.alibaba(emulator), TASK.huawei(emulator)],
        inputs,
        env: { ...emulator.oidc.variables, ...env },
      };
    });
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(exchangesOf(step.emulator, 'alibaba')).toHaveLength(1);
    expect(exchangesOf(step.emulator, 'huawei')).toHaveLength(0);
  });
});

describe('the endpoints of the exchange', () => {
  it.concurrent('keep their paths', async ({ expect }) => {
    const step = await play(
      (emulator) => {
        const { sts, iam } = emulator;
        const tasks = [TASK.alibaba(emulator), TASK.huawei(emulator)];
        return keyless(
          emulator,
          tasks.map((task) => ({ ...task, endpoint: `${task['endpoint']}/base` })),
          {
            inputs: {
              'alibaba-sts-endpoint': `${sts.endpoint}/base`,
              'huawei-iam-endpoint': `${iam.endpoint}/base/`,
            },
          },
        );
      },
      { basePath: '/base' },
    );
    expect(step).toMatchObject({ exitCode: 0, stderr: '', outputs: { state: 'succeeded' } });
  });
});

describe('the session of a role', () => {
  const askedFor = (step: Played): URLSearchParams =>
    new URLSearchParams(String(exchangesOf(step.emulator, 'alibaba')[0]?.body));

  it.concurrent('shows the repository and the run, as STS takes it', async ({ expect }) => {
    const step = await play((e) => keyless(e, [TASK.alibaba(e)]));
    expect(step).toMatchObject({ exitCode: 0 });
    const name = askedFor(step).get('RoleSessionName');
    expect(name).toContain('octo-repo');
    expect(name).toContain(JOB.run_id);
  });

  it.concurrent('fits whatever the repository is called', async ({ expect }) => {
    const GITHUB_REPOSITORY = `${'very-long-owner'.repeat(2)}/${'r'.repeat(100)}`;
    const step = await play((e) => keyless(e, [TASK.alibaba(e)], { env: { GITHUB_REPOSITORY } }));
    expect(step).toMatchObject({ exitCode: 0 });
    expect(askedFor(step).get('RoleSessionName')).toContain(JOB.run_id);
  });

  it.concurrent.for([
    ['20s', '900'],
    ['2h', '3600'],
  ])('for a timeout of %s lasts %s s', async ([timeout = '', seconds], { expect }) => {
    const step = await play((e) => keyless(e, [TASK.alibaba(e)], { inputs: { timeout } }));
    expect(step).toMatchObject({ exitCode: 0 });
    expect(askedFor(step).get('DurationSeconds')).toBe(seconds);
  });
});

describe('the preflight', () => {
  it.concurrent.for(['alibaba', 'huawei'] as const)(
    'shows at once that %s refuses, while the other cloud is waited for',
    async (cloud, { expect }) => {
      const step = await play(async (emulator) => {
        const { oidc, sts, iam } = emulator;
        // The issuer makes its keys at its first token.
        await oidc.issue('nobody');
        Object.assign(cloud === 'alibaba' ? sts.role : iam.provider, { admits: () => false });
        return keyless(emulator, [
          publishTask(emulator, [deployed('RUNNING')], [deployed('RUNNING')], [OVER]),
          record(emulator, 'running', 'running', 'succeeded'),
        ]);
      });
      const [refused, other] = cloud === 'alibaba' ? ['publish', 'web'] : ['web', 'publish'];
      expect(JSON.parse(step.outputs['states'] ?? '')).toEqual({ [refused]: 'error', [other]: 'succeeded' });
      expect(step.stdout).toMatch(new RegExp(`^00:0[0-2] .*error.* ${refused} .*\\(1 of 2 ended\\)$`, 'm'));
    },
  );
});
