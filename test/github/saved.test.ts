import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseSaved, SAVED, type Saved } from '../../src/github/saved.ts';
import { STATE_NOT_SAVED } from '../../src/not-started.ts';
import { VERDICTS } from '../../src/task.ts';
import { parseFileCommands } from '../runner.ts';

const number = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const ids = fc
  .tuple(fc.stringMatching(/^[0-9a-f]{64}$/), fc.nat(), fc.nat())
  .map(([tasks, id, attempt]) => `deploy-gate:${tasks}:${id}:${attempt}`);
const saved: fc.Arbitrary<Saved> = fc.record(
  {
    check: fc.record(
      {
        name: fc.string({ unit: 'binary' }),
        sha: fc.string(),
        externalId: ids,
        id: number,
        foundAs: ids,
        others: fc.array(number),
        isOver: fc.boolean(),
        isTold: fc.boolean(),
      },
      { requiredKeys: ['name', 'sha', 'externalId', 'isOver'] },
    ),
    deployment: fc.record(
      { id: number, isOver: fc.boolean(), isTold: fc.boolean() },
      { requiredKeys: ['id', 'isOver'] },
    ),
    verdict: fc.constantFrom(...VERDICTS),
  },
  { requiredKeys: [] },
);

describe('what is saved', () => {
  it('is read as it was', () => {
    fc.assert(
      fc.property(saved, (value) => {
        expect(parseSaved(JSON.stringify(value))).toEqual(value);
      }),
    );
  });

  const whole = {
    check: { name: 'deploy', sha: 'a', externalId: `deploy-gate:${'a'.repeat(64)}:1:1`, isOver: false },
    deployment: { id: 7, isOver: false },
  };
  it.each([
    ['', 'nothing'],
    [' ', 'nothing'],
    ['{', 'half of it'],
    [JSON.stringify(whole).slice(0, -1), 'half of it'],
    ['null', 'another value'],
    ['[]', 'another value'],
    ['"deploy"', 'another value'],
    [JSON.stringify({ ...whole, verdict: 'green' }), 'one with an unknown verdict'],
    [JSON.stringify({ ...whole, deployment: { id: '7', isOver: false } }), 'one with another id'],
    ...[0, -1, 1.5, 2 ** 53, null].flatMap((id) => [
      [
        JSON.stringify({ ...whole, deployment: { id, isOver: false } }),
        'one whose id is no number of GitHub’s',
      ],
      [JSON.stringify({ ...whole, check: { ...whole.check, id } }), 'one whose id is no number of GitHub’s'],
    ]),
    ...['', 'ci-42', 'deploy-gate:1', `deploy-gate:${'a'.repeat(64)}`].flatMap((id) => [
      [JSON.stringify({ ...whole, check: { ...whole.check, externalId: id } }), 'one that is not a gate’s'],
      [JSON.stringify({ ...whole, check: { ...whole.check, foundAs: id } }), 'one that is not a gate’s'],
    ]),
    [JSON.stringify({ ...whole, deployment: { id: 7 } }), 'one that does not tell whether it is over'],
    [JSON.stringify({ ...whole, check: { ...whole.check, name: undefined } }), 'one without a name'],
    [JSON.stringify({ ...whole, check: { ...whole.check, isOver: 'no' } }), 'one with another flag'],
  ])('%j is nothing: it is %s', (text) => {
    expect(parseSaved(text)).toBeUndefined();
  });

  it('may be nothing', () => {
    expect(parseSaved(parseFileCommands(STATE_NOT_SAVED)[SAVED] ?? '')).toEqual({});
  });

  it('is not what else stands beside it', () => {
    expect(parseSaved(JSON.stringify({ ...whole, more: 1 }))).toEqual(whole);
  });
});
