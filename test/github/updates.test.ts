import { describe, expect, it } from 'vitest';

import type { Channel } from '../../src/github/channel.ts';
import { done, type Reply, refused, unavailable } from '../../src/github/reply.ts';
import { createUpdates, type Updates } from '../../src/github/updates.ts';
import type { Conclusion } from '../../src/report/results.ts';
import { conclusionOf } from '../builders.ts';
import { type VirtualWorld, virtualWorld } from '../virtual-world.ts';

const MINUTE = 60_000;
const never = new AbortController().signal;

interface Write {
  readonly at: number;
  /** How far the gate was that is written: its seconds. */
  readonly seconds: number;
  readonly verdict: string;
  readonly signal: AbortSignal;
}

interface Scene {
  readonly world: VirtualWorld;
  readonly updates: Updates;
  readonly writes: Write[];
  readonly warnings: string[];
  /** Something changes now. */
  readonly change: () => void;
  readonly close: (
    withinMs: number,
    stop?: AbortSignal,
    verdict?: Conclusion['verdict'],
  ) => Promise<Reply<undefined>>;
  /** Lets time pass. */
  readonly pass: (ms: number) => Promise<void>;
}

type Answer = (nth: number, signal: AbortSignal, world: VirtualWorld) => Promise<Reply<undefined>>;

const ok: Answer = async () => done(undefined);
const fault: Answer = async () => unavailable('GitHub answered HTTP 502');
const refusal: Answer = async () => refused('the github-token lacks it');
/** Takes 1 s, whatever happens. */
const slow: Answer = async (_nth, _signal, world) => {
  await world.sleep(1_000, never);
  return done(undefined);
};
const hang: Answer = () => new Promise(() => undefined);

/** Each write is answered by its number, from 0. */
function play(answer: Answer, body: (scene: Scene) => Promise<void>, isUpToDate = false): Promise<void> {
  const world = virtualWorld();
  const writes: Write[] = [];
  const warnings: string[] = [];
  const channel: Channel = {
    what: 'the check run "deploy"',
    write: ({ verdict, durationSeconds }, signal) => {
      writes.push({ at: world.now(), seconds: durationSeconds, verdict, signal });
      return answer(writes.length - 1, signal, world);
    },
  };
  const updates = createUpdates(channel, world, (message) => warnings.push(message), isUpToDate);
  const now = (verdict: Conclusion['verdict']): Conclusion =>
    conclusionOf({ verdict, durationSeconds: world.now() / 1000 });
  return world.run(() =>
    body({
      world,
      updates,
      writes,
      warnings,
      change: () => updates.changed(() => now('running')),
      close: (withinMs, stop = never, verdict = 'succeeded') => updates.close(now(verdict), withinMs, stop),
      pass: (ms) => world.sleep(ms, never),
    }),
  );
}

const times = (writes: readonly Write[]): readonly number[] => writes.map(({ at }) => at / 1000);

describe('while the gate goes on', () => {
  it('the first change is written at once', () =>
    play(ok, async ({ change, pass, writes }) => {
      await pass(5_000);
      change();
      await pass(0);
      expect(writes).toMatchObject([{ at: 5_000, seconds: 5, verdict: 'running' }]);
    }));

  it('the first change is written after a minute, where an earlier run may have written just now', () =>
    play(
      ok,
      async ({ change, pass, writes }) => {
        await pass(5_000);
        change();
        await pass(5 * MINUTE);
        expect(times(writes)).toEqual([60]);
      },
      true,
    ));

  it('is written at most once a minute, as it is then, and to the last change', () =>
    play(ok, async ({ change, pass, writes }) => {
      for (let n = 0; n < 30; n += 1) {
        change();
        await pass(7_000);
      }
      await pass(10 * MINUTE);
      expect(times(writes)).toEqual([0, 60, 120, 180, 240]);
      expect(writes.map(({ seconds }) => seconds)).toEqual([0, 60, 120, 180, 240]);
    }));

  it('nothing is written while nothing changes', () =>
    play(ok, async ({ change, pass, writes }) => {
      await pass(10 * MINUTE);
      expect(writes).toEqual([]);
      change();
      await pass(10 * MINUTE);
      change();
      await pass(10 * MINUTE);
      expect(times(writes)).toEqual([600, 1200]);
    }));

  it('the minute begins when the last update has come through, and no two go on at once', () =>
    play(slow, async ({ change, pass, writes }) => {
      change();
      await pass(500);
      change();
      await pass(5 * MINUTE);
      expect(times(writes)).toEqual([0, 61]);
    }));

  it('faults are tried again after 2, 4, 8 … at most 60 s, and warn nobody', () =>
    play(fault, async ({ change, pass, writes, warnings }) => {
      change();
      await pass(5 * MINUTE);
      expect(times(writes)).toEqual([0, 2, 6, 14, 30, 62, 122, 182, 242]);
      expect(warnings).toEqual([]);
    }));

  it('what changes after a fault does not hasten the next attempt, and is in it', () =>
    play(
      (nth, ...rest) => (nth < 3 ? fault : ok)(nth, ...rest),
      async ({ updates, pass, writes }) => {
        const say = (durationSeconds: number) => updates.changed(() => conclusionOf({ durationSeconds }));
        say(1);
        await pass(500);
        say(2);
        await pass(500);
        say(3);
        await pass(10 * MINUTE);
        expect(times(writes)).toEqual([0, 2, 6, 14]);
        expect(writes.map(({ seconds }) => seconds)).toEqual([1, 3, 3, 3]);
      },
    ));

  it('a success after faults puts the waits back to where they began', () =>
    play(
      (nth, ...rest) => (nth === 2 ? ok : fault)(nth, ...rest),
      async ({ change, pass, writes }) => {
        change();
        await pass(6_500);
        expect(times(writes)).toEqual([0, 2, 6]);
        change();
        await pass(80_000);
        expect(times(writes)).toEqual([0, 2, 6, 66, 68, 72, 80]);
      },
    ));

  it('an attempt is given up after 10 s, and counts as a fault', () =>
    play(
      (nth, ...rest) => (nth === 0 ? hang : ok)(nth, ...rest),
      async ({ change, pass, writes, warnings }) => {
        change();
        await pass(9_999);
        expect(writes[0]?.signal.aborted).toBe(false);
        await pass(10 * MINUTE);
        expect(times(writes)).toEqual([0, 12]);
        expect(writes[0]?.signal.aborted).toBe(true);
        expect(warnings).toEqual([]);
      },
    ));

  it('a refusal ends it with one warning', () =>
    play(refusal, async ({ change, close, pass, writes, warnings }) => {
      change();
      await pass(10 * MINUTE);
      change();
      await pass(10 * MINUTE);
      expect(times(writes)).toEqual([0]);
      // Once more, each time that it is to be closed.
      expect(await close(4_000)).toMatchObject({ kind: 'refused' });
      expect(await close(4_000)).toMatchObject({ kind: 'refused' });
      expect(writes).toHaveLength(3);
      expect(warnings).toEqual([
        'the check run "deploy" could not be written: the github-token lacks it; the verdict stands',
      ]);
    }));

  it.each<[string, Answer]>([
    [
      'throws',
      () => {
        throw new Error('boom');
      },
    ],
    ['rejects', () => Promise.reject(new Error('boom'))],
  ])('a channel that %s ends it with one warning', (_what, answer) =>
    play(answer, async ({ change, close, pass, writes, warnings }) => {
      change();
      await pass(10 * MINUTE);
      change();
      await pass(10 * MINUTE);
      expect(writes).toHaveLength(1);
      expect(await close(4_000)).toMatchObject({ kind: 'refused' });
      expect(writes).toHaveLength(2);
      expect(warnings).toEqual([
        'the check run "deploy" could not be written: the gate itself failed: Error: boom; the verdict stands',
      ]);
    }),
  );

  it('a snapshot that throws ends it with one warning', () =>
    play(ok, async ({ updates, close, pass, writes, warnings }) => {
      updates.changed(() => {
        throw new Error('no snapshot');
      });
      await pass(10 * MINUTE);
      expect(writes).toEqual([]);
      expect(await close(4_000)).toEqual(done(undefined));
      expect(warnings).toEqual([expect.stringContaining('Error: no snapshot')]);
    }));
});

describe('closing', () => {
  it('writes how the gate has ended, at once', () =>
    play(ok, async ({ close, world, writes, warnings }) => {
      expect(await close(4_000)).toEqual(done(undefined));
      expect(writes).toMatchObject([{ at: 0, verdict: 'succeeded' }]);
      expect([world.now(), warnings]).toEqual([0, []]);
    }));

  it('does not wait out the minute between two updates, and drops what was to be written', () =>
    play(ok, async ({ change, close, pass, world, writes }) => {
      change();
      await pass(1_000);
      change();
      await pass(1_000);
      expect(await close(4_000)).toEqual(done(undefined));
      expect(world.now()).toBe(2_000);
      await pass(10 * MINUTE);
      expect(writes).toMatchObject([
        { at: 0, verdict: 'running' },
        { at: 2_000, verdict: 'succeeded' },
      ]);
    }));

  it('is the last that is written', () =>
    play(ok, async ({ change, close, pass, writes }) => {
      await close(4_000);
      change();
      await pass(10 * MINUTE);
      expect(writes).toHaveLength(1);
    }));

  it('waits for what is under way', () =>
    play(
      (nth, ...rest) => (nth === 0 ? slow : ok)(nth, ...rest),
      async ({ change, close, pass, writes, warnings }) => {
        change();
        await pass(500);
        expect(await close(4_500)).toEqual(done(undefined));
        expect(writes).toMatchObject([
          { at: 0, verdict: 'running' },
          { at: 1_000, verdict: 'succeeded' },
        ]);
        expect(warnings).toEqual([]);
      },
    ));

  it('waits a third of its time for what is under way, and then gives that up', () =>
    play(
      (nth, ...rest) => (nth === 0 ? hang : ok)(nth, ...rest),
      async ({ change, close, pass, world, writes, warnings }) => {
        change();
        await pass(1_000);
        const closed = close(4_500);
        await pass(1_499);
        expect(writes[0]?.signal.aborted).toBe(false);
        expect(await closed).toEqual(done(undefined));
        expect(writes[0]?.signal.aborted).toBe(true);
        expect(times(writes)).toEqual([0, 2.5]);
        expect(world.now()).toBe(2_500);
        expect(warnings).toEqual([]);
      },
    ));

  it('tries once more where what was under way is refused', () =>
    play(
      async (...rest) => {
        await slow(...rest);
        return refused('no');
      },
      async ({ change, close, pass, writes, warnings }) => {
        change();
        await pass(500);
        expect(await close(4_500)).toMatchObject({ kind: 'refused' });
        expect(writes).toHaveLength(2);
        expect(warnings).toHaveLength(1);
      },
    ));

  it('tries again after faults until it is written', () =>
    play(
      (nth, ...rest) => (nth < 3 ? fault : ok)(nth, ...rest),
      async ({ close, writes, warnings }) => {
        expect(await close(4_000)).toEqual(done(undefined));
        expect(times(writes)).toEqual([0, 0.25, 0.75, 1.75]);
        expect(warnings).toEqual([]);
      },
    ));

  it('gives up when its time is over, with one warning', () =>
    play(fault, async ({ close, world, writes, warnings }) => {
      expect(await close(4_000)).toEqual(unavailable('GitHub answered HTTP 502'));
      expect(times(writes)).toEqual([0, 0.25, 0.75, 1.75, 3.75]);
      expect(world.now()).toBe(4_000);
      expect(warnings).toEqual([
        'the check run "deploy" could not be brought up to date: GitHub answered HTTP 502; the verdict stands',
      ]);
    }));

  it('gives up in time on a channel that never answers', () =>
    play(hang, async ({ change, close, pass, world, writes, warnings }) => {
      change();
      await pass(0);
      expect(await close(1_200)).toMatchObject({ kind: 'unavailable' });
      expect(world.now()).toBeLessThanOrEqual(1_200);
      expect(times(writes)).toEqual([0, 0.4]);
      expect(writes.map(({ signal }) => signal.aborted)).toEqual([true, true]);
      expect(warnings).toEqual([
        'the check run "deploy" could not be brought up to date: no answer within 0.8 s; the verdict stands',
      ]);
    }));

  it('without any time writes nothing, and says so', () =>
    play(ok, async ({ close, writes, warnings }) => {
      expect(await close(0)).toMatchObject({ kind: 'unavailable' });
      expect(writes).toEqual([]);
      expect(warnings).toEqual([
        'the check run "deploy" could not be brought up to date: there was no time left; the verdict stands',
      ]);
    }));

  it('ends with one warning where it is refused', () =>
    play(refusal, async ({ close, world, writes, warnings }) => {
      expect(await close(4_000)).toEqual(refused('the github-token lacks it'));
      expect([world.now(), writes.length, warnings.length]).toEqual([250, 2, 1]);
      expect(await close(4_000)).toEqual(refused('the github-token lacks it'));
      expect([world.now(), writes.length, warnings.length]).toEqual([250, 3, 1]);
    }));

  it('tells what was answered rather than that the time was over', () => {
    const answer: Answer = (nth, ...rest) =>
      nth === 0 ? Promise.resolve(unavailable('another check run')) : hang(nth, ...rest);
    return play(answer, async ({ close, warnings }) => {
      expect(await close(4_000)).toEqual(unavailable('another check run'));
      expect(warnings).toEqual([expect.stringContaining(': another check run;')]);
    });
  });

  it('is not ended by one refusal', () => {
    const once: Answer = (nth, ...rest) => (nth === 0 ? refusal(nth, ...rest) : ok(nth, ...rest));
    return play(once, async ({ close, writes, warnings }) => {
      expect(await close(4_000)).toEqual(done(undefined));
      expect([writes.length, warnings]).toEqual([2, []]);
    });
  });

  it('ends with one warning where the channel throws', () =>
    play(
      () => Promise.reject(new Error('boom')),
      async ({ close, warnings }) => {
        expect(await close(4_000)).toMatchObject({ kind: 'refused' });
        expect(warnings).toEqual([expect.stringContaining('the gate itself failed: Error: boom')]);
      },
    ));

  it('writes nothing where it is not wanted to begin with', () =>
    play(ok, async ({ close, world, writes, warnings }) => {
      expect(await close(4_000, AbortSignal.abort())).toMatchObject({ kind: 'unavailable' });
      expect([world.now(), writes, warnings]).toEqual([0, [], []]);
    }));

  it.each<[string, Answer, boolean]>([
    ['while it waits for what is under way', hang, true],
    ['while it waits for an answer', hang, false],
    ['between two attempts', fault, false],
  ])('ends at once, without a warning, when it is no longer wanted: %s', (_when, answer, isUnderWay) =>
    play(answer, async ({ change, close, pass, world, writes, warnings }) => {
      if (isUnderWay) change();
      const stop = new AbortController();
      const closed = close(4_000, stop.signal);
      await pass(1_000);
      const before = writes.length;
      stop.abort();
      expect(await closed).toMatchObject({ kind: 'unavailable' });
      expect([world.now(), writes.length, warnings]).toEqual([1_000, before, []]);
      expect(writes.every(({ signal }) => signal.aborted || answer !== hang)).toBe(true);
    }),
  );

  it('may be done twice: the later verdict is the last that is written', () =>
    play(ok, async ({ close, writes }) => {
      await close(4_000);
      expect(await close(1_200, never, 'interrupted')).toEqual(done(undefined));
      expect(writes.map(({ verdict }) => verdict)).toEqual(['succeeded', 'interrupted']);
    }));

  it('may be done again after it was given up', () =>
    play(
      (nth, ...rest) => (nth === 0 ? hang : ok)(nth, ...rest),
      async ({ close, pass, writes }) => {
        const stop = new AbortController();
        const first = close(4_000, stop.signal);
        await pass(100);
        stop.abort();
        await first;
        expect(await close(1_200, never, 'interrupted')).toEqual(done(undefined));
        expect(writes.map(({ verdict }) => verdict)).toEqual(['succeeded', 'interrupted']);
      },
    ));
});
