import { describe, expect, it } from 'vitest';

import { createTrust as createTrustIn, type Trust } from '../../src/clouds/trust.ts';
import type { World } from '../../src/world.ts';

/** A world in which no time passes: a sleep ends only when it is woken. */
const world: World = {
  now: () => 0,
  sleep: (_ms, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
  random: () => 0.5,
  date: () => new Date(0),
};
const createTrust = (): Trust => createTrustIn(world);

/** Enters `count` times at once; `entered` grows as turns come. */
function enterMany(trust: Trust, count: number): { readonly entered: (string | undefined)[] } {
  const entered: (string | undefined)[] = [];
  for (let index = 0; index < count; index += 1) void trust.enter().then((refusal) => entered.push(refusal));
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
    trust.leave('accepted');
    await allGoOn();
    expect(entered).toHaveLength(50);
    expect(new Set(entered)).toEqual(new Set([undefined]));
  });

  it('lets those that come later go at once after that', async () => {
    const trust = createTrust();
    await trust.enter();
    trust.leave('accepted');
    const { entered } = enterMany(trust, 3);
    await allGoOn();
    expect(entered).toHaveLength(3);
  });

  it('lets the next go alone where the first has shown nothing', async () => {
    const trust = createTrust();
    const { entered } = enterMany(trust, 50);
    await allGoOn();
    for (const gone of [2, 3, 4]) {
      trust.leave('nothing');
      await allGoOn();
      expect(entered).toHaveLength(gone);
    }
  });

  it('gives the refusal to all that wait and to all that come, and lets none go', async () => {
    const trust = createTrust();
    const { entered } = enterMany(trust, 50);
    await allGoOn();
    trust.leave({ refused: 'the key is wrong' });
    await allGoOn();
    expect(entered).toEqual([undefined, ...Array.from({ length: 49 }, () => 'the key is wrong')]);
    expect(await trust.enter()).toBe('the key is wrong');
  });

  it('is lost where a credential that was accepted is refused later', async () => {
    const trust = createTrust();
    await trust.enter();
    trust.leave('accepted');
    await trust.enter();
    trust.leave({ refused: 'expired' });
    expect(await trust.enter()).toBe('expired');
  });

  it('stays lost, whatever requests that were under way show', async () => {
    const trust = createTrust();
    await trust.enter();
    trust.leave('accepted');
    await Promise.all([trust.enter(), trust.enter(), trust.enter()]);
    trust.leave({ refused: 'expired' });
    trust.leave('accepted');
    trust.leave('nothing');
    expect(await trust.enter()).toBe('expired');
  });
});
