import fc from 'fast-check';
import { expect, it } from 'vitest';

import type { HttpAnswer } from '../../src/clouds/http.ts';
import type { GateEvent } from '../../src/gate/gate.ts';
import { step } from '../../src/gate/step.ts';
import type { Progress } from '../../src/gate/turn.ts';
import { BEFORE, type Patience, type Waiting } from '../../src/gate/waiting.ts';
import { PROVIDERS } from '../../src/providers/index.ts';
import { createRedactor } from '../../src/redact.ts';
import { annotation, finalTable } from '../../src/report/log.ts';
import { createProgressLog } from '../../src/report/log-progress.ts';
import { resultOf } from '../../src/report/results.ts';
import { forLog } from '../../src/report/text.ts';
import { unknownWordsWarning } from '../../src/report/unknown-words.ts';
import type { Observation } from '../../src/task.ts';
import { conclusionOf, patienceOf, taskOf } from '../builders.ts';
import { watchOne } from '../providers/ask.ts';
import { type Recipe, recipesFor, render } from './recipes.ts';
import { SUBJECTS, type Subject } from './subjects.ts';

/** How many answers each provider is given at least: `DEPLOY_GATE_ANSWERS`. */
const ANSWERS = Number(process.env['DEPLOY_GATE_ANSWERS'] || 1_000);
const SEED = Number(process.env['DEPLOY_GATE_SEED'] || Math.floor(Math.random() * 2 ** 31));

const SECOND = 1000;
const redact = createRedactor([], []);
const clean = (text: string): string => forLog(redact(text));

/** What a text of ours never has: a trace of the stack, or a value that became text by mistake. */
const SLIPS = /\bat [^,]*[/\\][^,]*:\d+:\d+|\[object \w+\]|\bundefined\b|\bNaN\b|\bInfinity\b/;

interface Case {
  readonly entry: number;
  readonly settles: boolean;
  readonly patience: Patience;
  readonly answers: readonly Recipe[];
}

const casesFor = (subject: Subject): fc.Arbitrary<Case> =>
  fc.record({
    entry: fc.nat(2),
    settles: fc.boolean(),
    patience: fc.constantFrom(
      patienceOf(),
      patienceOf({ settleMs: 30 * SECOND }),
      patienceOf({ notFoundGraceMs: 0 }),
      patienceOf({ wait: false }),
      patienceOf({ timeoutMs: 50 * SECOND }),
    ),
    answers: fc.array(recipesFor(subject), { minLength: 1, maxLength: 4 }),
  });

it('has answers of every provider', () => {
  expect(SUBJECTS.map(({ provider }) => provider.name).sort()).toEqual([...PROVIDERS.keys()].sort());
});

it.each(SUBJECTS)(
  'answers of every kind to $provider.name are never a success, a crash, or a slip in the log',
  async (subject) => {
    const kinds = new Set<Observation['kind']>();
    const cases = casesFor(subject);
    let given = 0;
    for (let round = 0; given < ANSWERS; round += 1) {
      await fc.assert(
        fc.asyncProperty(cases, async (each) => {
          given += await giveAll(subject, each, kinds);
        }),
        { numRuns: 500, seed: SEED + round },
      );
    }
    // Answers that are all alike would prove nothing.
    if (ANSWERS >= 5_000) expect([...kinds].sort()).toEqual(['absent', 'refused', 'seen', 'unreachable']);
  },
  600_000,
);

/** Looks until all answers were given or the task has ended; returns how many were given. */
async function giveAll(
  subject: Subject,
  { entry, settles, patience, answers }: Case,
  kinds: Set<Observation['kind']>,
): Promise<number> {
  const sent: HttpAnswer[] = [];
  const look = watchOne(
    subject.provider,
    subject.entries[entry % subject.entries.length] ?? {},
    (operation) => {
      const recipe = answers[Math.min(sent.length, answers.length - 1)];
      if (recipe === undefined) throw new Error('a case without an answer');
      const answer = render(recipe, subject, operation);
      sent.push(answer);
      return answer;
    },
    settles,
  );
  const lines: string[] = [];
  let waiting: Waiting = BEFORE;
  let next = 'again';
  for (
    let elapsed = 0;
    next === 'again' && sent.length < answers.length && elapsed < 300 * SECOND;
    elapsed += 25 * SECOND
  ) {
    const seen = await look();
    kinds.add(seen.kind);
    const after = step({ ...waiting, lookedAt: elapsed }, seen, elapsed, patience, 0.5);
    ({ waiting } = after);
    next = after.next.kind;
    if (waiting.state === 'succeeded') throw new Error(`a success by ${JSON.stringify(sent)}`);
    lines.push(...told(subject, seen, waiting, elapsed));
  }
  const said = sent.flatMap(({ body, headers }) => [body, ...Object.values(headers)]).join('\n');
  const slips = lines.filter((line) => !said.includes(SLIPS.exec(line)?.[0] ?? ''));
  if (slips.length > 0) throw new Error(`a slip in ${slips.join('\n')}`);
  return sent.length;
}

/** All that the log says of a look, and would say if the gate ended with it. */
function told({ provider }: Subject, seen: Observation, waiting: Waiting, elapsedMs: number): string[] {
  const task = taskOf({ provider: provider.name });
  const progress: Progress = {
    task,
    waiting,
    startedAt: new Date(0),
    finishedAt: undefined,
    requests: 1,
    durationMs: elapsedMs,
    unchangedMs: elapsedMs,
  };
  const events: readonly GateEvent[] = [
    { kind: 'changed', elapsedMs, progress },
    { kind: 'faults', elapsedMs, progress },
    { kind: 'heartbeat', elapsedMs, open: [progress] },
  ];
  const conclusion = conclusionOf({ results: [resultOf(progress, clean)] });
  const unknown = seen.kind === 'seen' ? (seen.unknown ?? []) : [];
  return [
    ...events.flatMap(createProgressLog([task], elapsedMs, true, clean)),
    ...finalTable(conclusion, clean),
    annotation(conclusion, clean),
    unknownWordsWarning(task, unknown, clean),
  ];
}
