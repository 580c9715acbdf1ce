import { describe, expect, it } from 'vitest';

import { InputError, type Inputs, readInputs } from '../../src/inputs/inputs.ts';
import { PROVIDERS as REGISTRY } from '../../src/providers/index.ts';
import type { Env } from '../../src/world.ts';

type Given = Readonly<Record<string, string>>;

const KEYS: Given = {
  'alibaba-access-key-id': 'LTAI-input',
  'alibaba-access-key-secret': 'secret-input',
  'huawei-auth-token': 'iam',
};
const REGIONS: Given = { 'alibaba-region': 'cn-hangzhou', 'huawei-region': 'cn-north-4' };
const publish = (more = ''): string => `- provider: alibaba-api-gateway\n  operation-uid: o1\n${more}`;
const deployment = (more = ''): string =>
  `- provider: huawei-codearts-deploy\n  task-id: t1\n  record-id: r1\n${more}`;
const field = (text: string): string => publish(`  ${text}\n`);

const read = (inputs: Given, env: Env): Inputs =>
  readInputs((name) => ({ ...KEYS, ...REGIONS, tasks: publish(), ...inputs })[name] ?? '', env);

/** What is wrong with the inputs, each problem in a line of its own. */
function problemsOf(inputs: Given, env: Env = {}): readonly string[] {
  try {
    read(inputs, env);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const [head, ...lines] = error.message.split('\n');
    const many = lines.length === 1 ? 'a problem' : `${lines.length} problems`;
    expect([error.name, head]).toEqual(['InputError', `${many} with the inputs, nothing was requested:`]);
    return lines.map((line) => line.replace(/^- /, ''));
  }
}

const PROVIDERS = [...REGISTRY.keys()].join(', ');
const DURATIONS = 'write 90 (seconds), 90s, 15m or 1h30m';
const BROKEN =
  'begin each entry with "- provider: …" and indent its other fields by two spaces, without tabs';
const STATES =
  'failed, rolled-back, superseded, cancelled, error, timed-out, interrupted, pending, running, rolling-back';

describe('what is said of inputs that are refused', () => {
  it.each<[what: string, inputs: Given, problems: readonly string[]]>([
    ['nothing, where nothing is wrong', {}, []],
    [
      'the timeout',
      { timeout: '0' },
      [
        `timeout: "0" is not a duration from 1s to 120h; ${DURATIONS}. To look once without waiting, give wait: false`,
      ],
    ],
    ['the settle time', { settle: 'x' }, [`settle: "x" is not a duration from 0s to 120h; ${DURATIONS}`]],
    [
      'the grace',
      { 'not-found-grace': '-1' },
      [`not-found-grace: "-1" is not a duration from 0s to 120h; ${DURATIONS}`],
    ],
    [
      'the interval',
      { interval: '0s' },
      [`interval: "0s" is not a duration from 1s to 120h; ${DURATIONS}, or auto`],
    ],
    ['settle and the timeout', { settle: '30m' }, ['settle: 30m must be shorter than timeout (30m)']],
    [
      'settle and a timeout that is given',
      { settle: '2m', timeout: '90s' },
      ['settle: 2m must be shorter than timeout (90s)'],
    ],
    [
      'settle without waiting',
      { settle: '2m', wait: 'false' },
      ['settle: cannot hold with wait: false, which looks once; leave one of them out'],
    ],
    [
      'two flags',
      { wait: 'no', 'fail-fast': '1' },
      ['wait: "no" must be true or false', 'fail-fast: "1" must be true or false'],
    ],
    [
      'a state',
      { 'fail-on': 'failed, wild' },
      [`fail-on: "wild" is no state to fail on; write some of ${STATES}`],
    ],
    [
      'hosts',
      { 'allowed-hosts': 'a https://b,  *.c' },
      [
        'allowed-hosts: "https://b" is not a host name; write exact names, without https://, port or *',
        'allowed-hosts: "*.c" is not a host name; write exact names, without https://, port or *',
      ],
    ],
    [
      'hosts in brackets',
      { 'allowed-hosts': '[::1] a[b a]b' },
      ['a[b', 'a]b'].map(
        (host) =>
          `allowed-hosts: "${host}" is not a host name; write exact names, without https://, port or *`,
      ),
    ],
    ['both lists', { 'tasks-file': 'x' }, ['tasks, tasks-file: both are given; give one of them']],
    [
      'a list in a file',
      { tasks: '', 'tasks-file': 'package.json' },
      ['tasks-file: must be a list, not a map; begin each entry with "- provider: …"'],
    ],
    [
      'no list',
      { tasks: ' \n' },
      ['tasks, tasks-file: neither is given, or what was given is empty; give one of them'],
    ],
    [
      'a list that is a word',
      { tasks: 'x' },
      ['tasks: must be a list, not text; begin each entry with "- provider: …"'],
    ],
    [
      'a list that is a map',
      { tasks: 'a: b' },
      ['tasks: must be a list, not a map; begin each entry with "- provider: …"'],
    ],
    ...['tasks:\n- provider: x', 'tasks:', '{"tasks": []}'].map(
      (tasks): [string, Given, readonly string[]] => [
        `a list under a key of its own: ${tasks}`,
        { tasks },
        ['tasks: must be a list, not a map; remove the line "tasks:"'],
      ],
    ),
    [
      'a list of nothing',
      { tasks: '# none' },
      ['tasks: must be a list, not nothing; begin each entry with "- provider: …"'],
    ],
    ['an empty list', { tasks: '[]' }, ['tasks: the list is empty; a gate needs at least one task']],
    [
      'entries that are none',
      { tasks: '- a\n- [b]\n-\n- {}' },
      [
        ...['text', 'a list', 'nothing'].map(
          (kind, index) =>
            `tasks, entry ${index + 1}: must be a map of fields, not ${kind}; begin it with "- provider: …"`,
        ),
        `tasks, entry 4: provider: is missing; write one of ${PROVIDERS}`,
      ],
    ],
    [
      'a slip in the list',
      { tasks: '- provider: x\n   name: y' },
      [
        `tasks: not valid YAML: Nested mappings are not allowed in compact mappings at line 1, column 13; ${BROKEN}`,
      ],
    ],
    ['a tab', { tasks: '- a: b\n\tc: d' }, [`tasks: not valid YAML: line 2 begins with a tab; ${BROKEN}`]],
    [
      'a field that is given twice',
      { tasks: `${publish()}${deployment('  name: a\n  "name": b\n')}` },
      ['tasks, entry 2: name is given twice'],
    ],
    [
      'a field of no entry that is given twice',
      { tasks: 'a-1: b\na-1: c' },
      [
        'tasks, a-1 is given twice',
        'tasks: must be a list, not a map; begin each entry with "- provider: …"',
      ],
    ],
    [
      'a field that is given twice, and a slip',
      { tasks: '- a: 1\n  a: 2\n- "b' },
      [
        'tasks, entry 1: a is given twice',
        `tasks: not valid YAML: Missing closing "quote at line 3, column 5; ${BROKEN}`,
      ],
    ],
    [
      'an alias of nothing',
      { tasks: '- *a' },
      ['tasks: an alias (*) that names no anchor (&); quote a text that begins with *'],
    ],
    [
      'aliases that multiply',
      {
        tasks: `- &a [x,x,x,x,x,x,x,x,x]\n- &b [${'*a,'.repeat(9)}]\n- &c [${'*b,'.repeat(9)}]\n- [${'*c,'.repeat(9)}]`,
      },
      ['tasks: more than 100 aliases; write the entries out'],
    ],
    [
      'a missing provider',
      { tasks: '- name: a' },
      [`tasks, entry 1 "a": provider: is missing; write one of ${PROVIDERS}`],
    ],
    [
      'a provider of another kind',
      { tasks: '- provider: [alibaba-api-gateway]\n  name: ""' },
      [
        `tasks, entry 1: provider: is missing; write one of ${PROVIDERS}`,
        'tasks, entry 1: name: must be text that is not empty',
      ],
    ],
    [
      'a strange provider',
      { tasks: `${publish()}- provider: aws\n  name: [a]` },
      [
        `tasks, entry 2: provider: "aws" is not a provider; write one of ${PROVIDERS}`,
        'tasks, entry 2: name: must be text that is not empty',
      ],
    ],
    [
      'a provider that is misspelt',
      { tasks: '- provider: alibaba-apigateway' },
      [
        `tasks, entry 1: provider: "alibaba-apigateway" is not a provider; did you mean alibaba-api-gateway? If not, write one of ${PROVIDERS}`,
      ],
    ],
    [
      'the field of the provider, misspelt',
      { tasks: '- Provider: alibaba-api-gateway' },
      [`tasks, entry 1: provider: is missing, and "Provider" is no field; write one of ${PROVIDERS}`],
    ],
    [
      'a field that is misspelt',
      { tasks: field('regoin: cn-hangzhou') },
      ['tasks, entry 1: regoin: is not a field of alibaba-api-gateway; did you mean region?'],
    ],
    [
      'a field of another provider',
      { tasks: field('task-id: t') },
      [
        'tasks, entry 1: task-id: is not a field of alibaba-api-gateway; it takes operation-uid, apis, provider, name, region, endpoint, optional',
      ],
    ],
    [
      'a region',
      { tasks: field('region: CN') },
      [
        'tasks, entry 1: region: "CN" is no region; write the id of one here or in the input alibaba-region, such as cn-hangzhou',
      ],
    ],
    [
      'a region of another kind',
      { tasks: field('region: [a]') },
      [
        'tasks, entry 1: region: a list, a map or nothing is no region; write the id of one here or in the input alibaba-region, such as cn-hangzhou',
      ],
    ],
    [
      'a default region',
      { 'alibaba-region': 'a b' },
      [
        'tasks, entry 1: region: "a b" is no region; write the id of one here or in the input alibaba-region, such as cn-hangzhou',
      ],
    ],
    [
      'a missing region',
      { 'alibaba-region': '' },
      [
        'tasks, entry 1: region: is missing: give it here or in the input alibaba-region, such as cn-hangzhou',
      ],
    ],
    [
      'another missing region',
      { tasks: deployment(), 'huawei-region': '' },
      ['tasks, entry 1: region: is missing: give it here or in the input huawei-region, such as cn-north-4'],
    ],
    [
      'a region without a provider',
      { tasks: '- provider: x\n  region: A' },
      [
        `tasks, entry 1: provider: "x" is not a provider; write one of ${PROVIDERS}`,
        'tasks, entry 1: region: "A" is no region; write the id of one, such as cn-hangzhou or cn-north-4',
      ],
    ],
    [
      'an empty endpoint',
      { tasks: field('endpoint: ""') },
      ['tasks, entry 1: endpoint: is empty; leave it out, or write https://host'],
    ],
    [
      'an endpoint of another kind',
      { tasks: field('endpoint: [a]') },
      ['tasks, entry 1: endpoint: is empty; leave it out, or write https://host'],
    ],
    [
      'an endpoint that is no URL',
      { tasks: field('endpoint: a b') },
      ['tasks, entry 1: endpoint: "a b" is not a URL; write it as https://host'],
    ],
    [
      'an endpoint that may have a password',
      { tasks: field('endpoint: u:p@h') },
      ['tasks, entry 1: endpoint: it must begin with https:// (http:// only on loopback)'],
    ],
    [
      'an endpoint that has one',
      { tasks: field('endpoint: https://u:p@h') },
      ['tasks, entry 1: endpoint: must not contain a user name or a password'],
    ],
    [
      'a link-local endpoint',
      { tasks: field('endpoint: https://169.254.1.1') },
      ['tasks, entry 1: endpoint: "https://169.254.1.1" is a link-local address, where no cloud API is'],
    ],
    [
      'an endpoint with half an escape',
      { tasks: field('endpoint: https://x.aliyuncs.com/%zz') },
      ['tasks, entry 1: endpoint: "https://x.aliyuncs.com/%zz" has a path with a broken %-escape'],
    ],
    [
      'an endpoint with a query',
      { tasks: field('endpoint: https://x.aliyuncs.com/?a') },
      ['tasks, entry 1: endpoint: "https://x.aliyuncs.com/?a" must not have a query or a fragment'],
    ],
    [
      'an endpoint elsewhere',
      { tasks: deployment('  endpoint: https://example.com\n') },
      [
        'tasks, entry 1: endpoint: the host "example.com" is not under myhuaweicloud.com, myhuaweicloud.cn, myhuaweicloud.eu; if it is right, name it in allowed-hosts',
      ],
    ],
    [
      'a flag of an entry',
      { tasks: field('optional: maybe') },
      ['tasks, entry 1: optional: "maybe" must be true or false'],
    ],
    [
      'a flag of another kind',
      { tasks: field('optional: [true]') },
      ['tasks, entry 1: optional: a list, a map or nothing must be true or false'],
    ],
    [
      'an empty name',
      { tasks: field('name: " "') },
      ['tasks, entry 1 " ": name: must be text that is not empty'],
    ],
    [
      'a name of another kind',
      { tasks: field('name: {}') },
      ['tasks, entry 1: name: must be text that is not empty'],
    ],
    ['nothing of a name that is long enough', { tasks: field(`name: ${'x'.repeat(200)}`) }, []],
    [
      'a long name',
      { tasks: field(`name: ${'x'.repeat(201)}`) },
      ['tasks, entry 1 a text of 201 characters: name: is longer than 200 characters'],
    ],
    [
      'a name with a line break',
      { tasks: field('name: "a\\nb"') },
      ['tasks, entry 1 "a\\nb": name: must not contain line breaks or control characters'],
    ],
    [
      'two of one name',
      { tasks: `${publish('  name: a\n')}${deployment('  name: a\n')}` },
      ['tasks, entry 2 "a": the name "a" is that of tasks, entry 1 "a" too; give each a name of its own'],
    ],
    [
      'one task twice',
      { tasks: `${publish()}${publish('  name: a\n')}` },
      ['tasks, entry 2 "a": the same task as tasks, entry 1; leave one of them out'],
    ],
    [
      'none that counts',
      { tasks: publish('  optional: true\n') },
      ['tasks: every entry is optional, so that the verdict would depend on none; leave optional out of one'],
    ],
    [
      'a project',
      { tasks: '- provider: huawei-servicestage\n  release-plan-id: p', 'huawei-project-id': 'a/b' },
      [
        'huawei-project-id: "a/b" has characters or a length that no id has; give the id of the project in its region',
      ],
    ],
  ])('%s', (_what, inputs, problems) => {
    expect(problemsOf(inputs)).toEqual(problems);
  });

  it.each<[what: string, inputs: Given, env: Env, problems: readonly string[]]>([
    [
      'no keys of Alibaba Cloud',
      { 'alibaba-access-key-id': '', 'alibaba-access-key-secret': '' },
      {},
      [
        'no credentials of Alibaba Cloud: give the inputs alibaba-access-key-id and alibaba-access-key-secret, or alibaba-role-arn and alibaba-oidc-provider-arn, or the variables ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET (a secret that is not set, or that this event may not read, comes out empty)',
      ],
    ],
    [
      'no keys of Huawei Cloud',
      { tasks: deployment(), 'huawei-auth-token': '' },
      {},
      [
        'no credentials of Huawei Cloud: give the inputs huawei-access-key-id and huawei-secret-access-key, or huawei-auth-token, or huawei-identity-provider, or the variables HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or HUAWEI_CLOUD_ACCESS_KEY_ID and HUAWEI_CLOUD_SECRET_ACCESS_KEY (a secret that is not set, or that this event may not read, comes out empty)',
      ],
    ],
    [
      'half a set',
      { 'alibaba-access-key-id': '', 'alibaba-security-token': 't' },
      {},
      [
        'alibaba-access-key-secret, alibaba-security-token without alibaba-access-key-id: half a set of keys; give the whole set (a secret that is not set comes out empty)',
      ],
    ],
    [
      'a third of a set',
      { 'alibaba-access-key-id': '', 'alibaba-access-key-secret': '', 'alibaba-security-token': 't' },
      {},
      [
        'alibaba-security-token without alibaba-access-key-id and alibaba-access-key-secret: half a set of keys; give the whole set (a secret that is not set comes out empty)',
      ],
    ],
    [
      'two sets',
      { tasks: deployment(), 'huawei-auth-token': '' },
      {
        HUAWEICLOUD_SDK_AK: 'a',
        HUAWEICLOUD_SDK_SK: 'b',
        HUAWEI_CLOUD_ACCESS_KEY_ID: 'c',
        HUAWEI_CLOUD_SECRET_ACCESS_KEY: 'd',
      },
      [
        'HUAWEICLOUD_SDK_AK and HUAWEI_CLOUD_ACCESS_KEY_ID: the environment has two sets of keys that differ; unset one, or give the inputs huawei-access-key-id and huawei-secret-access-key',
      ],
    ],
    [
      'two kinds',
      { tasks: deployment(), 'huawei-access-key-id': 'a', 'huawei-secret-access-key': 'b' },
      {},
      [
        'huawei-auth-token and huawei-access-key-id, huawei-secret-access-key: two kinds of credentials at once; give one of them',
      ],
    ],
    [
      'a space in a secret',
      { 'alibaba-access-key-secret': 'a b' },
      {},
      [
        'alibaba-access-key-secret: character 2 of 3 is a space, a line break or no ASCII, which no credential has; copy it again',
      ],
    ],
    [
      'a proxy',
      {},
      { HTTPS_PROXY: 'x' },
      [
        'HTTPS_PROXY: not the URL of a proxy; write it as http://host:port or http://user:password@host:port, with %20 and the like for what is no letter or digit in them',
      ],
    ],
    [
      'regions that differ, once for two tasks',
      { 'alibaba-region': '', tasks: `${publish()}- provider: alibaba-api-gateway\n  operation-uid: o2\n` },
      { ALIBABA_CLOUD_REGION_ID: 'a', ALIBABA_CLOUD_REGION: 'b' },
      [
        'ALIBABA_CLOUD_REGION_ID and ALIBABA_CLOUD_REGION differ; unset one, or give the input alibaba-region',
      ],
    ],
    [
      'a file that is not there',
      { tasks: '', 'tasks-file': 'none.yml' },
      {},
      [
        'tasks-file: "none.yml" cannot be read (ENOENT); check that the job has checked the repository out, and the path from its root',
      ],
    ],
    [
      'a path that is none',
      { tasks: '', 'tasks-file': 'a\0b' },
      {},
      [
        'tasks-file: "a\\u0000b" cannot be read (ERR_INVALID_ARG_VALUE); check that the job has checked the repository out, and the path from its root',
      ],
    ],
    [
      'a file elsewhere',
      { tasks: '', 'tasks-file': '..' },
      {},
      ['tasks-file: ".." lies outside the workspace; move it into it'],
    ],
  ])('%s', (_what, inputs, env, problems) => {
    expect(problemsOf(inputs, env)).toEqual(problems);
  });
});

describe('what is said of inputs that should be mended', () => {
  it('is which tasks cannot be seen to be taken back, and which session is short', () => {
    const tasks = `${publish('  name: a\n')}- {provider: alibaba-api-gateway, operation-uid: o2, name: b}\n${deployment()}`;
    const env = {
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'a',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'b',
      ALIBABA_CLOUD_SECURITY_TOKEN: 'c',
    };
    const inputs = { 'alibaba-access-key-id': '', 'alibaba-access-key-secret': '', tasks, settle: '1m' };
    expect(read(inputs, env).warnings).toEqual([
      'settle: for a, b it only catches APIs that are listed late, since a publish task shows no later rollback. Give apis in the entry, or gate on the version with alibaba-api-version',
      'ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET: a session from the environment usually lives 30 minutes, which is no longer than timeout; give a shorter timeout, or keys that live longer',
    ]);
    expect(read({ ...inputs, settle: '', timeout: '29m' }, env).warnings).toEqual([]);
  });

  it('is nothing of an IAM token that was given', () => {
    const { huawei, warnings } = read({ tasks: deployment() }, {});
    expect(huawei).toEqual({
      value: { kind: 'token', authToken: 'iam' },
      source: 'huawei-auth-token',
      fromEnvironment: false,
      temporary: true,
    });
    expect(warnings).toEqual([]);
  });
});
