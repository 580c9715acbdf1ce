import { describe, expect, it } from 'vitest';

import {
  KEY_ID_INPUTS,
  KEY_ID_VARIABLES,
  readAlibabaKeys,
  readHuaweiCredential,
  SECRET_INPUTS,
  SECRET_VARIABLES,
  trimmed,
} from '../../src/inputs/credentials.ts';
import type { Env } from '../../src/world.ts';

type Given = Readonly<Record<string, string>>;

const ALIBABA_INPUTS: Given = {
  'alibaba-access-key-id': 'LTAI-input',
  'alibaba-access-key-secret': 'secret-input',
};
const ALIBABA_ENV: Given = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI-env',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret-env',
  ALIBABA_CLOUD_SECURITY_TOKEN: 'token-env',
};
const HUAWEI_INPUTS: Given = {
  'huawei-access-key-id': 'AK-input',
  'huawei-secret-access-key': 'SK-input',
};
const SDK_ENV: Given = {
  HUAWEICLOUD_SDK_AK: 'AK-sdk',
  HUAWEICLOUD_SDK_SK: 'SK-sdk',
  HUAWEICLOUD_SDK_SECURITY_TOKEN: 'token-sdk',
};
const ACTION_ENV: Given = {
  HUAWEI_CLOUD_ACCESS_KEY_ID: 'AK-action',
  HUAWEI_CLOUD_SECRET_ACCESS_KEY: 'SK-action',
};

function reading<T>(
  read: (
    getInput: (name: string) => string,
    env: Env,
    problem: (text: string) => void,
  ) => { readonly value: T; readonly source: string } | undefined,
): (inputs: Given, env?: Env) => { readonly value: T | undefined; readonly problems: readonly string[] } {
  return (inputs, env = {}) => {
    const problems: string[] = [];
    const found = read(
      (name) => trimmed(inputs[name]),
      env,
      (text) => problems.push(text),
    );
    return { value: found?.value, problems };
  };
}

const alibaba = reading(readAlibabaKeys);
const huawei = reading(readHuaweiCredential);
const keysOf = (id: string, secret: string, securityToken?: string) => ({
  accessKeyId: id,
  accessKeySecret: secret,
  securityToken,
});
const huaweiKeysOf = (id: string, secret: string, securityToken?: string) => ({
  kind: 'keys',
  accessKeyId: id,
  secretAccessKey: secret,
  securityToken,
});

describe('Alibaba Cloud keys', () => {
  it('come from the inputs', () => {
    expect(alibaba(ALIBABA_INPUTS)).toEqual({ value: keysOf('LTAI-input', 'secret-input'), problems: [] });
  });

  it('come with their token', () => {
    const { value } = alibaba({ ...ALIBABA_INPUTS, 'alibaba-security-token': 'token-input' });
    expect(value).toEqual(keysOf('LTAI-input', 'secret-input', 'token-input'));
  });

  it('come from the environment', () => {
    expect(alibaba({}, ALIBABA_ENV)).toEqual({
      value: keysOf('LTAI-env', 'secret-env', 'token-env'),
      problems: [],
    });
  });

  it('are never mixed: a key of the inputs goes without a token of the environment', () => {
    expect(alibaba(ALIBABA_INPUTS, ALIBABA_ENV).value).toEqual(keysOf('LTAI-input', 'secret-input'));
  });

  it('of the inputs are taken whatever is wrong with the environment', () => {
    const env = { ALIBABA_CLOUD_SECURITY_TOKEN: 'stale', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'half\nof' };
    expect(alibaba(ALIBABA_INPUTS, env)).toEqual({
      value: keysOf('LTAI-input', 'secret-input'),
      problems: [],
    });
  });

  it('that are empty are unset', () => {
    const env = { ...ALIBABA_ENV, ALIBABA_CLOUD_SECURITY_TOKEN: '' };
    expect(alibaba({ 'alibaba-access-key-id': '', 'alibaba-security-token': ' ' }, env).value).toEqual(
      keysOf('LTAI-env', 'secret-env'),
    );
    const cleared = Object.fromEntries(Object.keys(ALIBABA_ENV).map((name) => [name, '']));
    expect(alibaba(ALIBABA_INPUTS, cleared).value).toEqual(keysOf('LTAI-input', 'secret-input'));
  });

  it('that are nowhere are refused, with every name that would do', () => {
    const { value, problems } = alibaba({});
    expect(value).toBeUndefined();
    expect(problems).toHaveLength(1);
    for (const name of [
      'alibaba-access-key-id',
      'alibaba-access-key-secret',
      'ALIBABA_CLOUD_ACCESS_KEY_ID',
    ]) {
      expect(problems[0]).toContain(name);
    }
  });

  const halves: readonly (readonly [readonly string[], readonly string[]])[] = [
    [['alibaba-access-key-id'], ['alibaba-access-key-secret']],
    [['alibaba-access-key-secret'], ['alibaba-access-key-id']],
    [['alibaba-security-token'], ['alibaba-access-key-id', 'alibaba-access-key-secret']],
    [['alibaba-access-key-id', 'alibaba-security-token'], ['alibaba-access-key-secret']],
  ];
  it.each(halves)('of which only %j are given are refused, naming %j', (given, absent) => {
    const inputs = Object.fromEntries(given.map((name) => [name, 'some-value']));
    const { value, problems } = alibaba(inputs, ALIBABA_ENV);
    expect(value).toBeUndefined();
    expect(problems).toHaveLength(1);
    for (const name of [...given, ...absent]) expect(problems[0]).toContain(name);
    expect(problems[0]).not.toContain('some-value');
  });

  it.each(Object.keys(ALIBABA_ENV))('of which the environment has only %s are refused by name', (name) => {
    const { value, problems } = alibaba({}, { [name]: 'some-value' });
    expect(value).toBeUndefined();
    expect(problems.join()).toContain(name);
    expect(problems.join()).not.toContain('some-value');
  });
});

describe('Huawei Cloud credentials', () => {
  it('come from the inputs, with their token', () => {
    expect(huawei(HUAWEI_INPUTS, SDK_ENV).value).toEqual(huaweiKeysOf('AK-input', 'SK-input'));
    const inputs = { ...HUAWEI_INPUTS, 'huawei-security-token': 'token-input' };
    expect(huawei(inputs).value).toEqual(huaweiKeysOf('AK-input', 'SK-input', 'token-input'));
  });

  it('come from the variables of the SDKs', () => {
    expect(huawei({}, SDK_ENV)).toEqual({
      value: huaweiKeysOf('AK-sdk', 'SK-sdk', 'token-sdk'),
      problems: [],
    });
  });

  it('come from the variables of the login action', () => {
    expect(huawei({}, ACTION_ENV)).toEqual({ value: huaweiKeysOf('AK-action', 'SK-action'), problems: [] });
  });

  it('may stand in both families where they are the same', () => {
    const twin = { HUAWEI_CLOUD_ACCESS_KEY_ID: 'AK-sdk', HUAWEI_CLOUD_SECRET_ACCESS_KEY: 'SK-sdk' };
    const { HUAWEICLOUD_SDK_SECURITY_TOKEN: _, ...keys } = SDK_ENV;
    expect(huawei({}, { ...keys, ...twin })).toEqual({
      value: huaweiKeysOf('AK-sdk', 'SK-sdk'),
      problems: [],
    });
  });

  it.each([
    { HUAWEI_CLOUD_ACCESS_KEY_ID: 'AK-other', HUAWEI_CLOUD_SECRET_ACCESS_KEY: 'SK-sdk' },
    { HUAWEI_CLOUD_ACCESS_KEY_ID: 'AK-sdk', HUAWEI_CLOUD_SECRET_ACCESS_KEY: 'SK-other' },
  ])('of two families that differ are refused by name: %j', (twin) => {
    const { value, problems } = huawei({}, { ...SDK_ENV, ...twin });
    expect(value).toBeUndefined();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/HUAWEICLOUD_SDK_AK.*HUAWEI_CLOUD_ACCESS_KEY_ID/);
    expect(problems[0]).not.toMatch(/-(sdk|other)/);
  });

  it('of one half family are refused, even where the other is whole', () => {
    const { value, problems } = huawei({}, { ...ACTION_ENV, HUAWEICLOUD_SDK_AK: 'AK-sdk' });
    expect(value).toBeUndefined();
    expect(problems.join()).toMatch(/HUAWEICLOUD_SDK_AK.*HUAWEICLOUD_SDK_SK/);
  });

  it('may be an IAM token', () => {
    expect(huawei({ 'huawei-auth-token': 'iam-token' }, SDK_ENV)).toEqual({
      value: { kind: 'token', authToken: 'iam-token' },
      problems: [],
    });
  });

  it.each(['huawei-access-key-id', 'huawei-secret-access-key', 'huawei-security-token'])(
    'of two kinds at once are refused by name: a token and %s',
    (name) => {
      const { value, problems } = huawei({ 'huawei-auth-token': 'iam-token', [name]: 'some-value' });
      expect(value).toBeUndefined();
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain('huawei-auth-token');
      expect(problems[0]).toContain(name);
      expect(problems[0]).not.toMatch(/iam-token|some-value/);
    },
  );

  it('that are nowhere are refused, with every name that would do', () => {
    const { problems } = huawei({});
    for (const name of [
      'huawei-access-key-id',
      'HUAWEICLOUD_SDK_AK',
      'HUAWEI_CLOUD_ACCESS_KEY_ID',
      'huawei-auth-token',
    ]) {
      expect(problems[0]).toContain(name);
    }
  });
});

describe('a value', () => {
  it.each(['\n', '\r\n', ' ', '\t', '\n\n', '\uFEFF', '\u00A0'])('is trimmed of %j at its ends', (around) => {
    expect(
      alibaba({}, { ...ALIBABA_ENV, ALIBABA_CLOUD_ACCESS_KEY_SECRET: `secret-env${around}` }).value,
    ).toEqual(keysOf('LTAI-env', 'secret-env', 'token-env'));
    expect(alibaba({ ...ALIBABA_INPUTS, 'alibaba-access-key-id': `${around}LTAI-input` }).value).toEqual(
      keysOf('LTAI-input', 'secret-input'),
    );
  });

  it.each([
    'two\nlines',
    'two\r\nlines',
    'two words',
    'tab\there',
    '密钥密钥',
    'nul\0l',
    'bom\uFEFFbom',
    'ｆｕｌｌ',
  ])('is refused with what no credential has in it, and not repeated: %j', (value) => {
    const inputs = { ...ALIBABA_INPUTS, 'alibaba-access-key-secret': value };
    const { value: found, problems } = alibaba(inputs);
    expect(found).toBeUndefined();
    expect(problems).toEqual([expect.stringMatching(/^alibaba-access-key-secret: character \d+/)]);
    expect(problems[0]).not.toContain(value);
    expect(problems[0]).not.toContain(value.slice(0, 3));
  });

  it('of an IAM token is checked likewise', () => {
    const { value, problems } = huawei({ 'huawei-auth-token': 'first line\nsecond' });
    expect(value).toBeUndefined();
    expect(problems).toEqual([expect.stringMatching(/^huawei-auth-token:/)]);
    expect(problems[0]).not.toMatch(/first|second/);
  });

  it('of the environment is named by its variable', () => {
    const { problems } = huawei({}, { ...ACTION_ENV, HUAWEI_CLOUD_SECRET_ACCESS_KEY: 'a b' });
    expect(problems).toEqual([expect.stringMatching(/^HUAWEI_CLOUD_SECRET_ACCESS_KEY:/)]);
  });
});

describe('where a credential came from', () => {
  const source = (inputs: Given, env: Env = {}) => {
    const found = readAlibabaKeys(
      (name) => inputs[name] ?? '',
      env,
      () => undefined,
    );
    return [found?.fromEnvironment, found?.temporary, found?.source];
  };

  it('is told for messages', () => {
    expect(source(ALIBABA_INPUTS)).toEqual([
      false,
      false,
      'alibaba-access-key-id and alibaba-access-key-secret',
    ]);
    expect(source({}, ALIBABA_ENV)).toEqual([
      true,
      true,
      'ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET',
    ]);
  });
});

describe('the names of secrets', () => {
  it('are all there, and no key id is among them', () => {
    expect([...SECRET_INPUTS].sort()).toEqual([
      'alibaba-access-key-secret',
      'alibaba-security-token',
      'github-token',
      'huawei-auth-token',
      'huawei-secret-access-key',
      'huawei-security-token',
    ]);
    expect([...SECRET_VARIABLES].sort()).toEqual([
      'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
      'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
      'ALIBABA_CLOUD_SECURITY_TOKEN',
      'HUAWEICLOUD_SDK_SECURITY_TOKEN',
      'HUAWEICLOUD_SDK_SK',
      'HUAWEI_CLOUD_SECRET_ACCESS_KEY',
    ]);
  });

  it('of key ids are all there', () => {
    expect([...KEY_ID_INPUTS, ...KEY_ID_VARIABLES].sort()).toEqual([
      'ALIBABA_CLOUD_ACCESS_KEY_ID',
      'HUAWEICLOUD_SDK_AK',
      'HUAWEI_CLOUD_ACCESS_KEY_ID',
      'alibaba-access-key-id',
      'huawei-access-key-id',
    ]);
  });
});
