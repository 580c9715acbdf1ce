import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Look } from '../../src/trace/har.ts';
import { sayLeftOut, thin, type Weighed } from '../../src/trace/thin.ts';
import { atMost } from '../runs.ts';

interface Request extends Weighed {
  readonly id: string;
}

/** Requests of looks that are written as `a1`, `a2!` where something changed; one letter a task. */
function requests(...written: readonly string[]): readonly Request[] {
  const looks = new Map<string, Look>();
  return written.map((id) => {
    const [task = '', number = ''] = [id.slice(0, 1), id.slice(1).replace('!', '')];
    const look = looks.get(id) ?? { task, number: Number(number), changed: id.endsWith('!') };
    looks.set(id, look);
    return { id, look, bytes: 10 };
  });
}

const kept = (all: readonly Request[], mostBytes: number): string =>
  thin(all, mostBytes)
    .kept.map(({ id }) => id)
    .join(' ');

describe('what is left out', () => {
  const all = requests('a1!', 'b1!', 'a2', 'b2', 'a3!', 'b3', 'a4', 'b4', 'a5', 'b5');

  it.each([
    [100, 'a1! b1! a2 b2 a3! b3 a4 b4 a5 b5'],
    [99, 'a1! b1! b2 a3! b3 a4 b4 a5 b5'],
    [70, 'a1! b1! a3! a4 b4 a5 b5'],
    [50, 'a1! b1! a3! a5 b5'],
    [40, 'b1! a3! a5 b5'],
    [20, 'a5 b5'],
    [10, 'b5'],
    [9, ''],
  ])(
    'of 100 bytes that must be %i: first looks that changed nothing, then the oldest, last the last',
    (most, rest) => {
      expect(kept(all, most)).toBe(rest);
    },
  );

  it('is a look as a whole, whatever else was asked meanwhile', () => {
    expect(kept(requests('a1', 'b1!', 'a1', 'a2', 'b2'), 45)).toBe('b1! a2 b2');
  });

  it('may be a request of no look, which is one by itself, and of which the last is kept for long', () => {
    const free = { id: '-', look: undefined, bytes: 10 };
    const all = [free, { ...free, id: '=' }, ...requests('a1!', 'a2')];
    expect(kept(all, 30)).toBe('= a1! a2');
    expect(kept(all, 20)).toBe('= a2');
  });

  it('is counted', () => {
    expect(thin(all, 40).leftOut).toEqual({ unchanged: 5, others: 1 });
  });

  it('leaves as much as there is room for, in its order, and of each look all or nothing', () => {
    const request = fc.record({
      task: fc.constantFrom('a', 'b', 'c'),
      bytes: fc.nat(50),
      changed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 60 }), fc.nat(1500), (list, most) => {
        const all = list.map(({ task, bytes, changed }, number) => ({
          bytes,
          look: { task, number, changed },
        }));
        const { kept: rest, leftOut } = thin(all, most);
        const bytes = rest.reduce((sum, each) => sum + each.bytes, 0);
        expect(bytes).toBeLessThanOrEqual(most);
        expect(all.filter((each) => rest.includes(each))).toEqual(rest);
        expect(leftOut.unchanged + leftOut.others).toBe(all.length - rest.length);
      }),
      { numRuns: atMost(2000) },
    );
  });
});

describe('what is said of it', () => {
  it('is how many looks, and which', () => {
    expect(sayLeftOut({ unchanged: 3, others: 0 }, 20_000_000)).toBe(
      'To stay within 20 MB, looks were left out: 3 that changed nothing, the oldest first.',
    );
    expect(sayLeftOut({ unchanged: 3, others: 2 }, 20_000_000)).toContain('; 2 others, the oldest first');
  });

  it('is nothing where nothing was left out', () => {
    expect(sayLeftOut({ unchanged: 0, others: 0 }, 20_000_000)).toBe('');
  });
});
