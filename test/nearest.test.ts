import { describe, expect, it } from 'vitest';

import { nearest } from '../src/nearest.ts';

const PROVIDERS = [
  'alibaba-api-gateway',
  'alibaba-api-version',
  'huawei-servicestage',
  'huawei-codearts-deploy',
];
const FIELDS = ['api-id', 'stage', 'version', 'description', 'group-id', 'provider', 'name', 'region'];

describe('the name that was meant', () => {
  it.each([
    ['alibaba-apigateway', 'alibaba-api-gateway'],
    ['Alibaba_API_Gateway', 'alibaba-api-gateway'],
    ['alibaba-api-versions', 'alibaba-api-version'],
    ['servicestage', 'huawei-servicestage'],
    ['huawei-codearts', 'huawei-codearts-deploy'],
    ['huawei-code-arts-deployment', 'huawei-codearts-deploy'],
    ['alibaba', undefined],
    ['alibaba-api', undefined],
    ['api', undefined],
    ['aws', undefined],
    ['', undefined],
    ['x'.repeat(100_000), undefined],
  ])('of a provider by %j is %s', (written, name) => {
    expect(nearest(written, PROVIDERS)).toBe(name);
  });

  it.each([
    ['apiid', 'api-id'],
    ['group_id', 'group-id'],
    ['Provider', 'provider'],
    ['stage-name', 'stage'],
    ['desciption', 'description'],
    ['nmae', undefined],
    ['operation-uid', undefined],
  ])('of a field by %j is %s', (written, name) => {
    expect(nearest(written, FIELDS)).toBe(name);
  });

  it('is nothing where there are no names', () => {
    expect(nearest('a', [])).toBeUndefined();
  });
});
