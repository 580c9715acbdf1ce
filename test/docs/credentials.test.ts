import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

import { readTop } from '../../scripts/tables.ts';
import {
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

describe('a policy', () => {
  const policies = blocks('json').map((text) => Policy.parse(JSON.parse(text)));
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
    expect(gates).toHaveLength(6);
    for (const name of [...KEY_ID_INPUTS, 'huawei-auth-token'])
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
