/** One release of a changelog. */
export interface Release {
  readonly version: string;
  /** Year, month and day. */
  readonly date: string;
  readonly notes: string;
}

/**
 * The releases of a changelog in the form of Keep a Changelog, as they stand in it: newest first.
 *
 * @throws on a section that is neither a release with its date nor the first, which is `[Unreleased]`
 */
export function releasesOf(changelog: string): readonly Release[] {
  const [, unreleased = '', ...sections] = changelog.split(/^## /m);
  if (!/^\[Unreleased\]\n/.test(unreleased)) throw new Error('the first section must be [Unreleased]');
  return sections.map((section) => {
    const [, version = '', date = '', notes = ''] =
      /^\[(\d+\.\d+\.\d+)\] - (\d{4}-\d\d-\d\d)\n([\s\S]*)$/.exec(section) ?? [];
    if (version === '') throw new Error(`not "[1.2.3] - 2026-01-31": ${section.split('\n', 1)}`);
    return { version, date, notes: notes.trim() };
  });
}
