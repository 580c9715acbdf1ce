import { describe, it } from 'vitest';

import { item, OURS, OVER, publishTask, record, version } from '../dist/entries.ts';
import { type Played, play, type Setting } from '../dist/scene.ts';
import { type Act, type Emulator, faults } from '../emulator/index.ts';
import { allSucceeded } from './deployments.ts';

const AHEAD_MS = 20 * 60_000;
const ahead = { clock: (): number => Date.now() + AHEAD_MS };
const behind = { clock: (): number => Date.now() - AHEAD_MS };

const reasonOf = ({ outputs }: Played): string => {
  const [result]: readonly { readonly reason?: string }[] = JSON.parse(outputs['results'] ?? '');
  return result?.reason ?? '';
};

const ONE_OF_EACH: readonly (readonly ['alibaba' | 'huawei', string, (emulator: Emulator) => Setting])[] = [
  ['alibaba', 'InvalidTimeStamp.Expired', (e) => ({ tasks: [publishTask(e, [OVER])] })],
  ['huawei', 'APIGW.0301', (e) => ({ tasks: [record(e, 'succeeded')] })],
];

describe('row 36: a clock that is 20 min wrong → one corrected request by the Date of the answer, then success', () => {
  it.concurrent.for(ONE_OF_EACH)('%s: behind that of the server', async ([, code, setUp], { expect }) => {
    const step = await play(setUp, ahead);
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(step.emulator.requests.map((request) => request.code)).toEqual([code, undefined]);
  });

  it.concurrent.for(ONE_OF_EACH)('%s: ahead of that of the server', async ([, code, setUp], { expect }) => {
    const step = await play(setUp, behind);
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(step.emulator.requests.map((request) => request.code)).toEqual([code, undefined]);
  });

  it.concurrent('for many tasks of both clouds: one refused request to each cloud', async ({ expect }) => {
    const step = await play((e) => {
      const entry = record(e, 'succeeded');
      const ids = Array.from({ length: 10 }, (_, index) => `task-${index}`);
      const more = ids.map((id) => {
        const result = { record_id: id, task_id: id, status: 'succeeded' };
        e.codearts.task(id, { records: { [id]: () => result } });
        return { ...entry, name: id, 'task-id': id, 'record-id': id };
      });
      return { tasks: [...allSucceeded(e), ...more] };
    }, ahead);
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    const refused = step.emulator.requests.filter(({ code }) => code !== undefined);
    expect(refused.map(({ code }) => code).sort()).toEqual(['APIGW.0301', 'InvalidTimeStamp.Expired']);
  });
});

describe('row 36: a server whose Date is wrong as well → error after one correction, which tells of the clock', () => {
  const date = new Date(Date.now() + AHEAD_MS).toUTCString();
  const refusals: Readonly<Record<'alibaba' | 'huawei', Act>> = {
    alibaba: faults.alibabaError('InvalidTimeStamp.Expired', 400, { date }),
    huawei: faults.httpError(
      401,
      { error_code: 'APIGW.0301', error_msg: 'Incorrect IAM authentication information: signature expired' },
      { date },
    ),
  };

  it.concurrent.for(ONE_OF_EACH)('%s', async ([cloud, code, setUp], { expect }) => {
    const step = await play((e) => {
      e.rules.hook = () => refusals[cloud];
      return setUp(e);
    });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error' } });
    expect(step.emulator.requests).toHaveLength(2);
    expect(reasonOf(step)).toContain(code);
    expect(reasonOf(step)).toMatch(/clock/);
  });
});

describe('row 38: a server that refuses a nonce twice → every attempt is signed with a nonce of its own', () => {
  const noncesOf = ({ emulator }: Played): readonly (string | undefined)[] =>
    emulator.requests.map(({ headers }) => headers.get('x-acs-signature-nonce'));

  // The emulator has checked a request, and remembers its nonce, before it answers with one of these.
  const rows: readonly (readonly [string, Act])[] = [
    ['a reset', faults.reset()],
    ['a body that is cut off', faults.truncated()],
    ['a 503', faults.httpError(503)],
    ['throttling', faults.alibabaError('Throttling.User')],
    ['the word that the nonce was used', faults.alibabaError('SignatureNonceUsed')],
  ];
  it.concurrent.for(rows)('after %s', async ([, fault], { expect }) => {
    const step = await play((e) => ({ tasks: [publishTask(e, fault, fault, [OVER])] }));
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(step.emulator.requests.map(({ code }) => code)).toEqual([undefined, undefined, undefined]);
    expect(new Set(noncesOf(step)).size).toBe(3);
  });

  it.concurrent('after a clock was corrected', async ({ expect }) => {
    const step = await play((e) => ({ tasks: [publishTask(e, [OVER])] }), ahead);
    expect(step.outputs['state']).toBe('succeeded');
    expect(new Set(noncesOf(step)).size).toBe(2);
  });

  it.concurrent('for all looks of several tasks', async ({ expect }) => {
    const step = await play((e) => ({
      tasks: [publishTask(e, faults.reset(), [OVER]), version(e, [], [item(OURS, 'ONLINE')])],
    }));
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(new Set(noncesOf(step)).size).toBe(step.emulator.requests.length);
  });
});
