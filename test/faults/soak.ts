/**
 * A gate that looks and looks, in a process of its own that was started with `--expose-gc`: real requests over real
 * sockets, in a world whose clock is so fast that no rate holds it up. Prints what it has seen as JSON.
 *
 * Arguments: how many looks, the endpoints of two servers, and the inputs with their keys, as JSON.
 */

import { setTimeout as timer } from 'node:timers/promises';
import { createHttp } from '../../src/clouds/http.ts';
import { gate } from '../../src/gate/gate.ts';
import { CONNECTIONS } from '../../src/gate/lane.ts';
import type { Watched } from '../../src/gate/turn.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import { watchTargets } from '../../src/watch.ts';
import type { World } from '../../src/world.ts';

const FASTER = 500;
/** Before the first measurement: code is compiled, connections are made. */
const WARM_UP_LOOKS = 2_000;

const [wanted = '', written = ''] = process.argv.slice(2);
const inputs = readInputs((name) => Reflect.get(JSON.parse(written), name) ?? '', {});

const world: World = {
  now: () => performance.now() * FASTER,
  sleep: (ms, signal) => timer(ms / FASTER, undefined, { signal }).catch(() => undefined),
  random: Math.random,
  date: () => new Date(),
};

let looks = 0;
let mostSockets = 0;
const warnings: string[] = [];
process.on('warning', ({ name, message }) => warnings.push(`${name}: ${message}`));

/** Looks until there were so many in all. */
async function lookUntil(count: number, watched: readonly Watched[]): Promise<void> {
  const stop = new AbortController();
  const counted = watched.map(({ look, ...rest }) => ({
    ...rest,
    look: async (signal: AbortSignal, sent: () => void) => {
      looks += 1;
      if (looks >= count) stop.abort();
      const sockets = process.getActiveResourcesInfo().filter((what) => what === 'TCPSocketWrap').length;
      mostSockets = Math.max(mostSockets, sockets);
      return look(signal, sent);
    },
  }));
  const { patience, failFast } = inputs;
  await gate(counted, { patience, failFast, world, stop: stop.signal, tell: () => undefined });
}

/** Bytes of the heap that are in use, after everything that can be collected was. */
async function heapUsed(): Promise<number> {
  for (let round = 0; round < 5; round += 1) {
    await globalThis.gc?.({ type: 'major', execution: 'async' });
    await timer(20);
  }
  return process.memoryUsage().heapUsed;
}

const http = createHttp(inputs.proxy, CONNECTIONS);
const watched = watchTargets(inputs, http.send, world);
await lookUntil(WARM_UP_LOOKS, watched);
const before = await heapUsed();
const begun = performance.now();
await lookUntil(WARM_UP_LOOKS + Number(wanted), watched);
const seconds = (performance.now() - begun) / 1000;
const grown = (await heapUsed()) - before;
await http.close();
process.stdout.write(
  JSON.stringify({ looks: looks - WARM_UP_LOOKS, seconds, before, grown, mostSockets, warnings }),
);
