import { expect, it } from 'vitest';

import { type HistoryItem, readHistories } from '../../src/providers/api-version-verdict.ts';
import { type Observation, type Seen, seen } from '../../src/task.ts';

const item = (version: string, status: string, overrides: Partial<HistoryItem> = {}): HistoryItem => ({
  version,
  status,
  description: `run ${version}`,
  deployedTime: '10:00',
  ...overrides,
});
const BY_VERSION = { apiId: 'api', stage: 'RELEASE', version: '5' };
const BY_TEXT = { apiId: 'api', stage: 'RELEASE', description: 'run 5' };

const one = (
  state: Seen['state'],
  word: string,
  reason: string,
  more: Partial<Seen> = {},
  partReason = '',
): Seen => ({
  ...seen(state, word, reason, [
    { name: '5', state, providerState: word, reason: partReason, times: { DeployedTime: '10:00' } },
  ]),
  ...more,
});
const twice = (reason: string): [reason: string, more: Partial<Seen>, partReason: string] => [
  reason,
  {},
  reason,
];
const gone = (state: Seen['state'], reason: string): Seen =>
  one(state, 'OFFLINE', reason, { tentative: true }, reason);
const LIVE = one('succeeded', 'ONLINE', 'version 5 is live');
const both = (reason: string): Seen => one('running', 'ONLINE', reason, {}, reason);
const absent: Observation = {
  kind: 'absent',
  providerState: '',
  reason: 'no version has the description "run 5"',
  ids: 'api-id, stage and group-id are those of the API. The vendor may not keep the description of a publish: version is the sure way',
};
const twins: Observation = {
  kind: 'refused',
  providerState: '',
  reason:
    "cannot tell which is ours: versions 5, 6 have this description, or had it; put the run's id into it",
};

it.each<
  [
    what: string,
    wanted: typeof BY_VERSION | typeof BY_TEXT,
    items: readonly HistoryItem[],
    whole: boolean,
    says: Observation,
  ]
>([
  ['live', BY_VERSION, [item('4', 'OFFLINE'), item('5', 'ONLINE')], true, LIVE],
  [
    'live, in a list that does not end',
    BY_VERSION,
    [item('5', 'ONLINE')],
    false,
    both('the list of versions did not end within the 1 that were read'),
  ],
  [
    'live beside an older one',
    BY_VERSION,
    [item('5', 'ONLINE'), item('4', 'ONLINE')],
    true,
    both('versions 5, 4 are live at once; only one must be'),
  ],
  [
    'live beside a newer one',
    BY_TEXT,
    [item('6', 'ONLINE'), item('5', 'ONLINE')],
    true,
    both('versions 6, 5 are live at once; only one must be'),
  ],
  [
    'live beside one without a version',
    BY_VERSION,
    [item('5', 'ONLINE'), item('', 'ONLINE')],
    true,
    both('versions 5, (without a version) are live at once; only one must be'),
  ],
  [
    'offline, with two others live',
    BY_VERSION,
    [item('5', 'OFFLINE'), item('4', 'ONLINE'), item('6', 'ONLINE')],
    true,
    one('running', 'OFFLINE', ...twice('versions 4, 6 are live at once; only one must be')),
  ],
  [
    'offline, with one live that has no version',
    BY_VERSION,
    [item('5', 'OFFLINE'), item('', 'ONLINE')],
    true,
    one('running', 'OFFLINE', ...twice('version 5 is offline; what is live has no version')),
  ],
  [
    'offline, in a list that does not end',
    BY_VERSION,
    [item('5', 'OFFLINE')],
    false,
    one('running', 'OFFLINE', ...twice('the list of versions did not end within the 1 that were read')),
  ],
  [
    'live, without a time',
    BY_VERSION,
    [item('5', 'ONLINE', { deployedTime: null })],
    true,
    { ...LIVE, parts: LIVE.parts.map((part) => ({ ...part, times: {} })) },
  ],
  [
    'in a word that is not known',
    BY_VERSION,
    [item('5', 'DEPLOYING')],
    true,
    one('running', 'DEPLOYING', '', { unknown: ['DEPLOYING'] }),
  ],
  ['without a word', BY_VERSION, [item('5', '')], true, one('running', '', '', { unknown: [''] })],
  [
    'offline, with nothing live',
    BY_VERSION,
    [item('5', 'OFFLINE')],
    true,
    gone('rolled-back', 'version 5 was taken offline'),
  ],
  [
    'offline, with an older one live',
    BY_VERSION,
    [item('5', 'OFFLINE'), item('4', 'ONLINE')],
    true,
    gone('rolled-back', 'version 5 is offline; the older version 4 is live'),
  ],
  [
    'offline, with a newer one live',
    BY_VERSION,
    [item('5', 'OFFLINE'), item('6', 'ONLINE')],
    true,
    gone('superseded', 'version 5 is offline; the newer version 6 is live'),
  ],
  [
    'offline, and live under another description',
    BY_TEXT,
    [item('5', 'OFFLINE'), item('5', 'ONLINE', { description: 'other' })],
    true,
    one('running', 'OFFLINE and ONLINE', 'version 5 is listed as OFFLINE and ONLINE at once'),
  ],
  [
    'listed with two words',
    BY_VERSION,
    [item('5', 'ONLINE'), item('5', 'OFFLINE')],
    true,
    one('running', 'ONLINE and OFFLINE', 'version 5 is listed as ONLINE and OFFLINE at once'),
  ],
  [
    'not listed',
    BY_VERSION,
    [item('4', 'ONLINE')],
    true,
    seen('running', '', 'published, but not in the list of versions yet'),
  ],
  [
    'not on the pages that were read',
    BY_VERSION,
    [item('4', 'ONLINE'), item('3', 'OFFLINE')],
    false,
    seen('running', '', 'not found in the 2 versions that were read of the list'),
  ],
  ['found by its description', BY_TEXT, [item('4', 'OFFLINE'), item('5', 'ONLINE')], true, LIVE],
  [
    'found by its description while others may have it',
    BY_TEXT,
    [item('5', 'ONLINE')],
    false,
    both('the list of versions did not end within the 1 that were read'),
  ],
  ['of a description that nobody has', BY_TEXT, [item('4', 'ONLINE', { description: null })], true, absent],
  [
    'of a description without a version',
    BY_TEXT,
    [item('', 'ONLINE', { description: 'run 5' })],
    true,
    absent,
  ],
  [
    'of a description that two have',
    BY_TEXT,
    [item('5', 'ONLINE'), item('6', 'OFFLINE', { description: 'run 5' })],
    true,
    twins,
  ],
  [
    'of a description that two have, whatever follows',
    BY_TEXT,
    [item('5', 'ONLINE'), item('6', 'OFFLINE', { description: 'run 5' })],
    false,
    twins,
  ],
  ['of a description that is listed twice', BY_TEXT, [item('5', 'ONLINE'), item('5', 'ONLINE')], true, LIVE],
])('a version %s', (_what, wanted, items, whole, says) => {
  expect(readHistories(wanted, items, whole, false)).toStrictEqual(says);
});

it('a version that was live before is offline without a doubt', () => {
  const items = [item('5', 'OFFLINE'), item('4', 'ONLINE')];
  const { tentative: _, ...sure } = gone('rolled-back', 'version 5 is offline; the older version 4 is live');
  expect(readHistories(BY_VERSION, items, true, true)).toStrictEqual(sure);
});
