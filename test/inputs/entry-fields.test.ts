import { describe, expect, it } from 'vitest';

import { readTop } from '../../scripts/tables.ts';
import { readTargets } from '../../src/inputs/targets.ts';
import type { Fields } from '../../src/inputs/task-list.ts';

const NO_GATEWAY = 'is not a field of alibaba-api-gateway';
const AN_INPUT = 'is an input of the step: write it under with:, not in an entry';
const gateway = (fields: Fields): Fields => ({ provider: 'alibaba-api-gateway', ...fields });
const codearts = (fields: Fields): Fields => ({ provider: 'huawei-codearts-deploy', ...fields });

function problemsOf(entry: Fields, region: string | undefined = 'cn-x'): readonly string[] {
  const problems: string[] = [];
  const defaults = { region: () => region, projectId: () => undefined, allowedHosts: new Set<string>() };
  readTargets([entry], 'tasks', defaults, (text) => problems.push(text.replace('tasks, entry 1: ', '')));
  return problems;
}

describe('a field that an entry does not have', () => {
  it.each<[what: string, entry: Fields, problems: readonly string[]]>([
    [
      'is told with those that there are',
      gateway({ 'operation-uid': 'x', colour: 'green', size: '1' }),
      ['colour', 'size'].map(
        (field) =>
          `${field}: ${NO_GATEWAY}; it takes operation-uid, apis, provider, name, region, endpoint, optional`,
      ),
    ],
    [
      'stands for the one that was meant',
      gateway({ 'operation-id': 'x' }),
      [`operation-id: ${NO_GATEWAY}; did you mean operation-uid?`],
    ],
    [
      'is read as the one that was meant',
      gateway({ operation_uid: '/' }),
      [
        `operation_uid: ${NO_GATEWAY}; did you mean operation-uid?`,
        'operation-uid: "/" has characters or a length that no id has; give the OperationId in the answer of BatchDeployApis',
      ],
    ],
    [
      'does not take the place of the one that was meant where that is there',
      gateway({ 'operation-uid': 'x', 'operation-id': '/' }),
      [`operation-id: ${NO_GATEWAY}; did you mean operation-uid?`],
    ],
    [
      'stands for one of several that may be given',
      codearts({ 'task-id': 't', recordid: 'r' }),
      ['recordid: is not a field of huawei-codearts-deploy; did you mean record-id?'],
    ],
    [
      'counts as one of several that may be given',
      codearts({ taskid: 't', record_id: 'r', 'accept-last': 'true' }),
      [
        'taskid: is not a field of huawei-codearts-deploy; did you mean task-id?',
        'record_id: is not a field of huawei-codearts-deploy; did you mean record-id?',
        expect.stringMatching('^record-id: is one of several that are given'),
      ],
    ],
    [
      'may be an input of the step',
      gateway({ 'operation-uid': 'x', timeout: '5m', settle: '1m', interval: '5s', 'deployment-id': '1' }),
      ['timeout', 'settle', 'interval', 'deployment-id'].map((field) => `${field}: ${AN_INPUT}`),
    ],
  ])('%s', (_what, entry, problems) => {
    expect(problemsOf(entry)).toEqual(problems);
  });

  it('stands for a region', () => {
    expect(problemsOf(gateway({ 'operation-uid': 'x', regoin: 'cn-x' }), '')).toEqual([
      `regoin: ${NO_GATEWAY}; did you mean region?`,
    ]);
  });

  it('is told to be an input of the step where it is any of them', () => {
    const inputs =
      readTop('action.yml')
        .split('\noutputs:')[0]
        ?.match(/(?<=^ {2})[a-z-]+(?=:$)/gm) ?? [];
    expect(inputs.length).toBeGreaterThan(20);
    for (const input of inputs) {
      expect(problemsOf(gateway({ 'operation-uid': 'x', [input]: 'x' }))).toEqual([`${input}: ${AN_INPUT}`]);
    }
  });
});
