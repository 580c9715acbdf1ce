/**
 * A gate that looks and looks, in a process of its own that was started with `--expose-gc`: real requests over real
 * sockets, in a world whose clock is so fast that no rate holds it up. Prints what it has seen as JSON.
 *
 * Arguments: how many looks, and the inputs of the step as JSON.
 */

import { subscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';
import { setTimeout as timer } from 'node:timers/promises';
import { createDispatchers } from '../../src/clouds/dispatchers.ts';
import { createSend } from '../../src/clouds/http.ts';
import { gate } from '../../src/gate/gate.ts';
import { CONNECTIONS } from '../../src/gate/lane.ts';
import type { Watched } from '../../src/gate/turn.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import { watchTargets } from '../../src/watch.ts';
import type { World } from '../../src/world.ts';
import { NOTHING_TO_HIDE } from '../no-hides.ts';

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
const warnings: string[] = [];
process.on('warning', ({ name, message }) => warnings.push(`${name}: ${message}`));

/** Sockets that are open at the same time, by the port of the server that they lead to. */
const sockets = new Map<number, number>();
let mostSockets = 0;
subscribe('net.client.socket', (message) => {
  const socket: unknown = Reflect.get(Object(message), 'socket');
  if (!(socket instanceof Socket)) return;
  socket.on('connect', () => {
    const port = socket.remotePort ?? 0;
    const count = (by: number): number => (sockets.get(port) ?? 0) + by;
    sockets.set(port, count(1));
    mostSockets = Math.max(mostSockets, count(0));
    socket.on('close', () => sockets.set(port, count(-1)));
  });
});

/** Looks until there were so many in all. */
async function lookUntil(count: number, watched: readonly Watched[]): Promise<void> {
  const stop = new AbortController();
  const counted = watched.map(({ look, ...rest }) => ({
    ...rest,
    look: async (signal: AbortSignal, sent: () => void) => {
      looks += 1;
      if (looks >= count) stop.abort();
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

const dispatchers = createDispatchers(inputs.proxy, CONNECTIONS);
const watched = watchTargets(inputs, createSend(dispatchers), world, NOTHING_TO_HIDE);
await lookUntil(WARM_UP_LOOKS, watched);
const before = await heapUsed();
const begun = performance.now();
await lookUntil(WARM_UP_LOOKS + Number(wanted), watched);
const seconds = (performance.now() - begun) / 1000;
const grown = (await heapUsed()) - before;
await dispatchers.close();
process.stdout.write(
  JSON.stringify({ looks: looks - WARM_UP_LOOKS, seconds, before, grown, mostSockets, warnings }),
);
