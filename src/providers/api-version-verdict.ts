/** What the list of an API's versions says of ours. */

import { type EndedState, type Observation, type Part, seen } from '../task.ts';
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
  'api-id, stage and group-id are those of the API, and description is exactly what it was published with';

/** What the list of versions says of ours. `whole`: no other page could say more. */
export function readHistories(wanted: Wanted, items: readonly HistoryItem[], whole: boolean): Observation {
  const ours = items.filter(
    (item) =>
      item.version !== '' &&
      (wanted.version === undefined || item.version === wanted.version) &&
      (wanted.description === undefined || item.description === wanted.description),
  );
  const versions = new Set(ours.map((item) => item.version));
  if (versions.size > 1) {
    const several = [...versions].join(', ');
    return {
      kind: 'refused',
      providerState: '',
      reason: `cannot tell which is ours: versions ${several} have this description; put the run's id into it`,
    };
  }
  const [found] = ours;
  if (!whole && (found === undefined || wanted.version === undefined)) {
    return seen('running', '', `not found in the ${items.length} versions that were read of the list`);
  }
  if (found === undefined) {
    if (wanted.version === undefined) {
      return { kind: 'absent', providerState: '', reason: 'no version has this description', ids: DESCRIBED };
    }
    return seen('running', '', 'published, but not in the list of versions yet');
  }
  return readStatus(found, ours, items);
}

function readStatus(
  found: HistoryItem,
  ours: readonly HistoryItem[],
  items: readonly HistoryItem[],
): Observation {
  const part = (state: Part['state'], reason: string): Part[] => [
    {
      name: found.version,
      state,
      providerState: found.status,
      reason,
      times: timesOf({ DeployedTime: found.deployedTime }),
    },
  ];
  if (ours.some((item) => item.status !== found.status)) {
    const words = ours.map((item) => item.status).join(' and ');
    return seen('running', words, `version ${found.version} is listed as ${words} at once`);
  }
  const { state, unknown } = translate(HISTORY_STATUS, found.status);
  if (unknown) {
    return seen('running', found.status, '', part('running', ''), [found.status]);
  }
  if (state !== 'rolled-back') {
    return seen(state, found.status, `version ${found.version} is live`, part(state, ''));
  }
  const live = items.find((item) => HISTORY_STATUS.ONLINE === translate(HISTORY_STATUS, item.status).state);
  const end = live !== undefined && live.version > found.version ? 'superseded' : 'rolled-back';
  const reason =
    live === undefined
      ? `version ${found.version} was taken offline`
      : `version ${found.version} is offline; the ${end === 'superseded' ? 'newer' : 'older'} version ${live.version} is live`;
  return { ...seen(end, found.status, reason, part(end, reason)), tentative: true };
}
