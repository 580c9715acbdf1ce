/** Finds what stands in a list twice. */

/** Tells of each item that has the key of an earlier one; one without a key is no twin. */
export function refuseTwins<T>(
  items: readonly T[],
  key: (item: T) => string | undefined,
  tell: (item: T, twin: T) => void,
): void {
  const first = new Map<string, T>();
  for (const item of items) {
    const its = key(item);
    if (its === undefined) continue;
    const twin = first.get(its);
    if (twin === undefined) first.set(its, item);
    else tell(item, twin);
  }
}
