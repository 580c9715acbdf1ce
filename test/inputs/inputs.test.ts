import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { InputError, type Inputs, readInputs } from '../../src/inputs/inputs.ts';
import { readSecrets } from '../../src/inputs/secrets.ts';
import type { Env } from '../../src/world.ts';

type Given = Readonly<Record<string, string>>;

const PUBLISH = '- provider: alibaba-api-gateway\n  operation-uid: 51524fb8f12846d694d0a1de9a0cf274\n';
const DEPLOYMENT = '- provider: huawei-codearts-deploy\n  task-id: d2dc947e\n  record-id: 2c82ffe8\n';
const VERSION =
  '- provider: alibaba-api-version\n  api-id: api1\n  stage: TEST\n  version: "20211122155403834"\n';

const ALIBABA_ENV: Env = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI-env',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret-env',
};
const HUAWEI_ENV: Env = { HUAWEICLOUD_SDK_AK: 'AK-sdk', HUAWEICLOUD_SDK_SK: 'SK-sdk' };

const inputsOf = (overrides: Given = {}): Given => ({
  tasks: PUBLISH,
  'alibaba-region': 'cn-hangzhou',
  'huawei-region': 'cn-north-4',
  ...overrides,
});
const read = (inputs: Given, env: Env = { ...ALIBABA_ENV, ...HUAWEI_ENV }): Inputs =>
  readInputs((name) => inputs[name] ?? '', env);

function refusal(inputs: Given, env?: Env): string {
  try {
    read(inputs, env);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return '';
}

const workspace = mkdtempSync(join(tmpdir(), 'deploy-gate-inputs-'));
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

describe('inputs that are whole', () => {
  it('have the defaults of the contract where nothing is given but the list', () => {
    const inputs = read(inputsOf());
    expect(inputs.patience).toEqual({
      timeoutMs: 1_800_000,
      wait: true,
      intervalMs: 'auto',
      settleMs: 0,
      notFoundGraceMs: 60_000,
      earlierMs: 0,
    });
    expect(inputs.failFast).toBe(false);
    expect([...inputs.failOn].sort()).toEqual([
      'cancelled',
      'error',
      'failed',
      'rolled-back',
      'superseded',
      'timed-out',
    ]);
    expect(inputs.targets).toHaveLength(1);
    expect(inputs.warnings).toEqual([]);
  });

  it('are the same where every other input is empty or blank', () => {
    const names = ['timeout', 'wait', 'interval', 'settle', 'not-found-grace', 'fail-fast', 'fail-on'];
    const rest = ['tasks-file', 'allowed-hosts', 'huawei-auth-token', 'alibaba-access-key-id'];
    for (const blank of ['', ' ', '\n']) {
      const blanks = Object.fromEntries([...names, ...rest].map((name) => [name, blank]));
      expect(read(inputsOf(blanks)).patience).toEqual(read(inputsOf()).patience);
    }
  });

  it('may have white space around them', () => {
    const inputs = read(inputsOf({ timeout: ' 10m\n', wait: ' true ', 'alibaba-region': 'cn-beijing\n' }));
    expect(inputs.patience.timeoutMs).toBe(600_000);
    expect(inputs.targets[0]?.task.region).toBe('cn-beijing');
  });

  it('keep the indentation of the list', () => {
    expect(read(inputsOf({ tasks: `  ${PUBLISH.replace('\n  ', '\n    ')}` })).targets).toHaveLength(1);
  });

  it('take the list from a file', () => {
    writeFileSync(join(workspace, 'tasks.yml'), PUBLISH + VERSION);
    const env = { ...ALIBABA_ENV, GITHUB_WORKSPACE: workspace };
    expect(read(inputsOf({ tasks: '', 'tasks-file': ' tasks.yml\n' }), env).targets).toHaveLength(2);
  });

  it('ask for the credentials of no cloud that is not used', () => {
    expect(read(inputsOf(), ALIBABA_ENV).huawei).toBeUndefined();
    expect(read(inputsOf({ tasks: DEPLOYMENT }), HUAWEI_ENV).alibaba).toBeUndefined();
  });

  it.each([
    [{ ALIBABA_CLOUD_REGION_ID: 'eu-central-1' }, PUBLISH, 'eu-central-1'],
    [{ HUAWEI_CLOUD_REGION: 'ap-southeast-3' }, DEPLOYMENT, 'ap-southeast-3'],
  ])('take the region from the environment: %j', (env, tasks, region) => {
    const inputs = { tasks };
    const { targets } = read(inputs, { ...ALIBABA_ENV, ...HUAWEI_ENV, ...env });
    expect(targets[0]?.task.region).toBe(region);
  });

  it.each(['HUAWEICLOUD_SDK_PROJECT_ID', 'HUAWEI_CLOUD_PROJECT_ID'])(
    'take the project from the environment: %s',
    (name) => {
      const tasks = '- provider: huawei-servicestage\n  release-plan-id: p1\n';
      const { targets } = read(inputsOf({ tasks }), { ...HUAWEI_ENV, [name]: 'project-9' });
      expect(targets[0]?.prepared.projectId).toBe('project-9');
    },
  );

  it('rather take region and project from the inputs', () => {
    const tasks = '- provider: huawei-servicestage\n  release-plan-id: p1\n';
    const env = { ...HUAWEI_ENV, HUAWEI_CLOUD_REGION: 'env-1', HUAWEI_CLOUD_PROJECT_ID: 'env-project' };
    const [target] = read(inputsOf({ tasks, 'huawei-project-id': 'given' }), env).targets;
    expect([target?.task.region, target?.prepared.projectId]).toEqual(['cn-north-4', 'given']);
  });

  it('may allow hosts, in any case and with brackets', () => {
    const tasks = `${PUBLISH}  endpoint: http://[::1]:8080\n${VERSION}  endpoint: https://gw.Internal\n`;
    const inputs = inputsOf({ tasks, 'allowed-hosts': '[::1], GW.internal' });
    expect(read(inputs).targets.map(({ baseUrl }) => baseUrl.host)).toEqual(['[::1]:8080', 'gw.internal']);
  });
});

describe('inputs that are refused', () => {
  it.each([
    [{ tasks: '' }, /tasks, tasks-file: neither/],
    [{ tasks: ' \n' }, /tasks, tasks-file: neither/],
    [{ 'tasks-file': 'tasks.yml' }, /tasks, tasks-file: both/],
    [{ tasks: '', 'tasks-file': '../x.yml' }, /tasks-file:/],
    [{ tasks: '[]' }, /tasks: .*empty/],
    [{ 'fail-fast': 'maybe' }, /fail-fast: "maybe"/],
    [{ 'fail-on': 'never' }, /fail-on: "never"/],
    [{ timeout: '0' }, /timeout:.*wait/],
    [{ 'allowed-hosts': 'https://x' }, /allowed-hosts: "https:\/\/x"/],
    [{ 'alibaba-region': 'CN' }, /region:/],
    [{ 'alibaba-access-key-id': 'LTAI' }, /alibaba-access-key-secret/],
  ])('are named: %j', (inputs, words) => {
    expect(refusal(inputsOf(inputs))).toMatch(words);
  });

  it('are told all in one message, one line each', () => {
    const tasks = '- provider: x\n- provider: alibaba-api-gateway\n  operation-uid: ../\n  colour: red\n';
    const inputs = { tasks, timeout: 'soon', wait: 'maybe', 'fail-on': 'never', 'allowed-hosts': '*' };
    const message = refusal(inputsOf(inputs), {});
    for (const words of [
      /^- timeout: "soon"/m,
      /^- wait: "maybe"/m,
      /^- fail-on: "never"/m,
      /^- allowed-hosts: "\*"/m,
      /^- tasks, entry 1: provider: "x"/m,
      /^- tasks, entry 2: operation-uid: "\.\.\/"/m,
      /^- tasks, entry 2: colour: /m,
      /^- no credentials of Alibaba Cloud/m,
    ]) {
      expect(message).toMatch(words);
    }
    expect(message.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(8);
  });

  it('say that nothing was requested', () => {
    expect(refusal(inputsOf({ timeout: '0' }))).toMatch(/nothing was requested/);
  });

  it.each([
    [{ ALIBABA_CLOUD_REGION_ID: 'a', ALIBABA_CLOUD_REGION: 'b' }, PUBLISH],
    [
      { HUAWEICLOUD_SDK_PROJECT_ID: 'a', HUAWEI_CLOUD_PROJECT_ID: 'b' },
      '- provider: huawei-servicestage\n  release-plan-id: p1\n',
    ],
  ])('are those of an environment that differs with itself: %j', (env, tasks) => {
    const message = refusal({ tasks }, { ...ALIBABA_ENV, ...HUAWEI_ENV, ...env });
    for (const name of Object.keys(env)) expect(message).toContain(name);
  });

  it('never repeat a secret', () => {
    const inputs = inputsOf({
      'alibaba-access-key-id': 'LTAI-x',
      'alibaba-access-key-secret': 'very secret\nvalue',
    });
    expect(refusal(inputs)).toMatch(/alibaba-access-key-secret/);
    expect(refusal(inputs)).not.toMatch(/very secret|value$/m);
  });
});

describe('warnings', () => {
  it('are for settle where a publish task cannot show a rollback, naming it', () => {
    const { warnings } = read(inputsOf({ settle: '1m', tasks: `${PUBLISH}  name: orders\n${VERSION}` }));
    expect(warnings).toEqual([expect.stringMatching(/^settle:.*orders/)]);
    expect(warnings[0]).not.toContain('api1');
  });

  it('are none for settle where it is of use, nor without it', () => {
    expect(read(inputsOf({ settle: '1m', tasks: VERSION })).warnings).toEqual([]);
    expect(read(inputsOf({ settle: '0' })).warnings).toEqual([]);
  });

  const session = { ...ALIBABA_ENV, ALIBABA_CLOUD_SECURITY_TOKEN: 'sts-token' };

  it.each(['30m', '1h', ''])('are for a session of the environment that timeout %j outlives', (timeout) => {
    const { warnings } = read(inputsOf({ timeout }), session);
    expect(warnings).toEqual([expect.stringMatching(/30 minutes/)]);
  });

  it.each([
    ['a shorter timeout', { timeout: '29m59s' }, session],
    ['keys without a session', { timeout: '1h' }, ALIBABA_ENV],
    [
      'a session of the inputs',
      {
        timeout: '1h',
        'alibaba-access-key-id': 'LTAI-x',
        'alibaba-access-key-secret': 'secret-x',
        'alibaba-security-token': 'token-x',
      },
      {},
    ],
  ])('are none for %s', (_what, inputs, env) => {
    expect(read(inputsOf(inputs), env).warnings).toEqual([]);
  });
});

describe('secrets', () => {
  it('are all that are given, trimmed, whatever else is wrong with the inputs', () => {
    const inputs: Given = {
      'alibaba-access-key-id': 'LTAI-input\n',
      'alibaba-access-key-secret': 'secret-input\r\n',
      'huawei-auth-token': ' iam-token ',
      tasks: 'broken: [',
    };
    const env = {
      HUAWEICLOUD_SDK_AK: 'AK-sdk',
      HUAWEICLOUD_SDK_SK: '\uFEFFSK-sdk',
      ALIBABA_CLOUD_SECURITY_TOKEN: '',
    };
    const { secrets, keyIds, tooShort } = readSecrets((name) => inputs[name] ?? '', env);
    expect([...secrets].sort()).toEqual(['SK-sdk', 'iam-token', 'secret-input']);
    expect([...keyIds].sort()).toEqual(['AK-sdk', 'LTAI-input']);
    expect(tooShort).toEqual(['HUAWEICLOUD_SDK_SK']);
  });

  it('that are too short are told by the names of their inputs and variables', () => {
    const inputs: Given = { 'huawei-auth-token': 'short', 'github-token': '12345678' };
    const env = { https_proxy: 'http://me:pw@proxy', HTTP_PROXY: 'http://me:long-enough@proxy' };
    const { tooShort } = readSecrets((name) => inputs[name] ?? '', env);
    expect(tooShort).toEqual(['huawei-auth-token', 'https_proxy']);
  });
});
