import fc from 'fast-check';
import { expect, it } from 'vitest';

import { deployed, publishTask, record, release } from '../dist/entries.ts';
import { one, type Setting } from '../dist/scene.ts';
import { faults } from '../emulator/index.ts';
import { type Stage, type Stopped, stopped } from './interruption.ts';

/** Of the moments: `DEPLOY_GATE_SEED`. */
const SEED = Number(process.env['DEPLOY_GATE_SEED'] || Math.floor(Math.random() * 2 ** 31));
const STEPS = 100;
const AT_ONCE = 4;

/** A step that is to be stopped: how it would end if it were not, and about when. */
interface Scene {
  readonly what: string;
  readonly ends: 'succeeded' | 'failed' | undefined;
  readonly lastsMs: number;
  readonly setUp: (stage: Stage) => Setting;
}

const always =
  (act: ReturnType<typeof faults.silence>): Scene['setUp'] =>
  ({ emulator }) => {
    emulator.rules.hook = () => act;
    return one(record(emulator, 'running'));
  };

const SCENES: readonly Scene[] = [
  { what: 'silence', ends: undefined, lastsMs: 1_000, setUp: always(faults.silence()) },
  { what: 'half an answer', ends: undefined, lastsMs: 1_000, setUp: always(faults.headersOnly()) },
  { what: 'faults', ends: undefined, lastsMs: 1_500, setUp: always(faults.httpError(502)) },
  {
    what: 'a wish',
    ends: undefined,
    lastsMs: 1_000,
    setUp: always(faults.httpError(429, '', { 'retry-after': '15' })),
  },
  {
    what: 'looks at several tasks',
    ends: undefined,
    lastsMs: 2_000,
    setUp: ({ emulator: e }) => ({
      tasks: [
        record(e, 'running'),
        publishTask(e, [deployed('RUNNING')]),
        release(e, { status: 'x', jobs: [] }),
      ],
    }),
  },
  {
    what: 'a success at once',
    ends: 'succeeded',
    lastsMs: 400,
    setUp: ({ emulator }) => one(record(emulator, 'succeeded')),
  },
  {
    what: 'a failure at once',
    ends: 'failed',
    lastsMs: 400,
    setUp: ({ emulator }) => one(record(emulator, 'failed')),
  },
  {
    what: 'a success later',
    ends: 'succeeded',
    lastsMs: 1_200,
    setUp: ({ emulator }) => one(record(emulator, 'running', 'succeeded')),
  },
];

const plans = fc.record({
  scene: fc.constantFrom(...SCENES),
  signal: fc.constantFrom('SIGINT' as const, 'SIGTERM' as const),
  /** When the signal comes, as a share of the time that the step lasts. */
  at: fc.double({ min: 0, max: 1, noNaN: true }),
});

/** Plays one, and checks what it has left behind. */
async function playOne({
  scene,
  signal,
  at,
}: typeof plans extends fc.Arbitrary<infer T> ? T : never): Promise<Stopped> {
  const step = await stopped([signal], (stage) => ({
    ...scene.setUp(stage),
    onStdout: () => stage.stopIn(at * scene.lastsMs),
  }));
  const what = `${scene.what}, ${signal} after ${Math.round(at * scene.lastsMs)} ms`;
  const { state } = step.outputs;
  expect(step.wentOnMs, what).toBeLessThan(2_000);
  // A step that can end by itself may have told its end before the signal came.
  expect(['interrupted', scene.ends], what).toContain(state);
  expect(step.exitCode, what).toBe(state === 'succeeded' ? 0 : 1);
  expect(JSON.parse(step.resultsFile ?? ''), what).toMatchObject({ state });
  expect(step.summary, what).toContain(`Deploy Gate: ${state}`);
  expect(step.stdout, what).toContain(`Verdict: ${state}`);
  expect(step.stderr, what).toBe('');
  return step;
}

it('row 64: 100 signals at random moments → each step ends within 2 s, and has told its end on every channel', {
  timeout: 180_000,
}, async () => {
  const todo = fc.sample(plans, { numRuns: STEPS, seed: SEED });
  const begun = performance.now();
  const ends = new Map<string, number>();
  const wentOn: number[] = [];
  const work = async (): Promise<void> => {
    for (let plan = todo.pop(); plan !== undefined; plan = todo.pop()) {
      const { outputs, wentOnMs } = await playOne(plan);
      const state = outputs['state'] ?? '';
      ends.set(state, (ends.get(state) ?? 0) + 1);
      wentOn.push(wentOnMs);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    const counts = [...ends].map(([end, count]) => `${end} ${count}`).join(', ');
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    const longest = Math.round(Math.max(...wentOn));
    process.stdout.write(
      `interruptions: seed ${SEED}, ${seconds} s: ${counts}; at most ${longest} ms after the signal\n`,
    );
  }
  expect(ends.get('interrupted')).toBeGreaterThan(STEPS / 2);
});
