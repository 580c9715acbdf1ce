import { describe, it } from 'vitest';

import { OVER } from '../dist/entries.ts';
import { play, type Setting } from '../dist/scene.ts';
import { type Emulator, inTurn, literal } from '../emulator/index.ts';

/** Digits that no double holds: as a number it would end in 616. */
const BIG = '12345678901234567890';
/** A neighbour that a double cannot tell from it. */
const NEXT = '12345678901234567891';
/** The same for an execution's number: 2^53, and the number after it. */
const BEFORE = '9007199254740992';
const AFTER = '9007199254740993';

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
const release = (e: Emulator, answered: string): Setting => {
  e.servicestage.releasePlan('project', BIG, {
    plan: inTurn(literal(`{"id":${answered},"status":"SUCCESS","components":[{"id":${BIG},"name":"cart"}]}`)),
    deployInfo: inTurn(
      literal(`{"id":${answered},"components":[{"id":${BIG},"name":"cart","job_status":"SUCCEEDED"}]}`),
    ),
  });
  return listOf(
    ['provider', 'huawei-servicestage'],
    ['release-plan-id', BIG],
    ['endpoint', e.servicestage.endpoint],
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
const execution = (e: Emulator, number: string): Setting => {
  const last = `{"task_id":${BIG},"execution_state":"succeeded","release_id":${number}}`;
  e.codearts.task(BIG, { last: inTurn(literal(last)) });
  return listOf(
    ['provider', 'huawei-codearts-deploy'],
    ['task-id', BIG],
    ['after-release', BEFORE],
    ['endpoint', e.codearts.endpoint],
  );
};

describe('row 11: an id of more digits than a number holds → kept to the last digit, asked for and compared', () => {
  it.concurrent.for<readonly [what: string, ours: string, setUp: (e: Emulator, id: string) => Setting]>([
    ['a publish task', BIG, publish],
    ['a release task', BIG, release],
    ['a record', BIG, record],
    ['an execution', AFTER, execution],
  ])('%s', async ([, ours, setUp], { expect }) => {
    const step = await play((e) => setUp(e, ours));
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(step.outputs['results']).toContain(BIG);
    expect(new Set(step.emulator.requests.map(({ id }) => id))).toEqual(new Set([BIG]));
  });

  it.concurrent.for<readonly [what: string, next: string, setUp: (e: Emulator, id: string) => Setting]>([
    ['a publish task', NEXT, publish],
    ['a release task', NEXT, release],
    ['a record', NEXT, record],
    ['an execution', BEFORE, execution],
  ])('%s: the success of its neighbour is not ours', async ([, next, setUp], { expect }) => {
    const step = await play((e) => setUp(e, next));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
  });
});
