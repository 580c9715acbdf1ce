import { expect, test } from 'vitest';

import { readTop } from '../scripts/tables.ts';
import { findings } from './harness/language-service.ts';
import { workflowFiles } from './harness/workflow-files.ts';
import { documentBlocks, wholeWorkflow } from './harness/yaml-blocks.ts';

const EXAMPLE = readTop('examples/deploy-and-wait.yml');
const ACTION = readTop('action.yml');

test('it accepts action.yml', async () => {
  expect(await findings(ACTION, 'action')).toEqual([]);
});

test.for(workflowFiles)('it accepts %s', async ([, workflow]) => {
  expect(await findings(workflow, 'workflow')).toEqual([]);
});

test.for(documentBlocks)('it accepts %s', async ([, block]) => {
  expect(await findings(wholeWorkflow(block), 'workflow')).toEqual([]);
});

test.for([
  ['a runtime that is none', 'node24', 'node23', /Unexpected value 'node23'/],
  ['a key that is none', 'branding:', 'brand:', /Unexpected value 'brand'/],
  ['no file to run', 'main: dist/index.js', '', /'main' is required/],
] as const)('it finds %s in action.yml', async ([, right, wrong, finding]) => {
  const found = await findings(swap(ACTION, right, wrong), 'action');
  expect(found).toContainEqual(expect.stringMatching(finding));
});

test.for([
  ['an input that is none', 'timeout:', 'timeouts:', /Invalid action input 'timeouts'/],
  ['a step that is none', 'steps.deploy.', 'steps.publish.', /Context access might be invalid: publish/],
  ['a function that is none', 'toJSON(', 'toYAML(', /Unrecognized function: 'toYAML'/],
  ['no runner', 'runs-on: ubuntu-latest', '', /Required property is missing: runs-on/],
] as const)('it finds %s in a workflow', async ([, right, wrong, finding]) => {
  const found = await findings(swap(EXAMPLE, right, wrong), 'workflow');
  expect(found).toContainEqual(expect.stringMatching(finding));
});

test.for([
  ['entries', `- provider: huawei-servicestage\n  release-plan-id: \${{ toYAML(1) }}`],
  ['steps', '- uses: OWNER/deploy-gate@COMMIT\n  with: { task: [] }'],
  ['inputs', 'with: { task: [] }'],
  ['jobs', 'gate: { runs-on: ubuntu-latest, step: [] }'],
  ['a workflow', 'on: push\njobs: { gate: { run-on: ubuntu-latest } }'],
])('a block of %s is refused where it is wrong', async ([, block = '']) => {
  expect(await findings(wholeWorkflow(block), 'workflow')).not.toEqual([]);
});

test.for(['- name: orders', 'orders', '[]', 'jobs: {}'])(
  'a block that is nothing known is refused: %s',
  (block) => {
    expect(() => wholeWorkflow(block)).toThrow();
  },
);

function swap(text: string, right: string, wrong: string): string {
  const swapped = text.replace(right, wrong);
  expect(swapped).not.toBe(text);
  return swapped;
}
