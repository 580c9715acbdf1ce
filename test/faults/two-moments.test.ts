import { describe, it } from 'vitest';

import { type Entry, execution, lastExecution, record } from '../dist/entries.ts';
import { one, type Played, play } from '../dist/scene.ts';
import { type Emulator, inTurn } from '../emulator/index.ts';

/** What a look reads: our record, and then the task's last execution. */
type Look = readonly [record: string, status: string, number: number];
type Looks = readonly [Look, ...Look[]];
/** What happens, how it must end, and what the looks read; the last of them repeats. */
type Case = readonly [what: string, ends: string, looks: Looks];

function bothOf(e: Emulator, [first, ...rest]: Looks): Entry {
  const entry = record(e, 'pending');
  const ours = ([status]: Look): object => ({ record_id: 'ours', task_id: 'task', status });
  const last = ([, status, number]: Look): object => execution(status, number);
  e.codearts.task('task', {
    last: inTurn(last(first), ...rest.map(last)),
    records: { ours: inTurn(ours(first), ...rest.map(ours)) },
  });
  return entry;
}

function lasts(e: Emulator, which: Entry, [first, ...rest]: Looks): Entry {
  const last = ([, status, number]: Look): object => execution(status, number);
  return lastExecution(e, inTurn(last(first), ...rest.map(last)), which);
}

const watch = (entry: (e: Emulator) => Entry): Promise<Played> =>
  play((e) => one(entry(e), { settle: '2s', timeout: '9s' }));

function reasonOf(step: Played): string {
  return JSON.parse(step.outputs['results'] ?? '')[0].reason;
}

const SUCCEEDED: Look = ['succeeded', 'succeeded', 8];
const GOING: Look = ['running', 'running', 8];

describe('row 76: the record and the last execution are read at two moments → each is told from ours by two looks', () => {
  it.concurrent.for<Case>([
    [
      'ours waits in a queue behind an older one',
      'succeeded',
      [['pending', 'running', 7], ['pending', 'running', 7], ['pending', 'succeeded', 7], GOING, SUCCEEDED],
    ],
    [
      'ours waits in a queue behind an older one, which stays the last that the task shows',
      'timed-out',
      [
        ['pending', 'running', 7],
        ['pending', 'succeeded', 7],
        ['running', 'succeeded', 7],
        ['succeeded', 'succeeded', 7],
      ],
    ],
    [
      'a newer one waits in a queue behind ours',
      'superseded',
      [GOING, GOING, ['running', 'pending', 9], ['succeeded', 'pending', 9], ['succeeded', 'running', 9]],
    ],
    [
      'a newer one waits in a queue behind ours, from the first look',
      'superseded',
      [
        ['running', 'pending', 9],
        ['running', 'pending', 9],
        ['succeeded', 'running', 9],
        ['succeeded', 'succeeded', 9],
      ],
    ],
    [
      'a newer one is running when the gate begins, and ours has succeeded',
      'superseded',
      [
        ['succeeded', 'running', 9],
        ['succeeded', 'running', 9],
        ['succeeded', 'succeeded', 9],
      ],
    ],
    ['ours begins between the two requests', 'succeeded', [['pending', 'running', 8], GOING, SUCCEEDED]],
    ['ours ends between the two requests', 'succeeded', [['running', 'succeeded', 8], SUCCEEDED]],
    [
      'ours ends between the two requests, and a newer one begins',
      'superseded',
      [['running', 'succeeded', 8], SUCCEEDED, SUCCEEDED, ['succeeded', 'running', 9]],
    ],
    ['the task shows another execution, which has failed', 'timed-out', [['succeeded', 'failed', 9]]],
  ])('%s: %s', async ([, ends, looks], { expect }) => {
    const step = await watch((e) => bothOf(e, looks));
    expect(step).toMatchObject({ exitCode: ends === 'succeeded' ? 0 : 1, outputs: { state: ends } });
  });

  it.concurrent('ours and the one before it: the reason says which the task still shows', async ({
    expect,
  }) => {
    const step = await watch((e) =>
      bothOf(e, [
        ['pending', 'failed', 7],
        ['running', 'failed', 7],
        ['succeeded', 'failed', 7],
      ]),
    );
    expect(step.outputs['state']).toBe('timed-out');
    expect(reasonOf(step)).toContain("the task's last execution is still number 7 (failed), a previous one");
  });
});

describe('row 77: a newer execution that has not begun → ours stands once that is cancelled, and waits until then', () => {
  const WHICH = [
    ['a record', (e: Emulator, looks: Looks) => bothOf(e, looks)],
    [
      'the execution after a number',
      (e: Emulator, looks: Looks) => lasts(e, { 'after-release': '7' }, looks),
    ],
    ['whichever is the last', (e: Emulator, looks: Looks) => lasts(e, { 'accept-last': 'true' }, looks)],
  ] as const;

  it.concurrent.for(WHICH)('%s: it is cancelled while it waits', async ([, make], { expect }) => {
    const queued: Look = ['succeeded', 'pending', 9];
    const cancelled: Look = ['succeeded', 'not_started', 9];
    const step = await watch((e) => make(e, [SUCCEEDED, SUCCEEDED, queued, cancelled]));
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(reasonOf(step)).toContain('a newer execution, number 9 (not_started), never began');
  });

  it.concurrent.for(WHICH)('%s: it waits to the deadline', async ([, make], { expect }) => {
    const step = await watch((e) => make(e, [SUCCEEDED, SUCCEEDED, ['succeeded', 'pending', 9]]));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    expect(reasonOf(step)).toContain('but a newer execution, number 9 (pending), may replace it');
  });

  it.concurrent.for(
    WHICH.slice(1).flatMap(([what, make]) =>
      ['pending', 'not_started'].map((status) => [what, status, make] as const),
    ),
  )('%s: it is %s before the end of ours was seen', async ([, status, make], { expect }) => {
    const step = await watch((e) => make(e, [GOING, ['running', status, 9]]));
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'timed-out' } });
    expect(reasonOf(step)).toContain('whether number 8 has ended cannot be read any more');
  });
});
