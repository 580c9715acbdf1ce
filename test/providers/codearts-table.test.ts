import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { NOTHING_SEEN, placeOf, type Sightings, sight } from '../../src/providers/codearts-number.ts';
import { type Progress, READINGS, type Shown, whoseIs } from '../walks/oracle-codearts-record.ts';

/** A look: our record's status, and the last execution's number and status. */
type Look = readonly [record: string, number: number, status: string];

const RECORD = ['pending', 'running', 'succeeded'];
const LAST = ['pending', 'running', 'succeeded', 'failed'];
const LOOKS: readonly Look[] = RECORD.flatMap((record) =>
  [1, 2].flatMap((number) => LAST.map((status) => [record, number, status] as const)),
);

const progressOf = (status: string): Progress => (status === 'pending' ? 0 : status === 'running' ? 1 : 2);

/** The table as the page has it, read by another: it is the model of the walks. */
function byTheTable(number: number, looks: readonly Look[]): string {
  const [reading = expect.fail()] = READINGS;
  const shown = looks.map(
    ([record, n, status]): Shown => ({
      ours: record,
      oursAt: progressOf(record),
      isSame: record === status,
      n,
      theirs: status,
      theirsAt: progressOf(status),
    }),
  );
  return whoseIs(number, shown, reading);
}

const SAID = {
  before: 'before ours',
  after: 'after',
  another: "another's",
  ours: 'ours',
} as const;

function byTheGate(number: number, sightings: Sightings): string {
  const place = placeOf(sightings, BigInt(number));
  return place === undefined ? UNKNOWN : SAID[place];
}

const UNKNOWN = 'not known yet';
/** Numbers grow, so that the gate knows more of those before one before ours: either waits. */
const same = (said: string, wanted: string): boolean =>
  said === wanted || (said === SAID.before && wanted === UNKNOWN);

function differencesOf(looks: readonly Look[]): readonly string[] {
  let sightings = NOTHING_SEEN;
  return looks.flatMap(([record, n, status], at) => {
    sightings = sight(sightings, record, { number: BigInt(n), status });
    const wanted = byTheTable(n, looks.slice(0, at + 1));
    const said = byTheGate(n, sightings);
    return same(said, wanted) ? [] : [`${JSON.stringify(looks.slice(0, at + 1))}: ${said}, not ${wanted}`];
  });
}

describe('whose a number is, by the table of the page', () => {
  it('in every sequence of three looks', () => {
    const all = LOOKS.flatMap((first) =>
      LOOKS.flatMap((second) => LOOKS.flatMap((third) => differencesOf([first, second, third]))),
    );
    expect([...new Set(all)].slice(0, 5)).toEqual([]);
  });

  it('in longer ones, in which neither the record nor the numbers go back', () => {
    const look = fc.tuple(
      fc.integer({ min: 0, max: 2 }),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom(...LAST),
    );
    const inOrder = (values: readonly number[]): readonly number[] => values.toSorted((a, b) => a - b);
    fc.assert(
      fc.property(fc.array(look, { minLength: 4, maxLength: 9 }), (given) => {
        const records = inOrder(given.map(([record]) => record));
        const numbers = inOrder(given.map(([, number]) => number));
        const looks = given.map(
          ([, , status], at): Look => [RECORD[records[at] ?? 0] ?? '', numbers[at] ?? 0, status],
        );
        expect(differencesOf(looks)).toEqual([]);
      }),
      { numRuns: 3000, seed: 1 },
    );
  });
});
