import { describe, it } from 'vitest';

import { OVER } from '../dist/entries.ts';
import { play, type Setting } from '../dist/scene.ts';
import { type Emulator, inTurn, literal } from '../emulator/index.ts';

/** Digits that no double holds: as a number it would end in 616. */
const BIG = '12345678901234567890';
/** A neighbour that a double cannot tell from it. */
const NEXT = '12345678901234567891';

/** A list whose ids are written without quotes, as an expression in a workflow gives them. */
const listOf = (...fields: readonly (readonly [string, string])[]): Setting => {
  const lines = fields.map(([name, value]) => `${name}: ${value}`);
  return { tasks: [], inputs: { tasks: `- ${lines.join('\n  ')}`, timeout: '2s' } };
};

const publish = (e: Emulator, known: string): Setting => {
  e.alibaba.publishTask(known, inTurn([OVER]));
  return listOf(
    ['provider', 'alibaba-api-gateway'],
    ['operation-uid', BIG],
    ['endpoint', e.alibaba.endpoint],
  );
};
const record = (e: Emulator, answered: string): Setting => {
  const state = `{"status":"success","result":{"record_id":${answered},"task_id":${BIG},"status":"succeeded"}}`;
  e.codearts.task(BIG, { records: { [BIG]: inTurn(literal(state)) } });
  return listOf(
    ['provider', 'huawei-codearts-deploy'],
    ['task-id', BIG],
    ['record-id', BIG],
    ['endpoint', e.codearts.endpoint],
  );
};

describe('row 11: an id of more digits than a number holds → kept to the last digit, asked for and compared', () => {
  it.concurrent.for<readonly [what: string, ours: string, setUp: (e: Emulator, id: string) => Setting]>([
    ['a publish task', BIG, publish],
    ['a record', BIG, record],
  ])('%s', async ([, ours, setUp], { expect }) => {
    const step = await play((e) => setUp(e, ours));
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(step.outputs['results']).toContain(BIG);
    expect(new Set(step.emulator.requests.map(({ id }) => id))).toEqual(new Set([BIG]));
  });

  it.concurrent.for<readonly [what: string, next: string, setUp: (e: Emulator, id: string) => Setting]>([
    ['a publish task', NEXT, publish],
    ['a record', NEXT, record],
  ])('%s: the success of its neighbour is not ours', async ([, next, setUp], { expect }) => {
    const step = await play((e) => setUp(e, next));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
  });
});
