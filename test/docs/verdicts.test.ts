import { describe, expect, it } from 'vitest';

import { readTop } from '../../scripts/tables.ts';
import { verdictTables, withVerdictTables } from '../../scripts/verdict-tables.ts';
import { textsOf } from '../../scripts/verdicts/errors.ts';
import { rowsOf } from '../../scripts/verdicts/look.ts';
import { DEPLOYED_STATUS } from '../../src/providers/alibaba-api-gateway.ts';
import { HISTORY_STATUS } from '../../src/providers/api-version-verdict.ts';
import { EXECUTION_STATE } from '../../src/providers/codearts-execution.ts';
import { PROVIDERS } from '../../src/providers/index.ts';
import { JOB_STATUS, PLAN_STATUS, ROLLBACK_JOB_STATUS } from '../../src/providers/servicestage-jobs.ts';
import { BAD_STATES, ENDED_STATES, OPEN_STATES } from '../../src/task.ts';

const DOCUMENT = readTop('docs/verdicts.md');
const TABLES = await verdictTables();

describe('docs/verdicts.md', () => {
  it.each(Object.entries(TABLES))('has the table of the %s, as npm run docs writes it', (name, table) => {
    expect(DOCUMENT).toContain(
      `<!-- ${name}: made by npm run docs -->\n\n${table}\n\n<!-- end of ${name} -->`,
    );
  });

  it.each([...PROVIDERS.keys()])('has a section of %s', (name) => {
    expect(DOCUMENT).toMatch(new RegExp(`^## .*\n\n\`${name}\`\\. `, 'm'));
  });

  it('has no other table between markers', async () => {
    const marked = [...DOCUMENT.matchAll(/<!-- (.+): made by npm run docs -->/g)].map(([, name]) => name);
    expect(marked.sort()).toEqual(Object.keys(TABLES).sort());
    expect(await withVerdictTables(DOCUMENT)).toBe(DOCUMENT);
  });

  it.each([
    ['publish task', DEPLOYED_STATUS],
    ['published version', HISTORY_STATUS],
    ['plan of a release', PLAN_STATUS],
    ['jobs of a release', JOB_STATUS],
    ['rollbacks of a release', ROLLBACK_JOB_STATUS],
    ['deployment', EXECUTION_STATE],
  ])('the table of the %s has a row for each word of the code, with its state', (name, statuses) => {
    const rows = String(TABLES[name]).split('\n');
    for (const [word, state] of Object.entries(statuses)) {
      const states = rows
        .filter((row) => row.startsWith(`| \`${word}\` |`))
        .map((row) => row.split(' | ').at(-1));
      expect(states).toContainEqual(expect.stringContaining(`\`${state}\``));
    }
  });

  it('explains each state, and has the bad ones in their order', () => {
    const explained = [...DOCUMENT.matchAll(/^\| `([a-z-]+)` \| (yes|no) \|/gm)].map(([, state, ended]) => [
      state,
      ended,
    ]);
    const open = OPEN_STATES.map((state) => [state, 'no']);
    const ended = [...ENDED_STATES, 'error', 'timed-out'].map((state) => [state, 'yes']);
    expect(explained).toEqual([...open, ...ended]);
    expect(DOCUMENT).toContain(`\n> ${BAD_STATES.map((state) => `\`${state}\``).join(', ')}\n`);
  });
});

it('a table tells what makes a word mean one thing or another', async () => {
  const look = async (word: string, given: number): Promise<string> =>
    word === 'a' ? 'same' : String(given);
  const circumstances = [
    ['one', 1],
    ['two', 2],
    ['one again', 1],
  ] as const;
  expect(
    await rowsOf(
      [
        ['A', 'a'],
        ['B', 'b'],
      ],
      circumstances,
      look,
    ),
  ).toEqual([
    ['A', 'in each of these cases', 'same'],
    ['B', 'one; or one again', '1'],
    ['B', 'two', '2'],
  ]);
  await expect(rowsOf([['A or B', 'a', 'b']], circumstances, look)).rejects.toThrow('A or B: same or 1');
});

describe('a code of errors that is written as an expression', () => {
  it.each([
    [/^Throttling/, ['Throttling']],
    [/^APIGW?\.030[13]$/, ['APIG.0301', 'APIG.0303', 'APIGW.0301', 'APIGW.0303']],
    [/^(APIGW?\.0302|Deploy\.00011154)$/, ['APIG.0302', 'APIGW.0302', 'Deploy.00011154']],
    [/signature expired/i, ['signature expired']],
  ])('%s is written out', (expression, texts) => {
    expect(textsOf(expression)).toEqual(texts);
    for (const text of texts) expect(text).toMatch(expression);
  });

  it.each([/a+/, /a|b*/, /\d/])('%s is refused, which stands for texts without number', (expression) => {
    expect(() => textsOf(expression)).toThrow('cannot be written out');
  });
});
