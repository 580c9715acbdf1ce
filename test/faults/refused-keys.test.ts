import { describe, it } from 'vitest';

import { OVER, publishTask, record } from '../dist/entries.ts';
import { type Played, play, type Setting } from '../dist/scene.ts';
import type { Emulator } from '../emulator/index.ts';

const UNKNOWN = 'NOSUCHKEY0000000001';
const WRONG = 'NotTheRightSecret0000000000000';

const resultsOf = ({ outputs }: Played): readonly { readonly state: string; readonly reason: string }[] =>
  JSON.parse(outputs['results'] ?? '');

describe('row 33: keys that the cloud refuses → error after one request, which names the inputs', () => {
  const rows: readonly (readonly [string, string, string, (emulator: Emulator) => Setting])[] = [
    [
      'an unknown access key id of Alibaba Cloud',
      'InvalidAccessKeyId.NotFound',
      'alibaba-access-key-id',
      (e) => ({ tasks: [publishTask(e, [OVER])], inputs: { 'alibaba-access-key-id': UNKNOWN } }),
    ],
    [
      'a wrong secret of Alibaba Cloud',
      'SignatureDoesNotMatch',
      'alibaba-access-key-secret',
      (e) => ({ tasks: [publishTask(e, [OVER])], inputs: { 'alibaba-access-key-secret': WRONG } }),
    ],
    [
      'an unknown access key id of Huawei Cloud',
      'APIGW.0301',
      'huawei-access-key-id',
      (e) => ({ tasks: [record(e, 'succeeded')], inputs: { 'huawei-access-key-id': UNKNOWN } }),
    ],
    [
      'a wrong secret of Huawei Cloud',
      'APIGW.0301',
      'huawei-secret-access-key',
      (e) => ({ tasks: [record(e, 'succeeded')], inputs: { 'huawei-secret-access-key': WRONG } }),
    ],
    [
      'a wrong IAM token of Huawei Cloud',
      'APIGW.0301',
      'huawei-auth-token',
      (e) => ({
        tasks: [record(e, 'succeeded')],
        inputs: { 'huawei-access-key-id': '', 'huawei-secret-access-key': '', 'huawei-auth-token': WRONG },
      }),
    ],
  ];

  it.concurrent.for(rows)('%s', async ([, code, input, setUp], { expect }) => {
    const step = await play(setUp);
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(step.emulator.requests).toMatchObject([{ code }]);
    expect(resultsOf(step)).toMatchObject([{ state: 'error', reason: expect.stringContaining(input) }]);
    expect(JSON.stringify(step.outputs) + step.summary + step.stderr).not.toContain(WRONG);
  });
});

describe('row 33: 200 tasks with one refused key → one request in all, every task in error', () => {
  const IDS = Array.from({ length: 200 }, (_, index) => `task-${index}`);

  it.concurrent.for([
    ['an unknown key', { 'huawei-access-key-id': UNKNOWN }],
    ['a wrong secret', { 'huawei-secret-access-key': WRONG }],
  ] as const)('%s', async ([, inputs], { expect }) => {
    const step = await play((e) => {
      const { endpoint } = e.codearts;
      const entries = IDS.map((id) => ({
        provider: 'huawei-codearts-deploy',
        'task-id': id,
        'record-id': id,
        endpoint,
      }));
      return {
        tasks: [],
        inputs: { tasks: '', 'tasks-file': 'gate.json', ...inputs },
        files: { 'gate.json': JSON.stringify(entries) },
      };
    });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(step.emulator.requests).toMatchObject([{ code: 'APIGW.0301' }]);
    expect(resultsOf(step).map(({ state }) => state)).toEqual(IDS.map(() => 'error'));
    // At the rate of requests that are sent it would take 20 s.
    expect(Number(step.outputs['duration-seconds'])).toBeLessThan(10);
  });

  it.concurrent('a wrong secret, on both of its services', async ({ expect }) => {
    const step = await play((e) => ({
      tasks: [
        ...IDS.slice(0, 20).map((id) => ({
          provider: 'huawei-codearts-deploy',
          'task-id': id,
          'record-id': id,
          endpoint: e.codearts.endpoint,
        })),
        ...IDS.slice(0, 20).map((id) => ({
          provider: 'huawei-servicestage',
          'release-plan-id': id,
          endpoint: e.servicestage.endpoint,
        })),
      ],
      inputs: { 'huawei-secret-access-key': WRONG },
    }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(step.emulator.requests).toHaveLength(1);
    expect(resultsOf(step).map(({ state }) => state)).toEqual(Array.from({ length: 40 }, () => 'error'));
  });
});
