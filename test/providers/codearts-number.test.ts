import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { EXECUTION_STATE } from '../../src/providers/codearts-execution.ts';
import {
  NOTHING_SEEN,
  type Place,
  placeOf,
  type Sightings,
  sight,
  unseen,
} from '../../src/providers/codearts-number.ts';

/** A look: the record's status, and the last execution's number and status; `gap`: nothing could be read. */
type Look = readonly [record: string, number?: number, status?: string] | 'gap';

function seenIn(looks: readonly Look[]): Sightings {
  return looks.reduce<Sightings>((known, look) => {
    if (look === 'gap') return unseen(known);
    const [record, number, status = ''] = look;
    return sight(known, record, number === undefined ? undefined : { number: BigInt(number), status });
  }, NOTHING_SEEN);
}

const place = (number: number, ...looks: readonly Look[]): Place | undefined =>
  placeOf(seenIn(looks), BigInt(number));

const PENDING = ['pending', 'not_executed', ''];
const STATUSES = [...Object.keys(EXECUTION_STATE), ''];
const rank = (status: string): number => (PENDING.includes(status) ? 0 : status === 'running' ? 1 : 2);

/** Every status of the record with every status of the last execution. */
const PAIRS = STATUSES.flatMap((record) => STATUSES.map((status) => [record, status] as const));

describe('one look', () => {
  it.each(PAIRS)(
    'at which the record is "%s" and the last execution "%s" says nothing of its number',
    (...pair) => {
      const [record, status] = pair;
      expect(place(8, [record, 8, status])).toBeUndefined();
    },
  );
});

describe('two looks in a row that are alike', () => {
  const expected = (record: string, status: string): Place | undefined => {
    if (rank(status) > rank(record)) return 'before';
    if (rank(status) < rank(record)) return 'after';
    if (status === record) return status === '' ? undefined : 'ours';
    return rank(status) === 2 ? 'another' : undefined;
  };

  it.each(PAIRS.map(([record, status]) => [record, status, expected(record, status)] as const))(
    'the record "%s", the last execution "%s": %s',
    (record, status, its) => {
      expect(place(8, [record, 8, status], [record, 8, status])).toBe(its);
    },
  );
});

describe('a number before ours', () => {
  it.each<[what: string, ...looks: readonly Look[]]>([
    ['was running, and the record is still pending', ['pending', 8, 'running'], ['pending', 9, 'pending']],
    ['had ended, and the record is pending', ['pending', 8, 'failed'], ['pending', 8, 'failed']],
    ['had ended, and the record is running', ['running', 8, 'succeeded'], ['running', 9, 'running']],
    ['had ended long ago', ['pending', 8, 'abort'], 'gap', ['gone', 9, 'x'], ['running', 9, 'running']],
    ['had ended, and the task cannot be read', ['pending', 8, 'succeeded'], ['running']],
    [
      'is so for good',
      ['running', 8, 'failed'],
      ['running', 8, 'failed'],
      ['succeeded', 8, 'succeeded'],
      ['succeeded', 8, 'succeeded'],
    ],
    [
      'seemed to be ours',
      ['pending', 8, 'pending'],
      ['pending', 8, 'pending'],
      ['pending', 8, 'running'],
      ['pending', 8, 'running'],
    ],
  ])('%s', (_what, ...looks) => {
    expect(place(8, ...looks)).toBe('before');
  });

  it('needs a later look: in the same one it may have begun or ended between the two answers', () => {
    expect(place(8, ['pending', 8, 'running'], ['running', 8, 'running'])).toBeUndefined();
    expect(
      place(8, ['pending', 8, 'running'], ['running', 8, 'succeeded'], ['succeeded', 8, 'succeeded']),
    ).toBeUndefined();
  });

  it('has only others before it that are smaller', () => {
    const looks: readonly Look[] = [['running', 8, 'failed'], ['running']];
    expect([7, 8, 9].map((number) => place(number, ...looks))).toEqual(['before', 'before', undefined]);
  });
});

describe('a number after ours', () => {
  it.each<[what: string, ...looks: readonly Look[]]>([
    ['is pending while the record is running', ['running', 8, 'pending'], ['running', 8, 'pending']],
    ['is pending while the record has ended', ['succeeded', 8, 'pending'], ['succeeded', 8, 'pending']],
    ['is running while the record has ended', ['succeeded', 8, 'running'], ['succeeded', 8, 'running']],
    ['is behind in two ways', ['running', 8, 'pending'], ['succeeded', 8, 'running']],
    [
      'is so for good',
      ['running', 8, 'pending'],
      ['running', 8, 'pending'],
      ['running', 8, 'running'],
      ['running', 8, 'running'],
    ],
    [
      'is so for good, even if the record falls behind it',
      ['running', 8, 'pending'],
      ['running', 8, 'pending'],
      ['running', 8, 'running'],
      ['pending'],
    ],
    [
      'seemed to be ours',
      ['running', 8, 'running'],
      ['running', 8, 'running'],
      ['succeeded', 8, 'running'],
      ['succeeded', 8, 'running'],
    ],
    [
      'is larger than ours',
      ['running', 7, 'running'],
      ['running', 7, 'running'],
      ['running', 8, 'running'],
      ['running', 8, 'running'],
    ],
  ])('%s', (_what, ...looks) => {
    expect(place(8, ...looks)).toBe('after');
  });

  it.each<[what: string, between: Look]>([
    ['nothing could be read', 'gap'],
    ['the task could not be read', ['running']],
    ['the task showed another number', ['running', 7, 'pending']],
    ['the two were not compared', ['running', 8, 'unknown']],
  ])('is not behind in two looks in a row where between them %s', (_what, between) => {
    expect(place(8, ['running', 8, 'pending'], between, ['running', 8, 'pending'])).toBeUndefined();
  });

  it('has only others after it that are larger', () => {
    const looks: readonly Look[] = [
      ['running', 8, 'pending'],
      ['running', 8, 'pending'],
    ];
    expect([7, 8, 9].map((number) => place(number, ...looks))).toEqual([undefined, 'after', 'after']);
  });
});

describe("another one's number", () => {
  it('has ended differently in two looks in a row, and stays so', () => {
    const looks: readonly Look[] = [
      ['succeeded', 8, 'failed'],
      ['succeeded', 8, 'timeout'],
    ];
    expect(place(8, ...looks)).toBe('another');
    expect(place(8, ...looks, ['succeeded', 8, 'succeeded'], ['succeeded', 8, 'succeeded'])).toBe('another');
    expect(place(9, ...looks)).toBeUndefined();
    expect(place(7, ...looks)).toBeUndefined();
  });

  it('had seemed to be ours', () => {
    expect(
      place(
        8,
        ['running', 8, 'running'],
        ['running', 8, 'running'],
        ['succeeded', 8, 'abort'],
        ['succeeded', 8, 'abort'],
      ),
    ).toBe('another');
  });

  it('is after ours where that turns out to be smaller', () => {
    const looks: readonly Look[] = [
      ['succeeded', 8, 'not_started'],
      ['succeeded', 8, 'not_started'],
    ];
    expect(place(8, ...looks, ['succeeded', 7, 'succeeded'], ['succeeded', 7, 'succeeded'])).toBe('after');
  });

  it('takes looks in a row', () => {
    expect(place(8, ['succeeded', 8, 'failed'], 'gap', ['succeeded', 8, 'failed'])).toBeUndefined();
  });
});

describe('our number', () => {
  it.each<[what: string, ...looks: readonly Look[]]>([
    ['two looks with one status', ['running', 8, 'running'], ['running', 8, 'running']],
    ['two statuses', ['running', 8, 'running'], ['succeeded', 8, 'succeeded']],
    ['two looks that are in no row', ['running', 8, 'running'], 'gap', ['running', 8, 'running']],
    [
      'one that had begun between the two answers',
      ['pending', 8, 'running'],
      ['running', 8, 'running'],
      ['running', 8, 'running'],
    ],
    [
      'one that had ended between the two answers',
      ['running', 8, 'succeeded'],
      ['succeeded', 8, 'succeeded'],
      ['succeeded', 8, 'succeeded'],
    ],
    [
      'one that lagged behind for a look',
      ['running', 8, 'pending'],
      ['running', 8, 'running'],
      ['running', 8, 'running'],
    ],
    [
      'one that the task shows after the one before it',
      ['succeeded', 7, 'failed'],
      ['succeeded', 7, 'failed'],
      ['succeeded', 8, 'succeeded'],
      ['succeeded', 8, 'succeeded'],
    ],
  ])('%s', (_what, ...looks) => {
    expect(place(8, ...looks)).toBe('ours');
  });

  it('is not known from a single look, nor from a status that no table names, nor from none', () => {
    expect(place(8, ['running', 8, 'running'])).toBeUndefined();
    expect(place(8, ['paused', 8, 'paused'], ['paused', 8, 'paused'])).toBeUndefined();
    expect(place(8, ['', 8, ''], ['', 8, ''])).toBeUndefined();
  });

  it('has smaller ones before it: answers that are older', () => {
    const looks: readonly Look[] = [
      ['running', 8, 'running'],
      ['running', 8, 'running'],
    ];
    expect(place(7, ...looks, ['running', 7, 'running'], ['running', 7, 'running'])).toBe('before');
    expect(place(8, ...looks, ['running', 7, 'running'], ['running', 7, 'running'])).toBe('ours');
  });

  it.each([
    [8, 9],
    [9, 8],
  ])(
    'becomes the smallest that agrees where one that seemed to be ours was before it: %s, %s',
    (one, other) => {
      const looks: readonly Look[] = [
        ...[7, 7, one, one, other, other].map((number): Look => ['pending', number, 'pending']),
        ['pending', 7, 'running'],
      ];
      expect(place(8, ...looks)).toBe('after');
      expect([7, 8, 9].map((number) => place(number, ...looks, ['pending']))).toEqual([
        'before',
        'ours',
        'after',
      ]);
    },
  );
});

it('unknown statuses say nothing, in whichever order they come', () => {
  const unknown = fc.string().filter((text) => !STATUSES.includes(text));
  const status = fc.constantFrom(...STATUSES);
  const looks = fc.array(
    fc.oneof(fc.tuple(unknown, fc.constant(8), status), fc.tuple(status, fc.constant(8), unknown)),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(looks, (each) => {
      const known = placeOf(seenIn(each), 8n);
      expect(known === undefined || known === 'before').toBe(true);
    }),
  );
});

it('what is known for good stays', () => {
  const look = fc.oneof(
    fc.constant<Look>('gap'),
    fc.tuple(
      fc.constantFrom(...STATUSES, 'x'),
      fc.integer({ min: 6, max: 9 }),
      fc.constantFrom(...STATUSES, 'x'),
    ),
    fc.tuple(fc.constantFrom(...STATUSES, 'x')),
  );
  fc.assert(
    fc.property(fc.array(look, { maxLength: 12 }), look, (looks, next) => {
      const before = seenIn(looks);
      const after = seenIn([...looks, next]);
      for (const [number, { place: its }] of before.shown) {
        if (its !== undefined) expect(after.shown.get(number)?.place).toBe(its);
      }
      const ours = [...after.shown.keys()].filter((number) => placeOf(after, number) === 'ours');
      expect(ours.length).toBeLessThanOrEqual(1);
    }),
  );
});
