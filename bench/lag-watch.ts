import { step } from '../src/gate/step.ts';
import { BEFORE, type Patience } from '../src/gate/waiting.ts';
import type { Seen } from '../src/task.ts';

/** Time to the next look in ms, by the time waited so far in ms; `auto` is the gate's own. */
export type Schedule = (elapsedMs: number) => Patience['intervalMs'];

/** How a deployment's end was found: the time from its end to the end of the look that saw it, and the looks. */
export interface Found {
  readonly lagMs: number;
  readonly looks: number;
}

const LOOK_MS = 200;
const TIMEOUT_MS = 4 * 3_600_000;

const RUNNING: Seen = { kind: 'seen', state: 'running', providerState: 'RUNNING', reason: '', parts: [] };
const SUCCEEDED: Seen = { ...RUNNING, state: 'succeeded', providerState: 'SUCCESS' };

/**
 * Watches a deployment of `lengthMs` with the gate's own `step`, from its beginning. A look takes 200 ms and
 * sees how things stand half way.
 */
export function watch(lengthMs: number, schedule: Schedule, random: () => number): Found {
  let waiting = BEFORE;
  let looks = 0;
  for (let begun = 0; ; ) {
    looks += 1;
    const ended = begun + LOOK_MS;
    const observation = begun + LOOK_MS / 2 >= lengthMs ? SUCCEEDED : RUNNING;
    const patience: Patience = {
      timeoutMs: TIMEOUT_MS,
      wait: true,
      intervalMs: schedule(ended),
      settleMs: 0,
      notFoundGraceMs: 60_000,
      earlierMs: 0,
    };
    const { waiting: learned, next } = step(waiting, observation, ended, patience, random());
    if (next.kind !== 'again') return { lagMs: ended - lengthMs, looks };
    waiting = learned;
    begun = ended + next.delayMs;
  }
}
