import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { CredentialSource } from '../../src/clouds/credential-source.ts';
import { createSession, type Exchanged } from '../../src/clouds/session.ts';
import { refused, type Unreachable, unreachable } from '../../src/task.ts';
import { atMost } from '../runs.ts';
import { type VirtualWorld, virtualWorld } from '../virtual-world.ts';

const NEVER = new AbortController().signal;
const LIFE_MS = 900_000;

/** What the `count`th exchange gives (from 1), at `at` ms. A number is a session that lives so long. */
type Script = (count: number, at: number) => number | Exclude<Exchanged<string>, { kind: 'session' }>;

interface Service {
  readonly source: CredentialSource<string>;
  /** When each exchange began, in ms. */
  readonly begun: readonly number[];
  /** When each session ends, in ms, by its name. */
  readonly ends: ReadonlyMap<string, number>;
  readonly mostAtOnce: () => number;
}

/** A session whose service answers by the script, after `takesMs`. Its life begins when it is given out. */
function serviceOf(
  world: VirtualWorld,
  script: Script,
  takesMs: (count: number) => number = () => 0,
): Service {
  const begun: number[] = [];
  const ends = new Map<string, number>();
  let [now, most] = [0, 0];
  const source = createSession<string>(async () => {
    const count = begun.push(world.now());
    now += 1;
    most = Math.max(most, now);
    await world.sleep(takesMs(count) / 2, NEVER);
    const given = script(count, world.now());
    if (typeof given === 'number') ends.set(`session ${count}`, world.now() + given);
    await world.sleep(takesMs(count) / 2, NEVER);
    now -= 1;
    return typeof given === 'number'
      ? { kind: 'session', credential: `session ${count}`, lifeMs: given }
      : given;
  }, world);
  return { source, begun, ends, mostAtOnce: () => most };
}

const passing = (world: VirtualWorld, ms: number): Promise<void> => world.sleep(ms, NEVER);
const down = (overrides: Partial<Unreachable> = {}): Unreachable => ({
  ...unreachable('HTTP 503'),
  ...overrides,
});
const given = (name: string) => ({ kind: 'credential', value: name });

describe('a session', () => {
  it('is fetched when it is first asked for, and serves from then on', async () => {
    const world = virtualWorld();
    const { source, begun } = serviceOf(world, () => LIFE_MS);
    await world.run(async () => {
      await passing(world, 5000);
      for (let look = 0; look < 50; look += 1) {
        expect(await source.current(NEVER)).toEqual(given('session 1'));
        await passing(world, 1000);
      }
    });
    expect(begun).toEqual([5000]);
  });

  it('is renewed at 80 % of its life', async () => {
    const world = virtualWorld();
    const { source, begun } = serviceOf(world, () => LIFE_MS);
    await world.run(async () => {
      await source.current(NEVER);
      await passing(world, 719_999);
      expect(await source.current(NEVER)).toEqual(given('session 1'));
      await passing(world, 1);
      await source.current(NEVER);
      await passing(world, 1);
      expect(await source.current(NEVER)).toEqual(given('session 2'));
    });
    expect(begun).toEqual([0, 720_000]);
  });

  it('serves while the next one is fetched, as long as it lives: nobody waits for that', async () => {
    const world = virtualWorld();
    const { source, begun } = serviceOf(
      world,
      () => LIFE_MS,
      (count) => (count === 1 ? 0 : 20_000),
    );
    await world.run(async () => {
      await source.current(NEVER);
      await passing(world, 730_000);
      for (let look = 0; look < 20; look += 1) {
        const asked = world.now();
        expect(await source.current(NEVER)).toEqual(given('session 1'));
        expect(world.now()).toBe(asked);
        await passing(world, 999);
      }
      await passing(world, 1000);
      expect(await source.current(NEVER)).toEqual(given('session 2'));
    });
    expect(begun).toHaveLength(2);
  });

  it('that has ended is waited for', async () => {
    const world = virtualWorld();
    const { source } = serviceOf(
      world,
      () => LIFE_MS,
      () => 3000,
    );
    await world.run(async () => {
      await source.current(NEVER);
      await passing(world, 2 * LIFE_MS);
      const asked = world.now();
      expect(await source.current(NEVER)).toEqual(given('session 2'));
      expect(world.now()).toBe(asked + 3000);
    });
  });

  it('has a life that begins when it is asked for, not when the answer has come', async () => {
    const world = virtualWorld();
    const { source, begun } = serviceOf(
      world,
      () => 100_000,
      () => 30_000,
    );
    await world.run(async () => {
      await source.current(NEVER);
      await passing(world, 50_000);
      await source.current(NEVER);
    });
    expect(begun).toEqual([0, 80_000]);
  });

  it('is asked for by one exchange, however many wait for it', async () => {
    const world = virtualWorld();
    const { source, begun } = serviceOf(
      world,
      () => LIFE_MS,
      () => 2000,
    );
    await world.run(async () => {
      const all = await Promise.all(Array.from({ length: 200 }, () => source.current(NEVER)));
      expect(new Set(all.map((each) => JSON.stringify(each)))).toEqual(
        new Set([JSON.stringify(given('session 1'))]),
      );
    });
    expect(begun).toEqual([0]);
  });

  it('is not waited for by a look that is given up', async () => {
    const world = virtualWorld();
    const { source } = serviceOf(
      world,
      () => LIFE_MS,
      () => 20_000,
    );
    await world.run(async () => {
      const look = new AbortController();
      const seen = source.current(look.signal);
      const other = source.current(NEVER);
      await passing(world, 2000);
      look.abort();
      expect(await seen).toEqual(unreachable('given up'));
      expect(world.now()).toBe(2000);
      expect(await source.current(look.signal)).toEqual(unreachable('given up'));
      expect(await other).toEqual(given('session 1'));
    });
  });
});

describe('a session that the cloud has refused', () => {
  it('is replaced, by one exchange for all that had it', async () => {
    const world = virtualWorld();
    const { source, begun } = serviceOf(
      world,
      () => LIFE_MS,
      () => 1000,
    );
    await world.run(async () => {
      await source.current(NEVER);
      const next = Array.from({ length: 8 }, () => {
        expect(source.renew('session 1')).toBe(true);
        return source.current(NEVER);
      });
      expect(await Promise.all(next)).toEqual(next.map(() => given('session 2')));
      // One more look had been under way with the old one.
      expect(source.renew('session 1')).toBe(true);
      expect(await source.current(NEVER)).toEqual(given('session 2'));
    });
    expect(begun).toHaveLength(2);
  });
});

describe('an exchange that meets a transient fault', () => {
  it('is told to all that wait, and tried again by those that come later', async () => {
    const world = virtualWorld();
    const { source, begun } = serviceOf(world, (count) => (count < 3 ? down() : LIFE_MS));
    const seen = { ...down(), reason: 'the credentials could not be obtained: HTTP 503' };
    await world.run(async () => {
      expect(await Promise.all([source.current(NEVER), source.current(NEVER)])).toEqual([seen, seen]);
      await passing(world, 499);
      expect(await source.current(NEVER)).toEqual(seen);
      await passing(world, 1);
      expect(await source.current(NEVER)).toEqual(seen);
      await passing(world, 999);
      expect(await source.current(NEVER)).toEqual(seen);
      await passing(world, 1);
      expect(await source.current(NEVER)).toEqual(given('session 3'));
    });
    expect(begun).toEqual([0, 500, 1500]);
  });

  it('is tried again at most every 2.5 s, however many ask', async () => {
    const world = virtualWorld();
    const { source, begun } = serviceOf(world, () => down());
    await world.run(async () => {
      for (let tick = 0; tick < 200; tick += 1) {
        await source.current(NEVER);
        await passing(world, 100);
      }
    });
    expect(begun).toEqual([0, 500, 1500, 3500, 6000, 8500, 11_000, 13_500, 16_000, 18_500]);
  });

  it('waits as long as the service wishes, and the looks are told of what is left', async () => {
    const world = virtualWorld();
    const { source, begun } = serviceOf(world, (count) =>
      count === 1 ? down({ retryAfterMs: 10_000 }) : LIFE_MS,
    );
    await world.run(async () => {
      expect(await source.current(NEVER)).toMatchObject({ kind: 'unreachable', retryAfterMs: 10_000 });
      await passing(world, 4000);
      expect(await source.current(NEVER)).toMatchObject({ kind: 'unreachable', retryAfterMs: 6000 });
      await passing(world, 6000);
      expect(await source.current(NEVER)).toEqual(given('session 2'));
    });
    expect(begun).toEqual([0, 10_000]);
  });

  it('leaves the old session in use while that lives, and then says what is wrong', async () => {
    const world = virtualWorld();
    const { source } = serviceOf(world, (count) =>
      count === 1 ? LIFE_MS : down({ hopelessAfterMs: 30_000 }),
    );
    await world.run(async () => {
      await source.current(NEVER);
      await passing(world, 719_000);
      while (world.now() < LIFE_MS) {
        expect(await source.current(NEVER)).toEqual(given('session 1'));
        await passing(world, 1000);
      }
      expect(await source.current(NEVER)).toMatchObject({
        kind: 'unreachable',
        reason: 'the credentials could not be renewed: HTTP 503',
        hopelessAfterMs: 30_000,
      });
    });
  });
});

describe('an exchange that is refused', () => {
  const no = refused('AuthenticationFail', 'the role does not trust this job');

  it('ends it for all, at once and for ever', async () => {
    const world = virtualWorld();
    const { source, begun } = serviceOf(world, () => no);
    const seen = refused(
      'AuthenticationFail',
      'the credentials could not be obtained: the role does not trust this job',
    );
    await world.run(async () => {
      expect(await Promise.all([source.current(NEVER), source.current(NEVER)])).toEqual([seen, seen]);
      await passing(world, 3_600_000);
      expect(await source.current(NEVER)).toEqual(seen);
    });
    expect(begun).toEqual([0]);
  });

  it('leaves the old session in use while that lives, and says then that it could not be renewed', async () => {
    const world = virtualWorld();
    const { source, begun } = serviceOf(world, (count) => (count === 1 ? LIFE_MS : no));
    await world.run(async () => {
      await source.current(NEVER);
      await passing(world, 899_000);
      await source.current(NEVER);
      await passing(world, 500);
      expect(await source.current(NEVER)).toEqual(given('session 1'));
      await passing(world, 500);
      expect(await source.current(NEVER)).toEqual(
        refused(
          'AuthenticationFail',
          'the credentials could not be renewed: the role does not trust this job',
        ),
      );
    });
    // Once more at its end, so that one refusal by accident does not end a wait.
    expect(begun).toEqual([0, 899_000, 900_000]);
  });

  it('is tried again while the old session lives, each 30 s, and forgotten once there is a new one', async () => {
    const world = virtualWorld();
    const { source, begun } = serviceOf(world, (count) => (count === 2 || count === 3 ? no : LIFE_MS));
    await world.run(async () => {
      for (; world.now() < 790_000; await passing(world, 1000)) {
        const serving = world.now() <= 780_000 ? 'session 1' : 'session 4';
        expect(await source.current(NEVER)).toEqual(given(serving));
      }
    });
    expect(begun).toEqual([0, 720_000, 750_000, 780_000]);
  });

  it('is final where the session was revoked', async () => {
    const world = virtualWorld();
    const { source, begun } = serviceOf(world, (count) => (count === 1 ? LIFE_MS : no));
    await world.run(async () => {
      await source.current(NEVER);
      source.renew('session 1');
      expect(await source.current(NEVER)).toMatchObject({ kind: 'refused' });
      await passing(world, 60_000);
      expect(await source.current(NEVER)).toMatchObject({ kind: 'refused' });
    });
    expect(begun).toHaveLength(2);
  });

  it('is also one that breaks the gate itself, in those that asked', async () => {
    const world = virtualWorld();
    const source = createSession<string>(async () => {
      throw new Error('no such curve');
    }, world);
    expect(await source.current(NEVER)).toEqual(
      refused(
        '',
        'the credentials could not be obtained: the gate itself failed at it: Error: no such curve',
      ),
    );
  });
});

describe('whatever happens', () => {
  const anEvent = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1000, max: 60_000 }) },
    { weight: 1, arbitrary: fc.constant(down()) },
    { weight: 1, arbitrary: fc.constant(down({ retryAfterMs: 4000 })) },
  );
  const aScene = fc.record({
    events: fc.array(anEvent, { minLength: 1, maxLength: 12 }),
    takes: fc.array(fc.integer({ min: 0, max: 8000 }), { minLength: 1, maxLength: 6 }),
    looks: fc.array(
      fc.record({
        gapMs: fc.integer({ min: 0, max: 9000 }),
        together: fc.integer({ min: 1, max: 12 }),
        refused: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
      }),
      { minLength: 1, maxLength: 40 },
    ),
  });

  it('a session is never used after its end, and there is one exchange at a time and one per life', async () => {
    await fc.assert(
      fc.asyncProperty(aScene, async ({ events, takes, looks }) => {
        const world = virtualWorld();
        const service = serviceOf(
          world,
          (count) => events[(count - 1) % events.length] ?? LIFE_MS,
          (count) => takes[count % takes.length] ?? 0,
        );
        const { source, begun, ends } = service;
        let faults = 0;
        let refusals = 0;
        await world.run(async () => {
          const asking: Promise<void>[] = [];
          for (const { gapMs, together, refused: isRefused } of looks) {
            await passing(world, gapMs);
            for (let each = 0; each < together; each += 1) {
              asking.push(
                source.current(NEVER).then((seen) => {
                  if (seen.kind !== 'credential') return;
                  expect(world.now()).toBeLessThan(ends.get(seen.value) ?? 0);
                  if (isRefused && each === 0) {
                    refusals += 1;
                    source.renew(seen.value);
                  }
                }),
              );
            }
          }
          await Promise.all(asking);
        });
        expect(service.mostAtOnce()).toBe(1);
        // Between two exchanges lie 80 % of a life, a hold after a fault, or a refusal by the cloud.
        const early = begun.filter((at, index) => {
          const before = events[(index - 1) % events.length];
          const last = begun[index - 1];
          if (last === undefined) return false;
          if (typeof before === 'number') return at - last < before * 0.8;
          faults += 1;
          return at - last < 500;
        });
        expect(early.length).toBeLessThanOrEqual(refusals);
        expect(begun.length - 1 - faults).toBeLessThanOrEqual(ends.size + refusals);
      }),
      { numRuns: atMost(500) },
    );
  });
});
