/*
 * Loaded into the step's process ahead of it. Where it sleeps and no answer is awaited, its clock leaps to the end of
 * the shortest sleep; while one is awaited, it runs as CLOCK_FASTER says. An answer may say in a header how late it
 * is: then the clock leaps there, but not beyond a sleep. The date begins at that of the variable REPLAY_FROM and goes
 * with the clock. No host name is known but that of this machine.
 */
import '../fast-clock.ts';

import { subscribe } from 'node:diagnostics_channel';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';

import { LATE_HEADER } from './late.ts';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** What follows an answer happens within fewer turns of the event loop. */
const QUIET_TURNS = 3;
/** Less would not change a large number. */
const LEAST_LEAP_MS = 1e-6;

const runningNow = performance.now.bind(performance);
const runningSleep = timers.setTimeout;
const sleepers = new Set<Sleeper>();
const awaited = new Set<unknown>();
let leapt = 0;
let activity = 0;
const now = (): number => runningNow() + leapt;

function nextSleeper(): Sleeper | undefined {
  return [...sleepers].sort((a, b) => a.until - b.until)[0];
}

function leap(): void {
  const next = nextSleeper();
  if (next === undefined) return;
  leapt += Math.max(LEAST_LEAP_MS, next.until - now());
  next.wake();
}

function leapWhenQuiet(): void {
  activity += 1;
  const since = activity;
  const turn = (left: number): void => {
    if (activity !== since || awaited.size > 0) return;
    if (left === 0) leap();
    else setImmediate(turn, left - 1);
  };
  turn(QUIET_TURNS);
}

Object.assign(performance, { now });
Object.assign(timers, {
  setTimeout: async (ms: number, value: undefined, { signal }: { signal: AbortSignal }) => {
    const woken = new AbortController();
    const sleeper = { until: now() + ms, wake: () => woken.abort() };
    sleepers.add(sleeper);
    leapWhenQuiet();
    try {
      return await runningSleep(ms, value, { signal: AbortSignal.any([signal, woken.signal]) });
    } catch (error) {
      if (!woken.signal.aborted) throw error;
      return value;
    } finally {
      sleepers.delete(sleeper);
    }
  },
});

const requestOf = (message: unknown): unknown => Reflect.get(Object(message), 'request');
subscribe('undici:request:create', (message) => awaited.add(requestOf(message)));
for (const end of ['undici:request:trailers', 'undici:request:error']) {
  subscribe(end, (message) => {
    awaited.delete(requestOf(message));
    leapWhenQuiet();
  });
}

const RealDate = Date;
const [from, startedAt] = [RealDate.parse(process.env['REPLAY_FROM'] ?? ''), now()];

subscribe('undici:request:headers', (message) => {
  const headers: unknown = Reflect.get(Object(Reflect.get(Object(message), 'response')), 'headers');
  const texts = Array.isArray(headers) ? headers.map(String) : [];
  const at = texts.indexOf(LATE_HEADER);
  if (at === -1) return;
  const until = startedAt + Number(texts[at + 1]);
  leapt += Math.max(0, Math.min(until, nextSleeper()?.until ?? until) - now());
});
const dateNow = (): number => Math.round(from + now() - startedAt);
const dateAt = (...given: readonly unknown[]): object =>
  Reflect.construct(RealDate, given.length === 0 ? [dateNow()] : given);
Object.assign(globalThis, {
  Date: new Proxy(RealDate, {
    construct: (_target, given) => dateAt(...given),
    get: (target, key) => (key === 'now' ? dateNow : Reflect.get(target, key)),
  }),
});

// Few draws matter, and none may make the waiting longer than it was.
Math.random = () => 0;

type Callback = (error: Error | null, addresses?: unknown, family?: number) => void;
Object.assign(dns, {
  lookup: (hostname: string, options: { readonly all?: boolean }, callback: Callback) => {
    const address = '127.0.0.1';
    process.nextTick(() => {
      if (hostname === 'localhost') {
        return options.all === true ? callback(null, [{ address, family: 4 }]) : callback(null, address, 4);
      }
      const about = { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname };
      callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), about));
    });
  },
});
syncBuiltinESMExports();
