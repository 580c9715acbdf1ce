import { describe, it } from 'vitest';

import { deployed, item, OURS, OVER, publishTask, release, version } from '../dist/entries.ts';
import { one } from '../dist/scene.ts';
import { type Emulator, literal } from '../emulator/index.ts';
import { type Stage, type Stopped, stopped } from './interruption.ts';

const PROVIDER = 'provider: alibaba-api-gateway';
const times = (count: number, text: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => text(at)).join('');

/** Starts a step with this list, and sends it a signal before it has read that. */
function readingList(tasks: string): Promise<Stopped> {
  return stopped(['SIGTERM'], ({ stopIn }: Stage) => ({
    tasks: [],
    inputs: { tasks: '', 'tasks-file': 'tasks.yml', 'alibaba-region': 'cn-hangzhou' },
    files: { 'tasks.yml': tasks },
    env: { HTTPS_PROXY: 'http://127.0.0.1:9' },
    onStdout: () => stopIn(0),
  }));
}

const FIELDS =
  '- tasks-file, entry 2: has more than 200 fields. Check where the next entry begins: each needs "- " before its first field';
const WHOLE = `- ${PROVIDER}\n  operation-uid: "1"\n`;

describe('row 88: a list that takes work with the square of its length → refused, and a signal is heard within 2 s', () => {
  it.for<readonly [what: string, tasks: string, told: string]>([
    [
      'an entry with 60,000 fields',
      WHOLE + times(60_000, (at) => `${at === 0 ? '-' : ' '} f${at}: x\n`),
      FIELDS,
    ],
    [
      'an entry with 60,000 fields, in JSON',
      `[{"provider":"x"},{${times(60_000, (at) => `${at === 0 ? '' : ','}"f${at}":"x"`)}}]`,
      FIELDS,
    ],
    ['an entry with 201 fields', WHOLE + times(201, (at) => `${at === 0 ? '-' : ' '} f${at}: x\n`), FIELDS],
    ['a key 12,000 times', WHOLE + times(12_000, (at) => `${at === 0 ? '-' : ' '} a: x\n`), FIELDS],
    [
      '2,000 entries that each have a key twice',
      times(2_000, () => '- a: x\n  a: y\n'),
      '- tasks-file, entry 2000: a is given twice\n',
    ],
    [
      '60,000 commas',
      `[${','.repeat(60_000)}]`,
      '- tasks-file: not valid YAML: Unexpected , in flow sequence at line 1, column 3; ',
    ],
    [
      '40,000 colons',
      `- ${'a: '.repeat(40_000)}`,
      '- tasks-file, entry 1: lists and maps are nested too deeply. An entry is a map of fields',
    ],
    [
      'brackets in 4,000 brackets',
      `${'['.repeat(4000)}${'a,'.repeat(40_000)}`,
      '- tasks-file, entry 1: lists and maps are nested too deeply. An entry is a map of fields',
    ],
    [
      '5,000 anchors, each with its alias',
      `- x: [${times(5_000, (at) => `&a${at} x,*a${at} ,`)}]`,
      '- tasks-file, entry 1: provider: is missing; ',
    ],
    [
      '2,000,000 lines',
      `- |\n${'  a\n'.repeat(2_000_000)}`,
      '- tasks-file: is too long to be read at once. ',
    ],
    ['500,000 entries', '- a\n'.repeat(500_000), '- tasks-file: is too long to be read at once. '],
  ])('%s', async ([, tasks, told], { expect }) => {
    const step = await readingList(tasks);
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'error', results: '[]' } });
    expect(step.wentOnMs).toBeLessThan(2_000);
    expect(`${step.stdout.replaceAll('%0A', '\n')}\n`).toContain(told);
  });

  it('control: 200 fields are read, each of them', async ({ expect }) => {
    const step = await readingList(`${WHOLE}${times(198, (at) => `  f${at}: x\n`)}`);
    const told = step.stdout.replaceAll('%0A', '\n').match(/^- tasks-file, entry 1: f\d+: is not a field/gm);
    expect(told).toHaveLength(198);
  });
});

const MANY = 95_000;

/** Makes every answer of an operation this text, and sends the signal once it has been given for the second time. */
function answering({ emulator, stopIn }: Stage, texts: Readonly<Record<string, string>>): void {
  const counts = new Map<string, number>();
  const { hook } = emulator.rules;
  emulator.rules.hook = (request) => {
    const { operation = '' } = request;
    const text = texts[operation];
    if (text === undefined) return hook?.(request);
    counts.set(operation, (counts.get(operation) ?? 0) + 1);
    if (counts.get(operation) === 2) stopIn(500);
    return literal(text);
  };
}

const list = (text: (at: number) => string): string =>
  times(MANY, (at) => `${at === 0 ? '' : ','}${text(at)}`);
const apis = (status: string, message: string): string =>
  `{"DeployedResults":{"DeployedResult":[${list((at) => `{"ApiUid":"${at}","DeployedStatus":"${status}"${message}}`)}]}}`;

describe('row 88: 95,000 entries in an answer → a signal is heard within 2 s', () => {
  it.for<
    readonly [
      what: string,
      make: (e: Emulator) => ReturnType<typeof publishTask>,
      texts: Readonly<Record<string, string>>,
    ]
  >([
    [
      'APIs that go on',
      (e) => publishTask(e, [deployed('RUNNING')]),
      { DescribeDeployApiTask: apis('RUNNING', '') },
    ],
    ['APIs that were published', (e) => publishTask(e, [OVER]), { DescribeDeployApiTask: apis('OVER', '') }],
    [
      'APIs that have failed, but for one',
      (e) => publishTask(e, [OVER]),
      { DescribeDeployApiTask: apis('FAIL', '').replace('FAIL', 'RUNNING') },
    ],
    [
      'versions',
      (e) => version(e, [item(OURS, 'OFFLINE')]),
      {
        DescribeApiHistories: `{"ApiHisItems":{"ApiHisItem":[${list((at) => `{"HistoryVersion":"${at}"}`)}]}}`,
      },
    ],
    [
      'components and their jobs',
      (e) => release(e, { status: 'RUNNING', jobs: [] }),
      {
        'release-plan': `{"id":"plan","status":"RUNNING","components":[${list((at) => `{"component_id":"${at}"}`)}]}`,
        'deploy-info': `{"id":"plan","components":[${list((at) => `{"id":"${at}","job_status":"INIT"}`)}]}`,
      },
    ],
  ])('%s', { timeout: 60_000 }, async ([, make, texts], { expect }) => {
    const step = await stopped(['SIGTERM'], (stage) => {
      const entry = make(stage.emulator);
      answering(stage, texts);
      return one(entry, { timeout: '60s', settle: '50s' });
    });
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { state: 'interrupted' } });
    expect(step.wentOnMs).toBeLessThan(2_000);
  });
});
