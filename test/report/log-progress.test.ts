import { describe, expect, it } from 'vitest';

import type { GateEvent } from '../../src/gate/gate.ts';
import type { Progress } from '../../src/gate/turn.ts';
import { createProgressLog } from '../../src/report/log-progress.ts';
import { forLog } from '../../src/report/text.ts';
import type { Task } from '../../src/task.ts';
import { progressOf, taskOf } from '../builders.ts';
import { readable } from './readable.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const tasksOf = (...names: readonly string[]): readonly Task[] => names.map((name) => taskOf({ name }));
const FOUR = tasksOf('orders', 'payments', 'storefront', 'invoices');
const FORTY = tasksOf(...Array.from({ length: 40 }, (_, index) => `task-${index + 1}`));

/** All lines that the events give, one after the other, as they are read. */
function linesOf(tasks: readonly Task[], ...events: readonly GateEvent[]): readonly string[] {
  return events.flatMap(createProgressLog(tasks, 30 * MINUTE, true, forLog)).map(readable);
}

const changed = (elapsedMs: number, progress: Progress): GateEvent => ({
  kind: 'changed',
  elapsedMs,
  progress,
});
const heartbeat = (elapsedMs: number, ...open: readonly Progress[]): GateEvent => ({
  kind: 'heartbeat',
  elapsedMs,
  open,
});

describe('the line of a change', () => {
  const ORDERS = tasksOf('orders');

  it.each([
    [0, '00:00'],
    [59_999, '00:59'],
    [200_000, '03:20'],
    [4_500_000, '75:00'],
    [7_200_000, '120:00'],
  ])('after %i ms has the time since the start: %s', (ms, time) => {
    expect(linesOf(ORDERS, changed(ms, progressOf()))).toEqual([`${time} ▸ running       orders  RUNNING`]);
  });

  it('has the state, the name, the provider’s words and the reason', () => {
    const failed = progressOf({ state: 'failed', providerState: 'FAIL', reason: 'no quota' });
    expect(linesOf(ORDERS, changed(SECOND, failed))).toEqual([
      '00:01 ✘ failed        orders  FAIL - no quota',
    ]);
  });

  it('does not say the same word twice', () => {
    const event = changed(SECOND, progressOf({ providerState: 'FAIL', reason: 'HTTP 400 FAIL' }));
    expect(linesOf(ORDERS, event)).toEqual(['00:01 ▸ running       orders  HTTP 400 FAIL']);
  });

  it('says of several how many have ended, where one has', () => {
    const ended = (name: string, state: 'failed' | 'succeeded'): Progress =>
      progressOf({ state, providerState: 'END' }, { name });
    expect(
      linesOf(
        FOUR,
        changed(0, progressOf({}, { name: 'payments' })),
        changed(8 * SECOND, ended('orders', 'succeeded')),
        changed(9 * SECOND, progressOf({ state: 'rolling-back' }, { name: 'storefront' })),
        changed(9 * SECOND, ended('payments', 'failed')),
      ),
    ).toEqual([
      '00:00 ▸ running       payments    RUNNING',
      '00:08 ✔ succeeded     orders      END (1 of 4 ended)',
      '00:09 ◂ rolling-back  storefront  RUNNING',
      '00:09 ✘ failed        payments    END (2 of 4 ended)',
    ]);
  });

  it('is one line, and no command, whatever a provider says', () => {
    const reason = 'x\n::set-output name=a::b\r##[error]y';
    const progress = progressOf({ providerState: '\n::stop-commands::x', reason }, { name: '::x::' });
    const [line, ...more] = linesOf(ORDERS, changed(SECOND, progress));
    expect(more).toEqual([]);
    expect(line).not.toMatch(/[\n\r]|^\s*::|##\[/);
  });

  it('has mark and state in their colour, which ends with them', () => {
    const log = createProgressLog(ORDERS, MINUTE, true, forLog);
    const painted = (['succeeded', 'running', 'pending', 'rolling-back', 'superseded'] as const).map(
      (state) => log(changed(0, progressOf({ state })))[0],
    );
    expect(painted).toEqual([
      '00:00 \u001b[32m✔ succeeded   \u001b[0m  orders  RUNNING',
      '00:00 \u001b[33m▸ running     \u001b[0m  orders  RUNNING',
      '00:00 \u001b[33m· pending     \u001b[0m  orders  RUNNING',
      '00:00 \u001b[31m◂ rolling-back\u001b[0m  orders  RUNNING',
      '00:00 \u001b[31m✘ superseded  \u001b[0m  orders  RUNNING',
    ]);
  });
});

it('tells faults in a row as they are, with what is done about them', () => {
  const faults = { count: 3, since: 0, last: 'HTTP 503' };
  const event: GateEvent = { kind: 'faults', elapsedMs: 4 * SECOND, progress: progressOf({ faults }) };
  expect(linesOf(FOUR, event)).toEqual([
    '00:04 ▸ running       orders      the last 3 looks failed, for 4 s: HTTP 503; trying again',
  ]);
});

it('has no line for words that no table names: they are a warning', () => {
  expect(linesOf(FOUR, { kind: 'unknown-words', task: taskOf(), words: ['SUPER_OK'] })).toEqual([]);
});

describe('the column of names', () => {
  it('is as wide as the widest name, in characters that may be of double width or of none', () => {
    const names = ['订单服务', 'e\u0301te', '🚀', 'ｆｕｌｌ', '주문', 'orders-2'];
    const events = names.map((name) => changed(0, progressOf({}, { name })));
    expect(linesOf(tasksOf(...names), ...events)).toEqual([
      '00:00 ▸ running       订单服务  RUNNING',
      '00:00 ▸ running       e\u0301te       RUNNING',
      '00:00 ▸ running       🚀        RUNNING',
      '00:00 ▸ running       ｆｕｌｌ  RUNNING',
      '00:00 ▸ running       주문      RUNNING',
      '00:00 ▸ running       orders-2  RUNNING',
    ]);
  });

  it('holds the names that are given by default, and grows for none that is longer', () => {
    const names = [
      'alibaba-api-gateway 51524fb8f12846d694d0a1de9a0cf274',
      'huawei-servicestage 0e1a5c1e-6f0b-4a53-9a0b-6a5a6c1f7d3e',
      'x'.repeat(70),
    ];
    const events = names.map((name) => changed(0, progressOf({}, { name })));
    expect(linesOf(tasksOf(...names), ...events)).toEqual([
      '00:00 ▸ running       alibaba-api-gateway 51524fb8f12846d694d0a1de9a0cf274      RUNNING',
      '00:00 ▸ running       huawei-servicestage 0e1a5c1e-6f0b-4a53-9a0b-6a5a6c1f7d3e  RUNNING',
      `00:00 ▸ running       ${'x'.repeat(70)}  RUNNING`,
    ]);
  });
});

describe('a heartbeat for one task', () => {
  it('is one line: what it last said, for how long, and the time that is left', () => {
    const progress = progressOf({ reason: '1 of 2 deployed' }, {}, 130 * SECOND);
    expect(linesOf(tasksOf('orders'), heartbeat(5 * MINUTE, progress))).toEqual([
      '05:00 ▸ running       orders  for 2m 10s, 25m left  RUNNING - 1 of 2 deployed',
    ]);
  });

  it.each([
    ['was not looked at', {}, 'not looked at yet'],
    ['has not answered', { lookedAt: 0 }, 'no answer yet'],
    [
      'only failed',
      { lookedAt: 0, faults: { count: 9, since: 0, last: 'HTTP 502' } },
      'no answer yet; the last 9 looks failed, for 60 s: HTTP 502',
    ],
    [
      'is unknown to the provider',
      { absentSince: 0, reason: 'not known to the provider yet (HTTP 404)' },
      'not known to the provider yet (HTTP 404)',
    ],
  ])('says so where it %s', (_what, waiting, words) => {
    const progress = progressOf(
      { state: 'pending', found: false, providerState: '', ...waiting },
      {},
      MINUTE,
    );
    expect(linesOf(tasksOf('orders'), heartbeat(MINUTE, progress))).toEqual([
      `01:00 · pending       orders  for 60 s, 29m left  ${words}`,
    ]);
  });

  it('has no time left after the deadline, and none to tell where nothing is waited for', () => {
    const event = heartbeat(31 * MINUTE, progressOf({}, {}, MINUTE));
    expect(linesOf(tasksOf('orders'), event)).toEqual([
      '31:00 ▸ running       orders  for 60 s, 0 s left  RUNNING',
    ]);
    expect(createProgressLog(tasksOf('orders'), MINUTE, false, forLog)(event).map(readable)).toEqual([
      '31:00 ▸ running       orders  for 60 s  RUNNING',
    ]);
  });
});

describe('a heartbeat for four tasks', () => {
  it('has a line for each that is open, the one to look at first, in columns', () => {
    const faults = { count: 7, since: 270 * SECOND, last: 'HTTP 503' };
    expect(
      linesOf(
        FOUR,
        heartbeat(
          5 * MINUTE,
          progressOf({ state: 'pending', providerState: 'WAIT' }, { name: 'invoices' }, 5 * MINUTE),
          progressOf({ reason: '1 of 2 deployed', faults }, { name: 'payments' }, 61 * SECOND),
          progressOf(
            { state: 'rolling-back', providerState: 'ROLLBACK_RUNNING' },
            { name: 'storefront' },
            130 * SECOND,
          ),
        ),
      ),
    ).toEqual([
      '05:00 still waiting for 3 of 4 deployments, 25m left',
      '      ◂ rolling-back  storefront  for 2m 10s  ROLLBACK_RUNNING',
      '      ▸ running       payments    for 61 s    RUNNING - 1 of 2 deployed; the last 7 looks failed, for 30 s: HTTP 503',
      '      · pending       invoices    for 5m      WAIT',
    ]);
  });

  it('is indented by the width of its time, and counts also where one is left', () => {
    expect(linesOf(FOUR, heartbeat(100 * MINUTE, progressOf({}, {}, 90 * MINUTE)))).toEqual([
      '100:00 still waiting for 1 of 4 deployments, 0 s left',
      '       ▸ running       orders      for 1h 30m  RUNNING',
    ]);
  });

  it('says of those that have ended how they did', () => {
    const ended = (name: string, state: 'failed' | 'succeeded' | 'running'): GateEvent =>
      changed(SECOND, progressOf({ state }, { name }));
    const lines = linesOf(
      FOUR,
      ended('orders', 'succeeded'),
      ended('payments', 'running'),
      ended('storefront', 'failed'),
      ended('payments', 'succeeded'),
      heartbeat(MINUTE, progressOf({}, { name: 'invoices' })),
    );
    expect(lines[4]).toBe('01:00 still waiting for 1 of 4 deployments, 29m left (1 failed, 2 succeeded)');
  });

  it('says that it looks where nothing is waited for', () => {
    const log = createProgressLog(FOUR, 30 * MINUTE, false, forLog);
    expect(log(heartbeat(MINUTE, progressOf()))[0]).toBe('01:00 still looking at 1 of 4 deployments');
  });

  it('has what is in trouble after a rollback, then what runs, then what has not begun, each the longest first', () => {
    const open = [
      progressOf({ state: 'pending' }, { name: 'waits' }, 9 * MINUTE),
      progressOf({}, { name: 'runs' }, MINUTE),
      progressOf({}, { name: 'runs longer' }, 2 * MINUTE),
      progressOf({ absentSince: 0 }, { name: 'unknown' }, 3 * MINUTE),
      progressOf({ tentativeSince: 0 }, { name: 'doubtful' }, 4 * MINUTE),
      progressOf({ faults: { count: 1, since: 0, last: 'x' } }, { name: 'failing' }, 5 * MINUTE),
      progressOf({ lost: 'failed' }, { name: 'lost' }, 6 * MINUTE),
      progressOf({ state: 'rolling-back' }, { name: 'back' }, MINUTE),
    ];
    const names = open.map(({ task }) => task.name);
    const [, ...rows] = linesOf(tasksOf(...names), heartbeat(10 * MINUTE, ...open));
    expect(rows.map((row) => row.slice(22).split('  ')[0])).toEqual([
      'back',
      'lost',
      'failing',
      'doubtful',
      'unknown',
      'runs longer',
      'runs',
      'waits',
    ]);
  });

  it('is no command, and has no line that begins with what a provider says', () => {
    const hostile = '\n::error::x\r##[group]y\u2028z';
    const progress = progressOf(
      { providerState: hostile, reason: hostile, faults: { count: 2, since: 0, last: hostile } },
      { name: hostile },
    );
    const [, ...rows] = linesOf(FOUR, heartbeat(MINUTE, progress, progress));
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      expect(row).toMatch(/^ {6}▸ running {7}/);
      expect(row).not.toMatch(/[\n\r\u2028]|^\s*::|##\[/);
    }
  });
});

describe('forty tasks', () => {
  const first = (state: 'pending' | 'running', index: number): GateEvent =>
    changed(SECOND, progressOf({ state, providerState: 'WORD' }, { name: `task-${index + 1}` }));

  it('begin with one line for all that are under way, and one for each that is not', () => {
    const events = FORTY.map(({ name }, index) => {
      if (index === 4)
        return changed(SECOND, progressOf({ state: 'failed', providerState: 'FAIL' }, { name }));
      if (index === 9) {
        const reason = 'not known to the provider yet (HTTP 404)';
        const unknown = {
          state: 'pending',
          found: false,
          providerState: '',
          reason,
          absentSince: 0,
        } as const;
        return changed(SECOND, progressOf(unknown, { name }));
      }
      return first(index < 30 ? 'running' : 'pending', index);
    });
    expect(linesOf(FORTY, ...events)).toEqual([
      '00:01 ✘ failed        task-5   FAIL (1 of 40 ended)',
      '00:01 · pending       task-10  not known to the provider yet (HTTP 404)',
      '00:01 looked at all 40 deployments: 1 failed, 28 running, 11 pending',
    ]);
  });

  it('are counted every half a minute where the first look at each takes long', () => {
    const events = FORTY.map(({ name }, index) =>
      changed(index * 2 * SECOND, progressOf({ state: 'running' }, { name })),
    );
    expect(linesOf(FORTY, ...events)).toEqual([
      '00:30 looked at 16 of 40 deployments: 16 running',
      '01:00 looked at 31 of 40 deployments: 31 running',
      '01:18 looked at all 40 deployments: 40 running',
    ]);
  });

  it('have a line for each change after their first look', () => {
    expect(linesOf(FORTY, first('pending', 0), first('running', 0))).toEqual([
      '00:01 ▸ running       task-1   WORD',
    ]);
  });

  it('are counted once, however much changes later', () => {
    const all = FORTY.map((_, index) => first('pending', index));
    expect(linesOf(FORTY, ...all, first('running', 0))).toEqual([
      '00:01 looked at all 40 deployments: 40 pending',
      '00:01 ▸ running       task-1   WORD',
    ]);
  });

  it('are not counted late: after a heartbeat a first look has its line', () => {
    const some = FORTY.slice(1).map((_, index) => first('running', index));
    const [, , ...lines] = linesOf(FORTY, ...some, heartbeat(MINUTE, progressOf()), first('running', 39));
    expect(lines).toEqual(['00:01 ▸ running       task-40  WORD']);
  });

  it('have a heartbeat of ten, and the rest by state', () => {
    const open = FORTY.map(({ name }, index) =>
      progressOf({ state: index < 2 ? 'pending' : 'running' }, { name }, (60 + index) * SECOND),
    );
    expect(linesOf(FORTY, heartbeat(2 * MINUTE, ...open))).toEqual([
      '02:00 still waiting for 40 of 40 deployments, 28m left',
      '      ▸ running       task-40  for 99 s  RUNNING',
      '      ▸ running       task-39  for 98 s  RUNNING',
      '      ▸ running       task-38  for 97 s  RUNNING',
      '      ▸ running       task-37  for 96 s  RUNNING',
      '      ▸ running       task-36  for 95 s  RUNNING',
      '      ▸ running       task-35  for 94 s  RUNNING',
      '      ▸ running       task-34  for 93 s  RUNNING',
      '      ▸ running       task-33  for 92 s  RUNNING',
      '      ▸ running       task-32  for 91 s  RUNNING',
      '      ▸ running       task-31  for 90 s  RUNNING',
      '      and 30 more: 28 running, 2 pending',
    ]);
  });
});

it('of ten tasks each has a line from the beginning, and in a heartbeat', () => {
  const ten = FORTY.slice(0, 10);
  const open = ten.map((task) => progressOf({}, task));
  expect(linesOf(ten, ...open.map((progress) => changed(0, progress)))).toHaveLength(10);
  expect(linesOf(ten, heartbeat(MINUTE, ...open))).toHaveLength(11);
});
