import { describe, expect, it } from 'vitest';

import { externalIdOf, LEFT, standingOf, type Unclaimed } from '../../src/github/identity.ts';
import { takeoverTold, tellEarlier } from '../../src/github/told.ts';
import { virtualWorld } from '../virtual-world.ts';
import { fakeGitHub } from './fake-github.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const URL = 'https://github.test/runs/1';
const OWN = { id: '10', attempt: 2 };
const KEY = { name: 'deploy', sha: 'a'.repeat(40), externalId: externalIdOf(['orders'], OWN) };
const RUN = fakeGitHub(virtualWorld()).addRun({ ...KEY, startedAt: new Date('2025-12-31T23:00:00Z') });

function scene() {
  const warnings: string[] = [];
  const notes: string[] = [];
  const tell = {
    warn: (text: string) => void warnings.push(text),
    note: (text: string) => void notes.push(text),
  };
  return { tell, told: takeoverTold('deploy', () => NOW, tell), warnings, notes };
}

describe('row 105: whose a check run is by an answer of GitHub', () => {
  it.each([
    ['ours', {}],
    ['closed', { isOpen: false }],
    ['taken', { externalId: externalIdOf(['orders'], { id: '11', attempt: 1 }) }],
    ['taken', { externalId: externalIdOf(['orders'], { id: '10', attempt: 3 }), isOpen: false }],
    ['another', { externalId: externalIdOf(['users'], OWN) }],
    ['another', { externalId: 'ci-42' }],
    ['another', { externalId: '' }],
    ['another', { id: 2 }],
    ['another', { name: 'lint' }],
    ['another', { sha: 'b'.repeat(40) }],
    ['another', { app: 2 }],
    ['another', { app: undefined }],
    ['another', { app: 2, externalId: externalIdOf(['orders'], { id: '11', attempt: 1 }) }],
  ])('%s: %j', (standing, change) => {
    expect(standingOf({ ...RUN, ...change }, KEY, { id: 1, app: 1 })).toBe(standing);
  });
});

describe('row 103: an open check run that is not carried on → its page, why, and what to do', () => {
  const rows: readonly (readonly [Unclaimed, boolean, string])[] = [
    ['alive', false, 're-run its job'],
    ['old', true, 'push a new commit'],
    ['refused', true, 'Give the token of the app that made it'],
    ['twin', true, 'run the gate again'],
  ];
  it.each(rows)('%s: as a warning: %s', (why, isWarning, remedy) => {
    const { told, warnings, notes } = scene();
    told.unclaimed({ ...RUN, summary: LEFT }, why);
    const [said, silent] = isWarning ? [warnings, notes] : [notes, warnings];
    expect(silent).toEqual([]);
    expect(said).toEqual([
      expect.stringMatching(
        `^check-name: another check run "deploy" of the same tasks stays in progress \\(${URL}\\)\\. .*${remedy}`,
      ),
    ]);
  });
});

describe('row 110: what is carried on → is in the log, and since when', () => {
  it('by a later attempt', () => {
    const { told, notes } = scene();
    told.later(RUN);
    told.later({ ...RUN, startedAt: undefined });
    expect(notes).toEqual([
      `Carries on the check run of an earlier attempt, in progress since 2025-12-31T23:00:00.000Z (1h ago), and begins it anew: ${URL}`,
      `Carries on the check run of an earlier attempt, and begins it anew: ${URL}`,
    ]);
  });

  it('not one that was closed meanwhile', () => {
    const { told, notes } = scene();
    told.closed(RUN);
    expect(notes).toEqual([
      `The check run of an earlier run was closed while this run took it over, so a new one is made: ${URL}`,
    ]);
  });

  it.each([
    [false, ''],
    [true, ', which GitHub did not show at first'],
  ])('late: %s', (isLate, said) => {
    const { tell, notes } = scene();
    tellEarlier({ url: URL, startedAt: NOW, ageMs: 3_600_000, tasks: [] }, isLate, tell);
    expect(notes).toEqual([
      `Carries on the check run of an earlier run, in progress since 2026-01-01T00:00:00.000Z (1h ago)${said}: ${URL}`,
    ]);
  });
});
