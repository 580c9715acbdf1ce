/** Which name was meant by one that is not there. */

/**
 * The name that was most likely meant.
 *
 * @param written what stands in its place
 * @param names those that there are
 * @returns one that differs from it in few letters, else the longest that is a part of it or that it is a part of;
 * nothing if there is none, or if two are as good
 */
export function nearest(written: string, names: readonly string[]): string | undefined {
  const given = bare(written);
  const [closest] = names
    .map((name) => ({ name, away: distance(given, bare(name)) }))
    .toSorted((a, b) => a.away - b.away);
  if (closest !== undefined && closest.away <= Math.max(1, Math.floor(bare(closest.name).length / 3)))
    return closest.name;
  const [longest, other] = names
    .filter((name) => within(given, bare(name)) || within(bare(name), given))
    .toSorted((a, b) => b.length - a.length);
  return longest?.length === other?.length ? undefined : longest;
}

/** Case, hyphens and underscores are what is mistaken most often. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

const LEAST_PART = 4;

function within(part: string, whole: string): boolean {
  return part.length >= LEAST_PART && whole.includes(part);
}

const LONGEST = 80;

/** How many letters must be put in, taken out or changed to make one of the other (Levenshtein). */
function distance(a: string, b: string): number {
  if (a.length > LONGEST) return a.length;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const changed = Number(row[j]) + Number(letter !== other);
      next.push(Math.min(changed, Number(row[j + 1]) + 1, Number(next[j]) + 1));
    }
    row = next;
  }
  return Number(row.at(-1));
}
