import { describe, it } from 'vitest';

import { deployed, type Make, OVER, publishTask, record } from '../dist/entries.ts';
import { one, play } from '../dist/scene.ts';
import { preloaded } from './preload/index.ts';

const env = preloaded('clock-back');

describe('row 37: the wall clock jumps back an hour during the wait → one correction, deadline and durations stay', () => {
  it.concurrent.for<readonly [what: string, refused: string, make: Make]>([
    [
      'a publish task',
      'InvalidTimeStamp.Expired',
      (e) => publishTask(e, [deployed('WAIT')], [deployed('RUNNING')], [deployed('RUNNING')], [OVER]),
    ],
    ['a record', 'APIGW.0301', (e) => record(e, 'pending', 'running', 'running', 'succeeded')],
  ])('%s succeeds', async ([, refused, make], { expect }) => {
    const step = await play((e) => ({ ...one(make(e)), env }));
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    const codes = step.emulator.requests.map(({ code }) => code);
    expect(codes.filter((code) => code === refused)).toHaveLength(1);
    expect(codes).toHaveLength(5);
    const [result] = JSON.parse(step.outputs['results'] ?? '');
    expect(result.duration_seconds).toBeGreaterThanOrEqual(3);
    expect(result.duration_seconds).toBeLessThan(20);
    expect(Date.parse(result.finished_at)).toBeLessThan(Date.parse(result.started_at));
  });

  it.concurrent('a deployment that goes on times out when the time is up', async ({ expect }) => {
    const step = await play((e) => ({ ...one(record(e, 'running'), { timeout: '4s' }), env }));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    expect(Number(step.outputs['duration-seconds'])).toBeGreaterThanOrEqual(4);
    expect(Number(step.outputs['duration-seconds'])).toBeLessThan(6.5);
  });
});
