import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, it } from 'vitest';

import { deployed, item, OURS, OVER, publishTask, record, release, version } from '../dist/entries.ts';
import { ROWS, type Row } from '../dist/rows.ts';
import { one, play } from '../dist/scene.ts';
import { faults } from '../emulator/index.ts';
import { differences } from './compare.ts';
import { readTrace } from './har-file.ts';
import { replay } from './play.ts';

/** Beside one deployment each: several at once, faults of the connection, an interruption, a look without waiting. */
const MORE: readonly Row[] = [
  [
    'several',
    'failed',
    (e) => ({
      tasks: [
        publishTask(e, [deployed('RUNNING')], [OVER]),
        version(e, [], [item(OURS, 'ONLINE')]),
        release(e, { status: 'RELEASING', jobs: [] }, { status: 'FAILED', jobs: [] }),
        { ...record(e, 'running', 'failed'), optional: 'true' },
      ],
    }),
  ],
  [
    'faults of the connection',
    'succeeded',
    (e) => one(publishTask(e, faults.reset(), faults.truncated(), faults.htmlPage(), [OVER])),
  ],
  [
    'an interruption',
    'interrupted',
    (e) => {
      let sent = false;
      return {
        tasks: [record(e, 'failed'), publishTask(e, [deployed('RUNNING')])],
        // Once: a second signal ends the step before it has written its trace.
        onStdout: (text, kill) => {
          if (sent || !text.includes('publish')) return;
          sent = true;
          kill('SIGINT');
        },
      };
    },
  ],
  ['one look', 'running', (e) => one(record(e, 'running'), { wait: 'false' })],
];

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deploy-gate-same-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a step that is recorded and replayed', () => {
  it.concurrent.for([...ROWS, ...MORE])('ends the same: %s, %s', async ([name, state, setUp], { expect }) => {
    const file = join(folder, `${name}.har`);
    const step = await play((emulator) => {
      const setting = setUp(emulator);
      const env = { ...setting.env, RUNNER_TEMP: folder };
      return { ...setting, env, inputs: { ...setting.inputs, 'trace-file': file } };
    });
    expect(step.outputs['state']).toBe(state);
    const trace = readTrace(await readFile(file, 'utf8'));
    const { told, notPlayed } = await replay(trace);
    expect(differences(trace.about, told)).toEqual([]);
    expect(notPlayed).toEqual([]);
  });

  it('ends the same where the clock of the cloud is another', async ({ expect }) => {
    const file = join(folder, 'clock.har');
    const step = await play(
      (e) => ({
        ...one(record(e, 'running', 'succeeded'), { 'trace-file': file }),
        env: { RUNNER_TEMP: folder },
      }),
      {
        clock: () => Date.now() + 20 * 60_000,
      },
    );
    expect(step.outputs['state']).toBe('succeeded');
    const trace = readTrace(await readFile(file, 'utf8'));
    expect(trace.exchanges.map(({ response }) => response.status)).toContain(401);
    expect(differences(trace.about, (await replay(trace)).told)).toEqual([]);
  });
});
