import { describe, expect, it } from 'vitest';

import {
  type DeployTaskDetail,
  DeployTaskDetail as DetailShape,
} from '../../src/providers/codearts-execution.ts';
import { type Followed, Kept, keptOf, readLast, withKept } from '../../src/providers/codearts-last.ts';
import { type Seen, seen } from '../../src/task.ts';

const last = (
  execution_state: string | null | undefined,
  release_id: string | number | null | undefined,
): DeployTaskDetail => ({ task_id: 'task', execution_state, release_id, execution_time: '10:00' });

const NONE = 'there is no execution yet (no execution_state)';

describe('what the last execution says', () => {
  const execution = (
    number: number,
    state: Seen['state'],
    word: string,
    reason = `execution ${number}${state === 'succeeded' ? ' has succeeded' : ''}`,
  ): Seen =>
    seen(state, word, reason, [
      {
        name: `execution ${number}`,
        state,
        providerState: word,
        reason: '',
        times: { execution_time: '10:00' },
      },
    ]);
  const skipped = ' (numbers after 7 were skipped: it may not be the one that was started)';
  const bare = (reason: string, state: Seen['state'] = 'pending', word = ''): Seen =>
    seen(state, word, reason);

  it.each<
    [
      what: string,
      answer: DeployTaskDetail,
      after: bigint | undefined,
      ours: bigint | undefined,
      settles: boolean,
      observation: Seen,
      next: bigint | undefined,
    ]
  >([
    ['the next', last('running', 8), 7n, undefined, false, execution(8, 'running', 'running'), 8n],
    ['the next, as text', last('failed', '8'), 7n, undefined, true, execution(8, 'failed', 'failed'), 8n],
    [
      'the one after the next',
      last('succeeded', 9),
      7n,
      undefined,
      false,
      execution(9, 'succeeded', 'succeeded', `execution 9 has succeeded${skipped}`),
      9n,
    ],
    ['ours again', last('succeeded', 8), 7n, 8n, true, execution(8, 'succeeded', 'succeeded'), 8n],
    [
      'the one before',
      last('succeeded', 7),
      7n,
      undefined,
      false,
      bare('not started yet: the last execution is still number 7 (succeeded)'),
      undefined,
    ],
    [
      'an older one after ours',
      last('succeeded', 7),
      7n,
      8n,
      false,
      bare('the answer is older than execution 8: it speaks of number 7', 'running'),
      8n,
    ],
    [
      'a newer one after ours',
      last('succeeded', 9),
      7n,
      8n,
      false,
      {
        ...execution(
          9,
          'superseded',
          'succeeded',
          'execution 9 (succeeded) took the place of ours, number 8',
        ),
        parts: [
          { name: 'execution 9', state: 'succeeded', providerState: 'succeeded', reason: '', times: {} },
        ],
      },
      8n,
    ],
    [
      'whichever',
      last('succeeded', 3),
      undefined,
      undefined,
      false,
      execution(3, 'succeeded', 'succeeded'),
      3n,
    ],
    [
      'a newer one of whichever',
      last('succeeded', 4),
      undefined,
      3n,
      false,
      execution(4, 'succeeded', 'succeeded'),
      4n,
    ],
    [
      'a newer one of whichever, that must hold',
      last('succeeded', 4),
      undefined,
      3n,
      true,
      {
        ...execution(
          4,
          'succeeded',
          'succeeded',
          'execution 4 (succeeded) is the last one now, instead of number 3',
        ),
        state: 'running',
      },
      4n,
    ],
    [
      'a newer one of whichever, that failed',
      last('failed', 4),
      undefined,
      3n,
      true,
      execution(4, 'failed', 'failed', 'execution 4 (failed) is the last one now, instead of number 3'),
      4n,
    ],
    ['none', last(undefined, undefined), undefined, 3n, false, bare(NONE), 3n],
    [
      'one that was never executed',
      last('not_executed', null),
      7n,
      undefined,
      false,
      seen('pending', 'not_executed', NONE, [
        {
          name: 'the last execution',
          state: 'pending',
          providerState: 'not_executed',
          reason: '',
          times: {},
        },
      ]),
      undefined,
    ],
    [
      'one without a number',
      last('succeeded', null),
      7n,
      undefined,
      false,
      bare('the answer says succeeded, but not of which execution (no release_id)', 'running', 'succeeded'),
      undefined,
    ],
  ])('%s', (_what, answer, after, ours, settles, observation, next) => {
    const read = readLast(answer, after, ours === undefined ? undefined : { ours, largest: ours }, settles);
    expect(read.observation).toStrictEqual(observation);
    expect(read.followed?.ours).toBe(next);
  });

  it.each(['8x', 'x8', '', ' 8', '-8'])('is another shape with the number %j', (release_id) => {
    expect(DetailShape.safeParse(last('succeeded', release_id)).success).toBe(false);
  });
});

describe('a larger number that has not begun', () => {
  type Shown = readonly [status: string, number: number];
  const looks = (after: bigint | undefined, ...shown: readonly Shown[]): readonly Seen[] => {
    let followed: Followed | undefined;
    return shown.map(([status, number]) => {
      const read = readLast(last(status, number), after, followed, true);
      followed = read.followed;
      return read.observation;
    });
  };
  const end = (after: bigint | undefined, ...shown: readonly Shown[]): Seen | undefined =>
    looks(after, ...shown).at(-1);

  const NOT_BEGUN = ['pending', 'not_executed', 'not_started', '', 'paused'];

  describe.each([
    ['after-release', 7n],
    ['accept-last', undefined],
  ] as const)('%s', (_which, after) => {
    it.each(NOT_BEGUN)('"%s", before the end of ours was seen: ours cannot be read any more', (status) => {
      for (const ours of ['pending', 'running', 'paused', '']) {
        expect(end(after, [ours, 8], [status, 9])).toMatchObject({
          state: 'running',
          providerState: status,
          reason: `the task now shows a newer execution, number 9 (${status || 'no status'}): whether number 8 has ended cannot be read any more`,
        });
      }
    });

    it.each(NOT_BEGUN)('"%s": an older answer about ours is none', (status) => {
      expect(end(after, ['running', 8], [status, 9], ['succeeded', 8])).toMatchObject({
        state: 'running',
        reason: 'the answer is older than execution 9: it speaks of number 8',
      });
    });

    it.each(NOT_BEGUN)('"%s", after ours had succeeded: stands once it is cancelled', (status) => {
      const [, waits, stands] = looks(after, ['succeeded', 8], [status, 9], ['not_started', 9]);
      expect(waits).toMatchObject(
        status === 'not_started'
          ? { state: 'succeeded' }
          : {
              state: 'running',
              reason: `execution 8 has succeeded, but a newer execution, number 9 (${status || 'no status'}), may replace it`,
            },
      );
      expect(stands).toMatchObject({
        state: 'succeeded',
        reason: 'execution 8 has succeeded; a newer execution, number 9 (not_started), never began',
      });
    });

    it('says nothing more of ours where that was in progress again after it had succeeded', () => {
      expect(end(after, ['succeeded', 8], ['running', 8], ['not_started', 9])).toMatchObject({
        state: 'running',
      });
    });

    it.each(['pending', 'not_started'])('"%s", of ours itself is its own', (status) => {
      const state = status === 'pending' ? 'pending' : 'cancelled';
      expect(end(after, [status, 8])).toMatchObject({ state });
      expect(end(after, ['pending', 8], [status, 8])).toMatchObject({ state });
    });
  });

  it.each(['running', 'succeeded', 'failed', 'timeout', 'abort'])('and then is "%s": counts', (status) => {
    for (const before of [...NOT_BEGUN, 'running']) {
      expect(end(7n, ['running', 8], [before, 9], [status, 10])).toMatchObject({ state: 'superseded' });
      expect(end(7n, ['succeeded', 8], ['pending', 9], [status, 9])).toMatchObject({
        state: 'superseded',
        reason: `execution 9 (${status}) took the place of ours, number 8`,
      });
    }
    expect(end(undefined, ['running', 8], ['pending', 9], [status, 9])).toMatchObject({
      reason: `execution 9 (${status}) is the last one now, instead of number 8`,
    });
  });

  it('is followed once it has begun, where the last one counts', () => {
    const states = looks(undefined, ['succeeded', 8], ['pending', 9], ['running', 9], ['succeeded', 9]);
    expect(states.map(({ state }) => state)).toEqual(['succeeded', 'running', 'running', 'succeeded']);
  });
});

describe('what earlier runs have kept of an execution', () => {
  const kept = (ours: number, largest: number, hasSucceeded = false): Kept => ({
    ours: String(ours),
    largest: String(largest),
    hasSucceeded,
  });
  type Kept = ReturnType<typeof keptOf>;

  it.each<
    [what: string, followed: readonly [number, number] | undefined, kept: Kept, ours: bigint, largest: bigint]
  >([
    ['all that there is', undefined, kept(5, 6), 5n, 6n],
    ['the one before this run', [6, 6], kept(5, 5), 5n, 6n],
    ['the one before this run, with a larger number', [6, 6], kept(5, 8), 5n, 8n],
    ['the same one', [5, 7], kept(5, 6), 5n, 7n],
    ['the same one, with a larger number', [5, 5], kept(5, 6), 5n, 6n],
    ['one after this run', [5, 5], kept(7, 7), 5n, 7n],
  ])('%s', (_what, followed, earlier, ours, largest) => {
    const now = followed && { ours: BigInt(followed[0]), largest: BigInt(followed[1]) };
    expect(withKept(now, earlier)).toMatchObject({ ours, largest });
  });

  it('is the success of that one alone', () => {
    expect(withKept(undefined, kept(5, 5, true)).success?.reason).toBe('execution 5 has succeeded');
    expect(withKept({ ours: 6n, largest: 6n }, kept(5, 5, true)).success?.reason).toBe(
      'execution 5 has succeeded',
    );
    expect(withKept({ ours: 4n, largest: 4n }, kept(5, 5, true)).success).toBeUndefined();
    expect(withKept(undefined, kept(5, 5)).success).toBeUndefined();
  });

  it('is what was followed', () => {
    const success = seen('succeeded', 'succeeded', '');
    expect(keptOf({ ours: 15n, largest: 16n, success })).toEqual(kept(15, 16, true));
    expect(keptOf({ ours: 15n, largest: 16n })).toEqual(kept(15, 16));
    expect(Kept.parse(kept(15, 16))).toEqual(kept(15, 16));
  });

  it.each(['', 'x5', '5x', '-5', '5.0'])('is nothing with the number "%s"', (number) => {
    expect(Kept.safeParse({ ...kept(5, 5), ours: number }).success).toBe(false);
    expect(Kept.safeParse({ ...kept(5, 5), largest: number }).success).toBe(false);
  });
});
