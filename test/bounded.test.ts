import { describe, expect, it } from 'vitest';

import { bounded, boundedLooks } from '../src/bounded.ts';
import { createRedactor } from '../src/redact.ts';
import type { Part } from '../src/task.ts';
import { seen } from './builders.ts';

const SECRET = 'AccessKeySecret-0123456789';
const redact = createRedactor([SECRET], []);
const LONG = 'x'.repeat(1_000_000);
const partOf = (overrides: Partial<Part> = {}): Part => ({
  name: 'part',
  state: 'succeeded',
  providerState: 'OVER',
  reason: '',
  times: {},
  ...overrides,
});

/** Every text in a value. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe('row 86: gigabytes of text from a provider → bounded where they come in', () => {
  it.each([
    seen('running', { reason: LONG, providerState: LONG, unknown: [LONG], undocumented: [LONG] }),
    seen('failed', {
      parts: [partOf({ name: LONG, providerState: LONG, reason: LONG, times: { at: LONG } })],
    }),
    { kind: 'unreachable', reason: LONG, throttled: false, retryAfterMs: 0 } as const,
    { kind: 'absent', providerState: LONG, reason: LONG } as const,
    { kind: 'refused', providerState: LONG, reason: LONG } as const,
  ])('every text of %#', (observation) => {
    const kept = bounded(observation, redact);
    expect(kept.kind).toBe(observation.kind);
    const lengths = textsIn(kept).map(({ length }) => length);
    expect(Math.max(...lengths)).toBe(4000);
  });

  it('the worst 2,000 of the parts, which are counted', () => {
    const parts = Array.from({ length: 95_000 }, (_, at) =>
      partOf({ name: `p${at}`, state: at === 94_000 ? 'failed' : 'succeeded' }),
    );
    const kept = bounded(seen('failed', { parts }), redact);
    if (kept.kind !== 'seen') throw new Error(kept.kind);
    const { parts: worst, partCount } = kept;
    expect(worst).toHaveLength(2000);
    expect(worst[0]).toMatchObject({ name: 'p94000', state: 'failed' });
    expect(partCount).toBe(95_000);
  });

  it('hides a secret before it cuts it in two', () => {
    const reason = `${'x'.repeat(4000 - 70)}${SECRET}${'y'.repeat(500)}`;
    expect(bounded(seen('running', { reason }), redact)).not.toMatchObject({
      reason: expect.stringContaining('AccessKey'),
    });
  });

  it('leaves alone what is short', () => {
    const short = seen('running', { reason: 'why', parts: [partOf({ times: { at: 5, on: '2026' } })] });
    expect(bounded(short, redact)).toEqual(short);
  });
});

it('each look is bounded', async () => {
  const task = { name: 'a', provider: 'alibaba-api-gateway', id: 'a', region: '', optional: false } as const;
  const look = (): Promise<ReturnType<typeof seen>> => Promise.resolve(seen('running', { reason: LONG }));
  const [watched] = boundedLooks([{ task, lane: 'a', look }], redact);
  const observation = await watched?.look(new AbortController().signal, () => undefined);
  expect(JSON.stringify(observation).length).toBeLessThan(10_000);
});
