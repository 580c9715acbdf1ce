import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Ours, wrongWithTask } from './judge.ts';
import { checkLaws } from './laws.ts';
import { BEFORE } from './release-bodies.ts';
import { manyWalks, PATIENCE_MS } from './run.ts';
import { calmPublish, counts, publishPlay, publishScripts } from './scripts-alibaba-api-gateway.ts';
import { calmVersion, namings, versionPlay, versionScripts } from './scripts-alibaba-api-version.ts';
import { calmExecution, executionPlay, executionScripts, whiches } from './scripts-huawei-codearts-deploy.ts';
import { calmRelease, releasePlay, releaseScripts } from './scripts-huawei-servicestage.ts';
import { seeds, waits } from './waits.ts';
import { type Play, type Walked, walk } from './walk.ts';

/** A task of any provider, as plain data until its place in the list is known. */
type Part = (index: number, optional: boolean) => Member;

interface Member {
  readonly play: Play;
  readonly ours: Ours;
}

/** A kind of task with a script: mostly one that behaves, so that several often succeed together. */
function often<T>(calm: fc.Arbitrary<T>, any: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 3, arbitrary: calm }, { weight: 1, arbitrary: any });
}

const kinds = fc.oneof(
  fc.record({
    kind: fc.constant('publish' as const),
    script: often(calmPublish, publishScripts),
    apis: counts,
  }),
  fc.record({
    kind: fc.constant('version' as const),
    script: often(calmVersion, versionScripts),
    naming: namings,
  }),
  fc.record({
    kind: fc.constant('release' as const),
    script: often(calmRelease, releaseScripts),
    after: fc.constantFrom(undefined, BEFORE),
  }),
  fc.record({
    kind: fc.constant('execution' as const),
    script: often(calmExecution, executionScripts),
    which: whiches,
  }),
);
type Kind = typeof kinds extends fc.Arbitrary<infer T> ? T : never;

const members = fc.array(fc.record({ what: kinds, optional: fc.boolean() }), { minLength: 2, maxLength: 5 });

function memberOf(what: Kind): Part {
  return (index, optional) => {
    switch (what.kind) {
      case 'publish': {
        const { script, apis } = what;
        return { play: publishPlay(index, script, apis, optional), ours: { kind: 'publish', apis } };
      }
      case 'version': {
        const { play, ours } = versionPlay(index, what.script, what.naming, optional);
        return { play, ours: { kind: 'version', version: ours } };
      }
      case 'release': {
        const { play, ours } = releasePlay(index, what.script, what.after, optional);
        return { play, ours: { kind: 'release', plan: ours } };
      }
      case 'execution': {
        const { play, ours } = executionPlay(index, what.script, what.which, optional);
        return { play, ours: { kind: 'execution', execution: ours } };
      }
    }
  };
}

/** Each task for itself: `succeeded` only if its own log allows it. */
function checkEach(all: readonly Member[], walked: Walked): void {
  for (const [task, { ours }] of all.entries()) {
    if (walked.tasks[task]?.state !== 'succeeded') continue;
    expect(wrongWithTask(ours, walked, task), `task ${task}`).toBeUndefined();
  }
}

test('several tasks at once: one verdict, and none that a log forbids', {
  timeout: PATIENCE_MS,
}, async () => {
  await manyWalks(
    'several tasks',
    fc.tuple(members, waits, seeds),
    async ([parts, wait, seed]) => {
      // At least one entry must not be optional.
      const all = parts.map(({ what, optional }, index) => memberOf(what)(index, optional && index > 0));
      const walked = await walk(
        all.map(({ play }) => play),
        wait,
        seed,
      );
      checkLaws(walked);
      checkEach(all, walked);
      return walked.verdict;
    },
    { succeeded: 0.05, failed: 0.01, 'timed-out': 0.03, error: 0.02 },
  );
});
