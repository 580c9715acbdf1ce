import type { Schedule } from './lag-watch.ts';

/** The shortest and the longest deployment. */
export const SHORTEST_MS = 3_000;
export const LONGEST_MS = 7_200_000;

/** ln(b/a) of the log-uniform lengths: the density at s is 1/(s·LOG_RANGE). */
const LOG_RANGE = Math.log(LONGEST_MS / SHORTEST_MS);

/** The schedules that the benchmark names: the gate's own, and fixed intervals. */
export const OFFERED: Readonly<Record<string, Schedule>> = {
  auto: () => 'auto',
  'fixed 5 s': () => 5_000,
  'fixed 10 s': () => 10_000,
  'fixed 15 s': () => 15_000,
  'fixed 30 s': () => 30_000,
};

/**
 * Other schedules within 1 s and 10 s. The constants of the first four are chosen such that they ask about as
 * often as `auto`; the two of the theory know how the lengths are distributed.
 */
export const TRIED: Readonly<Record<string, Schedule>> = {
  'least mean lag': within((s) => Math.sqrt(0.0495 * s * left(s))),
  'least relative lag': within((s) => 0.023 * s * Math.sqrt(left(s))),
  '0.42·√t': within((s) => 0.42 * Math.sqrt(s)),
  '1 s for 55 s, then 10 s': within((s) => (s < 55 ? 1 : 10)),
  '3 %': within((s) => 0.03 * s),
  '2 %': within((s) => 0.02 * s),
  '10 %': within((s) => 0.1 * s),
};

/** The least mean lag in ms for so many expected looks, with no bounds to the interval: (∫√(S·p))² / 2n. */
export function leastMeanLag(looks: number): number {
  // With u = ln(b/s), √(S·p) ds becomes √(b·u)·e^(−u/2) du / ln(b/a).
  const steps = 10_000;
  const width = LOG_RANGE / steps;
  let sum = 0;
  for (let index = 0; index < steps; index += 1) {
    const u = (index + 0.5) * width;
    sum += Math.sqrt(u) * Math.exp(-u / 2) * width;
  }
  return (LONGEST_MS * (sum / LOG_RANGE) ** 2) / (2 * looks);
}

/** The least mean of lag by length for so many expected looks, with no bounds to the interval: 2·ln(b/a) / 9n. */
export function leastRelativeLag(looks: number): number {
  return (2 * LOG_RANGE) / (9 * looks);
}

/** ln(b/s): by ln(b/a), the share of the deployments that are longer than s. */
function left(seconds: number): number {
  return Math.max(0, Math.log(LONGEST_MS / (seconds * 1000)));
}

/** A schedule by seconds, kept within 1 s and 10 s as `auto` is. */
function within(seconds: (waited: number) => number): Schedule {
  return (elapsedMs) => Math.min(10_000, Math.max(1_000, seconds(elapsedMs / 1000) * 1000));
}
