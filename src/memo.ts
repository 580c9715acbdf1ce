/** A map that fills itself. */

/** What a map has at a key; where it has nothing, what `make` gives, from then on. */
export function getOrMake<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
