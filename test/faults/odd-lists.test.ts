import { truncateSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'vitest';

import { OVER, publishTask } from '../dist/entries.ts';
import { play } from '../dist/scene.ts';
import { runStep, type StepOptions, type StepResult } from '../runner.ts';
import { withPipe } from './pipe.ts';
import { annotationsOf } from './told.ts';

const PROVIDER = 'provider: alibaba-api-gateway';
const WHOLE = `- ${PROVIDER}\n  operation-uid: "1"\n`;

/** Where an entry that is taken by mistake sends its requests. */
const NOWHERE = { HTTPS_PROXY: 'http://127.0.0.1:9' };

/** A step whose inputs are refused, and the problems that it names. */
async function refused(
  inputs: StepOptions['inputs'],
  env: NonNullable<StepOptions['env']> = {},
): Promise<{ readonly step: StepResult; readonly problems: readonly string[] }> {
  const keys = { 'alibaba-access-key-id': 'LTAI-0123', 'alibaba-access-key-secret': 'secret-0123' };
  const step = await runStep({
    inputs: { 'alibaba-region': 'cn-hangzhou', ...keys, timeout: '2s', ...inputs },
    env: { ...NOWHERE, ...env },
  });
  const [head = '', ...problems] = annotationsOf(step).join().split('%0A- ');
  if (!head.includes('nothing was requested')) throw new Error(`not refused:\n${step.stdout}`);
  return { step, problems };
}

const REFUSED = { exitCode: 1, stderr: '', outputs: { state: 'error', results: '[]' } };

describe('row 80: a key of the list that could be written in two ways → refused, by its entry', () => {
  it.concurrent.for<readonly [what: string, tasks: string, problem: string]>([
    [
      'an alias',
      `- ${PROVIDER}\n  operation-uid: "1"\n  name: &n operation-uid\n  *n : "2"\n`,
      'tasks, entry 1: the alias *n stands for the name of a field. Write the name itself',
    ],
    [
      'the tag of a text in base64',
      `${WHOLE}- ${PROVIDER}\n  operation-uid: "2"\n  !!binary b3BlcmF0aW9uLXVpZA==: "3"\n`,
      'tasks, entry 2: the name of a field has the tag !!binary. Write the name without a tag',
    ],
    [
      'the tag of a text',
      `- ${PROVIDER}\n  operation-uid: "1"\n  !!str operation-uid: "2"\n`,
      'tasks, entry 1: the name of a field has the tag !!str. Write the name without a tag',
    ],
    [
      'the tag of a merge',
      `- &a {${PROVIDER}}\n- !!merge x: *a\n  operation-uid: "1"\n`,
      'tasks, entry 2: the name of a field has the tag !!merge. Write the name without a tag',
    ],
    [
      'a merge',
      `- &a {${PROVIDER}, operation-uid: "1"}\n- <<: *a\n  operation-uid: "2"\n`,
      'tasks, entry 2: << (a merge key) is not read. Write its fields out',
    ],
    [
      'a block of text',
      `- ${PROVIDER}\n  operation-uid: "1"\n  ? |-\n    operation-uid\n  : "2"\n`,
      'tasks, entry 1: a list, a map or a block of text stands for the name of a field. Write the name itself',
    ],
    [
      'a list',
      `- ${PROVIDER}\n  operation-uid: "1"\n  ? [operation-uid]\n  : "2"\n`,
      'tasks, entry 1: a list, a map or a block of text stands for the name of a field. Write the name itself',
    ],
    [
      'nothing',
      `- ${PROVIDER}\n  operation-uid: "1"\n  : "2"\n`,
      'tasks, entry 1: a field has no name. Write one before the colon',
    ],
    [
      'the same in quotes',
      `${WHOLE}  "operation-uid": "2"\n`,
      'tasks, entry 1: operation-uid is given twice',
    ],
    [
      'the same by an escape',
      `${WHOLE}  "operation\\x2duid": "2"\n`,
      'tasks, entry 1: operation-uid is given twice',
    ],
    [
      'the same, where a hyphen is missing',
      `${WHOLE}  ${PROVIDER}\n  operation-uid: "2"\n`,
      'tasks, entry 1: provider is given twice. Begin the second entry with "- "',
    ],
  ])('%s', async ([, tasks, problem], { expect }) => {
    const { step, problems } = await refused({ tasks });
    expect(step).toMatchObject(REFUSED);
    expect(problems).toContain(problem);
  });

  it.concurrent('of such an entry nothing else is told, and everything of the others', async ({ expect }) => {
    const { problems } = await refused({
      tasks: `- <<: {}\n- ${PROVIDER}\n- ${PROVIDER}\n  ${PROVIDER}\n- ${PROVIDER}\n  stage: x\n  operation-uid: "1"\n`,
    });
    expect(
      problems.map((text) =>
        text
          .split(/[:;.] /)
          .slice(0, 2)
          .join(': '),
      ),
    ).toEqual([
      'tasks, entry 3: provider is given twice',
      'tasks, entry 1: << (a merge key) is not read',
      'tasks, entry 2: operation-uid',
      'tasks, entry 4: stage',
    ]);
  });
});

describe('row 81: names that differ only in case → refused, since an expression would read the wrong one', () => {
  it.concurrent('names that are given', async ({ expect }) => {
    const { step, problems } = await refused({
      tasks: `${WHOLE}  name: Orders\n- ${PROVIDER}\n  operation-uid: "2"\n  name: orders\n`,
    });
    expect(step).toMatchObject(REFUSED);
    expect(problems).toEqual([
      'tasks, entry 2 "orders": the name "orders" and "Orders", that of tasks, entry 1 "Orders", differ only in case, which GitHub\'s expressions do not see. Give each a name of its own',
    ]);
  });

  it.concurrent('names by default', async ({ expect }) => {
    const entry = (uid: string): string => `- ${PROVIDER}\n  operation-uid: ${uid}\n`;
    const { problems } = await refused({ tasks: entry('abc') + entry('aBc') });
    expect(problems).toEqual([
      'tasks, entry 2: the name "alibaba-api-gateway aBc" and "alibaba-api-gateway abc", that of tasks, entry 1, differ only in case, which GitHub\'s expressions do not see. Give one of them a name',
    ]);
  });
});

/** A workspace with this file in it. */
async function withFile<T>(bytes: Uint8Array, use: (workspace: string) => Promise<T>): Promise<T> {
  const workspace = await mkdtemp(join(tmpdir(), 'deploy-gate-list-'));
  try {
    await writeFile(join(workspace, 'tasks.yml'), bytes);
    return await use(workspace);
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
}

describe('row 87: a tasks-file that is no regular file, or huge → refused at once', () => {
  const NO_FILE = 'is not a regular file. Name the file that has the list';

  it.concurrent('a pipe that nobody writes to', async ({ expect }) => {
    await withPipe(async ({ path }) => {
      const { step, problems } = await refused({ 'tasks-file': 'pipe' }, { GITHUB_WORKSPACE: dirname(path) });
      expect(step).toMatchObject(REFUSED);
      expect(problems).toEqual([`tasks-file: "pipe" ${NO_FILE}`]);
    });
  });

  it.concurrent('a device that never ends', async ({ expect }) => {
    const { problems } = await refused({ 'tasks-file': 'zero' }, { GITHUB_WORKSPACE: '/dev' });
    expect(problems).toEqual([`tasks-file: "zero" ${NO_FILE}`]);
  });

  it.concurrent('a directory', async ({ expect }) => {
    const { problems } = await refused({ 'tasks-file': '.' });
    expect(problems).toEqual([`tasks-file: "." ${NO_FILE}`]);
  });

  it.concurrent('2 GB', async ({ expect }) => {
    await withFile(new Uint8Array(), async (workspace) => {
      truncateSync(join(workspace, 'tasks.yml'), 2 ** 31);
      const { problems } = await refused({ 'tasks-file': 'tasks.yml' }, { GITHUB_WORKSPACE: workspace });
      expect(problems).toEqual(['tasks-file: "tasks.yml" is larger than 16 MiB; split it']);
    });
  });
});

describe('row 94: a tasks-file in another encoding than UTF-8 → refused, with the name of the encoding', () => {
  const text = WHOLE.replace('1', '订单');
  const utf16 = Buffer.from(text, 'utf16le');
  it.concurrent.for<readonly [what: string, bytes: Uint8Array, told: string]>([
    [
      'UTF-16 with its mark',
      Buffer.from(`\uFEFF${text}`, 'utf16le'),
      'is written in UTF-16. Save it as UTF-8',
    ],
    [
      'UTF-16 with its mark, the high bytes first',
      Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
      'is written in UTF-16. Save it as UTF-8',
    ],
    ['UTF-16 without a mark', utf16, 'is written in UTF-16. Save it as UTF-8'],
    [
      'UTF-16 without a mark, the high bytes first',
      Buffer.from(utf16).swap16(),
      'is written in UTF-16. Save it as UTF-8',
    ],
    ['Latin-1', Buffer.from(WHOLE.replace('1', 'Köln'), 'latin1'), 'is not valid UTF-8. Save it as UTF-8'],
    ['UTF-8 that is cut off', Buffer.from(text).subarray(0, -4), 'is not valid UTF-8. Save it as UTF-8'],
  ])('%s', async ([, bytes, told], { expect }) => {
    const { step, problems } = await withFile(bytes, (workspace) =>
      refused({ 'tasks-file': 'tasks.yml' }, { GITHUB_WORKSPACE: workspace }),
    );
    expect(step).toMatchObject(REFUSED);
    expect(problems).toEqual([`tasks-file: "tasks.yml" ${told}`]);
  });
});

describe('row 94: a byte order mark → dropped', () => {
  const MARK = '\uFEFF';

  it.concurrent.for<readonly [what: string, lines: (list: string) => string]>([
    ['before a list in JSON', (list) => list],
    [
      'before a list in YAML',
      (list) =>
        JSON.parse(list)
          .map((entry: object) =>
            Object.entries(entry)
              .map(([name, value], at) => `${at === 0 ? '-' : ' '} ${name}: ${JSON.stringify(value)}\n`)
              .join(''),
          )
          .join(''),
    ],
  ])('%s, in the input and in the file', async ([, lines], { expect }) => {
    for (const place of ['tasks', 'tasks-file']) {
      const step = await play((e) => {
        const list = MARK + lines(JSON.stringify([publishTask(e, [OVER])]));
        return place === 'tasks'
          ? { tasks: [], inputs: { tasks: list } }
          : { tasks: [], inputs: { tasks: '', 'tasks-file': 'tasks.yml' }, files: { 'tasks.yml': list } };
      });
      expect(step).toMatchObject({ exitCode: 0, outputs: { state: 'succeeded' } });
    }
  });
});
