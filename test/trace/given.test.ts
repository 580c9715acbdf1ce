import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

import { createRedactor } from '../../src/redact.ts';
import { hideJobSecrets, readGiven } from '../../src/trace/given.ts';

const workspace = mkdtempSync(join(tmpdir(), 'deploy-gate-given-'));
afterAll(() => rmSync(workspace, { recursive: true, force: true }));
writeFileSync(join(workspace, 'gate.yml'), '- the list\n');

const read = (inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) =>
  readGiven((name) => inputs[name] ?? '', { GITHUB_WORKSPACE: workspace, ...env });

describe('what a trace says of the step', () => {
  it('is every input that is given and no credential, and the variables that stand in for one', () => {
    const inputs = { tasks: '- x', timeout: '30m', wait: 'false', 'alibaba-region': 'cn-hangzhou' };
    const secret = { 'alibaba-access-key-secret': 'x', 'github-token': 'y', 'huawei-auth-token': 'z' };
    const environment = { HUAWEI_CLOUD_REGION: 'cn-north-4', HUAWEICLOUD_SDK_PROJECT_ID: 'p' };
    const others = { HUAWEICLOUD_SDK_SK: 'x', PATH: '/bin' };
    expect(read({ ...inputs, ...secret }, { ...environment, ...others })).toEqual({ inputs, environment });
  });

  it('has the list also where it came from a file', () => {
    expect(read({ 'tasks-file': 'gate.yml' }).inputs).toEqual({
      'tasks-file': 'gate.yml',
      tasks: '- the list\n',
    });
    expect(read({ 'tasks-file': 'none.yml' }).inputs).toEqual({ 'tasks-file': 'none.yml' });
  });
});

describe('what the job calls secret', () => {
  const hide = hideJobSecrets(createRedactor(['TheSecretOfTheGate'], []), {
    NPM_TOKEN: 'npm_0123456789',
    DB_PASSWORD: 'short',
    AWS_ACCESS_KEY_ID: 'AKIA0123456789',
    MY_SECRET: ' TheSecretOfTheGate\n',
    HOME: '/home/runner',
    EMPTY_TOKEN: '',
  });

  it('is hidden whole, where it is a URL with a user and a password', () => {
    const url = 'https://bob:pass-word@hooks.example/T0/B0/secret-path';
    const hideHook = hideJobSecrets(createRedactor([], []), { HOOK_TOKEN: url });
    const hex = Buffer.from(url).toString('hex');
    expect(hideHook(`to ${url} and ${hex}, not https://a:b@elsewhere.example/x`)).toBe(
      'to *** and ***, not https://***@elsewhere.example/x',
    );
  });

  it('is hidden, in all forms, beside what is secret anyway; of an id the beginning stays', () => {
    const hex = Buffer.from('npm_0123456789').toString('hex');
    expect(hide(`npm_0123456789 ${hex} AKIA0123456789 TheSecretOfTheGate /home/runner short`)).toBe(
      '*** *** AKIA*** *** /home/runner short',
    );
  });
});
