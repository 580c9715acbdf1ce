import { describe, expect, it } from 'vitest';

import { InputError, type Inputs, readInputs } from '../../src/inputs/inputs.ts';
import { BAD_STATES } from '../../src/task.ts';
import { item, OURS, OVER, publishTask, version } from '../dist/entries.ts';
import { play } from '../dist/scene.ts';
import { runStep } from '../runner.ts';
import { annotationsOf } from './told.ts';

type Given = Readonly<Record<string, string>>;

const WHOLE: Given = {
  tasks: '- provider: alibaba-api-gateway\n  operation-uid: a\n',
  'alibaba-region': 'cn-hangzhou',
  'alibaba-access-key-id': 'LTAI',
  'alibaba-access-key-secret': 'secret',
};

/** What the inputs come to; or, where they are refused, every line of the message. */
function read(given: Given): Inputs | readonly string[] {
  try {
    return readInputs((name) => ({ ...WHOLE, ...given })[name] ?? '', {});
  } catch (error) {
    if (error instanceof InputError) return error.message.split('\n').slice(1);
    throw error;
  }
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Durations that are taken as they are written, whichever input has them. */
const TAKEN: readonly (readonly [string, number])[] = [
  ['90', 90 * SECOND],
  ['90s', 90 * SECOND],
  ['15m', 15 * MINUTE],
  ['1h30m', 90 * MINUTE],
  ['1h0m5s', HOUR + 5 * SECOND],
  ['0090', 90 * SECOND],
  [' 10m\n', 10 * MINUTE],
  ['\uFEFF10m\r\n', 10 * MINUTE],
];

/** What is no duration, whichever input has it. */
const REFUSED: readonly string[] = [
  ...[
    'NaN',
    'Infinity',
    '-Infinity',
    '∞',
    'null',
    'undefined',
    'true',
    'none',
    'forever',
    'max',
    '[object Object]',
  ],
  ...[
    '1e9',
    '1E3',
    '0x10',
    '0b11',
    '1_000',
    '1,000',
    '1.5',
    '1.5h',
    '.5',
    '+5',
    '-1',
    '-0',
    '−5',
    '1/2',
    '5%',
  ],
  ...[
    '１０m',
    '１０',
    '１ｍ',
    '٣',
    '三分',
    '10 m',
    '10\tm',
    '10\nm',
    '1 h 30 m',
    '10m 5',
    '10:30',
    'PT10M',
    '10min',
  ],
  ...[
    '10M',
    '10S',
    '1H',
    '10ms',
    '1d',
    '1w',
    '30m1h',
    '1h1h',
    '1m1m',
    'm',
    'h',
    's',
    'hms',
    '1h30',
    '10mm',
    '10m;',
  ],
  ...[
    '99999999999999999999',
    '999999999999h',
    '9'.repeat(400),
    '1e400',
    '10m\u0000',
    '\u200b10m',
    '"10m"',
    '$(10m)',
  ],
];

const DURATIONS = ['timeout', 'settle', 'interval', 'not-found-grace'] as const;
const FIELDS = {
  timeout: 'timeoutMs',
  settle: 'settleMs',
  interval: 'intervalMs',
  'not-found-grace': 'notFoundGraceMs',
} as const;

describe('row 61: odd values of inputs → each is taken as the contract has it, or refused by name', () => {
  it.each(DURATIONS.flatMap((name) => TAKEN.map(([written, ms]) => [name, written, ms] as const)))(
    '%s %j is taken for %i ms',
    (name, written, ms) => {
      const longer = name === 'settle' ? { timeout: '120h' } : {};
      expect(read({ ...longer, [name]: written })).toMatchObject({ patience: { [FIELDS[name]]: ms } });
    },
  );

  it.each(DURATIONS.flatMap((name) => REFUSED.map((written) => [name, written] as const)))(
    '%s %j is refused',
    (name, written) => {
      const said = read({ [name]: written });
      expect(said).toEqual([expect.stringMatching(new RegExp(`^- ${name}: .* is not a duration from `))]);
    },
  );

  it.each([
    ['timeout', '0', undefined],
    ['timeout', '0s', undefined],
    ['timeout', '1s', SECOND],
    ['timeout', '120h', 120 * HOUR],
    ['timeout', '120h1s', undefined],
    ['timeout', '1000000000', undefined],
    ['interval', '0', undefined],
    ['interval', '1', SECOND],
    ['interval', '2h', 2 * HOUR],
    ['interval', 'auto', 'auto'],
    ['interval', 'Auto', undefined],
    ['settle', '0', 0],
    ['settle', '29m59s', 30 * MINUTE - SECOND],
    ['settle', '30m', undefined],
    ['not-found-grace', '0', 0],
    ['not-found-grace', '120h', 120 * HOUR],
    ['not-found-grace', '121h', undefined],
  ] as const)('%s %j at the edge of its range: %j', (name, written, ms) => {
    const said = read({ [name]: written });
    if (ms === undefined) expect(said).toEqual([expect.stringMatching(new RegExp(`^- ${name}: `))]);
    else expect(said).toMatchObject({ patience: { [FIELDS[name]]: ms } });
  });

  it.each(['', ' ', '\n', ' \t\r\n', '\uFEFF', '\u3000'])('%j is the default of every input', (blank) => {
    const names = [...DURATIONS, 'wait', 'fail-fast', 'fail-on', 'allowed-hosts', 'tasks-file'];
    const said = read(Object.fromEntries(names.map((name) => [name, blank])));
    const patience = {
      timeoutMs: 30 * MINUTE,
      settleMs: 0,
      intervalMs: 'auto',
      notFoundGraceMs: MINUTE,
      wait: true,
    };
    expect(said).toMatchObject({ patience, failFast: false, failOn: new Set(BAD_STATES) });
  });

  it.each(['wait', 'fail-fast'])('%s is true or false in any spelling of YAML, and nothing else', (name) => {
    for (const word of ['true', 'TRUE', 'True', ' true\n', 'false', 'FALSE']) {
      expect(read({ [name]: word })).toHaveProperty('patience');
    }
    for (const word of [
      'yes',
      'no',
      'on',
      '1',
      '0',
      'y',
      't',
      'truee',
      'ｔｒｕｅ',
      'null',
      '-1',
      'true false',
    ]) {
      expect(read({ [name]: word })).toEqual([
        expect.stringMatching(`^- ${name}: ".*" must be true or false`),
      ]);
    }
  });

  it.each([
    'never',
    'succeeded',
    'Failed',
    'failed;error',
    '-1',
    '0',
    'NaN',
    'failed\u200b',
    '*',
    '__proto__',
  ])('fail-on %j is refused, with the words that there are', (written) => {
    expect(read({ 'fail-on': written })).toEqual([
      expect.stringMatching(/^- fail-on: .*rolled-back, superseded/),
    ]);
  });
});

describe('row 61: every input wrong at once → one message names them all, nothing is requested', () => {
  it.concurrent('through the built action', async ({ expect }) => {
    const inputs = {
      timeout: '1e9',
      settle: '１０m',
      interval: '-1',
      'not-found-grace': 'NaN',
      wait: 'yes',
      'fail-fast': '1',
      'fail-on': 'never',
      'allowed-hosts': '*',
      tasks: '[]',
    };
    const step = await runStep({ inputs });
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'error', results: '[]' } });
    const [error = '', ...others] = step.stdout.split('\n').filter((line) => line.startsWith('::error'));
    expect(others).toEqual([]);
    expect(error).toContain('nothing was requested');
    for (const name of Object.keys(inputs)) {
      expect(error).toContain(`%0A- ${name}: `);
      expect(step.summary).toContain(name);
    }
  });

  it.concurrent('of 600 entries: what the annotation has no room for is in the log, each once', async ({
    expect,
  }) => {
    const entries = Array.from({ length: 600 }, (_, index) => ({
      provider: 'alibaba-api-gateway',
      name: `task ${index}`,
      'operation-uid': '../x',
    }));
    const step = await runStep({
      inputs: { 'tasks-file': 'tasks.json', 'alibaba-region': 'cn-hangzhou' },
      files: { 'tasks.json': JSON.stringify(entries) },
    });
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'error' } });
    expect(annotationsOf(step)).toEqual([expect.stringMatching(/%0Aand \d+ more in the log$/)]);
    const named = step.stdout.replaceAll('%0A', '\n').match(/^- tasks-file, entry \d+ "task \d+": /gm);
    expect(named).toEqual(entries.map(({ name }, index) => `- tasks-file, entry ${index + 1} "${name}": `));
  });

  it.concurrent.for([
    ['empty', ''],
    ['blank', ' \n'],
  ])('%s ones are no reason to fail', async ([, blank = ''], { expect }) => {
    const names = [...DURATIONS, 'wait', 'fail-fast', 'fail-on', 'tasks-file', 'alibaba-region'];
    const step = await play((emulator) => ({
      tasks: [publishTask(emulator, [OVER]), version(emulator, [item(OURS, 'ONLINE')])],
      inputs: Object.fromEntries(names.map((name) => [name, blank])),
    }));
    expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    expect(step.stdout).toContain('at most 30m');
  });
});
