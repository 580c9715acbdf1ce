import { describe, expect, it } from 'vitest';

import { readInputs } from '../../src/inputs/inputs.ts';
import { iamEndpointOf, projectScopeOf } from '../../src/inputs/project-scope.ts';
import type { Target } from '../../src/inputs/targets.ts';

type Fields = Readonly<Record<string, string>>;

function targetOf(entry: Fields): Target {
  const given: Fields = {
    tasks: JSON.stringify([entry]),
    'huawei-auth-token': 'iam',
    'huawei-project-id': 'p1',
  };
  const [target] = readInputs((name) => given[name] ?? '', {}).targets;
  if (target === undefined) throw new Error('no target');
  return target;
}

const codearts = (fields: Fields): Target =>
  targetOf({ provider: 'huawei-codearts-deploy', 'task-id': 't1', 'record-id': 'r1', ...fields });
const plan = (fields: Fields): Target =>
  targetOf({
    provider: 'huawei-servicestage',
    'release-plan-id': 'plan',
    'project-id': 'own',
    region: 'cn-north-4',
    ...fields,
  });
const PRIVATE = { endpoint: 'https://codearts-deploy.cn-north-4.myhuaweicloud.com' };

describe('the project that an IAM token is for', () => {
  it.each<
    [
      what: string,
      target: Target,
      projectId: string | undefined,
      region: string | undefined,
      object | undefined,
    ]
  >([
    ['that of the entry', plan({}), undefined, undefined, { id: 'own' }],
    ['that of the entry, also where the input gives another', plan({}), 'p1', 'cn-north-4', { id: 'own' }],
    [
      'the input, without a region beside it',
      codearts({ region: 'cn-north-4' }),
      'p1',
      undefined,
      { id: 'p1' },
    ],
    ['the input, of the same region', codearts({ region: 'cn-north-4' }), 'p1', 'cn-north-4', { id: 'p1' }],
    ['the input, where the entry names no region', codearts(PRIVATE), 'p1', 'cn-north-4', { id: 'p1' }],
    [
      'the region’s own, in another region',
      codearts({ region: 'cn-east-3' }),
      'p1',
      'cn-north-4',
      { name: 'cn-east-3' },
    ],
    [
      'the region’s own, without an input',
      codearts({ region: 'cn-east-3' }),
      undefined,
      undefined,
      { name: 'cn-east-3' },
    ],
    ['none, where nothing tells', codearts(PRIVATE), undefined, undefined, undefined],
  ])('is %s', (_what, target, projectId, region, scope) => {
    expect(projectScopeOf(target, { projectId, region })).toEqual(scope);
  });
});

describe('where an IAM token is had', () => {
  it.each<[target: Target, given: string | undefined, endpoint: string]>([
    [codearts({ region: 'cn-north-4' }), undefined, 'https://iam.cn-north-4.myhuaweicloud.com/'],
    [codearts({ region: 'eu-west-101' }), undefined, 'https://iam.eu-west-101.myhuaweicloud.eu/'],
    [plan({ region: 'ap-southeast-3' }), undefined, 'https://iam.ap-southeast-3.myhuaweicloud.com/'],
    [codearts(PRIVATE), undefined, 'https://iam.myhuaweicloud.com/'],
    [codearts({ endpoint: 'https://x.myhuaweicloud.eu' }), undefined, 'https://iam.myhuaweicloud.eu/'],
    [
      codearts({ endpoint: 'https://x.cn-north-4.myhuaweicloud.cn', region: 'cn-north-4' }),
      undefined,
      'https://iam.cn-north-4.myhuaweicloud.com/',
    ],
    [codearts({ region: 'cn-north-4' }), 'https://iam.example/base', 'https://iam.example/base'],
  ])('is as the task and the input say', (target, given, endpoint) => {
    expect(iamEndpointOf(target, given === undefined ? undefined : new URL(given)).href).toBe(endpoint);
  });
});
