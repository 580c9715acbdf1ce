/** When the demo began, in ms since the epoch: ids and times of this release are told from it. */
export const begun = Date.now();

const DAY = 86_400_000;

/** When the release before this one went out. */
export const before = begun - 3 * DAY;

/** A version of Alibaba Cloud API Gateway: 17 digits, `yyyyMMddHHmmssSSS`. */
export function versionOf(ms: number): string {
  return new Date(ms).toISOString().replace(/\D/g, '');
}

/** A time as Alibaba Cloud writes it: `2026-03-16T08:15:30Z`. */
export function alibabaTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+/, '');
}
