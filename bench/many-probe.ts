/*
 * Loaded into the step's process ahead of it, after test/fast-clock.ts: at its end it writes to PROBE_FILE what it
 * took.
 */
import { subscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';
import timers from 'node:timers/promises';

const { setTimeout: timeout } = globalThis;
const { setTimeout: sleep } = timers;
let sleeps = 0;
let otherTimers = 0;

Object.assign(timers, {
  setTimeout: (...given: Parameters<typeof sleep>) => {
    sleeps += 1;
    return sleep(...given);
  },
});
Object.assign(globalThis, {
  setTimeout: (...given: readonly unknown[]) => {
    otherTimers += 1;
    return Reflect.apply(timeout, undefined, given);
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
