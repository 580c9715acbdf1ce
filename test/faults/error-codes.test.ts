import { describe, it } from 'vitest';

import { OVER, publishTask, record } from '../dist/entries.ts';
import { type Played, play } from '../dist/scene.ts';
import { faults } from '../emulator/index.ts';
import { firstOfEach } from './hooks.ts';

const alibaba = (Code: string, Message = 'said so'): string => JSON.stringify({ Code, Message });
const huawei = (error_code: string, error_msg = 'said so'): string =>
  JSON.stringify({ error_code, error_msg });

const resultOf = ({ outputs }: Played): { readonly reason: string; readonly provider_state: string } =>
  JSON.parse(outputs['results'] ?? '')[0];

/** One task of a cloud whose first request is answered so; what follows is well. */
const once = (cloud: 'alibaba' | 'huawei', status: number, body: string): Promise<Played> =>
  play((e) => {
    e.rules.hook = firstOfEach(1, () => faults.httpError(status, body));
    return { tasks: [cloud === 'alibaba' ? publishTask(e, [OVER]) : record(e, 'succeeded')] };
  });

describe('row 91: an error code that no list names → waited out for the grace, then an error', () => {
  it.concurrent.for([
    ['alibaba', 400, alibaba('ConcurrencyLockTimeout')],
    ['alibaba', 400, alibaba('SystemBusy')],
    ['alibaba', 409, alibaba('OperationConflict')],
    ['alibaba', 400, alibaba('AnythingNew')],
    ['alibaba', 408, ''],
    ['huawei', 400, huawei('APIGW.0203')],
    ['huawei', 403, huawei('APIGW.0203')],
    ['huawei', 400, huawei('SVCSTG.00100999')],
    ['huawei', 400, huawei('SVCSTG.00100408')],
    ['huawei', 400, huawei('X.TaskInProgress')],
    ['huawei', 423, '{}'],
    ['huawei', 400, huawei('APIG.0101')],
  ] as const)('once: %s with HTTP %i %s', async ([cloud, status, body], { expect }) => {
    const step = await once(cloud, status, body);
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(step.emulator.requests).toHaveLength(2);
  });

  it.concurrent.for([
    ['a new code', 400, alibaba('AnythingNew', 'try me'), 'AnythingNew'],
    ['no code', 410, '{}', 'HTTP 410'],
    ['an empty body', 400, '', 'HTTP 400'],
  ] as const)('always: %s, error after not-found-grace', async ([, status, body, code], { expect }) => {
    const step = await play((e) => {
      e.rules.hook = () => faults.httpError(status, body);
      return { tasks: [publishTask(e, [OVER])], inputs: { 'not-found-grace': '3s', timeout: '60s' } };
    });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(resultOf(step)).toMatchObject({
      provider_state: code,
      reason: expect.stringMatching(
        new RegExp(`^Alibaba Cloud does not take DescribeDeployApiTask: HTTP ${status}.* \\(for \\d`),
      ),
    });
    expect(Number(step.outputs['duration-seconds'])).toBeGreaterThanOrEqual(3);
    expect(step.emulator.requests.length).toBeGreaterThan(2);
  });

  it.concurrent('always, a word that speaks of what passes: to the deadline', async ({ expect }) => {
    const step = await play((e) => {
      e.rules.hook = () => faults.httpError(400, alibaba('SystemBusy'));
      return { tasks: [publishTask(e, [OVER])], inputs: { 'not-found-grace': '1s', timeout: '5s' } };
    });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
  });

  it.concurrent('without waiting: an error after the third attempt', async ({ expect }) => {
    const step = await play((e) => {
      e.rules.hook = () => faults.httpError(400, alibaba('AnythingNew'));
      return { tasks: [publishTask(e, [OVER])], inputs: { wait: 'false' } };
    });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(step.emulator.requests).toHaveLength(3);
    expect(resultOf(step)).toMatchObject({ provider_state: 'AnythingNew' });
  });
});

describe('row 91: a parameter that the API does not take → an error at once, but not after a good answer', () => {
  it.concurrent.for([
    ['alibaba', 400, alibaba('MissingParameter.OperationUid')],
    ['alibaba', 400, alibaba('X', 'The parameter OperationUid is malformed')],
    ['huawei', 422, huawei('X.InvalidParameter')],
  ] as const)('at once: %s with HTTP %i %s', async ([cloud, status, body], { expect }) => {
    const step = await once(cloud, status, body);
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(step.emulator.requests).toHaveLength(1);
    expect(resultOf(step).reason).toContain('does not take');
  });

  it.concurrent('after a good answer it is waited out', async ({ expect }) => {
    const step = await play((e) => {
      let asked = 0;
      e.rules.hook = () => {
        asked += 1;
        return asked === 2 ? faults.httpError(400, alibaba('InvalidParameter')) : undefined;
      };
      return { tasks: [publishTask(e, [{ ...OVER, DeployedStatus: 'RUNNING' }], [OVER])] };
    });
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
  });
});

describe('row 91: a code of the gateway that no list names → sent at most 3 times', () => {
  it.concurrent('one task', async ({ expect }) => {
    const step = await play((e) => {
      e.rules.hook = () => faults.httpError(400, huawei('APIG.0101'));
      return { tasks: [record(e, 'succeeded')] };
    });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(step.emulator.requests).toHaveLength(3);
    expect(resultOf(step)).toMatchObject({
      provider_state: 'APIG.0101',
      reason: expect.stringContaining('(3 times)'),
    });
  });

  it.concurrent('many tasks whose key was never accepted', async ({ expect }) => {
    const step = await play((e) => {
      e.rules.hook = () => faults.httpError(400, huawei('APIG.0101'));
      const tasks = Array.from({ length: 20 }, (_, index) => ({
        ...record(e, 'succeeded'),
        name: `web ${index}`,
        'record-id': `ours-${index}`,
      }));
      return { tasks };
    });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(step.emulator.requests).toHaveLength(3);
  });
});

describe('row 91: refused credentials, whatever else a list does not name → an error at once', () => {
  it.concurrent.for([
    ['alibaba', 401, alibaba('AnythingNew')],
    ['alibaba', 401, ''],
    ['alibaba', 401, '<html>log in</html>'],
    ['alibaba', 400, alibaba('InvalidAccessKeyId.Lock')],
    ['huawei', 401, huawei('APIGW.0999')],
    ['huawei', 401, '<html>log in</html>'],
  ] as const)('%s with HTTP %i %s', async ([cloud, status, body], { expect }) => {
    const step = await once(cloud, status, body);
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(step.emulator.requests).toHaveLength(1);
    expect(resultOf(step).reason).toContain('refused the credentials');
  });
});

describe('row 91: HTTP 304 or 300 without an address → an error that says so', () => {
  it.concurrent.for([300, 304])('HTTP %i', async (status, { expect }) => {
    const step = await once('alibaba', status, '');
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(resultOf(step).reason).toBe(
      `answered HTTP ${status}, a redirect, but no usable address was given; check the endpoint`,
    );
  });
});
