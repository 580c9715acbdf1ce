import { type Emulator, type HistoryItem, overTime } from '../../emulator/index.ts';
import { alibabaTime, before, begun, versionOf } from './dates.ts';
import type { Part, Timeline } from './part.ts';

const API_ID = 'f5d0c7a28e614b3c9ab17e60d42f8c95';
const STAGE = 'RELEASE';

/** The release's version of one API of Alibaba Cloud API Gateway. */
export const payments: Part = {
  name: 'payments',
  provider: 'alibaba-api-version',
  about: `version live on ${STAGE}`,
  fields: { 'api-id': API_ID, stage: STAGE, version: versionOf(begun) },
};

const ours: HistoryItem = {
  HistoryVersion: versionOf(begun),
  Status: 'ONLINE',
  Description: 'payments 2.8.0',
  DeployedTime: alibabaTime(begun),
};
const older: HistoryItem = {
  HistoryVersion: versionOf(before),
  Status: 'ONLINE',
  Description: 'payments 2.7.3',
  DeployedTime: alibabaTime(before),
};
const offline = { Status: 'OFFLINE' } as const;

/** Before the publish: the cloud does not know our version. */
export const unpublished: readonly HistoryItem[] = [older];
/** Published, but the list of versions does not have it yet. */
export const unlisted: readonly HistoryItem[] = [{ ...ours, listed: false }, older];
/** Our version is live. */
export const live: readonly HistoryItem[] = [ours, { ...older, ...offline }];
/** Somebody switched back to the version before. */
export const switchedBack: readonly HistoryItem[] = [{ ...ours, ...offline }, older];

/** Plays the versions of the API. */
export function playPayments(
  emulator: Emulator,
  timeline: Timeline<readonly HistoryItem[]>,
  elapsed: () => number,
): void {
  emulator.alibaba.versions(API_ID, STAGE, overTime(timeline, elapsed));
}
