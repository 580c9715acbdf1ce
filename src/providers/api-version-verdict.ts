/** What the list of an API's versions says of ours. */

import { type EndedState, type Observation, refused, type Seen, seen } from '../task.ts';
import { timesOf, translate } from './provider.ts';

/** `Status` of an item of DescribeApiHistories: which version is live on the stage. Source: its response elements. */
export const HISTORY_STATUS = {
  ONLINE: 'succeeded',
  OFFLINE: 'rolled-back',
} as const satisfies Record<string, EndedState>;

/** One version of one API on one stage. */
export interface HistoryItem {
  readonly version: string;
  readonly status: string;
  readonly description: string | null | undefined;
  readonly deployedTime: string | number | null | undefined;
}

/** What must be live: a version, or the one that was published with a description. */
export interface Wanted {
  readonly apiId: string;
  readonly stage: string;
  readonly version?: string;
  readonly description?: string;
}

const DESCRIBED =
  'api-id, stage and group-id are those of the API. The vendor may not keep the description of a publish: version is the sure way';

/**
 * What the list of versions says of ours.
 *
 * @param whole no other page could say more
 * @param wasOnline an earlier poll has shown ours `ONLINE`, so `OFFLINE` is in no doubt
 * @param found the version that an earlier poll has found by the description: it stays ours
 */
export function readHistories(
  wanted: Wanted,
  items: readonly HistoryItem[],
  whole: boolean,
  wasOnline: boolean,
  found?: string,
): Observation {
  const matching = items.filter((item) => isWanted(item, wanted)).map((item) => item.version);
  const versions = new Set(found === undefined ? matching : [found, ...matching]);
  if (versions.size > 1) {
    const several = [...versions].join(', ');
    return refused(
      '',
      `cannot tell which is ours: versions ${several} have this description, or had it; put the run's id into it`,
    );
  }
  const [version] = versions;
  if (version === undefined || !items.some((item) => item.version === version)) {
    if (!whole)
      return seen('running', '', `not found in the ${items.length} versions that were read of the list`);
    if (wanted.description === undefined)
      return seen('running', '', 'published, but not in the list of versions yet');
    const reason = `no version has the description ${JSON.stringify(wanted.description)}`;
    return { kind: 'absent', providerState: '', reason, ids: DESCRIBED };
  }
  return readStatus(version, items, whole, wasOnline);
}

function isWanted({ version, description }: HistoryItem, wanted: Wanted): boolean {
  return (
    version !== '' &&
    (wanted.version ?? version) === version &&
    (wanted.description ?? description) === description
  );
}

/** Success takes `ONLINE` of ours, in a list that was read to its end and has no other version live. */
function readStatus(
  version: string,
  items: readonly HistoryItem[],
  whole: boolean,
  wasOnline: boolean,
): Seen {
  const ours = items.filter((item) => item.version === version);
  const statuses = [...new Set(ours.map((item) => item.status))];
  const status = statuses.join(' and ');
  const times = timesOf({ DeployedTime: ours[0]?.deployedTime });
  const say = (now: Seen['state'], reason: string, partReason = reason): Seen =>
    seen(now, status, reason, [
      { name: version, state: now, providerState: status, reason: partReason, times },
    ]);
  if (statuses.length > 1) return say('running', `version ${version} is listed as ${status} at once`, '');
  const { state, unknown } = translate(HISTORY_STATUS, status);
  if (unknown) return { ...say('running', ''), unknown: [status] };
  const live = new Set(
    items.filter((item) => item.status === 'ONLINE').map((item) => item.version || UNNAMED),
  );
  if (live.size > 1)
    return say('running', `versions ${[...live].join(', ')} are live at once; only one must be`);
  if (!whole)
    return say('running', `the list of versions did not end within the ${items.length} that were read`);
  if (state === 'succeeded') return say(state, `version ${version} is live`, '');
  const [instead] = live;
  if (instead === UNNAMED)
    return say('running', `version ${version} is offline; what is live has no version`);
  const end = instead !== undefined && instead > version ? 'superseded' : 'rolled-back';
  const reason =
    instead === undefined
      ? `version ${version} was taken offline`
      : `version ${version} is offline; the ${end === 'superseded' ? 'newer' : 'older'} version ${instead} is live`;
  const ended = say(end, reason);
  return wasOnline ? ended : { ...ended, tentative: true };
}

/** Stands for an item that is `ONLINE` and has no version. */
const UNNAMED = '(without a version)';
