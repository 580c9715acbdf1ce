import { LONGEST_MS, leastMeanLag, leastRelativeLag, OFFERED, SHORTEST_MS, TRIED } from './lag-schedules.ts';
import { type Found, type Schedule, watch } from './lag-watch.ts';
import { type Measure, quantile, rounded } from './section.ts';

const SHORT_DEPLOYMENT_MS = 120_000;
const GROUPS = ['all', 'under 2 min', 'above 2 min'] as const;

type Group = (typeof GROUPS)[number];

interface Figures {
  readonly meanMs: number;
  /** The standard error of the mean. */
  readonly errorMs: number;
  readonly highMs: number;
  readonly relative: number;
  readonly highRelative: number;
  readonly looks: number;
}

/** The time from a deployment's end to the look that sees it, for each schedule, over the same deployments. */
export const measure: Measure = async (short) => {
  const draws = short ? 300 : 10_000;
  const lengths = lengthsOf(draws);
  const offered = Object.entries(OFFERED).map(
    ([name, schedule]) => [name, tried(lengths, schedule)] as const,
  );
  const others = Object.entries(TRIED).map(
    ([name, schedule]) => [`tried: ${name}`, tried(lengths, schedule)] as const,
  );
  const byName = new Map(offered);
  const auto = byName.get('auto');
  const fixed = byName.get('fixed 10 s');
  if (auto === undefined || fixed === undefined) throw new Error('there is nothing to compare with');
  const rows = [...offered, ...others].flatMap(([name, figures]) =>
    GROUPS.map((group) => [
      name,
      group,
      ...cellsOf(figures[group]),
      rounded(figures[group].meanMs / fixed[group].meanMs),
      rounded(figures[group].looks / fixed[group].looks),
      // So few draws as in the short form are decided by chance.
      name === 'auto' && !short ? aimOf(group, figures[group], fixed[group]) : '',
    ]),
  );
  return {
    name: 'lag',
    title: 'Detection lag',
    about: `${draws} deployments of 3 s to 2 h (log-uniform), watched from their beginning; a look takes 200 ms. Lag: from the deployment's end to the end of the look that sees it; ±: the standard error of its mean. Without bounds to the interval, ${rounded(auto.all.looks, 1)} looks on average give no less than ${rounded(leastMeanLag(auto.all.looks) / 1000)} s of mean lag before the look itself, or no less than ${rounded(100 * leastRelativeLag(auto.all.looks))} % of the length.`,
    columns: [
      'interval',
      'deployments',
      'mean lag, s',
      '±, s',
      '95 %, s',
      'mean lag by length, %',
      '95 %, %',
      'requests',
      'lag, × fixed 10 s',
      'requests, × fixed 10 s',
      'aim',
    ],
    rows,
  };
};

function cellsOf({ meanMs, errorMs, highMs, relative, highRelative, looks }: Figures): readonly number[] {
  return [
    rounded(meanMs / 1000),
    rounded(errorMs / 1000),
    rounded(highMs / 1000),
    rounded(100 * relative),
    rounded(100 * highRelative),
    rounded(looks, 1),
  ];
}

/** Whether `auto` keeps what is wanted of it, against the fixed 10 s. */
function aimOf(group: Group, auto: Figures, fixed: Figures): string {
  const told = (what: string, met: boolean): string => `${what}: ${met ? 'met' : 'missed'}`;
  if (group === 'under 2 min') return told('lag at most ⅓', auto.meanMs <= fixed.meanMs / 3);
  if (group === 'above 2 min') return told('lag no worse', auto.meanMs <= fixed.meanMs);
  return told('requests at most 2 ×', auto.looks <= 2 * fixed.looks);
}

/** A schedule's figures over all deployments, and over the short and the long ones alone. */
function tried(lengths: readonly number[], schedule: Schedule): Readonly<Record<Group, Figures>> {
  const random = randomOf(2);
  const found = lengths.map((length) => ({ length, ...watch(length, schedule, random) }));
  const isShort = ({ length }: { readonly length: number }): boolean => length < SHORT_DEPLOYMENT_MS;
  return {
    all: figuresOf(found),
    'under 2 min': figuresOf(found.filter(isShort)),
    'above 2 min': figuresOf(found.filter((one) => !isShort(one))),
  };
}

function figuresOf(found: readonly (Found & { readonly length: number })[]): Figures {
  const lags = found.map(({ lagMs }) => lagMs);
  const middle = mean(lags);
  const relative = found.map(({ lagMs, length }) => lagMs / length);
  return {
    meanMs: middle,
    errorMs: Math.sqrt(mean(lags.map((lag) => (lag - middle) ** 2)) / lags.length),
    highMs: quantile(lags, 0.95),
    relative: mean(relative),
    highRelative: quantile(relative, 0.95),
    looks: mean(found.map(({ looks }) => looks)),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Lengths in ms, log-uniform, the same in every run. */
function lengthsOf(count: number): readonly number[] {
  const random = randomOf(1);
  return Array.from({ length: count }, () => SHORTEST_MS * (LONGEST_MS / SHORTEST_MS) ** random());
}

/** Numbers in [0, 1) from a seed: mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
