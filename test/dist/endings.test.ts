import { describe, it } from 'vitest';

import { faults } from '../emulator/index.ts';
import { runStep } from '../runner.ts';
import { deployed, item, job, OURS, OVER, publishTask, record, release, version } from './entries.ts';
import { play, whole } from './scene.ts';

describe('several deployments', () => {
  it.concurrent('of all providers succeed together', async ({ expect }) => {
    const step = await play((e) => ({
      tasks: [
        publishTask(e, [deployed('RUNNING')], [OVER]),
        version(e, [item(OURS, 'ONLINE')]),
        release(e, { status: 'SUCCESS', jobs: [job('cart', 'SUCCEEDED')] }),
        record(e, 'running', 'succeeded'),
      ],
    }));
    expect(step.exitCode).toBe(0);
    expect(JSON.parse(step.outputs['states'] ?? '')).toEqual({
      publish: 'succeeded',
      'api@RELEASE': 'succeeded',
      shop: 'succeeded',
      web: 'succeeded',
    });
    expect(step.outputs).toMatchObject({ state: 'succeeded', failed: '[]' });
    expect(step.stdout).not.toContain('::error');
    expect(step.stdout).not.toContain('::warning');
  });

  it.concurrent('are all watched to their end, and the worst decides', async ({ expect }) => {
    const step = await play((e) => ({
      tasks: [
        record(e, 'failed'),
        version(e, [item(OURS, 'ONLINE')]),
        publishTask(e, [deployed('RUNNING')], [deployed('CANCEL')]),
      ],
    }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'failed' } });
    const failed: readonly { name: string }[] = JSON.parse(step.outputs['failed'] ?? '');
    expect(failed.map(({ name }) => name)).toEqual(['web', 'publish']);
    expect(JSON.parse(step.outputs['states'] ?? '')).toMatchObject({ 'api@RELEASE': 'succeeded' });
    expect(step.stdout.match(/^::error/gm)).toHaveLength(1);
  });

  it.concurrent('that are optional count for nothing, and are warned about', async ({ expect }) => {
    const step = await play((e) => ({
      tasks: [{ ...record(e, 'failed'), optional: 'true' }, version(e, [item(OURS, 'ONLINE')])],
    }));
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded', failed: '[]' } });
    expect(step.stdout).toMatch(/^::warning title=Deploy Gate::succeeded, 1 of 2 succeeded.*web/m);
  });

  it.concurrent('stop with the first that is lost where fail-fast says so', async ({ expect }) => {
    const step = await play((e) => ({
      tasks: [record(e, 'running'), publishTask(e, [deployed('FAIL', 'quota'), deployed('RUNNING')])],
      inputs: { 'fail-fast': 'true', timeout: '10m' },
    }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'failed' } });
    expect(JSON.parse(step.outputs['states'] ?? '')).toEqual({ web: 'running', publish: 'failed' });
    expect(step.outputs['results']).toContain('the gate stopped before this task had ended');
  });

  it.concurrent('fail the step only in the states that fail-on names', async ({ expect }) => {
    const step = await play((e) => ({
      tasks: [record(e, 'abort')],
      inputs: { 'fail-on': 'failed, rolled-back' },
    }));
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'cancelled' } });
    expect(step.stdout).toContain('::warning title=Deploy Gate::cancelled');
  });
});

describe('looking once', () => {
  it.concurrent('leaves what goes on in its own state, and passes', async ({ expect }) => {
    const step = await play((e) => ({
      tasks: [record(e, 'running'), version(e, []), publishTask(e, [OVER])],
      inputs: { wait: 'false' },
    }));
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'running' } });
    expect(JSON.parse(step.outputs['states'] ?? '')).toEqual({
      web: 'running',
      'api@RELEASE': 'pending',
      publish: 'succeeded',
    });
    expect(step.emulator.requests.filter(({ operation }) => operation === 'task-state')).toHaveLength(1);
  });

  it.concurrent('fails where fail-on names running', async ({ expect }) => {
    const step = await play((e) => ({
      tasks: [record(e, 'running')],
      inputs: { wait: 'false', 'fail-on': 'failed, running' },
    }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'running' } });
  });

  it.concurrent('tries a fault three times, and says why it knows nothing', async ({ expect }) => {
    const step = await play((e) => ({
      tasks: [publishTask(e, faults.httpError(503))],
      inputs: { wait: 'false' },
    }));
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'running' } });
    expect(step.emulator.requests).toHaveLength(3);
    expect(JSON.parse(step.outputs['results'] ?? '')).toMatchObject([
      { state: 'pending', reason: expect.stringMatching(/^the last 3 looks failed, for .*: HTTP 503$/) },
    ]);
  });
});

describe('refused inputs', () => {
  it.concurrent('name every problem at once, and send nothing', async ({ expect }) => {
    const step = await play((e) => ({
      tasks: [{ provider: 'huawei-codearts-deploy', 'task-id': '../x', endpoint: e.codearts.endpoint }],
      inputs: { timeout: '0', wait: 'maybe', 'huawei-secret-access-key': '' },
    }));
    expect(step.exitCode).toBe(1);
    expect(step.outputs).toMatchObject({ state: 'error', results: '[]', failed: '[]', states: '{}' });
    expect(step.emulator.requests).toHaveLength(0);
    await expect(whole(step)).toMatchFileSnapshot('expected/refused-inputs.txt');
  });

  it.concurrent('are refused without anything in the environment', async ({ expect }) => {
    const step = await runStep({ inputs: { tasks: '' } });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(step.stdout).toContain('tasks, tasks-file: neither is given');
  });
});

describe('what surrounds the step', () => {
  it.concurrent('may give the keys, the region and the project by its environment', async ({ expect }) => {
    const step = await play((e) => ({
      tasks: [record(e, 'succeeded'), version(e, [item(OURS, 'ONLINE')])],
      inputs: {
        'alibaba-access-key-id': '',
        'alibaba-access-key-secret': '',
        'huawei-access-key-id': '',
        'huawei-secret-access-key': '',
        'huawei-project-id': '',
      },
      env: {
        ALIBABA_CLOUD_ACCESS_KEY_ID: e.alibaba.keys.accessKeyId,
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: e.alibaba.keys.accessKeySecret,
        ALIBABA_CLOUD_SECURITY_TOKEN: '',
        HUAWEICLOUD_SDK_AK: e.huawei.keys.accessKeyId,
        HUAWEICLOUD_SDK_SK: e.huawei.keys.secretAccessKey,
        HUAWEICLOUD_SDK_PROJECT_ID: 'project',
        HUAWEI_CLOUD_REGION: 'cn-north-4',
      },
    }));
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(JSON.parse(step.outputs['results'] ?? '')).toMatchObject([
      { region: 'cn-north-4' },
      { region: '' },
    ]);
  });

  it.concurrent('may give temporary keys and an IAM token', async ({ expect }) => {
    const step = await play((e) => {
      const session = e.alibaba.openSession();
      return {
        tasks: [record(e, 'succeeded'), version(e, [item(OURS, 'ONLINE')])],
        inputs: {
          'alibaba-access-key-id': session.accessKeyId,
          'alibaba-access-key-secret': session.accessKeySecret,
          'alibaba-security-token': session.securityToken,
          'huawei-access-key-id': '',
          'huawei-secret-access-key': '',
          'huawei-auth-token': e.huawei.issueToken().value,
        },
      };
    });
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
  });

  it.concurrent('may give the list in a file', async ({ expect }) => {
    const step = await runStep({
      inputs: { 'tasks-file': 'gate.yml', 'alibaba-region': 'cn-hangzhou' },
      files: { 'gate.yml': '- provider: alibaba-api-gateway\n  operation-uid: a/b\n' },
    });
    expect(step.stdout).toContain('tasks-file, entry 1: operation-uid: "a/b" has characters');
  });

  it.concurrent('may lack a place for outputs and summary: verdict and exit code stay right, and it is told', async ({
    expect,
  }) => {
    const step = await play((e) => ({
      tasks: [record(e, 'succeeded')],
      env: { GITHUB_OUTPUT: '', GITHUB_STEP_SUMMARY: '/nowhere/at/all' },
    }));
    expect(step.exitCode).toBe(0);
    expect(step.stdout).toContain('the outputs could not be written');
    expect(step.stdout).toContain('the job summary could not be written');
    expect(step.stdout).toContain('Verdict: succeeded');
  });
});

describe('a secret', () => {
  it.concurrent('that the server echoes appears nowhere but where it is registered', async ({ expect }) => {
    const step = await play((e) => ({
      tasks: [
        publishTask(
          e,
          faults.echoCredentials(),
          faults.httpError(403, { Code: 'NoPermission', Message: e.alibaba.keys.accessKeySecret }),
        ),
      ],
    }));
    const { accessKeySecret, accessKeyId } = step.emulator.alibaba.keys;
    const seen = [step.stdout, step.stderr, JSON.stringify(step.outputs), step.summary, step.resultsFile]
      .join('\n')
      .split('\n')
      .filter((line) => !line.startsWith('::add-mask::'))
      .join('\n');
    expect(seen).toContain('NoPermission: ***');
    expect(seen).not.toContain(accessKeySecret);
    expect(seen).not.toContain(accessKeyId);
    expect(step.stdout.indexOf('::add-mask::')).toBe(0);
  });
});

it('runs on the runtime that action.yml names', ({ expect }) => {
  expect(process.version).toMatch(/^v24\./);
});
