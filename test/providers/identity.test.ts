import { describe, expect, it } from 'vitest';

import { type ComparedId, comparingIds, type IsOurs } from '../../src/providers/identity.ts';
import { type Observation, refused, seen, unreachable } from '../../src/task.ts';

const RUNNING = seen('running', '', '');
const CONTEXT = { signal: new AbortController().signal, sent: () => undefined };

/** One answer: the call that gave it, and its ids beside ours. */
type Answer = readonly [operation: string, ...ids: readonly ComparedId[]];

/** What polls gave, each with its answers, and what `isOurs` said of these. */
async function pollsOf(
  polls: readonly (readonly Answer[])[],
  observation: Observation = RUNNING,
): Promise<{ readonly observations: readonly Observation[]; readonly ours: readonly boolean[] }> {
  const left = [...polls];
  const ours: boolean[] = [];
  const poll = comparingIds(async (_context, isOurs: IsOurs) => {
    for (const answer of left.shift() ?? []) ours.push(isOurs(...answer));
    return observation;
  });
  const observations: Observation[] = [];
  for (const _ of polls) observations.push(await poll(CONTEXT));
  return { observations, ours };
}

const exact: Answer = ['Show', ['id', 'abc', 'abc']];
const cased: Answer = ['Show', ['id', 'abc', 'aBC']];
const foreign: Answer = ['Show', ['id', 'abc', 'xyz']];
const ERROR = refused(
  '',
  'the answer of Show has id "aBC" instead of "abc", which differs only in upper and lower case. Check the IDs of the entry: case counts',
);

it.each<[what: string, ours: boolean, answer: Answer]>([
  ['the same', true, exact],
  ['in another case', false, cased],
  ['another', false, foreign],
  ['missing', false, ['Show', ['id', 'abc', undefined]]],
  ['null', false, ['Show', ['id', 'abc', null]]],
  ['empty', false, ['Show', ['id', 'abc', '']]],
  ['the same twice', true, ['Show', ['id', 'abc', 'abc'], ['stage', 'PRE', 'PRE']]],
  ['the same, of another stage', false, ['Show', ['id', 'abc', 'abc'], ['stage', 'PRE', 'TEST']]],
])('an answer whose id is %s is ours: %s', async (_what, ours, answer) => {
  expect((await pollsOf([[answer]])).ours).toEqual([ours]);
});

describe('ids that differ only in case', () => {
  it.each<[what: string, polls: readonly (readonly Answer[])[], error: boolean]>([
    ['in three polls in a row', [[cased], [cased], [cased]], true],
    ['in two polls', [[cased], [cased]], false],
    ['in three polls with ours between', [[cased], [cased], [exact], [cased]], false],
    ['in three polls with another between', [[cased], [cased], [foreign], [cased]], false],
    ['in three polls with none between', [[cased], [cased], [], [cased]], false],
    ['in three polls after others', [[foreign], [exact], [cased], [cased], [cased]], true],
    ['beside ours of the same call', Array(4).fill([cased, exact]), false],
    ['beside ours of the same call, in the other order', Array(4).fill([exact, cased]), false],
    ['beside ours of another call', Array(3).fill([['List', ['id', 'abc', 'abc']], cased]), true],
    ['with another id that differs', Array(4).fill([[...cased, ['stage', 'PRE', 'TEST']]]), false],
    ['with another id that is the same', Array(3).fill([[...cased, ['stage', 'PRE', 'PRE']]]), true],
  ])('%s', async (_what, polls, error) => {
    const { observations } = await pollsOf(polls);
    expect(observations.at(-1)).toEqual(error ? ERROR : RUNNING);
    expect(observations.slice(0, -1)).toEqual(Array(polls.length - 1).fill(RUNNING));
  });

  it('are an error whatever else the polls gave, which shows each of them', async () => {
    const both: Answer = ['Show', ['id', 'abc', 'aBC'], ['stage', 'PRE', 'pre']];
    const { observations } = await pollsOf([[both], [both], [both]], unreachable('another'));
    expect(observations[1]).toEqual(unreachable('another'));
    expect(observations[2]).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('id "aBC" instead of "abc", stage "pre" instead of "PRE"'),
    });
  });
});
