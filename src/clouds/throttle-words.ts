/** What a throttled answer says of the rate that it wants. Pure. */

const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

/** Huawei Cloud's gateway: `policy ip over ratelimit,limit:5,time:1 minute`. */
const LIMIT = /\blimit:\s*(\d+)\s*,\s*time:\s*(\d+)\s*([smh])/i;
/** Anybody's `try again in 30 seconds`. */
const AFTER = /\b(?:after|in|within|wait)\s+(\d+)\s*([smh])(?:ec(?:ond)?s?|in(?:ute)?s?|ours?)?\b/i;

/** The ms between two requests that a message of throttling asks for; nothing if it names none. */
export function leastInterval(said: string): number | undefined {
  const [, limit = '', count = '', unit = ''] = LIMIT.exec(said) ?? [];
  const period = Number(count) * (UNIT_MS.get(unit.toLowerCase()) ?? 0);
  if (Number(limit) > 0 && period > 0) return period / Number(limit);
  const [, after = '', of = ''] = AFTER.exec(said) ?? [];
  const wait = Number(after) * (UNIT_MS.get(of.toLowerCase()) ?? 0);
  return wait > 0 ? wait : undefined;
}
