import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

import { readTop } from '../../scripts/tables.ts';
import {
  ID_TOKEN_VARIABLES,
  KEY_ID_INPUTS,
  KEY_ID_VARIABLES,
  SECRET_INPUTS,
  SECRET_VARIABLES,
} from '../../src/inputs/credentials.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import { PROVIDERS } from '../../src/providers/index.ts';
import { http, json, type Server, watchOne } from '../providers/ask.ts';

const DOCUMENT = readTop('docs/credentials.md');
const TOKENS = marked.lexer(DOCUMENT);

function blocks(language: string): readonly string[] {
  return TOKENS.flatMap((token) =>
    token.type === 'code' && token['lang'] === language ? [token['text']] : [],
  );
}

const Policy = z.strictObject({
  Version: z.enum(['1', '1.1', '5.0']),
  Statement: z
    .array(
      z.strictObject({
        Effect: z.literal('Allow'),
        Action: z.array(z.string().regex(/^[a-z]+:[a-z]*:?[a-zA-Z]+$/)).min(1),
        Resource: z.array(z.string()).min(1).optional(),
      }),
    )
    .min(1),
});

const TrustPolicy = z.strictObject({
  Version: z.literal('1'),
  Statement: z.tuple([
    z.strictObject({
      Effect: z.literal('Allow'),
      Principal: z.strictObject({ Federated: z.tuple([z.string()]) }),
      // Not AssumeRoleWithOIDC: that is the call, and no action of RAM.
      Action: z.literal('sts:AssumeRole'),
      Condition: z.strictObject({
        StringEquals: z.strictObject({
          'oidc:iss': z.string(),
          'oidc:aud': z.string(),
          'oidc:sub': z.string(),
        }),
      }),
    }),
  ]),
});

/** Source: IAM, user guide, syntax of identity conversion rules. */
const Rules = z.tuple([
  z.strictObject({
    local: z.tuple([
      z.strictObject({ user: z.strictObject({ name: z.string().regex(/^[A-Za-z_. -][\w. -]*$/) }) }),
      z.strictObject({ group: z.strictObject({ name: z.string() }) }),
    ]),
    remote: z.tuple([z.strictObject({ type: z.string(), any_one_of: z.tuple([z.string()]) })]),
  }),
]);

const [trustPolicy, rules, ...permissions] = blocks('json').map((text): unknown => JSON.parse(text));

describe('a policy', () => {
  const policies = permissions.map((value) => Policy.parse(value));
  const allowed = policies.flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action));

  it('grants reading and nothing else', () => {
    expect(policies).toHaveLength(4);
    for (const action of allowed) expect(action).toMatch(/:(Describe\w+|get\w*)$/);
  });

  const denied = (provider: string): ReturnType<typeof http> =>
    provider.startsWith('alibaba')
      ? http(403, { Code: 'Forbidden.RAM', Message: '' })
      : http(403, { error_code: 'APIGW.0302', error_msg: '' });
  const history = json({ ApiId: 'a', StageName: 'RELEASE', HistoryVersion: '1', GroupId: 'g' });
  const version = { 'api-id': 'a', stage: 'RELEASE', version: '1' };

  it.each([
    { name: 'alibaba-api-gateway', fields: { 'operation-uid': 'a' }, granted: 'nothing' },
    { name: 'alibaba-api-version', fields: version, granted: 'nothing' },
    { name: 'alibaba-api-version', fields: version, granted: 'DescribeApiHistory' },
    { name: 'huawei-servicestage', fields: { 'release-plan-id': 'a' }, granted: 'nothing' },
  ])('grants what $name asks for, with $granted granted', async ({ name, fields, granted }) => {
    const provider = PROVIDERS.get(name);
    if (provider === undefined) throw new Error(`no provider ${name}`);
    const server: Server = (operation) => (operation === granted ? history : denied(name));
    const seen = await watchOne(provider, fields, server)();
    const asked = /grant .* credentials (\S+)/.exec(seen.kind === 'refused' ? seen.reason : '')?.[1];
    expect(allowed).toContain(asked);
  });
});

describe('the sets', () => {
  const names = [...KEY_ID_INPUTS, ...KEY_ID_VARIABLES, ...SECRET_INPUTS, ...SECRET_VARIABLES];

  it.each(names)('%s is named', (name) => expect(DOCUMENT).toContain(`\`${name}\``));
});

describe('keyless', () => {
  const inputs = Object.keys(
    z.looseObject({ inputs: z.looseObject({}) }).parse(parse(readTop('action.yml'))).inputs,
  );
  const keyless = inputs.filter((name) =>
    /role-arn|oidc|identity-provider|sts-endpoint|iam-endpoint/.test(name),
  );

  it('has its inputs and the runner’s variables named', () => {
    expect(keyless).toHaveLength(7);
    for (const name of [...keyless, ...Object.values(ID_TOKEN_VARIABLES)])
      expect(DOCUMENT).toContain(`\`${name}\``);
    expect(DOCUMENT).toContain('`id-token: write`');
  });

  it('lets in one environment of one repository, with the audience that the gate asks for', () => {
    const [{ Principal, Condition }] = TrustPolicy.parse(trustPolicy).Statement;
    const [{ remote }] = Rules.parse(rules);
    const given: Readonly<Record<string, string>> = {
      tasks:
        '[{provider: alibaba-api-gateway, operation-uid: a}, {provider: huawei-servicestage, release-plan-id: b}]',
      'alibaba-region': 'cn-hangzhou',
      'alibaba-role-arn': 'acs:ram::123456789012:role/deploy-gate',
      'alibaba-oidc-provider-arn': Principal.Federated[0],
      'huawei-region': 'cn-north-4',
      'huawei-project-id': 'project',
      'huawei-identity-provider': 'github',
    };
    const { alibaba, huawei } = readInputs((name) => given[name] ?? '', JOB);
    expect(Condition.StringEquals).toEqual({
      'oidc:iss': 'https://token.actions.githubusercontent.com',
      'oidc:aud': alibaba !== undefined && 'audience' in alibaba.value ? alibaba.value.audience : 'none',
      'oidc:sub': expect.stringMatching(/^repo:[\w-]+\/[\w-]+:environment:\w+$/),
    });
    expect(remote).toEqual([{ type: 'sub', any_one_of: [Condition.StringEquals['oidc:sub']] }]);
    expect(huawei?.value).toMatchObject({ kind: 'identity-provider', id: 'github' });
    expect(DOCUMENT).toContain(
      `client id \`${huawei?.value.kind === 'identity-provider' ? huawei.value.audience : ''}\``,
    );
  });
});

/** The environment of a job that may have OIDC tokens. */
const JOB = {
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example.com/idtoken?api-version=2.0',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'a-request-token',
};

const Step = z.looseObject({ uses: z.string(), with: z.record(z.string(), z.coerce.string()) });
const Workflow = z.looseObject({ jobs: z.record(z.string(), z.looseObject({ steps: z.array(Step) })) });

describe('an example', () => {
  const steps = blocks('yaml').flatMap((text) => {
    const value: unknown = parse(text);
    const workflow = Workflow.safeParse(value);
    return workflow.success
      ? Object.values(workflow.data.jobs).flatMap((job) => job.steps)
      : z.array(Step).parse(value);
  });
  const gates = steps.filter(({ uses }) => uses.startsWith('OWNER/deploy-gate@'));
  const session = {
    ...JOB,
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'STS.an-id',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'a-secret',
    ALIBABA_CLOUD_SECURITY_TOKEN: 'a-token',
  };

  it.each(gates.map((step, index) => [index + 1, step.with] as const))(
    'of a step is taken by the action: %i',
    (_number, given) => {
      const read = (name: string): string =>
        (given[name] ?? '')
          .replaceAll(/\$\{\{ toJSON\([^}]*\) \}\}/g, '"an-id"')
          .replaceAll(/\$\{\{[^}]*\}\}/g, 'a-value');
      expect(readInputs(read, session).targets).toHaveLength(1);
    },
  );

  it('is there for each way to give credentials', () => {
    expect(gates).toHaveLength(8);
    const others = ['huawei-auth-token', 'alibaba-role-arn', 'huawei-identity-provider'];
    for (const name of [...KEY_ID_INPUTS, ...others])
      expect(gates.some((step) => name in step.with)).toBe(true);
  });
});

it('has every section that it points to', () => {
  const headings = TOKENS.flatMap((token) => (token.type === 'heading' ? [String(token['text'])] : []));
  const anchors = headings.map((text) =>
    text
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
  const targets = [...DOCUMENT.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor]) => anchor);
  expect(targets).toContain('least-privilege');
  for (const target of targets) expect(anchors).toContain(target);
});
