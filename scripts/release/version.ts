/** A version without a pre-release: major, minor, patch. */
export type Version = readonly [major: number, minor: number, patch: number];

/** Reads a version from a tag such as `v1.2.3`; nothing from any other text. */
export function versionOf(tag: string): Version | undefined {
  const [, major, minor, patch] = /^v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.exec(tag) ?? [];
  return patch === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

/** Orders versions from the oldest to the newest. */
export function compareVersions(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
