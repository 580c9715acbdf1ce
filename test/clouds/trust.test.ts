import { describe, expect, it } from 'vitest';

import { createTrust as createTrustIn, type Trust } from '../../src/clouds/trust.ts';
import type { World } from '../../src/world.ts';
import { virtualWorld } from '../virtual-world.ts';

/** A world in which no time passes: a sleep ends only when it is woken. */
const world: World = {
  now: () => 0,
  sleep: (_ms, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
  random: () => 0.5,
  date: () => new Date(0),
};
const HOST = 'https://one.example';
const createTrust = (): Trust => createTrustIn(world);

/** Enters `count` times at once; `entered` grows as turns come. */
function enterMany(trust: Trust, count: number): { readonly entered: (string | undefined)[] } {
  const entered: (string | undefined)[] = [];
  for (let index = 0; index < count; index += 1)
    void trust.enter(HOST).then((refusal) => entered.push(refusal));
  return { entered };
}

/** Lets every promise that can go on do so. */
const allGoOn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('trust in a credential', () => {
  it('lets the first request go alone', async () => {
    const { entered } = enterMany(createTrust(), 50);
    await allGoOn();
    expect(entered).toEqual([undefined]);
  });

  it('lets all go once the first was accepted', async () => {
    const trust = createTrust();
    const { entered } = enterMany(trust, 50);
    await allGoOn();
    trust.leave(HOST, 'accepted');
    await allGoOn();
    expect(entered).toHaveLength(50);
    expect(new Set(entered)).toEqual(new Set([undefined]));
  });

  it('lets those that come later go at once after that', async () => {
    const trust = createTrust();
    await trust.enter(HOST);
    trust.leave(HOST, 'accepted');
    const { entered } = enterMany(trust, 3);
    await allGoOn();
    expect(entered).toHaveLength(3);
  });

  it('lets the next go alone where the first has shown nothing', async () => {
    const trust = createTrust();
    const { entered } = enterMany(trust, 50);
    await allGoOn();
    for (const gone of [2, 3, 4]) {
      trust.leave(HOST, undefined);
      await allGoOn();
      expect(entered).toHaveLength(gone);
    }
  });

  it('gives the refusal to all that wait and to all that come, and lets none go', async () => {
    const trust = createTrust();
    const { entered } = enterMany(trust, 50);
    await allGoOn();
    trust.leave(HOST, { refused: 'the key is wrong' });
    await allGoOn();
    expect(entered).toEqual([undefined, ...Array.from({ length: 49 }, () => 'the key is wrong')]);
    expect(await trust.enter(HOST)).toBe('the key is wrong');
  });

  it('is lost where a credential that was accepted is refused later', async () => {
    const trust = createTrust();
    await trust.enter(HOST);
    trust.leave(HOST, 'accepted');
    await trust.enter(HOST);
    trust.leave(HOST, { refused: 'expired' });
    expect(await trust.enter(HOST)).toBe('expired');
  });

  it('stays lost, whatever requests that were under way show', async () => {
    const trust = createTrust();
    await trust.enter(HOST);
    trust.leave(HOST, 'accepted');
    await Promise.all([trust.enter(HOST), trust.enter(HOST), trust.enter(HOST)]);
    trust.leave(HOST, { refused: 'expired' });
    trust.leave(HOST, 'accepted');
    trust.leave(HOST, undefined);
    expect(await trust.enter(HOST)).toBe('expired');
  });

  it('never lets a second request go to a host that has not answered the first', async () => {
    const time = virtualWorld();
    await time.run(async () => {
      const trust = createTrustIn(time);
      await trust.enter(HOST);
      let gone = false;
      void trust.enter(HOST).then(() => {
        gone = true;
      });
      await time.sleep(3_600_000, new AbortController().signal);
      expect(gone).toBe(false);
    });
  });

  it('lets a host go first that was never asked, however often another one fails', async () => {
    const time = virtualWorld();
    await time.run(async () => {
      const trust = createTrustIn(time);
      const asleep = new AbortController().signal;
      let gone = Number.NaN;
      const failing = Array.from({ length: 30 }, async () => {
        await trust.enter('failing');
        await time.sleep(400, asleep);
        trust.leave('failing', undefined);
      });
      void trust.enter('healthy').then(() => {
        gone = time.now();
      });
      await Promise.all(failing);
      expect(gone).toBe(400);
    });
  });

  it('lets one go first again once the credential is in doubt', async () => {
    for (const doubt of [
      (trust: Trust): void => trust.doubt(),
      (trust: Trust): void => trust.leave(HOST, 'wrong-time'),
    ]) {
      const trust = createTrust();
      await trust.enter(HOST);
      trust.leave(HOST, 'accepted');
      doubt(trust);
      const { entered } = enterMany(trust, 3);
      await allGoOn();
      expect(entered).toHaveLength(1);
      trust.leave(HOST, 'accepted');
      await allGoOn();
      expect(entered).toHaveLength(3);
    }
  });

  it('closes a host that may have refused it three times, and no other one', async () => {
    const trust = createTrust();
    for (const count of [1, 2, 3]) {
      expect(await trust.enter(HOST)).toBeUndefined();
      trust.leave(HOST, { doubted: `code ${count}` });
    }
    expect(await trust.enter(HOST)).toBe('code 3');
    expect(await trust.enter('https://two.example')).toBeUndefined();
  });

  it('closes none once it was accepted', async () => {
    const trust = createTrust();
    await trust.enter(HOST);
    trust.leave(HOST, 'accepted');
    for (let count = 0; count < 5; count += 1) {
      expect(await trust.enter(HOST)).toBeUndefined();
      trust.leave(HOST, { doubted: 'code' });
    }
  });

  it('lets another host go after 5 s without an answer, and at most three in all', async () => {
    const time = virtualWorld();
    await time.run(async () => {
      const trust = createTrustIn(time);
      const gone: (readonly [host: string, at: number])[] = [];
      for (const host of ['a', 'b', 'c', 'd']) {
        void trust.enter(host).then(() => gone.push([host, time.now()]));
      }
      await time.sleep(3_600_000, new AbortController().signal);
      expect(gone).toEqual([
        ['a', 0],
        ['b', 5_000],
        ['c', 5_000],
      ]);
      trust.leave('b', 'accepted');
      await time.sleep(1, new AbortController().signal);
      expect(gone.map(([host]) => host)).toEqual(['a', 'b', 'c', 'd']);
    });
  });
});
