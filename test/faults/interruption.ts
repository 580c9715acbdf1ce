import { type Played, play, type Setting } from '../dist/scene.ts';
import type { Emulator } from '../emulator/index.ts';

/** Ways to stop a step. */
export type Signals = readonly [NodeJS.Signals, ...NodeJS.Signals[]];

/** What a scene of an interruption has to work with. */
export interface Stage {
  readonly emulator: Emulator;
  /** Sends the signals after `ms`, and calls `sent` after the first of them; only the first call counts. */
  readonly stopIn: (ms: number, sent?: () => void) => void;
}

/** A step that was stopped, and how long it went on after the last signal. */
export interface Stopped extends Played {
  readonly wentOnMs: number;
}

/** Two signals of one kind in the same instant would arrive as one. */
const APART_MS = 100;

/** Plays a scene, and sends its step the signals, one soon after another. */
export async function stopped(
  signals: Signals,
  arrange: (stage: Stage) => Setting | Promise<Setting>,
): Promise<Stopped> {
  let kill: ((signal: NodeJS.Signals) => void) | undefined;
  let asked = false;
  let sentAt = Number.POSITIVE_INFINITY;
  const stopIn = (ms: number, sent?: () => void): void => {
    if (asked) return;
    asked = true;
    for (const [index, signal] of signals.entries()) {
      setTimeout(
        () => {
          sentAt = performance.now();
          kill?.(signal);
          if (index === 0) sent?.();
        },
        ms + index * APART_MS,
      );
    }
  };
  const step = await play(async (emulator) => {
    const setting = await arrange({ emulator, stopIn });
    return {
      ...setting,
      onStdout: (text, send, stopReading) => {
        kill = send;
        setting.onStdout?.(text, send, stopReading);
      },
    };
  });
  return { ...step, wentOnMs: performance.now() - sentAt };
}
