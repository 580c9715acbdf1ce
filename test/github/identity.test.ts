import { describe, expect, it } from 'vitest';

import type { CheckRun } from '../../src/github/api.ts';
import { externalIdOf, gateOf, isOurs, LEFT, takeover } from '../../src/github/identity.ts';

const HOUR = 3_600_000;
const NOW = new Date('2026-01-01T00:00:00Z');
const OWN = { id: '10', attempt: 2 };
const KEY = { name: 'deploy', sha: 'a'.repeat(40), externalId: externalIdOf(['orders'], OWN) };

const run = (change: Partial<CheckRun>): CheckRun => ({
  ...KEY,
  id: 5,
  url: '',
  app: 1,
  detailsUrl: '',
  isOpen: true,
  conclusion: '',
  startedAt: NOW,
  summary: '',
  text: '',
  ...change,
});
const by = (id: string, attempt: number, tasks = ['orders']): Partial<CheckRun> => ({
  externalId: externalIdOf(tasks, { id, attempt }),
});

describe('row 105: an answer about another check run → one predicate tells whether it is ours', () => {
  it.each<[what: string, change: Partial<CheckRun>, isIt: boolean]>([
    ['itself', {}, true],
    ['another id', { id: 6 }, false],
    ['another name', { name: 'deploy to test' }, false],
    ['no name', { name: '' }, false],
    ['another commit', { sha: 'b'.repeat(40) }, false],
    ['no commit', { sha: '' }, false],
    ['other tasks', by('10', 2, ['users']), false],
    ['another run', by('11', 2), false],
    ['another attempt', by('10', 1), false],
    ['no external id', { externalId: '' }, false],
  ])('%s: %s is %s', (_what, change, isIt) => {
    expect(isOurs(run(change), KEY, 5)).toBe(isIt);
  });

  it('nothing is, where our own external id is not a gate’s', () => {
    expect(isOurs(run({ externalId: 'ci' }), { ...KEY, externalId: 'ci' }, 5)).toBe(false);
  });
});

describe('row 82: a check run of another gate, or of a run that is alive → is not taken over', () => {
  it.each<[what: string, change: Partial<CheckRun>, how: ReturnType<typeof takeover>]>([
    ['left on purpose by another run', { ...by('9', 1), summary: LEFT }, 'left'],
    ['left on purpose by this very attempt, in a step before', { summary: LEFT }, 'left'],
    ['alive, of another run', by('9', 1), undefined],
    ['alive, of this very attempt', {}, undefined],
    ['of an earlier attempt of this run', by('10', 1), 'later'],
    ['of a later attempt of this run', by('10', 3), undefined],
    ['closed', { ...by('9', 1), summary: LEFT, isOpen: false }, undefined],
    ['of other tasks', { ...by('9', 1, ['users']), summary: LEFT }, undefined],
    ['of another name', { ...by('9', 1), summary: LEFT, name: 'x' }, undefined],
    ['on another commit', { ...by('9', 1), summary: LEFT, sha: 'b'.repeat(40) }, undefined],
    ['of an earlier form', { externalId: 'deploy-gate:1', summary: LEFT }, undefined],
    ['of nobody knows when', { ...by('9', 1), summary: LEFT, startedAt: undefined }, undefined],
    [
      'nearly too old',
      { ...by('9', 1), summary: LEFT, startedAt: new Date(NOW.getTime() - 121 * HOUR) },
      'left',
    ],
    [
      'too old',
      { ...by('9', 1), summary: LEFT, startedAt: new Date(NOW.getTime() - 121 * HOUR - 1) },
      undefined,
    ],
    ['of tomorrow', { ...by('9', 1), summary: LEFT, startedAt: new Date(NOW.getTime() + HOUR) }, 'left'],
  ])('%s', (_what, change, how) => {
    expect(takeover(run(change), KEY, NOW, HOUR)).toBe(how);
  });

  it('where the runner tells no run, no attempt is a later one', () => {
    const key = { ...KEY, externalId: externalIdOf(['orders'], { id: '0', attempt: 2 }) };
    expect(takeover(run(by('0', 1)), key, NOW, HOUR)).toBeUndefined();
  });

  it('an external id says of which gate, run and attempt it is', () => {
    expect(gateOf(KEY.externalId)).toEqual({ tasks: expect.stringMatching(/^[0-9a-f]{64}$/), ...OWN });
    for (const id of ['', 'ci', 'deploy-gate:1:1:1', `${KEY.externalId} `, `x${KEY.externalId}`]) {
      expect(gateOf(id)).toBeUndefined();
    }
  });
});
