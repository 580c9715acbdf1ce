import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseSaved, type Saved } from '../../src/github/saved.ts';
import { VERDICTS } from '../../src/task.ts';

const saved: fc.Arbitrary<Saved> = fc.record(
  {
    begunAt: fc.string(),
    check: fc.record(
      {
        name: fc.string({ unit: 'binary' }),
        sha: fc.string(),
        externalId: fc.string(),
        id: fc.maxSafeNat(),
        isOver: fc.boolean(),
      },
      { requiredKeys: ['name', 'sha', 'externalId', 'isOver'] },
    ),
    deployment: fc.record({ id: fc.maxSafeNat(), isOver: fc.boolean() }),
    verdict: fc.constantFrom(...VERDICTS),
  },
  { requiredKeys: ['begunAt'] },
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
    begunAt: '2026-01-01T00:00:00.000Z',
    check: { name: 'deploy', sha: 'a', externalId: 'b', isOver: false },
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
    ['{}', 'an object without anything'],
    [JSON.stringify({ ...whole, begunAt: undefined }), 'one without the beginning'],
    [JSON.stringify({ ...whole, begunAt: 7 }), 'one with another beginning'],
    [JSON.stringify({ ...whole, verdict: 'green' }), 'one with an unknown verdict'],
    [JSON.stringify({ ...whole, deployment: { id: '7', isOver: false } }), 'one with another id'],
    [JSON.stringify({ ...whole, deployment: { id: 7 } }), 'one that does not tell whether it is over'],
    [JSON.stringify({ ...whole, check: { ...whole.check, name: undefined } }), 'one without a name'],
    [JSON.stringify({ ...whole, check: { ...whole.check, isOver: 'no' } }), 'one with another flag'],
  ])('%j is nothing: it is %s', (text) => {
    expect(parseSaved(text)).toBeUndefined();
  });

  it('is not what else stands beside it', () => {
    expect(parseSaved(JSON.stringify({ ...whole, more: 1 }))).toEqual(whole);
  });
});
