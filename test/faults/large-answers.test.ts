import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';

import { type Played, play, type Setting } from '../dist/scene.ts';
import { type Emulator, literal } from '../emulator/index.ts';

const KB_OF_MB = 1024;

/** A publish task of 1,000 APIs, about 4 MB. */
function answerOf(status: string, message: string): string {
  const ErrorMsg = message === '' ? 'Success' : message.repeat(3900 / message.length);
  const apis = Array.from({ length: 1000 }, (_, at) => ({
    ApiUid: `api-${at}`,
    StageName: 'RELEASE',
    DeployedStatus: status,
    ErrorMsg,
  }));
  return JSON.stringify({ DeployedResults: { DeployedResult: apis } });
}

const tasksOf = (e: Emulator, count: number): Setting['tasks'] =>
  Array.from({ length: count }, (_, at) => ({
    provider: 'alibaba-api-gateway',
    'operation-uid': `uid-${at}`,
    endpoint: e.alibaba.endpoint,
  }));

/** Plays a scene, and gives the most memory that the step ever had, in MB. */
async function measured(
  setUp: (e: Emulator) => Setting,
): Promise<{ readonly step: Played; readonly peakMb: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'deploy-gate-peak-'));
  const file = join(folder, 'peak');
  try {
    const preload = new URL('peak-memory.ts', import.meta.url).href;
    const env = { NODE_OPTIONS: `--import ${preload}`, PEAK_MEMORY_FILE: file };
    const step = await play((e) => ({ ...setUp(e), env }));
    return { step, peakMb: Number(await readFile(file, 'utf8')) / KB_OF_MB };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** How many answers of 4 MB there are at least, and for how many seconds reasons of megabytes change. */
const ANSWERS = Number(process.env['DEPLOY_GATE_LARGE_ANSWERS'] || 12);
const SECONDS = Number(process.env['DEPLOY_GATE_LARGE_SECONDS'] || 8);

describe('row 86: answers of megabytes, one after the other → the verdict is right, and memory stays bounded', () => {
  it(`${ANSWERS} failed tasks with an answer of 4 MB each`, { timeout: 600_000 }, async ({ expect }) => {
    const text = answerOf('FAIL', 'no quota left ');
    const { step, peakMb } = await measured((e) => {
      e.rules.hook = () => literal(text);
      return { tasks: tasksOf(e, ANSWERS), inputs: { timeout: '5m' } };
    });
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'failed' } });
    expect(peakMb).toBeLessThan(500 + 12 * ANSWERS);
    if (ANSWERS > 50) return;
    const { results }: { results: readonly { parts: readonly object[] }[] } = JSON.parse(
      step.resultsFile ?? '',
    );
    expect(results.map(({ parts }) => parts.length)).toEqual(Array.from({ length: ANSWERS }, () => 1000));
  });

  it(`${SECONDS} s of reasons of megabytes that change`, { timeout: 600_000 }, async ({ expect }) => {
    const texts = ['RUNNING', 'WAIT', 'SCHEDULING'].map((status) => answerOf(status, `${status} as ever `));
    const over = answerOf('OVER', '');
    const { step, peakMb } = await measured((e) => {
      const began = performance.now();
      let polls = 0;
      e.rules.hook = () => {
        polls += 1;
        return literal(performance.now() - began > SECONDS * 1000 ? over : (texts[polls % 3] ?? over));
      };
      return { tasks: tasksOf(e, 5), inputs: { timeout: '5m' } };
    });
    expect(step).toMatchObject({ exitCode: 0, stderr: '', outputs: { state: 'succeeded' } });
    const { changes }: { changes: readonly { reason: string }[] } = JSON.parse(step.resultsFile ?? '');
    expect(changes.length).toBeGreaterThan(5);
    expect(Math.max(...changes.map(({ reason }) => reason.length))).toBeLessThanOrEqual(4000);
    expect(peakMb).toBeLessThan(900);
  });
});
