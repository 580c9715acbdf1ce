import { describe, expect, it } from 'vitest';

import { done, unavailable } from '../../src/github/reply.ts';
import { within } from '../../src/github/within.ts';
import { virtualWorld } from '../virtual-world.ts';

const never = new AbortController().signal;

describe('work within a time', () => {
  it('has the reply that the work has, as soon as it has it', async () => {
    const world = virtualWorld();
    const reply = await world.run(() =>
      within(10_000, never, world, async (signal) => {
        await world.sleep(9_999, signal);
        return done('value');
      }),
    );
    expect([reply, world.now()]).toEqual([done('value'), 9_999]);
  });

  it.each([
    ['that heeds its signal has the last word', true, done('given up in time')],
    ['that does not is given up', false, unavailable('no answer within 10 s')],
  ])('ends when the time is over: work %s', async (_what, heeds, last) => {
    const world = virtualWorld();
    let seen: AbortSignal | undefined;
    const reply = await world.run(() =>
      within(10_000, never, world, async (signal) => {
        seen = signal;
        if (heeds) await world.sleep(60_000, signal);
        else await new Promise(() => undefined);
        return done('given up in time');
      }),
    );
    expect([reply, world.now()]).toEqual([last, 10_000]);
    expect(seen?.aborted).toBe(true);
  });

  it('is given up at once when it is no longer wanted', async () => {
    const world = virtualWorld();
    const stop = new AbortController();
    let seen: AbortSignal | undefined;
    const reply = await world.run(async () => {
      const reply = within(10_000, stop.signal, world, (signal) => {
        seen = signal;
        return new Promise(() => undefined);
      });
      await world.sleep(3_000, never);
      expect(seen?.aborted).toBe(false);
      stop.abort();
      return reply;
    });
    expect([reply, world.now()]).toEqual([unavailable('given up'), 3_000]);
    expect(seen?.aborted).toBe(true);
  });

  it('is not waited for where it is not wanted to begin with', async () => {
    const world = virtualWorld();
    const reply = within(10_000, AbortSignal.abort(), world, () => new Promise(() => undefined));
    expect([await world.run(() => reply), world.now()]).toEqual([unavailable('given up'), 0]);
  });

  it('leaves no timer behind, however the work ends', async () => {
    const timers: AbortSignal[] = [];
    const world = {
      sleep: (_ms: number, signal: AbortSignal) => {
        timers.push(signal);
        return new Promise<void>(() => undefined);
      },
    };
    await within(10_000, never, world, async () => done(1));
    await expect(within(10_000, never, world, () => Promise.reject(new Error('boom')))).rejects.toThrow(
      'boom',
    );
    const broken = (): never => {
      throw new Error('boom');
    };
    await expect(within(10_000, never, world, broken)).rejects.toThrow('boom');
    expect(timers.length).toBeGreaterThan(1);
    expect(timers.every(({ aborted }) => aborted)).toBe(true);
  });
});
