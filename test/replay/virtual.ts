/** The environment of a step whose clock leaps over what nobody needs to wait for. */

/** How a step's clock and date go. */
export interface VirtualTime {
  /** The date at its beginning, ISO 8601. */
  readonly from: string;
  /** How many times as fast as ours the clock runs while an answer is awaited. */
  readonly faster: number;
}

/** The clock stands all but still while an answer is awaited. */
export const STILL = 1e-6;

/** Variables for the step's process. */
export function virtualTime({ from, faster }: VirtualTime): Readonly<Record<string, string>> {
  return {
    NODE_OPTIONS: `--import ${new URL('preload.ts', import.meta.url).href}`,
    CLOCK_FASTER: String(faster),
    REPLAY_FROM: from,
  };
}
