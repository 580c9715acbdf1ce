/*
 * Loaded into the step's process ahead of it. Its clock and its timers run as often as fast as the variable
 * PROBE_FASTER says; at its end it writes to PROBE_FILE what it took. The date stays as it is: it is signed with.
 */
import { subscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';
import timers from 'node:timers/promises';

const faster = Number(process.env['PROBE_FASTER']);
const startedAt = performance.now();
const { setTimeout: realTimeout } = globalThis;
const realSleep = timers.setTimeout;
const realNow = performance.now.bind(performance);
let sleeps = 0;
let otherTimers = 0;

Object.assign(performance, { now: () => startedAt + (realNow() - startedAt) * faster });
Object.assign(timers, {
  setTimeout: (ms: number, ...rest: [undefined, { signal: AbortSignal }]) => {
    sleeps += 1;
    return realSleep(ms / faster, ...rest);
  },
});
Object.assign(globalThis, {
  setTimeout: (run: () => void, ms = 0, ...rest: readonly unknown[]) => {
    otherTimers += 1;
    return Reflect.apply(realTimeout, undefined, [run, ms / faster, ...rest]);
  },
});
syncBuiltinESMExports();

/** Sockets that are open at the same time, by the port of the server that they lead to. */
const sockets = new Map<number, number>();
let [mostSockets, allSockets] = [0, 0];
subscribe('net.client.socket', (message) => {
  const socket: unknown = Reflect.get(Object(message), 'socket');
  if (!(socket instanceof Socket)) return;
  socket.on('connect', () => {
    const port = socket.remotePort ?? 0;
    const count = (by: number): number => (sockets.get(port) ?? 0) + by;
    sockets.set(port, count(1));
    allSockets += 1;
    mostSockets = Math.max(mostSockets, count(0));
    socket.on('close', () => sockets.set(port, count(-1)));
  });
});

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const cpuMs = (userCPUTime + systemCPUTime) / 1000;
  const took = { peakMiB: maxRSS / 1024, cpuMs, sleeps, otherTimers, mostSockets, allSockets };
  writeFileSync(process.env['PROBE_FILE'] ?? '', JSON.stringify(took));
});
