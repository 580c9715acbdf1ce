import { expect, it } from 'vitest';
import { isMap, isPair, isScalar, parseDocument, visit } from 'yaml';

import { EXAMPLES } from '../../scripts/examples.ts';
import { readTop } from '../../scripts/tables.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import { blocksOf, DOCUMENTS } from './documents.ts';

/** YAML that is shown: each block of a document, and each example, by where it stands. */
const SHOWN: readonly (readonly [where: string, yaml: string])[] = [
  ...EXAMPLES.map((path) => [path, readTop(path)] as const),
  ...DOCUMENTS.flatMap(([path, text]) =>
    blocksOf(text, /^ya?ml\b/).map((yaml, index) => [`block ${index + 1} of ${path}`, yaml] as const),
  ),
];

/** A `with` of a step of the gate, or entries of a list of tasks that stand alone. */
function gatesIn(yaml: string): readonly Readonly<Record<string, string>>[] {
  if (yaml.startsWith('- provider:')) return [{ tasks: yaml }];
  const found: Readonly<Record<string, string>>[] = [];
  visit(parseDocument(yaml), {
    Map(_key, map) {
      const given = map.get('with');
      if (!isMap(given) || !String(map.get('uses')).includes('/deploy-gate@')) return;
      const texts = given.items.flatMap((pair) =>
        isPair(pair) && isScalar(pair.key) && isScalar(pair.value)
          ? [[String(pair.key.value), String(pair.value.source ?? pair.value.value)] as const]
          : [],
      );
      found.push(Object.fromEntries(texts));
    },
  });
  return found;
}

/** What stands in for the values that GitHub fills in. */
const FILLED: Readonly<Record<string, string>> = {
  'alibaba-region': 'cn-hangzhou',
  'huawei-region': 'cn-north-4',
  'huawei-project-id': 'project',
  'check-sha': '0123456789abcdef0123456789abcdef01234567',
  'deployment-id': '1',
  'alibaba-access-key-id': 'id',
  'alibaba-access-key-secret': 'a-secret-of-a-key',
  'alibaba-role-arn': 'acs:ram::123456789012:role/deploy-gate',
  'alibaba-oidc-provider-arn': 'acs:ram::123456789012:oidc-provider/github',
  'huawei-access-key-id': 'id',
  'huawei-secret-access-key': 'a-secret-of-a-key',
  'huawei-auth-token': 'a-token',
};

/** What stands in for the inputs that a part of a step leaves out. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'alibaba-region': 'cn-hangzhou',
  'huawei-region': 'cn-north-4',
  'huawei-project-id': 'project',
};

/** The environment of a job that has keys of its own, and may have OIDC tokens. */
const ENV = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'a-secret-of-a-key',
  HUAWEICLOUD_SDK_AK: 'id',
  HUAWEICLOUD_SDK_SK: 'a-secret-of-a-key',
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example.com/idtoken?api-version=2.0',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'a-request-token',
};

/** Good for every field that an expression fills in: an id, a number, a time. */
const ANY = '1722933924962';

function filledIn(name: string, value: string): string {
  const whole = /^\$\{\{[^}]*\}\}$/.test(value.trim());
  if (whole) return FILLED[name] ?? '';
  return value.replaceAll(/\$\{\{ toJSON\([^}]*\) \}\}/g, `"${ANY}"`).replaceAll(/\$\{\{[^}]*\}\}/g, ANY);
}

const gates = SHOWN.flatMap(([where, yaml]) =>
  gatesIn(yaml).map((given, index) => [`${where}, ${index + 1}`, given] as const),
).filter(([, given]) => given['tasks'] !== undefined && !/^\$\{\{[^}]*\}\}$/.test(given['tasks'].trim()));

it('finds them', () => {
  expect(gates.length).toBeGreaterThan(8);
});

it.for(gates)('the gate takes what is shown: %s', ([, given]) => {
  const value = (name: string): string =>
    given[name] === undefined ? (LEFT_OUT[name] ?? '') : filledIn(name, given[name]);
  expect(readInputs(value, ENV).targets.length).toBeGreaterThan(0);
});
