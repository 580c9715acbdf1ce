import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { PROVIDERS } from '../../src/providers/index.ts';
import type { Provider } from '../../src/providers/provider.ts';

function provider(name: string): Provider {
  const found = PROVIDERS.get(name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

it('are listed each under its own name', () => {
  expect(
    [...PROVIDERS].map(([name, { name: own, cloud, blindAfterSuccess }]) => [
      name,
      own,
      cloud,
      blindAfterSuccess,
    ]),
  ).toEqual([
    ['alibaba-api-gateway', 'alibaba-api-gateway', 'alibaba', true],
    ['alibaba-api-version', 'alibaba-api-version', 'alibaba', false],
    ['huawei-servicestage', 'huawei-servicestage', 'huawei', false],
    ['huawei-codearts-deploy', 'huawei-codearts-deploy', 'huawei', false],
  ]);
});

it.each([...PROVIDERS].map(([name]) => name))('%s is held to what every provider must do', (name) => {
  expect(readFileSync(new URL(`${name}.test.ts`, import.meta.url), 'utf8')).toContain('\ntestProvider({\n');
});

it.each([
  ['alibaba-api-gateway', 'cn-hangzhou', 'apigateway.cn-hangzhou.aliyuncs.com'],
  ['alibaba-api-version', 'ap-southeast-1', 'apigateway.ap-southeast-1.aliyuncs.com'],
  ['huawei-servicestage', 'cn-north-4', 'servicestage.cn-north-4.myhuaweicloud.com'],
  ['huawei-codearts-deploy', 'cn-north-4', 'codearts-deploy.cn-north-4.myhuaweicloud.com'],
  ['huawei-codearts-deploy', 'eu-west-101', 'codearts-deploy.eu-west-101.myhuaweicloud.eu'],
])('%s in %s is at %s', (name, region, host) => {
  expect(provider(name).host(region)).toBe(host);
});

describe('a task that is prepared', () => {
  const api = { 'api-id': 'api', stage: 'TEST' };
  it.each([
    ['alibaba-api-gateway', { 'operation-uid': 'o1' }, 'o1', 'alibaba-api-gateway o1', ['o1'], undefined],
    [
      'alibaba-api-version',
      { ...api, version: '7' },
      'api/TEST/7',
      'api@TEST',
      ['api', 'TEST', '7', ''],
      undefined,
    ],
    [
      'alibaba-api-version',
      { ...api, description: 'run 4', 'group-id': 'g' },
      'api/TEST/run 4',
      'api@TEST',
      ['api', 'TEST', '', 'run 4'],
      undefined,
    ],
    [
      'huawei-servicestage',
      { 'release-plan-id': 'p' },
      'p',
      'huawei-servicestage p',
      ['project', 'p', ''],
      'project',
    ],
    [
      'huawei-servicestage',
      { 'release-plan-id': 'p', 'project-id': 'own' },
      'p',
      'huawei-servicestage p',
      ['own', 'p', ''],
      'own',
    ],
    [
      'huawei-servicestage',
      { 'release-plan-id': 'p', 'after-execution': '1722933924962' },
      'p',
      'huawei-servicestage p',
      ['project', 'p', '1722933924962'],
      'project',
    ],
    [
      'huawei-codearts-deploy',
      { 'task-id': 't', 'record-id': 'r' },
      'r',
      'huawei-codearts-deploy r',
      ['t', 'r', ''],
      'project',
    ],
    [
      'huawei-codearts-deploy',
      { 'task-id': 't', 'accept-last': 'TRUE' },
      't',
      'huawei-codearts-deploy t',
      ['t', '', ''],
      'project',
    ],
    [
      'huawei-codearts-deploy',
      { 'task-id': 't', 'after-release': '41' },
      't',
      'huawei-codearts-deploy t',
      ['t', '', '41'],
      'project',
    ],
  ])(
    'of %s with %j has an id, a name, and what tells it from others',
    (name, fields, id, defaultName, identity, projectId) => {
      const prepared = provider(name).read(fields, { projectId: () => 'project' }, (field, message) => {
        throw new Error(`${field} ${message}`);
      });
      expect(prepared).toEqual({
        id,
        defaultName,
        identity,
        ...(projectId === undefined ? {} : { projectId }),
        watch: expect.any(Function),
      });
    },
  );

  it('of CodeArts Deploy needs no project', () => {
    const prepared = provider('huawei-codearts-deploy').read(
      { 'task-id': 't', 'accept-last': 'true' },
      { projectId: () => undefined },
      () => undefined,
    );
    expect(prepared).not.toHaveProperty('projectId');
  });
});
