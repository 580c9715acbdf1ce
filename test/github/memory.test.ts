import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Remembered } from '../../src/gate/carried-on.ts';
import { readMemory, writeMemory } from '../../src/github/memory.ts';

const AT = Date.UTC(2026, 0, 1);
const since = fc.option(
  fc.integer({ min: 1, max: 4_000_000_000 }).map((seconds) => seconds * 1000),
  { nil: undefined },
);
const task: fc.Arbitrary<Remembered> = fc.record({
  found: fc.boolean(),
  rollbackSeen: fc.boolean(),
  succeededOnce: fc.boolean(),
  lost: fc.constantFrom('failed', 'cancelled', undefined),
  absentSince: since,
  tentativeSince: since,
  // What JSON keeps as it is; small, so that all of it fits.
  kept: fc.option(
    fc.jsonValue({ maxDepth: 1 }).map((value): unknown => JSON.parse(JSON.stringify(value))),
    { nil: undefined },
  ),
});
const SEEN: Remembered = {
  found: true,
  rollbackSeen: false,
  succeededOnce: false,
  absentSince: AT,
  kept: { found: '<!-- 42 -->' },
};

describe('what a check run remembers', () => {
  it('is read as it was written, in whatever order the tasks are, whatever stands behind it', () => {
    fc.assert(
      fc.property(
        fc
          .uniqueArray(fc.tuple(fc.string(), task), { selector: ([identity]) => identity, minLength: 1 })
          .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        fc.string(),
        ([all, shuffled], rest) => {
          const { comment, cut } = writeMemory(
            all.map(([identity]) => identity),
            all.map(([, seen]) => seen),
          );
          expect(cut).toBe(0);
          const identities = shuffled.map(([identity]) => identity);
          expect(readMemory(`${comment}\n\n${rest}`, identities)).toEqual(shuffled.map(([, seen]) => seen));
        },
      ),
    );
  });

  it('is a comment, which nobody sees and nothing ends early', () => {
    expect(writeMemory(['orders'], [SEEN]).comment).toBe(
      '<!-- deploy-gate-memory:1 {"seen":"1","absent":{"0":1767225600},"doubtful":{},"kept":{"0":{"found":"\\u003c!\\u002d\\u002d 42 \\u002d\\u002d\\u003e"}}} -->',
    );
  });

  it.each([
    ['nothing', ''],
    ['another text', 'parts'],
    ['not at the beginning', `x ${writeMemory(['orders'], [SEEN]).comment}`],
    ['another version', writeMemory(['orders'], [SEEN]).comment.replace(':1 ', ':2 ')],
    ['no JSON', '<!-- deploy-gate-memory:1 {"seen"} -->'],
    ['another shape', '<!-- deploy-gate-memory:1 {"seen":"1"} -->'],
    ['another digit', '<!-- deploy-gate-memory:1 {"seen":"w","absent":{},"doubtful":{},"kept":{}} -->'],
    [
      'more',
      '<!-- deploy-gate-memory:1 {"seen":"1","absent":{},"doubtful":{},"kept":{},"state":"succeeded"} -->',
    ],
    ['another time', '<!-- deploy-gate-memory:1 {"seen":"1","absent":{"0":-1},"doubtful":{},"kept":{}} -->'],
    ['other tasks', writeMemory(['orders', 'users'], [SEEN, SEEN]).comment],
  ])('is nothing where there is %s', (_what, text) => {
    expect(readMemory(text, ['orders'])).toEqual([undefined]);
  });

  it('of very many tasks leaves the times out, and the longest of what providers keep', () => {
    const identities = Array.from({ length: 5000 }, (_, index) => `task ${index}`);
    const { comment, cut } = writeMemory(
      identities,
      identities.map((_, index) => ({ ...SEEN, kept: 'x'.repeat(index) })),
    );
    expect(comment.length).toBeLessThanOrEqual(30_000);
    const read = readMemory(comment, identities);
    const forgotten = read.findIndex((task) => task?.kept === undefined);
    expect(forgotten).toBeGreaterThan(150);
    expect(cut).toBe(5000 - forgotten);
    expect(read).toEqual(
      identities.map((_, index) => ({
        ...SEEN,
        absentSince: undefined,
        tentativeSince: undefined,
        kept: index < forgotten ? 'x'.repeat(index) : undefined,
      })),
    );
  });

  it('of long lists leaves the marks out, the longest first, and keeps the rest', () => {
    const identities = Array.from({ length: 12 }, (_, index) => `task ${String(index).padStart(2, '0')}`);
    const noteOf = (index: number) => ({
      entries: 300 + index,
      marks: Object.fromEntries(
        Array.from({ length: 300 + index }, (_, mark) => [`${index} mark ${mark}`, 1]),
      ),
    });
    const { comment, cut } = writeMemory(
      identities,
      identities.map((_, index) => ({ ...SEEN, kept: noteOf(index) })),
    );
    expect(comment.length).toBeGreaterThan(20_000);
    expect(comment.length).toBeLessThanOrEqual(30_000);
    expect(cut).toBeGreaterThan(2);
    expect(cut).toBeLessThan(12);
    expect(readMemory(comment, identities).map((task) => task?.kept)).toEqual(
      identities.map((_, index) => (index < 12 - cut ? noteOf(index) : { entries: 300 + index, marks: {} })),
    );
  });
});
